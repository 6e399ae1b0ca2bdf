"""A bad day of the reminders: nobody delivers, somebody arrives late, two at once, one who is two things."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import select

from municipio.avisos import cola
from municipio.avisos.modelo import Aviso, Carril, EstadoAviso
from municipio.db.engine import Database
from municipio.plan import gestion, titulares
from municipio.plan.modelo import Recordado, VencimientoFila
from reminders.tick import Done, tick
from tests.reminders.test_tick import COMMITTEE, COORDINATOR, SLUG, START, SUBSTITUTE, at, live, town

__all__ = ["town"]

NEXT = START + timedelta(days=1)
HEIR = 7_000_009


def waiting(database: Database, now: datetime) -> list[int]:
    """The chats whose messages may leave at a moment."""
    with database.write() as session:
        return [envio.chat_id for envio in cola.claim(session, now, "bot", [Carril.RECORDATORIO], 100)]


def shown(database: Database, chat: int) -> list[list[str]]:
    """The buttons of each digest of a chat that was not given up."""
    with database.read() as session:
        mine = select(Aviso).where(Aviso.chat_id == chat, Aviso.estado == EstadoAviso.PENDIENTE.value)
        bodies = [aviso.cuerpo or {} for aviso in session.scalars(mine.order_by(Aviso.id))]
    return [[row[0]["callback_data"] for row in body["reply_markup"]["inline_keyboard"]] for body in bodies]


def accept(database: Database, chat: int, now: datetime) -> None:
    with database.write() as session:
        code = titulares.invitar(session, SLUG, "comite-gel-t", now)
        assert titulares.aceptar(session, code, chat, now) is not None


def test_what_the_bot_could_not_deliver_by_day_does_not_ring_at_night(town: Database) -> None:
    assert tick(town, at(START))
    assert waiting(town, at(START, 18)) == []
    assert waiting(town, at(START, 17)) != []


def test_days_without_a_bot_become_one_digest_that_says_all_of_it(town: Database) -> None:
    for day in (START, NEXT):
        for hour in (8, 20):
            tick(town, at(day, hour))
    tick(town, at(START + timedelta(days=2)))
    (digest,) = shown(town, COMMITTEE)
    with town.read() as session:
        told = set(session.scalars(select(Recordado.vencimiento).where(Recordado.chat_id == COMMITTEE)))
    assert {f"v:{number}" for number in told} == set(digest)


def test_a_digest_being_sent_when_its_time_was_over_is_not_told_again_while_somebody_holds_it(town: Database) -> None:
    tick(town, at(START, 17, 59))
    with town.write() as session:
        last = at(START, 17, 59) + timedelta(seconds=30)
        held = cola.claim(session, last, "bot", [Carril.RECORDATORIO], 100)
        assert cola.mark(session, [envio.id for envio in held], last, "bot")
    tick(town, at(START, 18, 0))
    with town.read() as session:
        assert {aviso.estado for aviso in session.scalars(select(Aviso))} == {EstadoAviso.ENVIANDO}


def test_who_takes_a_post_hears_of_it_the_same_day(town: Database) -> None:
    done = Done()
    live(town, START, 8, done)
    accept(town, HEIR, at(START, 10))
    assert live(town, START, 11, done) == 1
    assert live(town, START, 12, done) == 0


def test_who_took_a_post_at_night_hears_in_the_morning(town: Database) -> None:
    done = Done()
    live(town, START, 8, done)
    accept(town, HEIR, at(START, 20))
    assert live(town, START, 21, done) == 0
    live(town, NEXT, 8, done)
    with town.read() as session:
        assert session.scalar(select(Aviso.id).where(Aviso.chat_id == HEIR)) is not None


def test_who_is_two_things_reads_each_due_date_once_as_whoever_answers(town: Database) -> None:
    live(town, START)
    accept(town, COORDINATOR, at(START, 10))
    tick(town, at(date(2027, 1, 20)))
    (digest,) = shown(town, COORDINATOR)
    assert len(digest) == len(set(digest))
    with town.read() as session:
        points = set(session.scalars(select(Recordado.punto).where(Recordado.chat_id == COORDINATOR)))
        body = session.scalars(select(Aviso).where(Aviso.chat_id == COORDINATOR).order_by(Aviso.id.desc())).first()
    assert {-1} < points
    assert body is not None
    assert body.cuerpo is not None
    assert "Se le informa" not in body.cuerpo["text"]


def test_en_curso_said_at_night_lasts_from_that_day(town: Database) -> None:
    """Five business days from the local day, which in UTC is already the next one."""
    live(town, START)
    said = date(2026, 12, 9)
    with town.write() as session:
        first = select(VencimientoFila).order_by(VencimientoFila.vence)
        fila = session.scalars(first.where(VencimientoFila.municipio == SLUG)).first()
        assert fila is not None
        assert fila.para <= said
        number = fila.id
        gestion.en_curso(session, fila, fila.responsables[0], at(said, 20))
    told = {}
    for day in range(10, 19):
        live(town, date(2026, 12, day))
        with town.read() as session:
            told[day] = session.get(Recordado, (number, SUBSTITUTE, -100)) is not None
    assert next(day for day, heard in told.items() if heard) == 17


@pytest.mark.parametrize("workers", [4])
def test_several_processes_at_once_leave_one_digest_each(town: Database, workers: int) -> None:
    with ThreadPoolExecutor(workers) as crowd:
        left = list(crowd.map(lambda _: tick(town, at(START)), range(workers)))
    with town.read() as session:
        chats = list(session.scalars(select(Aviso.chat_id)))
    assert sum(left) == len(chats) == len(set(chats)) > 0
