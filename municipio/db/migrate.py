"""Bringing the database to the newest shape."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from municipio.db.engine import Database
from municipio.db.trouble import explained
from municipio.errors import VentanillaError

if TYPE_CHECKING:
    from alembic.config import Config

FOLDER = Path(__file__).resolve().parent / "migrations"
ONE_AT_A_TIME = 68385
NEWER = "La base de datos es de una versión más nueva del programa: actualícelo, o restaure una copia anterior"
_NAMES = re.compile(r'^(down_revision|revision) = "(\w+)"$', re.MULTILINE)


def config() -> Config:
    """Alembic's configuration, without an ini file."""
    from alembic.config import Config

    settings = Config()
    settings.set_main_option("script_location", str(FOLDER))
    return settings


def upgrade(database: Database, revision: str = "head") -> None:
    """Migrate `database` up to `revision`. Doing it again changes nothing, and costs one query.

    Database trouble is `BaseDeDatosError`; a database of a newer program is a `VentanillaError`.
    """
    if revision == "head" and _revisions(database) == heads():
        return
    from alembic import command
    from alembic.util import CommandError

    try:
        with explained(), database.engine.begin() as connection:
            if connection.dialect.name == "postgresql":  # on SQLite the transaction itself lets one in at a time
                connection.execute(text(f"SELECT pg_advisory_xact_lock({ONE_AT_A_TIME})"))
            settings = config()
            settings.attributes["connection"] = connection
            command.upgrade(settings, revision)
    except CommandError:
        raise VentanillaError(NEWER) from None


def heads() -> set[str]:
    """The newest revisions, read from the files: importing alembic takes longer than all the rest."""
    found = [pair for file in (FOLDER / "versions").glob("*.py") for pair in _NAMES.findall(file.read_text("utf-8"))]
    return {name for kind, name in found if kind == "revision"} - {name for kind, name in found if kind != "revision"}


def _revisions(database: Database) -> set[str]:
    """Where the database is; nowhere when it cannot tell."""
    try:
        with database.engine.execution_options(only_reads=True).connect() as connection:
            return set(connection.execute(text("SELECT version_num FROM alembic_version")).scalars())
    except DBAPIError:
        return set()
