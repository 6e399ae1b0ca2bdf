"""The one place that knows the real parts and puts them together. Tests call it too, with fakes in their place."""

from __future__ import annotations

import gc
from collections.abc import Callable
from functools import partial
from threading import Thread

import structlog

from actions.understanding.breaker import Breaker
from actions.understanding.contract import Understanding
from actions.understanding.keywords import KeywordUnderstanding
from actions.understanding.nlu import NluUnderstanding
from bot.conversation import Conversation
from bot.outbound.limits import Rates
from municipio.db.engine import Database
from municipio.db.migrate import upgrade
from municipio.encuestas.claves import CARPETA, Claves
from municipio.settings import Settings
from municipio.tramites import version
from municipio.tramites.busqueda import crear_buscador
from municipio.tramites.padron import Padron

log = structlog.get_logger(__name__)


def ready_database(settings: Settings) -> Database:
    """The database, migrated, and with the data folder loaded if nothing was loaded yet."""
    database = Database(settings.database)
    upgrade(database)
    with database.read() as session:
        empty = version.actual(session) == 0
    if empty:
        from municipio.datos.cargar import poner_al_dia

        poner_al_dia(database, settings.data_dir, settings.clock.now())
    return database


Join = Callable[[Understanding, Understanding], Understanding]
"""Puts the second understanding behind the first."""


def understanding(settings: Settings, join: Join = Breaker) -> Understanding:
    """The NLU server when there is one, with keywords behind it; keywords alone otherwise."""
    if settings.nlu_url is None:
        return KeywordUnderstanding()
    token = settings.nlu_token.get_secret_value() if settings.nlu_token else None
    return join(NluUnderstanding(settings.nlu_url, token, settings.nlu_timeout), KeywordUnderstanding())


def padron(settings: Settings, database: Database) -> Padron:
    """The municipalities that this process serves, read from the database."""
    make = partial(crear_buscador, carpeta=settings.var_dir / "cache")
    served = Padron(settings.data_dir, make, settings.municipios)
    with database.read() as session:
        served.refrescar(session)
    return served


def conversation(settings: Settings, served: Padron, join: Join = Breaker) -> Conversation:
    """The conversation over the real understanding."""
    per_s = Rates.of(settings.telegram_rate).overall.per_s
    return Conversation(served, understanding(settings, join), Claves(settings.var_dir / CARPETA), per_s=per_s)


def fit_searches(served: Padron) -> None:
    """Fit the search of each municipality in a thread, so that nobody's first question has to wait for it.

    What lives until the process ends is then taken out of the rounds of the garbage collector: a full one stopped
    every answer for a tenth of a second.
    """

    def work() -> None:
        try:
            for slug in served.slugs:
                served.buscador(slug)
        except Exception as error:  # noqa: BLE001 (whoever asks first meets the same trouble, and it is told there)
            log.warning("busqueda_sin_preparar", tipo=type(error).__name__)
        gc.collect()
        gc.freeze()

    Thread(target=work, name="busqueda", daemon=True).start()
