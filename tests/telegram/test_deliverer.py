"""The mouth by itself, as the reminders use it: rows of the outbox, and what becomes of each."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from time import monotonic
from typing import Any

import pytest
from sqlalchemy import func, select
from telegram import Bot
from telegram.error import BadRequest, ChatMigrated, Forbidden, TelegramError

from bot.outbound.client import close_bot, make_bot
from bot.outbound.deliverer import Deliverer
from bot.outbound.limits import Limits, Rate, Rates
from bot.outbound.making import Making
from bot.outbound.sender import BloqueadoError, MudadoError, Sender, explain
from bot.outbound.store import Store
from bot.simulator.handle import SimulatorHandle
from bot.simulator.person import WAIT_S
from municipio.avisos import cola
from municipio.avisos.cola import Nuevo
from municipio.avisos.modelo import Aviso, Carril
from municipio.clock import SystemClock
from municipio.db.engine import Database
from municipio.errors import EnvioError
from municipio.settings import Settings

LANES = (Carril.ALARMA, Carril.RECORDATORIO, Carril.ENCUESTA)
CLOCK = SystemClock()


def put(database: Database, lane: Carril, chats: Sequence[int], text: str = "") -> None:
    with database.write() as session:
        nuevos = [
            Nuevo(f"{lane.value}:{n}:{chat}", "landazuri", lane, chat, "sendMessage", {"text": text or lane.value})
            for n, chat in enumerate(chats)
        ]
        cola.put(session, nuevos, CLOCK.now())


def deliver(
    database: Database,
    telegram: SimulatorHandle,
    until: Callable[[], bool],
    sender: Callable[[Bot], Sender] = Sender,
    settings: Settings | None = None,
    limits: Limits | None = None,
) -> None:
    async def work() -> None:
        store, bot = Store(database), make_bot(telegram.token, telegram.address)
        making = Making(settings or Settings(), database)
        deliverer = Deliverer(store, sender(bot), making, CLOCK, "recordatorios", LANES, limits)
        await deliverer.recover()
        running = asyncio.create_task(deliverer.run())
        try:
            async with asyncio.timeout(WAIT_S):
                while not await asyncio.to_thread(until):
                    deliverer.wake()
                    await asyncio.sleep(0.02)
        finally:
            await deliverer.stop()
            await running
            await close_bot(bot)
            store.close()

    asyncio.run(work())


def ended(database: Database) -> list[str]:
    with database.read() as session:
        return [row.estado for row in session.scalars(select(Aviso).order_by(Aviso.id)) if row.tomado_por is None]


def all_ended(database: Database, count: int) -> Callable[[], bool]:
    return lambda: sum(state != "pendiente" for state in ended(database)) == count


def test_each_person_hears_the_better_lanes_first(telegram: SimulatorHandle, database: Database) -> None:
    people = telegram.new_users(12)
    for lane in reversed(LANES):
        put(database, lane, people)
    deliver(database, telegram, all_ended(database, 36))
    for person in people:
        heard = [d.text for d in telegram.ledger(chat_id=person, method="sendMessage")]
        assert heard == ["alarma", "recordatorio", "encuesta"]
    assert ended(database) == ["enviado"] * 36


@pytest.mark.parametrize("kind", ["cut", "drop", "gateway"])
def test_a_survey_in_doubt_is_never_sent_again(telegram: SimulatorHandle, database: Database, kind: str) -> None:
    telegram.fault(kind, method="sendMessage")
    put(database, Carril.ENCUESTA, telegram.new_users(1))
    deliver(database, telegram, all_ended(database, 1))
    assert ended(database) == ["dudoso"]
    assert len(telegram.ledger(method="sendMessage")) == (1 if kind == "cut" else 0)


def test_a_reminder_in_doubt_is_sent_once_more(telegram: SimulatorHandle, database: Database) -> None:
    telegram.fault("cut", method="sendMessage")
    put(database, Carril.RECORDATORIO, telegram.new_users(1))
    deliver(database, telegram, all_ended(database, 1))
    assert ended(database) == ["enviado"]
    assert len(telegram.ledger(method="sendMessage")) == 2


def test_what_telegram_cannot_take_is_said_once(telegram: SimulatorHandle, database: Database) -> None:
    put(database, Carril.ALARMA, telegram.new_users(1), "x" * 5000)
    deliver(database, telegram, all_ended(database, 1))
    assert ended(database) == ["fallido"]


class Migrating(Sender):
    """The group -5 has become -1005."""

    async def send(self, chat_id: int, method: str, body: dict[str, object]) -> int | None:
        if chat_id == -5:
            raise explain(ChatMigrated(-1005))
        return 77


def test_a_group_that_moved_is_followed(telegram: SimulatorHandle, database: Database) -> None:
    put(database, Carril.ALARMA, [-5, -5])
    deliver(database, telegram, all_ended(database, 2), Migrating)
    with database.read() as session:
        assert [(row.chat_id, row.estado) for row in session.scalars(select(Aviso))] == [(-1005, "enviado")] * 2


def test_a_broadcast_keeps_to_the_real_limits_and_hears_no_refusal(
    telegram: SimulatorHandle, database: Database
) -> None:
    telegram.flood_scale(1)
    put(database, Carril.ENCUESTA, telegram.new_users(60))
    deliver(database, telegram, all_ended(database, 60))
    assert ended(database) == ["enviado"] * 60
    assert all(entry.ok for entry in telegram.ledger(method="sendMessage", refused=True))


class Watched(Sender):
    """Notes in which round of the event loop each message leaves."""

    def __init__(self, bot: Bot, left: list[int]) -> None:
        super().__init__(bot)
        self._left, self._round = left, 0
        asyncio.get_running_loop().call_soon(self._turn)

    def _turn(self) -> None:
        self._round += 1
        asyncio.get_running_loop().call_soon(self._turn)

    async def send(self, chat_id: int, method: str, body: dict[str, Any]) -> int | None:
        self._left.append(self._round)
        return await super().send(chat_id, method, body)


@pytest.mark.parametrize(("lane", "apart"), [(Carril.ENCUESTA, True), (Carril.RECORDATORIO, False)])
def test_messages_of_a_campaign_leave_one_by_one(
    telegram: SimulatorHandle, database: Database, lane: Carril, apart: bool
) -> None:
    left: list[int] = []
    put(database, lane, telegram.new_users(10))
    deliver(database, telegram, all_ended(database, 10), lambda bot: Watched(bot, left))
    assert (len(set(left)) == len(left)) is apart


def test_when_telegram_s_limit_is_nearly_used_up_there_is_no_room_for_what_can_wait(database: Database) -> None:
    limits, store = Limits(), Store(database)
    sender, making = Sender(make_bot("1:x", "http://127.0.0.1:9")), Making(Settings(), database)
    deliverer = Deliverer(store, sender, making, CLOCK, "bot", limits=limits)
    assert deliverer.room_in() == 0
    for chat in range(40):
        limits.spend(chat, monotonic())
    assert deliverer.room_in() > 0
    assert deliverer.free_for(99)
    store.close()


@pytest.mark.parametrize(("per_s", "most"), [(29.0, 100), (290.0, 250)])
def test_it_takes_as_many_as_leave_in_a_second_fifty_at_a_time(
    telegram: SimulatorHandle, database: Database, per_s: float, most: int
) -> None:
    put(database, Carril.ENCUESTA, range(1, 401))
    taken: list[int] = []

    def settled() -> bool:
        with database.read() as session:
            held = select(func.count()).where(Aviso.tomado_por.is_not(None))
            taken.append(session.scalar(held) or 0)
        return taken[-20:] == [most] * 20

    deliver(database, telegram, settled, limits=Limits(Rates(overall=Rate(per_s, burst=0.0))))
    assert taken[-1] == most, "nothing leaves, so it takes no more"
    assert ended(database) == ["pendiente"] * 400


@pytest.mark.parametrize(
    ("error", "kind", "permanent"),
    [
        (Forbidden("bot was blocked by the user"), BloqueadoError, True),
        (ChatMigrated(-1005), MudadoError, False),
        (BadRequest("Can't parse entities: «palabras de alguien»"), EnvioError, True),
    ],
)
def test_troubles_say_what_to_do_and_quote_nobody(
    error: TelegramError, kind: type[EnvioError], permanent: bool
) -> None:
    got = explain(error)
    assert isinstance(got, kind)
    assert got.permanente is permanent
    assert "palabras" not in got.mensaje
