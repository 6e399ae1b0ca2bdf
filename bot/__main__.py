"""``python -m bot``: attend Telegram. Exit codes: 0 stopped, 2 the input is wrong (one line on stderr), 1 the rest."""

from __future__ import annotations

import asyncio
import json
import sys

import structlog

from municipio import logs, settings
from municipio.errors import VentanillaError


def main() -> int:
    """Read the settings, put the parts together and attend until told to stop."""
    try:
        chosen = settings.load()
        logs.set_up(chosen.log_level)
        _attend(chosen)
    except VentanillaError as error:
        print(error.mensaje, file=sys.stderr)  # noqa: T201
        return error.salida
    except KeyboardInterrupt:
        return 0
    except Exception as error:  # noqa: BLE001 (the edge: whoever supervises starts it again)
        structlog.get_logger(__name__).error("fin_inesperado", tipo=type(error).__name__, lugar=logs.place(error))
        return 1
    return 0


def _attend(chosen: settings.Settings) -> None:
    from bot import wiring
    from bot.telegram.run import run

    database = wiring.ready_database(chosen)
    try:
        served = wiring.padron(chosen, database)

        def ready() -> None:
            print(json.dumps({"ready": True}), flush=True)  # noqa: T201
            wiring.fit_searches(served)

        asyncio.run(run(chosen, database, served, wiring.conversation(chosen, served), ready))
    finally:
        database.close()


if __name__ == "__main__":
    sys.exit(main())
