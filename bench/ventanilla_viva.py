"""Ventanilla, alive: `ventanilla up` over a folder of its own, and the simulator's control API to speak through."""

from __future__ import annotations

import asyncio
import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psutil

from bench.carga import Client
from bench.procesos import ROOT, BenchError, Running, free_port, running, say, tree
from municipio.settings import Settings

MODELS = ROOT / "var" / "bench" / "models"
FULL = "La comprensión completa está lista"
UP_S = 120.0
ANSWER_S = 30.0
POLL_S = 20
ROSA = 500_000_001
SENT = "sendMessage,editMessageText"
KINDS = {
    "bot.simulator": "simulator",
    "nlu.serve": "NLU server",
    "reminders": "reminders",
    "bot": "bot",
}


@dataclass(frozen=True, slots=True)
class FirstReplies:
    """Seconds from the command to what a person could see."""

    greeting: float
    question: float
    full: float


class Counter:
    """A running `ventanilla up`."""

    def __init__(self, up: Running, port: int, folder: Path) -> None:
        self.up, self.port, self.folder = up, port, folder

    def processes(self) -> dict[str, psutil.Process]:
        """Its processes by what they do."""
        return {_kind(process): process for process in tree(self.up.pid)}

    def nlu_address(self) -> tuple[int, str]:
        """Port and token of its NLU server."""
        kept = json.loads((self.folder / "run" / "nlu.json").read_text())
        return int(kept["url"].rpartition(":")[2]), str(kept["token"])

    def wait_for_understanding(self) -> float:
        """Seconds from the command to the whole understanding."""
        return self.up.wait_for(FULL, UP_S)

    def complaints(self) -> list[str]:
        """What the bot logged as a warning or worse while it ran."""
        log = (self.folder / "log" / "bot.log").read_text(encoding="utf-8", errors="replace")
        return [line for line in log.splitlines() if "warning" in line.lower() or "error" in line.lower()]


def model_ready() -> None:
    """The model of the current sentences exists, so that no start that is measured trains it."""
    settings = Settings()
    say("Looking for the model of Ventanilla (trained if its content changed)…")
    command = [str(settings.nlu_python), "-m", "nlu.train", "--out", str(MODELS)]
    if subprocess.run(command, cwd=ROOT, stdout=subprocess.DEVNULL, check=False).returncode != 0:
        raise BenchError("the model of Ventanilla was not trained: run make nlu-test")


@contextmanager
def counter(folder: Path) -> Iterator[Counter]:
    """`ventanilla up` over `folder`, as a technician would start it, on a free port."""
    folder.mkdir(parents=True, exist_ok=True)
    models = folder / "models"
    if not models.exists():
        models.symlink_to(MODELS)
    port = free_port()
    environment = {"VAR_DIR": str(folder), "PORT": str(port), "LOG_LEVEL": "INFO"}
    for name in ("TELEGRAM_TOKEN", "DATABASE_URL", "NLU_URL", "CLOCK_FILE"):
        os.environ.pop(name, None)
    command = [str(Path(sys.executable).with_name("ventanilla")), "up"]
    with running(command, environment) as up:
        yield Counter(up, port, folder)


async def first_replies(place: Counter) -> FirstReplies:
    """Speak as soon as somebody listens: START of the municipality's link, then a question."""
    async with Client(place.port) as client:
        await _listening(place, client)
        greeting = await _say(client, "start", {"payload": "alvarado"})
        question = await _say(client, "text", {"text": "¿qué necesito para el certificado de residencia?"})
    full = await asyncio.to_thread(place.wait_for_understanding)
    return FirstReplies(greeting - place.up.started, question - place.up.started, full)


async def _listening(place: Counter, client: Client) -> None:
    deadline = time.monotonic() + UP_S
    while time.monotonic() < deadline:
        try:
            await client.get("/control/clock")
        except (OSError, EOFError):
            place.up.check()
            await asyncio.sleep(0.02)
            continue
        return
    raise BenchError("the simulator does not listen")


async def _say(client: Client, what: str, body: dict[str, str]) -> float:
    after = (await client.get("/control/ledger?limit=0"))["last_seq"]
    await client.post(f"/control/users/{ROSA}/{what}", body)
    path = f"/control/ledger?after={after}&chat_id={ROSA}&method={SENT}&count=1&timeout={UP_S:.0f}"
    entries = (await client.get(path))["entries"]
    if not entries:
        raise BenchError("the bot does not answer")
    return float(entries[0]["monotonic"])


class Citizens:
    """Many people of the simulator. Use as `async with`: meanwhile a task reads the ledger of what is delivered."""

    def __init__(self, client: Client) -> None:
        self._client = client
        self._awaited: dict[int, asyncio.Future[float]] = {}
        self._after = 0
        self._reader: asyncio.Task[None] | None = None

    async def __aenter__(self) -> Citizens:
        self._after = (await self._client.get("/control/ledger?limit=0"))["last_seq"]
        self._reader = asyncio.create_task(self._read())
        return self

    async def __aexit__(self, *_: object) -> None:
        assert self._reader is not None
        self._reader.cancel()
        await asyncio.gather(self._reader, return_exceptions=True)

    async def arrive(self, count: int) -> list[int]:
        """`count` new people; their chats."""
        created = await self._client.post("/control/users", {"count": count, "started": True})
        return [item["id"] for item in created["users"]]

    async def flood_scale(self, scale: float) -> None:
        """Speed up Telegram's flood limits; 0 turns them off."""
        await self._client.post("/control/settings", {"flood_scale": scale})

    async def start(self, chat: int, slug: str) -> float | None:
        """Open the link of a municipality."""
        return await self._asked(chat, "start", {"payload": slug})

    async def ask(self, chat: int, text: str) -> float | None:
        """Write; the monotonic second at which the first message of the answer was delivered, None if it was not."""
        return await self._asked(chat, "text", {"text": text})

    async def refused(self) -> int:
        """How many requests of the bot Telegram refused so far."""
        entries: list[dict[str, Any]] = (await self._client.get("/control/ledger?refused=1"))["entries"]
        return sum(not entry["ok"] for entry in entries)

    async def _asked(self, chat: int, what: str, body: dict[str, str]) -> float | None:
        future = asyncio.get_running_loop().create_future()
        self._awaited[chat] = future
        await self._client.post(f"/control/users/{chat}/{what}", body)
        try:
            return await asyncio.wait_for(future, ANSWER_S)
        except TimeoutError:
            return None
        finally:
            self._awaited.pop(chat, None)

    async def _read(self) -> None:
        while True:
            path = f"/control/ledger?after={self._after}&method={SENT}&count=1&timeout={POLL_S}"
            for entry in (await self._client.get(path))["entries"]:
                self._after = entry["seq"]
                awaited = self._awaited.get(entry["chat_id"])
                if awaited is not None and not awaited.done():
                    awaited.set_result(entry["monotonic"])


def _kind(process: psutil.Process) -> str:
    command = process.cmdline()
    module = command[command.index("-m") + 1] if "-m" in command else ""
    return KINDS.get(module, "ventanilla up")
