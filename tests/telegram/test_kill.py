"""kill -9 at any moment: no message is lost, in or out, and none is said twice but those in doubt."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from contextlib import ExitStack
from pathlib import Path

from sqlalchemy import func, select

from bot.simulator.handle import SimulatorHandle
from bot.simulator.person import WAIT_S
from municipio.avisos.modelo import Aviso, EstadoAviso
from municipio.db.engine import Database
from municipio.entrada.modelo import Recibido
from municipio.settings import ROOT, Settings
from tests.telegram.process import bear

KILLS = 8
PEOPLE = 60
CHANCE = random.Random(20261120)


def environment(telegram: SimulatorHandle, database_url: str, var_dir: Path) -> dict[str, str]:
    return {
        "TELEGRAM_TOKEN": telegram.token,
        "TELEGRAM_API": telegram.address,
        "DATABASE_URL": database_url,
        "VAR_DIR": str(var_dir),
        "DATA_DIR": str(ROOT / "data"),
        "MUNICIPIOS": "landazuri",
    }


def test_killed_many_times_it_loses_nothing(
    telegram: SimulatorHandle, loaded: Database, loaded_url: str, tmp_path: Path
) -> None:
    people = telegram.new_users(PEOPLE)
    said: Counter[int] = Counter()
    where = environment(telegram, loaded_url, tmp_path)
    for _ in range(KILLS):
        bot = bear(where)
        before = telegram.last_seq
        for _ in range(3):
            some = CHANCE.sample(people, 6)
            said.update(some)
            telegram.all_say([(person, "hola") for person in some])
            time.sleep(CHANCE.uniform(0, 0.05))
        telegram.wait_for(CHANCE.randint(1, 16), before, method="sendMessage", timeout_s=2)
        time.sleep(CHANCE.uniform(0, 0.03))
        bot.kill()
        bot.join()
        assert bot.exitcode == -signal.SIGKILL
    last = bear(where)
    wait_until_quiet(loaded, said.total())
    os.kill(last.pid or 0, signal.SIGTERM)
    last.join(10)
    assert last.exitcode == 0
    check(telegram, loaded, said)


def wait_until_quiet(database: Database, messages: int) -> None:
    deadline = time.monotonic() + WAIT_S
    moving = select(func.count()).select_from(Aviso)
    moving = moving.where(Aviso.estado.in_([EstadoAviso.PENDIENTE, EstadoAviso.ENVIANDO]))
    done = select(func.count()).select_from(Recibido).where(Recibido.hecho_en.is_not(None))
    while time.monotonic() < deadline:
        with database.read() as session:
            if session.scalar(done) == messages and session.scalar(moving) == 0:
                return
        time.sleep(0.1)
    raise AssertionError("it did not catch up")


def check(telegram: SimulatorHandle, database: Database, said: Counter[int]) -> None:
    heard = telegram.ledger(method="sendMessage")
    with database.read() as session:
        rows = session.execute(select(Aviso.chat_id, Aviso.estado, Aviso.dudas, Aviso.message_id)).all()
    assert Counter(row.chat_id for row in rows) == said  # each message was decided once
    assert {row.estado for row in rows} <= {EstadoAviso.ENVIADO, EstadoAviso.DUDOSO}
    known = {row.message_id for row in rows if row.message_id is not None}
    doubts = sum(row.dudas for row in rows)
    assert doubts > 0, "no kill fell between sending and recording: the test proves less than it says"
    assert sum(one.message_id not in known for one in heard) <= doubts
    answers = Counter(one.chat_id for one in heard)
    given_up = Counter(row.chat_id for row in rows if row.estado == EstadoAviso.DUDOSO)
    assert all(answers[person] >= said[person] - given_up[person] for person in said)
    assert given_up.total() <= KILLS  # what is in doubt is tried one at a time


def test_python_m_bot_answers_and_stops_when_told(
    telegram: SimulatorHandle, settings: Settings, tmp_path: Path
) -> None:
    url = f"sqlite:///{tmp_path / 'nueva.db'}"
    command = [sys.executable, "-m", "bot"]
    where = {**os.environ, **environment(telegram, url, tmp_path)}
    with ExitStack() as ending:
        bot = ending.enter_context(
            subprocess.Popen(command, env=where, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        )
        ending.callback(bot.kill)
        assert bot.stdout is not None
        assert json.loads(bot.stdout.readline()) == {"ready": True}
        rosa = telegram.user("Rosa")
        rosa.starts()
        assert "Landázuri" in rosa.wait_for()[-1].text
        assert rosa.asks("qué necesito para el certificado de residencia").text
        bot.send_signal(signal.SIGTERM)
        _, errors = bot.communicate(timeout=20)
    assert bot.returncode == 0
    assert telegram.token not in errors.decode()
    assert "residencia" not in errors.decode()


def test_python_m_bot_says_in_one_line_what_is_wrong(telegram: SimulatorHandle, tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'nueva.db'}"
    where = {**os.environ, **environment(telegram, url, tmp_path), "TELEGRAM_TOKEN": "123:equivocado"}
    ended = subprocess.run(
        [sys.executable, "-m", "bot"], env=where, cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert ended.returncode == 2
    assert ended.stderr.strip().splitlines()[-1] == (
        "Telegram no acepta el token: revise TELEGRAM_TOKEN (lo da @BotFather)"
    )
    assert "Traceback" not in ended.stderr
