"""From the times of a plan to dates: periods, their last business day, and terms counted from the adoption.

Closing dates of a period move back to a business day, so that they stay inside it; deadlines of the law and fixed dates
move forward (Ley 4 de 1913, art. 62). Source: facts/colombia.md §6.0.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from dateutil.relativedelta import TU, relativedelta

from municipio.calendario import es_habil
from municipio.fechas import mes_y_ano
from municipio.municipios.registro import NoHabil

Locales = Sequence[NoHabil]
_SALTO = {2: 15, 3: 10, 4: 7}
"""Days between the pace points of a month."""
_SEMANA, _MES = 7, 31
"""Days of the longest stretch that counts as a week, and as a month."""
TERMINO = 4
"""Years of a mayor's term; terms begin on 1 January of 2008, 2012, … 2024."""


@dataclass(frozen=True, slots=True)
class Tramo:
    """A stretch of the calendar, both ends in, with its name as people say it."""

    desde: date
    hasta: date
    nombre: str


def anterior_habil(dia: date, locales: Locales = ()) -> date:
    """`dia`, or the nearest business day before it."""
    while not es_habil(dia, locales):
        dia -= timedelta(days=1)
    return dia


def siguiente_habil(dia: date, locales: Locales = ()) -> date:
    """`dia`, or the nearest business day after it."""
    while not es_habil(dia, locales):
        dia += timedelta(days=1)
    return dia


def cierre(tramo: Tramo, locales: Locales = ()) -> date:
    """The last business day of a stretch; of one without any, the last business day before it."""
    return anterior_habil(tramo.hasta, locales)


def semanas(desde: date, hasta: date) -> Iterator[Tramo]:
    """The ISO weeks that touch the window, Monday to Sunday."""
    inicio = desde - timedelta(days=desde.weekday())
    while inicio <= hasta:
        ano, semana, _ = inicio.isocalendar()
        yield Tramo(inicio, inicio + timedelta(days=6), f"semana {semana} de {ano}")
        inicio += timedelta(days=7)


def meses(desde: date, hasta: date, de_a: int = 1) -> Iterator[Tramo]:
    """Stretches of `de_a` months (1, 3, 6 or 12) of the calendar year that touch the window."""
    inicio = date(desde.year, (desde.month - 1) // de_a * de_a + 1, 1)
    while inicio <= hasta:
        anos, mes = divmod(inicio.month - 1 + de_a, 12)
        siguiente = date(inicio.year + anos, mes + 1, 1)
        yield Tramo(inicio, siguiente - timedelta(days=1), _nombre(inicio, de_a))
        inicio = siguiente


def anos_del_plan(adoptado: date, hasta: date) -> Iterator[Tramo]:
    """Years counted from the adoption."""
    numero = 1
    while adoptado + relativedelta(years=numero - 1) <= hasta:
        inicio, fin = adoptado + relativedelta(years=numero - 1), adoptado + relativedelta(years=numero, days=-1)
        yield Tramo(inicio, fin, f"año {numero} del plan")
        numero += 1


def reuniones(desde: date, hasta: date, locales: Locales = ()) -> Iterator[tuple[Tramo, date]]:
    """The second Tuesday of each month, or the next business day; if the month has no more of them, its last one.

    A month without business days has no meeting.
    """
    for tramo in meses(desde, hasta):
        dia = siguiente_habil(tramo.desde + relativedelta(weekday=TU(2)), locales)
        dia = dia if dia <= tramo.hasta else cierre(tramo, locales)
        if dia >= tramo.desde:
            yield tramo, dia


def dias_habiles(tramo: Tramo, locales: Locales = ()) -> list[date]:
    """The business days of a stretch."""
    dias = (tramo.desde + timedelta(days=n) for n in range((tramo.hasta - tramo.desde).days + 1))
    return [dia for dia in dias if es_habil(dia, locales)]


def habiles(tramo: Tramo, locales: Locales = ()) -> int:
    """How many business days a stretch has."""
    return len(dias_habiles(tramo, locales))


def pasos(tramo: Tramo, cantidad: int, locales: Locales = ()) -> list[date]:
    """Pace points of a quota: by which day the first, the second… and, on the closing day, the last one is due.

    A month in three: the 10th, the 20th and the last; in four: the 7th, 14th, 21st and the last. A year in two: 30 June
    and 31 December; in three: 30 April, 31 August, 31 December. A week: its last business days. They are different days
    unless the stretch has fewer business days than that; without any, there are none.
    """
    dias = dias_habiles(tramo, locales)
    if not dias:
        return []
    lugares = [bisect_right(dias, punto) - 1 for punto in _puntos(tramo, cantidad)] + [len(dias) - 1]
    for n in range(cantidad - 1, 0, -1):
        lugares[n - 1] = min(lugares[n - 1], lugares[n] - 1)
    sobran = max(cantidad - len(dias), 0)
    return [dias[max(lugar, n - sobran, 0)] for n, lugar in enumerate(lugares)]


def _puntos(tramo: Tramo, cantidad: int) -> list[date]:
    """The days of all points but the last, before they are moved to business days."""
    largo = (tramo.hasta - tramo.desde).days + 1
    en_meses = round(largo / _MES)
    if largo > _MES and cantidad <= en_meses:
        cortes = (round(en_meses * n / cantidad) for n in range(1, cantidad))
        return [tramo.desde + relativedelta(months=meses_, days=-1) for meses_ in cortes]
    if largo <= _SEMANA:
        return [tramo.hasta] * (cantidad - 1)
    salto = _SALTO.get(cantidad, 0) if largo <= _MES else 0
    dias = (salto * n or largo * n // cantidad for n in range(1, cantidad))
    return [tramo.desde + timedelta(days=dia - 1) for dia in dias]


def fin_del_termino(dia: date) -> date:
    """31 December of the last year of the mayor's term in which `dia` falls."""
    return date(dia.year + (TERMINO - 1 - (dia.year - 2008) % TERMINO), 12, 31)


def mover_anos(dia: date, anos: int) -> date:
    """The same day of another year (29 February becomes the 28th)."""
    return dia + relativedelta(years=anos)


def _nombre(inicio: date, de_a: int) -> str:
    match de_a:
        case 1:
            return mes_y_ano(inicio.year, inicio.month)
        case 3:
            return f"trimestre {(inicio.month + 2) // 3} de {inicio.year}"
        case 6:
            return f"semestre {(inicio.month + 5) // 6} de {inicio.year}"
        case _:
            return f"año {inicio.year}"
