"""Flood limits and injected faults."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import httpx
import pytest

from bot.simulator.errors import ApiError
from bot.simulator.handle import SimulatorError, SimulatorHandle
from bot.simulator.limits import FloodLimits

Api = Callable[..., dict[str, Any]]


def sent_until_refused(limits: FloodLimits, chats: list[int], *, group: bool) -> tuple[int, int]:
    """How many messages pass, and the `retry_after` of the first refusal."""
    for count in range(1000):
        try:
            limits.take(chats[count % len(chats)], group=group)
        except ApiError as error:
            return count, error.retry_after or 0
    raise AssertionError("no limit")


def test_a_private_chat_takes_a_burst_then_one_per_second() -> None:
    assert sent_until_refused(FloodLimits(), [1], group=False) == (10, 1)


def test_a_group_takes_twenty_per_minute() -> None:
    assert sent_until_refused(FloodLimits(), [-1], group=True) == (20, 3)


def test_all_chats_together_take_thirty_per_second() -> None:
    assert sent_until_refused(FloodLimits(), list(range(1, 100)), group=False) == (30, 1)


def test_the_scale_speeds_it_up() -> None:
    limits = FloodLimits(scale=10)
    assert sent_until_refused(limits, [1], group=False)[0] == 100
    time.sleep(0.35)
    assert sent_until_refused(limits, [1], group=False)[0] >= 3


def test_the_bot_is_told_how_long_to_wait(telegram: SimulatorHandle, api: Api, rosa: int) -> None:
    telegram.flood_scale(1)
    answers = [api("sendMessage", chat_id=rosa, text="hola") for _ in range(12)]
    assert [answer["ok"] for answer in answers].count(True) in (10, 11)
    assert answers[-1] == {
        "ok": False,
        "error_code": 429,
        "description": "Too Many Requests: retry after 1",
        "parameters": {"retry_after": 1},
    }
    assert api("answerCallbackQuery", callback_query_id="x")["error_code"] == 400
    time.sleep(1.05)
    assert api("sendMessage", chat_id=rosa, text="hola")["ok"]


FAULTS: list[tuple[dict[str, Any], int, str]] = [
    ({"kind": "flood", "retry_after": 7}, 429, "Too Many Requests: retry after 7"),
    ({"kind": "blocked"}, 403, "Forbidden: bot was blocked by the user"),
    ({"kind": "error"}, 500, "Internal Server Error"),
    ({"kind": "error", "code": 502, "description": "Bad Gateway"}, 502, "Bad Gateway"),
]


@pytest.mark.parametrize(("fault", "code", "description"), FAULTS)
def test_a_fault_spoils_one_request(
    telegram: SimulatorHandle, api: Api, rosa: int, fault: dict[str, Any], code: int, description: str
) -> None:
    telegram.fault(**fault)
    spoiled = api("sendMessage", chat_id=rosa, text="hola")
    assert (spoiled["error_code"], spoiled["description"]) == (code, description)
    assert api("sendMessage", chat_id=rosa, text="hola")["ok"]
    assert [entry.ok for entry in telegram.ledger(refused=True)] == [False, True]


def test_faults_are_narrowed(telegram: SimulatorHandle, api: Api, rosa: int) -> None:
    telegram.user("Marta").starts()
    marta = telegram.user("Marta").id
    telegram.fault("error", method="sendMessage", chat_id=rosa, skip=1, times=2)
    assert api("sendChatAction", chat_id=rosa, action="typing")["ok"]
    assert api("sendMessage", chat_id=marta, text="x")["ok"]
    assert [api("sendMessage", chat_id=rosa, text="x")["ok"] for _ in range(4)] == [True, False, False, True]
    telegram.fault("blocked", times=None)
    assert not any(api("sendMessage", chat_id=rosa, text="x")["ok"] for _ in range(3))
    telegram.clear_faults()
    assert api("sendMessage", chat_id=rosa, text="x")["ok"]


def test_a_cut_connection_after_accepting(telegram: SimulatorHandle, api: Api, rosa: int) -> None:
    telegram.fault("cut", method="sendMessage")
    with pytest.raises(httpx.TransportError):
        api("sendMessage", chat_id=rosa, text="llegó")
    assert [(entry.text, entry.raw["cut"]) for entry in telegram.ledger()] == [("llegó", True)]
    last = telegram.user(rosa).last()
    assert last is not None
    assert last.text == "llegó"


def test_a_cut_connection_before_accepting(telegram: SimulatorHandle, api: Api, rosa: int) -> None:
    telegram.fault("drop", method="sendMessage")
    with pytest.raises(httpx.TransportError):
        api("sendMessage", chat_id=rosa, text="se perdió")
    assert telegram.ledger(refused=True) == []


def test_a_slow_answer_and_a_gateway_page(telegram: SimulatorHandle, api: Api, rosa: int) -> None:
    telegram.fault("slow", seconds=0.3)
    began = time.monotonic()
    assert api("sendMessage", chat_id=rosa, text="x")["ok"]
    assert time.monotonic() - began > 0.29
    telegram.fault("gateway")
    answer = httpx.get(f"{telegram.api_url}{telegram.token}/getMe")
    assert (answer.status_code, answer.headers["content-type"]) == (502, "text/html")


@pytest.mark.parametrize("wrong", [{"kind": "rara"}, {"kind": "flood", "color": "azul"}])
def test_a_fault_that_makes_no_sense(telegram: SimulatorHandle, wrong: dict[str, Any]) -> None:
    with pytest.raises(SimulatorError, match=r"kind|color"):
        telegram.call("POST", "/control/faults", wrong)
