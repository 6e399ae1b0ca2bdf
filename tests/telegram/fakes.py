"""A search and an understanding that tests own, and the bot running beside the test."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Self

from pydantic import SecretStr

from actions.understanding.contract import Reading, Understanding
from actions.understanding.keywords import KeywordUnderstanding
from bot.conversation import Conversation
from bot.simulator.handle import SimulatorHandle
from bot.telegram.run import run
from municipio.datos.cargar import cargar
from municipio.datos.carpeta import leer_carpeta
from municipio.db.engine import Database
from municipio.encuestas.claves import CARPETA, Claves
from municipio.settings import ROOT, Settings
from municipio.texto import normalizar
from municipio.tramites.busqueda.contrato import Buscador, Candidato, Hallados
from municipio.tramites.catalogo import Catalogo
from municipio.tramites.padron import Padron


class SearchByName:
    """Finds the trámite whose slug, with spaces, stands in the text."""

    def __init__(self, catalogo: Catalogo) -> None:
        self._names = {slug.replace("-", " "): slug for slug in catalogo.fichas}

    def buscar(self, texto: str, cuantos: int = 5) -> Hallados:
        plain = f" {normalizar(texto)} "
        found = tuple(Candidato(slug, 0.95) for name, slug in self._names.items() if f" {name} " in plain)[:cuantos]
        return Hallados(found, 0.95 if found else 0.0)


def search(catalogo: Catalogo) -> Buscador:
    return SearchByName(catalogo)


class Breaks:
    """An understanding with a defect: it trips over one word, `times` times; the rest goes by keywords."""

    def __init__(self, word: str, times: int = 1_000) -> None:
        self._word, self._left = word, times
        self._spare = KeywordUnderstanding()

    async def read(self, text: str) -> Reading:
        if self._word in text and self._left:
            self._left -= 1
            raise ZeroDivisionError(text)
        return await self._spare.read(text)


class Slow:
    """An understanding that takes its time over one word."""

    def __init__(self, word: str, seconds: float) -> None:
        self._word, self._seconds = word, seconds
        self._spare = KeywordUnderstanding()

    async def read(self, text: str) -> Reading:
        if self._word in text:
            await asyncio.sleep(self._seconds)
        return await self._spare.read(text)


def load_data(database: Database, settings: Settings) -> None:
    """The real data folder, as it is."""
    with database.write() as session:
        cargar(session, leer_carpeta(settings.data_dir), settings.clock.now())


def settings_for(telegram: SimulatorHandle, database_url: str, var_dir: Path, *municipios: str) -> Settings:
    return Settings(
        telegram_token=SecretStr(telegram.token),
        telegram_api=telegram.address,
        database_url=SecretStr(database_url),
        var_dir=var_dir,
        data_dir=ROOT / "data",
        municipios=municipios,
    )


class BotBeside:
    """The real bot in a thread of the test, over a database that is there already."""

    def __init__(self, settings: Settings, database: Database, understanding: Understanding | None = None) -> None:
        self._settings, self._database = settings, database
        self._understanding = understanding or KeywordUnderstanding()
        self._ready = threading.Event()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._stop: asyncio.Event | None = None
        self._failed: BaseException | None = None
        self._thread = threading.Thread(target=self._run, name="bot", daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        assert self._ready.wait(20), f"the bot did not start: {self._failed!r}"
        if self._failed is not None:
            raise self._failed
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()
        if self._failed is not None and error is None:
            raise self._failed

    def stop(self) -> None:
        if self._loop is not None and self._stop is not None and self._thread.is_alive():
            self._loop.call_soon_threadsafe(self._stop.set)
        self._thread.join(20)
        assert not self._thread.is_alive(), "the bot did not stop"

    def wait_for_its_end(self) -> None:
        self._thread.join(20)
        assert not self._thread.is_alive(), "the bot goes on"

    def _run(self) -> None:
        try:
            asyncio.run(self._serve(self._ready.set))
        except BaseException as error:  # noqa: BLE001 (told to the test)
            self._failed = error
            self._ready.set()

    async def _serve(self, ready: Callable[[], None]) -> None:
        self._loop, self._stop = asyncio.get_running_loop(), asyncio.Event()
        padron = Padron(self._settings.data_dir, search, self._settings.municipios)
        with self._database.read() as session:
            padron.refrescar(session)
        conversation = Conversation(padron, self._understanding, Claves(self._settings.var_dir / CARPETA))
        await run(self._settings, self._database, padron, conversation, ready, self._stop)
