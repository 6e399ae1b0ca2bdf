"""The process of the reminders: APScheduler only ticks; what is due is decided by functions of `now`."""

from __future__ import annotations

import json
import signal
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from threading import Event, Lock

import structlog
from apscheduler.schedulers.background import BackgroundScheduler

from bot.outbound.limits import Rates
from bot.outbound.trouble import Trouble, Use
from municipio import logs
from municipio import settings as settings_module
from municipio.archivos.almacen import Almacen
from municipio.db.engine import Database
from municipio.encuestas.claves import CARPETA, Claves
from municipio.errors import BaseDeDatosError, VentanillaError
from municipio.latido import ALARMAS, RECORDATORIOS, Latido
from municipio.settings import Settings
from reminders.alarms import watch
from reminders.campanas import Desk, move
from reminders.housekeeping import tidy, tidy_files
from reminders.leaps import Leaps
from reminders.tick import Done, tick

SWEEP_EVERY_S, TIDY_EVERY_S, WATCH_EVERY_S, TICK_EVERY_S, CAMPAIGNS_EVERY_S = 3600, 600, 120, 15, 3
LISTEN_EVERY_S = 0.2
"""How often it is asked whether the clock leapt: then everything is looked at without waiting."""

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
    _plan_work(scheduler, settings, database, stop)
    scheduler.start()
    print(json.dumps({"ready": True}), flush=True)  # noqa: T201
    leaps = Leaps(settings.clock)
    while not stop.wait(LISTEN_EVERY_S):
        if leaps.happened():
            _look_now(scheduler)
    scheduler.shutdown()


def _plan_work(scheduler: BackgroundScheduler, settings: Settings, database: Database, stop: Event) -> None:
    done, trouble = Done(), Trouble()

    def decide(database: Database, now: datetime) -> None:
        tick(database, now, done)
        while done.behind and not stop.is_set():
            tick(database, settings.clock.now(), done)

    desk = Desk(Claves(settings.var_dir / CARPETA), settings.data_dir, Rates.of(settings.telegram_rate).overall.per_s)

    def campaigns(database: Database, now: datetime) -> None:
        move(database, desk, now)

    def sweep(database: Database, now: datetime) -> None:
        tidy_files(database, Almacen(settings.var_dir), now)

    for work, seconds, beat in (
        (decide, TICK_EVERY_S, Latido(settings.var_dir, RECORDATORIOS)),
        (watch, WATCH_EVERY_S, Latido(settings.var_dir, ALARMAS)),
        (campaigns, CAMPAIGNS_EVERY_S, lambda _now: None),
        (tidy, TIDY_EVERY_S, lambda _now: None),
        (sweep, SWEEP_EVERY_S, lambda _now: None),
    ):
        scheduler.add_job(
            _in_turn,
            "interval",
            (Lock(), partial(_attempt, settings, database, trouble, work, beat)),
            seconds=seconds,
            misfire_grace_time=None,
            max_instances=2,
            next_run_time=datetime.now(UTC),
        )


def _look_now(scheduler: BackgroundScheduler) -> None:
    for job in scheduler.get_jobs():
        job.modify(next_run_time=datetime.now(UTC))


def _in_turn(turn: Lock, attempt: Callable[[], None]) -> None:
    """Of two that come together, because the clock leapt meanwhile, the second sees the later moment."""
    with turn:
        attempt()


def _attempt(
    settings: Settings,
    database: Database,
    trouble: Trouble,
    work: Callable[[Database, datetime], object],
    beat: Callable[[datetime], None],
) -> None:
    """Do it, or leave it for the next time."""
    now = settings.clock.now()
    try:
        work(database, now)
    except BaseDeDatosError as error:
        trouble.failed(Use.CHANGE, error.mensaje)
    except VentanillaError as error:
        log.warning("tarea_aplazada", tarea=work.__name__, motivo=error.mensaje)
    else:
        trouble.worked(Use.CHANGE)
        beat(now)
