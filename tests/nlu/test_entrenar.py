"""Training on a bad day, with a handful of sentences: one line, and no half model."""

from __future__ import annotations

import ctypes
import os
import signal
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.nlu.frases import ROOT

pytestmark = pytest.mark.nlu

PYTHON = ROOT / "nlu" / ".venv" / "bin" / "python"
CAP_DAC_OVERRIDE, PR_CAPBSET_DROP = 1, 24
SENTENCES = """
version: "3.1"
nlu:
- intent: saludo
  examples: |
    - hola
    - buenas tardes
    - buenos días
- intent: consultar_tramite/costo
  examples: |
    - cuánto vale el certificado
    - cuánto cuesta
    - es gratis
- intent: consultar_tramite/requisitos
  examples: |
    - qué papeles piden
    - qué necesito llevar
    - qué documentos
"""
LIMITED = """
import resource, runpy, sys
resource.setrlimit(resource.RLIMIT_FSIZE, ({bytes}, {bytes}))
sys.argv[0] = "nlu.train"
runpy.run_module("nlu.train", run_name="__main__")
"""


@pytest.fixture
def words(tmp_path: Path) -> list[str]:
    """The arguments of a small training."""
    (tmp_path / "frases").mkdir()
    (tmp_path / "frases" / "todas.yml").write_text(SENTENCES)
    (tmp_path / "catalogo").mkdir()
    return ["--data", f"{tmp_path}/frases", "--catalogue", f"{tmp_path}/catalogo", "--out", f"{tmp_path}/modelos"]


def run(*command: str, tie: Callable[[], None] | None = None) -> subprocess.CompletedProcess[str]:
    """Run Python without leaving bytecode: with a limit on the size of files it would be left cut short."""
    environment = os.environ | {"PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"}
    return subprocess.run(
        [str(PYTHON), *command], cwd=ROOT, env=environment, capture_output=True, text=True, preexec_fn=tie, timeout=300
    )


def kept(tmp_path: Path) -> list[str]:
    return sorted(path.name for path in (tmp_path / "modelos").iterdir() if path.name != ".candado")


@pytest.mark.parametrize("largest", [0, 700, 2000], ids=["nothing", "the sentences", "almost the model"])
def test_a_full_disk_is_told_in_one_line_and_leaves_what_there_was(
    tmp_path: Path, words: list[str], largest: int
) -> None:
    """A limit on the size of files stands in for the full disk: it fails at the first step, half-way, or at the end."""
    earlier = tmp_path / "modelos" / "anterior" / "nlu.tar.gz"
    earlier.parent.mkdir(parents=True)
    earlier.write_bytes(b"el de ayer")
    done = run("-c", LIMITED.format(bytes=largest), *words)
    assert done.returncode == 1
    assert done.stderr.startswith(f"No hay espacio en el disco para entrenar la comprensión en «{tmp_path}/modelos»")
    assert len(done.stderr.splitlines()) == 1
    assert kept(tmp_path) == ["anterior"]
    assert earlier.read_bytes() == b"el de ayer"


def test_a_folder_that_cannot_be_written_is_told_in_one_line(tmp_path: Path, words: list[str]) -> None:
    def without_rights() -> None:
        if os.geteuid() == 0:
            ctypes.CDLL(None).prctl(PR_CAPBSET_DROP, CAP_DAC_OVERRIDE)

    (tmp_path / "modelos").mkdir(mode=0o555)
    done = run("-m", "nlu.train", *words, tie=without_rights)
    (tmp_path / "modelos").chmod(0o755)
    assert done.returncode == 1
    assert done.stderr == f"No se puede escribir en «{tmp_path}/modelos»; revise los permisos de esa carpeta.\n"
    assert kept(tmp_path) == []


def test_killed_half_way_it_leaves_no_model_and_the_next_one_tidies_up(tmp_path: Path, words: list[str]) -> None:
    with subprocess.Popen(
        [str(PYTHON), "-m", "nlu.train", *words], cwd=ROOT, env=os.environ | {"PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
    ) as half:  # fmt: skip
        assert half.stdout is not None
        assert b"Entrenando" in half.stdout.readline()
        time.sleep(0.5)
        half.send_signal(signal.SIGKILL)
    assert all(name.endswith(".tmp") for name in kept(tmp_path))
    done = run("-m", "nlu.train", *words)
    assert done.returncode == 0, done.stderr
    model = Path(done.stdout.splitlines()[-1])
    assert model.stat().st_size > 0
    assert kept(tmp_path) == [model.parent.name]
