"""A survey through the simulated Telegram: what stays in the database besides the sheet tells nothing of it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.simulator.handle import SimulatorHandle
from bot.simulator.person import ANSWERS
from bot.telegram.handler import Handler
from bot.telegram.incoming import Incoming
from municipio.avisos.modelo import Aviso
from municipio.conversaciones.modelo import Conversacion
from municipio.db.base import Base
from municipio.db.engine import Database
from municipio.encuestas import registro, versiones
from municipio.encuestas.claves import CARPETA, Claves
from municipio.encuestas.modelo import Campana, EstadoCampana, Hoja, Respuesta
from municipio.entrada.modelo import Recibido
from municipio.settings import Settings
from tests.telegram.fakes import BotBeside

CODE, TOWN = "abcDEF123", "landazuri"


def launched(database: Database, settings: Settings) -> None:
    """E2 with an open link."""
    now = settings.clock.now()
    with database.write() as session:
        version = versiones.fijar(session, TOWN, registro.plantillas(session)["e2"], now)
        campana = Campana(municipio=TOWN, encuesta=version.id, estado=EstadoCampana.EN_CURSO, enlace=CODE)
        campana.audiencia, campana.ventana = {}, {}
        campana.desde, campana.hasta, campana.creada_en = now, now + timedelta(days=9), now
        session.add(campana)
        session.flush()
        Claves(settings.var_dir / CARPETA).crear(campana.id)


def test_a_survey_by_its_link_leaves_the_answers_in_the_sheet_and_nowhere_else(
    telegram: SimulatorHandle, settings: Settings, loaded: Database
) -> None:
    launched(loaded, settings)
    with BotBeside(settings, loaded):
        rosa = telegram.user("Rosa")
        assert "Qué guardo" in rosa.asks(f"/start e{CODE}").text
        first = rosa.taps("Acepto y empiezo")
        marked = rosa.taps("Salud")
        assert marked.message_id == first.message_id
        assert "✓ Salud" in marked.buttons
        assert "Pregunta 2 de 6" in rosa.taps("Listo").text
        assert "Pregunta 3 de 6" in rosa.asks("otro: el bazar").text
        rosa.says("cuánto vale el paz y salvo?")
        answer, again = rosa.wait_for(2)[-2:]
        assert "Costo" in answer.buttons or "Requisitos" in answer.buttons
        assert "Pregunta 3 de 6" in again.text
        assert "Pregunta 4 de 6" in rosa.taps("La emisora").text
    with loaded.read() as session:
        kept = {row.pregunta: row.valor for row in session.scalars(select(Respuesta))}
        assert kept == {
            "temas": {"opciones": ["salud"]},
            "por-internet": {"opciones": ["otro"], "texto": "el bazar"},
            "canal": {"opciones": ["radio"]},
        }
        token = session.scalars(select(Hoja.token)).one()
        assert {row.cuerpo for row in session.scalars(select(Recibido))} == {None}
        assert {row.cuerpo for row in session.scalars(select(Aviso))} == {None}
        assert len(session.scalars(select(Conversacion)).all()) == 1
        for name, table in Base.metadata.tables.items():
            if name in ("hojas", "respuestas", "encuestas", "fichas", "municipios", "planes", "frases"):
                continue
            for row in session.execute(select(table)):
                text = repr(tuple(row)).lower()
                for secret in (token, "salud'", "bazar", "radio", "emisora"):
                    assert secret not in text, (name, secret)


def test_what_is_written_to_a_survey_is_told_from_what_is_asked(
    telegram: SimulatorHandle, settings: Settings, loaded: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    launched(loaded, settings)
    to_it: dict[str, bool] = {}
    attend = Handler.attend

    async def attending(self: Handler, incoming: Incoming) -> bool:
        to_it[incoming.text] = incoming.in_survey
        return await attend(self, incoming)

    monkeypatch.setattr(Handler, "attend", attending)
    with BotBeside(settings, loaded):
        rosa = telegram.user("Rosa")
        rosa.asks(f"/start e{CODE}")
        said = ("acepto", "1 y 3", "/ayuda", "seguir", "otro: el bazar", "salir", "¿cuánto vale el predial?")
        for text in said:
            rosa.asks(text, answers=2 if text == "/ayuda" else 1)
    assert [to_it[text] for text in said] == [False, True, False, True, True, True, False]


def test_two_presses_in_flight_keep_one_answer_and_each_gets_its_reply(
    telegram: SimulatorHandle, settings: Settings, loaded: Database
) -> None:
    launched(loaded, settings)
    rosa = telegram.user("Rosa")
    with BotBeside(settings, loaded):
        rosa.asks(f"/start e{CODE}")
        rosa.taps("Acepto y empiezo")
        rosa.taps("Salud")
        assert "Pregunta 2 de 6" in rosa.taps("Listo").text
    before = telegram.last_seq
    for _ in range(2):
        rosa.presses("Pagar el predial")
    with BotBeside(settings, loaded):
        first, second = telegram.wait_for(2, before, chat_id=rosa.chat_id, method=ANSWERS)
        told = telegram.ledger(before, chat_id=rosa.chat_id, method="answerCallbackQuery")
    assert first.text.startswith("Pregunta 3 de 6")
    assert second.text == f"Esa respuesta ya la tenía, gracias.\n\n{first.text}"
    assert len(told) == 2, "neither press is left waiting"
    with loaded.read() as session:
        kept = [(row.pregunta, row.valor) for row in session.scalars(select(Respuesta))]
    assert sorted(kept) == [("por-internet", {"opciones": ["predial"]}), ("temas", {"opciones": ["salud"]})]
