"""What the simulator's ledger says was delivered, held against what the oracle expects."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta, timezone

from bench.semestre_oraculo import Expected, Line, Oracle
from bot.simulator.seen import Delivery

BOGOTA = timezone(timedelta(hours=-5))
DIGEST, DONE, ALARM = "su atención:", "\nYa se cumplió: ", "cargos sin quien reciba los avisos"
SHOWN_WRONG = 12
"""Of each kind of trouble, so many are printed."""
_LINE = re.compile(
    r"^\d+\. .*?: ((?:vence|venció) .*?)\."
    r"( Van \d+ de \d+; a esta altura deber.*?\.)?( Le llega como suplente| Se le informa)?",
    re.MULTILINE,
)
_REST = re.compile(r"^Y (\d+) más", re.MULTILINE)
_DONE = re.compile(r"^Ya se cumplió: (.+)\. Responde: ", re.MULTILINE)
_POST = re.compile(r"^\d+\. (.+?): (?:nadie|quien)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Digest:
    """A digest that left."""

    chat: int
    at: datetime
    ok: bool
    items: tuple[int, ...]
    phrases: tuple[tuple[str, str, str], ...]
    rest: int
    done: tuple[str, ...] = ()
    """What it tells that was late and is done."""

    @classmethod
    def of(cls, entry: Delivery) -> Digest:
        """Read from the ledger."""
        rows = (entry.raw["reply_markup"] or {}).get("inline_keyboard", [])
        items = tuple(int(button["callback_data"].split(":")[1]) for row in rows for button in row)
        rest = _REST.search(entry.text)
        phrases, done = tuple(_LINE.findall(entry.text)), tuple(_DONE.findall(entry.text))
        return cls(entry.chat_id, moment(entry), entry.ok, items, phrases, int(rest[1]) if rest else 0, done)

    @property
    def paced(self) -> dict[int, str]:
        """Quotas of which it tells how far behind their pace they are. The oracle does not know pace points."""
        return {number: pace for number, (_, pace, _) in zip(self.items, self.phrases, strict=True) if pace}


def moment(entry: Delivery) -> datetime:
    """When it left, in Bogotá."""
    return datetime.fromisoformat(entry.raw["at"]).astimezone(BOGOTA)


@dataclass
class Town:
    """A municipality being watched."""

    slug: str
    name: str
    oracle: Oracle
    chats: set[int] = field(default_factory=set)
    digests: dict[int, Digest] = field(default_factory=dict)
    """Of the present day, by chat."""
    alarmed: set[tuple[str, int]] = field(default_factory=set)
    """Posts told, with the week."""
    done: set[tuple[int, str]] = field(default_factory=set)
    """Who was told what was done. Which of it there was to tell, only `tests/reminders/test_noticias.py` knows."""
    paced: set[tuple[int, int, str]] = field(default_factory=set)
    """Who was told of which quota that it is behind, and how far."""
    counts: Counter[str] = field(default_factory=Counter)
    wrong: dict[str, list[str]] = field(default_factory=dict)

    def fault(self, kind: str, what: str) -> None:
        """Something is not as it should be."""
        self.wrong.setdefault(kind, []).append(f"{self.slug}: {what}")

    def new_day(self) -> None:
        """Nobody was told anything today."""
        self.digests.clear()

    def expected(self, today: date) -> Expected:
        """By chat that had no digest today, what it is to be told."""
        if not self.oracle.business(today):
            return {}
        return {chat: lines for chat, lines in self.oracle.expected(today).items() if chat not in self.digests}

    def read(self, entries: list[Delivery], expected: list[Expected]) -> None:
        """Take what was delivered; each digest is as one of `expected` says (people act meanwhile)."""
        for entry in entries:
            if entry.chat_id not in self.chats or entry.method != "sendMessage":
                continue
            if DIGEST in entry.text or DONE in entry.text:
                self._digest(Digest.of(entry), expected)
            elif ALARM in entry.text:
                self._alarm(entry)

    def missing(self, expected: Expected) -> None:
        """Nobody that was to be told may be left without a digest."""
        for chat, lines in expected.items():
            if chat not in self.digests:
                self.counts["lost"] += len(lines)
                self.fault("lost", f"{chat} was to hear of {sorted(lines)}")

    def alarms_due(self, today: date) -> None:
        """Each silent post is told once a week."""
        if not self.oracle.business(today):
            return
        week = today.isocalendar().week
        for post in self.oracle.silent_posts():
            if (post, week) not in self.alarmed:
                self.alarmed.add((post, week))
                self.fault("alarms missing", f"{today}: {post}")

    def _digest(self, digest: Digest, expected: list[Expected]) -> None:
        self._by_day(digest.at, "digest")
        earlier = self.digests.get(digest.chat)
        if earlier is not None:
            same = (earlier.items, earlier.rest) == (digest.items, digest.rest)
            self.counts["again" if same else "doubles"] += 1
            if not same:
                self.fault("doubles", f"{digest.at:%Y-%m-%d %H:%M} two digests to {digest.chat}")
            return
        self.digests[digest.chat] = digest
        self.counts["digests" if digest.ok else "refused"] += 1
        told = [self._fits(digest, one.get(digest.chat, {})) for one in expected]
        if "" not in told:
            self.fault("wrong lines", f"{digest.at:%Y-%m-%d %H:%M} {digest.chat}: {told[-1]}")
        best = next((one for one, why in zip(expected, told, strict=True) if not why), expected[-1])
        lines = best.get(digest.chat, {})
        self._count(lines, digest.chat)
        self._done(digest)
        self._paced(digest)

    def _done(self, digest: Digest) -> None:
        """Nobody is told twice that the same is done."""
        for what in digest.done:
            self.counts["told done"] += 1
            if (digest.chat, what) in self.done:
                self.fault("doubles", f"{digest.at:%Y-%m-%d %H:%M} {digest.chat} again: done {what}")
            self.done.add((digest.chat, what))

    def _paced(self, digest: Digest) -> None:
        """Nobody is told twice that the same quota is behind the same point."""
        for number, pace in digest.paced.items():
            self.counts["paced"] += 1
            point = (digest.chat, number, pace.rpartition(" ")[2])
            if point in self.paced:
                self.fault("doubles", f"{digest.at:%Y-%m-%d %H:%M} {digest.chat} again: {number}{pace}")
            self.paced.add(point)

    def _fits(self, digest: Digest, lines: dict[int, Line]) -> str:
        """Why a digest is not the one expected; empty when it is."""
        if len(digest.items) != len(set(digest.items)):
            return f"the same twice: {digest.items}"
        only_paced = self._open_quotas(digest.paced) - set(lines)
        strange = set(digest.items) - set(lines) - only_paced
        if strange:
            closed = [n for n in digest.items if n in self.oracle.items and not self.oracle.items[n].open]
            return f"{'closed ' + str(closed) if closed else 'unexpected'}: {sorted(strange)}"
        hidden = len(lines) - (len(digest.items) - len(only_paced))
        if not (hidden <= digest.rest if digest.rest else hidden == 0):
            return f"{len(digest.items)} + {digest.rest} told of {len(lines)}"
        for number, (phrase, _, role) in zip(digest.items, digest.phrases, strict=True):
            if number in only_paced:
                continue
            if not self._says(phrase, lines[number]):
                return f"item {number}: «{phrase}» with {lines[number].days} days left"
            if not _as_what(role, lines[number]):
                return f"item {number}: «{role.strip()}» to {sorted(lines[number].roles)}"
        return ""

    def _open_quotas(self, numbers: Iterable[int]) -> set[int]:
        known = {number: self.oracle.items[number] for number in numbers if number in self.oracle.items}
        return {number for number, item in known.items() if item.kind == "cuota" and item.open}

    def _says(self, phrase: str, line: Line) -> bool:
        due = self.oracle.items[line.item].due
        if f" {due.day} de " not in phrase:
            return False
        match line.days:
            case 0:
                return phrase.startswith("vence hoy")
            case 1:
                return phrase.endswith("el próximo día hábil")
            case -1:
                return phrase.endswith("hace un día hábil")
            case days:
                return phrase.endswith(f"{'en' if days > 0 else 'hace'} {abs(days)} días hábiles")

    def _count(self, lines: dict[int, Line], chat: int) -> None:
        self.oracle.tell(chat, list(lines.values()))
        for line in lines.values():
            self.counts["reminders" if line.days >= 0 else "late"] += 1
            if line.days < 0 and line.roles != {"responsable"}:
                self.counts["escalations"] += 1

    def _alarm(self, entry: Delivery) -> None:
        self._by_day(moment(entry), "alarm")
        week = moment(entry).isocalendar().week
        for post in _POST.findall(entry.text):
            self.counts["alarms"] += 1
            if (post, week) in self.alarmed:
                self.counts["again"] += 1
            self.alarmed.add((post, week))

    def _by_day(self, at: datetime, what: str) -> None:
        if not (self.oracle.business(at.date()) and 8 <= at.hour < 18):
            self.fault("out of hours", f"{what} at {at:%Y-%m-%d %H:%M}")


def _as_what(role: str, line: Line) -> bool:
    if "responsable" in line.roles:
        return role == ""
    return ("suplente" in role) if "suplente" in line.roles else ("informa" in role)
