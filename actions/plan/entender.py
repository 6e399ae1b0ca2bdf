"""Which part of the plan a text asks for, by the phrases of `preguntas.yml`."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from municipio.templates import words
from municipio.texto import palabras
from municipio.tramites.busqueda.plegado import ABREVIATURAS


def topic(text: str) -> str | None:
    """The topic of a question about the plan; None when it has no phrase of any."""
    plain = _plain(text)
    return next((name for name, pattern in _topics().items() if pattern.search(plain)), None)


def means_the_same(text: str) -> bool:
    """Whether the text points at the action that was told last («¿y esa quién la maneja?»)."""
    return _same().search(_plain(text)) is not None


def _plain(text: str) -> str:
    return " ".join(ABREVIATURAS.get(palabra, palabra) for palabra in palabras(text))


def _phrases() -> dict[str, Any]:
    return words("actions.plan", "preguntas.yml")


@cache
def _topics() -> dict[str, re.Pattern[str]]:
    return {name: _compiled(phrases) for name, phrases in _phrases()["temas"].items()}


@cache
def _same() -> re.Pattern[str]:
    return _compiled(_phrases()["misma"])


def _compiled(phrases: list[str]) -> re.Pattern[str]:
    return re.compile(r"(?:(?<=\s)|^)(?:" + "|".join(phrases) + r")(?=\s|$)")
