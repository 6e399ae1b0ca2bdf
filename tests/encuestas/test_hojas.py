"""Sheets: one per person and campaign, what is kept is valid, and nothing leads from an answer to a chat."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Table, func, select

from municipio.db import models
from municipio.db.base import Base
from municipio.db.engine import Database
from municipio.db.migrate import upgrade
from municipio.encuestas import hojas, versiones
from municipio.encuestas.claves import Claves
from municipio.encuestas.cuaderno import Cuaderno
from municipio.encuestas.modelo import Campana, EstadoCampana, EstadoHoja, Hoja, Interes, Participante, Respuesta, Via
from municipio.encuestas.motor import camino
from municipio.encuestas.plantilla import VARIAS, Encuesta
from municipio.encuestas.valores import vale
from tests.encuestas.estrategias import answers, surveys
from tests.encuestas.test_plantillas import TEMPLATES

NOW = datetime(2026, 11, 20, 15, tzinfo=UTC)
CHAT, NEIGHBOUR = 5_000_001, 5_000_002
TABLES = Base.metadata.tables
ABOUT_CAMPAIGNS = {"campanas", "encuestas"}
"""What both sides name: it tells which survey, and nothing of a person."""


@pytest.fixture
def claves(tmp_path: Path) -> Claves:
    return Claves(tmp_path / "claves")


def launched(database: Database, claves: Claves, encuesta: Encuesta = TEMPLATES["e1"]) -> int:
    with database.write() as session:
        version = versiones.fijar(session, "alvarado", encuesta, NOW)
        campana = Campana(municipio="alvarado", encuesta=version.id, estado=EstadoCampana.EN_CURSO)
        campana.audiencia, campana.ventana = {}, {}
        campana.desde, campana.hasta, campana.creada_en = NOW, NOW + timedelta(days=9), NOW
        session.add(campana)
        session.flush()
        claves.crear(campana.id)
        return campana.id


def answered(database: Database, claves: Claves, number: int, chat: int = CHAT) -> None:
    """«Acepto», and yes to the first question."""
    with database.write() as session:
        sheet = hojas.abrir(session, claves, session.get_one(Campana, number), chat, Via.ENLACE)
        first = sheet.encuesta.preguntas[0]
        sheet.responder(first, {"opciones": ["si"]})


def rows(database: Database, table: type[Base]) -> int:
    with database.read() as session:
        return session.scalar(select(func.count()).select_from(table)) or 0


def test_two_taps_at_once_make_one_sheet_and_one_answer(database: Database, claves: Claves) -> None:
    number = launched(database, claves)
    with ThreadPoolExecutor(4) as threads:
        list(threads.map(lambda _: answered(database, claves, number), range(8)))
    assert [rows(database, table) for table in (Hoja, Respuesta, Participante)] == [1, 1, 1]


def test_a_refusal_forgets_what_was_answered_and_a_finished_sheet_stays(database: Database, claves: Claves) -> None:
    number = launched(database, claves)
    answered(database, claves, number)
    with database.write() as session:
        campana = session.get_one(Campana, number)
        hojas.rechazar(session, claves, campana, CHAT)
        assert hojas.tomar(session, claves, campana, CHAT) is None
        assert hojas.estado_de(session, claves, campana, CHAT) == EstadoHoja.RECHAZADA
    assert rows(database, Respuesta) == 0
    with database.write() as session:
        campana = session.get_one(Campana, number)
        sheet = hojas.abrir(session, claves, campana, CHAT, Via.ENLACE)
        sheet.responder(sheet.encuesta.preguntas[0], {"opciones": ["no"]})
        hojas.rechazar(session, claves, campana, CHAT)
        assert hojas.estado_de(session, claves, campana, CHAT) == EstadoHoja.COMPLETA
    assert rows(database, Respuesta) == 1


def test_without_the_key_nobody_finds_a_sheet(database: Database, claves: Claves) -> None:
    number = launched(database, claves)
    answered(database, claves, number)
    claves.destruir(number)
    with database.write() as session:
        campana = session.get_one(Campana, number)
        assert hojas.estado_de(session, claves, campana, CHAT) is None
        assert hojas.tomar(session, claves, campana, CHAT) is None
        hojas.olvidar(session, claves, CHAT)
    assert [rows(database, table) for table in (Hoja, Respuesta, Participante)] == [1, 1, 0]


def test_forgetting_somebody_leaves_her_neighbour_alone(database: Database, claves: Claves) -> None:
    number = launched(database, claves)
    answered(database, claves, number)
    answered(database, claves, number, NEIGHBOUR)
    with database.write() as session:
        session.add(Interes(chat_id=CHAT, municipio="alvarado", tema="hacienda", dia=NOW.date()))
        session.add(Interes(chat_id=NEIGHBOUR, municipio="alvarado", tema="hacienda", dia=NOW.date()))
    with database.write() as session:
        hojas.olvidar(session, claves, CHAT)
    assert [rows(database, table) for table in (Hoja, Respuesta, Participante, Interes)] == [1, 1, 1, 1]


@pytest.fixture(scope="module")
def lasting(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Database, Claves]]:
    folder = tmp_path_factory.mktemp("hojas")
    database = Database(f"sqlite:///{folder / 'prueba.db'}")
    upgrade(database)
    yield database, Claves(folder / "claves")
    database.close()


PEOPLE = count(1)


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(surveys(), st.data())
def test_whatever_is_done_to_a_sheet_it_ends_and_holds_valid_answers(
    lasting: tuple[Database, Claves], survey: Encuesta, data: st.DataObject
) -> None:
    database, claves = lasting
    number, chat = launched(database, claves, survey), next(PEOPLE)
    steps = data.draw(st.lists(st.sampled_from(["answer", "mark", "back", "later"]), max_size=12))
    for step in [*steps, *["answer"] * 2 * len(survey.preguntas)]:
        with database.write() as session:
            campana = session.get_one(Campana, number)
            sheet = hojas.abrir(session, claves, campana, chat, Via.INVITACION)
            if sheet.actual is None:
                break
            _do(step, sheet, data)
        with database.read() as session:
            stored = _stored(session.scalars(select(Respuesta).where(Respuesta.token == sheet.token)))
            for key, value in stored.items():
                question = survey.pregunta(key)
                assert question is not None
                assert vale(question, value)
    with database.read() as session:
        over = session.get_one(Hoja, claves.token(number, chat))
        assert over.estado == EstadoHoja.COMPLETA
        path = camino(survey, stored)
        assert path.actual is None
        assert {q.clave for q in path.hechas} == set(stored), "nothing of another way is left"


def test_a_finished_sheet_is_changed_and_stays_finished_unless_more_is_asked(
    database: Database, claves: Claves
) -> None:
    number = launched(database, claves)

    def does(*answers: str) -> tuple[str, bool]:
        with database.write() as session:
            sheet = hojas.abrir(session, claves, session.get_one(Campana, number), CHAT, Via.ENLACE)
            if sheet.completa:
                assert sheet.atras()
            for answer in answers:
                assert sheet.actual is not None
                sheet.responder(sheet.actual, {"opciones": [answer]})
            return sheet.estado, sheet.reabierta

    assert does("no") == (EstadoHoja.COMPLETA, False)
    assert does() == (EstadoHoja.COMPLETA, True), "she looks at it again, and leaves"
    assert does("no-sabia") == (EstadoHoja.COMPLETA, False)
    assert does("si") == (EstadoHoja.EMPEZADA, False)
    assert does("diaria") == (EstadoHoja.EMPEZADA, False)


def _do(step: str, sheet: Cuaderno, data: st.DataObject) -> None:
    question = sheet.actual
    assert question is not None
    if step == "back":
        sheet.atras()
    elif step == "mark" and question.tipo in VARIAS:
        sheet.marcar(question, data.draw(answers(question)))
    elif step == "answer":
        sheet.responder(question, data.draw(answers(question)))


def _stored(found: Any) -> dict[str, Any]:
    return {row.pregunta: row.valor for row in found}


def reached(table: Table) -> set[str]:
    """The tables that a row names, itself included: each step leads to one row."""
    names, waiting = {table.name}, [table]
    while waiting:
        for key in waiting.pop().foreign_keys:
            if key.column.table.name not in names:
                names.add(key.column.table.name)
                waiting.append(key.column.table)
    return names


def of_chats() -> set[str]:
    return {name for name, table in TABLES.items() if "chat_id" in table.columns}


def of_sheets() -> set[str]:
    return {name for name, table in TABLES.items() if "token" in table.columns or name == "respuestas"}


def test_the_tables_are_those_that_are_meant() -> None:
    assert models.Hoja.__tablename__ in of_sheets()
    assert of_sheets() == {"hojas", "respuestas"}
    assert {"participantes", "chats", "avisos", "intereses"} <= of_chats()


def test_no_table_knows_both_a_chat_and_an_answer() -> None:
    assert of_sheets() & of_chats() == set()


def test_no_foreign_key_leads_from_an_answer_to_a_chat_nor_back() -> None:
    from_sheets = set().union(*(reached(TABLES[name]) for name in of_sheets()))
    from_chats = set().union(*(reached(TABLES[name]) for name in of_chats()))
    assert from_sheets & of_chats() == set()
    assert from_chats & of_sheets() == set()
    assert from_sheets & from_chats <= ABOUT_CAMPAIGNS


def test_sheets_keep_no_day_no_way_nor_order_of_arrival() -> None:
    for name in of_sheets():
        columns = TABLES[name].columns
        assert not [c.name for c in columns if str(c.type).startswith(("DATE", "TIMESTAMP"))], name
        assert not [c.name for c in columns if c.name in ("id", "via")], name
        assert TABLES[name].dialect_options["sqlite"]["with_rowid"] is False


def test_in_the_whole_database_the_chat_stands_nowhere_near_the_answers(database: Database, claves: Claves) -> None:
    number = launched(database, claves)
    answered(database, claves, number)
    token = claves.token(number, CHAT)
    with database.read() as session:
        for name, table in TABLES.items():
            for row in session.execute(select(table)):
                text = repr(tuple(row))
                assert not (str(CHAT) in text and token in text), name
                assert (token in text) <= (name in of_sheets()), name
                assert (str(CHAT) in text) <= (name in of_chats()), name
