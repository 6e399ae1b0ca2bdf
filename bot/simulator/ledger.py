"""Everything the bot asked Telegram to do to somebody, in order: the truth that tests read."""

from __future__ import annotations

import time
from collections import deque
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from typing import Any

from bot.simulator.model import Json
from bot.simulator.signals import Signal

MAX_ENTRIES = 200_000


@dataclass(slots=True)
class Entry:
    """One request that touches a person. `at` is simulated time, `monotonic` real; `ok` False means refused."""

    seq: int
    at: str
    monotonic: float
    method: str
    chat_id: int | None
    ok: bool
    message_id: int | None = None
    text: str | None = None
    entities: list[Json] = field(default_factory=list)
    reply_markup: Json | None = None
    error_code: int | None = None
    description: str | None = None
    cut: bool = False
    """The bot never saw the answer: the connection was cut after the message was accepted."""

    def to_json(self) -> dict[str, Any]:
        """All fields, for the control API."""
        return asdict(self)


class Ledger:
    """Append-only in order; keeps the last `MAX_ENTRIES`."""

    def __init__(self) -> None:
        self._entries: deque[Entry] = deque(maxlen=MAX_ENTRIES)
        self._next = 1
        self._closed = False
        self.changed = Signal()

    def close(self) -> None:
        """End every wait with what there is."""
        self._closed = True
        self.changed.notify()

    @property
    def last_seq(self) -> int:
        """The number of the newest entry; 0 when there is none yet."""
        return self._next - 1

    def add(self, now: float, method: str, chat_id: int | None, *, ok: bool, **details: Any) -> Entry:
        """Write the next entry and wake those who wait for it."""
        at = datetime.fromtimestamp(now, UTC).isoformat(timespec="milliseconds")
        entry = Entry(self._next, at, time.monotonic(), method, chat_id, ok, **details)
        self._next += 1
        self._entries.append(entry)
        self.changed.notify()
        return entry

    def clear(self) -> None:
        """Forget the entries; numbers go on growing."""
        self._entries.clear()

    def find(self, query: LedgerQuery) -> list[Entry]:
        """Entries that match, oldest first, at most `query.limit`."""
        found: list[Entry] = []
        for entry in reversed(self._entries):
            if entry.seq <= query.after:
                break
            if query.matches(entry):
                found.append(entry)
        found.reverse()
        return found[: query.limit]

    async def wait_for(self, query: LedgerQuery, count: int, timeout_s: float) -> list[Entry]:
        """As `find`, but waits until `count` entries match or `timeout_s` seconds have gone by."""
        deadline = time.monotonic() + timeout_s
        found = self.find(query)
        while len(found) < count and not self._closed:
            left = deadline - time.monotonic()
            if left <= 0 or not await self.changed.wait(left):
                break
            found = self.find(query)
        return found


@dataclass(frozen=True, slots=True)
class LedgerQuery:
    """What to look for. Refused requests are left out unless `refused` is True."""

    after: int = 0
    chat_id: int | None = None
    methods: frozenset[str] = frozenset()
    refused: bool = False
    limit: int = MAX_ENTRIES

    def matches(self, entry: Entry) -> bool:
        """Whether `entry` is wanted (its number aside)."""
        if not entry.ok and not self.refused:
            return False
        if self.chat_id is not None and entry.chat_id != self.chat_id:
            return False
        return not self.methods or entry.method.lower() in self.methods
