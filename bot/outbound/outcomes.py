"""What became of each attempt, recorded, and whether it is to be made again."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

import structlog
from sqlalchemy.orm import Session

from bot.outbound.gathering import LINGER_S, Gathering
from bot.outbound.sender import BloqueadoError, MudadoError, PasarelaError
from bot.outbound.store import Store
from municipio.avisos import cola
from municipio.avisos.cola import Envio
from municipio.avisos.modelo import Carril
from municipio.clock import Clock
from municipio.errors import BaseDeDatosError, EnvioError

HARMLESS_TWICE = frozenset({"editMessageText", "editMessageReplyMarkup", "deleteMessage", "setMyCommands"})
"""If the process dies before their end is recorded, they are done again, and nobody notices."""
DATABASE_WAIT_S = 0.5

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Done:
    """An attempt that ended: well (`error` None) or not; `wait`: seconds until the next one, if there is one."""

    envio: Envio
    message_id: int | None = None
    error: EnvioError | None = None
    wait: float = 0.0


class Outcomes:
    """Records ends of attempts for `worker`."""

    def __init__(self, store: Store, clock: Clock, worker: str) -> None:
        self._store, self._clock, self._worker = store, clock, worker
        self._delivered, self._at_leisure = Gathering(self._sent), Gathering(self._sent, LINGER_S)

    async def record(self, done: Done) -> Envio | None:
        """Keep it, waiting for the database if need be. A reply to try again after `done.wait`, or None.

        Other lanes do not wait in hand: they go back to the outbox, not to stand before replies to the same chat.
        """
        while True:
            try:
                again = await self._kept(done)
            except BaseDeDatosError:
                await asyncio.sleep(DATABASE_WAIT_S)
                continue
            self._tell(done, again=again)
            if not again or done.envio.carril is not Carril.RESPUESTA:
                return None
            return replace(done.envio, chat_id=_where(done), marcado=False)

    async def _kept(self, done: Done) -> bool:
        if done.error is None:
            leisure = done.envio.carril is Carril.ENCUESTA or done.envio.metodo in HARMLESS_TWICE
            await (self._at_leisure if leisure else self._delivered).do((done.envio.id, done.message_id))
            return False
        now, error = self._clock.now(), done.error
        return await self._store.write(lambda session: self._keep(session, done, error, now))

    async def _sent(self, rows: Sequence[tuple[int, int | None]]) -> dict[tuple[int, int | None], None]:
        now = self._clock.now()
        await self._store.write(lambda session: cola.sent(session, rows, now))
        return dict.fromkeys(rows)

    def _keep(self, session: Session, done: Done, error: EnvioError, now: datetime) -> bool:
        envio = done.envio
        if isinstance(error, BloqueadoError):
            cola.blocked(session, envio.chat_id, now)
        if isinstance(error, MudadoError):
            cola.move(session, envio.chat_id, error.nuevo)
        if error.permanente or now - envio.creado_en > cola.VIDA:
            cola.failed(session, envio.id, error.mensaje)
            return False
        no_antes = now + timedelta(seconds=done.wait)
        holder = self._worker if envio.carril is Carril.RESPUESTA else None
        if _in_doubt(envio, error):
            return cola.doubtful(session, envio.id, no_antes, error.mensaje, holder)
        cola.retry(session, envio.id, no_antes, error.mensaje, holder)
        return True

    def _tell(self, done: Done, *, again: bool) -> None:
        if done.error is not None:
            what = "envio_se_repite" if again else "envio_fallido"
            log.warning(what, aviso=done.envio.id, carril=done.envio.carril.value, motivo=done.error.mensaje)


def _in_doubt(envio: Envio, error: EnvioError) -> bool:
    """May it have been delivered? A survey is doubted sooner: it must never go twice."""
    if envio.metodo in HARMLESS_TWICE:
        return False
    return error.dudoso or (envio.carril is Carril.ENCUESTA and isinstance(error, PasarelaError))


def _where(done: Done) -> int:
    return done.error.nuevo if isinstance(done.error, MudadoError) else done.envio.chat_id
