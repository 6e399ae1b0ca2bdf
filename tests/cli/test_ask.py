"""`ventanilla ask` on a bad day of the understanding, of the disk, and of whoever reads its answers."""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import psutil
import pytest

from bot.cli.patient import NOTICE
from tests.cli import nlu_de_prueba
from tests.conftest import ROOT

COMMAND = str(Path(sys.executable).with_name("ventanilla"))
NOBODY = "http://127.0.0.1:9"
QUESTION = "¿Qué necesito para el certificado de residencia?"


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with its database."""
    var = tmp_path_factory.mktemp("ask") / "var"
    done = ventanilla(var, "load")
    assert done.returncode == 0, done.stderr
    return var


@pytest.fixture
def mortal(tmp_path: Path) -> str:
    """What stands where the Python of the understanding is."""
    return script(tmp_path, f'exec "{sys.executable}" "{nlu_de_prueba.__file__}" "$@"')


def script(folder: Path, does: str) -> str:
    path = folder / "python310"
    path.write_text(f"#!/bin/sh\n{does}\n")
    path.chmod(0o755)
    return str(path)


def ventanilla(
    var: Path, *words: str, tie: Callable[[], None] | None = None, out: int = subprocess.PIPE, **settings: str
) -> subprocess.CompletedProcess[str]:
    own: Mapping[str, str] = {"VAR_DIR": str(var), "PYTHONPATH": str(ROOT), "PATH": os.environ["PATH"], **settings}
    return subprocess.run(
        [COMMAND, *words], env=own, cwd=var.parent, stdout=out, stderr=subprocess.PIPE, text=True, preexec_fn=tie,
        timeout=120,
    )  # fmt: skip


def batch(folder: Path, lines: int) -> Path:
    path = folder / "preguntas.jsonl"
    path.write_text("".join(json.dumps({"id": str(n), "text": QUESTION}) + "\n" for n in range(lines)))
    return path


def ask_all(var: Path, folder: Path, lines: int, nlu_python: str) -> subprocess.CompletedProcess[str]:
    words = ("--batch", str(batch(folder, lines)), "--out", str(folder / "respuestas.jsonl"))
    return ventanilla(var, "ask", "--municipio", "alvarado", *words, NLU_PYTHON=nlu_python)


def test_when_the_understanding_dies_in_the_middle_it_says_so_once_and_goes_on(
    loaded: Path, tmp_path: Path, mortal: str
) -> None:
    done = ask_all(loaded, tmp_path, 8, mortal)
    assert done.returncode == 0
    assert done.stderr.splitlines() == ["Entrenando…", NOTICE]
    answers = [json.loads(line) for line in (tmp_path / "respuestas.jsonl").read_text().splitlines()]
    assert [answer["id"] for answer in answers] == [str(n) for n in range(8)]
    assert [answer["intent"] for answer in answers[:2]] == ["saludo"] * 2
    assert {answer["intent"] for answer in answers[2:]} == {"consultar_tramite"}
    assert not [p for p in psutil.process_iter() if nlu_de_prueba.__file__ in _command(p)]


def _command(process: psutil.Process) -> list[str]:
    try:
        return process.cmdline()
    except psutil.Error:
        return []


def test_while_it_answers_nothing_is_said(loaded: Path, tmp_path: Path, mortal: str) -> None:
    done = ask_all(loaded, tmp_path, nlu_de_prueba.ANSWERS, mortal)
    assert done.stderr.splitlines() == ["Entrenando…"]


@pytest.mark.parametrize(
    ("does", "code", "says"),
    [
        ("echo Ya; echo 'No hay espacio en el disco.' >&2; exit 1", 1,
         "No se pudo entrenar la comprensión: No hay espacio en el disco."),
        ("echo 'No se puede leer malo.yml, línea 1' >&2; exit 2", 2, "No se puede leer malo.yml, línea 1"),
        ("[ $2 = nlu.train ] && { echo /m; exit; }; echo 'El modelo está dañado.' >&2; exit 2", 1,
         "La comprensión no arrancó: El modelo está dañado."),
    ],
    ids=["full disk", "wrong sentences", "damaged model"],
)  # fmt: skip
def test_an_understanding_that_cannot_be_had(loaded: Path, tmp_path: Path, does: str, code: int, says: str) -> None:
    done = ask_all(loaded, tmp_path, 1, script(tmp_path, does))
    assert done.returncode == code
    assert says in done.stderr
    assert len(done.stderr.splitlines()) == 1
    assert sorted(path.name for path in tmp_path.iterdir()) == ["preguntas.jsonl", "python310"]


def test_without_its_environment(loaded: Path, tmp_path: Path) -> None:
    done = ask_all(loaded, tmp_path, 1, "/no/existe")
    assert (done.returncode, done.stderr) == (
        1, "Falta el entorno de la comprensión (/no/existe): ejecute «make setup»\n"
    )  # fmt: skip


@pytest.mark.parametrize("where", ["no/existe/r.jsonl", "carpeta"])
def test_where_it_cannot_write_it_does_not_begin(loaded: Path, tmp_path: Path, where: str) -> None:
    (tmp_path / "carpeta").mkdir()
    words = ("--batch", str(batch(tmp_path, 1)), "--out", str(tmp_path / where))
    done = ventanilla(loaded, "ask", "--municipio", "alvarado", *words, NLU_PYTHON=script(tmp_path, "sleep 100"))
    assert done.returncode == 2
    assert f"No se puede escribir {tmp_path / where}" in done.stderr
    assert len(done.stderr.splitlines()) == 1


LARGEST = 33_000
"""Bytes of a file: enough to read the database (the index of its log is 32 KB), too few for the answers."""


def no_large_files() -> None:
    resource.setrlimit(resource.RLIMIT_FSIZE, (LARGEST, LARGEST))


def test_a_full_disk_leaves_no_half_of_the_answers(loaded: Path, tmp_path: Path) -> None:
    answers = tmp_path / "respuestas.jsonl"
    answers.write_text("las de ayer")
    words = ("--batch", str(batch(tmp_path, 80)), "--out", str(answers))
    done = ventanilla(loaded, "ask", "--municipio", "alvarado", *words, tie=no_large_files, NLU_URL=NOBODY)
    assert done.returncode == 1
    assert done.stderr.splitlines() == [NOTICE, f"No se puede escribir {answers}: no hay espacio en el disco"]
    assert answers.read_text() == "las de ayer"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["preguntas.jsonl", "respuestas.jsonl"]


def test_a_full_disk_where_the_database_is(loaded: Path, tmp_path: Path) -> None:
    done = ventanilla(tmp_path / "otra", "load", tie=no_large_files)
    assert (done.returncode, done.stderr) == (1, "La base de datos no responde: el disco falla o está lleno\n")


def test_an_output_that_is_full(loaded: Path) -> None:
    with Path("/dev/full").open("w") as full:
        done = ventanilla(loaded, "check", out=full.fileno())
    assert (done.returncode, done.stderr) == (1, "El sistema no lo permitió: la salida: no hay espacio en el disco\n")


def test_a_reader_that_goes_away(loaded: Path) -> None:
    read, write = os.pipe()
    os.close(read)
    done = ventanilla(loaded, "check", out=write)
    os.close(write)
    assert (done.returncode, done.stderr) == (1, "")
