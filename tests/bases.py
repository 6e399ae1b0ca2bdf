"""Databases made once in a run, of which each test gets a copy: migrating and loading takes longer than most tests."""

from __future__ import annotations

from datetime import UTC, datetime
from enum import StrEnum
from itertools import count
from pathlib import Path
from typing import Protocol

from sqlalchemy import create_engine, make_url, text

from municipio.datos.cargar import poner_al_dia
from municipio.db.engine import Database
from municipio.db.migrate import upgrade

ROOT = Path(__file__).resolve().parent.parent
FRIDAY = datetime(2026, 11, 20, 15, tzinfo=UTC)
"""Friday 20 November 2026, 10:00 in Bogotá: when the data were loaded."""


class Model(StrEnum):
    """What a new database holds: the tables, or also the data of the repository."""

    MIGRATED = "migrada"
    LOADED = "cargada"


class Bases(Protocol):
    """Where new databases come from."""

    def new(self, model: Model, folder: Path) -> str:
        """The address of a copy of `model`; what is a file lies in `folder`."""
        ...


class Files:
    """SQLite; the models lie in `folder`."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def new(self, model: Model, folder: Path) -> str:
        original, copy = self._folder / f"{model}.db", folder / "prueba.db"
        if not original.exists():
            _make(f"sqlite:///{original}", model)
        copy.write_bytes(original.read_bytes())
        return f"sqlite:///{copy}"


class Server:
    """PostgreSQL, at `url`. Nothing of it has to outlive the machine, so it does not wait for the disk."""

    def __init__(self, url: str) -> None:
        self._url = make_url(url).set(drivername="postgresql+psycopg")
        self._admin = create_engine(self._url, isolation_level="AUTOCOMMIT")
        self._names = (f"prueba_{number}" for number in count(1))
        self._made: set[Model] = set()
        self._order("ALTER SYSTEM SET fsync = off", "SELECT pg_reload_conf()")

    def new(self, model: Model, folder: Path) -> str:
        if model not in self._made:
            self._order(f"CREATE DATABASE {model}")
            _make(self._address(model), model)
            self._made.add(model)
        name = next(self._names)
        self._order(f"CREATE DATABASE {name} TEMPLATE {model}")
        return self._address(name)

    def close(self) -> None:
        """Leave no connection open."""
        self._admin.dispose()

    def _order(self, *orders: str) -> None:
        with self._admin.connect() as connection:
            for order in orders:
                connection.execute(text(order))

    def _address(self, name: str) -> str:
        return self._url.set(database=name).render_as_string(hide_password=False)


def _make(url: str, model: Model) -> None:
    database = Database(url)
    upgrade(database)
    if model is Model.LOADED:
        poner_al_dia(database, ROOT / "data", FRIDAY)
    database.close()
