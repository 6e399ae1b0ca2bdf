"""The process of the reminders: APScheduler only ticks; what is due is decided by functions of `now`."""

from __future__ import annotations

import json
import signal
import sys
from threading import Event

import structlog
from apscheduler.schedulers.background import BackgroundScheduler

from municipio import logs
from municipio import settings as settings_module
from municipio.db.engine import Database
from municipio.errors import VentanillaError
from municipio.settings import Settings
from reminders.housekeeping import tidy

TIDY_EVERY_MINUTES = 10

log = structlog.get_logger(__name__)


def main() -> None:
    """Tick until asked to stop."""
    try:
        settings = settings_module.load()
        logs.set_up(settings.log_level)
    except VentanillaError as error:
        print(error.mensaje, file=sys.stderr)  # noqa: T201
        sys.exit(error.salida)
    stop = Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stop.set())
    scheduler = BackgroundScheduler(timezone="UTC")
    scheduler.add_job(_tick, "interval", minutes=TIDY_EVERY_MINUTES, args=(settings, Database(settings.database)))
    scheduler.start()
    print(json.dumps({"ready": True}), flush=True)  # noqa: T201
    stop.wait()
    scheduler.shutdown()


def _tick(settings: Settings, database: Database) -> None:
    try:
        tidy(database, settings.clock.now())
    except VentanillaError as error:
        log.warning("limpieza_aplazada", motivo=error.mensaje)
