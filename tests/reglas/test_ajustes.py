"""Settings ⇔ the README's table ⇔ .env.example: what one says, the others say."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from municipio.settings import SECRETS, Settings
from tests.conftest import ROOT
from tests.reglas import repositorio

NAMES = {name.upper() for name in Settings.model_fields}
EXAMPLE = (ROOT / ".env.example").read_text(encoding="utf-8")
EXAMPLES = dict(re.findall(r"^#?([A-Z_]+)=(.*)$", EXAMPLE, re.MULTILINE))


def test_the_example_names_every_setting_once() -> None:
    assert sorted(re.findall(r"^#?([A-Z_]+)=", EXAMPLE, re.MULTILINE)) == sorted(NAMES)


def test_the_readme_names_every_setting_once() -> None:
    table = repositorio.first_column(repositorio.section(repositorio.readme(), "Settings"))
    assert sorted(table) == sorted(NAMES)


@pytest.mark.parametrize("secret", SECRETS)
def test_secrets_can_be_files_and_it_is_told(secret: str) -> None:
    assert secret in NAMES
    assert f"{secret}_FILE" in EXAMPLE
    assert f"{secret}_FILE" in repositorio.readme()


def test_the_example_sets_nothing_by_itself() -> None:
    """Copied as it is, it changes nothing: the simulator starts."""
    assert [line for line in EXAMPLE.splitlines() if line and not line.startswith("#")] == []


@pytest.mark.parametrize("name", sorted(EXAMPLES.keys() - set(SECRETS)))
def test_the_example_shows_the_values_in_force(name: str) -> None:
    default = Settings.model_fields[name.lower()].default
    match default:
        case Path():
            shown = default.relative_to(ROOT).as_posix()
        case None | ():
            shown = ""
        case float():
            shown = f"{default:g}"
        case _:
            shown = str(default)
    assert EXAMPLES[name] == shown


def test_every_setting_says_what_it_is() -> None:
    source = (ROOT / "municipio" / "settings.py").read_text(encoding="utf-8")
    for name in Settings.model_fields:
        assert re.search(rf'^    {name}: .*\n    """', source, re.MULTILINE), f"{name} has no docstring"
