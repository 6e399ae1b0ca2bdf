"""News for the page of phones, one queue per open page."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from bot.simulator.model import Json

MAX_BEHIND = 2_000
GOODBYE = "goodbye"
"""The event that ends a stream."""


class Hub:
    """Publishes events to every subscriber; one that falls far behind is told to load again."""

    def __init__(self) -> None:
        self._queues: set[asyncio.Queue[Json]] = set()

    def publish(self, kind: str, **data: object) -> None:
        """Tell every open page. Costs nothing with none open."""
        for queue in self._queues:
            if queue.qsize() >= MAX_BEHIND:
                while not queue.empty():
                    queue.get_nowait()
                queue.put_nowait({"type": "reload"})
            queue.put_nowait({"type": kind, **data})

    @asynccontextmanager
    async def subscribe(self) -> AsyncIterator[asyncio.Queue[Json]]:
        """A queue of events from now on."""
        queue: asyncio.Queue[Json] = asyncio.Queue()
        self._queues.add(queue)
        try:
            yield queue
        finally:
            self._queues.discard(queue)
