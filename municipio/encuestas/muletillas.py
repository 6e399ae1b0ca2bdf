"""What people say around an answer and means nothing by itself: «pues si», «como un cuatro», «bien, gracias a Dios»."""

from __future__ import annotations

import re

_ANTES = re.compile(
    r"^(?:(?:pues|bueno|ah+|ay+|eh+|mire|vea|eso|ahi|la verdad|mas bien|como|por (?:ahi|alla)|unos|unas"
    r"|(?:yo )?(?:creo|digo|diria|pienso)(?: que)?|a mi(?: modo de ver)?|para mi|seria|sera|(?:me )?(?:parecio|parece)"
    r"|(?:yo )?(?:quede|estoy|soy|vivo)|fue|estuvo|estaba[ns]?|es(?:taban)?|me (?:trataron|atendieron)) )+"
)
_DESPUES = re.compile(
    r"(?: (?:pues|señora?|señorita|doctora?|mij[oa]|veci(?:no|na)|gracias(?: a dios)?|a dios gracias|por favor|porfa"
    r"|no ?mas|(?:yo )?(?:creo|diria)|la verdad|y ya|eso si))+$"
)


def sin_muletillas(plano: str) -> str:
    """A normalised text without them; what is nothing else stays as it is."""
    return _DESPUES.sub("", _ANTES.sub("", plano))
