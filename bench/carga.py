"""Load: a small HTTP client, arrivals at a rate, a closed loop, and the numbers that come out."""

from __future__ import annotations

import asyncio
import json
import random
import time
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass, field
from itertools import cycle
from types import TracebackType
from typing import Any, Self

from bench.procesos import ROOT, BenchError

QUESTIONS = ROOT / "tests" / "evaluacion" / "desarrollo.jsonl"
SEED = 7


def questions() -> list[str]:
    """What people ask in the development set, shuffled the same way every time."""
    texts = [json.loads(line)["text"] for line in QUESTIONS.read_text(encoding="utf-8").splitlines() if line.strip()]
    random.Random(SEED).shuffle(texts)
    return texts


class Client:
    """Keep-alive HTTP/1.1 to one loopback port: JSON in, JSON out, a connection per request in hand.

    The load generator shares the machine with what it measures, so it must cost little: about a tenth of httpx.
    """

    def __init__(self, port: int) -> None:
        self.port = port
        self._free: list[tuple[asyncio.StreamReader, asyncio.StreamWriter]] = []

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for _, writer in self._free:
            writer.close()

    async def get(self, path: str) -> Any:
        """The JSON at `path`. `BenchError` when it is refused, `OSError` when nobody answers."""
        return await self._call("GET", path, b"")

    async def post(self, path: str, body: object) -> Any:
        """The JSON that `path` answers to `body`."""
        return await self._call("POST", path, json.dumps(body).encode())

    async def _call(self, method: str, path: str, body: bytes) -> Any:
        reader, writer = self._free.pop() if self._free else await asyncio.open_connection("127.0.0.1", self.port)
        try:
            writer.write(
                f"{method} {path} HTTP/1.1\r\nHost: 127.0.0.1:{self.port}\r\nContent-Type: application/json\r\n"
                f"Content-Length: {len(body)}\r\n\r\n".encode()
                + body
            )
            status, answer = await _answer(reader)
        except (OSError, EOFError, ValueError, asyncio.CancelledError):
            writer.close()
            raise
        self._free.append((reader, writer))
        if status >= 400:
            raise BenchError(f"{method} {path.partition('?')[0]} was refused: {status} {answer[:200]!r}")
        return json.loads(answer)


async def _answer(reader: asyncio.StreamReader) -> tuple[int, bytes]:
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").lower().split("\r\n")
    headers = dict(line.split(": ", 1) for line in head[1:] if ": " in line)
    return int(head[0].split()[1]), await reader.readexactly(int(headers["content-length"]))


@dataclass(slots=True)
class Sample:
    """Latencies of one run, in milliseconds, and how long it lasted."""

    ms: list[float] = field(default_factory=list)
    seconds: float = 0.0
    cpu: float = 0.0
    """CPU seconds of what was measured."""
    lost: int = 0
    """Messages without an answer."""
    others: float = 0.0
    """CPU seconds that everybody else on the machine used meanwhile (0: it was quiet)."""

    def percentile(self, share: float) -> float:
        """The latency that `share` of the messages did not exceed."""
        ordered = sorted(self.ms)
        return ordered[min(len(ordered) - 1, int(share * len(ordered)))] if ordered else float("nan")

    @property
    def rate(self) -> float:
        """Messages a second."""
        return len(self.ms) / self.seconds

    @property
    def cpu_ms(self) -> float:
        """CPU milliseconds a message."""
        return self.cpu * 1000 / len(self.ms)

    @property
    def per_core(self) -> float:
        """Messages a second that one core stands, if it does nothing else."""
        return len(self.ms) / self.cpu

    @property
    def noise(self) -> float:
        """Cores that others kept busy."""
        return self.others / self.seconds

    def __add__(self, other: Sample) -> Sample:
        return Sample(
            self.ms + other.ms,
            self.seconds + other.seconds,
            self.cpu + other.cpu,
            self.lost + other.lost,
            self.others + other.others,
        )


Ask = Callable[[int, str], Awaitable[float | None]]
"""Send a text as a chat; the monotonic second at which it was answered, None when it was not."""


def arrivals(rate: float, count: int) -> Iterator[float]:
    """Seconds at which people write, at random (a Poisson process), the same every time."""
    chance = random.Random(SEED)
    at = 0.0
    for _ in range(count):
        at += chance.expovariate(rate)
        yield at


async def open_loop(ask: Ask, chats: list[int], texts: list[str], rate: float, count: int) -> Sample:
    """`count` messages at `rate` a second, whether or not the earlier ones were answered."""
    sample, began = Sample(), time.monotonic()
    who, what = cycle(chats), cycle(texts)
    tasks = []
    for at in arrivals(rate, count):
        await asyncio.sleep(max(0.0, began + at - time.monotonic()))
        tasks.append(asyncio.create_task(_timed(ask, next(who), next(what), sample)))
    await asyncio.gather(*tasks)
    sample.seconds = time.monotonic() - began
    return sample


async def closed_loop(ask: Ask, chats: list[int], texts: Iterator[str], width: int, seconds: float) -> Sample:
    """As many as it stands for some seconds: `width` messages in hand at a time, each chat one at most."""
    sample, began = Sample(), time.monotonic()
    waiting = asyncio.Queue[int]()
    for chat in chats:
        waiting.put_nowait(chat)

    async def keep_asking() -> None:
        while time.monotonic() - began < seconds:
            chat = waiting.get_nowait()
            await _timed(ask, chat, next(texts), sample)
            waiting.put_nowait(chat)

    await asyncio.gather(*(keep_asking() for _ in range(width)))
    sample.seconds = time.monotonic() - began
    return sample


async def _timed(ask: Ask, chat: int, text: str, sample: Sample) -> None:
    began = time.monotonic()
    answered = await ask(chat, text)
    if answered is None:
        sample.lost += 1
    else:
        sample.ms.append((answered - began) * 1000)
