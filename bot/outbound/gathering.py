"""Changes that many coroutines wait for, made by one statement for all of them.

What comes while the last ones are being written waits for the next statement: the busier, the more go together.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Hashable, Mapping, Sequence
from typing import Generic, TypeVar

LINGER_S = 0.1
"""How long what is in no hurry is kept waiting for company."""
Item = TypeVar("Item", bound=Hashable)
Result = TypeVar("Result")


class Gathering(Generic[Item, Result]):
    """`write` makes the changes of some items, none of them twice, and tells what became of each.

    The first of them is kept waiting `linger_s` for others: fewer statements, for what is in no hurry.
    """

    def __init__(
        self, write: Callable[[Sequence[Item]], Awaitable[Mapping[Item, Result]]], linger_s: float = 0.0
    ) -> None:
        self._write, self._linger_s = write, linger_s
        self._waiting: dict[Item, asyncio.Future[Result]] = {}
        self._writing: asyncio.Task[None] | None = None

    async def do(self, item: Item) -> Result:
        """Wait until it is written. Raises what `write` raises, for all that went together."""
        future = self._waiting.get(item)
        if future is None:
            future = self._waiting[item] = asyncio.get_running_loop().create_future()
        if self._writing is None:
            self._writing = asyncio.create_task(self._write_all())
        return await asyncio.shield(future)

    async def _write_all(self) -> None:
        while self._waiting:
            await asyncio.sleep(self._linger_s)  # also 0: others that were woken together come too
            batch, self._waiting = self._waiting, {}
            try:
                results = await self._write(tuple(batch))
            except Exception as error:  # noqa: BLE001 (belongs to those who wait, and is raised there)
                for future in batch.values():
                    future.set_exception(error)
            else:
                for item, future in batch.items():
                    future.set_result(results[item])
        self._writing = None
