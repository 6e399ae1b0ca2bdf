"""The world of the campaign bench: a simulated Telegram, the bot and the reminders as processes, and many citizens."""

from __future__ import annotations

import os
import random
import signal
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from datetime import time as hour
from pathlib import Path
from typing import Protocol
from zoneinfo import ZoneInfo

from sqlalchemy import insert, select

from bench.procesos import BenchError, Running, free_port, running, until
from bot.simulator.handle import SimulatorHandle
from bot.simulator.seen import Delivery, SeenMessage
from municipio.avisos.modelo import POR_SALIR, Aviso, EstadoAviso
from municipio.calendario import festivo
from municipio.clock import FileClock
from municipio.datos.cargar import poner_al_dia
from municipio.db.engine import Database
from municipio.db.migrate import upgrade
from municipio.encuestas import campana as campanas
from municipio.encuestas.claves import CARPETA, Claves
from municipio.encuestas.disposiciones import Disposiciones, contar
from municipio.encuestas.garantias import Garantias
from municipio.encuestas.invitar import faltan
from municipio.encuestas.modelo import Campana, Participante
from municipio.encuestas.registro import plantillas
from municipio.encuestas.ventana import Ventana
from municipio.municipios.registro import DIAS, Municipio
from municipio.personas.modelo import Chat
from municipio.settings import ROOT
from municipio.tramites.modelo import MunicipioCargado

TOWN = "alvarado"
BOGOTA = ZoneInfo("America/Bogota")
TEN = hour(10)
START_S, LOOK_S = 60.0, 2.0
SEED = 11
TOO_MANY = 429
MESSAGES = ("sendMessage", "editMessageText")
"""What people see of the bot, and what Telegram's limit counts."""
ALWAYS = Ventana(dias=list(DIAS), desde=hour(0), hasta=hour(23, 59))


class Bot(Protocol):
    """The process that delivers."""

    def check(self) -> None:
        """Complain when it is not running any more."""

    def kill(self) -> None:
        """SIGKILL: it cannot finish anything."""


class BotProcess(Running):
    """`python -m bot`, as it is deployed."""

    def __init__(self, environment: Mapping[str, str]) -> None:
        super().__init__([sys.executable, "-m", "bot"], environment)

    def kill(self) -> None:
        """End it at once."""
        os.kill(self.pid, signal.SIGKILL)
        self.stop()


@dataclass
class World:
    """Everything that runs, and what it left in its database."""

    telegram: SimulatorHandle
    database: Database
    claves: Claves
    environment: dict[str, str]
    clock: FileClock
    make_bot: Callable[[dict[str, str]], Bot]
    bot: Bot | None = None
    citizens: list[int] = field(default_factory=list)
    blocked: set[int] = field(default_factory=set)
    reachable: int = 0
    """How many of them have not blocked the bot."""
    quiet: list[int] = field(default_factory=list)
    """Those of them who answered no campaign yet, in no order."""

    @property
    def port(self) -> int:
        """Of the simulator."""
        return int(self.telegram.address.rpartition(":")[2])

    def start_bot(self) -> None:
        """Start it; it attends a moment later."""
        self.bot = self.make_bot(self.environment)

    def kill_bot(self) -> None:
        """SIGKILL: it cannot finish anything."""
        if self.bot is not None:
            self.bot.kill()
            self.bot = None

    def arrive(self, count: int, blocked: float) -> None:
        """Citizens who agreed to be invited; some of them then blocked the bot, without its knowing."""
        self.citizens = self.telegram.new_users(count)
        now = self.clock.now()
        with self.database.write() as session:
            rows = [
                {"chat_id": chat, "municipio": TOWN, "encuestas_desde": now, "informado_en": now}
                for chat in self.citizens
            ]
            session.execute(insert(Chat), rows)
        gone = self.citizens[:: round(1 / blocked)]
        self.blocked = set(gone)
        for chat in gone:
            self.telegram.fault("blocked", method="sendMessage", chat_id=chat, times=None)
        self.quiet = sorted(set(self.citizens) - set(gone))
        self.reachable = len(self.quiet)
        random.Random(SEED).shuffle(self.quiet)

    def launch(self, title: str) -> int:
        """A campaign to all of them, from a template of the repository with another title; its number."""
        now = self.clock.now()
        with self.database.write() as session:
            encuesta = plantillas(session)["e1"].model_copy(update={"titulo": title})
            municipio = Municipio.model_validate(session.get_one(MunicipioCargado, TOWN).cuerpo)
            campana = campanas.crear(session, TOWN, encuesta, now, now + timedelta(days=7))
            campana.ventana = ALWAYS.model_dump(mode="json")
            campanas.lanzar(session, self.claves, campana, municipio, Garantias(), now)
            return campana.id

    def cancel(self, number: int) -> None:
        """End it, so that the same people may be invited to another."""
        with self.database.write() as session:
            campanas.cancelar(session, session.get_one(Campana, number), self.clock.now())

    def totals(self, number: int) -> Disposiciones:
        """Its dispositions."""
        with self.database.read() as session:
            return contar(session, number)

    def over(self, number: int) -> bool:
        """Whether nobody is left to be invited and nothing is on its way."""
        with self.database.read() as session:
            moving = session.scalar(
                select(Aviso.id).where(Aviso.estado.in_(POR_SALIR), Aviso.clave.like(f"encuesta:{number}:%")).limit(1)
            )
            return moving is None and faltan(session, session.get_one(Campana, number)) == 0

    def invited(self, number: int) -> list[int]:
        """Whom it was launched to: who was known to have blocked the bot is not among them."""
        with self.database.read() as session:
            return list(session.scalars(select(Participante.chat_id).where(Participante.campana == number)))

    def ended(self, number: int) -> dict[int, str]:
        """How the invitation of each person ended."""
        with self.database.read() as session:
            rows = session.execute(select(Aviso.chat_id, Aviso.estado).where(Aviso.clave.like(f"encuesta:{number}:%")))
            return {row.chat_id: row.estado for row in rows}


@dataclass(frozen=True, slots=True)
class Reached:
    """What a campaign left, held against what the simulator delivered."""

    delivered: int
    doubled: int
    lost: int
    """Neither delivered, nor in doubt, nor refused by Telegram; or said to be delivered and never seen."""
    doubtful: int
    arrived: int
    """Of the doubtful ones, those that were delivered."""
    unreachable: int
    known: int
    """Of the unreachable ones, those who had blocked the bot."""
    requests: int
    refused: int
    """Requests that were too many (429)."""
    times: list[float]
    """Monotonic second of each delivery."""


def reached(world: World, number: int, after: int) -> Reached:
    """Count the invitations of a campaign in the ledger."""
    begin = f"opinar:{number}:si"
    every = world.telegram.ledger(after, refused=True)
    seen = [one for one in every if one.ok and one.method == "sendMessage" and _has(one, begin)]
    times = Counter(one.chat_id for one in seen)
    ended = world.ended(number)
    lost = sum(_lost(ended.get(chat), times[chat]) for chat in world.invited(number))
    doubtful = {chat for chat, state in ended.items() if state == EstadoAviso.DUDOSO}
    failed = {chat for chat, state in ended.items() if state == EstadoAviso.FALLIDO}
    return Reached(
        delivered=len(times),
        doubled=sum(count > 1 for count in times.values()),
        lost=lost,
        doubtful=len(doubtful),
        arrived=len(doubtful & times.keys()),
        unreachable=len(failed),
        known=len(failed & world.blocked),
        requests=len(every),
        refused=sum(one.error_code == TOO_MANY for one in every),
        times=sorted(one.monotonic for one in seen),
    )


def _has(delivery: Delivery, data: str) -> bool:
    return any(button.data == data for row in SeenMessage(delivery.raw).rows for button in row)


def _lost(state: str | None, times: int) -> bool:
    if state == EstadoAviso.ENVIADO:
        return times == 0
    return state not in (EstadoAviso.DUDOSO, EstadoAviso.FALLIDO)


@contextmanager
def world(folder: Path, scale: float, make_bot: Callable[[dict[str, str]], Bot] = BotProcess) -> Iterator[World]:
    """All of it over `folder`, with Telegram's limits and the bot's rate `scale` times as fast as they are."""
    clock = folder / "reloj.json"
    with SimulatorHandle.as_process(port=free_port(), clock_file=clock, flood_scale=scale) as telegram:
        telegram.travel_to(_a_working_morning())
        url = f"sqlite:///{folder / 'ventanilla.db'}"
        environment = {
            "TELEGRAM_TOKEN": telegram.token,
            "TELEGRAM_API": telegram.address,
            "TELEGRAM_RATE": f"{30 * scale:g}",
            "DATABASE_URL": url,
            "VAR_DIR": str(folder),
            "DATA_DIR": str(ROOT / "data"),
            "CLOCK_FILE": str(clock),
            "MUNICIPIOS": TOWN,
            "NLU_URL": "",
            "LOG_LEVEL": "WARNING",
        }
        database, now = Database(url), FileClock(clock)
        upgrade(database)
        poner_al_dia(database, ROOT / "data", now.now())
        made = World(telegram, database, Claves(folder / CARPETA), environment, now, make_bot)
        try:
            made.start_bot()
            with running([sys.executable, "-m", "reminders"], environment):
                yield made
        finally:
            made.kill_bot()
            database.close()


def wait_until_over(made: World, number: int, patience_s: float) -> None:
    """Until nothing of a campaign moves; a bot that died is a `BenchError`."""
    assert made.bot is not None
    until(lambda: made.over(number), "the campaign to end", patience_s, made.bot.check)


def wait_for_deliveries(made: World, count: int, nothing_more: Callable[[], bool]) -> bool:
    """Whether so many messages more were delivered before there was nothing more to deliver."""
    after, methods = made.telegram.last_seq, ",".join(MESSAGES)
    while len(made.telegram.wait_for(count, after, method=methods, timeout_s=LOOK_S)) < count:
        if nothing_more():
            return False
    return True


def attends(made: World, person: int) -> None:
    """Wait until the bot answers."""
    deadline = time.monotonic() + START_S
    while time.monotonic() < deadline:
        after = made.telegram.last_seq
        made.telegram.all_say([(person, "hola")])
        if made.telegram.wait_for(1, after, chat_id=person, method="sendMessage", timeout_s=5):
            return
    raise BenchError("the bot does not answer")


def _a_working_morning() -> datetime:
    day = datetime.now(BOGOTA).date() + timedelta(days=1)
    while day.weekday() >= 5 or festivo(day) is not None:
        day += timedelta(days=1)
    return datetime.combine(day, TEN, BOGOTA)
