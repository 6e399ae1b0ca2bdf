"""Whoever heard that something was late hears once that it is done, in a digest; who did it does not."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

import pytest
from sqlalchemy import select, update

from municipio.avisos.modelo import Aviso, EstadoAviso
from municipio.db.engine import Database
from municipio.plan import gestion, titulares
from municipio.plan.modelo import Estado, Recordado, VencimientoFila
from reminders.tick import Done, tick
from tests.reminders.test_tick import COMMITTEE, COORDINATOR, SLUG, START, SUBSTITUTE, at, days, live, town

__all__ = ["town"]

MONDAY, TUESDAY = date(2026, 12, 14), date(2026, 12, 15)
SAYS = "Ya se cumplió: "


@pytest.fixture
def late(town: Database) -> VencimientoFila:
    """What comes due first; on Monday 14 December the holder, the substitute and the coordination know it is late."""
    for day in (START, MONDAY):
        live(town, day)
    with town.read() as session:
        first = select(VencimientoFila).where(VencimientoFila.municipio == SLUG).order_by(VencimientoFila.vence)
        row = session.scalars(first).first()
        assert row is not None
        heard = select(Recordado.chat_id).where(Recordado.vencimiento == row.id, Recordado.punto < 0)
        assert {COMMITTEE, SUBSTITUTE, COORDINATOR} <= set(session.scalars(heard))
    return row


def close(database: Database, row: VencimientoFila, chat: int | None, day: date = MONDAY, hour: int = 10) -> None:
    with database.write() as session:
        fila = session.get_one(VencimientoFila, row.id)
        gestion.cumplir(session, fila, [], fila.responsables[0], at(day, hour), chat_id=chat)


def told(database: Database, day: date) -> Counter[int]:
    """By chat, how often a day's digests say that it is done; they have not left yet."""
    with database.read() as session:
        waiting = session.scalars(select(Aviso).where(Aviso.estado == EstadoAviso.PENDIENTE))
        mine = [aviso for aviso in waiting if aviso.clave.endswith(day.isoformat())]
        return Counter({aviso.chat_id: str(aviso.cuerpo).count(SAYS) for aviso in mine if SAYS in str(aviso.cuerpo)})


@pytest.mark.parametrize(
    ("closer", "hear"),
    [
        (COMMITTEE, {SUBSTITUTE, COORDINATOR}),
        (SUBSTITUTE, {COMMITTEE, COORDINATOR}),
        (None, {COMMITTEE, SUBSTITUTE, COORDINATOR}),
    ],
)
def test_those_who_heard_that_it_was_late_hear_that_it_is_done_but_not_who_did_it(
    town: Database, late: VencimientoFila, closer: int | None, hear: set[int]
) -> None:
    close(town, late, closer)
    tick(town, at(MONDAY, 22))
    assert told(town, MONDAY) == {}
    tick(town, at(TUESDAY))
    assert {chat for chat in told(town, TUESDAY) if chat in (COMMITTEE, SUBSTITUTE, COORDINATOR)} == hear
    assert set(told(town, TUESDAY).values()) == {1}


def test_it_is_told_once_also_by_a_process_that_starts_again_and_in_one_message_a_day(
    town: Database, late: VencimientoFila
) -> None:
    close(town, late, COMMITTEE)
    for hour in (8, 9, 15):
        tick(town, at(TUESDAY, hour), Done())
    with town.read() as session:
        keys = [aviso.chat_id for aviso in session.scalars(select(Aviso)) if aviso.clave.endswith(TUESDAY.isoformat())]
    assert max(Counter(keys).values()) == 1
    live(town, TUESDAY, 16)
    for day in days(TUESDAY + timedelta(days=1), 3):
        tick(town, at(day))
        assert told(town, day) == {}


def test_a_digest_that_could_not_leave_did_not_tell_it(town: Database, late: VencimientoFila) -> None:
    close(town, late, COMMITTEE)
    tick(town, at(TUESDAY))
    wednesday = TUESDAY + timedelta(days=1)
    tick(town, at(wednesday))
    assert told(town, wednesday)[COORDINATOR] == 1
    assert told(town, TUESDAY) == {}


def test_what_was_done_in_time_is_no_news(town: Database) -> None:
    live(town, START)
    with town.read() as session:
        row = session.scalars(select(VencimientoFila).order_by(VencimientoFila.vence)).first()
        assert row is not None
    close(town, row, None, START)
    tick(town, at(START + timedelta(days=1)))
    assert told(town, START + timedelta(days=1)) == {}


def test_on_a_day_without_anything_else_the_digest_is_only_that(town: Database, late: VencimientoFila) -> None:
    with town.write() as session:
        others = update(VencimientoFila).where(VencimientoFila.id != late.id)
        session.execute(others.values(estado=Estado.ANULADO.value))
    close(town, late, COMMITTEE)
    tick(town, at(TUESDAY))
    with town.read() as session:
        key = f"resumen:{SLUG}:{COORDINATOR}:{TUESDAY.isoformat()}"
        body = session.scalars(select(Aviso).where(Aviso.clave == key)).one().cuerpo or {}
    assert "reply_markup" not in body
    assert body["text"].splitlines()[1].startswith(f"{SAYS}{late.nombre.rstrip('.')}, {late.periodo}. Responde: ")
    assert "Toque" not in body["text"]


def test_who_left_the_post_does_not_hear(town: Database, late: VencimientoFila) -> None:
    with town.write() as session:
        for held in titulares.de_chat(session, SLUG, SUBSTITUTE):
            held.hasta = at(MONDAY)
    close(town, late, COMMITTEE)
    tick(town, at(TUESDAY))
    assert SUBSTITUTE not in told(town, TUESDAY)
    assert COORDINATOR in told(town, TUESDAY)
