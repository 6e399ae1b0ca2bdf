"""The arrows that the design forbids are in the contracts of `lint-imports`; what it cannot see is checked here."""

from __future__ import annotations

import ast
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import ROOT
from tests.reglas import repositorio

ROOMS = ("municipio", "actions", "bot", "reminders")
CONFIG: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]
OTHER_DOORS = sorted(
    f"bot.{path.stem}"
    for path in (ROOT / "bot").iterdir()
    if path.stem not in ("__init__", "__pycache__", "__main__", "outbound") and (path.is_dir() or path.suffix == ".py")
)

FORBIDDEN = [
    ("municipio", "actions"),
    ("municipio", "bot"),
    ("actions", "bot"),
    *((room, "reminders") for room in ROOMS if room != "reminders"),
    ("reminders", "actions"),
    *(("reminders", door) for door in OTHER_DOORS),
    *((room, "telegram") for room in ROOMS if room != "bot"),
    *((room, "apscheduler") for room in ROOMS if room != "reminders"),
    *((room, "rasa") for room in ROOMS),
    *((room, "nlu") for room in ROOMS),
]


def contracted() -> set[tuple[str, str]]:
    """The arrows that some contract forbids."""
    arrows = set()
    for contract in CONFIG["contracts"]:
        assert not contract.get("ignore_imports"), f"«{contract['name']}» has exceptions"
        if contract["type"] == "layers":
            layers = contract["layers"]
            arrows |= {(low, high) for i, high in enumerate(layers) for low in layers[i + 1 :]}
        else:
            arrows |= {(a, b) for a in contract["source_modules"] for b in contract["forbidden_modules"]}
    return arrows


@pytest.mark.parametrize(("source", "target"), FORBIDDEN, ids=lambda name: name)
def test_the_arrow_is_in_a_contract(source: str, target: str) -> None:
    assert (source, target) in contracted()


def test_the_contracts_watch_every_room_and_what_comes_from_outside() -> None:
    assert set(CONFIG["root_packages"]) == set(ROOMS)
    assert CONFIG["include_external_packages"] is True


def imported(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module.split(".")[0]


@pytest.mark.parametrize("path", repositorio.inside("nlu", suffix=".py"), ids=repositorio.name)
def test_nlu_imports_no_other_room(path: Path) -> None:
    assert not set(imported(path)) & {*ROOMS, "telegram", "apscheduler"}


@pytest.mark.parametrize("path", repositorio.inside(*ROOMS, suffix=".py"), ids=repositorio.name)
def test_each_library_is_spoken_in_its_room(path: Path) -> None:
    homes = {"telegram": "bot", "apscheduler": "reminders", "rasa": "nlu", "nlu": "nlu"}
    room = repositorio.name(path).split("/")[0]
    assert [name for name in imported(path) if homes.get(name, room) != room] == []
