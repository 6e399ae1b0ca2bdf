"""What is written before what, when many wait for the one hand that writes."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from threading import Event

from bot.outbound.precedence import GIVE_WAY_S
from bot.outbound.store import PATIENCE, TOGETHER, Rank, Store
from bot.simulator.person import WAIT_S
from municipio.db.engine import Database

ARRIVAL, QUESTION, REST = Rank


def busy(sqlite: Database, scene: Callable[[Store, list[Rank]], Awaitable[None]]) -> list[Rank]:
    """The order in which the writes of `scene` were made, all of which came while the hand was busy."""
    made: list[Rank] = []

    async def work() -> None:
        store, free = Store(sqlite), Event()
        try:
            first = asyncio.create_task(store.write(lambda _: free.wait(10)))
            await asyncio.sleep(0)
            scenes = asyncio.create_task(_all(scene(store, made)))
            await asyncio.sleep(0.05)
            assert made == []
            free.set()
            await asyncio.gather(first, scenes)
        finally:
            free.set()
            store.close()

    asyncio.run(work())
    return made


async def _all(work: Awaitable[None]) -> None:
    await work


async def write(store: Store, made: list[Rank], rank: Rank) -> None:
    await store.write(lambda _: made.append(rank), rank=rank)


def test_arrivals_and_questions_go_before_the_rest(sqlite: Database) -> None:
    async def scene(store: Store, made: list[Rank]) -> None:
        await asyncio.gather(*(write(store, made, rank) for rank in (REST, REST, QUESTION, ARRIVAL, QUESTION)))

    assert busy(sqlite, scene) == [ARRIVAL, QUESTION, QUESTION, REST, REST]


def test_the_rest_goes_one_at_a_time_so_that_a_question_need_not_wait_for_all(sqlite: Database) -> None:
    async def scene(store: Store, made: list[Rank]) -> None:
        async def asks_when_one_is_made() -> None:
            await write(store, made, REST)
            await write(store, made, QUESTION)

        await asyncio.gather(asks_when_one_is_made(), *(write(store, made, REST) for _ in range(20)))

    made = busy(sqlite, scene)
    assert made.index(QUESTION) <= 2 * TOGETHER[REST] == 2
    assert made.count(REST) == 21


def test_the_rest_is_not_put_off_for_ever(sqlite: Database) -> None:
    questions = [QUESTION] * (TOGETHER[QUESTION] * (PATIENCE + 3))

    async def scene(store: Store, made: list[Rank]) -> None:
        await asyncio.gather(*(write(store, made, rank) for rank in (REST, *questions)))

    assert busy(sqlite, scene).index(REST) == TOGETHER[QUESTION] * PATIENCE


def test_while_somebody_asks_the_rest_waits_until_she_has_her_answer(sqlite: Database) -> None:
    made: list[str] = []

    async def work() -> None:
        store = Store(sqlite)
        store.precedence.asks()
        rest = asyncio.create_task(store.write(lambda _: made.append("rest")))
        await asyncio.sleep(GIVE_WAY_S / 4)
        await store.write(lambda _: made.append("answer"), rank=QUESTION)
        store.precedence.answered()
        await rest
        store.close()

    asyncio.run(work())
    assert made == ["answer", "rest"]


def test_the_rest_does_not_wait_for_an_answer_that_takes_long(sqlite: Database) -> None:
    async def work() -> None:
        store = Store(sqlite)
        store.precedence.asks()
        async with asyncio.timeout(WAIT_S):
            await asyncio.gather(*(store.write(lambda _: None) for _ in range(5)))
        assert not store.precedence.nobody_asks
        store.close()

    asyncio.run(work())
