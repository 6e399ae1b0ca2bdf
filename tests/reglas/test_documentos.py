"""What the documents tell people to type exists, and what exists is told."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from bot.cli.app import app
from tests.conftest import ROOT
from tests.reglas import repositorio

MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")
TARGETS = set(re.findall(r"^([a-z][a-z-]*):", MAKEFILE, re.MULTILINE))
COMMANDS = {
    str(command.name or command.callback.__name__.replace("_", "-"))
    for command in app.registered_commands
    if command.callback
}
DOCUMENTS = [path for path in repositorio.files() if path.suffix == ".md"]
every_document = pytest.mark.parametrize("path", DOCUMENTS, ids=repositorio.name)


def test_the_readme_tells_of_the_two_commands() -> None:
    assert {"make run", "make test"} <= set(re.findall(r"make \w+", repositorio.code(repositorio.readme())))


@pytest.mark.parametrize("command", sorted(COMMANDS))
def test_the_readme_tells_of_every_command(command: str) -> None:
    assert re.search(rf"ventanilla {command}\b", repositorio.code(repositorio.readme()))


@every_document
def test_the_make_targets_that_it_names_exist(path: Path) -> None:
    text = repositorio.code(path.read_text(encoding="utf-8"))
    assert set(re.findall(r"(?<![\w-])make ([a-z][a-z-]*)", text)) <= TARGETS


@every_document
def test_the_commands_that_it_names_exist(path: Path) -> None:
    text = repositorio.code(path.read_text(encoding="utf-8"))
    assert set(re.findall(r"(?:^|[\s`/])ventanilla ([a-z][a-z-]*)", text)) <= COMMANDS


@every_document
def test_the_files_that_it_links_exist(path: Path) -> None:
    links = re.findall(r"\]\(([^)#\s]+)[^)]*\)", path.read_text(encoding="utf-8"))
    for link in links:
        if "://" not in link and not link.startswith("mailto:"):
            assert (path.parent / link).exists(), link


def test_every_target_is_declared() -> None:
    """A file with the name of a target would silence it."""
    declared = re.search(r"^\.PHONY: (.*)$", MAKEFILE, re.MULTILINE)
    assert declared
    assert TARGETS - {"lock"} <= set(declared[1].split())
    assert set(declared[1].split()) - TARGETS == set()


def test_the_hooks_reach_for_nothing_outside() -> None:
    hooks = yaml.safe_load((ROOT / ".pre-commit-config.yaml").read_text(encoding="utf-8"))
    assert [entry["repo"] for entry in hooks["repos"]] == ["local"]
    ran = [hook["entry"] for entry in hooks["repos"] for hook in entry["hooks"]]
    assert [entry.split()[0] for entry in ran if not entry.startswith(".venv/bin/")] == []
    assert {hook["language"] for entry in hooks["repos"] for hook in entry["hooks"]} == {"system"}
