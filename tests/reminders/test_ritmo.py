"""A quota that is behind is told at its pace points, once each; one that is on pace is not."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from municipio.avisos.modelo import Aviso, EstadoAviso
from municipio.db.engine import Database
from municipio.plan import gestion, vencimientos
from municipio.plan.agenda import readopcion
from municipio.plan.cuotas import atraso, lleva
from municipio.plan.largas import en_marcha
from municipio.plan.modelo import VencimientoFila
from municipio.plan.registro import Cuota
from municipio.plan.servicio import plan_de
from reminders.tick import Done, tick
from tests.reminders.test_tick import COMMITTEE, COORDINATOR, SLUG, START, at, live, town

__all__ = ["town"]

MONTH = "enero de 2027"
"""Three a month: the 10th is a Sunday, so Friday the 8th; Wednesday the 20th; Friday the 29th."""
FIRST, SECOND, LAST = date(2027, 1, 8), date(2027, 1, 20), date(2027, 1, 29)


def quota(database: Database) -> VencimientoFila:
    with database.write() as session:
        vencimientos.proyectar(session, SLUG, plan_de(session, SLUG), START + timedelta(days=34))
        of_month = select(VencimientoFila).where(VencimientoFila.tipo == "cuota", VencimientoFila.periodo == MONTH)
        return session.scalars(of_month).one()


def report(database: Database, row: VencimientoFila, times: int, day: date = date(2027, 1, 5)) -> None:
    with database.write() as session:
        for _ in range(times):
            fila = session.get_one(VencimientoFila, row.id)
            gestion.cumplir(session, fila, [], fila.responsables[0], at(day, 16))


def told(database: Database, chat: int, day: date, of: str = MONTH) -> str:
    """What the digest of a day says of pace; it has not left yet."""
    with database.read() as session:
        waiting = session.scalars(select(Aviso).where(Aviso.estado == EstadoAviso.PENDIENTE, Aviso.chat_id == chat))
        lines = [line for a in waiting if a.clave.endswith(day.isoformat()) for line in str(a.cuerpo).split("\\n")]
    return "".join(line.partition(". Van ")[2] for line in lines if of in line)


@pytest.mark.parametrize(
    ("day", "done", "says"),
    [
        (FIRST - timedelta(days=1), 0, None),
        (FIRST, 0, (0, 3, 1)),
        (FIRST, 1, None),
        (date(2027, 1, 12), 0, (0, 3, 1)),
        (SECOND - timedelta(days=1), 1, None),
        (SECOND, 1, (1, 3, 2)),
        (SECOND, 2, None),
        (LAST, 2, (2, 3, 3)),
        (date(2027, 2, 1), 0, None),
    ],
)
def test_how_far_behind_a_quota_is(town: Database, day: date, done: int, says: tuple[int, int, int] | None) -> None:
    row = quota(town)
    report(town, row, done)
    with town.read() as session:
        behind = atraso(session, plan_de(session, SLUG), session.get_one(VencimientoFila, row.id), day)
    assert (behind and (behind.van, behind.de, behind.deberian)) == says


def test_it_is_told_to_whoever_answers_once_a_point_and_only_when_behind(town: Database) -> None:
    row = quota(town)
    live(town, date(2027, 1, 7))
    tick(town, at(FIRST))
    assert told(town, COMMITTEE, FIRST).startswith("0 de 3; a esta altura debería ir 1.")
    assert told(town, COORDINATOR, FIRST) == ""
    live(town, FIRST, 9, Done())
    tick(town, at(date(2027, 1, 12)))
    assert told(town, COMMITTEE, date(2027, 1, 12)) == ""
    report(town, row, 1)
    live(town, date(2027, 1, 19))
    tick(town, at(SECOND))
    assert told(town, COMMITTEE, SECOND).startswith("1 de 3; a esta altura deberían ir 2.")


def test_days_without_power_tell_only_the_last_point(town: Database) -> None:
    quota(town)
    later = SECOND + timedelta(days=1)
    live(town, date(2027, 1, 7))
    tick(town, at(later))
    assert told(town, COMMITTEE, later).startswith("0 de 3; a esta altura deberían ir 2.")


def test_on_pace_nothing_is_told(town: Database) -> None:
    report(town, quota(town), 2)
    live(town, date(2027, 1, 7))
    for day in (FIRST, SECOND):
        tick(town, at(day))
        assert told(town, COMMITTEE, day) == ""


YEAR = "año 1 del plan"
"""Of the first year of the plan, from 1 December 2026: three by 31 March, by Friday 30 July and by 30 November."""


def of_year(database: Database) -> VencimientoFila:
    with database.read() as session:
        rows = session.scalars(select(VencimientoFila).where(VencimientoFila.periodo == YEAR))
        return next(row for row in rows if row.meta == "3 entidades locales")


def test_a_year_of_the_plan_is_there_from_its_first_day_and_counts(town: Database) -> None:
    live(town, START)
    row = of_year(town)
    assert row.vence == date(2027, 11, 30)
    report(town, row, 1, START)
    with town.read() as session:
        reached = lleva(session, row)
    assert (reached.van, reached.de) == (1, 3)
    for day in (date(2027, 1, 12), date(2027, 6, 1)):
        live(town, day)
    assert of_year(town).id == row.id


@pytest.mark.parametrize(("done", "says"), [(0, "0 de 3; a esta altura debería ir 1."), (1, "")])
def test_its_first_pace_point_is_months_before_it_is_due(town: Database, done: int, says: str) -> None:
    march = date(2027, 3, 31)
    live(town, START)
    report(town, of_year(town), done, START)
    live(town, march - timedelta(days=1))
    tick(town, at(march))
    assert told(town, COMMITTEE, march, f"{of_year(town).nombre} ({YEAR})")[: len(says) or None] == says


@pytest.mark.parametrize(
    ("day", "due"),
    [
        (date(2026, 12, 1), date(2026, 12, 31)),
        (date(2027, 1, 1), date(2027, 6, 30)),
        (date(2027, 6, 30), date(2027, 6, 30)),
        (date(2027, 7, 1), date(2027, 12, 31)),
    ],
)
def test_of_a_half_year_the_one_that_is_running(town: Database, day: date, due: date) -> None:
    with town.read() as session:
        plan = plan_de(session, SLUG)
    accion = plan.acciones[0].model_copy(update={"cuotas": [Cuota(cantidad=3, periodo="semestre")], "horizonte": None})
    running = en_marcha(plan.model_copy(update={"acciones": [accion]}), readopcion(START), day)
    assert [(one.vence, one.tipo) for one in running] == [(due, "cuota")]
