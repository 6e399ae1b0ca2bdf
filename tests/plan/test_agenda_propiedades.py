"""Properties of the due dates of any plan, over any window, with any local closures."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from municipio.municipios.registro import NoHabil
from municipio.plan.agenda import Adopcion, Vencimiento, agenda, original, readopcion
from municipio.plan.recurrencia import Locales
from municipio.plan.registro import Accion, Canal, Cuota, Fase, Frecuencia, Horizonte, Informe, Plan
from municipio.plan.servicio import agenda_de
from tests.plan import estrategias as e
from tests.plan import oraculo as o

Caso = tuple[Plan, Adopcion, tuple[date, date], tuple[NoHabil, ...]]
GRUPOS = {
    "semanal": o.semana,
    "mensual": o.de_meses(1),
    "trimestral": o.de_meses(3),
    "semestral": o.de_meses(6),
    "anual": o.de_meses(12),
}


@st.composite
def casos(draw: st.DrawFn) -> Caso:
    plan, adopcion = draw(e.planes()), draw(e.adopciones())
    largo = (adopcion.hasta - adopcion.primero).days + 400
    locales = draw(e.cierres_locales(adopcion.primero - timedelta(days=200), largo))
    return plan, adopcion, draw(e.ventanas(adopcion)), locales


def fechas(vencimientos: Sequence[Vencimiento], tipo: str = "frecuencia") -> list[date]:
    return [v.vence for v in vencimientos if v.tipo == tipo]


# --- Of any plan


@settings(deadline=None, max_examples=150)
@given(casos())
def test_inside_the_window_and_the_adoption_and_on_business_days(caso: Caso) -> None:
    plan, adopcion, (desde, hasta), locales = caso
    cerrados = {uno.fecha for uno in locales}
    for v in agenda(plan, adopcion, desde, hasta, locales):
        assert desde <= v.vence <= hasta
        assert v.vence >= adopcion.primero
        assert o.habil(v.vence, cerrados)
        if v.tipo in ("frecuencia", "cuota", "comite") or (v.tipo == "informe" and "publicar" not in v.accion):
            assert v.vence <= adopcion.hasta


@settings(deadline=None, max_examples=100)
@given(casos())
def test_nothing_recurs_after_the_horizon_of_its_action(caso: Caso) -> None:
    plan, adopcion, _, locales = caso
    todos = agenda(plan, adopcion, date(2000, 1, 1), date(2060, 12, 31), locales)
    plazos = {v.accion: v.vence for v in todos if v.tipo == "horizonte"}
    permanentes = {accion.clave for accion in plan.acciones if any(cuota.permanente for cuota in accion.cuotas)}
    for v in todos:
        if v.tipo == "frecuencia" or (v.tipo == "cuota" and v.accion not in permanentes):
            assert v.vence <= plazos.get(v.accion, date.max)


@settings(deadline=None, max_examples=150)
@given(casos(), st.data())
def test_the_same_whatever_window_is_asked(caso: Caso, data: st.DataObject) -> None:
    plan, adopcion, (desde, hasta), locales = caso
    todo = agenda(plan, adopcion, desde, hasta, locales)
    inicio = desde + timedelta(days=data.draw(st.integers(0, (hasta - desde).days)))
    fin = inicio + timedelta(days=data.draw(st.integers(0, (hasta - inicio).days)))
    assert agenda(plan, adopcion, inicio, fin, locales) == [v for v in todo if inicio <= v.vence <= fin]


@settings(deadline=None, max_examples=150)
@given(casos())
def test_in_order_without_doubles_and_each_with_its_own_key(caso: Caso) -> None:
    plan, adopcion, (desde, hasta), locales = caso
    todo = agenda(plan, adopcion, desde, hasta, locales)
    assert [v.vence for v in todo] == sorted(v.vence for v in todo)
    assert len({v.clave for v in todo}) == len(todo)
    assert len({(v.vence, v.accion, v.tipo, v.indicador, v.periodo, v.meta) for v in todo}) == len(todo)
    assert agenda(plan, adopcion, desde, hasta, locales) == todo


@settings(deadline=None, max_examples=60)
@given(casos(), st.data())
def test_a_new_adoption_leaves_history_as_it_was(caso: Caso, data: st.DataObject) -> None:
    plan, primera, (desde, hasta), locales = caso
    dia = primera.primero + timedelta(days=data.draw(st.integers(1, 1500)))
    nueva = readopcion(dia)
    todo = agenda_de(plan, [primera, nueva], desde, hasta, locales)
    antes = agenda(plan, primera, desde, hasta, locales)
    assert [v for v in todo if v.vence < dia] == [v for v in antes if v.vence < dia]
    assert [v for v in todo if v.vence >= dia] == agenda(plan, nueva, desde, hasta, locales)
    assert len({v.clave for v in todo}) == len(todo)


# --- No gaps: against the calendar counted day by day


def solo(accion: Accion, adopcion: Adopcion, locales: Locales) -> list[Vencimiento]:
    """The due dates of one action over its whole adoption and beyond."""
    desde, hasta = adopcion.primero - timedelta(days=400), adopcion.hasta + timedelta(days=400)
    return [v for v in agenda(e.plan(accion), adopcion, desde, hasta, locales) if v.accion == accion.clave]


@st.composite
def adopciones_con_cierres(draw: st.DrawFn) -> tuple[Adopcion, tuple[NoHabil, ...]]:
    adopcion = draw(e.adopciones(con_fecha=True))
    return adopcion, draw(e.cierres_locales(adopcion.primero, (adopcion.hasta - adopcion.primero).days))


@settings(deadline=None, max_examples=100)
@given(adopciones_con_cierres(), st.sampled_from(sorted(GRUPOS)), st.integers(1, 12))
def test_each_period_has_its_due_date(caso: tuple[Adopcion, tuple[NoHabil, ...]], cada: str, mes: int) -> None:
    adopcion, locales = caso
    cerrados = {uno.fecha for uno in locales}
    frecuencia = Frecuencia(cada=cada, mes=mes if cada == "anual" else None)
    grupo = o.de_meses(12, mes) if cada == "anual" else GRUPOS[cada]
    deben = o.cierres(grupo, adopcion.primero, adopcion.hasta, cerrados)
    assert fechas(solo(e.accion("una", frecuencia), adopcion, locales)) == deben
    por_canal = Frecuencia(cada="mensual", canales=[Canal(nombre="Noticias", cada=cada)])
    assert fechas(solo(e.accion("una", por_canal), adopcion, locales)) == o.cierres(
        GRUPOS[cada], adopcion.primero, adopcion.hasta, cerrados
    )


@settings(deadline=None, max_examples=100)
@given(adopciones_con_cierres(), st.sampled_from(["semana", "mes", "semestre", "ano_del_plan"]), st.integers(1, 9))
def test_each_period_of_a_quota_has_its_due_date(
    caso: tuple[Adopcion, tuple[NoHabil, ...]], periodo: str, cantidad: int
) -> None:
    adopcion, locales = caso
    grupo = {
        "semana": o.semana,
        "mes": o.de_meses(1),
        "semestre": o.de_meses(6),
        "ano_del_plan": o.ano_del_plan(adopcion.primero),
    }[periodo]
    cuota = Cuota(cantidad=cantidad, periodo=periodo)
    deben = o.cierres(grupo, adopcion.primero, adopcion.hasta, {uno.fecha for uno in locales})
    assert fechas(solo(e.accion("una", cuotas=[cuota]), adopcion, locales), "cuota") == deben


@settings(deadline=None, max_examples=60)
@given(adopciones_con_cierres())
def test_anniversaries_meetings_and_reports_have_no_gaps(caso: tuple[Adopcion, tuple[NoHabil, ...]]) -> None:
    adopcion, locales = caso
    cerrados = {uno.fecha for uno in locales}
    desde, hasta = adopcion.primero, adopcion.hasta
    yearly = solo(e.accion("una", Frecuencia(cada="anual", ancla="aniversario")), adopcion, locales)
    assert fechas(yearly) == o.cierres(o.ano_del_plan(desde), desde, hasta, cerrados)
    meses = sorted({(dia.year, dia.month) for dia in o.dias(desde, hasta)})
    reuniones = [dia for mes in meses if (dia := o.reunion(*mes, cerrados)) and desde <= dia <= hasta]
    informes = [Informe(clave="informe", nombre="Informe", cada=cada, responsables=["comite"], publicar_en=10)
                for cada in ("semanal", "semestral")]  # fmt: skip
    for informe in informes:
        todo = agenda(e.plan(informes=[informe]), adopcion, desde, hasta + timedelta(days=400), locales)
        assert fechas(todo, "comite") == reuniones
        cierres = o.cierres(GRUPOS[informe.cada], desde, hasta, cerrados)
        assert [v.vence for v in todo if v.accion == "informe"] == cierres
        assert len([v for v in todo if v.accion == "informe-publicar"]) == len({*map(str, cierres)})


@settings(deadline=None, max_examples=60)
@given(adopciones_con_cierres(), st.sampled_from(sorted(GRUPOS)))
def test_what_is_counted_when_the_next_period_begins(caso: tuple[Adopcion, tuple[NoHabil, ...]], cada: str) -> None:
    adopcion, locales = caso
    cerrados = {uno.fecha for uno in locales}
    frecuencia = Frecuencia(cada=cada, ancla="inicio_siguiente")
    periodos = o.periodos(GRUPOS[cada], adopcion.primero, adopcion.hasta)
    con_dias = [todos for todos in periodos if any(o.habil(dia, cerrados) for dia in todos)]
    deben = [o.hacia(todos[-1] + o.DIA, 1, cerrados) for todos in con_dias]
    assert fechas(solo(e.accion("una", frecuencia), adopcion, locales)) == [
        dia for dia in deben if dia <= adopcion.hasta
    ]


@settings(deadline=None, max_examples=60)
@given(adopciones_con_cierres())
def test_what_is_due_before_the_meeting(caso: tuple[Adopcion, tuple[NoHabil, ...]]) -> None:
    adopcion, locales = caso
    cerrados = {uno.fecha for uno in locales}
    deben = []
    for ano, mes in sorted({(dia.year, dia.month) for dia in o.dias(adopcion.primero, adopcion.hasta)}):
        if (reunion := o.reunion(ano, mes, cerrados)) is not None:
            antes = o.hacia(reunion - o.DIA, -1, cerrados)
            deben.append(antes if antes.month == mes else reunion)
    frecuencia = Frecuencia(cada="mensual", ancla="antes_del_comite")
    hay = fechas(solo(e.accion("una", frecuencia), adopcion, locales))
    assert hay == [dia for dia in deben if adopcion.primero <= dia <= adopcion.hasta]


@settings(deadline=None, max_examples=100)
@given(adopciones_con_cierres(), st.integers(1, 400))
def test_the_pace_of_a_year_ends_with_all_that_it_asks_for(
    caso: tuple[Adopcion, tuple[NoHabil, ...]], cantidad: int
) -> None:
    adopcion, locales = caso
    cerrados = {uno.fecha for uno in locales}
    hay = solo(e.accion("una", cuotas=[Cuota(cantidad=cantidad, periodo="ano")]), adopcion, locales)
    cierres = o.cierres(o.de_meses(12), adopcion.primero, adopcion.hasta, cerrados)
    assert [v.vence for v in hay if v.meta == f"{cantidad} veces"] == cierres
    for ano in {v.vence.year for v in hay}:
        lleva = [int((v.meta or "").split()[0]) for v in hay if v.vence.year == ano]
        assert lleva == sorted(set(lleva))


@settings(deadline=None, max_examples=100)
@given(adopciones_con_cierres(), st.integers(1, 60))
def test_a_term_and_a_date_of_the_law_move_on_and_a_window_moves_back(
    caso: tuple[Adopcion, tuple[NoHabil, ...]], meses: int
) -> None:
    adopcion, locales = caso
    cerrados = {uno.fecha for uno in locales}
    primero = adopcion.primero
    ano, mes = divmod(primero.month - 1 + meses, 12)
    ultimo = (date(primero.year + ano + (mes == 11), (mes + 1) % 12 + 1, 1) - o.DIA).day
    fin = date(primero.year + ano, mes + 1, min(primero.day, ultimo))
    plazo = solo(e.accion("una", fin=Horizonte(meses=meses)), Adopcion(primero, fin, primero.year), locales)
    assert fechas(plazo, "horizonte") == [o.hacia(fin, 1, cerrados)]
    del_documento = Adopcion(primero, fin, e.ANO)
    ventana = solo(e.accion("una", fin=Horizonte(desde=primero, hasta=fin)), del_documento, locales)
    cierra = o.hacia(fin, -1, cerrados)
    assert fechas(ventana, "horizonte") == ([cierra] if cierra >= primero else [])
    con_fase = e.plan(fases=[Fase(clave="fase", nombre="Fase", vence=fin, que_es="Algo")])
    fases = agenda(con_fase, del_documento, primero, fin + timedelta(days=400), locales)
    assert fechas(fases, "fase") == [o.hacia(fin, 1, cerrados)]


# --- Examples of what properties found


def test_a_holy_week_without_business_days_asks_for_nothing() -> None:
    """Its close would fall in the week before, with the same key as that of that week."""
    cerrada = tuple(e.cerrado(date(2027, 3, dia)) for dia in (22, 23, 24))
    adopcion = readopcion(date(2026, 12, 1))
    hay = fechas(solo(e.accion("una", Frecuencia(cada="semanal")), adopcion, cerrada))
    de_marzo = [dia for dia in hay if dia.month == 3]
    assert de_marzo == [date(2027, 3, 5), date(2027, 3, 12), date(2027, 3, 19)]


def test_without_a_date_nothing_is_due_before_the_year_of_the_document() -> None:
    sin_fecha = original(e.plan(e.accion("una", Frecuencia(cada="mensual"))))
    assert sin_fecha == Adopcion(None, date(2012, 12, 31), e.ANO)
    hay = agenda(e.plan(e.accion("una", Frecuencia(cada="mensual"))), sin_fecha, date(1900, 1, 1), date(2100, 1, 1))
    assert min(fechas(hay)) == date(2008, 1, 31)
    assert max(fechas(hay)) == date(2012, 12, 31)
    assert len(fechas(hay)) == 60


@pytest.mark.parametrize("desde", [date(2026, 12, 1), date(2026, 1, 1)])
def test_what_recurs_ends_with_the_adoption_though_its_term_goes_on(desde: date) -> None:
    larga = e.accion("una", Frecuencia(cada="mensual"), fin=Horizonte(anos=5))
    hay = solo(larga, Adopcion(desde, date(2027, 12, 31), desde.year), ())
    assert max(fechas(hay)) == date(2027, 12, 31)
    vence = agenda(e.plan(larga), Adopcion(desde, date(2027, 12, 31), desde.year), desde, date(2040, 1, 1))
    assert fechas(vence, "horizonte") == [o.hacia(date(desde.year + 5, desde.month, desde.day), 1)]


def test_a_fixed_date_that_passed_before_the_new_adoption_is_not_due() -> None:
    fija = e.accion("una", fin=Horizonte(hasta=date(2008, 11, 7)))
    nueva = readopcion(date(2026, 12, 1))
    assert solo(fija, nueva, ()) == []


def test_counts_of_before_the_plan_are_not_asked() -> None:
    """A plan adopted on the day on which the month before is counted."""
    visitas = e.accion("una", Frecuencia(cada="mensual", ancla="inicio_siguiente"))
    hay = fechas(solo(visitas, Adopcion(date(2026, 12, 1), date(2027, 3, 31), 2026), ()))
    assert hay == [date(2027, 1, 4), date(2027, 2, 1), date(2027, 3, 1)]


def test_a_weekly_count_is_due_on_monday_also_when_asked_for_that_day_only() -> None:
    visitas = e.plan(e.accion("una", Frecuencia(cada="semanal", ancla="inicio_siguiente")))
    lunes = date(2026, 12, 14)
    assert fechas(agenda(visitas, readopcion(date(2026, 12, 1)), lunes, lunes)) == [lunes]
