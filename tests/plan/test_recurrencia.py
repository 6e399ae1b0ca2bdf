"""Periods, their last business day, pace points and meetings: examples of facts §6.0, and properties."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from municipio.calendario import es_habil
from municipio.plan import recurrencia as r
from municipio.plan.agenda import cantidad_de
from municipio.plan.registro import Cuota
from tests.plan import estrategias as e
from tests.plan import oraculo as o

TRAMOS = {
    "semanal": o.semana,
    "mensual": o.de_meses(1),
    "trimestral": o.de_meses(3),
    "semestral": o.de_meses(6),
    "anual": o.de_meses(12),
}
DE_A = {"mensual": 1, "trimestral": 3, "semestral": 6, "anual": 12}


def tramos(cada: str, desde: date, hasta: date) -> list[r.Tramo]:
    return list(r.semanas(desde, hasta) if cada == "semanal" else r.meses(desde, hasta, DE_A[cada]))


def mes_de(dia: date) -> r.Tramo:
    return next(r.meses(dia, dia))


def ano_de(dia: date) -> r.Tramo:
    return next(r.meses(dia, dia, 12))


# --- The calendar


@pytest.mark.parametrize("ano", range(2000, 2061))
def test_business_days_are_those_of_the_law(ano: int) -> None:
    """9 July is a holiday from 2026 only; Holy Week moves; leap years have their day."""
    todos = list(o.dias(date(ano, 1, 1), date(ano, 12, 31)))
    assert len(todos) == (366 if ano % 4 == 0 else 365)
    assert [dia for dia in todos if es_habil(dia)] == [dia for dia in todos if o.habil(dia)]


@pytest.mark.parametrize(
    ("dia", "vence"),
    [
        (date(2008, 7, 14), date(2008, 7, 14)),
        (date(2025, 7, 14), date(2025, 7, 14)),
        (date(2026, 7, 13), date(2026, 7, 14)),
        (date(2027, 7, 12), date(2027, 7, 13)),
    ],
)
def test_the_monday_of_9_july_is_a_holiday_from_2026_only(dia: date, vence: date) -> None:
    assert r.siguiente_habil(dia) == vence


# --- Periods


@settings(deadline=None)
@given(st.sampled_from(sorted(TRAMOS)), e.dias, st.integers(0, 800))
def test_periods_follow_one_another_without_gaps_and_cover_the_window(cada: str, desde: date, largo: int) -> None:
    hasta = desde + timedelta(days=largo)
    hay = tramos(cada, desde, hasta)
    assert [(t.desde, t.hasta) for t in hay] == [(p[0], p[-1]) for p in o.periodos(TRAMOS[cada], desde, hasta)]
    assert all(antes.hasta + o.DIA == despues.desde for antes, despues in pairwise(hay))
    assert len({t.nombre for t in hay}) == len(hay)


@settings(deadline=None)
@given(e.dias, st.integers(0, 3000))
def test_years_of_the_plan_begin_on_its_anniversaries(adoptado: date, largo: int) -> None:
    hasta = adoptado + timedelta(days=largo)
    hay = list(r.anos_del_plan(adoptado, hasta))
    assert [t.desde for t in hay] == [o.aniversario(adoptado, adoptado.year + n) for n in range(len(hay))]
    assert all(antes.hasta + o.DIA == despues.desde for antes, despues in pairwise(hay))
    assert hay[-1].desde <= hasta <= hay[-1].hasta


@pytest.mark.parametrize(
    ("dia", "vence"),
    [
        (date(2026, 1, 15), date(2026, 1, 30)),
        (date(2026, 5, 15), date(2026, 5, 29)),
        (date(2027, 5, 15), date(2027, 5, 28)),  # Monday 31 is Corpus Christi
        (date(2013, 3, 15), date(2013, 3, 27)),  # Holy Week at the end of March
        (date(2024, 2, 1), date(2024, 2, 29)),
        (date(2028, 2, 1), date(2028, 2, 29)),
        (date(2027, 2, 1), date(2027, 2, 26)),
        (date(2008, 6, 1), date(2008, 6, 27)),  # Monday 30 is San Pedro
    ],
)
def test_a_month_closes_on_its_last_business_day(dia: date, vence: date) -> None:
    assert r.cierre(mes_de(dia)) == vence


@settings(deadline=None)
@given(st.data())
def test_the_meeting_is_in_its_month_on_a_business_day(data: st.DataObject) -> None:
    desde = data.draw(e.dias)
    locales = data.draw(e.cierres_locales(desde, 400))
    cerrados = {uno.fecha for uno in locales}
    meses = {(dia.year, dia.month) for dia in o.dias(desde, desde + timedelta(days=400))}
    deben = [dia for ano, mes in sorted(meses) if (dia := o.reunion(ano, mes, cerrados)) is not None]
    assert [dia for _, dia in r.reuniones(desde, desde + timedelta(days=400), locales)] == deben


# --- Pace points


@pytest.mark.parametrize(
    ("tramo", "cantidad", "puntos"),
    [
        # March 2026: Saturday 7, Saturday 14, Saturday 21 move back
        (mes_de(date(2026, 3, 1)), 3, [date(2026, 3, 10), date(2026, 3, 20), date(2026, 3, 31)]),
        (mes_de(date(2026, 3, 1)), 4, [date(2026, 3, 6), date(2026, 3, 13), date(2026, 3, 20), date(2026, 3, 31)]),
        (mes_de(date(2026, 4, 1)), 4, [date(2026, 4, 7), date(2026, 4, 14), date(2026, 4, 21), date(2026, 4, 30)]),
        (mes_de(date(2026, 4, 1)), 2, [date(2026, 4, 15), date(2026, 4, 30)]),
        (ano_de(date(2026, 1, 1)), 2, [date(2026, 6, 30), date(2026, 12, 31)]),
        (ano_de(date(2026, 1, 1)), 3, [date(2026, 4, 30), date(2026, 8, 31), date(2026, 12, 31)]),
        (ano_de(date(2011, 1, 1)), 3, [date(2011, 4, 29), date(2011, 8, 31), date(2011, 12, 30)]),
        # a year of the plan from 7 September: a third is 6 January (Tuesday, the holiday is on Monday 12), then 6 May
        (
            next(r.anos_del_plan(date(2008, 9, 7), date(2008, 9, 7))),
            3,
            [date(2009, 1, 6), date(2009, 5, 6), date(2009, 9, 4)],
        ),
        # the week of 20 July: Monday is a holiday
        (next(r.semanas(date(2026, 7, 20), date(2026, 7, 20))), 2, [date(2026, 7, 23), date(2026, 7, 24)]),
        (
            next(r.semanas(date(2026, 7, 20), date(2026, 7, 20))),
            4,
            [date(2026, 7, 21), date(2026, 7, 22), date(2026, 7, 23), date(2026, 7, 24)],
        ),
    ],
)
def test_pace_points_of_the_facts(tramo: r.Tramo, cantidad: int, puntos: list[date]) -> None:
    assert r.pasos(tramo, cantidad) == puntos


@settings(deadline=None, max_examples=200)
@given(st.data())
def test_pace_points_increase_inside_their_period(data: st.DataObject) -> None:
    desde = data.draw(e.dias)
    cada = data.draw(st.sampled_from([*sorted(TRAMOS), "ano_del_plan"]))
    tramo = next(r.anos_del_plan(desde, desde)) if cada == "ano_del_plan" else tramos(cada, desde, desde)[0]
    locales = data.draw(e.cierres_locales(tramo.desde, (tramo.hasta - tramo.desde).days))
    cantidad = data.draw(st.integers(1, 12) | st.integers(1, 400))
    puntos = r.pasos(tramo, cantidad, locales)
    abiertos = [dia for dia in o.dias(tramo.desde, tramo.hasta) if o.habil(dia, {uno.fecha for uno in locales})]
    assert r.habiles(tramo, locales) == len(abiertos)
    assert puntos == sorted(puntos)
    assert set(puntos) <= set(abiertos)
    assert len(puntos) == (cantidad if abiertos else 0)
    assert puntos[-1:] == abiertos[-1:]
    assert len(set(puntos)) == min(cantidad, len(abiertos))


def test_a_week_asks_for_no_more_than_its_business_days() -> None:
    """2026 has 19 weeks with fewer than five, and week 14 (Holy Week) has three (facts §6.1, row 38)."""
    cuota = Cuota(cantidad=5, periodo="semana")
    del_ano = [t for t in r.semanas(date(2025, 12, 29), date(2026, 12, 31)) if t.desde.isocalendar().year == 2026]
    piden = [cantidad_de(cuota, tramo) for tramo in del_ano]
    assert len(piden) == 53
    assert sum(pide < 5 for pide in piden) == 19
    assert piden[13] == 3


def test_holy_week_closed_from_monday_has_no_meeting_nor_pace() -> None:
    semana = next(r.semanas(date(2027, 3, 22), date(2027, 3, 22)))
    lunes_a_miercoles = [e.cerrado(date(2027, 3, dia)) for dia in (22, 23, 24)]
    assert r.habiles(semana) == 2  # Monday is San José
    assert r.pasos(semana, 1, lunes_a_miercoles) == []


@pytest.mark.parametrize(("dia", "fin"), [(2008, 2011), (2011, 2011), (2012, 2015), (2024, 2027), (2027, 2027)])
def test_a_mayor_s_term_has_four_years(dia: int, fin: int) -> None:
    assert r.fin_del_termino(date(dia, 12, 1)) == date(fin, 12, 31)
    assert r.fin_del_termino(date(dia, 1, 1)) == date(fin, 12, 31)
