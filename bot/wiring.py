"""The one place that knows the real parts and puts them together. Tests call it too, with fakes in their place."""

from __future__ import annotations

from actions.understanding.breaker import Breaker
from actions.understanding.contract import Understanding
from actions.understanding.keywords import KeywordUnderstanding
from actions.understanding.nlu import NluUnderstanding
from bot.conversation import Conversation
from municipio.datos.cargar import cargar
from municipio.datos.carpeta import leer_carpeta
from municipio.db.engine import Database
from municipio.db.migrate import upgrade
from municipio.settings import Settings
from municipio.tramites import version
from municipio.tramites.busqueda import crear_buscador
from municipio.tramites.padron import Padron


def open_database(settings: Settings) -> Database:
    """The database of the settings, as it is."""
    return Database(settings.database)


def ready_database(settings: Settings) -> Database:
    """The database, migrated, and with the data folder loaded if nothing was loaded yet."""
    database = open_database(settings)
    upgrade(database)
    with database.read() as session:
        empty = version.actual(session) == 0
    if empty:
        carpeta = leer_carpeta(settings.data_dir)
        with database.write() as session:
            cargar(session, carpeta, settings.clock.now())
    return database


def understanding(settings: Settings) -> Understanding:
    """The NLU server when there is one, with keywords behind it; keywords alone otherwise."""
    if settings.nlu_url is None:
        return KeywordUnderstanding()
    token = settings.nlu_token.get_secret_value() if settings.nlu_token else None
    return Breaker(NluUnderstanding(settings.nlu_url, token, settings.nlu_timeout), KeywordUnderstanding())


def padron(settings: Settings, database: Database) -> Padron:
    """The municipalities that this process serves, read from the database."""
    served = Padron(settings.data_dir, crear_buscador, settings.municipios)
    with database.read() as session:
        served.refrescar(session)
    return served


def conversation(settings: Settings, served: Padron) -> Conversation:
    """The conversation over the real understanding."""
    return Conversation(served, understanding(settings))
