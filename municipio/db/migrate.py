"""Bringing the database to the newest shape."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config

from municipio.db.engine import Database

FOLDER = Path(__file__).resolve().parent / "migrations"


def config() -> Config:
    """Alembic's configuration, without an ini file."""
    settings = Config()
    settings.set_main_option("script_location", str(FOLDER))
    return settings


def upgrade(database: Database, revision: str = "head") -> None:
    """Migrate `database` up to `revision`. Doing it again changes nothing."""
    with database.engine.begin() as connection:
        settings = config()
        settings.attributes["connection"] = connection
        command.upgrade(settings, revision)
