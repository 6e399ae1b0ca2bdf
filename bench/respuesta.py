"""Replies: `python -m bench.respuesta [--quick]`. Ventanilla and a stock Rasa bot, the same messages, in one run.

Latency and throughput of both, `/model/parse`, memory of all processes of `ventanilla up`, and time to the first
reply. Under four minutes once the models exist. Method and reasons: docs/adr/0006-reply-path.md.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from itertools import chain, cycle
from pathlib import Path

import psutil

from bench.carga import Client, Sample, closed_loop, open_loop, questions
from bench.procesos import BenchError, Memory, cpu_seconds, memory, say
from bench.rasa_viva import ACTIONS, SERVER, Stock, stock_bot
from bench.respuesta_tabla import show
from bench.ventanilla_viva import Citizens, Counter, FirstReplies, counter, first_replies, model_ready

SLUGS = ("landazuri", "canton-san-pablo", "puerto-santander", "alvarado", "aguazul")
COUNTED = ("bot", "NLU server", SERVER, ACTIONS)
"""What spends CPU on a reply. The simulator stands for Telegram: it is watched and not counted."""


@dataclass(frozen=True, slots=True)
class Size:
    """How much is measured."""

    chats: int = 600
    stock_chats: int = 150
    messages: int = 1_000
    rate: float = 20.0
    stock_messages: int = 200
    stock_share: float = 0.4
    """Rate of the stock bot's latency run, as a share of the most it stands."""
    width: int = 16
    stock_width: int = 4
    rounds: int = 3
    round_s: float = 8.0
    parses: int = 1_000


QUICK = Size(chats=100, stock_chats=20, messages=100, stock_messages=30, rounds=1, round_s=4.0, parses=200)


@dataclass(slots=True)
class Measured:
    """All that one run found."""

    first: FirstReplies | None = None
    paced: Sample = field(default_factory=Sample)
    most: Sample = field(default_factory=Sample)
    shares: dict[str, float] = field(default_factory=dict)
    """CPU seconds of each process while `most` was measured."""
    stock_rate: float = 0.0
    stock_paced: Sample = field(default_factory=Sample)
    stock_most: Sample = field(default_factory=Sample)
    stock_shares: dict[str, float] = field(default_factory=dict)
    parse: Sample = field(default_factory=Sample)
    parse_most: Sample = field(default_factory=Sample)
    memory: dict[str, Memory] = field(default_factory=dict)
    refused: int = 0
    complaints: list[str] = field(default_factory=list)


def measure(size: Size) -> Measured:
    """The whole run."""
    found = Measured()
    model_ready()
    with tempfile.TemporaryDirectory(prefix="ventanilla-bench-") as folder, stock_bot() as stock:
        var = Path(folder) / "var"
        say("First start of Ventanilla (database made, data loaded; not measured) and of the stock Rasa bot…")
        with counter(var) as place:
            asyncio.run(first_replies(place))
        stock.wait()
        say("Second start…")
        with counter(var) as place:
            found.first = asyncio.run(first_replies(place))
            asyncio.run(_load(size, found, place, stock))
            found.memory = {name: memory(process) for name, process in place.processes().items()}
            found.complaints = place.complaints()
    return found


async def _load(size: Size, found: Measured, place: Counter, stock: Stock) -> None:
    async with Client(place.port) as client, Client(stock.port) as stock_client, Citizens(client) as people:
        chats, stock_chats = await _known(people, size), list(range(1, size.stock_chats + 1))
        ask_stock = partial(stock.ask, stock_client)
        say("Getting both warm…")
        await closed_loop(ask_stock, stock_chats, cycle(["hola"]), size.stock_width, size.round_s)
        await closed_loop(people.ask, chats, cycle(questions()), size.width, size.round_s)
        await people.flood_scale(1.0)
        say(f"Ventanilla: {size.messages} messages at {size.rate:.0f}/s, with Telegram's limits…")
        paced = partial(open_loop, people.ask, chats, questions(), size.rate, size.messages)
        found.paced, _ = await _with_cpu(_named(place), paced)
        found.refused = await people.refused()
        await people.flood_scale(0.0)
        await _most(size, found, place, (people, chats), stock, (ask_stock, stock_chats))
        found.stock_rate = min(size.rate, round(found.stock_most.rate * size.stock_share))
        say(f"Stock Rasa bot: {size.stock_messages} messages at {found.stock_rate:.0f}/s…")
        slow = partial(open_loop, ask_stock, stock_chats, questions(), found.stock_rate, size.stock_messages)
        found.stock_paced, _ = await _with_cpu(stock.processes(), slow)
    await _parse(size, found, place)


async def _known(people: Citizens, size: Size) -> list[int]:
    """Citizens who have chosen a municipality, spread over the five."""
    say(f"{size.chats} citizens choose their municipality…")
    await people.flood_scale(0.0)
    chats = await people.arrive(size.chats)
    slug = dict(zip(chats, cycle(SLUGS), strict=False))

    async def start(chat: int, _: str) -> float | None:
        return await people.start(chat, slug[chat])

    done = await _each(start, chats, size.width)
    if None in done:
        raise BenchError("some citizens had no greeting")
    return chats


async def _each(ask: Callable[[int, str], Awaitable[float | None]], chats: list[int], width: int) -> list[float | None]:
    free = asyncio.Semaphore(width)

    async def one(chat: int) -> float | None:
        async with free:
            return await ask(chat, "")

    return await asyncio.gather(*(one(chat) for chat in chats))


async def _most(
    size: Size,
    found: Measured,
    place: Counter,
    ours: tuple[Citizens, list[int]],
    stock: Stock,
    theirs: tuple[Callable[[int, str], Awaitable[float | None]], list[int]],
) -> None:
    """As many messages as each stands, in turns, so that what else happens on the machine touches both alike."""
    people, chats = ours
    ask_stock, stock_chats = theirs
    texts, stock_texts = cycle(questions()), cycle(questions())
    for number in range(1, size.rounds + 1):
        say(f"The most they stand, round {number} of {size.rounds}…")
        run = partial(closed_loop, people.ask, _turned(chats, number), texts, size.width, size.round_s)
        sample, shares = await _with_cpu(_named(place), run)
        found.most += sample
        _add(found.shares, shares)
        turned = _turned(stock_chats, number)
        slow = partial(closed_loop, ask_stock, turned, stock_texts, size.stock_width, size.round_s)
        sample, shares = await _with_cpu(stock.processes(), slow)
        found.stock_most += sample
        _add(found.stock_shares, shares)


def _turned(chats: list[int], number: int) -> list[int]:
    at = number * len(chats) // 4
    return [*chats[at:], *chats[:at]]


async def _parse(size: Size, found: Measured, place: Counter) -> None:
    """`/model/parse` alone: one at a time for its latency, four at a time for its rate."""
    say("/model/parse…")
    port, token = place.nlu_address()
    processes = {"NLU server": place.processes()["NLU server"]}
    async with Client(port) as client:

        async def ask(_: int, text: str) -> float | None:
            answer = await client.post(f"/model/parse?token={token}", {"text": text})
            return time.monotonic() if answer["intent"] else None

        for width, name in ((1, "parse"), (4, "parse_most")):
            texts: Iterator[str] = iter(list(chain.from_iterable([questions()] * 8))[: size.parses])
            sample, _ = await _with_cpu(processes, partial(_all_of, ask, texts, width))
            setattr(found, name, sample)


async def _all_of(ask: Callable[[int, str], Awaitable[float | None]], texts: Iterator[str], width: int) -> Sample:
    sample, began = Sample(), time.monotonic()

    async def line() -> None:
        for text in texts:
            asked = time.monotonic()
            answered = await ask(0, text)
            sample.ms.append(((answered or time.monotonic()) - asked) * 1000)

    await asyncio.gather(*(line() for _ in range(width)))
    sample.seconds = time.monotonic() - began
    return sample


Named = dict[str, psutil.Process]


async def _with_cpu(processes: Named, run: Callable[[], Awaitable[Sample]]) -> tuple[Sample, dict[str, float]]:
    """A sample with the CPU seconds of those that answer, and the seconds of each process."""
    before = {name: cpu_seconds([process]) for name, process in processes.items()}
    machine, mine = _machine_seconds(), cpu_seconds([psutil.Process()])
    sample = await run()
    await asyncio.sleep(0.5)  # what is written after the reply belongs to it
    spent = {name: cpu_seconds([process]) - before[name] for name, process in processes.items()}
    sample.cpu = sum(seconds for name, seconds in spent.items() if name in COUNTED)
    here = cpu_seconds([psutil.Process()]) - mine
    sample.others = max(0.0, _machine_seconds() - machine - sum(spent.values()) - here)
    return sample, spent


def _named(place: Counter) -> Named:
    return {name: process for name, process in place.processes().items() if name in (*COUNTED, "simulator")}


def _add(total: dict[str, float], more: dict[str, float]) -> None:
    for name, seconds in more.items():
        total[name] = total.get(name, 0.0) + seconds


def _machine_seconds() -> float:
    """CPU seconds that everybody has used, what the host took away included."""
    times = psutil.cpu_times()
    return float(sum(times) - times.idle - times.iowait - times.guest - times.guest_nice)


def main() -> int:
    """Measure and print. Exit code 1 only when something did not run."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="a short run, to see that everything works")
    chosen = parser.parse_args()
    began = time.monotonic()
    try:
        found = measure(QUICK if chosen.quick else Size())
    except BenchError as error:
        say(f"The bench stopped: {error}")
        return 1
    show(found)
    say(f"{time.monotonic() - began:.0f} s on {os.cpu_count()} cores")
    return 0


if __name__ == "__main__":
    sys.exit(main())
