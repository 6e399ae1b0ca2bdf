"""Days and hours as a coordinator writes them: «lunes a sábado de 9 a 5», «entre semana de 2 pm a 6 pm»."""

from __future__ import annotations

import re
from datetime import time

from pydantic import ValidationError

from municipio.encuestas.ventana import Ventana
from municipio.municipios.registro import DIAS, Dia
from municipio.texto import sin_tildes

_HOURS = re.compile(
    r"\b(\d{1,2})(?::(\d{2}))? ?([ap])?\.? ?m?\.?(?: a | hasta |-)(?:las? )?(\d{1,2})(?::(\d{2}))? ?([ap])?"
)
_RANGE = re.compile(rf"({'|'.join(DIAS)}) a ({'|'.join(DIAS)})")
_GROUPS = {
    re.compile(r"entre semana|dias habiles"): DIAS[:5],
    re.compile(r"(?:los )?fin(?:es)? de semana"): DIAS[5:],
    re.compile(r"todos los dias"): DIAS,
}
_SAID = ("una", "dos", "tres", "cuatro", "cinco", "seis", "siete", "ocho", "nueve", "diez", "once", "doce")
_NUMBERS = {word: str(n) for n, word in enumerate(_SAID, 1)}
_HALVES = {
    re.compile(r"\b(?:(?:de|del|en) (?:la |el )?)?(?:mañana|madrugada)\b"): "am",
    re.compile(r"\b(?:(?:de|en) la )?(?:tarde|noche)\b"): "pm",
    re.compile(r"\bmedio ?dia\b|\bdel dia\b"): "",
    re.compile(r"\by media\b"): ":30",
}


def hours_in(text: str, now: Ventana) -> Ventana | None:
    """The days and hours that a text says; what is not said stays as in `now`. None: it says none, or no such ones."""
    plain = sin_tildes(text)
    days, hours = _days(plain), _HOURS.search(_in_figures(plain))
    if not days and hours is None:
        return None
    start, end = (now.desde, now.hasta) if hours is None else _between(hours)
    try:
        return Ventana(dias=days or now.dias, desde=start, hasta=end)
    except ValidationError:
        return None


def _in_figures(plain: str) -> str:
    """«De ocho de la mañana a cinco y media de la tarde» → «de 8 am a 5:30 pm»."""
    plain = re.sub(r"\ba(?:l)? medio ?dia\b", "a 12", plain)
    for said, figures in _HALVES.items():
        plain = said.sub(figures, plain)
    words = (_NUMBERS.get(word, word) for word in plain.split())
    return " ".join(words).replace(" :30", ":30")


def _days(plain: str) -> list[Dia]:
    for said, days in _GROUPS.items():
        if said.search(plain):
            return list(days)
    span = _RANGE.search(plain)
    if span is None:
        return [day for day in DIAS if day in plain]
    first, last = DIAS.index(span[1]), DIAS.index(span[2])
    return list(DIAS[first : last + 1]) if first <= last else [*DIAS[first:], *DIAS[: last + 1]]


def _between(hours: re.Match[str]) -> tuple[time | None, time | None]:
    """Both hours; «de 9 a 5» and «de 2 a 6» are of the day, not of the night."""
    start = _hour(hours[1], hours[2], hours[3], least=6)
    end = _hour(hours[4], hours[5], hours[6], least=(start.hour + 1) if start else 6)
    return start, end


def _hour(hour: str, minutes: str | None, half: str | None, least: int) -> time | None:
    n = int(hour) + (12 if half == "p" and int(hour) < 12 else 0)
    if half is None and n < least and n + 12 < 24:
        n += 12
    return time(n, int(minutes or 0)) if n < 24 and int(minutes or 0) < 60 else None
