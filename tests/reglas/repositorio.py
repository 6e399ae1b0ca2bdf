"""What the repository holds, for the tests that compare its inventories."""

from __future__ import annotations

import re
import subprocess
from functools import cache
from pathlib import Path
from typing import Any, cast

import yaml

from tests.conftest import ROOT

README = ROOT / "README.md"


@cache
def files() -> tuple[Path, ...]:
    """Every file that is in git or would be added to it."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return tuple(path for name in sorted(set(listed.split("\0"))) if name and (path := ROOT / name).is_file())


def inside(*folders: str, suffix: str) -> list[Path]:
    """Those files under `folders` whose name ends in `suffix`."""
    return [path for path in files() if name(path).split("/")[0] in folders and path.name.endswith(suffix)]


def name(path: Path) -> str:
    """The path as it is told to people."""
    return path.relative_to(ROOT).as_posix()


def labels() -> dict[str, Any]:
    """The shared vocabulary, data/etiquetas.yml."""
    return cast("dict[str, Any]", yaml.safe_load((ROOT / "data" / "etiquetas.yml").read_text(encoding="utf-8")))


def readme() -> str:
    """The README."""
    return README.read_text(encoding="utf-8")


def section(text: str, title: str) -> str:
    """What stands under `## title`, up to the next heading of that level; empty when there is no such section."""
    found = re.search(rf"^## {re.escape(title)}\s*$(.*?)(?=^## |\Z)", text, re.MULTILINE | re.DOTALL)
    return found[1] if found else ""


def first_column(markdown: str) -> list[str]:
    """The names in backticks that open the rows of the tables of `markdown`."""
    return re.findall(r"^\|\s*`([^`]+)`\s*\|", markdown, re.MULTILINE)


def code(markdown: str) -> str:
    """Only what `markdown` shows as code, in line or in blocks."""
    return "\n".join(re.findall(r"```.*?```|`[^`\n]+`", markdown, re.DOTALL))
