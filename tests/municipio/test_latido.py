"""Heartbeats: seldom written, old when nobody works, and no trouble for whoever beats."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from municipio import latido
from municipio.latido import OLD_S, Latido, main, silencios


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
