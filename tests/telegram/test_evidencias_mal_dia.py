"""Evidence on bad days: slow or lost files, a full disk, a pulled cable, a process that dies."""

from __future__ import annotations

import errno
import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select, text
from structlog.testing import capture_logs

from bot.simulator.handle import SimulatorHandle
from bot.simulator.person import Person
from bot.telegram.dispatcher import AT_ONCE
from municipio.db.engine import Database
from municipio.entrada.modelo import Recibido
from municipio.settings import Settings
from tests.telegram.cable import Cable
from tests.telegram.evidencias import ASKS, NOT_RECEIVED, PHOTO, after, asked, digest, due, kept, stored, wait_until
from tests.telegram.fakes import BotBeside
from tests.telegram.process import bear
from tests.telegram.test_kill import environment


@pytest.mark.parametrize("method", ["getFile", "file"])
@pytest.mark.parametrize(
    "fault",
    [{"kind": "gateway"}, {"kind": "drop"}, {"kind": "cut"}, {"kind": "flood", "retry_after": 1},
     {"kind": "slow", "seconds": 0.2}],
    ids=["502", "dropped", "cut", "429", "slow"],
)  # fmt: skip
def test_a_bad_moment_is_waited_out(
    telegram: SimulatorHandle, marta: Person, office: Database, fault: dict[str, Any], method: str
) -> None:
    telegram.fault(**fault, method=method)
    assert "quedó cumplida" in after(marta, "photo", PHOTO)
    assert [row[3] for row in kept(office)] == [digest(PHOTO)]


@pytest.mark.parametrize("kind", ["gateway", "drop", "cut"])
def test_a_long_one_is_told_and_the_file_still_awaited(
    telegram: SimulatorHandle, marta: Person, office: Database, settings: Settings, kind: str
) -> None:
    telegram.fault(kind, method="file", times=None)
    with capture_logs() as events:
        told = after(marta, "photo", PHOTO)
    assert told.startswith(NOT_RECEIVED)
    assert ASKS in told
    assert telegram.token not in str(events)
    telegram.clear_faults()
    assert stored(settings) == []
    assert "quedó cumplida" in after(marta, "photo", PHOTO)
    assert len(kept(office)) == 1


def test_a_file_that_telegram_no_longer_has_is_asked_again(telegram: SimulatorHandle, marta: Person) -> None:
    gone = "Bad Request: wrong file_id or the file is temporarily unavailable"
    telegram.fault("error", method="getFile", code=400, description=gone)
    assert after(marta, "photo", PHOTO).startswith(NOT_RECEIVED)


def test_a_full_disk_is_told_and_nothing_is_left_halfway(
    marta: Person, office: Database, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(Path, "replace", full)
        told = after(marta, "photo", PHOTO)
    assert told.startswith("No se pudo guardar el archivo: no hay espacio en el disco")
    assert ASKS in told
    assert (kept(office), stored(settings)) == ([], [])
    assert "quedó cumplida" in after(marta, "photo", PHOTO)


def test_others_are_attended_while_a_file_comes_slowly_and_the_order_holds(
    telegram: SimulatorHandle, marta: Person, office: Database
) -> None:
    telegram.fault("slow", method="file", seconds=2.0)
    marta.sends("photo", PHOTO)
    marta.says("listo")
    assert telegram.user("Julio").asks("hola").text
    assert kept(office) == [], "he waited for a stranger's file"
    closed, ended = (message.text for message in marta.wait_for(2))
    assert "quedó cumplida" in closed
    assert "queda con 1 evidencia." in ended


def test_many_slow_files_at_once_keep_nobody_waiting(
    telegram: SimulatorHandle, settings: Settings, office: Database, bot: BotBeside
) -> None:
    people = [telegram.new_user(started=True) for _ in range(AT_ONCE + 4)]
    row = due(office, settings, *people)
    for person in people:
        asked(telegram, person, row)
    telegram.fault("slow", method="getFile", seconds=3.0, times=None)
    for person in people:
        person.sends("photo", PHOTO)
    assert telegram.user("Julio").asks("hola").text
    assert kept(office) == []
    telegram.clear_faults()
    told = [person.wait_for()[-1].text for person in people]
    assert sum("quedó cumplida" in text for text in told) == 1
    assert sum("ya está cumplido" in text for text in told) == len(people) - 1


@pytest.fixture
def cable(telegram: SimulatorHandle) -> Iterator[Cable]:
    cable = Cable(telegram.address)
    cable.plug()
    yield cable
    cable.pull()


def test_the_cable_is_pulled_in_the_middle_of_a_file(
    telegram: SimulatorHandle, settings: Settings, office: Database, cable: Cable
) -> None:
    through = settings.model_copy(update={"telegram_api": cable.address})
    marta = telegram.user("Marta")
    with BotBeside(through, office):
        asked(telegram, marta, due(office, settings, marta))
        telegram.fault("slow", method="file", seconds=1.0)
        marta.sends("photo", PHOTO)
        time.sleep(0.4)
        cable.pull()
        time.sleep(0.3)
        cable.plug()
        assert "quedó cumplida" in marta.wait_for()[-1].text
    assert len(kept(office)) == 1


def test_stopping_in_the_middle_of_a_file_leaves_it_for_the_next_start(
    telegram: SimulatorHandle, settings: Settings, office: Database
) -> None:
    marta = telegram.user("Marta")
    with BotBeside(settings, office):
        asked(telegram, marta, due(office, settings, marta))
        telegram.fault("slow", method="file", seconds=30)
        marta.sends("photo", PHOTO)
        time.sleep(0.5)
    assert kept(office) == []
    with BotBeside(settings, office):
        assert "quedó cumplida" in marta.wait_for()[-1].text
    assert len(kept(office)) == 1


def test_killed_before_the_file_was_recorded_it_is_one_evidence(
    telegram: SimulatorHandle, loaded: Database, loaded_url: str, settings: Settings, tmp_path: Path
) -> None:
    """The file is in its folder, what names it is not: the same update makes it evidence once."""
    marta, where = telegram.user("Marta"), environment(telegram, loaded_url, tmp_path)
    bot = bear(where)
    asked(telegram, marta, due(loaded, settings, marta))
    telegram.fault("slow", method="file", seconds=1.0)
    marta.sends("photo", PHOTO)
    wait_until(lambda: waiting(loaded) == 1)
    with loaded.write() as session:  # nothing can be recorded meanwhile
        if loaded.engine.dialect.name == "postgresql":
            session.execute(text("LOCK TABLE evidencias IN ACCESS EXCLUSIVE MODE"))
        wait_until(lambda: stored(settings) == [digest(PHOTO)])
        os.kill(bot.pid or 0, signal.SIGKILL)
        bot.join()
    assert (kept(loaded), waiting(loaded)) == ([], 1)
    again = bear(where)
    assert "quedó cumplida" in marta.wait_for()[-1].text
    os.kill(again.pid or 0, signal.SIGTERM)
    again.join(10)
    assert [row[3] for row in kept(loaded)] == stored(settings) == [digest(PHOTO)]
    assert waiting(loaded) == 0


def waiting(database: Database) -> int:
    """Updates received and not attended."""
    with database.read() as session:
        return session.scalar(select(func.count()).select_from(Recibido).where(Recibido.hecho_en.is_(None))) or 0
