"""The inbox on both databases."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from sqlalchemy import select

from municipio.db.engine import Database
from municipio.entrada import bandeja
from municipio.entrada.bandeja import Llegada
from municipio.entrada.modelo import Recibido

NOON = datetime(2026, 11, 20, 17, 0, tzinfo=UTC)


def arrival(number: int, text: str = "hola 🏡") -> Llegada:
    return Llegada(number, 11, {"update_id": number, "message": {"text": text}})


def store(database: Database, *numbers: int) -> list[int]:
    with database.write() as session:
        return [one.update_id for one in bandeja.store(session, [arrival(n) for n in numbers], NOON)]


def test_an_update_is_kept_once(database: Database) -> None:
    assert store(database, 1, 2) == [1, 2]
    assert store(database, 2, 3) == [3]
    assert store(database) == []


def test_what_is_not_attended_waits_in_order(database: Database) -> None:
    store(database, 3, 1, 2)
    with database.write() as session:
        assert bandeja.done(session, 1, NOON)
    with database.read() as session:
        assert bandeja.pending(session) == [arrival(2), arrival(3)]


def test_what_is_attended_is_forgotten_and_attended_once(database: Database) -> None:
    store(database, 1, 2)
    with database.write() as session:
        assert bandeja.done(session, 1, NOON)
        assert not bandeja.done(session, 1, NOON)
        assert bandeja.done(session, [1, 2], NOON, "demasiados mensajes")
    with database.read() as session:
        rows = session.scalars(select(Recibido).order_by(Recibido.update_id)).all()
    assert [(row.cuerpo, row.nota) for row in rows] == [(None, None), (None, "demasiados mensajes")]


def test_numbers_are_not_remembered_for_a_week(database: Database) -> None:
    store(database, 1, 2)
    with database.write() as session:
        bandeja.done(session, 1, NOON)
    with database.write() as session:
        assert bandeja.purge(session, NOON + bandeja.GUARDA) == 0
        assert bandeja.purge(session, NOON + bandeja.GUARDA + timedelta(seconds=1)) == 1
    assert store(database, 1, 2) == [1]
