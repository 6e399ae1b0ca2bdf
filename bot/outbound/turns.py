"""Waiting for one's turn to be sent: each chat for its own limit, and all of them in line for the one they share.

Of a line only the first looks at the clock. A hundred that all looked for each message that may go would cost more
than the messages, and whoever asks something would wait for them.
"""

from __future__ import annotations

import asyncio
from contextlib import suppress
from time import monotonic

from bot.outbound.limits import Limits
from municipio.avisos.modelo import Carril


class Turns:
    """The lines of a deliverer, one for each lane. A chat stands in one at most, with the bell that wakes it."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._lines: dict[Carril, dict[int, asyncio.Event]] = {lane: {} for lane in Carril}

    async def come(self, chat_id: int, lane: Carril, bell: asyncio.Event) -> bool:
        """Whether a message of `lane` may go to that chat now.

        If not, it was waited for, or for `bell`: something better may be there to be sent, so it is asked again.
        """
        now = monotonic()
        own, shared = self._limits.own_wait(chat_id, now), self._limits.shared_wait(lane, now)
        in_line = own <= shared and (shared > 0 or bool(self._lines[lane]))
        for other in Carril:
            if other is not lane or not in_line:
                self._leave(other, chat_id)
        looks = not in_line or self._stand(lane, chat_id, bell)
        if looks and own == shared == 0:
            self._leave(lane, chat_id)
            return True
        bell.clear()
        await nap(bell, max(own, shared) if looks else None)
        return False

    def _stand(self, lane: Carril, chat_id: int, bell: asyncio.Event) -> bool:
        """Keep its place, or take the last one; whether it is the first."""
        line = self._lines[lane]
        line.setdefault(chat_id, bell)
        return chat_id == next(iter(line))

    def _leave(self, lane: Carril, chat_id: int) -> None:
        """If it was the first, the next one is woken."""
        line = self._lines[lane]
        first = bool(line) and chat_id == next(iter(line))
        line.pop(chat_id, None)
        if first and line:
            next(iter(line.values())).set()


async def nap(event: asyncio.Event, seconds: float | None) -> None:
    """Wait for `event`, not longer than `seconds` if they are given."""
    with suppress(TimeoutError):
        async with asyncio.timeout(seconds):
            await event.wait()
