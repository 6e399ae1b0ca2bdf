"""The queue of updates that wait for the bot, with the offset semantics of `getUpdates`."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass

from bot.simulator.errors import ApiError, conflict
from bot.simulator.model import Json
from bot.simulator.signals import Signal

LIFETIME_S = 24 * 3600
MAX_TIMEOUT_S = 50
EPOCH_2026 = 1_767_225_600
IDS_PER_SECOND = 20
"""Ids stay below 2³¹, as Telegram's, and a restart begins beyond those of a run of up to 20 updates per second."""
NOT_BY_DEFAULT = frozenset({"chat_member", "message_reaction", "message_reaction_count"})


@dataclass(slots=True)
class PendingUpdate:
    """One update not yet confirmed. `expires_at` is simulated time."""

    update_id: int
    kind: str
    payload: Json
    expires_at: float

    def to_json(self) -> Json:
        """As Telegram's `Update`."""
        return {"update_id": self.update_id, self.kind: self.payload}


class UpdateQueue:
    """Updates stay until an offset beyond them confirms them, or 24 simulated hours go by.

    Ids start from a number of real time, so they grow across restarts of the simulator.
    """

    def __init__(self, now: Callable[[], float]) -> None:
        self._now = now
        self._next_id = int((time.time() - EPOCH_2026) * IDS_PER_SECOND) % 2_000_000_000 + 1
        self._pending: deque[PendingUpdate] = deque()
        self._poll = 0
        self._abort: ApiError | None = None
        self.allowed: frozenset[str] | None = None
        self.changed = Signal()

    def __len__(self) -> int:
        self._expire()
        return len(self._pending)

    def push(self, kind: str, payload: Json) -> int | None:
        """Queue an update; None when `allowed_updates` leaves its kind out."""
        wanted = kind in self.allowed if self.allowed is not None else kind not in NOT_BY_DEFAULT
        if not wanted:
            return None
        update_id = self._next_id
        self._next_id += 1
        self._pending.append(PendingUpdate(update_id, kind, payload, self._now() + LIFETIME_S))
        self.changed.notify()
        return update_id

    def set_allowed(self, kinds: list[str]) -> None:
        """Remember `allowed_updates`; an empty list means the default set."""
        self.allowed = frozenset(kinds) or None

    def clear(self) -> None:
        """Drop everything (`drop_pending_updates`)."""
        self._pending.clear()

    def head(self) -> PendingUpdate | None:
        """The oldest update, for the webhook."""
        self._expire()
        return self._pending[0] if self._pending else None

    def confirm_through(self, update_id: int) -> None:
        """Forget updates up to and including `update_id`."""
        while self._pending and self._pending[0].update_id <= update_id:
            self._pending.popleft()

    async def get(self, offset: int, limit: int, timeout_s: float) -> list[Json]:
        """Confirm below `offset`, then give up to `limit` updates, waiting `timeout_s` when there are none.

        A negative offset keeps the last ``-offset`` updates and forgets the others. A newer call ends this one with
        409, as a second bot instance would.
        """
        self._poll += 1
        mine = self._poll
        self._abort = None
        self.changed.notify()
        if offset > 0:
            self.confirm_through(offset - 1)
        elif offset < 0:
            while len(self._pending) > -offset:
                self._pending.popleft()
        deadline = time.monotonic() + min(timeout_s, MAX_TIMEOUT_S)
        while not len(self):
            left = deadline - time.monotonic()
            if left <= 0 or not await self.changed.wait(left):
                break
            self._check_still_mine(mine)
        return [update.to_json() for update in list(self._pending)[:limit]]

    def abort_poll(self, error: ApiError) -> None:
        """End a waiting `get` with `error`."""
        self._poll += 1
        self._abort = error
        self.changed.notify()

    def _check_still_mine(self, mine: int) -> None:
        if self._poll == mine:
            return
        error, self._abort = self._abort, None
        raise error or conflict(
            "terminated by other getUpdates request; make sure that only one bot instance is running"
        )

    def _expire(self) -> None:
        now = self._now()
        while self._pending and self._pending[0].expires_at < now:
            self._pending.popleft()
