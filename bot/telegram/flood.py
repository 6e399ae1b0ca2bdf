"""One chat that writes too much: it gets answers at a bearable pace, one notice a minute, and harms nobody else."""

from __future__ import annotations

from dataclasses import dataclass, field

BURST, PER_S = 10.0, 0.5
STEPS_BURST, STEPS_PER_S = 25.0, 1.0
"""Of pressed buttons and of what is written to a survey: one step after the other, and none of them may be lost."""
NOTICE_EVERY_S = 60.0
FORGET_ABOVE = 10_000
"""Chats that are remembered, at least; looking for those to be forgotten is for when they have doubled."""


@dataclass(slots=True)
class FloodGuard:
    """A bucket for each chat: `burst` messages at once, then `per_s`. Time is an argument, in seconds."""

    burst: float = BURST
    per_s: float = PER_S
    _chats: dict[int, tuple[float, float]] = field(default_factory=dict)
    _most: int = FORGET_ABOVE
    _noticed: dict[int, float] = field(default_factory=dict)
    _albums: dict[int, str] = field(default_factory=dict)

    def allows(self, chat_id: int, now: float, album: str | None = None) -> bool:
        """Whether one more message of the chat is attended; counts it if so. The photos of an `album` are one."""
        if album is not None and self._albums.get(chat_id) == album:
            return True
        if len(self._chats) > self._most:
            self._forget(now)
        tokens, at = self._chats.get(chat_id, (self.burst, now))
        tokens = min(self.burst, tokens + (now - at) * self.per_s)
        allowed = tokens >= 1
        self._chats[chat_id] = (tokens - 1 if allowed else tokens, now)
        if allowed and album is not None:
            self._albums[chat_id] = album
        return allowed

    def notice_due(self, chat_id: int, now: float) -> bool:
        """Whether the chat is to be told, now, that it writes too much; counts the notice if so."""
        if now - self._noticed.get(chat_id, float("-inf")) < NOTICE_EVERY_S:
            return False
        self._noticed[chat_id] = now
        return True

    def _forget(self, now: float) -> None:
        full = self.burst / self.per_s
        self._chats = {chat: kept for chat, kept in self._chats.items() if now - kept[1] < full}
        self._most = max(FORGET_ABOVE, 2 * len(self._chats))
        self._albums = {chat: album for chat, album in self._albums.items() if chat in self._chats}
        self._noticed = {chat: at for chat, at in self._noticed.items() if now - at < NOTICE_EVERY_S}
