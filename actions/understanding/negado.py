"""What a correction denies is not what it asks for: «no es la cédula, es la del banco»."""

from __future__ import annotations

import re

_DENIED = re.compile(
    r"^(?:(?:no|nop|ay no|pero no)(?:,? (?:es[ea]|eso|asi) no)?"
    r"|(?:ay |pero |yo )*no (?:es|era|son|digo|soy|hablo de|me refiero a|pregunto por) .*)$",
    re.IGNORECASE,
)
_CLAUSES = re.compile(r"\s*[,.;]\s*")


def asserted(text: str) -> str:
    """A text without its clauses that only deny; the whole of it when nothing would be left."""
    clauses = [clause for clause in _CLAUSES.split(text) if clause]
    kept = [clause for clause in clauses if not _DENIED.match(clause)]
    return ", ".join(kept) if kept and len(kept) < len(clauses) else text
