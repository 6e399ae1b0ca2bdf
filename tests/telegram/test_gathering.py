"""What waits together is written together."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

from bot.outbound.gathering import Gathering
from municipio.errors import BaseDeDatosError


def test_what_comes_meanwhile_goes_in_the_next_statement() -> None:
    async def scene() -> None:
        written: list[tuple[int, ...]] = []
        free = asyncio.Event()

        async def write(items: Sequence[int]) -> dict[int, int]:
            written.append(tuple(items))
            await free.wait()
            return {item: item * 10 for item in items}

        gathering = Gathering(write)
        first = asyncio.create_task(gathering.do(1))
        await asyncio.sleep(0.01)
        others = [asyncio.create_task(gathering.do(item)) for item in (2, 3)]
        await asyncio.sleep(0.01)
        free.set()
        assert [await first, *[await other for other in others]] == [10, 20, 30]
        assert written == [(1,), (2, 3)]

    asyncio.run(scene())


def test_a_trouble_reaches_all_that_went_together_and_the_next_ones_are_tried() -> None:
    async def scene() -> None:
        troubles = [BaseDeDatosError("ocupada")]

        async def write(items: Sequence[int]) -> dict[int, bool]:
            if troubles:
                raise troubles.pop()
            return dict.fromkeys(items, True)

        gathering = Gathering(write)
        ended = await asyncio.gather(gathering.do(1), gathering.do(2), return_exceptions=True)
        assert [type(one) for one in ended] == [BaseDeDatosError, BaseDeDatosError]
        assert await gathering.do(1) is True

    asyncio.run(scene())


def test_what_is_in_no_hurry_waits_for_company() -> None:
    async def scene() -> None:
        written: list[tuple[int, ...]] = []

        async def write(items: Sequence[int]) -> dict[int, bool]:
            written.append(tuple(items))
            return dict.fromkeys(items, True)

        gathering = Gathering(write, 0.2)
        first = asyncio.create_task(gathering.do(1))
        await asyncio.sleep(0.01)
        assert written == []
        await asyncio.gather(first, gathering.do(2), gathering.do(3))
        assert written == [(1, 2, 3)]

    asyncio.run(scene())
