"""Heartbeats: each loop of a process touches a file of its own while it does its work, for whoever watches.

`python -m municipio.latido NAME…` ends with 0 when each of them beat a short while ago, with 1 and a line when not.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path
from time import monotonic, time

EVERY_S, OLD_S = 30.0, 180.0
RECEPCION, ENTREGA, RECORDATORIOS, ALARMAS = "recepcion", "entrega", "recordatorios", "alarmas"
"""Updates were received and kept; the outbox was looked at; the clock ticked and all that was due was decided; the
posts were looked at. The last two say until when, on the clock of the product."""


class Latido:
    """One loop's heartbeat. A new one has not beaten yet, whatever an earlier process left."""

    def __init__(self, var_dir: Path, nombre: str) -> None:
        self._path = _file(var_dir, nombre)
        self._last = float("-inf")
        self._until: datetime | None = None
        with suppress(OSError):
            self._path.unlink(missing_ok=True)

    def __call__(self, until: datetime | None = None) -> None:
        """A round went well, `until` a moment. It costs nothing to say so often; when the clock leaps it is written."""
        now = monotonic()
        if now - self._last < EVERY_S and not self._leapt(until):
            return
        self._last, self._until = now, until
        with suppress(OSError):  # where it cannot be written, it is seen that it does not beat
            self._path.parent.mkdir(parents=True, exist_ok=True)
            self._path.write_text(until.isoformat() if until else "", encoding="utf-8")

    def _leapt(self, until: datetime | None) -> bool:
        if until is None or self._until is None:
            return False
        return abs(until - self._until) > timedelta(seconds=EVERY_S)


def silencios(var_dir: Path, nombres: Sequence[str]) -> list[str]:
    """A line for each of them that does not beat."""
    return [f"«{nombre}» {wrong}" for nombre in nombres if (wrong := _wrong(_file(var_dir, nombre)))]


def hasta(var_dir: Path, nombre: str) -> datetime | None:
    """Until what moment the work of a loop is done; None when it does not say."""
    try:
        return datetime.fromisoformat(_file(var_dir, nombre).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None


def main(arguments: Sequence[str]) -> int:
    """The command, for health checks."""
    from municipio import settings

    callados = silencios(settings.load().var_dir, arguments)
    for line in callados:
        print(line, file=sys.stderr)  # noqa: T201
    return 1 if callados else 0


def _file(var_dir: Path, nombre: str) -> Path:
    return var_dir / "run" / f"{nombre}.latido"


def _wrong(path: Path) -> str:
    try:
        age = time() - path.stat().st_mtime
    except OSError:
        return "todavía no ha trabajado"
    return f"no trabaja desde hace {age:.0f} s" if age > OLD_S else ""


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
