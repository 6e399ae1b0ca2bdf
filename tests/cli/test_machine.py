"""What the technician is told when everything starts and something is in the way."""

from __future__ import annotations

import asyncio
import time
from pathlib import Path

import pytest

from bot.up import machine
from bot.up.machine import Machine
from bot.up.prepare import Prepared
from municipio.errors import BaseDeDatosError
from municipio.settings import Settings

TROUBLE = "La base de datos no responde"
PATIENCE_S = 60.0


def test_of_one_trouble_one_line_also_when_the_bot_finds_it_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "ventanilla.db").mkdir()
    log = tmp_path / "log" / "bot.log"

    def slow(_: Settings) -> Prepared:
        limit = time.monotonic() + PATIENCE_S
        while not (log.exists() and TROUBLE in log.read_text(encoding="utf-8")):
            assert time.monotonic() < limit, "the bot found nothing"
            time.sleep(0.05)
        time.sleep(0.5)  # it ends, and is to be started again
        raise BaseDeDatosError(f"{TROUBLE}: algo está en su lugar")

    monkeypatch.setattr(machine, "prepare", slow)
    monkeypatch.setenv("NLU_URL", "http://127.0.0.1:9")
    said: list[str] = []
    with pytest.raises(BaseDeDatosError):
        asyncio.run(Machine(Settings(var_dir=tmp_path), said.append).run())
    assert said == []
