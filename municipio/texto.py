"""Text as it is compared: lower case, no accents, no punctuation."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_PALABRA = re.compile(r"[a-z0-9ñ]+")


def sin_tildes(texto: str) -> str:
    """Lower case without accents; the ñ stays a letter of its own."""
    marcado = texto.lower().replace("ñ", "\0")
    plano = "".join(c for c in unicodedata.normalize("NFD", marcado) if not unicodedata.combining(c))
    return plano.replace("\0", "ñ")


def palabras(texto: str) -> list[str]:
    """The words of a text, as they are compared."""
    return _PALABRA.findall(sin_tildes(texto))


@lru_cache(maxsize=20_000)
def normalizar(texto: str) -> str:
    """One text per way of writing the same: «¿Predial, 2026?» and «predial 2026» come out equal."""
    return " ".join(palabras(texto))
