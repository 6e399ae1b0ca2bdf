"""The health checks of docker-compose.yml, run as Docker runs them: they pass while the work is done, and only then."""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from bot.simulator.handle import SimulatorHandle
from municipio.latido import OLD_S
from tests.despliegue.compose import Service, services
from tests.despliegue.procesos import Running, Server

START_S = 60


@pytest.fixture
def telegram() -> Iterator[SimulatorHandle]:
    with SimulatorHandle.in_thread(flood_scale=0.0) as simulator:
        yield simulator


@pytest.fixture
def server(tmp_path: Path, telegram: SimulatorHandle) -> Server:
    database = f"sqlite:///{tmp_path / 'var' / 'ventanilla.db'}"
    return Server(tmp_path, {"telegram_token": telegram.token, "nlu_token": "x", "database_url": database})


def check(server: Server, service: Service) -> tuple[int, str]:
    words = [server.translated(word) for word in service.healthcheck]
    done = subprocess.run(
        words, env=server.environment(service), cwd=server.folder, capture_output=True, text=True, timeout=30
    )
    return done.returncode, done.stderr


def healthy_soon(server: Server, service: Service) -> bool:
    limit = time.monotonic() + START_S
    while time.monotonic() < limit:
        if check(server, service) == (0, ""):
            return True
        time.sleep(0.2)
    return False


def names(service: Service) -> list[str]:
    """The heartbeats that its check looks at."""
    assert service.healthcheck[:3] == ["python", "-m", "municipio.latido"]
    return service.healthcheck[3:]


@pytest.mark.parametrize("name", ["bot", "reminders"])
def test_a_check_passes_while_the_work_is_done_and_only_then(
    server: Server, telegram: SimulatorHandle, name: str
) -> None:
    file = services({"TELEGRAM_API": telegram.address})
    service = file[name]
    server.run(file["migrate"])
    code, said = check(server, service)
    assert code == 1
    assert [f"«{beat}» todavía no ha trabajado" for beat in names(service)] == said.splitlines()
    with ExitStack() as stack:
        running: Running = server.start(service)
        stack.callback(running.stop)
        running.wait_ready(START_S)
        assert healthy_soon(server, service), running.log()
    for beat in names(service):  # the process has ended: nobody renews them
        assert check(server, service) == (0, "")
        path = server.folder / "var" / "run" / f"{beat}.latido"
        past = time.time() - OLD_S - 5
        os.utime(path, (past, past))
        code, said = check(server, service)
        assert code == 1
        assert said.startswith(f"«{beat}» no trabaja desde hace")
        os.utime(path)


def test_a_bot_that_does_not_reach_telegram_is_not_well(server: Server) -> None:
    file = services({"TELEGRAM_API": "http://127.0.0.1:9"})
    server.run(file["migrate"])
    running = server.start(file["bot"])
    running.wait_says("telegram_no_responde", START_S)
    code, said = check(server, file["bot"])
    assert running.stop() == 0
    assert (code, len(said.splitlines())) == (1, 2)
