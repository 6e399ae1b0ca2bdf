"""What became of each attempt, recorded, and whether it is to be made again."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

import structlog
from sqlalchemy.orm import Session

from bot.outbound.sender import BloqueadoError, MudadoError, PasarelaError
from bot.outbound.store import Store
from municipio.avisos import cola
from municipio.avisos.cola import Envio
from municipio.avisos.modelo import Carril
from municipio.clock import Clock
from municipio.errors import BaseDeDatosError, EnvioError

HARMLESS_TWICE = frozenset({"editMessageText", "editMessageReplyMarkup", "deleteMessage", "setMyCommands"})
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

    async def record(self, done: Done) -> Envio | None:
        """Keep it, waiting for the database if need be. A reply to try again after `done.wait`, or None.

        Other lanes do not wait in hand: they go back to the outbox, not to stand before replies to the same chat.
        """
        while True:
            now = self._clock.now()
            try:
                again = await self._store.write(lambda session: self._keep(session, done, now))  # noqa: B023
            except BaseDeDatosError:
                await asyncio.sleep(DATABASE_WAIT_S)
                continue
            self._tell(done, again=again)
            if not again or done.envio.carril is not Carril.RESPUESTA:
                return None
            return replace(done.envio, chat_id=_where(done), marcado=False)

    def _keep(self, session: Session, done: Done, now: datetime) -> bool:
        envio, error = done.envio, done.error
        if error is None:
            cola.sent(session, envio.id, now, done.message_id)
            return False
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
