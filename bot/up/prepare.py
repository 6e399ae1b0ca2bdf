"""What must be there before anybody is attended: the database in its newest shape, and the data folder in it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from municipio.settings import Settings

if TYPE_CHECKING:
    from municipio.db.engine import Database


@dataclass(frozen=True, slots=True)
class Prepared:
    """Names of the municipalities by slug, and a code for the coordinator while nobody coordinates."""

    names: dict[str, str]
    code: str | None


def prepare(settings: Settings) -> Prepared:
    """Migrate and load. Data that is wrong is an `EntradaInvalidaError`, and changes nothing.

    The libraries of the database are imported here and not above: meanwhile the bot's process is already starting.
    """
    from sqlalchemy import select

    from municipio.datos.cargar import poner_al_dia
    from municipio.db.engine import Database
    from municipio.db.migrate import upgrade
    from municipio.tramites.modelo import MunicipioCargado

    database = Database(settings.database)
    try:
        upgrade(database)
        poner_al_dia(database, settings.data_dir, settings.clock.now())
        with database.read() as session:
            loaded = {m.slug: str(m.cuerpo["nombre"]) for m in session.scalars(select(MunicipioCargado))}
        served = {slug: name for slug, name in loaded.items() if slug in (settings.municipios or loaded)}
        return Prepared(served, _first_code(database, settings))
    finally:
        database.close()


def _first_code(database: Database, settings: Settings) -> str | None:
    from municipio.personas.modelo import Rol
    from municipio.personas.servicio import crear_codigo, hay

    with database.write() as session:
        if hay(session, Rol.COORDINADOR):
            return None
        return crear_codigo(session, Rol.COORDINADOR, settings.clock.now())
