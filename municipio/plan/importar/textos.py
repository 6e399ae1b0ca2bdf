"""The words of the import, which live in YAML beside this file, each read once."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import yaml

from municipio.plan.registro import Canal

_AQUI = Path(__file__).parent


def decir(grupo: str, clave: str, **datos: object) -> str:
    """A text of `textos.yml` with its data in place."""
    texto: str = _leer("textos.yml")[grupo][clave]
    return texto.format(**datos)


@cache
def canales() -> list[Canal]:
    """The sections of a site with the frequencies that are proposed when a plan only names the Manual."""
    return [Canal.model_validate(canal) for canal in _leer("manual.yml")["canales"]]


@cache
def _leer(nombre: str) -> dict[str, Any]:
    leidos: dict[str, Any] = yaml.safe_load((_AQUI / nombre).read_text(encoding="utf-8"))
    return leidos
