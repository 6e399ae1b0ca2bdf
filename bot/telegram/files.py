"""Bringing a photo or a document that a conversation waits for: from Telegram to the folder of files.

It is done before the transaction of its update. Done again after a crash, it is the same file: nothing is doubled.
"""

from __future__ import annotations

import asyncio
from datetime import datetime

import structlog
from telegram import Bot
from telegram.error import BadRequest, TelegramError

from actions.turn import File
from bot.outbound.request import AiohttpRequest
from bot.outbound.sender import explain
from bot.telegram.incoming import FileRef
from municipio.archivos.almacen import LIMITE, Almacen, demasiado_grande
from municipio.archivos.tipos import nombre_limpio, reconocer
from municipio.errors import ArchivoNoRecibidoError, EntradaInvalidaError, VentanillaError

AT_ONCE = 3
"""Files being brought: each is in memory meanwhile."""
ATTEMPTS = 3
FIRST_WAIT_S, LONGEST_WAIT_S = 0.5, 5.0

log = structlog.get_logger(__name__)


class Files:
    """Brings files by a connection of its own, so that a heavy one delays no answer."""

    def __init__(self, bot: Bot, request: AiohttpRequest, almacen: Almacen) -> None:
        self._bot, self._request, self._almacen = bot, request, almacen
        self._few = asyncio.Semaphore(AT_ONCE)
        self._working: set[asyncio.Task[File]] = set()
        self._closed = False

    async def keep(self, ref: FileRef, now: datetime) -> File:
        """The file, kept, or why it was not, in a line for the person. Closing, an `ArchivoNoRecibidoError`."""
        if not self._closed:
            work = asyncio.create_task(self._keep(ref, now))
            self._working.add(work)
            work.add_done_callback(self._working.discard)
            await asyncio.wait({work})
            if not work.cancelled():
                return work.result()
        raise ArchivoNoRecibidoError("se está apagando")

    async def close(self) -> None:
        """Leave what is being brought: its update stays in the inbox for the next start."""
        self._closed = True
        for work in tuple(self._working):
            work.cancel()
        await asyncio.gather(*self._working, return_exceptions=True)
        await self._request.shutdown()

    async def _keep(self, ref: FileRef, now: datetime) -> File:
        try:
            if ref.size > LIMITE:
                raise demasiado_grande()
            async with self._few:
                content = await self._content(ref)
                kind = reconocer(content)
                digest = await asyncio.to_thread(self._almacen.guardar, content, now)
        except EntradaInvalidaError as error:
            return File(ref.photo, trouble=error.mensaje)
        except VentanillaError as error:
            log.warning("archivo_sin_guardar", motivo=error.mensaje)
            return File(ref.photo, trouble=error.mensaje)
        return File(ref.photo, digest, nombre_limpio(ref.name, kind))

    async def _content(self, ref: FileRef) -> bytes:
        """It, insisting a little."""
        for attempt in range(ATTEMPTS):
            try:
                return await self._bring(ref)
            except TelegramError as error:
                trouble = explain(error)
                log.info("archivo_no_llega", motivo=trouble.mensaje)
                if trouble.permanente or attempt == ATTEMPTS - 1:
                    break
                await asyncio.sleep(min(trouble.espera or FIRST_WAIT_S * 2**attempt, LONGEST_WAIT_S))
        raise ArchivoNoRecibidoError("No pude recibir el archivo de Telegram. Mándelo otra vez en un momento.")

    async def _bring(self, ref: FileRef) -> bytes:
        try:
            found = await self._bot.get_file(ref.file_id)
        except BadRequest as error:
            if "too big" in error.message:
                raise demasiado_grande() from None
            raise
        content = await self._request.download(found.file_path or "", LIMITE)
        if content is None:
            raise demasiado_grande()
        return content
