"""Finding a Python 3.10 for Rasa, on machines that have none, a false one, or one that is hidden."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from tests.conftest import ROOT

SAYS = (
    "Falta Python 3.10 (lo necesita Rasa): instale python3.10 y su venv, o indíquelo con NLU_PYTHON=/ruta/python3.10\n"
)
WORKS, FAILS = "exit 0", 'echo "pyenv: $0: command not found" >&2; exit 127'
UV = """
case "$1 $2" in
  "venv "*) for last; do :; done; mkdir -p "$last" ;;
  "python "*) echo "error: no network" >&2; exit 1 ;;
esac
"""
TOOLS = ("sh", "make", "mkdir", "touch", "python3")


def program(path: Path, does: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!/bin/sh\n{does}\n")
    path.chmod(0o755)
    return path


class Bare:
    """A machine whose only Python 3.10 is a shim of pyenv that fails, with a copy of the script."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.home, self.shims = folder, folder / "home", folder / "home" / ".pyenv" / "shims"
        program(self.shims / "python3.10", FAILS)
        text = (ROOT / "nlu" / "find_python.sh").read_text(encoding="utf-8")
        for place in ("/usr/local/bin", "/opt/python3.10"):  # what this machine has there is not of this test
            assert place in text
            text = text.replace(place, f"{folder}{place}")
        (folder / "nlu").mkdir()
        (folder / "nlu" / "find_python.sh").write_text(text)

    def run(self, *command: str, path: str = "", **environment: str) -> subprocess.CompletedProcess[str]:
        where = {"HOME": str(self.home), "PATH": f"{self.shims}{path}", **environment}
        return subprocess.run(command, env=where, cwd=self.folder, capture_output=True, text=True, timeout=60)

    def find(self, **environment: str) -> tuple[int, str, str]:
        done = self.run("/bin/sh", "nlu/find_python.sh", **environment)
        return done.returncode, done.stdout, done.stderr


@pytest.fixture
def bare(tmp_path: Path) -> Bare:
    return Bare(tmp_path)


def test_none_at_all_is_one_line(bare: Bare) -> None:
    assert bare.find() == (2, "", SAYS)


def test_without_network_it_cannot_be_downloaded(bare: Bare) -> None:
    uv = program(bare.folder / "uv", UV)
    assert bare.find(UV=str(uv)) == (2, "", SAYS)


def test_one_of_another_version_does_not_do(bare: Bare) -> None:
    other = program(bare.folder / "python3.12", "exit 1")
    assert bare.find(NLU_PYTHON=str(other)) == (2, "", SAYS)


@pytest.mark.parametrize(
    "place", ["home/.pyenv/versions/3.10.13/bin", "usr/local/bin", "opt/python3.10/bin"], ids=["pyenv", "local", "opt"]
)
def test_behind_a_shim_that_fails_the_real_one_is_found(bare: Bare, place: str) -> None:
    real = program(bare.folder / place / "python3.10", WORKS)
    assert bare.find() == (0, f"{real}\n", "")


def test_a_pyenv_that_lives_elsewhere_is_found_by_its_shim(bare: Bare) -> None:
    real = program(bare.home / ".pyenv" / "versions" / "3.10.4" / "bin" / "python3.10", WORKS)
    assert bare.find(HOME="/nada") == (0, f"{real}\n", "")


def test_the_one_that_is_named_comes_first(bare: Bare) -> None:
    named = program(bare.folder / "mi python", WORKS)
    program(bare.home / ".pyenv" / "versions" / "3.10.4" / "bin" / "python3.10", WORKS)
    assert bare.find(NLU_PYTHON=str(named)) == (0, f"{named}\n", "")


def test_one_that_uv_downloads(bare: Bare) -> None:
    real = program(bare.folder / "descargado", WORKS)
    mark = bare.folder / "ya"
    uv = program(bare.folder / "uv", f"case $2 in install) : > {mark} ;; find) [ -e {mark} ] && echo {real} ;; esac")
    assert bare.find(UV=str(uv)) == (0, f"{real}\n", "")


def test_make_setup_says_the_same_line_and_leaves_nothing_half_made(bare: Bare) -> None:
    for name in ("Makefile", "pyproject.toml"):
        shutil.copy(ROOT / name, bare.folder)
    shutil.copytree(ROOT / "requirements", bare.folder / "requirements")
    program(bare.folder / ".tools" / "bin" / "uv", UV)  # newer than its requirements: it is not installed again
    for tool in TOOLS:
        found = shutil.which(tool)
        assert found is not None
        (bare.folder / "bin").mkdir(exist_ok=True)
        (bare.folder / "bin" / tool).symlink_to(found)
    done = bare.run("make", "setup", path=f":{bare.folder}/bin")
    assert done.returncode == 2
    told = [line for line in done.stderr.splitlines(keepends=True) if not line.startswith("make")]
    assert told == [SAYS]
    assert "Preparando la comprensión" not in done.stdout
    assert not (bare.folder / "nlu" / ".venv").exists()
