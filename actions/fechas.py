"""A day, or the end of a term, as people write it: «15 de enero», «el viernes», «15/01/2027», «por 15 días»."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from actions.plazos import term
from municipio.atencion.fechas import dia_preguntado
from municipio.fechas import MESES
from municipio.municipios.registro import NoHabil
from municipio.texto import normalizar

_UNTIL = re.compile(r".*\bhasta\b")
_ISO = re.compile(r"\b(\d{4}) (\d{1,2}) (\d{1,2})\b")
_NUMBERS = re.compile(r"\b(\d{1,2}) (\d{1,2})(?: (\d{4}|\d{2}))?\b")
_NAMED = re.compile(r"\b(\d{1,2}|primero) (?:de )?([a-z]+) (?:del? )?(?:año )?(\d{4})\b")
_FIRST = re.compile(r"\bprimero\b")
_BARE = re.compile(r"\d{1,2}")
_MONTHS = {"setiembre": "septiembre"}
_ABBREVIATED = 3


def until(text: str, today: date, closed: Sequence[NoHabil] = ()) -> date | None:
    """The day that a text names, or on which a term that begins today ends.

    It may be over; None when it names none, or one that does not exist.
    """
    plain = _UNTIL.sub("", normalizar(text)).strip()
    if (end := term(plain, today, closed)) is not None:
        return end
    plain = " ".join(_month(word) for word in _FIRST.sub("1", plain).split())
    if found := _ISO.search(plain):
        return _day(*found.groups())
    if found := _NUMBERS.search(plain):
        return _numbered(found, today)
    if (found := _NAMED.search(plain)) and found[2] in MESES:
        return _day(found[3], str(MESES.index(found[2]) + 1), found[1])
    return dia_preguntado(f"el {plain}" if _BARE.fullmatch(plain) else plain, today)


def _numbered(found: re.Match[str], today: date) -> date | None:
    """«15/01/2027»; without a year, the next time that it comes."""
    day, month, year = found.groups()
    if year is not None:
        return _day(year if len(year) > 2 else f"20{year}", month, day)
    years = (_day(str(today.year + n), month, day) for n in range(5))
    return next((one for one in years if one is not None and one >= today), None)


def _month(word: str) -> str:
    """The whole name of a month that was cut («ene», «sept») or is written in another way."""
    if len(word) < _ABBREVIATED or word.isdecimal():
        return word
    cut = [name for name in MESES if name.startswith(word)]
    return cut[0] if len(cut) == 1 else _MONTHS.get(word, word)


def _day(year: str, month: str, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None
