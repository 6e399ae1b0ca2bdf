"""How fast Telegram may be spoken to: some 30 messages a second in all, one a second to a chat, 20 a minute to a group.

Sources: core.telegram.org/bots/faq («My bot is hitting limits»). The overall limit is meant for broadcasts; answers to
people are let through at once until Telegram says otherwise. Time is an argument: seconds of a monotonic clock.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from municipio.avisos.modelo import Carril

PER_S, USED, AT_ONCE = 30.0, 29.5 / 30, 25 / 30
"""Messages a second in all that Telegram allows; the part of them that is used; the part that may go at once."""
OBEDIENT_S = 60.0
"""After a refusal, answers too keep to the overall limit for this long."""
WIDESPREAD_S = 5.0
"""Two chats refused within this time: it is the overall limit, not one chat's."""
FORGET_ABOVE = 10_000
"""Chats that are remembered, at least; looking for those to be forgotten is for when they have doubled."""


@dataclass(frozen=True, slots=True)
class Rate:
    """A bucket that holds `burst` messages and fills at `per_s` a second."""

    per_s: float
    burst: float


@dataclass(frozen=True, slots=True)
class Rates:
    """The limits kept. A little under Telegram's own."""

    overall: Rate = Rate(PER_S * USED, PER_S * AT_ONCE)
    chat: Rate = Rate(1.0, 8.0)
    group: Rate = Rate(19 / 60, 15.0)

    @classmethod
    def of(cls, per_s: float) -> Rates:
        """Those of a bot that Telegram lets send `per_s` messages a second in all."""
        return cls(overall=Rate(per_s * USED, per_s * AT_ONCE))


RESERVED = {Carril.RESPUESTA: 0.0, Carril.ALARMA: 1.0, Carril.RECORDATORIO: 2.0, Carril.ENCUESTA: 3.0}
"""What each lane leaves in the overall bucket for the better ones: so they always go first."""


@dataclass(slots=True)
class _Bucket:
    tokens: float
    at: float

    def fill(self, rate: Rate, now: float) -> None:
        self.tokens = min(rate.burst, self.tokens + (now - self.at) * rate.per_s)
        self.at = now

    def wait(self, rate: Rate, needed: float) -> float:
        return max(0.0, (needed - self.tokens) / rate.per_s)


@dataclass(slots=True)
class Limits:
    """Says how long to wait before a message, counts those that go, and hears of refusals."""

    rates: Rates = field(default_factory=Rates)
    _chats: dict[int, _Bucket] = field(default_factory=dict)
    _most: int = FORGET_ABOVE
    _paused: dict[int, float] = field(default_factory=dict)
    _all: _Bucket | None = None
    _all_paused: float = float("-inf")
    _refused: tuple[int, float] = (0, float("-inf"))

    def wait(self, chat_id: int, lane: Carril, now: float) -> float:
        """Seconds until a message of `lane` may go to `chat_id`; 0: now."""
        return max(self.own_wait(chat_id, now), self.shared_wait(lane, now))

    def own_wait(self, chat_id: int, now: float) -> float:
        """The same, for what only that chat has to wait."""
        rate, chat, _ = self._buckets(chat_id, now)
        return max(0.0, chat.wait(rate, 1.0), self._paused.get(chat_id, now) - now)

    def shared_wait(self, lane: Carril, now: float) -> float:
        """The same, for what all of `lane` have to wait."""
        paused = max(0.0, self._all_paused - now)
        if lane is Carril.RESPUESTA and now - self._refused[1] >= OBEDIENT_S:
            return paused
        return max(paused, self._overall(now).wait(self.rates.overall, 1.0 + RESERVED[lane]))

    def spend(self, chat_id: int, now: float) -> None:
        """A message goes."""
        _, chat, overall = self._buckets(chat_id, now)
        chat.tokens -= 1
        overall.tokens = max(overall.tokens - 1, -self.rates.overall.burst)

    def refused(self, chat_id: int, retry_after: float, now: float) -> None:
        """Telegram said 429: that chat waits, and everybody when it is not the only one."""
        until = now + retry_after
        self._paused = {chat: end for chat, end in self._paused.items() if end > now} | {chat_id: until}
        other, when = self._refused
        if other != chat_id and now - when < WIDESPREAD_S:
            self._all_paused = max(self._all_paused, until)
        self._refused = (chat_id, now)

    def _buckets(self, chat_id: int, now: float) -> tuple[Rate, _Bucket, _Bucket]:
        rate = self.rates.group if chat_id < 0 else self.rates.chat
        if len(self._chats) > self._most:
            self._forget_full(now)
        chat = self._chats.setdefault(chat_id, _Bucket(rate.burst, now))
        chat.fill(rate, now)
        return rate, chat, self._overall(now)

    def _overall(self, now: float) -> _Bucket:
        if self._all is None:
            self._all = _Bucket(self.rates.overall.burst, now)
        self._all.fill(self.rates.overall, now)
        return self._all

    def _forget_full(self, now: float) -> None:
        slowest = max(r.burst / r.per_s for r in (self.rates.chat, self.rates.group))
        self._chats = {chat: bucket for chat, bucket in self._chats.items() if now - bucket.at < slowest}
        self._most = max(FORGET_ABOVE, 2 * len(self._chats))
