"""The pace, with time as an argument."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from bot.outbound.limits import Limits, Rates
from bot.telegram.flood import FloodGuard
from municipio.avisos.modelo import Carril

REPLY, REMINDER, SURVEY = Carril.RESPUESTA, Carril.RECORDATORIO, Carril.ENCUESTA


def send(limits: Limits, chat_id: int, lane: Carril, now: float) -> bool:
    if limits.wait(chat_id, lane, now) > 0:
        return False
    limits.spend(chat_id, now)
    return True


def test_a_broadcast_keeps_to_the_rate_and_uses_it() -> None:
    limits, now, went = Limits(), 0.0, 0
    while now < 10:
        went += send(limits, went, SURVEY, now)
        now += 0.001
    assert 0.95 * 300 <= went <= 300 + 25


@pytest.mark.parametrize("allowed", [30.0, 300.0])
def test_the_rate_that_telegram_allows_is_used_and_never_exceeded(allowed: float) -> None:
    limits, now, went, room = Limits(Rates.of(allowed)), 0.0, 0, allowed
    while now < 20:
        room = min(allowed, room + allowed * 0.001)  # Telegram's own bucket
        if send(limits, went, SURVEY, now):
            went, room = went + 1, room - 1
            assert room >= 0
        now += 0.001
    assert went >= 0.95 * allowed * 20


def test_answers_pass_before_a_broadcast() -> None:
    limits = Limits()
    while send(limits, 1_000 + len(limits._chats), SURVEY, 0.0):
        pass
    assert send(limits, 1, REMINDER, 0.0)
    assert limits.wait(2, SURVEY, 0.0) > limits.wait(2, REMINDER, 0.0) > limits.wait(2, REPLY, 0.0) == 0


def test_one_chat_gets_some_at_once_and_then_one_a_second() -> None:
    limits = Limits()
    went = [n for n in range(20) if send(limits, 1, REPLY, 0.0)]
    assert len(went) == 8
    assert limits.wait(1, REPLY, 0.0) == pytest.approx(1.0)
    assert limits.wait(2, REPLY, 0.0) == 0
    assert send(limits, 1, REPLY, 1.0)


def test_a_group_gets_no_more_than_twenty_a_minute() -> None:
    limits, now, went = Limits(), 0.0, 0
    while now < 600:
        went += send(limits, -5, REPLY, now)
        now += 0.5
    assert 180 <= went <= 200 + 15


def test_a_refusal_stops_that_chat_and_two_stop_everybody() -> None:
    limits = Limits()
    limits.refused(1, 5.0, 0.0)
    assert limits.wait(1, REPLY, 1.0) == pytest.approx(4.0)
    assert limits.wait(2, REPLY, 1.0) == 0
    limits.refused(2, 7.0, 1.0)
    assert limits.wait(3, REPLY, 2.0) == pytest.approx(6.0)
    assert limits.wait(3, REPLY, 8.0) == 0


def test_after_a_refusal_answers_keep_to_the_overall_rate_too() -> None:
    limits = Limits()
    limits.refused(1, 1.0, 0.0)
    went = sum(send(limits, 100 + n, REPLY, 2.0) for n in range(100))
    assert went == 25
    assert sum(send(limits, 300 + n, REPLY, 90.0) for n in range(100)) == 100


def test_a_chat_that_writes_too_much_gets_some_answers_and_one_notice_a_minute() -> None:
    guard = FloodGuard()
    answered = sum(guard.allows(1, n / 20) for n in range(200))
    assert 10 <= answered <= 16
    assert guard.allows(2, 10.0)
    assert [guard.notice_due(1, at) for at in (0.0, 1.0, 59.0, 61.0)] == [True, False, False, True]
    assert guard.allows(1, 40.0)


@pytest.mark.parametrize(
    ("kind", "clears", "comes"),
    [
        (Limits, "_forget_full", lambda limits, chat, now: limits.spend(chat, now)),
        (FloodGuard, "_forget", lambda guard, chat, now: guard.allows(chat, now)),
    ],
)
def test_old_chats_are_looked_for_when_there_are_twice_as_many_and_not_at_each_message(
    kind: type[Any], clears: str, comes: Callable[[Any, int, float], object], monkeypatch: pytest.MonkeyPatch
) -> None:
    looks, clear = list[float](), getattr(kind, clears)

    def look(self: Any, now: float) -> None:
        looks.append(now)
        clear(self, now)

    monkeypatch.setattr(kind, clears, look)
    one = kind()
    for chat in range(50_000):
        comes(one, chat, 0.0)
    assert len(looks) == 3
    for chat in range(50_000, 100_000):
        comes(one, chat, 1_000.0)
    assert len(looks) == 4, "those of before are gone: there is room for as many again"


def test_an_album_is_one_message_of_its_chat() -> None:
    guard = FloodGuard(burst=2, per_s=0)
    assert [guard.allows(1, 0.0, "a") for _ in range(10)] == [True] * 10
    assert [guard.allows(1, 0.0, "b"), guard.allows(1, 0.0, "c"), guard.allows(1, 0.0, "b")] == [True, False, True]
    assert [guard.allows(2, 0.0, "a"), guard.allows(2, 0.0), guard.allows(2, 0.0)] == [True, True, False]
