"""The real processes over a folder of their own, the simulator whose clock travels, and waiting until nothing moves."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from sqlalchemy import and_, func, select

from bench.procesos import ROOT, BenchError, Running
from bot.simulator.handle import SimulatorHandle
from municipio import latido
from municipio.avisos.modelo import Aviso, Carril, EstadoAviso
from municipio.datos.cargar import poner_al_dia
from municipio.db.engine import Database
from municipio.db.migrate import upgrade
from municipio.entrada.modelo import Recibido

MODULES = {"bot": "bot", "recordatorios-1": "reminders", "recordatorios-2": "reminders"}
WAIT_S, LOOK_S = 180.0, 0.02
_WORDS = and_(
    Aviso.estado.in_((EstadoAviso.PENDIENTE, EstadoAviso.ENVIANDO)),
    Aviso.metodo.in_(("sendMessage", "editMessageText")),
)
"""Messages on their way; the pictures and documents that go with them take their time."""
_CLI = "import sys; from bot.cli.app import main; main(sys.argv[1:])"


class World:
    """Bot, two processes of reminders and the simulator, from `moment` on."""

    def __init__(self, folder: Path, telegram: SimulatorHandle, slugs: tuple[str, ...], moment: datetime) -> None:
        self.telegram, self.slugs = telegram, slugs
        self._folder, self._moment = folder, moment
        self._environment = {
            "VAR_DIR": str(folder),
            "TELEGRAM_TOKEN": telegram.token,
            "TELEGRAM_API": telegram.address,
            "CLOCK_FILE": str(folder / "run" / "reloj.json"),
            "MUNICIPIOS": ",".join(slugs),
            "LOG_LEVEL": "WARNING",
            "NLU_URL": "",
            "DATABASE_URL": f"sqlite:///{folder / 'ventanilla.db'}",
        }
        self.database = Database(self._environment["DATABASE_URL"])
        self._running: dict[str, Running] = {}
        self._lock = threading.Lock()
        self.deaths = 0
        self.complaints: list[str] = []
        self.travel(moment)
        upgrade(self.database)
        poner_al_dia(self.database, ROOT / "data", moment)

    def command(self, *arguments: str) -> str:
        """Run the command `ventanilla` as the technician would; what it said."""
        line = [sys.executable, "-c", _CLI, *arguments]
        done = subprocess.run(
            line, env={**os.environ, **self._environment}, cwd=ROOT, capture_output=True, text=True, check=False
        )
        if done.returncode != 0:
            raise BenchError(f"ventanilla {' '.join(arguments)}: {done.stderr.strip()}")
        return done.stdout.strip()

    def now(self) -> datetime:
        """The simulated moment, in Bogotá."""
        return self.telegram.now()

    def travel(self, moment: datetime) -> None:
        """Move everybody's clock."""
        self._moment = moment
        self.telegram.travel_to(moment)

    def start(self, *names: str) -> None:
        """Start processes, all of them if none is named."""
        with self._lock:
            for name in names or MODULES:
                if name not in self._running:
                    self._start(name)

    def cut(self, *names: str) -> None:
        """A power cut: SIGKILL, and nobody starts them again."""
        with self._lock:
            for name in names or MODULES:
                self._end(name)

    def without(self, name: str) -> bool:
        """Whether a process is cut off."""
        return name not in self._running

    def kill(self, name: str) -> None:
        """SIGKILL, and start it again at once."""
        with self._lock:
            if name in self._running:
                self._end(name)
                self._start(name)
                self.deaths += 1

    def close(self) -> None:
        """End everything."""
        self.cut()
        self.database.close()

    def quiet(self, *, delivered: bool = True) -> None:
        """Wait until all that was due when the clock stopped here is decided and, with `delivered`, delivered."""
        self._until(self._decided, "that the reminders decide")
        if delivered:
            self._until(self._delivered, "that the bot delivers")

    def attended(self, chat: int) -> None:
        """Wait until the bot attended all that a chat said, and its replies left."""
        self._until(lambda: self._nothing_of(chat), "that the bot attends")

    def doubtful(self) -> int:
        """Attempts of reminders and alarms whose end nobody saw."""
        with self.database.read() as session:
            lanes = (Carril.RECORDATORIO.value, Carril.ALARMA.value)
            return session.scalar(select(func.sum(Aviso.dudas)).where(Aviso.carril.in_(lanes))) or 0

    def serious(self) -> list[str]:
        """What the processes logged as errors."""
        return [line for line in self.complaints if '"error"' in line or "Traceback" in line][:20]

    def _decided(self) -> bool:
        done = [latido.hasta(self._folder, name) for name in (latido.RECORDATORIOS, latido.ALARMAS)]
        return all(one is not None and one >= self._moment for one in done)

    def _delivered(self) -> bool:
        if self._at_telegram():
            return False
        now = self.now()
        today = now.replace(hour=0, minute=0, second=0, microsecond=0)
        may_leave = Aviso.creado_en >= today if 8 <= now.hour < 18 else Aviso.carril == Carril.RESPUESTA
        with self.database.read() as session:
            out = select(func.count()).where(_WORDS, may_leave)
            inbox = select(func.count()).where(Recibido.hecho_en.is_(None))
            return not session.scalar(out) and not session.scalar(inbox)

    def _nothing_of(self, chat: int) -> bool:
        if self._at_telegram():
            return False
        with self.database.read() as session:
            out = select(func.count()).where(_WORDS, Aviso.chat_id == chat)
            inbox = select(func.count()).where(Recibido.hecho_en.is_(None), Recibido.chat_id == chat)
            return not session.scalar(out) and not session.scalar(inbox)

    def _at_telegram(self) -> int:
        return int(self.telegram.bot_api("getWebhookInfo")["result"]["pending_update_count"])

    def _until(self, ready: Callable[[], bool], what: str) -> None:
        deadline = time.monotonic() + WAIT_S
        while not ready():
            if time.monotonic() > deadline:
                raise BenchError(f"waited {WAIT_S:.0f} s at {self.now():%Y-%m-%d %H:%M} for {what}: {self._said()}")
            time.sleep(LOOK_S)

    def _said(self) -> str:
        last = [line for running in self._running.values() for _, line in running.lines[-3:]]
        return " / ".join([*self.complaints[-3:], *last]) or "no complaints"

    def _start(self, name: str) -> None:
        self._running[name] = Running([sys.executable, "-m", MODULES[name]], self._environment)

    def _end(self, name: str) -> None:
        running = self._running.pop(name, None)
        if running is not None:
            running.kill()
            self.complaints += [f"{name}: {line}" for _, line in running.lines]


@contextmanager
def world(folder: Path, slugs: tuple[str, ...], moment: datetime) -> Iterator[World]:
    """A world that ends with its block."""
    clock = folder / "run" / "reloj.json"
    with SimulatorHandle.as_process(clock_file=clock, flood_scale=0) as telegram:
        made = World(folder, telegram, slugs, moment)
        try:
            yield made
        finally:
            made.close()
