"""`ventanilla up`: everything for one machine."""

from __future__ import annotations

import asyncio
import sys

from municipio import settings as settings_module


def up() -> None:
    """Enciende todo: base de datos, comprensión, bot y recordatorios; sin token, también el simulador."""
    from bot.up.lock import only_one
    from bot.up.machine import Machine

    settings = settings_module.load()
    with only_one(settings):
        asyncio.run(Machine(settings, say).run())


def say(line: str) -> None:
    """A line for whoever looks at the terminal."""
    print(line, file=sys.stderr, flush=True)  # noqa: T201
