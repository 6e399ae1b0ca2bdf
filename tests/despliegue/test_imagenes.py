"""The Dockerfiles, which cannot be built where the tests run: what they copy exists, what they run is pinned."""

from __future__ import annotations

import re
import tomllib
from fnmatch import fnmatch
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.despliegue.compose import services

FILES = [ROOT / "Dockerfile", ROOT / "nlu" / "Dockerfile"]
every_image = pytest.mark.parametrize("path", FILES, ids=["app", "nlu"])


def instructions(path: Path) -> list[tuple[str, str]]:
    """Each instruction and its arguments, continued lines joined."""
    text = re.sub(r"^#.*\n", "", path.read_text(encoding="utf-8"), flags=re.MULTILINE).replace("\\\n", " ")
    pairs = (line.split(maxsplit=1) for line in text.splitlines() if line.strip())
    return [(name, arguments) for name, arguments in pairs]


def arguments_of(path: Path, name: str) -> list[str]:
    return [arguments for found, arguments in instructions(path) if found == name]


def copied(path: Path) -> list[str]:
    """What is copied from the repository."""
    lines = [line.split() for line in arguments_of(path, "COPY") if "--from" not in line]
    return [source for line in lines for source in line[:-1]]


@every_image
def test_the_base_is_pinned(path: Path) -> None:
    for base in arguments_of(path, "FROM"):
        assert re.match(r"python:3\.\d+\.\d+-slim-\w+( AS \w+)?$", base)


def test_the_versions_of_python_are_those_of_the_environments() -> None:
    wanted = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["requires-python"]
    app, nlu = (arguments_of(path, "FROM")[0] for path in FILES)
    assert wanted == ">=3.11"
    assert app.startswith("python:3.11.")
    assert nlu.startswith("python:3.10.")


@every_image
def test_it_runs_as_the_user_of_the_compose_file(path: Path) -> None:
    build = {"context": ".", "dockerfile": "nlu/Dockerfile"} if path.parent.name == "nlu" else "."
    users = {service.raw["user"] for service in services().values() if service.raw.get("build") == build}
    assert users == set(arguments_of(path, "USER"))


@every_image
def test_what_it_copies_exists_and_reaches_the_builder(path: Path) -> None:
    lines = (ROOT / ".dockerignore").read_text().splitlines()
    let_in = [line[1:] for line in lines if line.startswith("!")]
    kept_out = [line for line in lines if line and line[0] not in "#!*"]
    for source in copied(path):
        assert (ROOT / source).exists(), source
        assert any(source == entry or source.startswith(f"{entry}/") for entry in let_in), source
        assert not any(fnmatch(source, entry) for entry in kept_out), source


@every_image
def test_what_it_installs_has_its_hash(path: Path) -> None:
    installs = [run for line in arguments_of(path, "RUN") for run in line.split("&&") if "pip install" in run]
    assert installs
    for run in installs:
        assert "--require-hashes" in run or "--no-deps --no-build-isolation --editable ." in run


@every_image
def test_it_holds_no_secret(path: Path) -> None:
    assert not arguments_of(path, "ARG")
    assert not re.search(r"TOKEN|PASSWORD|DATABASE_URL", path.read_text())


def test_every_package_of_the_program_is_in_its_image() -> None:
    packages = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["setuptools"]["packages"]["find"]["include"]
    assert {name.rstrip("*") for name in packages} <= set(copied(FILES[0]))


def test_what_the_nlu_image_needs_is_in_it() -> None:
    assert set(copied(FILES[1])) == {"requirements/nlu.txt", "nlu", "data"}
