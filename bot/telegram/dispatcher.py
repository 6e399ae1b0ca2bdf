"""Each chat in order, chats in parallel, and no chat before its turn."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Coroutine, Sequence
from contextlib import suppress
from dataclasses import replace
from time import monotonic
from typing import Any

import structlog
from telegram import Bot
from telegram.constants import ChatAction
from telegram.error import TelegramError

from actions.emergencia.peligro import Danger
from bot.outbound.precedence import Precedence
from bot.outbound.turns import nap
from bot.telegram.flood import STEPS_BURST, STEPS_PER_S, FloodGuard
from bot.telegram.handler import SORRY, TOO_MANY, Handler
from bot.telegram.incoming import Aside, Incoming, Membership, read_update
from municipio.entrada.bandeja import Llegada
from municipio.errors import VentanillaError
from municipio.logs import place

AT_ONCE = 16
AT_LEISURE = 2
"""So many chats at a time, besides, among those who only answer a survey."""
ATTEMPTS = 3
FIRST_WAIT_S, LONGEST_WAIT_S = 0.2, 20.0
TYPING_AFTER_S = 1.0
COURTESIES = 4
Item = Incoming | Membership | Aside

log = structlog.get_logger(__name__)


class Dispatcher:
    """Takes updates already in the inbox and has each attended, `AT_ONCE` chats at a time and `AT_LEISURE` besides.

    Whoever only answers a survey stands in another line, and is attended when `room_in`, the seconds until Telegram's
    overall limit has room for what can wait, is 0: what she is told next does not go before an answer. What is written
    where a survey was the last to ask counts as an answer to it; whoever says something else too leaves that line.
    """

    def __init__(
        self, bot: Bot, handler: Handler, danger: Danger, precedence: Precedence, room_in: Callable[[], float]
    ) -> None:
        self._bot, self._handler, self._danger = bot, handler, danger
        self._precedence, self._room_in = precedence, room_in
        self._chats: dict[int | None, deque[Item]] = {}
        self._ready: asyncio.Queue[int | None] = asyncio.Queue()
        self._leisurely: asyncio.Queue[int | None] = asyncio.Queue()
        self._in_line: set[int | None] = set()
        self._surveyed: set[int] = set()
        self._flood, self._steps = FloodGuard(), FloodGuard(STEPS_BURST, STEPS_PER_S)
        self._cries = FloodGuard(burst=3, per_s=0.1)
        self._side: set[asyncio.Task[None]] = set()
        self._workers: list[asyncio.Task[None]] = []
        self._apart: set[asyncio.Task[None]] = set()
        self._halt = asyncio.Event()
        self.waiting = 0

    def add(self, llegadas: Sequence[Llegada]) -> None:
        """Have these attended, in order. A pressed button stops waiting at once."""
        for one in llegadas:
            item = read_update(one.update_id, one.cuerpo, self._bot.id, self._bot.username)
            if isinstance(item, Incoming) and item.query_id is not None:
                self._aside(self._bot.answer_callback_query(item.query_id))
            self._push(self._in_context(item))

    def start(self) -> None:
        """Begin to attend."""
        self._workers = [asyncio.create_task(self._work(self._ready)) for _ in range(AT_ONCE)]
        self._workers += [asyncio.create_task(self._work(self._leisurely)) for _ in range(AT_LEISURE)]

    async def stop(self) -> None:
        """Finish what is being attended. What waits stays in the inbox for the next start."""
        self._halt.set()
        for _ in self._workers:
            self._ready.put_nowait(None)
            self._leisurely.put_nowait(None)
        for done in await asyncio.gather(*self._workers, *self._apart, return_exceptions=True):
            if isinstance(done, BaseException):
                raise done
        for task in self._side:
            task.cancel()

    def _in_context(self, item: Item) -> Item:
        """With what is known of the talk: whether it is said to a survey."""
        if not isinstance(item, Incoming) or item.kind != "text" or item.file is not None:
            return item
        if item.chat_id not in self._surveyed:
            return item
        return replace(item, in_survey=not item.text.startswith("/") and not self._in_danger(item))

    def _push(self, item: Item) -> None:
        queue = self._chats.get(item.chat_id)
        self.waiting += 1
        if _asks(item):
            self._precedence.asks()
        if queue is not None:
            queue.append(item)
            if item.chat_id in self._in_line and not _to_survey(item):
                self._in_line.remove(item.chat_id)
                self._ready.put_nowait(item.chat_id)
            return
        self._chats[item.chat_id] = deque([item])
        self._line_up(item.chat_id)

    def _line_up(self, chat_id: int | None) -> None:
        """A chat with something to be attended goes behind the others."""
        if all(_to_survey(item) for item in self._chats[chat_id]):
            self._in_line.add(chat_id)
            self._leisurely.put_nowait(chat_id)
        else:
            self._ready.put_nowait(chat_id)

    async def _work(self, line: asyncio.Queue[int | None]) -> None:
        while not self._halt.is_set():
            chat_id = await line.get()
            if line is self._leisurely and not await self._let_in(chat_id):
                continue
            queue = self._chats.get(chat_id)
            if self._halt.is_set() or queue is None:
                continue
            turn = self._turn(chat_id, queue)
            if isinstance(queue[0], Incoming) and queue[0].file is not None:
                self._beside(turn)
            else:
                await turn

    async def _let_in(self, chat_id: int | None) -> bool:
        """Wait for room; whether the chat still stands in line then."""
        while not self._halt.is_set() and (pause := self._room_in()) > 0:
            await nap(self._halt, pause)
        stays = chat_id in self._in_line
        self._in_line.discard(chat_id)
        return stays

    def _beside(self, turn: Coroutine[Any, Any, None]) -> None:
        """A file may take minutes to come: its chat waits for it, and no other one does."""
        task = asyncio.create_task(turn)
        self._apart.add(task)
        task.add_done_callback(self._apart.discard)

    async def _turn(self, chat_id: int | None, queue: deque[Item]) -> None:
        """Attend what comes next in a chat."""
        try:
            await self._attend(queue)
        except Exception as error:  # noqa: BLE001 (a process loop: it stays in the inbox for the next start)
            log.error("chat_con_error", update=queue[0].update_id, tipo=type(error).__name__, lugar=place(error))
            self._over(queue)
        finally:
            if queue:
                self._line_up(chat_id)
            else:
                del self._chats[chat_id]

    async def _attend(self, queue: deque[Item]) -> None:
        item = queue[0]
        if not _asks(item):
            await self._precedence.give_way()
        if isinstance(item, Incoming):
            batch = await self._person(item, queue)
        else:
            await self._until_kept(lambda: self._silent(item))
            batch = 1
        for _ in range(batch):
            self._over(queue)

    def _over(self, queue: deque[Item]) -> None:
        """The first of a chat needs nothing more."""
        if _asks(queue.popleft()):
            self._precedence.answered()
        self.waiting -= 1

    def _silent(self, item: Membership | Aside) -> Awaitable[None]:
        return self._handler.membership(item) if isinstance(item, Membership) else self._handler.aside(item)

    async def _person(self, item: Incoming, queue: deque[Item]) -> int:
        """Attend the first of the queue, or set aside all that is too much. How many are over."""
        now = monotonic()
        guard = self._steps if item.kind == "press" or item.in_survey else self._flood
        if guard.allows(item.chat_id, now, item.album) or self._cry(item, now):
            typing = asyncio.get_running_loop().call_later(TYPING_AFTER_S, self._type, item)
            try:
                await self._patiently(item)
            finally:
                typing.cancel()
            return 1
        extra = self._too_many(queue, now)
        ids = [one.update_id for one in extra]
        log.warning("chat_con_demasiados_mensajes", apartados=len(ids))
        if self._flood.notice_due(item.chat_id, now):
            await self._until_kept(lambda: self._handler.tell(item, TOO_MANY, "demasiados mensajes", ids))
        else:
            await self._until_kept(lambda: self._handler.set_aside(ids, "demasiados mensajes"))
        return len(ids)

    def _too_many(self, queue: deque[Item], now: float) -> list[Incoming]:
        """The first, and those behind it up to one that must be attended anyway."""
        extra: list[Incoming] = []
        for item in queue:
            if not isinstance(item, Incoming) or (extra and self._in_danger(item)):
                break
            extra.append(item)
        return extra

    def _cry(self, item: Incoming, now: float) -> bool:
        return self._in_danger(item) and self._cries.allows(item.chat_id, now)

    def _in_danger(self, item: Incoming) -> bool:
        return item.kind == "text" and bool(self._danger.kinds(item.text))

    async def _patiently(self, item: Incoming) -> None:
        """Attend, again if it fails. What fails three times gets an apology, and blocks the chat no longer."""
        for attempt in range(1, ATTEMPTS + 1):
            try:
                await self._until_kept(lambda: self._answer(item))
            except Exception as error:  # noqa: BLE001 (a process loop: one message must not end it)
                log.error("mensaje_con_error", update=item.update_id, tipo=type(error).__name__, lugar=place(error))
                if attempt < ATTEMPTS:
                    await asyncio.sleep(FIRST_WAIT_S * attempt)
            else:
                return
        await self._until_kept(lambda: self._handler.tell(item, SORRY, "falló tres veces"))

    async def _answer(self, item: Incoming) -> None:
        surveyed = await self._handler.attend(item)
        (self._surveyed.add if surveyed else self._surveyed.discard)(item.chat_id)

    async def _until_kept(self, work: Callable[[], Awaitable[None]]) -> None:
        """Do it, waiting as long as the database needs. Stopping, it stays for the next start."""
        wait = FIRST_WAIT_S
        while True:
            try:
                await work()
            except VentanillaError as error:
                if error.permanente:
                    raise
                if self._halt.is_set():
                    return
                with suppress(TimeoutError):
                    await asyncio.wait_for(self._halt.wait(), wait)
                wait = min(wait * 2, LONGEST_WAIT_S)
            else:
                return

    def _type(self, item: Incoming) -> None:
        if len(self._side) >= COURTESIES:
            return  # everybody waits: better to answer than to say that an answer comes
        thread = item.destino.thread
        self._aside(self._bot.send_chat_action(item.chat_id, ChatAction.TYPING, message_thread_id=thread))

    def _aside(self, call: Awaitable[object]) -> None:
        """A courtesy that nobody waits for."""

        async def quietly() -> None:
            with suppress(TelegramError):
                await call

        task = asyncio.create_task(quietly())
        self._side.add(task)
        task.add_done_callback(self._side.discard)


def _asks(item: Item) -> bool:
    return isinstance(item, Incoming) and item.asks


def _to_survey(item: Item) -> bool:
    return isinstance(item, Incoming) and item.in_survey
