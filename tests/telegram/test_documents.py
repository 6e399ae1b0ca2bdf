"""Files that go with a reply: made when they are delivered, by a process of their own, and never twice lost."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import httpx
import pytest
from sqlalchemy import select

from bot.outbound import making
from bot.outbound.making import Making
from bot.simulator.handle import SimulatorHandle
from bot.simulator.person import Person
from municipio.avisos import cola
from municipio.avisos.cola import Envio, Nuevo
from municipio.avisos.modelo import Aviso, Carril
from municipio.db.engine import Database
from municipio.errors import EnvioError
from municipio.personas.modelo import Cargo, Rol
from municipio.plan import vencimientos
from municipio.plan.servicio import adoptar, plan_de
from municipio.settings import Settings
from tests.telegram.fakes import BotBeside
from tests.telegram.process import bear
from tests.telegram.test_deliverer import deliver, ended
from tests.telegram.test_kill import environment

NOW = datetime(2026, 11, 20, 15, tzinfo=UTC)
TOWN = "landazuri"


def coordinates(database: Database, person: Person) -> None:
    """The plan was adopted, and that person is of the coordination."""
    with database.write() as session:
        adoptar(session, TOWN, date(2026, 11, 17), None, NOW)
        vencimientos.proyectar(session, TOWN, plan_de(session, TOWN), NOW.date())
        session.add(Cargo(chat_id=person.id, municipio=TOWN, rol=Rol.COORDINADOR.value, desde=NOW))


def put(database: Database, chat: int, maker: str, method: str = "sendPhoto", **parameters: Any) -> None:
    body = {"hace": maker, "con": parameters, "caption": "El tablero"}
    with database.write() as session:
        cola.put(session, [Nuevo(f"prueba:{chat}:{maker}", TOWN, Carril.ALARMA, chat, method, body)], NOW)


def downloaded(telegram: SimulatorHandle, person: Person) -> bytes:
    """The last file that the person got."""
    raw = next(m.raw for m in reversed(person.messages()) if {"photo", "document"} & set(m.raw))
    held = raw["photo"][-1] if "photo" in raw else raw["document"]
    path = telegram.bot_api("getFile", file_id=held["file_id"])["result"]["file_path"]
    return httpx.get(f"{telegram.file_url}{telegram.token}/{path}", trust_env=False).content


def test_the_board_arrives_as_a_picture_after_its_words(
    telegram: SimulatorHandle, office: Database, bot: BotBeside
) -> None:
    rosa = telegram.new_user("Rosa")
    coordinates(office, rosa)
    rosa.says("/tablero")
    words, first, second = rosa.wait_for(3)
    assert "Tablero del plan de acción" in words.text
    assert [first.text, second.text] == ["Tablero del plan, por cargo", "Tablero del plan, por acción"]
    assert downloaded(telegram, rosa).startswith(b"\x89PNG")
    with office.read() as session:
        rows = session.execute(select(Aviso.metodo, Aviso.estado, Aviso.cuerpo).order_by(Aviso.id)).all()
    assert [tuple(row) for row in rows[-2:]] == [("sendPhoto", "enviado", None)] * 2


def test_what_cannot_be_made_is_told_in_one_line(
    telegram: SimulatorHandle, office: Database, settings: Settings, capfd: pytest.CaptureFixture[str]
) -> None:
    person = telegram.new_user("Marta", started=True)
    for maker, parameters in (("no.existe", {}), ("plan.tablero", {"municipio": "macondo-secreto"})):
        put(office, person.id, maker, **parameters)
    deliver(office, telegram, lambda: ended(office).count("enviado") == 2, settings=settings)
    heard = [entry.text for entry in telegram.ledger(chat_id=person.id)]
    assert len(heard) == 2
    assert all(text.startswith("No pude hacer el documento") and "\n" not in text for text in heard)
    assert "Traceback" not in capfd.readouterr().err


def test_while_a_file_is_made_others_are_answered(
    telegram: SimulatorHandle, office: Database, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    waiting, other = telegram.new_users(2)
    released = asyncio.Event()

    async def slow(self: Making, maker: str, parameters: dict[str, Any]) -> bytes:
        await released.wait()
        raise EnvioError("todavía no", permanente=False)

    def others_heard() -> bool:
        return bool(telegram.ledger(chat_id=other, method="sendMessage"))

    monkeypatch.setattr(Making, "_run", slow)
    put(office, waiting, "plan.tablero")
    with office.write() as session:
        cola.put(session, [Nuevo("otra", TOWN, Carril.ENCUESTA, other, "sendMessage", {"text": "hola"})], NOW)
    deliver(office, telegram, others_heard, settings=settings)
    assert telegram.ledger(chat_id=waiting) == []
    assert ended(office) == ["pendiente", "enviado"]  # given back when the process stopped


@pytest.mark.parametrize(
    ("given", "why"),
    [
        (b"", "no se entiende"),
        (b'{"nombre": "a.png"}\nPNG', "no se entiende"),
        (b'{"nombre": "a.png", "tipo": "image/png"}\n', "0 bytes"),
        (b'{"nombre": "a.png", "tipo": "image/png"}\n' + bytes(10 * 2**20 + 1), "no se pueden enviar"),
    ],
)
def test_what_a_maker_gives_is_checked(given: bytes, why: str) -> None:
    with pytest.raises(making._ImpossibleError, match=why):
        making._file(given, making.LARGEST["sendPhoto"])


def tried(settings: Settings, database: Database, monkeypatch: pytest.MonkeyPatch, script: Path) -> Envio | None:
    """A row whose maker is a program of the test."""
    monkeypatch.setattr(sys, "executable", str(script))
    row = Envio(7, Carril.RESPUESTA, 5, "sendDocument", {"hace": "x", "con": {}, "caption": "c"}, NOW)

    async def ready() -> Envio | None:
        return await Making(settings, database).ready(row, asyncio.Event())

    return asyncio.run(ready())


def program(folder: Path, text: str) -> Path:
    path = folder / "hacedor.sh"
    path.write_text(f"#!/bin/sh\n{text}\n")
    path.chmod(0o755)
    return path


def test_a_database_that_is_busy_is_another_time(
    settings: Settings, sqlite: Database, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    with pytest.raises(EnvioError) as caught:
        tried(settings, sqlite, monkeypatch, program(tmp_path, "exit 75"))
    assert not caught.value.permanente
    with pytest.raises(EnvioError) as caught:
        tried(settings, sqlite, monkeypatch, tmp_path / "no-esta")
    assert not caught.value.permanente


@pytest.mark.parametrize("text", ["exit 1", "kill -9 $$", "exec sleep 60"])
def test_a_maker_that_dies_or_hangs_is_apologised_for(
    settings: Settings, sqlite: Database, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, text: str
) -> None:
    monkeypatch.setattr(making, "PLAZO_S", -4.8)
    made = tried(settings, sqlite, monkeypatch, program(tmp_path, text))
    assert made is not None
    assert made.metodo == "sendMessage"
    assert made.cuerpo["text"].startswith("No pude")
    assert "caption" not in made.cuerpo


def test_a_file_survives_kill_9(telegram: SimulatorHandle, loaded: Database, loaded_url: str, tmp_path: Path) -> None:
    rosa = telegram.new_user("Rosa", started=True)
    coordinates(loaded, rosa)
    where = environment(telegram, loaded_url, tmp_path)
    bot = bear(where)
    rosa.says("/tablero")
    telegram.wait_for(1, chat_id=rosa.id, method="sendMessage")
    bot.kill()
    bot.join()
    assert telegram.ledger(chat_id=rosa.id, method="sendPhoto") == []
    last = bear(where)
    assert len(telegram.wait_for(2, chat_id=rosa.id, method="sendPhoto")) == 2
    os.kill(last.pid or 0, signal.SIGTERM)
    last.join(20)
    assert last.exitcode == 0
