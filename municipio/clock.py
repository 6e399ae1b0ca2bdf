"""The clock is a dependency: everything that needs the time asks a `Clock`, and a clock may travel."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Protocol
from zoneinfo import ZoneInfo

BOGOTA = ZoneInfo("America/Bogota")


class Clock(Protocol):
    """Tells the time as an aware UTC datetime."""

    def now(self) -> datetime:
        """The present instant, UTC."""
        ...


class SystemClock:
    """The clock of this machine."""

    def now(self) -> datetime:
        """The present instant, UTC."""
        return datetime.now(UTC)


class FileClock:
    """This machine's clock, moved by the seconds that a small JSON file states (`{"offset_s": 86400.0}`).

    Whoever owns the file makes the time of every process of the product travel together. No file, no offset.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._stamp = -1
        self._offset = timedelta()

    def now(self) -> datetime:
        """The present instant, UTC, moved by the offset of the file."""
        try:
            stamp = self._path.stat().st_mtime_ns
            if stamp != self._stamp:
                self._offset = timedelta(seconds=float(json.loads(self._path.read_text())["offset_s"]))
                self._stamp = stamp
        except FileNotFoundError:
            self._offset = timedelta()
        return datetime.now(UTC) + self._offset
