"""The process of the reminders: APScheduler only ticks; what is due is decided by functions of `now`."""

from __future__ import annotations

import json
import signal
import sys
from collections.abc import Callable
from datetime import datetime
from functools import partial
from threading import Event

import structlog
from apscheduler.schedulers.background import BackgroundScheduler

from bot.outbound.trouble import Trouble, Use
from municipio import logs
from municipio import settings as settings_module
from municipio.db.engine import Database
from municipio.errors import BaseDeDatosError, VentanillaError
from municipio.latido import RECORDATORIOS, Latido
from municipio.settings import Settings
from reminders.alarms import watch
from reminders.housekeeping import tidy
from reminders.tick import Done, tick

TIDY_EVERY_S, WATCH_EVERY_S, TICK_EVERY_S = 600, 120, 15

log = structlog.get_logger(__name__)


def main() -> None:
    """Tick until asked to stop."""
    try:
        settings = settings_module.load()
        logs.set_up(settings.log_level)
        database = Database(settings.database)
    except VentanillaError as error:
        print(error.mensaje, file=sys.stderr)  # noqa: T201
        sys.exit(error.salida)
    stop = Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stop.set())
    scheduler = BackgroundScheduler(timezone="UTC")
    done = Done()

    def decide(database: Database, now: datetime) -> None:
        tick(database, now, done)

    attempt = partial(_attempt, settings, database, Trouble())
    for work, seconds, beat in (
        (decide, TICK_EVERY_S, Latido(settings.var_dir, RECORDATORIOS)),
        (watch, WATCH_EVERY_S, lambda: None),
        (tidy, TIDY_EVERY_S, lambda: None),
    ):
        scheduler.add_job(attempt, "interval", (work, beat), seconds=seconds, misfire_grace_time=None)
    scheduler.start()
    print(json.dumps({"ready": True}), flush=True)  # noqa: T201
    stop.wait()
    scheduler.shutdown()


def _attempt(
    settings: Settings,
    database: Database,
    trouble: Trouble,
    work: Callable[[Database, datetime], object],
    beat: Callable[[], None],
) -> None:
    """Do it, or leave it for the next time."""
    try:
        work(database, settings.clock.now())
    except BaseDeDatosError as error:
        trouble.failed(Use.CHANGE, error.mensaje)
    except VentanillaError as error:
        log.warning("tarea_aplazada", tarea=work.__name__, motivo=error.mensaje)
    else:
        trouble.worked(Use.CHANGE)
        beat()
