"""docker-compose.yml as the tests read it: variables filled in, merges done, one object per service."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, cast

import yaml

from tests.conftest import ROOT

FILE = ROOT / "docker-compose.yml"
_VARIABLE = re.compile(r"\$(?:(?P<escaped>\$)|\{(?P<name>\w+)(?::-(?P<default>[^}]*))?\})")


@dataclass(frozen=True, slots=True)
class Service:
    """One service: `raw` is what the file says of it."""

    name: str
    raw: Mapping[str, Any]

    @property
    def one_shot(self) -> bool:
        """Whether it does its work and ends."""
        return self.raw.get("restart") == "no"

    @property
    def command(self) -> list[str]:
        """The words of its command; empty when the image decides."""
        return list(self.raw.get("command", []))

    @property
    def environment(self) -> dict[str, str]:
        """What it finds in its environment."""
        return dict(self.raw.get("environment", {}))

    @property
    def secrets(self) -> list[str]:
        """Names of the secrets that it can read under /run/secrets."""
        return list(self.raw.get("secrets", []))

    @property
    def healthcheck(self) -> list[str]:
        """The words of its health check, without `CMD`; empty when it has none."""
        test = list(self.raw.get("healthcheck", {}).get("test", []))
        assert not test or test[0] == "CMD", f"{self.name}: a health check is a list that starts with CMD"
        return test[1:]

    @property
    def waits_for(self) -> dict[str, str]:
        """Service → the condition that it waits for."""
        return {name: entry["condition"] for name, entry in self.raw.get("depends_on", {}).items()}


def document(variables: Mapping[str, str] | None = None) -> dict[str, Any]:
    """The whole file, with `variables` in place of the shell's."""
    return cast("dict[str, Any]", _filled(yaml.safe_load(FILE.read_text(encoding="utf-8")), variables or {}))


def services(variables: Mapping[str, str] | None = None) -> dict[str, Service]:
    """Each service by its name."""
    return {name: Service(name, raw) for name, raw in document(variables)["services"].items()}


def _filled(value: Any, variables: Mapping[str, str]) -> Any:
    match value:
        case dict():
            return {key: _filled(item, variables) for key, item in value.items()}
        case list():
            return [_filled(item, variables) for item in value]
        case str():
            return _VARIABLE.sub(lambda found: _variable(found, variables), value)
    return value


def _variable(found: re.Match[str], variables: Mapping[str, str]) -> str:
    if found["escaped"]:
        return "$"
    assert found["default"] is not None, f"{found[0]} needs a default: `up` must work without a .env"
    return variables.get(found["name"]) or found["default"]
