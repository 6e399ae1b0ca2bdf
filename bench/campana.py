"""A survey campaign: `python -m bench.campana [--citizens N] [--scale S] [--kills K] [--latency S]`.

5,000 simulated citizens are invited while 5 questions a second arrive, through the real bot and the real reminders as
processes, against the simulator with Telegram's limits (with `--scale`, so many times as fast, and `TELEGRAM_RATE`
with them; at ten times it is the machine that is measured: docs/encuestas.md).
One in ten answers, tapping or typing, some of them not to the end: at some moment of the next half hour, and when the
last invitation has left, all who have not begun come within three minutes. Then once more, with SIGKILL of the bot
fifty times on the way. Printed: the rate against what Telegram allows, doubled, lost and doubtful invitations, refusals
(429), what people chose against what was kept, and how long questions wait while nothing else happens, while
invitations leave, and while all those people answer at once.
Exit code 1 when a figure is not what docs/encuestas.md asks for.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import random
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path

from bench.anfitrion import Stolen
from bench.campana_cifras import Measured, Size, misses, show
from bench.campana_mundo import (
    MESSAGES,
    SEED,
    Reached,
    World,
    attends,
    reached,
    wait_for_deliveries,
    wait_until_over,
    world,
)
from bench.campana_respuestas import Answered, Crowd, Habits, answered, answering
from bench.carga import Client, Sample, arrivals, open_loop, questions
from bench.procesos import BenchError, say
from bench.ventanilla_viva import Citizens

CALM = 0.4
"""Of what is due in each life of the bot, what leaves before it is killed: some of the rest ends in doubt."""
FIRST, SECOND = "Encuesta de la prueba de envío", "Encuesta de la prueba de caídas"


def measure(size: Size) -> Measured:
    """The whole run."""
    with tempfile.TemporaryDirectory(prefix="ventanilla-campana-") as folder, world(Path(folder), size.scale) as made:
        say(f"{size.citizens} citizens, {size.blocked:.0%} of whom blocked the bot…")
        made.arrive(size.citizens, size.blocked)
        askers = made.telegram.new_users(size.askers)
        attends(made, askers[0])
        if size.latency_s:
            made.telegram.fault("slow", method="sendMessage", times=None, seconds=size.latency_s)
        found = asyncio.run(_calm(size, made, askers))
        if size.kills:
            say(f"The same with SIGKILL of the bot {size.kills} times…")
            found.killed, found.answered_killed, found.kills = stormy(size, made)
    found.misses = misses(found)
    return found


async def _calm(size: Size, made: World, askers: list[int]) -> Measured:
    async with Client(made.port) as client, Citizens(client) as people:
        texts, rate = questions(), size.questions_per_s
        await open_loop(people.ask, askers, texts, rate, len(askers))  # warm
        say(f"{rate:g} questions a second, and nothing else…")
        calm, storm = Stolen(), Stolen()
        with calm.watched():
            before = await open_loop(people.ask, askers, texts, rate, int(rate * size.idle_s))
        say("The campaign, and the same questions…")
        after = made.telegram.last_seq
        meanwhile = Meanwhile(people, askers, texts)
        asking = asyncio.create_task(meanwhile.ask(rate))
        try:
            number, answers = await asyncio.to_thread(whole, size, made, FIRST, storm)
        finally:
            asking.cancel()
            await asyncio.gather(asking, return_exceptions=True)
        say("Nothing else once more…")
        with calm.watched():
            idle = before + await open_loop(people.ask, askers, texts, rate, int(rate * size.idle_s))
    got = reached(made, number, after)
    per_s = _rate(made, after, got)
    made.cancel(number)
    busy, crowded = meanwhile.asked(got.times[0], got.times[-1]), meanwhile.asked(got.times[-1], time.monotonic())
    return Measured(size, got, answers, got, answers, 0, per_s, idle, busy, crowded, calm, storm)


def whole(size: Size, made: World, title: str, sending: Stolen) -> tuple[int, Answered]:
    """A campaign from its launch to the last answer; its number. `sending` is watched while invitations leave."""
    after = made.telegram.last_seq
    number = made.launch(title)
    with answering(made, number, size.habits, after, size.patience_s) as crowd, sending.watched():
        wait_until_over(made, number, size.patience_s)
    return number, answered(made, number, crowd)


class Meanwhile:
    """Questions that go on arriving until the task is cancelled, and how long each waited."""

    def __init__(self, people: Citizens, askers: list[int], texts: list[str]) -> None:
        self._people, self._askers, self._texts = people, askers, texts
        self._waited: list[tuple[float, float | None]] = []
        self._tasks: list[asyncio.Task[None]] = []

    async def ask(self, rate: float) -> None:
        """Ask at that rate for ever; what was asked is waited for at the end."""
        began = time.monotonic()
        try:
            for turn, at in enumerate(arrivals(rate, sys.maxsize)):
                await asyncio.sleep(max(0.0, began + at - time.monotonic()))
                person, text = self._askers[turn % len(self._askers)], self._texts[turn % len(self._texts)]
                self._tasks.append(asyncio.create_task(self._one(person, text)))
        finally:
            await asyncio.gather(*self._tasks)

    def asked(self, since: float, until: float) -> Sample:
        """Those asked between two monotonic seconds."""
        asked = [waited for at, waited in self._waited if since <= at < until]
        answered = [waited * 1000 for waited in asked if waited is not None]
        return Sample(ms=answered, seconds=until - since, lost=len(asked) - len(answered))

    async def _one(self, person: int, text: str) -> None:
        began = time.monotonic()
        answered = await self._people.ask(person, text)
        self._waited.append((began, None if answered is None else answered - began))


def stormy(size: Size, made: World) -> tuple[Reached, Answered, int]:
    """A second campaign to the same people, who hurry, killing the bot when some more messages have left."""
    after = made.telegram.last_seq
    number = made.launch(SECOND)
    habits = replace(size.habits, begins_in_s=size.habits.hurries_in_s)
    with answering(made, number, habits, after, size.patience_s) as crowd:
        kills = _killing(size, made, number, crowd)
        wait_until_over(made, number, size.patience_s)
    return reached(made, number, after), answered(made, number, crowd), kills


def _killing(size: Size, made: World, number: int, crowd: Crowd) -> int:
    """SIGKILL until there were enough, while invitations leave or people are answering; how many there were."""
    chance, kills, every = random.Random(SEED), 0, size.citizens * CALM / (size.kills + 1)

    def nothing_more() -> bool:
        return made.over(number) and not crowd.busy

    while kills < size.kills and wait_for_deliveries(made, _some(chance, every), nothing_more):
        time.sleep(chance.uniform(0, 0.03))
        made.kill_bot()
        made.start_bot()
        kills += 1
    return kills


def _some(chance: random.Random, about: float) -> int:
    return max(1, round(about * chance.uniform(0.5, 1.2)))


def _rate(made: World, after: int, got: Reached) -> float:
    """Messages a second of all kinds while invitations were leaving."""
    first, last = got.times[0], got.times[-1]
    sent = sum(one.method in MESSAGES and first <= one.monotonic <= last for one in made.telegram.ledger(after))
    return sent / max(last - first, 1e-9)


def main() -> int:
    """Measure and print. Exit code 1 when it did not run, or when a figure is not what it has to be."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--citizens", type=int, default=Size().citizens)
    parser.add_argument(
        "--scale", type=float, default=Size().scale, help="how much faster than Telegram's the limits are"
    )
    parser.add_argument("--kills", type=int, default=Size().kills, help="0: the campaign without them, and no more")
    for way in ("leaving", "typing", "tapping"):
        told = f"of those who are reached, how many answer {way}, as a part of 1"
        parser.add_argument(f"--{way}", type=float, default=getattr(Habits(), way), help=told)
    parser.add_argument(
        "--begins-in",
        type=float,
        default=Habits().begins_in_s,
        help="within how many seconds of her invitation, without SIGKILL",
    )
    parser.add_argument("--latency", type=float, default=0.0, help="seconds that Telegram takes to answer")
    chosen = parser.parse_args()
    habits = Habits(chosen.leaving, chosen.typing, chosen.tapping, chosen.begins_in)
    began = time.monotonic()
    try:
        found = measure(Size(chosen.citizens, chosen.scale, chosen.kills, habits=habits, latency_s=chosen.latency))
    except BenchError as error:
        say(f"The bench stopped: {error}")
        return 1
    show(found)
    load = os.getloadavg()[1]
    say(f"{time.monotonic() - began:.0f} s on {os.cpu_count()} cores, {load:.1f} processes wanting them")
    return 1 if found.misses else 0


if __name__ == "__main__":
    sys.exit(main())
