"""Where a simulator can run for its handle: in a thread, in a child process, or in somebody else's hands."""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
import tempfile
import threading
from pathlib import Path
from typing import Protocol

from bot.simulator.core import Options, Simulator
from bot.simulator.server import Server

START_S = 15.0


class SimulatorError(RuntimeError):
    """The simulator did not start, or the control API refused a call; the text says why."""


class Body(Protocol):
    """Something that listens at `address` until `stop`."""

    address: str

    def stop(self) -> None:
        """End it; safe to call twice."""


class OtherBody:
    """One that somebody else started."""

    def __init__(self, address: str) -> None:
        self.address = address.rstrip("/")

    def stop(self) -> None:
        """Not ours to stop."""


class ThreadBody:
    """One in a thread of this process, with its own event loop."""

    def __init__(self, options: Options, port: int) -> None:
        try:
            self._server = Server(Simulator(options), port)
        except OSError as error:
            raise SimulatorError(f"the simulator did not start: {error}") from error
        ready = threading.Event()
        self._server.on_ready = ready.set
        self._thread = threading.Thread(target=lambda: asyncio.run(self._server.serve()), name="simulator", daemon=True)
        self._thread.start()
        if not ready.wait(START_S):
            raise SimulatorError("the simulator did not start in time")
        self.address = self._server.address

    def stop(self) -> None:
        """End it and wait for its thread."""
        self._server.stop()
        self._thread.join(timeout=10)


class ProcessBody:
    """One as a child process; `arguments` are those of its command line."""

    def __init__(self, arguments: list[str]) -> None:
        command = [sys.executable, "-m", "bot.simulator", *arguments]
        root = Path(__file__).resolve().parents[2]
        self._errors = tempfile.TemporaryFile("w+", encoding="utf-8")  # noqa: SIM115 (closed in stop)
        self.process = subprocess.Popen(  # noqa: S603 (our own module)
            command, stdout=subprocess.PIPE, stderr=self._errors, text=True, cwd=root
        )
        line = self.process.stdout.readline() if self.process.stdout else ""
        if not line:
            self.process.wait()
            self._errors.seek(0)
            why = self._errors.read().strip()
            self.stop()
            raise SimulatorError(f"the simulator did not start: {why}")
        self.address = str(json.loads(line)["address"])

    def stop(self) -> None:
        """End the process, by force when it does not listen."""
        if self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(timeout=5)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
        if self.process.stdout is not None:
            self.process.stdout.close()
        self._errors.close()
