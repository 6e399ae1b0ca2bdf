"""Templates into text: Telegram's HTML subset, everything from outside escaped."""

from __future__ import annotations

import html
import re
from datetime import date
from functools import cache
from importlib import resources
from typing import Any

import yaml
from jinja2 import Environment, PackageLoader, StrictUndefined

_TAG = re.compile(r"<[^>]+>")
_BLANKS = re.compile(r"\n{3,}")
_LINE_ENDS = re.compile(r"[ \t]+\n")


@cache
def texts() -> dict[str, Any]:
    """The short texts of `textos.yml`."""
    content = resources.files("actions").joinpath("textos.yml").read_text(encoding="utf-8")
    loaded: dict[str, Any] = yaml.safe_load(content)
    return loaded


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


def long_date(day: date) -> str:
    """«20 de noviembre de 2026»."""
    return f"{day.day} de {texts()['meses'][day.month - 1]} de {day.year}"


def near_date(day: date) -> str:
    """«viernes 20 de noviembre»: a day of which nobody asks the year."""
    return f"{texts()['dias'][day.weekday()]} {day.day} de {texts()['meses'][day.month - 1]}"


def render(template: str, **values: Any) -> str:
    """The text of `actions/<template>.html.j2`, without the blank space that templates leave."""
    text = _environment().get_template(f"{template}.html.j2").render(**values)
    return _BLANKS.sub("\n\n", _LINE_ENDS.sub("\n", text)).strip()


def plain(text: str) -> str:
    """The same text without marks, as the command line and a screen reader show it."""
    return html.unescape(_TAG.sub("", text))


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("actions", ""),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
        auto_reload=False,  # or each reply asks the disk for the date of each of its templates
    )
    environment.filters["fecha"] = long_date
    environment.filters["fecha_cercana"] = near_date
    environment.globals["textos"] = texts()
    return environment
