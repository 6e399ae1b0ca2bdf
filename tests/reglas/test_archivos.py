"""What no file may be or hold: giants, registries, places of one machine, secrets."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.reglas import repositorio

LONGEST = 400
SOURCES = repositorio.inside("bot", "actions", "municipio", "reminders", "nlu", suffix=".py")

REGISTRIES = re.compile(
    "|".join(
        (
            r"pypi" + r"\.org",
            r"python" + r"hosted",
            r"docker" + r"\.(io|com)/",
            r"(ghcr|quay|gcr)" + r"\.io",
            r"mcr\." + r"microsoft",
            r"npm" + r"js\.(org|com)",
            r"(extra-)?index" + r"-url",
            r"conda\." + r"anaconda",
        )
    ),
    re.IGNORECASE,
)
MACHINE = re.compile(r"(?<![\w.~/$}-])/(root|work|home/[\w.-]+|Users/[\w.-]+|mnt|media)/\w")
SECRETS = re.compile(r"\b\d{8,10}:AA[\w-]{33}\b|-----BEGIN [A-Z ]*PRIVATE KEY")


@cache
def contents() -> dict[str, str]:
    """What each text file holds."""
    held = {}
    for path in repositorio.files():
        try:
            held[repositorio.name(path)] = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
    return held


def places(pattern: re.Pattern[str]) -> Iterator[str]:
    """Where `pattern` stands, as file and line; what is found is not shown, for it may be a secret."""
    for name, content in contents().items():
        for found in pattern.finditer(content):
            yield f"{name}:{content.count(chr(10), 0, found.start()) + 1}"


@pytest.mark.parametrize("path", SOURCES, ids=repositorio.name)
def test_no_giant(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= LONGEST


@pytest.mark.parametrize(
    ("what", "pattern"),
    [("the host of a registry", REGISTRIES), ("a place of one machine", MACHINE), ("a secret", SECRETS)],
    ids=["registries", "machines", "secrets"],
)
def test_no_file_names(what: str, pattern: re.Pattern[str]) -> None:
    assert list(places(pattern)) == [], f"these lines name {what}"


def test_nothing_large_or_binary_is_kept_beside_the_code() -> None:
    """Databases, models and the like are made, not kept."""
    made = (".db", ".sqlite", ".pkl", ".joblib", ".tar.gz", ".zip", ".whl", ".log", ".pyc")
    assert [repositorio.name(path) for path in repositorio.files() if path.name.endswith(made)] == []
    assert [repositorio.name(path) for path in repositorio.files() if path.stat().st_size > 2_000_000] == []


def test_no_file_of_secrets_is_kept() -> None:
    assert not [path for path in repositorio.files() if path.is_relative_to(ROOT / "secrets") or path.name == ".env"]
