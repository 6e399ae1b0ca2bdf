"""The whole of docker-compose.yml, started here without Docker: the same commands, the same environment."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import httpx
import pytest
from sqlalchemy import create_engine, make_url, text

from bot.simulator.handle import SimulatorHandle
from tests.despliegue.compose import services
from tests.despliegue.procesos import GRACE_S, Running, Server

START_S, ANSWER_S, FIRST_TRAINING_S = 120, 60, 480
"""Patience for a machine that is busy with other things; how fast all this is, bench/ measures."""
QUESTION = "¿Qué papeles piden para el certificado de residencia?"


@pytest.fixture
def telegram() -> Iterator[SimulatorHandle]:
    """What stands where https://api.telegram.org is."""
    with SimulatorHandle.in_thread(flood_scale=0.0) as simulator:
        yield simulator


@pytest.fixture
def database_url(postgres_url: str) -> Iterator[str]:
    """What the service `db` makes of its settings: an empty database and the role that owns it."""
    admin = create_engine(make_url(postgres_url).set(drivername="postgresql+psycopg"), isolation_level="AUTOCOMMIT")
    given = services()["db"].environment
    user, name = given["POSTGRES_USER"], given["POSTGRES_DB"]
    password = secrets.token_hex(16)
    with admin.connect() as connection:
        connection.execute(text(f"CREATE ROLE {user} LOGIN PASSWORD '{password}'"))
        connection.execute(text(f"CREATE DATABASE {name} OWNER {user}"))
    url = make_url(postgres_url).set(username=user, password=password, database=name)
    yield url.render_as_string(hide_password=False)
    with admin.connect() as connection:
        connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
        connection.execute(text(f"DROP ROLE {user}"))
    admin.dispose()


@pytest.fixture
def server(tmp_path: Path, telegram: SimulatorHandle, database_url: str) -> Server:
    """The machine, with the secrets that the guide asks to write."""
    written = {
        "telegram_token": telegram.token,
        "nlu_token": secrets.token_urlsafe(24),
        "database_url": database_url,
    }
    return Server(tmp_path, written)


def nlu_answers(server: Server) -> bool:
    """Whether the understanding is open to whoever has its token."""
    status = f"http://127.0.0.1:{server.nlu_port}/status"
    return httpx.get(status, params={"token": server.secrets["nlu_token"]}, trust_env=False).is_success


@pytest.mark.nlu
def test_the_services_answer_a_citizen(server: Server, telegram: SimulatorHandle) -> None:
    file = services({"TELEGRAM_API": telegram.address, "LOG_LEVEL": "DEBUG"})
    with ExitStack() as stack:

        def start(name: str) -> Running:
            running = server.start(file[name])
            stack.callback(running.stop)
            return running

        server.run(file["migrate"])
        assert "cambios: 0" in server.run(file["migrate"]), "going up again changes nothing"

        bot, reminders = start("bot"), start("reminders")
        bot.wait_ready(START_S)
        rosa = telegram.user("Rosa")
        rosa.starts("alvarado")
        rosa.wait_for(timeout_s=ANSWER_S)
        assert "residencia" in rosa.asks(QUESTION, timeout_s=ANSWER_S).text.lower(), "by keywords, before nlu is there"

        nlu = start("nlu")
        nlu.wait_ready(FIRST_TRAINING_S)
        reminders.wait_ready(START_S)
        assert nlu_answers(server)
        assert "residencia" in rosa.asks(QUESTION, timeout_s=ANSWER_S).text.lower()

        for name in ("nlu", "bot", "reminders"):
            server.run(file[name], file[name].healthcheck)
        ends = {running.service.name: running.stop() for running in (reminders, bot, nlu)}

    assert ends == {"reminders": 0, "bot": 0, "nlu": 0}, f"each ends within {GRACE_S:.0f} s of being asked"
    for running in (nlu, bot, reminders):
        log = running.log()
        assert "papeles" not in log, f"{running.service.name} logs what people write"
        assert not [name for name, secret in server.secrets.items() if secret in log], "no secret is in a log"
