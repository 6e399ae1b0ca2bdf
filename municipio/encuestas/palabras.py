"""The words of the results, from `palabras.yml`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from municipio.templates import words


def palabras() -> dict[str, Any]:
    """The short texts of the results."""
    return words("municipio.encuestas", "palabras.yml")


def juntas(textos: Sequence[str], *, en_orden: bool) -> str:
    """What several categories that are told as one are called: «Malo o Regular», «De Malo a Muy bueno»."""
    if len(textos) == 1:
        return textos[0]
    if en_orden and len(textos) > 2:
        return str(palabras()["de_a"]).format(textos[0], textos[-1])
    return str(palabras()["y_o"]).format(", ".join(textos[:-1]), textos[-1])


def porcentaje(parte: float) -> str:
    """«45 %»: whole, for such small numbers."""
    return f"{int(parte * 100 + 0.5)} %"


def decimal(numero: float) -> str:
    """«3,8»."""
    return f"{numero:.1f}".replace(".", ",")
