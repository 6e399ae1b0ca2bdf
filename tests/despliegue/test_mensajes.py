"""The table «Qué dice y qué hacer» of docs/despliegue.md: what it says that is said, is said."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from municipio.db import trouble
from tests.conftest import ROOT
from tests.reglas import repositorio

GUIDE = (ROOT / "docs" / "despliegue.md").read_text(encoding="utf-8")
SECTION = repositorio.section(GUIDE, "10. Qué dice y qué hacer")
ROWS = re.findall(r"^\|(.+?)\|(.+?)\|$", SECTION, re.MULTILINE)[2:]
MESSAGES = [message for said, _ in ROWS for message in re.findall(r"`([^`]+)`", said)]
VARIES = "…"


def literals(path: Path) -> Iterator[str]:
    """The texts of a module, with `…` where a value goes."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    inside = {id(part) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for part in ast.walk(node)}
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            yield "".join(str(p.value) if isinstance(p, ast.Constant) else VARIES for p in node.values)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in inside:
            yield node.value


@cache
def said() -> tuple[str, ...]:
    """Every text of the program."""
    modules = repositorio.inside("bot", "municipio", "reminders", "nlu", suffix=".py")
    scripts = [path.read_text(encoding="utf-8") for path in repositorio.inside("nlu", suffix=".sh")]
    return (*(text for path in modules for text in literals(path)), *scripts)


@pytest.mark.parametrize("message", MESSAGES)
def test_each_message_of_the_table_is_in_the_code(message: str) -> None:
    """Its fixed parts stand, in their order, in one text of the program."""
    parts = [re.escape(part.strip()) for part in message.split(VARIES) if part.strip(" .:")]
    pattern = re.compile(".*?".join(parts), re.DOTALL)
    assert any(pattern.search(text) for text in said()), message


def test_each_row_says_what_to_do() -> None:
    assert len(ROWS) > 30
    assert [said for said, done in ROWS if "`" not in said or len(done.strip()) < 5] == []


def test_every_trouble_of_the_database_is_in_the_table() -> None:
    reasons = {*trouble._BY_CODE.values(), *trouble._BY_WORDS.values()}
    assert {f"{VARIES} {reason}" for reason in reasons} <= set(MESSAGES)


def test_a_message_that_nobody_says_is_found() -> None:
    with pytest.raises(AssertionError):
        test_each_message_of_the_table_is_in_the_code("La base de datos … se fue de vacaciones")
