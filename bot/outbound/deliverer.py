"""Delivering: what was decided and recorded leaves, chats in parallel, each in order, at the pace Telegram allows.

The attempt is recorded before the request and its end after it, so that a process that dies in between leaves a row
that says so (see `municipio.avisos.cola`).
"""

from __future__ import annotations

import asyncio
import heapq
import itertools
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from time import monotonic

import structlog
from sqlalchemy.orm import Session

from bot.outbound.client import CONNECTIONS
from bot.outbound.gathering import LINGER_S, Gathering
from bot.outbound.limits import Limits
from bot.outbound.making import Making
from bot.outbound.outcomes import DATABASE_WAIT_S, Done, Outcomes
from bot.outbound.places import Places
from bot.outbound.sender import Sender
from bot.outbound.store import Rank, Store
from bot.outbound.trouble import Use
from bot.outbound.turns import Turns, nap
from municipio.avisos import cola
from municipio.avisos.cola import Envio
from municipio.avisos.modelo import Carril
from municipio.clock import Clock
from municipio.errors import BaseDeDatosError, EnvioError

IN_HAND = 100
"""So many rows at a time, or as many as leave in a second: each is in hand for a third of one."""
AT_ONCE = 50
"""Taken at a time, when there is room for all of them: each look at the outbox costs as much as sending several."""
IDLE_S = 1.0
STOP_S = 10.0
FIRST_WAIT_S, LONGEST_WAIT_S = 1.0, 60.0
HOUSEKEEPING_S = 20.0

_RANK = {lane: rank for rank, lane in enumerate(Carril)}

log = structlog.get_logger(__name__)


@dataclass(slots=True)
class _Chat:
    """What waits for one chat: replies before the rest, each lane in order."""

    waiting: list[tuple[int, int, Envio]] = field(default_factory=list)
    task: asyncio.Task[None] | None = None
    changed: asyncio.Event = field(default_factory=asyncio.Event)


@dataclass(frozen=True, slots=True)
class Tried:
    """An attempt was made; `again`: the row to try once more after `wait` seconds."""

    wait: float
    again: Envio | None


class Deliverer:
    """Delivers what is put in its hands (`hand`) and what it finds due in its `lanes` of the outbox.

    `worker` names this process: after a crash, the one that takes its name takes back what it held. `beat` hears of
    each look at the outbox that went well.
    """

    def __init__(
        self,
        store: Store,
        sender: Sender,
        making: Making,
        clock: Clock,
        worker: str,
        lanes: Sequence[Carril] = tuple(Carril),
        limits: Limits | None = None,
        connections: int = CONNECTIONS,
        beat: Callable[[], None] = lambda: None,
    ) -> None:
        self._store, self._sender, self._making = store, sender, making
        self._clock, self._worker = clock, worker
        self._lanes = tuple(lanes)
        self._limits = limits or Limits()
        self._room = max(IN_HAND, round(self._limits.rates.overall.per_s))
        self._turns = Turns(self._limits)
        self._beat = beat
        self._outcomes = Outcomes(store, clock, worker)
        self._marks, self._survey_marks = self._marking(Rank.QUESTION), self._marking(Rank.REST, LINGER_S)
        self._chats: dict[int, _Chat] = {}
        self._number = itertools.count()
        self._in_hand: dict[int, Envio] = {}
        self._sending: set[int] = set()
        self._places = Places(connections)
        self._one_doubt = asyncio.Lock()
        self._file = asyncio.Lock()
        self._awake = asyncio.Event()
        self._halt = asyncio.Event()

    def free_for(self, chat_id: int) -> bool:
        """Whether a reply to that chat would leave at once."""
        waits = chat_id in self._chats or self._limits.wait(chat_id, Carril.RESPUESTA, monotonic()) > 0
        return not waits and self._places.free

    def room_in(self) -> float:
        """Seconds until Telegram's overall limit has room for replies that can wait; 0: it has."""
        return self._limits.shared_wait(Carril.RECORDATORIO, monotonic())

    def hand(self, envios: Sequence[Envio]) -> None:
        """Take rows whose transaction is over."""
        for envio in envios:
            self._enqueue(envio)

    def wake(self) -> None:
        """Look at the outbox now."""
        self._awake.set()

    async def recover(self) -> None:
        """Take back what a crash left in this worker's name. Before anything else. Raises `BaseDeDatosError`."""
        now = self._clock.now()
        found = await self._store.write(lambda s: cola.recover(s, now, self._worker))
        if found:
            log.info("salida_recuperada", avisos=found)

    async def run(self) -> None:
        """Deliver until `stop`."""
        seen = monotonic()
        while not self._halt.is_set():
            found = await self._take_due()
            if monotonic() - seen > HOUSEKEEPING_S:
                seen = monotonic()
                await self._keep_house()
            if not found:
                self._awake.clear()
                await nap(self._awake, IDLE_S)

    async def stop(self) -> None:
        """Finish what is being sent, and give back the rest."""
        self._halt.set()
        self.wake()
        tasks = [chat.task for chat in self._chats.values() if chat.task is not None]
        for chat in self._chats.values():
            chat.changed.set()
        if tasks:
            await asyncio.wait(tasks, timeout=STOP_S)
        untried = [e.id for e in self._in_hand.values() if e.marcado and e.id not in self._sending]
        with suppress(BaseDeDatosError):
            await self._store.write(lambda session: cola.give_back(session, untried, self._worker))

    @property
    def idle(self) -> bool:
        """Nothing in hand."""
        return not self._in_hand

    async def _take_due(self) -> bool:
        if self._room - len(self._in_hand) < AT_ONCE or not self._lanes:
            return False
        now = self._clock.now()
        try:
            found = await self._store.write(lambda s: cola.claim(s, now, self._worker, self._lanes, AT_ONCE), Use.LOOK)
        except BaseDeDatosError:
            return False
        self._beat()
        for envio in found:
            if envio.id not in self._in_hand:  # after a long trouble our own look free
                self._enqueue(envio)
        return bool(found)

    async def _keep_house(self) -> None:
        now, held = self._clock.now(), list(self._in_hand)

        def work(session: Session) -> int:
            cola.renew(session, held, now, self._worker)
            return cola.recover(session, now)

        try:
            found = await self._store.write(work, Use.LOOK)
        except BaseDeDatosError:
            return
        if found:
            log.info("salida_recuperada", avisos=found)

    def _enqueue(self, envio: Envio) -> None:
        self._in_hand[envio.id] = envio
        chat = self._chats.setdefault(envio.chat_id, _Chat())
        heapq.heappush(chat.waiting, (_RANK[envio.carril], next(self._number), envio))
        chat.changed.set()
        if chat.task is None and not self._halt.is_set():
            chat.task = asyncio.create_task(self._attend(envio.chat_id, chat))

    async def _attend(self, chat_id: int, chat: _Chat) -> None:
        while chat.waiting and not self._halt.is_set():
            if chat.waiting[0][2].carril is Carril.ENCUESTA:
                await self._store.precedence.give_way()
            if not await self._turns.come(chat_id, chat.waiting[0][2].carril, chat.changed):
                continue
            _, _, first = heapq.heappop(chat.waiting)
            try:
                await self._deliver(first)
            except Exception as error:  # noqa: BLE001 (one chat's trouble must not stop the others)
                log.error("entrega_con_error", aviso=first.id, tipo=type(error).__name__)
                self._let_go(first)
        chat.task = None
        if not chat.waiting:
            self._chats.pop(chat_id, None)

    async def _deliver(self, envio: Envio) -> None:
        """Until it is delivered, given up or given back, or the process stops."""
        wait = FIRST_WAIT_S
        while not self._halt.is_set():
            tried = await self._careful_try(envio, wait)
            if tried is None or tried.again is None:
                return
            self._in_hand[envio.id] = envio = tried.again
            await nap(self._halt, tried.wait)
            wait = min(wait * 2, LONGEST_WAIT_S)

    async def _careful_try(self, envio: Envio, wait: float) -> Tried | None:
        """What is in doubt is tried one at a time: a second crash then leaves one in doubt for good, not many.

        A file is made before anything else, while no other chat waits for it. None: no attempt was made.
        """
        try:
            ready = await self._making.ready(envio, self._halt)
        except EnvioError as error:
            return await self._end(Done(envio, error=error, wait=wait))
        if ready is None:
            return None
        if ready.dudas == 0:
            return await self._try(ready, wait)
        async with self._one_doubt:
            return await self._try(ready, wait)

    async def _try(self, envio: Envio, wait: float) -> Tried | None:
        """Wait for its turn, record the attempt, make it, record its end. None: it was not made."""
        while not self._halt.is_set():
            pause = self._limits.wait(envio.chat_id, envio.carril, monotonic())
            if pause > 0:
                await nap(self._halt, pause)
                continue
            async with self._places.take(envio.carril):
                if self._halt.is_set() or self._limits.wait(envio.chat_id, envio.carril, monotonic()) > 0:
                    continue  # others went meanwhile
                self._limits.spend(envio.chat_id, monotonic())
                if not await self._marked(envio):
                    self._let_go(envio)
                    return None
                self._sending.add(envio.id)
                if envio.carril is Carril.ENCUESTA:
                    await self._in_file()
                done = await self._attempt(envio, wait)
            return await self._end(done)
        return None

    async def _in_file(self) -> None:
        """What was marked together does not leave in one round of the loop: between two, whoever asks has her turn.

        Nor does it wait longer: until it leaves, a crash would leave it in doubt.
        """
        async with self._file:
            await asyncio.sleep(0)

    async def _end(self, done: Done) -> Tried:
        again = await self._outcomes.record(done)
        self._sending.discard(done.envio.id)
        if again is None:
            self._let_go(done.envio)
        return Tried(done.wait, again)

    def _let_go(self, envio: Envio) -> None:
        self._in_hand.pop(envio.id, None)
        if len(self._in_hand) == self._room - AT_ONCE:
            self.wake()

    async def _marked(self, envio: Envio) -> bool:
        """Whether its attempt is recorded, waiting for the database if need be."""
        if envio.marcado:
            return True
        marks = self._survey_marks if envio.carril is Carril.ENCUESTA else self._marks
        while not self._halt.is_set():
            try:
                return await marks.do(envio.id)
            except BaseDeDatosError:
                await nap(self._halt, DATABASE_WAIT_S)
        return False

    def _marking(self, rank: Rank, linger_s: float = 0.0) -> Gathering[int, bool]:
        return Gathering(partial(self._mark, rank), linger_s)

    async def _mark(self, rank: Rank, ids: Sequence[int]) -> dict[int, bool]:
        now = self._clock.now()
        held = await self._store.write(lambda session: cola.mark(session, ids, now, self._worker), rank=rank)
        return {number: number in held for number in ids}

    async def _attempt(self, envio: Envio, wait: float) -> Done:
        try:
            number = await self._sender.send(envio.chat_id, envio.metodo, envio.cuerpo)
        except EnvioError as error:
            if error.espera:
                self._limits.refused(envio.chat_id, error.espera, monotonic())
            return Done(envio, error=error, wait=wait if error.espera is None else error.espera)
        return Done(envio, message_id=number)
