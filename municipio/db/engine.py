"""Opening the database: SQLite by default, PostgreSQL when it grows; the same code on both."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError
from sqlalchemy.orm import Session, sessionmaker

from municipio.db.trouble import explained
from municipio.errors import EntradaInvalidaError, VentanillaError
from municipio.sistema import motivo

BUSY_TIMEOUT_S = 15.0
"""How long a write waits for another process before it is told that the database is busy; on both engines."""
CONNECT_S = 10


class Database:
    """An engine and its sessions. `write` opens a transaction that commits at the end or leaves nothing behind."""

    def __init__(self, url: str) -> None:
        self.engine = open_engine(url)
        self._writers = sessionmaker(self.engine, expire_on_commit=False)
        self._readers = sessionmaker(self.engine.execution_options(only_reads=True), expire_on_commit=False)

    @contextmanager
    def write(self) -> Iterator[Session]:
        """A transaction: all or nothing. Database trouble comes out as `BaseDeDatosError`."""
        with explained(), self._writers() as session, session.begin():
            yield session

    @contextmanager
    def read(self) -> Iterator[Session]:
        """A session for looking only; what it changes is not kept."""
        with explained(), self._readers() as session:
            yield session

    def close(self) -> None:
        """Let go of every connection."""
        self.engine.dispose()


def open_engine(url: str) -> Engine:
    """An engine for `url`. A URL that cannot be read raises `EntradaInvalidaError`.

    Its errors never show parameters: they are what people write.
    """
    try:
        parsed = make_url(url)
        if parsed.get_backend_name() == "postgresql":
            return _postgresql(parsed)
        if parsed.get_backend_name() != "sqlite":
            raise EntradaInvalidaError("DATABASE_URL debe empezar por sqlite:/// o postgresql://")
        if parsed.database and parsed.database != ":memory:":
            Path(parsed.database).parent.mkdir(parents=True, exist_ok=True)
        given = {"timeout": BUSY_TIMEOUT_S, "check_same_thread": False}
        engine = create_engine(parsed, hide_parameters=True, connect_args=given)
    except (ArgumentError, ValueError):
        raise EntradaInvalidaError("DATABASE_URL no se entiende") from None
    except OSError as error:
        raise VentanillaError(f"No se puede escribir en {error.filename}: {motivo(error)}") from None
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin)
    return engine


def _postgresql(url: URL) -> Engine:
    patience = {"connect_timeout": CONNECT_S, "options": f"-c lock_timeout={int(BUSY_TIMEOUT_S * 1000)}"}
    connect = {name: value for name, value in patience.items() if name not in url.query}
    url = url.set(drivername="postgresql+psycopg")
    return create_engine(url, pool_pre_ping=True, hide_parameters=True, connect_args=connect)


def _prepare_sqlite(connection: sqlite3.Connection, _record: Any) -> None:
    connection.isolation_level = None  # the driver must not begin by itself: see _begin
    patience = int(BUSY_TIMEOUT_S * 1000)
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", f"busy_timeout={patience}"):
        connection.execute(f"PRAGMA {pragma}")


def _begin(connection: Connection) -> None:
    """Writers take the lock at once: two processes then wait for each other instead of failing half-way."""
    only_reads = connection.get_execution_options().get("only_reads", False)
    connection.exec_driver_sql("BEGIN" if only_reads else "BEGIN IMMEDIATE")
