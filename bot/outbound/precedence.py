"""Whoever asks something goes first: while somebody waits for an answer, what can wait gives way, for a moment."""

from __future__ import annotations

import asyncio
from contextlib import suppress

GIVE_WAY_S = 0.1
"""Nothing is held back longer than this for the sake of others."""


class Precedence:
    """Counts those who wait for an answer, in one event loop."""

    def __init__(self) -> None:
        self._asking = 0
        self._nobody = asyncio.Event()
        self._nobody.set()

    @property
    def nobody_asks(self) -> bool:
        """Whether nobody waits for an answer."""
        return self._nobody.is_set()

    def asks(self) -> None:
        """Somebody asks."""
        self._asking += 1
        self._nobody.clear()

    def answered(self) -> None:
        """One of those who asked has her answer."""
        self._asking -= 1
        if self._asking == 0:
            self._nobody.set()

    async def give_way(self) -> None:
        """Wait until nobody asks, `GIVE_WAY_S` at most."""
        if not self.nobody_asks:
            with suppress(TimeoutError):
                async with asyncio.timeout(GIVE_WAY_S):
                    await self._nobody.wait()
