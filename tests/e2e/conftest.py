"""`ventanilla up` as a technician starts it, with a folder of its own and the models that were already trained."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from queue import Empty, Queue
from threading import Thread

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from bot.up.nlu import free_port
from tests.browser import launched
from tests.conftest import ROOT

START_S, TRAIN_S, STOP_S = 60, 900, 30
PATIENCE_MS = 120_000
"""A document may take so long on a busy machine: the process that makes it gives way to the others."""
COMMAND = [str(Path(sys.executable).with_name("ventanilla")), "up"]


@dataclass
class Machine:
    """A running `ventanilla up` and the lines that it prints for the technician."""

    process: subprocess.Popen[str]
    address: str
    var: Path
    lines: list[str] = field(default_factory=list)
    _queue: Queue[str] = field(default_factory=Queue)

    def listen(self) -> None:
        """Collect its lines."""
        assert self.process.stderr is not None
        with self.process.stderr as lines:
            for line in lines:
                self._queue.put(line.strip())

    def waits_for(self, text: str, seconds: float) -> str:
        """The first line with `text`."""
        limit = time.monotonic() + seconds
        while (left := limit - time.monotonic()) > 0:
            try:
                self.lines.append(self._queue.get(timeout=left))
            except Empty:
                break
            if text in self.lines[-1]:
                return self.lines[-1]
        raise AssertionError(f"«{text}» did not come in {seconds} s; lines: {self.lines}")

    def stop(self) -> int:
        """Ctrl-C; its exit code."""
        self.process.send_signal(signal.SIGINT)
        return self.process.wait(STOP_S)


def start(var: Path, **settings: str) -> Machine:
    """Start it over `var`."""
    var.mkdir(parents=True, exist_ok=True)
    models = ROOT / "var" / "models"
    models.mkdir(parents=True, exist_ok=True)
    if not (var / "models").exists():
        (var / "models").symlink_to(models)
    port = str(free_port())
    clean = {name: value for name, value in os.environ.items() if name not in ("TELEGRAM_TOKEN", "NLU_URL")}
    environment = {**clean, "VAR_DIR": str(var), "PORT": port, **settings}
    process = subprocess.Popen(COMMAND, env=environment, stderr=subprocess.PIPE, text=True, cwd=ROOT)
    machine = Machine(process, f"http://127.0.0.1:{environment['PORT']}", var)
    Thread(target=machine.listen, daemon=True).start()
    return machine


@pytest.fixture(scope="session")
def machine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Machine]:
    """One machine for the whole run, understanding included."""
    running = start(tmp_path_factory.mktemp("maquina") / "var")
    try:
        running.waits_for("Ventanilla está lista", START_S)
        running.waits_for("La comprensión completa está lista", TRAIN_S)
        yield running
    finally:
        if running.process.poll() is None:
            running.stop()


def code_of(machine: Machine) -> str:
    """The coordinator's code that was printed at the first start."""
    line = next((line for line in machine.lines if "/start c_" in line), None) or machine.waits_for("/start c_", 10)
    found = re.search(r"/start (c_\S+)", line)
    assert found is not None
    return found[1]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A real Chromium."""
    with launched() as running:
        yield running


@contextmanager
def phones(browser: Browser, machine: Machine) -> Iterator[Page]:
    """The page of phones of a machine."""
    opened = browser.new_page(viewport={"width": 1440, "height": 900}, locale="es-CO")
    opened.set_default_timeout(PATIENCE_MS)
    expect.set_options(timeout=PATIENCE_MS)
    opened.goto(machine.address)
    yield opened
    opened.close()


def phone(page: Page, name: str) -> Locator:
    """The phone of one of the people of the page."""
    return page.get_by_role("region", name=re.compile(f"Teléfono de {name}"))


def says(of: Locator, name: str, text: str) -> None:
    """She writes in her phone."""
    box = of.get_by_label(f"Mensaje de {name}")
    box.fill(text)
    box.press("Enter")
