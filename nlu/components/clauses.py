"""The questions of one message: «cuánto vale y cuánto se demora» asks two."""

from __future__ import annotations

import re

_SENTENCES = re.compile(r"[.;:!?¿¡\n]+\s*")
_JOINTS = re.compile(
    r"\s*,\s*|\s+(?:y|e|i|adem[aá]s|tambi[eé]n|tmb|pero|aparte|entonces)\s+(?:de\s+eso\s+)?", re.IGNORECASE
)
_QUESTION = re.compile(
    r"(?<!\ben)(?<!\ba)(?<!\bde)(?<!\bpor)(?<!\bpara)(?<!\bcon)(?<!\bx)\s+(?=(?:(?:en|a|de|por|para|con|x)\s+)?(?:cu[aá]nt[oa]s?|qui[eé]n|kien|cu[aá]l|cuándo|cómo|dónde|qué|dnd)\b"
    r"|(?:que|q|ke)\s+(?:papeles|documentos|requisitos|costo|precio|valor|piden|exigen|toca|hay\s+que|necesito|llevo)\b)",
    re.IGNORECASE,
)
MOST = 10
"""Clauses that are read at most; the rest of a long message stays in the last one."""


def sentences(text: str) -> list[str]:
    """The sentences of a message, by its stops and question marks."""
    return [part for part in _SENTENCES.split(text) if any(c.isalnum() for c in part)]


def split(text: str) -> list[str]:
    """The clauses of a message, in order. A message without joints is its own only clause."""
    joined = (part for sentence in sentences(text) for part in _JOINTS.split(sentence))
    parts = [part for clause in joined for part in _QUESTION.split(clause)]
    kept = [part.strip() for part in parts if any(c.isalnum() for c in part)]
    if len(kept) > MOST:
        kept = [*kept[: MOST - 1], " ".join(kept[MOST - 1 :])]
    return kept or [text]
