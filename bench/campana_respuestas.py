"""Those who answer a campaign of the bench, and what they chose held against what the database keeps."""

from __future__ import annotations

import random
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from bench.campana_gente import LEAVES, SKIPPED, TAPS, TYPES, WRITTEN, Citizen
from bench.campana_mundo import MESSAGES, World
from bench.procesos import until
from municipio.encuestas.modelo import EstadoHoja, Hoja, Respuesta

LOOK_S, MANY = 0.25, 50
"""The ledger is read when so much time went by, or so many messages came."""


@dataclass(frozen=True, slots=True)
class Habits:
    """What share of those who are reached answers, how, and when."""

    leaving: float = 0.01
    typing: float = 0.02
    tapping: float = 0.07
    begins_in_s: float = 1_800.0
    """At some moment of so long after the invitation arrived…"""
    hurries_in_s: float = 180.0
    """…or after the last of all left, for the bench does not wait half an hour: then they all come at once."""
    thinks_s: tuple[float, float] = (2.0, 5.0)


@dataclass(frozen=True, slots=True)
class Answered:
    """What came of a campaign; from `strange` on, what should be 0."""

    started: int
    partial: int
    complete: int
    typed: int
    tapped: int
    again: int
    """Times that somebody got no answer in half a minute and asked again."""
    twice: int
    """People to whom a question came in two messages, because nobody knew whether the first one had left, or because
    they asked for it: they may have answered it twice, and what they chose is not held against their sheet."""
    strange: int
    """Sheets that are of nobody who agreed, or a second one of somebody; and people who agreed and have none."""
    unfinished: int
    """People who were thanked and whose sheet is not complete, or the other way round."""
    lost: int
    """Answers that somebody gave and no sheet has."""
    altered: int
    """Answers in the sheets that nobody gave."""
    waiting: int
    """People who never came to their end."""

    @property
    def misses(self) -> list[str]:
        """What is not as it has to be."""
        wrong = {
            "people with two sheets or none": self.strange,
            "thanks and complete sheets": self.unfinished,
            "lost answers": self.lost,
            "altered answers": self.altered,
            "people left waiting": self.waiting,
        }
        return [what for what, count in wrong.items() if count]


class Crowd:
    """Those who answer, in a thread: each reads what the ledger says of her chat and acts when she is ready."""

    def __init__(self, made: World, number: int, habits: Habits, after: int) -> None:
        self.people = {one.chat: one for one in _drawn(made, number, habits)}
        self._telegram, self._after, self._hurries_in_s = made.telegram, after, habits.hurries_in_s
        self._all_invited = self._all_seen = self._stopped = False

    def live(self) -> None:
        """Until it is stopped."""
        while not self._stopped:
            all_invited = self._all_invited
            self._act()
            for one in self._telegram.wait_for(
                MANY, self._after, method=",".join(MESSAGES), timeout_s=self._until_next()
            ):
                self._after = one.seq
                if one.chat_id in self.people:
                    self.people[one.chat_id].hears(one, time.monotonic())
            if all_invited and not self._all_seen:
                self._hurry()
            self._all_seen = all_invited

    def nobody_else(self) -> None:
        """All the invitations have left: whoever got none by now gets none."""
        self._all_invited = True

    def stop(self) -> None:
        """Answer no more."""
        self._stopped = True

    @property
    def over(self) -> bool:
        """Whether everybody who was invited came to the end, or gave up."""
        return self._all_seen and not self.busy

    @property
    def busy(self) -> bool:
        """Whether somebody has still something to do."""
        return any(one.due is not None for one in self.people.values())

    def _act(self) -> None:
        for one in self.people.values():
            now = time.monotonic()
            if one.due is not None and one.due <= now:
                one.acts(now)

    def _hurry(self) -> None:
        for one in self.people.values():
            one.hurries(time.monotonic(), self._hurries_in_s)

    def _until_next(self) -> float:
        due = min((one.due for one in self.people.values() if one.due is not None), default=float("inf"))
        return max(0.0, min(LOOK_S, due - time.monotonic()))


@contextmanager
def answering(made: World, number: int, habits: Habits, after: int, patience_s: float) -> Iterator[Crowd]:
    """People answer meanwhile; at the end, those who began are waited for. `after`: the ledger before the launch."""
    crowd = Crowd(made, number, habits, after)
    with ThreadPoolExecutor(1) as pool:
        living = pool.submit(crowd.live)
        try:
            yield crowd
            crowd.nobody_else()
            until(lambda: crowd.over or living.done(), "people to answer", patience_s)
        finally:
            crowd.stop()
        living.result()


def answered(made: World, number: int, crowd: Crowd) -> Answered:
    """Hold what people did against the sheets of the campaign, which has still its key."""
    people = {made.claves.token(number, one.chat): one for one in crowd.people.values() if one.agreed}
    held = {token for token, one in people.items() if not one.asked_twice}
    with made.database.read() as session:
        sheets = {
            row.token: row.estado
            for row in session.execute(select(Hoja.token, Hoja.estado).where(Hoja.campana == number, Hoja.consiente))
        }
        mine = select(Respuesta.token, Respuesta.pregunta, Respuesta.valor).join(Hoja, Hoja.token == Respuesta.token)
        rows = session.execute(mine.where(Hoja.campana == number)).all()
    told = ((row.token, row.pregunta, key) for row in rows for key in _keys(row.valor))
    kept = Counter(one for one in told if one[0] in held or one[0] not in people)
    given = Counter((token, *one) for token in held for one in _given(people[token]))
    complete = {token for token, state in sheets.items() if state == EstadoHoja.COMPLETA}
    thanked = {token for token, one in people.items() if one.thanked}
    ways = Counter(people[token].how for token in thanked)
    return Answered(
        started=len(sheets),
        partial=len({row.token for row in rows} - complete),
        complete=len(complete),
        typed=ways[TYPES],
        tapped=ways[TAPS],
        again=sum(one.again for one in crowd.people.values()),
        twice=len(people) - len(held),
        strange=len(sheets.keys() ^ people.keys()),
        unfinished=len(complete ^ thanked),
        lost=(given - kept).total(),
        altered=(kept - given).total(),
        waiting=sum(one.waits for one in crowd.people.values()),
    )


def _drawn(made: World, number: int, habits: Habits) -> Iterator[Citizen]:
    """Some of those who can be reached, each of whom answers one campaign."""
    chance = random.Random(number)
    shares = {LEAVES: habits.leaving, TYPES: habits.typing, TAPS: habits.tapping}
    for how, share in shares.items():
        for _ in range(round(share * made.reachable)):
            own = random.Random(chance.random())
            yield Citizen(made.telegram, number, made.quiet.pop(), how, own, habits.begins_in_s, habits.thinks_s)


def _given(person: Citizen) -> Iterator[tuple[str, str]]:
    return ((question, key) for question, keys in person.chosen.items() for key in keys)


def _keys(valor: Mapping[str, Any]) -> list[str]:
    """An answer as it is chosen: its options, its number, that something was written, or nothing."""
    if "numero" in valor:
        return [str(valor["numero"])]
    return list(valor.get("opciones", [WRITTEN if valor else SKIPPED]))
