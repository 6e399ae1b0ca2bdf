"""Bad days of Telegram and of the network: nothing is lost, and nothing is said twice but what was in doubt."""

from __future__ import annotations

import time
from collections import Counter
from typing import Any

import pytest
from sqlalchemy import select

from bot.simulator.handle import SimulatorHandle
from municipio.avisos.modelo import Aviso
from municipio.db.engine import Database
from municipio.entrada.modelo import Recibido
from municipio.personas.modelo import Chat
from municipio.settings import Settings
from tests.telegram.fakes import BotBeside


def states(database: Database) -> list[tuple[str, int, int]]:
    """State, attempts and doubts of each row of the outbox, once nothing moves."""
    for _ in range(100):
        with database.read() as session:
            rows = session.execute(select(Aviso.estado, Aviso.intentos, Aviso.dudas).order_by(Aviso.id)).all()
            waiting = session.scalars(select(Recibido).where(Recibido.hecho_en.is_(None))).all()
        if rows and not waiting and all(row.estado in ("enviado", "fallido", "dudoso") for row in rows):
            return [(row.estado, row.intentos, row.dudas) for row in rows]
        time.sleep(0.05)
    raise AssertionError(f"still moving: {rows}")


@pytest.mark.parametrize(
    ("fault", "row", "copies"),
    [
        ({"kind": "flood", "retry_after": 1}, ("enviado", 2, 0), 1),
        ({"kind": "gateway"}, ("enviado", 2, 0), 1),
        ({"kind": "error", "code": 500}, ("enviado", 2, 0), 1),
        ({"kind": "slow", "seconds": 0.3}, ("enviado", 1, 0), 1),
        ({"kind": "drop"}, ("enviado", 2, 1), 1),
        ({"kind": "cut"}, ("enviado", 2, 1), 2),
        ({"kind": "cut", "times": 2}, ("dudoso", 2, 2), 2),
        ({"kind": "error", "code": 400, "description": "Bad Request: chat not found"}, ("fallido", 1, 0), 0),
    ],
    ids=["429", "502", "500", "slow", "dropped", "cut", "cut-twice", "400"],
)
def test_one_answer_on_a_bad_day(
    telegram: SimulatorHandle, bot: BotBeside, office: Database, fault: dict[str, Any], row: tuple[str, int, int],
    copies: int,
) -> None:  # fmt: skip
    telegram.fault(**fault, method="sendMessage")
    rosa = telegram.user("Rosa")
    rosa.says("hola")
    assert states(office) == [row]
    assert len(telegram.ledger(chat_id=rosa.id, method="sendMessage")) == copies


def test_who_blocked_the_bot_is_left_alone_and_the_rest_go_on(
    telegram: SimulatorHandle, bot: BotBeside, office: Database
) -> None:
    rosa = telegram.user("Rosa")
    rosa.starts()
    rosa.wait_for()
    telegram.fault("blocked", method="sendMessage", chat_id=rosa.id)
    rosa.says("hola")
    assert telegram.user("Julio").asks("hola").text
    assert states(office)[1] == ("fallido", 1, 0)
    with office.read() as session:
        assert session.get_one(Chat, rosa.id).bloqueado_en is not None


def test_an_answer_that_waits_keeps_its_place(telegram: SimulatorHandle, bot: BotBeside, office: Database) -> None:
    rosa = telegram.user("Rosa")
    telegram.fault("flood", method="sendMessage", retry_after=1)
    rosa.says("hola")
    rosa.says("gracias")
    first, second = rosa.wait_for(2)
    assert "gusto" in second.text.lower() or first.text != second.text
    assert states(office) == [("enviado", 2, 0), ("enviado", 1, 0)]


def test_a_message_that_cannot_be_edited_is_sent_anew(telegram: SimulatorHandle, bot: BotBeside) -> None:
    rosa = telegram.user("Rosa")
    themes = rosa.asks("/tramites")
    telegram.fault("error", method="editMessageText", code=400, description="Bad Request: message can't be edited")
    page = rosa.taps(themes.buttons[0])
    assert page.message_id > themes.message_id
    assert page.buttons


def test_an_edit_that_changes_nothing_is_well_done(telegram: SimulatorHandle, bot: BotBeside, office: Database) -> None:
    rosa = telegram.user("Rosa")
    themes = rosa.asks("/tramites")
    office_page = rosa.taps(themes.buttons[0])
    rosa.presses(data="menu", message_id=office_page.message_id)
    rosa.wait_for()
    nothing = "Bad Request: message is not modified: specified new message content…"
    telegram.fault("error", method="editMessageText", code=400, description=nothing)
    rosa.presses(themes.buttons[0])
    assert states(office)[-1] == ("enviado", 1, 0)


@pytest.mark.parametrize("kind", ["gateway", "drop", "cut", "flood"])
def test_trouble_while_receiving_loses_nothing_and_doubles_nothing(
    telegram: SimulatorHandle, bot: BotBeside, kind: str
) -> None:
    rosa = telegram.user("Rosa")
    rosa.asks("hola")
    telegram.fault(kind, method="getUpdates", times=1)
    for text in ("uno", "dos", "tres"):
        rosa.says(text)
    telegram.wait_for(4, chat_id=rosa.id, method="sendMessage")
    time.sleep(0.3)
    assert len(telegram.ledger(chat_id=rosa.id, method="sendMessage")) == 4


def test_it_starts_without_network_and_waits_for_it(
    telegram: SimulatorHandle, settings: Settings, office: Database
) -> None:
    telegram.fault("drop", method="getMe", times=2)
    rosa = telegram.user("Rosa")
    rosa.says("hola")
    with BotBeside(settings, office):
        assert telegram.wait_for(1, chat_id=rosa.id)


def test_what_was_being_attended_when_it_stopped_is_attended_when_it_starts(
    telegram: SimulatorHandle, settings: Settings, office: Database
) -> None:
    people = telegram.new_users(40)
    for _ in range(3):
        with BotBeside(settings, office):
            telegram.all_say([(person, "hola") for person in people])
            telegram.wait_for(10, timeout_s=5)
    with BotBeside(settings, office):
        answered = Counter(d.chat_id for d in telegram.wait_for(120, method="sendMessage"))
    assert set(answered.values()) == {3}
    assert {state for state, *_ in states(office)} == {"enviado"}


def test_with_real_limits_a_burst_of_many_people_is_answered_without_loss(
    telegram: SimulatorHandle, settings: Settings, office: Database
) -> None:
    people = telegram.new_users(60)
    telegram.flood_scale(2)
    with BotBeside(settings, office):
        telegram.all_say([(person, "hola") for person in people])
        answered = Counter(d.chat_id for d in telegram.wait_for(60, method="sendMessage"))
    assert len(answered) == 60
    assert set(answered.values()) == {1}
