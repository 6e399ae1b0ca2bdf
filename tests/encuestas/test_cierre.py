"""A campaign that ends while somebody answers: PostgreSQL lets both be at it, and nothing she said may be lost."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from threading import Thread
from time import sleep

import pytest
from sqlalchemy import select, text

from municipio.db.engine import Database
from municipio.encuestas import abiertas, hojas
from municipio.encuestas import campana as campanas
from municipio.encuestas.modelo import EstadoCampana, Hoja, Respuesta, Via
from tests.bases import Model, Server
from tests.conftest import opened
from tests.encuestas.campanas_de_prueba import FIRST, FRIDAY, TOWN, Pueblo

WAITS = text("select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'")


@pytest.fixture
def town(postgres_bases: Server, tmp_path: Path) -> Iterator[Pueblo]:
    for database in opened(postgres_bases.new(Model.LOADED, tmp_path)):
        yield Pueblo(database, tmp_path / "claves")


def somebody_waits(database: Database) -> bool:
    """Whether a session of this database waits for another one."""
    with database.read() as session:
        return bool(session.scalar(WAITS))


@pytest.mark.parametrize("how", ["a button", "a link"])
def test_what_is_being_answered_is_kept_by_who_closes_meanwhile(town: Pueblo, how: str) -> None:
    town.people(1)
    number = town.draft()
    town.launch(number)
    with town.database.write() as session:
        campana = abiertas.campana_de(session, str(number))
        assert campana is not None
        campanas.abrir_enlace(campana, abierto=True)
        code = campana.enlace or ""
        hojas.abrir(session, town.claves, campana, FIRST, Via.INVITACION)

    def close() -> None:
        with town.database.write() as session:
            campana = campanas.buscar(session, TOWN, str(number))
            assert campana is not None
            campanas.cerrar(session, town.claves, campana, FRIDAY)

    closing = Thread(target=close)
    with town.database.write() as session:
        campana = abiertas.campana_de(session, str(number)) if how == "a button" else abiertas.por_enlace(session, code)
        assert campana is not None
        sheet = hojas.tomar(session, town.claves, campana, FIRST)
        assert sheet is not None
        sheet.responder(sheet.encuesta.preguntas[0], {"opciones": ["si"]})
        closing.start()
        while closing.is_alive() and not somebody_waits(town.database):
            sleep(0.01)
    closing.join()
    assert town.campaign(number).estado == EstadoCampana.CERRADA
    with town.database.read() as session:
        assert [row.valor for row in session.scalars(select(Respuesta))] == [{"opciones": ["si"]}]
        assert session.scalars(select(Hoja.estado)).all() == ["completa"]
