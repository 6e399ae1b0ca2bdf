"""Sizes and flood limits of Telegram."""

from __future__ import annotations

import math
import time
from dataclasses import dataclass

from bot.simulator.errors import too_many

MAX_TEXT = 4096
MAX_RAW_TEXT = 32_768
MAX_CAPTION = 1024
MAX_CALLBACK_ANSWER = 200
MAX_ENTITIES = 100
MAX_PHOTO_BYTES = 10 * 1024 * 1024
MAX_DOCUMENT_BYTES = 50 * 1024 * 1024
MAX_DOWNLOAD_BYTES = 20 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Rate:
    """A bucket of `burst` tokens that fills at `per_s` tokens per second."""

    per_s: float
    burst: float


CHAT_RATE = Rate(per_s=1.0, burst=10.0)
GROUP_RATE = Rate(per_s=20 / 60, burst=20.0)
GLOBAL_RATE = Rate(per_s=30.0, burst=30.0)


class _Bucket:
    __slots__ = ("at", "tokens")

    def __init__(self, tokens: float, at: float) -> None:
        self.tokens = tokens
        self.at = at

    def wait(self, rate: Rate, now: float) -> float:
        """Fill up; seconds until one token is there (0 when it already is)."""
        self.tokens = min(rate.burst, self.tokens + (now - self.at) * rate.per_s)
        self.at = now
        return 0.0 if self.tokens >= 1 else (1 - self.tokens) / rate.per_s


class FloodLimits:
    """Telegram's broadcasting limits on real, monotonic time.

    `scale` speeds them up for tests (10 means ten times as many messages per second); 0 turns them off.
    """

    def __init__(self, scale: float = 1.0) -> None:
        self.set_scale(scale)

    def set_scale(self, scale: float) -> None:
        """Change the speed and start again with full buckets."""
        self.scale = scale
        self._chats: dict[int, _Bucket] = {}
        self._all: _Bucket | None = None

    def take(self, chat_id: int, *, group: bool) -> None:
        """Count one message to `chat_id`; raises `ApiError` 429 with whole seconds to wait. A refusal costs nothing."""
        if not self.scale:
            return
        now = time.monotonic()
        chat_rate, all_rate = self._scaled(GROUP_RATE if group else CHAT_RATE), self._scaled(GLOBAL_RATE)
        chat = self._chats.setdefault(chat_id, _Bucket(chat_rate.burst, now))
        if self._all is None:
            self._all = _Bucket(all_rate.burst, now)
        wait = max(chat.wait(chat_rate, now), self._all.wait(all_rate, now))
        if wait > 0:
            raise too_many(max(1, math.ceil(wait)))
        chat.tokens -= 1
        self._all.tokens -= 1

    def _scaled(self, rate: Rate) -> Rate:
        return Rate(rate.per_s * self.scale, rate.burst * max(1.0, self.scale))
