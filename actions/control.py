"""Words that steer the talk and ask nothing: «menú», «volver», «ok». They need no understanding."""

from __future__ import annotations

import re

from municipio.texto import normalizar

_STEERING = {
    "menu": ("menu", "inicio", "tramites", "volver", "atras", "regresar", "opciones", "lista"),
    "humano": ("contacto", "persona", "asesor"),
    "ayuda": ("ayuda", "help"),
    "listo": ("ok", "okay", "listo", "vale", "bueno", "entendido", "aja", "si", "no", "ya", "salir"),
}
_BY_WORD = {word: data for data, words in _STEERING.items() for word in words}
_NUMBER = re.compile(r"\d{1,3}")


def steering(text: str) -> str | None:
    """The data of the button that a steering word stands for; a text without words, or a lone number, is one too."""
    plain = normalizar(text)
    if not plain:
        return "listo"
    if _NUMBER.fullmatch(plain):
        return "menu"
    return _BY_WORD.get(plain)
