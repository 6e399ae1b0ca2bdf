"""Two ways of understanding behind one door: the best one while it answers, keywords while it does not."""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic

import structlog

from actions.understanding.contract import Reading, Understanding
from municipio.errors import ComprensionNoDisponibleError

FAILURES_TO_OPEN = 3
FIRST_REST_S = 1.0
LONGEST_REST_S = 5.0

log = structlog.get_logger(__name__)


class Breaker:
    """A circuit breaker: after some failures in a row it rests from asking `main`, each time twice as long.

    One request at a time tries it; the others are answered by `spare` meanwhile.
    """

    def __init__(self, main: Understanding, spare: Understanding, now: Callable[[], float] = monotonic) -> None:
        self._main, self._spare, self._now = main, spare, now
        self._failures = 0
        self._rest = FIRST_REST_S
        self._closed_until = 0.0

    async def read(self, text: str) -> Reading:
        """The reading of `main`, or of `spare` when `main` cannot."""
        if self._now() < self._closed_until:
            return await self._spare.read(text)
        if self._failures >= FAILURES_TO_OPEN:
            self._closed_until = self._now() + self._rest  # this request tries; the others wait for what it finds
        try:
            reading = await self._main.read(text)
        except ComprensionNoDisponibleError as error:
            self._failed(error)
            return await self._spare.read(text)
        if self._failures >= FAILURES_TO_OPEN:
            log.info("comprension_recuperada")
        self._failures, self._rest, self._closed_until = 0, FIRST_REST_S, 0.0
        return reading

    def _failed(self, error: ComprensionNoDisponibleError) -> None:
        self._failures += 1
        if self._failures == FAILURES_TO_OPEN:
            log.warning("comprension_por_palabras", motivo=error.mensaje)
        if self._failures >= FAILURES_TO_OPEN:
            self._closed_until = self._now() + self._rest
            self._rest = min(self._rest * 2, LONGEST_REST_S)
