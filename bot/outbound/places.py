"""Places for the requests that are made at a time: replies never wait behind a broadcast."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager

from municipio.avisos.modelo import Carril

COURTESIES = 2
"""Connections that are left free: an answer to a pressed button does not wait for a message."""
FOR_REPLIES = 4
"""Places that only replies take."""


class Places:
    """As many as there are connections, but `COURTESIES`."""

    def __init__(self, connections: int) -> None:
        self._all = asyncio.Semaphore(connections - COURTESIES)
        self._rest = asyncio.Semaphore(connections - COURTESIES - FOR_REPLIES)

    @property
    def free(self) -> bool:
        """Whether a reply would get one at once."""
        return not self._all.locked()

    @asynccontextmanager
    async def take(self, lane: Carril) -> AsyncIterator[None]:
        """Hold one, waiting for it if need be."""
        async with AsyncExitStack() as taken:
            if lane is not Carril.RESPUESTA:
                await taken.enter_async_context(self._rest)
            await taken.enter_async_context(self._all)
            yield
