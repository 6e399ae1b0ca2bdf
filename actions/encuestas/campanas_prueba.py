"""The preview: the real questions on the coordinator's own phone, one after another. What is pressed is not kept."""

from __future__ import annotations

from actions.context import Context, button
from actions.turn import Button, Outcome, Reply
from municipio.encuestas.modelo import Campana
from municipio.encuestas.versiones import encuesta_de


def show(ctx: Context, campana: Campana, choice: list[str]) -> Reply:
    """`prueba`: the first question; `prueba:<n>:…`: the one after `n`."""
    encuesta = encuesta_de(ctx.session, campana)
    at = int(choice[0]) if choice and choice[0].isdecimal() and len(choice[0]) < 3 else 0
    data = f"encuesta:{campana.id}"
    if at >= len(encuesta.preguntas):
        rows: tuple[tuple[Button, ...], ...] = ((button("ver_resumen", data),), (button("otra_vez", f"{data}:prueba"),))
        return ctx.reply("encuestas/prueba_fin", buttons=rows, replaces=ctx.turn.kind == "press", encuesta=encuesta)
    question = encuesta.preguntas[at]
    options = tuple((Button(o.texto, f"{data}:prueba:{at + 1}:{n}"),) for n, o in enumerate(question.alternativas[:30]))
    ways = (button("sigue", f"{data}:prueba:{at + 1}"), button("dejar_prueba", data))
    return ctx.reply(
        "encuestas/prueba",
        Outcome.CLARIFY,
        buttons=(*options, ways),
        replaces=ctx.turn.kind == "press",
        encuesta=encuesta,
        pregunta=question,
        numero=at + 1,
    )
