"""The makers by name, and the process that makes what one of them is asked for."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from municipio.db.engine import Database
from municipio.documentos.registro import HACEDORES, hacedor
from municipio.errors import EntradaInvalidaError
from tests.conftest import ROOT


@pytest.mark.parametrize("name", sorted(HACEDORES))
def test_every_maker_is_where_it_is_said_to_be(name: str) -> None:
    assert callable(hacedor(name))
    assert "." in name


def test_an_unknown_maker_is_refused() -> None:
    with pytest.raises(EntradaInvalidaError):
        hacedor("os.system")


def run(maker: str, given: str, database_url: str, folder: Path) -> subprocess.CompletedProcess[bytes]:
    where = {**os.environ, "DATABASE_URL": database_url, "VAR_DIR": str(folder), "MPLCONFIGDIR": str(folder)}
    command = [sys.executable, "-W", "ignore", "-m", "municipio.documentos", maker]
    return subprocess.run(command, input=given.encode(), env=where, cwd=ROOT, capture_output=True, check=False)


def test_the_process_gives_a_line_and_then_the_bytes(plans: Database, tmp_path: Path) -> None:
    url = plans.engine.url.render_as_string()
    given = json.dumps({"municipio": "alvarado", "semestre": "2026-1", "forma": "pdf"})
    ended = run("plan.informe", given, url, tmp_path)
    head, _, content = ended.stdout.partition(b"\n")
    assert json.loads(head) == {"nombre": "informe-alvarado-2026-1.pdf", "tipo": "application/pdf"}
    assert content.startswith(b"%PDF")
    assert (ended.returncode, ended.stderr) == (0, b"")


@pytest.mark.parametrize(
    ("maker", "given", "code"),
    [
        ("plan.informe", '{"municipio": "palabras-secretas"}', 2),
        ("no.hay", "{}", 2),
        ("plan.informe", "palabras-secretas", 1),
        ("plan.informe", '["palabras-secretas"]', 1),
    ],
)
def test_what_goes_wrong_is_one_line_that_repeats_nothing(
    plans: Database, tmp_path: Path, maker: str, given: str, code: int
) -> None:
    ended = run(maker, given, plans.engine.url.render_as_string(), tmp_path)
    assert (ended.returncode, ended.stdout) == (code, b"")
    assert ended.stderr.count(b"\n") == 1
    assert b"secretas" not in ended.stderr


def test_a_database_that_is_not_ready_is_another_time(tmp_path: Path) -> None:
    ended = run("plan.informe", '{"municipio": "alvarado"}', f"sqlite:///{tmp_path / 'vacia.db'}", tmp_path)
    assert ended.returncode == 75
