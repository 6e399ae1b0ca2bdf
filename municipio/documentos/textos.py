"""The words of the documents, from `textos.yml`."""

from __future__ import annotations

from typing import Any

from municipio.plan.semestres import Semestre
from municipio.templates import words


def textos() -> dict[str, Any]:
    """The short texts of the documents."""
    return words("municipio.documentos")


def semestre(uno: Semestre) -> str:
    """«segundo semestre de 2026»."""
    return f"{textos()['mitades'][uno.mitad - 1]} semestre de {uno.ano}"


def cuantas(situacion: str, numero: int) -> str:
    """«3 vencidas», «1 por vencer»."""
    una, varias = textos()["situaciones"][situacion]
    return f"{numero} {una if numero == 1 else varias}"
