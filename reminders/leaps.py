"""When the clock leaps: somebody moved it, or the machine slept. What came due meanwhile must not wait for its turn."""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic

from municipio.clock import Clock

LEAP_S = 5.0


class Leaps:
    """Compares the clock with one that cannot be moved."""

    def __init__(self, clock: Clock, steady: Callable[[], float] = monotonic) -> None:
        self._clock, self._steady = clock, steady
        self._ahead = self._difference()

    def happened(self) -> bool:
        """Whether the clock leapt since it was last asked."""
        before, self._ahead = self._ahead, self._difference()
        return abs(self._ahead - before) > LEAP_S

    def _difference(self) -> float:
        return self._clock.now().timestamp() - self._steady()
