"""Heartbeats: seldom written, old when nobody works, and no trouble for whoever beats."""

from __future__ import annotations

import os
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from municipio import latido
from municipio.latido import OLD_S, Latido, hasta, main, silencios


def test_it_beats_and_grows_old(tmp_path: Path) -> None:
    assert silencios(tmp_path, ["recepcion"]) == ["«recepcion» todavía no ha trabajado"]
    Latido(tmp_path, "recepcion")()
    assert silencios(tmp_path, ["recepcion"]) == []
    past = time.time() - OLD_S - 10
    os.utime(tmp_path / "run" / "recepcion.latido", (past, past))
    assert silencios(tmp_path, ["recepcion", "entrega"]) == [
        f"«recepcion» no trabaja desde hace {OLD_S + 10:.0f} s",
        "«entrega» todavía no ha trabajado",
    ]


def test_what_an_earlier_process_left_does_not_count(tmp_path: Path) -> None:
    Latido(tmp_path, "entrega")()
    Latido(tmp_path, "entrega")
    assert silencios(tmp_path, ["entrega"])


def test_it_is_written_seldom(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    beat = Latido(tmp_path, "entrega")
    beat()
    (tmp_path / "run" / "entrega.latido").unlink()
    beat()
    assert silencios(tmp_path, ["entrega"])
    monkeypatch.setattr(latido, "EVERY_S", 0.0)
    beat()
    assert silencios(tmp_path, ["entrega"]) == []


def test_it_says_until_when_its_work_is_done_and_hears_the_clock_leap(tmp_path: Path) -> None:
    beat, noon = Latido(tmp_path, "recordatorios"), datetime(2027, 1, 4, 17, tzinfo=UTC)
    assert hasta(tmp_path, "recordatorios") is None
    for moment in (noon, noon + timedelta(seconds=5)):
        beat(moment)
        assert hasta(tmp_path, "recordatorios") == noon
    beat(noon + timedelta(days=1))
    assert hasta(tmp_path, "recordatorios") == noon + timedelta(days=1)
    beat(noon)
    assert hasta(tmp_path, "recordatorios") == noon


def test_where_it_cannot_be_written_it_is_seen_and_nobody_is_stopped(tmp_path: Path) -> None:
    (tmp_path / "run").write_text("in the way")
    Latido(tmp_path, "entrega")()
    assert silencios(tmp_path, ["entrega"])


def test_the_command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setenv("VAR_DIR", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    Latido(tmp_path, "recordatorios")()
    assert main(["recordatorios"]) == 0
    assert main(["recordatorios", "entrega"]) == 1
    assert capsys.readouterr().err == "«entrega» todavía no ha trabajado\n"
