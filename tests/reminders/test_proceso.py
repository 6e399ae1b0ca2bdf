"""The process of the reminders on a bad day: one line, and the next tick is as good as the one that was missed."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import datetime
from pathlib import Path

import pytest
from sqlalchemy import text
from structlog.testing import capture_logs

from bot.outbound.trouble import Trouble
from municipio.db import engine
from municipio.db.engine import Database
from municipio.settings import Settings
from reminders.run import _attempt
from tests.conftest import ROOT


@pytest.fixture(autouse=True)
def little_patience(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "BUSY_TIMEOUT_S", 0.1)


def count(database: Database, _now: datetime) -> None:
    """A task that writes."""
    with database.write() as session:
        session.execute(text("UPDATE versiones SET valor = valor"))


def test_a_database_that_is_held_is_told_once_and_waited_for(sqlite: Database, tmp_path: Path) -> None:
    settings, trouble, beats = Settings(var_dir=tmp_path), Trouble(), list[int]()

    def attempt() -> None:
        _attempt(settings, sqlite, trouble, count, lambda _now: beats.append(1))

    with capture_logs() as events:
        with closing(sqlite3.connect(tmp_path / "prueba.db", isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            for _ in range(3):
                attempt()
        assert beats == []
        attempt()
    assert [event["event"] for event in events] == ["base_de_datos_con_problemas", "base_de_datos_recuperada"]
    assert events[0]["motivo"] == "La base de datos no responde: está ocupada por otro proceso"
    assert beats == [1]


@pytest.mark.parametrize(
    ("name", "value", "says"),
    [("DATABASE_URL", "mysql://x", "DATABASE_URL debe empezar"), ("PORT", "x", "El ajuste PORT no sirve")],
)
def test_a_wrong_setting_is_one_line(tmp_path: Path, name: str, value: str, says: str) -> None:
    where = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), "VAR_DIR": str(tmp_path), name: value}
    done = subprocess.run(
        [sys.executable, "-m", "reminders"], env=where, cwd=tmp_path, capture_output=True, text=True, timeout=60
    )
    assert (done.returncode, len(done.stderr.splitlines())) == (2, 1)
    assert says in done.stderr
