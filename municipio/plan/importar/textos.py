"""The words of the import, which live in YAML beside this file, each read once."""

from __future__ import annotations

from functools import cache

from municipio.plan.registro import Canal
from municipio.templates import words


def decir(grupo: str, clave: str, **datos: object) -> str:
    """A text of `textos.yml` with its data in place."""
    texto: str = words("municipio.plan.importar")[grupo][clave]
    return texto.format(**datos)


@cache
def canales() -> list[Canal]:
    """The sections of a site with the frequencies that are proposed when a plan only names the Manual."""
    return [Canal.model_validate(canal) for canal in words("municipio.plan.importar", "manual.yml")["canales"]]
