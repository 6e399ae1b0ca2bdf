"""Understanding by keywords: serves while the NLU server loads or is down, and when there is none.

It knows some turns of phrase per intent and facet (`palabras.yml`), so that the menu, the catalogue search and the
emergency lines always work.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from actions.understanding.contract import Reading
from municipio.templates import words
from municipio.texto import normalizar

_DECIDED, _LEFT_OVER = 0.9, 0.1
DEFAULT_INTENT = "consultar_tramite"


class KeywordUnderstanding:
    """Never fails and needs nothing: the first intent with a phrase in the text wins, in the order of the file."""

    def __init__(self) -> None:
        phrases = words("actions.understanding", "palabras.yml")
        self._intents = _compiled(phrases["intents"])
        self._facets = _compiled(phrases["facetas"])

    async def read(self, text: str) -> Reading:
        """What `text` seems to want. Without a known phrase it may be about a trámite: the catalogue decides."""
        plain = normalizar(text)
        facets = tuple((name, _DECIDED) for name, pattern in self._facets.items() if pattern.search(plain))
        intent = next((name for name, pattern in self._intents.items() if pattern.search(plain)), None)
        if intent is None:
            return Reading({DEFAULT_INTENT: 0.6, "fuera_de_tema": 0.4}, facets, engine="keywords")
        return Reading({intent: _DECIDED, DEFAULT_INTENT: _LEFT_OVER}, facets, engine="keywords")


def _compiled(groups: Mapping[str, list[str]]) -> dict[str, re.Pattern[str]]:
    return {name: re.compile(r"\b(?:" + "|".join(patterns) + r")\b") for name, patterns in groups.items()}
