"""Replies have places of their own among the requests that are made at a time."""

from __future__ import annotations

import asyncio
from contextlib import AsyncExitStack

import pytest

from bot.outbound.places import COURTESIES, FOR_REPLIES, Places
from municipio.avisos.modelo import Carril

CONNECTIONS = 10
REST = CONNECTIONS - COURTESIES - FOR_REPLIES


async def taken(places: Places, lane: Carril, most: int, held: AsyncExitStack) -> int:
    """How many that lane gets at once, of `most` that it asks for."""
    for number in range(most):
        try:
            async with asyncio.timeout(0):
                await held.enter_async_context(places.take(lane))
        except TimeoutError:
            return number
    return most


@pytest.mark.parametrize("lane", [lane for lane in Carril if lane is not Carril.RESPUESTA])
def test_a_broadcast_leaves_places_for_replies(lane: Carril) -> None:
    async def scene() -> None:
        places = Places(CONNECTIONS)
        async with AsyncExitStack() as held:
            assert await taken(places, lane, CONNECTIONS, held) == REST
            assert places.free
            assert await taken(places, Carril.RESPUESTA, CONNECTIONS, held) == FOR_REPLIES
            assert not places.free

    asyncio.run(scene())


def test_replies_take_all_but_the_courtesies_and_give_them_back() -> None:
    async def scene() -> None:
        places = Places(CONNECTIONS)
        for _ in range(2):
            async with AsyncExitStack() as held:
                assert await taken(places, Carril.RESPUESTA, CONNECTIONS, held) == CONNECTIONS - COURTESIES
                assert await taken(places, Carril.ENCUESTA, 1, held) == 0
            assert places.free
        async with AsyncExitStack() as held:
            assert await taken(places, Carril.ENCUESTA, CONNECTIONS, held) == REST

    asyncio.run(scene())
