"""The bot as a process of its own, with the search that tests own; cheap to start again after a kill -9."""

from __future__ import annotations

import asyncio
import multiprocessing
import os
import sqlite3
from collections.abc import Callable
from multiprocessing.context import ForkServerProcess
from pathlib import Path

from sqlalchemy import event

from bot.conversation import Conversation
from bot.telegram.run import run
from municipio import logs, settings
from municipio.db import engine
from municipio.db.engine import Database
from municipio.encuestas.claves import CARPETA, Claves
from municipio.tramites.padron import Padron
from tests.telegram.fakes import Slow, search

SLOW, SLOW_S = "despacio", 1.5
"""A word that takes its time to be understood: what is said with it is in the inbox meanwhile."""
READ_ONLY = "solo-lectura"
"""While VAR_DIR holds a file of this name, SQLite refuses to write."""
PATIENCE_S = 0.3

NURSERY = multiprocessing.get_context("forkserver")
"""A process that has everything imported; each bot is born of it."""


def bear(environment: dict[str, str], log: Path | None = None) -> ForkServerProcess:
    """A bot that has just started. What it tells goes to `log`, or nowhere."""
    NURSERY.set_forkserver_preload([__name__])
    born = NURSERY.Process(target=live, args=(environment, log), daemon=True)
    born.start()
    return born


def live(environment: dict[str, str], log: Path | None, ready: Callable[[], None] = lambda: None) -> None:
    """Attend until killed."""
    os.environ |= environment
    chosen = settings.load()
    if log is not None:
        os.dup2(os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND), 2)
    logs.set_up("ERROR" if log is None else "INFO")
    engine.BUSY_TIMEOUT_S = PATIENCE_S
    database = Database(chosen.database)
    if database.engine.dialect.name == "sqlite":
        _heed(database, chosen.var_dir / READ_ONLY)
    padron = Padron(chosen.data_dir, search, chosen.municipios)
    with database.read() as session:
        padron.refrescar(session)
    talk = Conversation(padron, Slow(SLOW, SLOW_S), Claves(chosen.var_dir / CARPETA))
    asyncio.run(run(chosen, database, padron, talk, ready))


def _heed(database: Database, refusal: Path) -> None:
    @event.listens_for(database.engine, "checkout")
    def heed(connection: sqlite3.Connection, *_: object) -> None:
        connection.execute(f"PRAGMA query_only={int(refusal.exists())}")
