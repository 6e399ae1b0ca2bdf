"""A survey campaign: `python -m bench.campana [--citizens N] [--scale S] [--kills K]`.

5,000 simulated citizens are invited while 5 questions a second arrive, through the real bot and the real reminders as
processes, against the simulator with Telegram's limits (with `--scale`, so many times as fast, and `TELEGRAM_RATE`
with them; at ten times it is the machine that is measured: docs/encuestas.md).
One in ten answers, tapping or typing, some of them not to the end. Then once more, with SIGKILL of the bot fifty times
on the way. Printed: the rate against what Telegram allows, doubled, lost and doubtful invitations, refusals (429), how
long questions wait beside how long they wait when nothing else happens, and what people chose against what was kept.
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
from dataclasses import dataclass, field
from pathlib import Path

from bench.anfitrion import Stolen
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

PER_S = 30.0
"""Messages a second that Telegram allows."""
ENOUGH, SLOWER, REFUSED = 0.95, 1.25, 0.001
"""Of the rate that is allowed; of the latency when idle; of the requests."""
CALM = 0.4
"""Of what is due in each life of the bot, what leaves before it is killed: some of the rest ends in doubt."""
FIRST, SECOND = "Encuesta de la prueba de envío", "Encuesta de la prueba de caídas"


@dataclass(frozen=True, slots=True)
class Size:
    """How much is measured."""

    citizens: int = 5_000
    scale: float = 1.0
    kills: int = 50
    blocked: float = 0.03
    askers: int = 40
    questions_per_s: float = 5.0
    idle_s: float = 45.0
    """Before the campaign and again after it, because the machine is not the same all the time."""
    habits: Habits = field(default_factory=Habits)
    patience_s: float = 900.0

    @property
    def allowed(self) -> float:
        """Messages a second that the simulator lets through."""
        return PER_S * self.scale


@dataclass(slots=True)
class Measured:
    """All that one run found."""

    size: Size
    whole: Reached
    answered: Answered
    killed: Reached
    answered_killed: Answered
    kills: int
    rate: float
    """Messages a second of all kinds while invitations were leaving."""
    idle: Sample
    busy: Sample
    stolen_idle: Stolen
    stolen_busy: Stolen
    misses: list[str] = field(default_factory=list)


def measure(size: Size) -> Measured:
    """The whole run."""
    with tempfile.TemporaryDirectory(prefix="ventanilla-campana-") as folder, world(Path(folder), size.scale) as made:
        say(f"{size.citizens} citizens, {size.blocked:.0%} of whom blocked the bot…")
        made.arrive(size.citizens, size.blocked)
        askers = made.telegram.new_users(size.askers)
        attends(made, askers[0])
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
            with storm.watched():
                number, answers = await asyncio.to_thread(whole, size, made, FIRST)
        finally:
            asking.cancel()
            await asyncio.gather(asking, return_exceptions=True)
        say("Nothing else once more…")
        with calm.watched():
            idle = before + await open_loop(people.ask, askers, texts, rate, int(rate * size.idle_s))
    got = reached(made, number, after)
    per_s = _rate(made, after, got)
    made.cancel(number)
    busy = meanwhile.while_sending(got)
    return Measured(size, got, answers, got, answers, 0, per_s, idle, busy, calm, storm)


def whole(size: Size, made: World, title: str) -> tuple[int, Answered]:
    """A campaign from its launch to the last answer; its number."""
    after = made.telegram.last_seq
    number = made.launch(title)
    with answering(made, number, size.habits, after, size.patience_s) as crowd:
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

    def while_sending(self, got: Reached) -> Sample:
        """Those asked while invitations were leaving."""
        first, last = got.times[0], got.times[-1]
        asked = [waited for at, waited in self._waited if first <= at <= last]
        answered = [waited * 1000 for waited in asked if waited is not None]
        return Sample(ms=answered, seconds=last - first, lost=len(asked) - len(answered))

    async def _one(self, person: int, text: str) -> None:
        began = time.monotonic()
        answered = await self._people.ask(person, text)
        self._waited.append((began, None if answered is None else answered - began))


def stormy(size: Size, made: World) -> tuple[Reached, Answered, int]:
    """A second campaign to the same people, killing the bot when some more messages have left."""
    after = made.telegram.last_seq
    number = made.launch(SECOND)
    with answering(made, number, size.habits, after, size.patience_s) as crowd:
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


def misses(found: Measured) -> list[str]:
    """What is not as it has to be; empty when all is."""
    size, whole, killed = found.size, found.whole, found.killed
    wrong = {
        "the rate": found.rate < ENOUGH * size.allowed,
        "refusals": whole.refused + killed.refused > REFUSED * (whole.requests + killed.requests),
        "people given up who could be reached": whole.unreachable + killed.unreachable > whole.known + killed.known,
        "the latency of questions": not found.busy.percentile(0.95) <= SLOWER * found.idle.percentile(0.95),
        "unanswered questions": found.busy.lost > 0,
        "doubled invitations": whole.doubled + killed.doubled > 0,
        "lost invitations": whole.lost + killed.lost > 0,
        "kills": found.kills < size.kills,
    }
    after_kills = found.answered_killed.misses if size.kills else []
    answers = [*found.answered.misses, *(f"{what} (with SIGKILL)" for what in after_kills)]
    return [*(what for what, is_wrong in wrong.items() if is_wrong), *answers]


def show(found: Measured) -> None:
    """Print the figures."""
    size, idle, busy = found.size, found.idle.percentile, found.busy.percentile
    share, slower = found.rate / size.allowed, busy(0.95) / idle(0.95)
    print(
        f"Campaign to {size.citizens} citizens, limits x{size.scale:g}, {size.questions_per_s:g} questions/s meanwhile"
    )
    print(f"  rate             {found.rate:.0f} messages/s of {size.allowed:.0f} allowed ({share:.1%})")
    _show_reached(found.whole)
    _show_answered(found.answered)
    print(f"  questions, idle  p50 {idle(0.5):.0f} ms, p95 {idle(0.95):.0f} ms")
    print(f"  the same, busy   p50 {busy(0.5):.0f} ms, p95 {busy(0.95):.0f} ms (x{slower:.2f}), {found.busy.lost} lost")
    print(
        f"  taken by others  {found.stolen_idle.share:.1%} of the processors idle, {found.stolen_busy.share:.1%} busy"
    )
    if size.kills:
        print(f"Once more, with SIGKILL of the bot {found.kills} times")
        _show_reached(found.killed)
        _show_answered(found.answered_killed)
    print(f"Not as it has to be: {', '.join(found.misses) or 'nothing'}")


def _show_reached(got: Reached) -> None:
    print(f"  refused (429)    {got.refused} of {got.requests} requests")
    print(f"  delivered        {got.delivered}; unreachable {got.unreachable}, {got.known} of whom had blocked the bot")
    print(f"  doubtful         {got.doubtful}, {got.arrived} of which had arrived")
    print(f"  doubled, lost    {got.doubled}, {got.lost}")


def _show_answered(got: Answered) -> None:
    print(f"  started          {got.started}; partial {got.partial}, complete {got.complete}")
    print(f"  complete         {got.typed} by typing, {got.tapped} by tapping; {got.again} times somebody asked again")
    print(f"  answers          {got.lost} lost, {got.altered} altered; {got.twice} people were asked something twice")
    print(f"  people           {got.strange} with two sheets or none, {got.unfinished} thanked without a complete one,")
    print(f"                   {got.waiting} left waiting")


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
    chosen = parser.parse_args()
    habits = Habits(chosen.leaving, chosen.typing, chosen.tapping)
    began = time.monotonic()
    try:
        found = measure(Size(chosen.citizens, chosen.scale, chosen.kills, habits=habits))
    except BenchError as error:
        say(f"The bench stopped: {error}")
        return 1
    show(found)
    load = os.getloadavg()[1]
    say(f"{time.monotonic() - began:.0f} s on {os.cpu_count()} cores, {load:.1f} processes wanting them")
    return 1 if found.misses else 0


if __name__ == "__main__":
    sys.exit(main())
