"""Processes that a bench starts and measures: waiting for them, their CPU seconds, their memory."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psutil

ROOT = Path(__file__).resolve().parent.parent
STOP_S = 15.0


class BenchError(Exception):
    """Something that is measured did not start or stopped; the text says what."""


def free_port() -> int:
    """A loopback port that was free a moment ago."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


class Running:
    """A process that was started here. `lines` holds what it said on stderr, each with its monotonic second."""

    def __init__(self, command: Sequence[str], environment: Mapping[str, str], cwd: Path = ROOT) -> None:
        self.started = time.monotonic()
        self.lines: list[tuple[float, str]] = []
        self._command = list(command)
        self._process = subprocess.Popen(
            self._command,
            cwd=cwd,
            env={**os.environ, **environment},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
        )
        self.pid = self._process.pid
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def check(self) -> None:
        """`BenchError` with its last lines when it is not running any more."""
        code = self._process.poll()
        if code is not None:
            said = " / ".join(line for _, line in self.lines[-6:])
            raise BenchError(f"«{' '.join(self._command[:4])}» ended with {code}: {said}")

    def wait_for(self, words: str, timeout_s: float) -> float:
        """Seconds from its start until it said a line with `words`."""
        deadline = time.monotonic() + timeout_s
        while time.monotonic() < deadline:
            said = next((at for at, line in list(self.lines) if words in line), None)
            if said is not None:
                return said - self.started
            self.check()
            time.sleep(0.05)
        raise BenchError(f"waited {timeout_s:.0f} s for «{words}»")

    def stop(self) -> None:
        """End it as Ctrl-C would, by force if it does not listen."""
        if self._process.poll() is None:
            self._process.send_signal(signal.SIGINT)
            try:
                self._process.wait(STOP_S)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()
        self._reader.join(1)

    def kill(self) -> None:
        """SIGKILL, as a power cut would."""
        self._process.kill()
        self._process.wait()
        self._reader.join(1)

    def _read(self) -> None:
        assert self._process.stderr is not None
        with self._process.stderr as said:
            for line in said:
                self.lines.append((time.monotonic(), line.rstrip()))


@contextmanager
def running(command: Sequence[str], environment: Mapping[str, str], cwd: Path = ROOT) -> Iterator[Running]:
    """A process for this while."""
    process = Running(command, environment, cwd)
    try:
        yield process
    finally:
        process.stop()


def tree(pid: int) -> list[psutil.Process]:
    """A process and all that descend from it."""
    top = psutil.Process(pid)
    return [top, *top.children(recursive=True)]


def cpu_seconds(processes: Iterable[psutil.Process]) -> float:
    """CPU seconds, user and system, that these processes have used since they started."""
    times = [process.cpu_times() for process in processes]
    return sum(t.user + t.system for t in times)


@dataclass(frozen=True, slots=True)
class Memory:
    """Bytes. `pss` counts shared pages once in all; None where the system does not tell."""

    rss: int
    pss: int | None

    def __add__(self, other: Memory) -> Memory:
        pss = None if self.pss is None or other.pss is None else self.pss + other.pss
        return Memory(self.rss + other.rss, pss)


def memory(process: psutil.Process) -> Memory:
    """What `process` holds now."""
    try:
        full = process.memory_full_info()
        return Memory(full.rss, getattr(full, "pss", None))
    except psutil.AccessDenied:
        return Memory(process.memory_info().rss, None)


def say(line: str) -> None:
    """Progress, for whoever looks at the terminal."""
    print(line, file=sys.stderr, flush=True)


def until(ready: Callable[[], bool], what: str, timeout_s: float, check: Callable[[], None] = lambda: None) -> None:
    """Wait for `ready`; `check` may raise meanwhile."""
    deadline = time.monotonic() + timeout_s
    while not ready():
        check()
        if time.monotonic() > deadline:
            raise BenchError(f"waited {timeout_s:.0f} s for {what}")
        time.sleep(0.1)
