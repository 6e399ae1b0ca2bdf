"""Receiving: each batch is in the inbox, committed, before Telegram is told that it arrived."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from datetime import timedelta

import structlog
from telegram import Bot
from telegram.error import Conflict, InvalidToken, RetryAfter, TelegramError

from bot.outbound.client import Json, UpdatesRequest
from bot.outbound.sender import explain
from bot.outbound.store import Rank, Store
from bot.telegram.start import refused
from municipio.clock import Clock
from municipio.entrada import bandeja
from municipio.entrada.bandeja import Llegada
from municipio.errors import BaseDeDatosError, VentanillaError

WANTED = ("message", "edited_message", "callback_query", "my_chat_member")
LONG_POLL, AT_ONCE = timedelta(seconds=25), timedelta()
"""How long Telegram holds a question; the first one, and those after a trouble, it answers at once."""
FIRST_WAIT_S, LONGEST_WAIT_S = 0.5, 30.0
FULL = 5_000
"""With so many updates waiting, no more are asked for: they are safe at Telegram's."""

log = structlog.get_logger(__name__)


class Poller:
    """Asks for updates, keeps them and hands the new ones to `deliver`.

    `waiting` says how many are not attended; `beat` hears of each round that went well.
    """

    def __init__(
        self,
        bot: Bot,
        request: UpdatesRequest,
        store: Store,
        clock: Clock,
        deliver: Callable[[Sequence[Llegada]], None],
        waiting: Callable[[], int],
        beat: Callable[[], None] = lambda: None,
    ) -> None:
        self._bot, self._request, self._store, self._clock = bot, request, store, clock
        self._deliver, self._waiting, self._beat = deliver, waiting, beat
        self._offset: int | None = None

    async def run(self) -> None:
        """Until cancelled. Telegram refusing the token is an `EntradaInvalidaError`; other troubles are waited out."""
        wait, troubled, patience = FIRST_WAIT_S, False, AT_ONCE
        while True:
            try:
                await self._once(patience)
            except InvalidToken:
                raise refused() from None
            except BaseDeDatosError:  # told by the store; at Telegram's they are safe
                await asyncio.sleep(wait)
                wait, patience = min(wait * 2, LONGEST_WAIT_S), AT_ONCE
            except (TelegramError, VentanillaError) as error:
                troubled = True
                log.warning("recepcion_espera", motivo=_reason(error), segundos=wait)
                await asyncio.sleep(_wait(error, wait))
                wait, patience = min(wait * 2, LONGEST_WAIT_S), AT_ONCE
            else:
                self._beat()
                if troubled:
                    log.info("recepcion_recuperada")
                wait, troubled, patience = FIRST_WAIT_S, False, LONG_POLL

    async def _once(self, patience: timedelta) -> None:
        if self._waiting() > FULL:
            await asyncio.sleep(FIRST_WAIT_S)
            return
        await self._bot.get_updates(offset=self._offset, timeout=patience, allowed_updates=WANTED)
        updates = self._request.updates
        if not updates:
            return
        self._deliver(await self._keep([_arrival(update) for update in updates]))
        self._offset = max(int(update["update_id"]) for update in updates) + 1

    async def _keep(self, arrivals: list[Llegada]) -> list[Llegada]:
        now = self._clock.now()
        try:
            return await self._store.write(lambda session: bandeja.store(session, arrivals, now), rank=Rank.ARRIVAL)
        except VentanillaError:
            raise
        except Exception as error:  # noqa: BLE001 (one update that cannot be kept must not hold back the others)
            log.error("recepcion_con_error", tipo=type(error).__name__, cuantos=len(arrivals))
        if len(arrivals) == 1:
            return await self._keep_empty(arrivals[0])
        return [kept for arrival in arrivals for kept in await self._keep([arrival])]

    async def _keep_empty(self, arrival: Llegada) -> list[Llegada]:
        now, empty = self._clock.now(), Llegada(arrival.update_id, arrival.chat_id, {})
        return await self._store.write(lambda session: bandeja.store(session, [empty], now), rank=Rank.ARRIVAL)


def _arrival(update: Json) -> Llegada:
    return Llegada(int(update["update_id"]), _chat_id(update), update)


def _chat_id(update: Json) -> int | None:
    for kind in WANTED:
        inside = update.get(kind)
        if isinstance(inside, dict):
            chat = inside.get("chat") or (inside.get("message") or {}).get("chat") or {}
            return chat.get("id")
    return None


def _reason(error: TelegramError | VentanillaError) -> str:
    if isinstance(error, Conflict):
        return "otro programa recibe los mensajes de este bot (el mismo token)"
    return error.mensaje if isinstance(error, VentanillaError) else explain(error).mensaje


def _wait(error: TelegramError | VentanillaError, wait: float) -> float:
    asked = explain(error).espera if isinstance(error, RetryAfter) else None
    return asked if asked is not None else wait
