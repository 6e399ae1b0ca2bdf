"""A child process that is kept alive: started, watched, started again with back-off, and stopped in order."""

from __future__ import annotations

import asyncio
import os
import signal
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from bot.up.born import with_parent
from bot.up.nlu import WRONG_INPUT, is_ready
from municipio.errors import EntradaInvalidaError
from municipio.settings import ROOT
from municipio.sistema import motivo

FIRST_WAIT_S, LONGEST_WAIT_S = 1.0, 30.0
STEADY_S = 60.0
GRACE_S = 8.0
LARGEST_LOG = 5_000_000


@dataclass(slots=True)
class Child:
    """One process. `say` prints a line for the technician; what the process writes goes to its own log file."""

    name: str
    command: list[str]
    environment: dict[str, str]
    log: Path
    say: Callable[[str], None]
    ready: asyncio.Event = field(default_factory=asyncio.Event)
    _process: asyncio.subprocess.Process | None = None
    _stopping: bool = False

    async def keep_alive(self) -> None:
        """Run it until `stop`. A process that says that its input is wrong (exit 2) is not started again."""
        wait = FIRST_WAIT_S
        while not self._stopping:
            began = asyncio.get_running_loop().time()
            code = await self._run_once()
            if self._stopping:
                return
            if code == WRONG_INPUT:
                raise EntradaInvalidaError(self._last_line() or f"«{self.name}» no aceptó sus datos")
            if asyncio.get_running_loop().time() - began > STEADY_S:
                wait = FIRST_WAIT_S
            self.say(
                f"«{self.name}» se detuvo (código {code}); se inicia otra vez en {wait:.0f} s. Detalle: {self.log}"
            )
            await asyncio.sleep(wait)
            wait = min(wait * 2, LONGEST_WAIT_S)

    async def stop(self) -> None:
        """Ask it to finish; after some seconds, end it."""
        self._stopping = True
        process = self._process
        if process is None or process.returncode is not None:
            return
        signal_to(process, signal.SIGTERM)
        try:
            await asyncio.wait_for(process.wait(), GRACE_S)
        except TimeoutError:
            signal_to(process, signal.SIGKILL)
            await process.wait()

    async def _run_once(self) -> int:
        with open_log(self.log, self.name, self.say) as log:
            self._process = await asyncio.create_subprocess_exec(
                *self.command,
                cwd=ROOT,
                env=self.environment,
                stdin=asyncio.subprocess.DEVNULL,
                stdout=asyncio.subprocess.PIPE,
                stderr=log,
                start_new_session=True,
                preexec_fn=with_parent(),
            )
            await self._watch_output(self._process)
            return await self._process.wait()

    async def _watch_output(self, process: asyncio.subprocess.Process) -> None:
        assert process.stdout is not None  # noqa: S101
        while line := (await process.stdout.readline()).decode(errors="replace"):
            if is_ready(line):
                self.ready.set()
        self.ready.clear()

    def _last_line(self) -> str:
        return last_line(self.log)


def open_log(path: Path, name: str, say: Callable[[str], None]) -> BinaryIO:
    """Where a process writes; nowhere when that cannot be, for attending people comes first."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        small = path.exists() and path.stat().st_size < LARGEST_LOG
        return path.open("ab" if small else "wb")
    except OSError as error:
        say(f"No se puede escribir {path} ({motivo(error)}): «{name}» sigue sin registro")
        return Path(os.devnull).open("ab")


def last_line(path: Path) -> str:
    """The last line of a log; empty when there is none."""
    try:
        lines = path.read_text(encoding="utf-8", errors="replace").strip().splitlines()
    except OSError:
        return ""
    return lines[-1] if lines else ""


def signal_to(process: asyncio.subprocess.Process, number: int) -> None:
    """Send a signal to a child that may be ending by itself.

    `Process.terminate` looks first whether it has ended, and takes that news from asyncio, which then says on the
    screen that it does not know the child.
    """
    with suppress(ProcessLookupError):
        os.kill(process.pid, number)
