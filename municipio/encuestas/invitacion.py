"""How somebody is invited to a survey: the words of the invitation, its buttons, and how long answering takes."""

from __future__ import annotations

from functools import cache

from jinja2 import Environment

from municipio.encuestas.palabras import palabras
from municipio.encuestas.plantilla import Encuesta
from municipio.municipios.registro import Municipio
from municipio.templates import environment

SEGUNDOS = 15
"""What a question takes, more or less."""


def invitacion(municipio: Municipio, encuesta: Encuesta, *, recuerdo: bool = False) -> str:
    """What somebody is invited with, or reminded (Telegram's HTML, escaped)."""
    plantilla = _environment().get_template("invitacion.html.j2")
    return plantilla.render(m=municipio, encuesta=encuesta, recuerdo=recuerdo, botones=botones()).strip()


def botones() -> dict[str, str]:
    """The words of its buttons, by what each of them does."""
    return dict(palabras()["invitacion"])


def duracion(encuesta: Encuesta) -> str:
    """«unos tres minutos»: of all its questions, rounded up."""
    dichos: list[str] = palabras()["duraciones"]
    return dichos[-(-len(encuesta.preguntas) * SEGUNDOS // 60) - 1]


@cache
def _environment() -> Environment:
    own = environment("municipio.encuestas")
    own.filters["duracion"] = duracion
    return own
