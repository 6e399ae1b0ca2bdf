"""No network, at the start and afterwards: it waits longer each time, says so, and goes on when it is back."""

from __future__ import annotations

import socket
import time
from collections import Counter
from collections.abc import Iterator, MutableMapping
from threading import Timer
from typing import Any

import pytest
from structlog.testing import capture_logs

from bot.simulator.handle import SimulatorHandle
from municipio import latido
from municipio.db.engine import Database
from municipio.errors import EntradaInvalidaError
from municipio.latido import RECEPCION
from municipio.settings import Settings
from tests.telegram.cable import Cable
from tests.telegram.fakes import BotBeside, Slow
from tests.telegram.test_faults import states

AWAY_S = 2.0
NAME = "telegram.prueba"


@pytest.fixture
def cable(telegram: SimulatorHandle) -> Iterator[Cable]:
    cable = Cable(telegram.address)
    yield cable
    cable.pull()


@pytest.fixture
def through(settings: Settings, cable: Cable) -> Settings:
    """Telegram at the other end of the cable."""
    return settings.model_copy(update={"telegram_api": cable.address})


def beaten(settings: Settings) -> float:
    return (settings.var_dir / "run" / f"{RECEPCION}.latido").stat().st_mtime


def told(events: list[MutableMapping[str, Any]], name: str) -> list[MutableMapping[str, Any]]:
    return [event for event in events if event["event"] == name]


def waits_longer_each_time(events: list[MutableMapping[str, Any]]) -> bool:
    waits = [event["segundos"] for event in events]
    return 2 <= len(waits) <= 6 and waits == sorted(waits) and waits[-1] >= 2 * waits[0]


def test_nobody_answers_at_the_start(
    telegram: SimulatorHandle, through: Settings, cable: Cable, office: Database
) -> None:
    Timer(AWAY_S, cable.plug).start()
    with capture_logs() as events, BotBeside(through, office):
        assert telegram.user("Rosa").asks("hola").text
    waited = told(events, "telegram_no_responde")
    assert waits_longer_each_time(waited)
    assert {event["motivo"] for event in waited} == {"no hay red"}
    assert len(told(events, "telegram_responde")) == 1


def test_its_name_is_not_found_at_the_start(
    telegram: SimulatorHandle, settings: Settings, office: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, found_from = socket.getaddrinfo, time.monotonic() + AWAY_S

    def look_up(host: Any, *args: Any, **kwargs: Any) -> Any:
        if host == NAME and time.monotonic() < found_from:
            raise socket.gaierror(socket.EAI_AGAIN, "Temporary failure in name resolution")
        return real("127.0.0.1" if host == NAME else host, *args, **kwargs)

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    far = settings.model_copy(update={"telegram_api": telegram.address.replace("127.0.0.1", NAME)})
    with capture_logs() as events, BotBeside(far, office):
        assert telegram.user("Rosa").asks("hola").text
    waited = told(events, "telegram_no_responde")
    assert waits_longer_each_time(waited)
    assert {event["motivo"] for event in waited} == {"no hay red"}


def test_the_cable_is_pulled_while_it_attends(
    telegram: SimulatorHandle, through: Settings, cable: Cable, office: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was received is answered, what was said meanwhile too, and each of them once; its heart beats again."""
    monkeypatch.setattr(latido, "EVERY_S", 0.0)
    cable.plug()
    people = telegram.new_users(4)
    with capture_logs() as events, BotBeside(through, office, Slow("despacio", 1.0)):
        telegram.all_say([(person, "hola") for person in people])
        assert len(telegram.wait_for(4, method="sendMessage")) == 4
        telegram.all_say([(people[0], "más despacio")])
        time.sleep(0.4)  # received, and not answered yet
        cable.pull()
        telegram.all_say([(person, "gracias") for person in people[1:]])
        pulled = time.time()
        time.sleep(AWAY_S)
        assert beaten(through) < pulled
        cable.plug()
        heard = telegram.wait_for(8, method="sendMessage")
        rows = states(office)
    assert beaten(through) > pulled
    assert {(state, doubts) for state, _, doubts in rows} == {("enviado", 0)}
    assert [attempts > 1 for _, attempts, _ in rows] == [False] * 4 + [True] + [False] * 3
    assert Counter(one.chat_id for one in heard) == Counter(dict.fromkeys(people, 2))
    waited = told(events, "recepcion_espera")
    assert waits_longer_each_time(waited)
    assert waited[-1]["motivo"] == "no hay red"
    assert len(told(events, "recepcion_recuperada")) == 1
    assert {event["motivo"] for event in told(events, "envio_se_repite")} == {"no hay red"}


def test_a_token_that_is_revoked_while_it_attends_ends_it_with_its_line(
    telegram: SimulatorHandle, settings: Settings, office: Database
) -> None:
    def attend() -> None:
        with BotBeside(settings, office) as bot:
            assert telegram.user("Rosa").asks("hola").text
            telegram.fault("error", method="getUpdates", code=401, description="Unauthorized", times=None)
            telegram.user("Rosa").says("gracias")  # the question that was held is answered, and the next one refused
            bot.wait_for_its_end()

    with pytest.raises(EntradaInvalidaError, match="Telegram no acepta el token"):
        attend()
    telegram.clear_faults()
