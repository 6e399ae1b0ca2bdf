"""What was said to be done and is not: it is reminded as before, and whoever knew it was done hears once."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from municipio.avisos.modelo import Aviso, EstadoAviso
from municipio.db.engine import Database
from municipio.plan.correccion import Corrige, corregible, corregir
from municipio.plan.modelo import Estado, VencimientoFila
from reminders.tick import Done, tick
from tests.reminders.test_noticias import MONDAY, TUESDAY, close, late
from tests.reminders.test_noticias import told as told_done
from tests.reminders.test_tick import COMMITTEE, COORDINATOR, SLUG, START, SUBSTITUTE, at, days, live, town

__all__ = ["late", "town"]

WEDNESDAY = TUESDAY + timedelta(days=1)
SAYS = "Se corrigió, y sigue sin cumplir: "


def correct(database: Database, row: VencimientoFila, chat: int, day: date, hour: int = 10) -> None:
    with database.write() as session:
        fila = session.get_one(VencimientoFila, row.id)
        who = Corrige(chat, chat == COORDINATOR, 3, at(day, hour))
        marca = corregible(session, fila, who)
        assert marca is not None
        corregir(session, fila, marca.id, who)


def told(database: Database, day: date, says: str = SAYS) -> dict[int, int]:
    """By chat, how often a day's digests, which have not left yet, say it."""
    with database.read() as session:
        waiting = session.scalars(select(Aviso).where(Aviso.estado == EstadoAviso.PENDIENTE))
        mine = [aviso for aviso in waiting if aviso.clave.endswith(day.isoformat())]
        return {aviso.chat_id: str(aviso.cuerpo).count(says) for aviso in mine if says in str(aviso.cuerpo)}


def test_who_was_told_that_it_was_done_hears_once_and_again_when_it_is(town: Database, late: VencimientoFila) -> None:
    close(town, late, COMMITTEE)
    live(town, TUESDAY)
    correct(town, late, COMMITTEE, TUESDAY)
    tick(town, at(WEDNESDAY))
    assert told(town, WEDNESDAY) == {SUBSTITUTE: 1, COORDINATOR: 1}
    live(town, WEDNESDAY, 9, Done())
    thursday = WEDNESDAY + timedelta(days=1)
    close(town, late, COMMITTEE, thursday, 7)
    tick(town, at(thursday))
    assert told(town, thursday) == {}
    assert set(told_done(town, thursday)) >= {SUBSTITUTE, COORDINATOR}


def test_who_closed_it_hears_that_the_coordination_corrected_it(town: Database, late: VencimientoFila) -> None:
    close(town, late, COMMITTEE)
    correct(town, late, COORDINATOR, MONDAY, 11)
    tick(town, at(TUESDAY))
    assert told(town, TUESDAY) == {COMMITTEE: 1}


def test_a_digest_that_could_not_leave_did_not_tell_it(town: Database, late: VencimientoFila) -> None:
    close(town, late, COMMITTEE)
    live(town, TUESDAY)
    correct(town, late, COMMITTEE, TUESDAY)
    for day in (WEDNESDAY, WEDNESDAY + timedelta(days=1)):
        tick(town, at(day))
        assert told(town, day) == {SUBSTITUTE: 1, COORDINATOR: 1}


def test_what_nobody_was_told_is_no_news(town: Database, late: VencimientoFila) -> None:
    close(town, late, COMMITTEE)
    correct(town, late, COMMITTEE, MONDAY, 11)
    tick(town, at(TUESDAY))
    assert told(town, TUESDAY) == {}
    assert told_done(town, TUESDAY) == {}


@pytest.mark.parametrize("hour", [6, 10])
def test_its_reminders_go_on_the_same_day_and_only_those_not_told_yet(town: Database, hour: int) -> None:
    done = Done()
    live(town, START, 8, done)
    with town.read() as session:
        row = session.scalars(select(VencimientoFila).order_by(VencimientoFila.vence)).first()
        assert row is not None
    day = row.vence
    for one in days(START + timedelta(days=1), (day - START).days - 1):
        live(town, one, 8, done)
    close(town, row, COMMITTEE, day, 5)
    if hour > 8:
        live(town, day, 8, done)
    correct(town, row, COMMITTEE, day, hour)
    tick(town, at(day, 10, 30), done)
    hear = told(town, day, f"{row.nombre} ({row.periodo}): vence hoy")
    assert hear == {COMMITTEE: 1}
    live(town, day, 11, done)
    with town.read() as session:
        assert session.get_one(VencimientoFila, row.id).estado == Estado.PENDIENTE
        assert session.get_one(VencimientoFila, row.id).municipio == SLUG
