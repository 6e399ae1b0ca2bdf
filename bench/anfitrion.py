"""What the machine underneath keeps for others: where it takes processors away, latencies tell of it too."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import psutil


@dataclass(slots=True)
class Stolen:
    """Seconds of processor while it was watched, and how many of them went to others (`steal` of Linux)."""

    seconds: float = 0.0
    taken: float = 0.0

    @contextmanager
    def watched(self) -> Iterator[None]:
        """Add what happens meanwhile."""
        before = psutil.cpu_times()
        yield
        after = psutil.cpu_times()
        self.seconds += sum(after) - sum(before)
        self.taken += getattr(after, "steal", 0.0) - getattr(before, "steal", 0.0)

    @property
    def share(self) -> float:
        """Of all there was, from 0 to 1."""
        return self.taken / self.seconds if self.seconds else 0.0
