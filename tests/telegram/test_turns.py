"""Standing in line for Telegram's limit: in order, one looking at the clock, and nobody held up by another's wait."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable
from time import monotonic

from bot.outbound.limits import Limits, Rate, Rates
from bot.outbound.turns import Turns
from municipio.avisos.modelo import Carril

FAST = Rates(overall=Rate(500.0, 5.0))
"""A bucket that a hundred messages have to wait for."""
SURVEY, REPLY = Carril.ENCUESTA, Carril.RESPUESTA


class Counted(Limits):
    """Limits that count how often they are asked."""

    looks = 0

    def shared_wait(self, lane: Carril, now: float) -> float:
        self.looks += 1
        return super().shared_wait(lane, now)


async def send(turns: Turns, limits: Limits, chat: int, went: list[int], lane: Carril = SURVEY) -> None:
    bell = asyncio.Event()
    while not await turns.come(chat, lane, bell):
        pass
    limits.spend(chat, monotonic())
    went.append(chat)


def run(work: Callable[[], Awaitable[None]]) -> None:
    async def in_time() -> None:
        async with asyncio.timeout(20):
            await work()

    asyncio.run(in_time())


def test_they_go_in_order_and_only_the_first_looks_at_the_clock() -> None:
    limits, went = Counted(FAST), list[int]()

    async def work() -> None:
        turns = Turns(limits)
        await asyncio.gather(*(send(turns, limits, chat, went) for chat in range(100)))

    run(work)
    assert went == list(range(100))
    assert limits.looks < 6 * 100


def test_who_comes_late_stands_behind_though_the_limit_let_her_go() -> None:
    limits, went = Limits(Rates(overall=Rate(20.0, 5.0))), list[int]()

    async def work() -> None:
        turns = Turns(limits)
        for chat in range(100, 105):
            limits.spend(chat, monotonic())
        early = [asyncio.create_task(send(turns, limits, chat, went)) for chat in (1, 2)]
        await asyncio.sleep(0)
        time.sleep(0.3)  # noqa: ASYNC251 (the loop was busy, and nobody in line was woken in time)
        await asyncio.gather(send(turns, limits, 3, went), *early)

    run(work)
    assert went == [1, 2, 3]


def test_a_chat_that_waits_for_its_own_limit_holds_nobody_up() -> None:
    limits, went = Limits(FAST), list[int]()

    async def work() -> None:
        turns = Turns(limits)
        limits.refused(0, 0.5, monotonic())
        await asyncio.gather(*(send(turns, limits, chat, went) for chat in range(20)))

    run(work)
    assert went == [*range(1, 20), 0]


def test_who_is_woken_for_something_better_leaves_the_line_to_the_next() -> None:
    limits, went = Limits(Rates(overall=Rate(20.0, 5.0))), list[int]()

    async def work() -> None:
        turns, bell = Turns(limits), asyncio.Event()
        for chat in range(100, 103):
            limits.spend(chat, monotonic())
        first = asyncio.create_task(turns.come(1, SURVEY, bell))
        await asyncio.sleep(0)
        second = asyncio.create_task(send(turns, limits, 2, went))
        await asyncio.sleep(0)
        bell.set()  # a reply for chat 1 came
        assert not await first
        assert await turns.come(1, REPLY, bell)
        went.append(1)
        await second

    run(work)
    assert went == [1, 2]


def test_the_better_lane_does_not_stand_behind_the_other() -> None:
    limits, went = Limits(FAST), list[int]()

    async def work() -> None:
        turns = Turns(limits)
        surveys = [asyncio.create_task(send(turns, limits, chat, went)) for chat in range(50)]
        await asyncio.sleep(0)
        await send(turns, limits, 1_000, went, Carril.ALARMA)
        assert len(went) < 50
        await asyncio.gather(*surveys)

    run(work)
    assert len(went) == 51
