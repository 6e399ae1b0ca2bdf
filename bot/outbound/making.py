"""From a recipe of the outbox to the file that is sent: made in a short-lived process, so that the bot only waits.

The row says what to make (`hace`, with `con`), and keeps saying it until it is delivered: after a crash it is made
again. What cannot be made is told to the person in the place of the file.
"""

from __future__ import annotations

import asyncio
import json
import os
import sys
from contextlib import suppress
from dataclasses import replace
from typing import Any

import structlog
from telegram import InputFile

from actions.render import render
from bot.outbound.rendering import DOCUMENT, MAKER, PARAMETERS, PHOTO, SEND
from municipio.avisos.cola import Envio
from municipio.db.engine import Database
from municipio.documentos.plazo import LUEGO, PLAZO_S
from municipio.errors import EnvioError
from municipio.settings import Settings

AT_ONCE = 2
"""Each takes some 150 MB while it lasts."""
GRACE_S = 5.0
"""What a process is given beyond its own time."""
LARGEST = {PHOTO: 10 * 2**20, DOCUMENT: 50 * 2**20}
"""Bytes that Telegram takes."""
FIELD = {PHOTO: "photo", DOCUMENT: "document"}
SORRY = "charla/sin_documento"

log = structlog.get_logger(__name__)


class _ImpossibleError(Exception):
    """It cannot be made, however often it is tried; its text is for the log."""


class Making:
    """Makes what rows ask for, a few at a time, looking at `database`."""

    def __init__(self, settings: Settings, database: Database) -> None:
        self._environment = _environment(settings, database)
        self._gate = asyncio.Semaphore(AT_ONCE)

    async def ready(self, envio: Envio, halt: asyncio.Event) -> Envio | None:
        """The row with its file made, or with the apology; None when `halt` comes first.

        What may go well another time is an `EnvioError`.
        """
        if MAKER not in envio.cuerpo:
            return envio
        making = asyncio.create_task(self._made(envio))
        halting = asyncio.create_task(halt.wait())
        try:
            await asyncio.wait({making, halting}, return_when=asyncio.FIRST_COMPLETED)
            return making.result() if making.done() else None
        finally:
            for task in (making, halting):
                task.cancel()
            await asyncio.gather(making, halting, return_exceptions=True)

    async def _made(self, envio: Envio) -> Envio:
        maker, rest = str(envio.cuerpo[MAKER]), _without_recipe(envio.cuerpo)
        try:
            async with self._gate:
                given = await self._run(maker, envio.cuerpo.get(PARAMETERS, {}))
            file = _file(given, LARGEST.get(envio.metodo, 0))
        except _ImpossibleError as error:
            log.error("documento_fallido", aviso=envio.id, hace=maker, motivo=str(error))
            rest.pop("caption", None)
            return replace(envio, metodo=SEND, cuerpo={**rest, "text": render(SORRY)})
        return replace(envio, cuerpo={**rest, FIELD[envio.metodo]: file})

    async def _run(self, maker: str, parameters: dict[str, Any]) -> bytes:
        """What the maker's process says. Raises `_ImpossibleError`, or `EnvioError` when it may go well later."""
        command = (sys.executable, "-W", "ignore", "-m", "municipio.documentos", maker)
        pipe = asyncio.subprocess.PIPE
        try:
            process = await asyncio.create_subprocess_exec(*command, stdin=pipe, stdout=pipe, env=self._environment)
        except OSError as error:
            raise EnvioError("no se pudo empezar a hacer el documento", permanente=False) from error
        try:
            async with asyncio.timeout(PLAZO_S + GRACE_S):
                given, _ = await process.communicate(json.dumps(parameters).encode())
        except TimeoutError:
            raise _ImpossibleError("tardó demasiado") from None
        finally:
            with suppress(ProcessLookupError):
                process.kill()
            await process.wait()
        if process.returncode == LUEGO:
            raise EnvioError("el documento no se pudo hacer ahora", permanente=False)
        if process.returncode != 0:
            raise _ImpossibleError(f"terminó con {process.returncode}")
        return given


def _file(given: bytes, largest: int) -> InputFile:
    head, _, content = given.partition(b"\n")
    try:
        told = json.loads(head)
        name, kind = str(told["nombre"]), str(told["tipo"])
    except (ValueError, KeyError, TypeError):
        raise _ImpossibleError("no se entiende lo que dio") from None
    if not 0 < len(content) <= largest:
        raise _ImpossibleError(f"{len(content)} bytes no se pueden enviar")
    file = InputFile(content, filename=name)
    file.mimetype = kind
    return file


def _without_recipe(body: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in body.items() if name not in (MAKER, PARAMETERS)}


def _environment(settings: Settings, database: Database) -> dict[str, str]:
    """That of this process, with the settings in force; the fonts that matplotlib finds are remembered in VAR_DIR."""
    given = {
        "DATABASE_URL": database.engine.url.render_as_string(hide_password=False),
        "VAR_DIR": str(settings.var_dir),
        "DATA_DIR": str(settings.data_dir),
        "CLOCK_FILE": str(settings.clock_file or ""),
        "LOG_LEVEL": settings.log_level,
    }
    return {"MPLCONFIGDIR": str(settings.var_dir / "cache" / "matplotlib")} | os.environ | given
