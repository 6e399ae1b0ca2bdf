"""Yes and no, to the notice of a survey or to its invitation, as people type them."""

from __future__ import annotations

import re

from municipio.encuestas.muletillas import sin_muletillas
from municipio.texto import normalizar

_AGREES = re.compile(
    r"(?:(?:si|claro|listo|bueno|dale|ok|vale|señora?) )*(?:si|sip|que si|acepto(?: y empiezo)?|claro|dale|listo|ok"
    r"|okay|bueno|vale|empezar|empecemos|empiezo|hagale|vamos|de una|quiero(?: (?:opinar|responder|participar))?"
    r"|con (?:mucho )?gusto)"
)
_REFUSES = re.compile(
    r"(?:no )?(?:no|nop|ahora no|ahorita no|no gracias|no quiero|no acepto|no señora?|no me interesa|no tengo tiempo)"
)
_WEAK = frozenset({"ok", "okay", "listo", "bueno", "vale"})
"""They also end any other talk."""


def agrees(text: str) -> bool:
    """Whether it is a yes."""
    return _AGREES.fullmatch(sin_muletillas(normalizar(text))) is not None


def refuses(text: str) -> bool:
    """Whether it is a no, to this one only."""
    return _REFUSES.fullmatch(sin_muletillas(normalizar(text))) is not None


def decides(text: str) -> bool:
    """Whether it is a yes or a no also for somebody who was asked a while ago."""
    return refuses(text) or (agrees(text) and normalizar(text) not in _WEAK)
