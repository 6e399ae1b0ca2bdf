"""Templates into text: Telegram's HTML subset, everything from outside escaped."""

from __future__ import annotations

import html
import re
from functools import cache
from typing import Any

from jinja2 import Environment

from municipio.encuestas.invitacion import duracion
from municipio.fechas import fecha_cercana, fecha_larga
from municipio.plan.periodos import dicho
from municipio.templates import environment, words

_TAG = re.compile(r"<[^>]+>")
_BLANKS = re.compile(r"\n{3,}")
_LINE_ENDS = re.compile(r"[ \t]+\n")


def texts() -> dict[str, Any]:
    """The short texts of `textos.yml`."""
    return words("actions")


def label(name: str) -> str:
    """The text of a button."""
    text: str = texts()["botones"][name]
    return text


def facet_label(facet: str) -> str:
    """The text of the button of a facet."""
    text: str = texts()["facetas"][facet]["boton"]
    return text


def facet_title(facet: str) -> str:
    """What a facet is called in a text."""
    text: str = texts()["facetas"][facet]["titulo"]
    return text


def render(template: str, **values: Any) -> str:
    """The text of `actions/<template>.html.j2`, without the blank space that templates leave."""
    text = _environment().get_template(f"{template}.html.j2").render(**values)
    return _BLANKS.sub("\n\n", _LINE_ENDS.sub("\n", text)).strip()


def plain(text: str) -> str:
    """The same text without marks, as the command line and a screen reader show it."""
    return html.unescape(_TAG.sub("", text))


@cache
def _environment() -> Environment:
    own = environment("actions")
    own.filters |= {"fecha": fecha_larga, "fecha_cercana": fecha_cercana, "periodo": dicho, "duracion": duracion}
    own.globals["textos"] = texts()
    return own
