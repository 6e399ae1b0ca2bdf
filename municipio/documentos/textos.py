"""The words of the documents, from `textos.yml`."""

from __future__ import annotations

from functools import cache
from importlib import resources
from typing import Any

import yaml

from municipio.plan.semestres import Semestre


@cache
def textos() -> dict[str, Any]:
    """The short texts of the documents."""
    contenido = resources.files("municipio.documentos").joinpath("textos.yml").read_text(encoding="utf-8")
    leidos: dict[str, Any] = yaml.safe_load(contenido)
    return leidos


def semestre(uno: Semestre) -> str:
    """«segundo semestre de 2026»."""
    return f"{textos()['mitades'][uno.mitad - 1]} semestre de {uno.ano}"


def cuantas(situacion: str, numero: int) -> str:
    """«3 vencidas», «1 por vencer»."""
    una, varias = textos()["situaciones"][situacion]
    return f"{numero} {una if numero == 1 else varias}"
