"""Everything on one machine: which processes there are, in which order they start, and how they know each other."""

from __future__ import annotations

import asyncio
import contextlib
import json
import secrets
import signal
import socket
import sys
from collections.abc import Callable
from typing import Any

from bot.up import nlu
from bot.up.aside import aside
from bot.up.child import Child
from bot.up.prepare import Prepared, prepare
from bot.up.training import trained
from municipio.errors import EntradaInvalidaError
from municipio.settings import Settings
from municipio.sistema import motivo

SLOW_START_S = 10.0

Say = Callable[[str], None]


class Machine:
    """The processes of `ventanilla up`."""

    def __init__(self, settings: Settings, say: Say) -> None:
        self._settings = settings
        self._say = say
        self._token = settings.nlu_token.get_secret_value() if settings.nlu_token else secrets.token_urlsafe(24)
        self._nlu_port = nlu.free_port()
        self._simulated = settings.telegram_token is None
        self._port = settings.port or nlu.free_port()
        self._environment = self._shared_environment()
        self._children: list[Child] = []

    async def run(self) -> None:
        """Start, say where it is, and stay until Ctrl-C or until a process says that its input is wrong."""
        stop = asyncio.Event()
        for number in (signal.SIGINT, signal.SIGTERM):
            asyncio.get_running_loop().add_signal_handler(number, stop.set)
        if self._settings.nlu_url is None:
            nlu.require_environment(self._settings)
        if self._simulated:
            _require_free(self._port)
        work = [asyncio.create_task(stop.wait()), asyncio.create_task(self._start())]
        try:
            while work:
                done, pending = await asyncio.wait(work, return_when=asyncio.FIRST_COMPLETED)
                for task in done:
                    _raise_first(task)
                if stop.is_set():
                    self._say("Apagando…")
                    return
                work = list(pending)
        finally:
            for task in work:
                task.cancel()
            await asyncio.gather(*work, return_exceptions=True)
            await self._stop()

    async def _start(self) -> None:
        """The bot takes longest to begin, so it begins first; it waits by itself for the database and for Telegram.

        What is wrong may stop it too, but here all of its errors are known: what is found here is what is told, and
        what the bot says meanwhile is told only when nothing is wrong.
        """
        held: list[str] = []
        bot = self._child("bot", [sys.executable, "-m", "bot"])
        bot.say = held.append
        alive = asyncio.create_task(bot.keep_alive())
        try:
            ready = await aside(lambda: prepare(self._settings))
            bot.say = self._say
            for line in held:
                self._say(line)
            await self._go_on(bot, alive, ready)
        finally:
            alive.cancel()
            await asyncio.gather(alive, return_exceptions=True)

    async def _go_on(self, bot: Child, alive: asyncio.Task[None], ready: Prepared) -> None:
        async with asyncio.TaskGroup() as group:
            group.create_task(_end_of(alive))
            if self._simulated:
                group.create_task(self._child("simulador", self._simulator_command(ready)).keep_alive())
            await self._until_ready(bot)
            self._say(f"Ventanilla está lista: {self._address()}")
            if ready.code is not None:
                self._say(f"Para ser la coordinación, escriba en el chat: /start c_{ready.code}")
            group.create_task(self._child("recordatorios", [sys.executable, "-m", "reminders"]).keep_alive())
            group.create_task(self._understanding())

    async def _until_ready(self, bot: Child) -> None:
        try:
            await asyncio.wait_for(bot.ready.wait(), SLOW_START_S)
        except TimeoutError:
            self._say(f"El bot todavía no está listo: espera a Telegram o a la base de datos. Detalle: {bot.log}")
            await bot.ready.wait()

    async def _understanding(self) -> None:
        """Train if the content changed, then serve. Meanwhile the bot answers by keywords."""
        if self._settings.nlu_url is not None:
            return
        model = await trained(self._settings, self._environment, self._say)
        command = nlu.serve_command(self._settings, model, self._nlu_port)
        server = self._child("comprension", command)
        self._leave_address()
        watch = asyncio.create_task(self._tell_when_ready(server))
        try:
            await server.keep_alive()
        except EntradaInvalidaError as error:  # a damaged model, say: attending people comes first
            self._say(f"La comprensión completa no está: {error.mensaje} El bot sigue por palabras clave.")
        finally:
            watch.cancel()

    async def _tell_when_ready(self, server: Child) -> None:
        await server.ready.wait()
        self._say("La comprensión completa está lista.")

    def _leave_address(self) -> None:
        path = nlu.address_file(self._settings)
        with contextlib.suppress(OSError):  # only `ventanilla ask` misses it
            path.touch(mode=0o600)
            path.write_text(json.dumps({"url": self._environment["NLU_URL"], "token": self._token}))

    async def _stop(self) -> None:
        for child in reversed(self._children):
            await child.stop()
        with contextlib.suppress(OSError):
            nlu.address_file(self._settings).unlink()

    def _child(self, name: str, command: list[str]) -> Child:
        log = self._settings.var_dir / "log" / f"{name}.log"
        child = Child(name, command, self._environment, log, self._say)
        self._children.append(child)
        return child

    def _address(self) -> str:
        if self._simulated:
            return f"http://127.0.0.1:{self._port}"
        return "en Telegram, con su bot"

    def _shared_environment(self) -> dict[str, str]:
        settings = self._settings
        environment = nlu.environment(self._token)
        environment["NLU_URL"] = settings.nlu_url or f"http://127.0.0.1:{self._nlu_port}"
        environment["VAR_DIR"], environment["DATA_DIR"] = str(settings.var_dir), str(settings.data_dir)
        if self._simulated:
            clock = settings.clock_file or settings.var_dir / "run" / "reloj.json"
            environment["TELEGRAM_TOKEN"] = f"1000000001:{secrets.token_urlsafe(26)}"
            environment["TELEGRAM_API"] = f"http://127.0.0.1:{self._port}"
            environment["CLOCK_FILE"] = str(clock)
        return environment

    def _simulator_command(self, ready: Prepared) -> list[str]:
        names = ",".join(f"{slug}={name}" for slug, name in ready.names.items())
        command = [sys.executable, "-m", "bot.simulator", "--port", str(self._port)]
        command += ["--token", self._environment["TELEGRAM_TOKEN"], "--clock-file", self._environment["CLOCK_FILE"]]
        command += ["--municipios", names]
        return [*command, "--coordinator-start", f"c_{ready.code}"] if ready.code else command


async def _end_of(task: asyncio.Task[None]) -> None:
    await task


def _raise_first(task: asyncio.Task[Any]) -> None:
    """Let the error of a task out as itself: what a group of tasks failed with is its first error."""
    try:
        task.result()
    except ExceptionGroup as group:
        error: BaseException = group
        while isinstance(error, BaseExceptionGroup):
            error = error.exceptions[0]
        raise error from None


def _require_free(port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as error:
            raise EntradaInvalidaError(
                f"El puerto {port} no se puede usar: {motivo(error)}. Cierre el otro programa o indique otro con PORT=…"
            ) from None
