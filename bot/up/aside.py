"""Work in a thread that nobody waits for at the end: a busy database must not hold back Ctrl-C."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import suppress
from threading import Thread
from typing import Any, TypeVar

T = TypeVar("T")


async def aside(work: Callable[[], T]) -> T:
    """What `work` returns or raises. If the program ends first, it ends wherever it is."""
    loop = asyncio.get_running_loop()
    future: asyncio.Future[T] = loop.create_future()

    def settle(how: Callable[[Any], None], value: Any) -> None:
        if not future.done():
            how(value)

    def tell(how: Callable[[Any], None], value: Any) -> None:
        with suppress(RuntimeError):  # the loop is over
            loop.call_soon_threadsafe(settle, how, value)

    def run() -> None:
        try:
            done = work()
        except Exception as error:  # noqa: BLE001 (raised where it is awaited)
            tell(future.set_exception, error)
        else:
            tell(future.set_result, done)

    Thread(target=run, name="aside", daemon=True).start()
    return await future
