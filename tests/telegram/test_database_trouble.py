"""Bad days of the database while the bot runs: nothing is lost, nothing is answered twice, and it goes on by itself."""

from __future__ import annotations

import json
import os
import resource
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing.context import ForkServerProcess
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import create_engine, make_url, select, text

from bot.simulator.handle import SimulatorHandle
from municipio.avisos.modelo import Aviso
from municipio.db.engine import Database
from municipio.entrada.modelo import Recibido
from tests.telegram.process import READ_ONLY, SLOW, bear
from tests.telegram.test_kill import environment, wait_until_quiet

LASTS_S = 2.0
HOLDS = """
import sqlite3, sys
held = sqlite3.connect(sys.argv[1], isolation_level=None)
held.execute("BEGIN IMMEDIATE")
print("held", flush=True)
sys.stdin.read()
"""


class Place:
    """A bot, its database and its log."""

    def __init__(self, telegram: SimulatorHandle, url: str, folder: Path) -> None:
        self.url, self.folder, self.log = url, folder, folder / "bot.log"
        self._where = environment(telegram, url, folder)
        self.bot = self.start()

    def start(self) -> ForkServerProcess:
        self.bot = bear(self._where, self.log)
        return self.bot

    def stop(self) -> int | None:
        os.kill(self.bot.pid or 0, signal.SIGTERM)
        self.bot.join(25)
        return self.bot.exitcode

    def events(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.log.read_text().splitlines()]


@pytest.fixture
def place(telegram: SimulatorHandle, loaded: Database, loaded_url: str, tmp_path: Path) -> Iterator[Place]:
    place = Place(telegram, loaded_url, tmp_path)
    yield place
    if place.bot.is_alive():
        place.bot.kill()
    place.bot.join()


@contextmanager
def locked(place: Place) -> Iterator[None]:
    """Another process holds the database."""
    command = [sys.executable, "-c", HOLDS, str(make_url(place.url).database)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == b"held\n"
        yield
        assert other.stdin is not None
        other.stdin.close()


@contextmanager
def full(place: Place) -> Iterator[None]:
    """No file of the bot may grow: not the database, not its log."""
    assert place.bot.pid is not None
    _, most = resource.prlimit(place.bot.pid, resource.RLIMIT_FSIZE)
    resource.prlimit(place.bot.pid, resource.RLIMIT_FSIZE, (1, most))
    yield
    resource.prlimit(place.bot.pid, resource.RLIMIT_FSIZE, (most, most))


@contextmanager
def read_only(place: Place) -> Iterator[None]:
    """SQLite refuses to write."""
    (place.folder / READ_ONLY).touch()
    yield
    (place.folder / READ_ONLY).unlink()


@contextmanager
def ordered(place: Place, before: str, after: str) -> Iterator[None]:
    """The server changes its mind about the database, and then changes it back."""
    url = make_url(place.url)
    admin = create_engine(url.set(drivername="postgresql+psycopg", database="postgres"), isolation_level="AUTOCOMMIT")
    let_go = text("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = :name")
    for last, order in enumerate((before, after)):
        with admin.connect() as connection:
            connection.execute(text(f"ALTER DATABASE {url.database} {order}"))
            connection.execute(let_go, {"name": url.database})
        if not last:
            yield
    admin.dispose()


@contextmanager
def replica(place: Place) -> Iterator[None]:
    """The server takes nothing new."""
    with ordered(place, "SET default_transaction_read_only = on", "RESET default_transaction_read_only"):
        yield


@contextmanager
def gone(place: Place) -> Iterator[None]:
    """The server lets nobody in."""
    with ordered(place, "ALLOW_CONNECTIONS false", "ALLOW_CONNECTIONS true"):
        yield


TROUBLES = {
    "locked": ("sqlite", locked, "está ocupada por otro proceso"),
    "full": ("sqlite", full, "el disco falla o está lleno"),
    "read-only": ("sqlite", read_only, "solo se puede leer (revise los permisos)"),
    "replica": ("postgresql", replica, "solo se puede leer (revise los permisos)"),
    "gone": ("postgresql", gone, "no hay conexión con el servidor"),
}


def until_kept(database: Database, number: int) -> None:
    """Until `number` updates wait in the inbox."""
    for _ in range(200):
        with database.read() as session:
            if len(session.scalars(select(Recibido).where(Recibido.hecho_en.is_(None))).all()) == number:
                return
        time.sleep(0.05)
    raise AssertionError("it was not kept")


@pytest.mark.parametrize(
    ("loaded_url", "trouble", "reason"), TROUBLES.values(), ids=list(TROUBLES), indirect=["loaded_url"]
)
def test_it_waits_says_so_once_and_goes_on(
    telegram: SimulatorHandle, loaded: Database, place: Place, trouble: Any, reason: str
) -> None:
    people = telegram.new_users(5)
    telegram.all_say([(person, "hola") for person in people])
    assert len(telegram.wait_for(5, method="sendMessage")) == 5
    telegram.all_say([(people[0], f"más {SLOW}, por favor")])
    until_kept(loaded, 1)
    before = telegram.last_seq
    with trouble(place):
        telegram.all_say([(person, "hola otra vez") for person in people * 2])
        time.sleep(LASTS_S)
        assert telegram.ledger(before, method="sendMessage") == []
    wait_until_quiet(loaded, 16)
    heard = Counter(one.chat_id for one in telegram.ledger(before, method="sendMessage"))
    assert heard == Counter(dict.fromkeys(people, 2)) + Counter({people[0]: 1})
    with loaded.read() as session:
        rows = session.execute(select(Aviso.estado, Aviso.intentos, Aviso.dudas)).all()
    assert {tuple(row) for row in rows} == {("enviado", 1, 0)}
    assert place.stop() == 0
    told = Counter(event["event"] for event in place.events())
    assert told == {"base_de_datos_con_problemas": 1, "base_de_datos_recuperada": 1, "apagando": 1}
    assert [e["motivo"] for e in place.events() if "motivo" in e] == [f"La base de datos no responde: {reason}"]


@pytest.mark.parametrize("loaded_url", ["sqlite"], indirect=True)
def test_told_to_stop_in_the_middle_it_goes_on_at_the_next_start(
    telegram: SimulatorHandle, loaded: Database, place: Place
) -> None:
    person = telegram.new_users(1)[0]
    telegram.all_say([(person, f"más {SLOW}")])
    until_kept(loaded, 1)
    with locked(place):
        telegram.all_say([(person, "hola")])
        time.sleep(LASTS_S)
        assert place.stop() == 0
        place.start()
        time.sleep(LASTS_S)
    wait_until_quiet(loaded, 2)
    assert len(telegram.ledger(method="sendMessage")) == 2
    assert place.stop() == 0
    assert "Traceback" not in place.log.read_text()
