"""The clock that can travel: real time plus an offset, shared with the product through a small JSON file."""

from __future__ import annotations

import json
import os
import time
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

BOGOTA = timezone(timedelta(hours=-5), "America/Bogota")
"""Colombia has had no daylight saving since 1993, so a fixed offset is exact."""


class Clock:
    """Seconds since the epoch, moved by `offset_s`.

    With a `path`, the offset is read from it when it exists and written to it atomically as ``{"offset_s": float}``
    at every change; the processes of the product read the same file.
    """

    def __init__(self, path: Path | None = None) -> None:
        self._path = path
        self.offset_s = _read_offset(path)
        if path is not None and not path.exists():
            self._write()

    def now(self) -> float:
        """Simulated seconds since the epoch."""
        return time.time() + self.offset_s

    def moment(self) -> datetime:
        """Simulated moment, aware, in Bogotá."""
        return datetime.fromtimestamp(self.now(), UTC).astimezone(BOGOTA)

    def set_offset(self, offset_s: float) -> None:
        """Put the clock `offset_s` seconds away from real time."""
        self.offset_s = float(offset_s)
        self._write()

    def advance(self, seconds: float) -> None:
        """Travel `seconds` from the simulated now (backwards when negative)."""
        self.set_offset(self.offset_s + seconds)

    def travel_to(self, moment: datetime) -> None:
        """Travel to `moment`; one without time zone is read as Bogotá time."""
        aware = moment if moment.tzinfo else moment.replace(tzinfo=BOGOTA)
        self.set_offset(aware.timestamp() - time.time())

    def _write(self) -> None:
        if self._path is None:
            return
        self._path.parent.mkdir(parents=True, exist_ok=True)
        temporary = self._path.with_name(f"{self._path.name}.{os.getpid()}.tmp")
        temporary.write_text(json.dumps({"offset_s": self.offset_s}), encoding="utf-8")
        temporary.replace(self._path)


def _read_offset(path: Path | None) -> float:
    if path is None:
        return 0.0
    try:
        return float(json.loads(path.read_text(encoding="utf-8"))["offset_s"])
    except (OSError, ValueError, KeyError, TypeError):
        return 0.0
