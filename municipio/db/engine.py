"""Opening the database: SQLite by default, PostgreSQL when it grows; the same code on both."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, DatabaseError, OperationalError
from sqlalchemy.orm import Session, sessionmaker

from municipio.errors import BaseDeDatosError, EntradaInvalidaError

BUSY_TIMEOUT_S = 15


class Database:
    """An engine and its sessions. `write` opens a transaction that commits at the end or leaves nothing behind."""

    def __init__(self, url: str) -> None:
        self.engine = open_engine(url)
        self._writers = sessionmaker(self.engine, expire_on_commit=False)
        self._readers = sessionmaker(self.engine.execution_options(only_reads=True), expire_on_commit=False)

    @contextmanager
    def write(self) -> Iterator[Session]:
        """A transaction: all or nothing. Database trouble comes out as `BaseDeDatosError`."""
        with _explained(), self._writers() as session, session.begin():
            yield session

    @contextmanager
    def read(self) -> Iterator[Session]:
        """A session for looking only; what it changes is not kept."""
        with _explained(), self._readers() as session:
            yield session

    def close(self) -> None:
        """Let go of every connection."""
        self.engine.dispose()


def open_engine(url: str) -> Engine:
    """An engine for `url`. A URL that cannot be read raises `EntradaInvalidaError`."""
    try:
        parsed = make_url(url)
        if parsed.get_backend_name() == "postgresql":
            return create_engine(parsed.set(drivername="postgresql+psycopg"), pool_pre_ping=True)
        if parsed.get_backend_name() != "sqlite":
            raise EntradaInvalidaError("DATABASE_URL debe empezar por sqlite:/// o postgresql://")
        if parsed.database and parsed.database != ":memory:":
            Path(parsed.database).parent.mkdir(parents=True, exist_ok=True)
        engine = create_engine(parsed, connect_args={"timeout": BUSY_TIMEOUT_S, "check_same_thread": False})
    except (ArgumentError, OSError):
        raise EntradaInvalidaError("DATABASE_URL no se entiende o su carpeta no se puede crear") from None
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin)
    return engine


def _prepare_sqlite(connection: sqlite3.Connection, _record: Any) -> None:
    connection.isolation_level = None  # the driver must not begin by itself: see _begin
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", f"busy_timeout={BUSY_TIMEOUT_S * 1000}"):
        connection.execute(f"PRAGMA {pragma}")


def _begin(connection: Connection) -> None:
    """Writers take the lock at once: two processes then wait for each other instead of failing half-way."""
    only_reads = connection.get_execution_options().get("only_reads", False)
    connection.exec_driver_sql("BEGIN" if only_reads else "BEGIN IMMEDIATE")


@contextmanager
def _explained() -> Iterator[None]:
    try:
        yield
    except OperationalError as error:
        raise BaseDeDatosError(f"La base de datos no responde: {_reason(error)}") from error
    except DatabaseError as error:
        if "disk" in str(error.orig) or "malformed" in str(error.orig):
            raise BaseDeDatosError(f"La base de datos no responde: {_reason(error)}") from error
        raise


_REASONS = {
    "locked": "está ocupada por otro proceso",
    "readonly": "solo se puede leer (revise los permisos)",
    "read-only": "solo se puede leer (revise los permisos)",
    "full": "el disco está lleno",
    "disk i/o": "el disco falla o está lleno",
    "unable to open": "no se puede abrir el archivo",
    "no such table": "falta prepararla (ventanilla migrate)",
    "connection": "no hay conexión con el servidor",
}


def _reason(error: DatabaseError) -> str:
    detail = str(error.orig).lower()
    return next((text for key, text in _REASONS.items() if key in detail), "falló una operación")
