"""Calendar and periods written a second time, day by day and without the product's libraries, to compare with.

Holidays are those of facts §5.1: Ley 51 of 1983, and Ley 2578 of 2026 for 9 July.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from datetime import date, timedelta
from functools import cache

DIA = timedelta(days=1)
Grupo = Callable[[date], tuple[int, int] | None]
"""The period of a day; None: of no period."""


def pascua(ano: int) -> date:
    """Easter Sunday (Meeus, Jones, Butcher)."""
    a, (b, c) = ano % 19, divmod(ano, 100)
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    m = (32 + 2 * e + 2 * i - h - k) % 7
    n = (a + 11 * h + 22 * m) // 451
    mes, dia = divmod(h + m - 7 * n + 114, 31)
    return date(ano, mes, dia + 1)


@cache
def festivos(ano: int) -> frozenset[date]:
    fijos = [(1, 1), (5, 1), (7, 20), (8, 7), (12, 8), (12, 25)]
    al_lunes = [(1, 6), (3, 19), (6, 29), (8, 15), (10, 12), (11, 1), (11, 11)] + ([(7, 9)] if ano >= 2026 else [])
    dias = {date(ano, mes, dia) for mes, dia in fijos}
    for mes, dia in al_lunes:
        cae = date(ano, mes, dia)
        dias.add(cae + (7 - cae.weekday()) % 7 * DIA)
    return frozenset(dias | {pascua(ano) + n * DIA for n in (-3, -2, 43, 64, 71)})


def habil(dia: date, cerrados: Collection[date] = ()) -> bool:
    return dia.weekday() < 5 and dia not in festivos(dia.year) and dia not in cerrados


def hacia(dia: date, paso: int, cerrados: Collection[date] = ()) -> date:
    """`dia` or the first business day, forward (1) or back (-1)."""
    while not habil(dia, cerrados):
        dia += paso * DIA
    return dia


def dias(desde: date, hasta: date) -> Iterator[date]:
    return (desde + n * DIA for n in range((hasta - desde).days + 1))


def semana(dia: date) -> tuple[int, int]:
    return dia.isocalendar()[:2]


def de_meses(cuantos: int, hasta_mes: int = 12) -> Grupo:
    """Stretches of so many months of the year; of a year, its months up to one."""
    return lambda dia: (dia.year, (dia.month - 1) // cuantos) if dia.month <= hasta_mes else None


def ano_del_plan(adoptado: date) -> Grupo:
    def grupo(dia: date) -> tuple[int, int] | None:
        return (dia.year - adoptado.year - (dia < aniversario(adoptado, dia.year)), 0) if dia >= adoptado else None

    return grupo


def aniversario(adoptado: date, ano: int) -> date:
    bisiesto = ano % 4 == 0 and (ano % 100 != 0 or ano % 400 == 0)
    return date(ano, adoptado.month, 28 if (adoptado.month, adoptado.day) == (2, 29) and not bisiesto else adoptado.day)


def periodos(grupo: Grupo, desde: date, hasta: date) -> list[list[date]]:
    """The whole periods that touch from `desde` to `hasta`, each with all its days."""
    salida: dict[tuple[int, int], list[date]] = {}
    for dia in dias(desde - 400 * DIA, hasta + 400 * DIA):
        if (cual := grupo(dia)) is not None:
            salida.setdefault(cual, []).append(dia)
    return [todos for todos in salida.values() if todos[-1] >= desde and todos[0] <= hasta]


def cierres(grupo: Grupo, desde: date, hasta: date, cerrados: Collection[date]) -> list[date]:
    """The last business day of each period, of those that fall from `desde` to `hasta`."""
    ultimos = [[dia for dia in todos if habil(dia, cerrados)][-1:] for todos in periodos(grupo, desde, hasta)]
    return [dia for ultimo in ultimos for dia in ultimo if desde <= dia <= hasta]


def reunion(ano: int, mes: int, cerrados: Collection[date]) -> date | None:
    """The meeting of a month: its second Tuesday, or else the next business day of the month, or else its last one."""
    del_mes = [dia for dia in dias(date(ano, mes, 1), date(ano, mes, 28) + 3 * DIA) if dia.month == mes]
    martes = [dia for dia in del_mes if dia.weekday() == 1][1]
    abiertos = [dia for dia in del_mes if habil(dia, cerrados)]
    return next((dia for dia in abiertos if dia >= martes), abiertos[-1] if abiertos else None)
