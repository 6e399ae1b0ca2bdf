"""The bot as a process of its own, with the search that tests own; cheap to start again after a kill -9."""

from __future__ import annotations

import asyncio
import multiprocessing
import os
from collections.abc import Callable
from multiprocessing.context import ForkServerProcess

from actions.understanding.keywords import KeywordUnderstanding
from bot.conversation import Conversation
from bot.telegram.run import run
from municipio import logs, settings
from municipio.db.engine import Database
from municipio.tramites.padron import Padron
from tests.telegram.fakes import search

NURSERY = multiprocessing.get_context("forkserver")
"""A process that has everything imported; each bot is born of it."""


def bear(environment: dict[str, str]) -> ForkServerProcess:
    """A bot that has just started."""
    NURSERY.set_forkserver_preload([__name__])
    born = NURSERY.Process(target=live, args=(environment,), daemon=True)
    born.start()
    return born


def live(environment: dict[str, str], ready: Callable[[], None] = lambda: None) -> None:
    """Attend until killed."""
    os.environ |= environment
    chosen = settings.load()
    logs.set_up("ERROR")
    database = Database(chosen.database)
    padron = Padron(chosen.data_dir, search, chosen.municipios)
    with database.read() as session:
        padron.refrescar(session)
    asyncio.run(run(chosen, database, padron, Conversation(padron, KeywordUnderstanding()), ready))
