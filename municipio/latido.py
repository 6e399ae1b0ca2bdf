"""Heartbeats: each loop of a process touches a file of its own while it does its work, for whoever watches.

`python -m municipio.latido NAME…` ends with 0 when each of them beat a short while ago, with 1 and a line when not.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from time import monotonic, time

EVERY_S, OLD_S = 30.0, 180.0
RECEPCION, ENTREGA, RECORDATORIOS = "recepcion", "entrega", "recordatorios"
"""Updates were received and kept; the outbox was looked at; the clock ticked and all that was due was decided."""


class Latido:
    """One loop's heartbeat. A new one has not beaten yet, whatever an earlier process left."""

    def __init__(self, var_dir: Path, nombre: str) -> None:
        self._path = _file(var_dir, nombre)
        self._last = float("-inf")
        with suppress(OSError):
            self._path.unlink(missing_ok=True)

    def __call__(self) -> None:
        """A round went well. It costs nothing to say so often."""
        now = monotonic()
        if now - self._last < EVERY_S:
            return
        self._last = now
        with suppress(OSError):  # where it cannot be written, it is seen that it does not beat
            self._path.parent.mkdir(parents=True, exist_ok=True)
            self._path.touch()


def silencios(var_dir: Path, nombres: Sequence[str]) -> list[str]:
    """A line for each of them that does not beat."""
    return [f"«{nombre}» {wrong}" for nombre in nombres if (wrong := _wrong(_file(var_dir, nombre)))]


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
