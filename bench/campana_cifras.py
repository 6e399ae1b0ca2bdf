"""The figures of the campaign bench: how much is measured, what was found, what of it is not as it has to be."""

from __future__ import annotations

from dataclasses import dataclass, field

from bench.anfitrion import Stolen
from bench.campana_mundo import Reached
from bench.campana_respuestas import Answered, Habits
from bench.carga import Sample

PER_S = 30.0
"""Messages a second that Telegram allows."""
ENOUGH, SLOWER, REFUSED = 0.95, 1.25, 0.001
"""Of the rate that is allowed; of the latency when idle; of the requests."""


@dataclass(frozen=True, slots=True)
class Size:
    """How much is measured."""

    citizens: int = 5_000
    scale: float = 1.0
    kills: int = 50
    blocked: float = 0.03
    askers: int = 40
    questions_per_s: float = 5.0
    latency_s: float = 0.0
    """How long Telegram takes to answer, besides what the simulator does."""
    idle_s: float = 90.0
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
    """Questions that were asked while invitations were leaving."""
    crowded: Sample
    """Questions that were asked after that, while people answered."""
    stolen_idle: Stolen
    stolen_busy: Stolen
    misses: list[str] = field(default_factory=list)


def misses(found: Measured) -> list[str]:
    """What is not as it has to be; empty when all is."""
    size, whole, killed = found.size, found.whole, found.killed
    wrong = {
        "the rate": found.rate < ENOUGH * size.allowed,
        "refusals": whole.refused + killed.refused > REFUSED * (whole.requests + killed.requests),
        "people given up who could be reached": whole.unreachable + killed.unreachable > whole.known + killed.known,
        "the latency of questions": not found.busy.percentile(0.95) <= SLOWER * found.idle.percentile(0.95),
        "unanswered questions": found.busy.lost + found.crowded.lost > 0,
        "doubled invitations": whole.doubled + killed.doubled > 0,
        "lost invitations": whole.lost + killed.lost > 0,
        "kills": found.kills < size.kills,
    }
    after_kills = found.answered_killed.misses if size.kills else []
    answers = [*found.answered.misses, *(f"{what} (with SIGKILL)" for what in after_kills)]
    return [*(what for what, is_wrong in wrong.items() if is_wrong), *answers]


def show(found: Measured) -> None:
    """Print the figures."""
    size, share = found.size, found.rate / found.size.allowed
    print(
        f"Campaign to {size.citizens} citizens, limits x{size.scale:g}, {size.questions_per_s:g} questions/s meanwhile"
    )
    print(f"  rate             {found.rate:.0f} messages/s of {size.allowed:.0f} allowed ({share:.1%})")
    _show_reached(found.whole)
    _show_answered(found.answered)
    _show_waits(found)
    print(
        f"  taken by others  {found.stolen_idle.share:.1%} of the processors idle, {found.stolen_busy.share:.1%} busy"
    )
    if size.kills:
        print(f"Once more, with SIGKILL of the bot {found.kills} times")
        _show_reached(found.killed)
        _show_answered(found.answered_killed)
    print(f"Not as it has to be: {', '.join(found.misses) or 'nothing'}")


def _show_waits(found: Measured) -> None:
    idle = found.idle.percentile
    print(f"  questions, idle  p50 {idle(0.5):.0f} ms, p95 {idle(0.95):.0f} ms")
    for when, sample in (("while it leaves", found.busy), ("in the crowd", found.crowded)):
        slow = sample.percentile(0.95)
        waits = f"p50 {sample.percentile(0.5):.0f} ms, p95 {slow:.0f} ms (x{slow / idle(0.95):.2f})"
        print(f"  {when:15}  {waits}, {sample.lost} lost of {len(sample.ms) + sample.lost}")


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
