"""How long somebody is away, as people say it: «15 días», «por dos semanas», «un mes»."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from dateutil.relativedelta import relativedelta

from municipio.calendario import sumar_habiles
from municipio.municipios.registro import NoHabil

LONGEST = 400
"""No term has more days, weeks or months than that."""
_WORDS = (
    "cero", "un", "dos", "tres", "cuatro", "cinco", "seis", "siete", "ocho", "nueve", "diez", "once", "doce", "trece",
    "catorce", "quince", "dieciseis", "diecisiete", "dieciocho", "diecinueve", "veinte",
)  # fmt: skip
_NUMBERS = {word: n for n, word in enumerate(_WORDS)} | {"una": 1, "treinta": 30, "cuarenta": 40, "sesenta": 60}
_TERM = re.compile(rf"\b(\d{{1,3}}|{'|'.join(_NUMBERS)}) (dia|semana|mes)(?:e?s)?\b( habiles)?")


def term(plain: str, today: date, closed: Sequence[NoHabil] = ()) -> date | None:
    """The last day of a term that begins today; None when a text in plain letters says none."""
    found = _TERM.search(plain)
    if found is None:
        return None
    number = int(found[1]) if found[1].isdecimal() else _NUMBERS[found[1]]
    if not 0 < number <= LONGEST:
        return None
    if found[3]:
        return sumar_habiles(today, number, closed)
    match found[2]:
        case "dia":
            return today + relativedelta(days=number)
        case "semana":
            return today + relativedelta(weeks=number)
        case _:
            return today + relativedelta(months=number)
