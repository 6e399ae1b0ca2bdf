"""The preview on the coordinator's own phone: the invitation, the notice and each question, as people get them.

Every button leads on, whatever it says, and nothing of what is pressed is kept.
"""

from __future__ import annotations

from typing import Any

from actions.context import Context, button
from actions.encuestas.preguntar import Rows, choices, told_of
from actions.turn import Button, Outcome, Reply
from municipio.encuestas.invitacion import botones, invitacion
from municipio.encuestas.modelo import Campana
from municipio.encuestas.plantilla import NO_SABE, Encuesta, Pregunta
from municipio.encuestas.versiones import encuesta_de

BEFORE = ("invitacion", "aviso")
"""What people get before the first question."""
_NOTICE = ("acepto", "ahora_no", "nunca")


def show(ctx: Context, campana: Campana, choice: list[str]) -> Reply:
    """`prueba`: the invitation; `prueba:<n>:…`: what comes after `n` screens."""
    encuesta = encuesta_de(ctx.session, campana)
    at = int(choice[0]) if choice and choice[0].isdecimal() and len(choice[0]) < 3 else 0
    data = f"encuesta:{campana.id}"
    if at >= len(BEFORE) + len(encuesta.preguntas):
        rows: Rows = ((button("ver_resumen", data),), (button("otra_vez", f"{data}:prueba"),))
        return ctx.reply("encuestas/prueba_fin", buttons=rows, replaces=ctx.turn.kind == "press", encuesta=encuesta)
    on = f"{data}:prueba:{at + 1}"
    pregunta = encuesta.preguntas[at - len(BEFORE)] if at >= len(BEFORE) else None
    theirs = _buttons(pregunta, on) if pregunta else _first_buttons(BEFORE[at], on)
    return ctx.reply(
        "encuestas/prueba",
        Outcome.CLARIFY,
        buttons=(*theirs, (button("sigue", on), button("dejar_prueba", data))),
        replaces=ctx.turn.kind == "press",
        paso="pregunta" if pregunta else BEFORE[at],
        encuesta=encuesta,
        invitacion=invitacion(ctx.municipio, encuesta),
        cuantas=encuesta.cuantas,
        cierra=campana.hasta.astimezone(ctx.local.tzinfo),
        se_escribe=pregunta is not None and not choices(pregunta, {}, on),
        **(_unanswered(encuesta, pregunta) if pregunta else {}),
    )


def _unanswered(encuesta: Encuesta, pregunta: Pregunta) -> dict[str, Any]:
    """What the template of a question tells to whoever has just come to it."""
    news = {"nota": "", "orienta": None, "cual": False, "dicho": "", "primera": pregunta is encuesta.preguntas[0]}
    return told_of(encuesta, pregunta) | news


def _buttons(pregunta: Pregunta, on: str) -> Rows:
    own = [button("no_se", f"{on}:{NO_SABE}")] if pregunta.no_sabe else []
    own += [] if pregunta.obligatoria else [button("saltar", on)]
    return (*choices(pregunta, {}, on), *((one,) for one in own))


def _first_buttons(name: str, on: str) -> Rows:
    if name == "invitacion":
        return tuple((Button(said, on),) for said in botones().values())
    return tuple((button(said, on),) for said in _NOTICE)
