"""The wording of a draft: its title and its questions, one at a time. Only what they say, never what they are."""

from __future__ import annotations

from typing import Any

from pydantic import ValidationError

from actions.context import Context, button
from actions.encuestas.campanas_pantalla import screen
from actions.encuestas.escrito import BORRADOR
from actions.turn import Button, Outcome, Reply
from municipio.encuestas.modelo import Campana
from municipio.encuestas.plantilla import Encuesta
from municipio.encuestas.versiones import encuesta_de

SHOWN = 32
LONGEST = {"titulo": 200, "pregunta": 300}


def wording(ctx: Context, campana: Campana, choice: list[str], note: str | None = None) -> Reply:
    """`textos`: all of it, to choose what to change; `textos:<n>`: one, to write it again (0: the title).

    The title comes after the questions, so that typing the number of one chooses it.
    """
    encuesta = encuesta_de(ctx.session, campana)
    if choice and (place := _place(encuesta, choice[0])) is not None:
        return _one(ctx, campana, encuesta, place, None)
    data = f"encuesta:{campana.id}:textos"
    rows: list[list[Button]] = []
    for n, question in enumerate(encuesta.preguntas, 1):
        shown = question.texto if len(question.texto) <= SHOWN else f"{question.texto[:SHOWN].rstrip()}…"
        rows.append([Button(f"{n}. {shown}", f"{data}:{n}")])
    rows.append([button("cambiar_titulo", f"{data}:0")])
    return screen(ctx, campana, "textos", rows, note, encuesta=encuesta)


def write(ctx: Context, campana: Campana, place: int, text: str) -> Reply:
    """Keep a new wording, or say why it cannot be."""
    encuesta, text = encuesta_de(ctx.session, campana), " ".join(text.split())
    body: dict[str, Any] = encuesta.model_dump(mode="json")
    if place == 0:
        body["titulo"] = text
    else:
        body["preguntas"][place - 1]["texto"] = text
    try:
        campana.borrador = Encuesta.model_validate(body).model_dump(mode="json")
    except ValidationError:
        return _one(ctx, campana, encuesta, place, len(text))
    BORRADOR.leave(ctx.state)
    return wording(ctx, campana, [], "cambiado")


def _one(ctx: Context, campana: Campana, encuesta: Encuesta, place: int, letters: int | None) -> Reply:
    """`letters`: how many the wording had that was refused."""
    BORRADOR.wait_for(ctx.state, campana.id, f"textos:{place}")
    return ctx.reply(
        "encuestas/redactar",
        Outcome.CLARIFY,
        buttons=((button("cancelar", f"encuesta:{campana.id}:textos"),),),
        replaces=ctx.turn.kind == "press",
        lugar=place,
        ahora=encuesta.preguntas[place - 1].texto if place else encuesta.titulo,
        letras=letters,
        tope=LONGEST["pregunta" if place else "titulo"],
    )


def _place(encuesta: Encuesta, choice: str) -> int | None:
    known = choice.isdecimal() and len(choice) < 3 and int(choice) <= len(encuesta.preguntas)
    return int(choice) if known else None
