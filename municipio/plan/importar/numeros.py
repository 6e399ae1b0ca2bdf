"""Numbers, as people write them, in one form: «Doce (12) MESES» and «12 meses» come out equal."""

from __future__ import annotations

import re

from municipio.plan.importar.limpio import en_linea, limpiar
from municipio.texto import palabras, sin_tildes

_HASTA_TREINTA = palabras(
    "cero uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciseis diecisiete "
    "dieciocho diecinueve veinte veintiuno veintidos veintitres veinticuatro veinticinco veintiseis veintisiete "
    "veintiocho veintinueve treinta"
)
_PALABRAS = {
    **{palabra: n for n, palabra in enumerate(_HASTA_TREINTA)},
    "un": 1, "una": 1, "cuarenta": 40, "cincuenta": 50, "sesenta": 60, "setenta": 70, "ochenta": 80, "noventa": 90,
    "cien": 100, "primer": 1, "primero": 1, "primera": 1, "segundo": 2, "segunda": 2, "tercer": 3, "tercero": 3,
    "tercera": 3, "cuarto": 4, "cuarta": 4,
}  # fmt: skip
_ROMANOS = {"i": "1", "ii": "2", "iii": "3", "iv": "4"}
_PALABRA = re.compile(rf"\b({'|'.join(sorted(_PALABRAS, key=len, reverse=True))})\b")
_DECENAS = re.compile(r"\b([3-9]0) y ([1-9])\b")
_ROMANO = re.compile(r"\b(i{1,3}|iv)\s+(?=(?:bi|tri|cuatri|se)mestre)")
_ORDINAL = re.compile(r"([0-9]{1,2})(?:\s*\.?\s*[°º˚ª]\.?|(?:ro|er|ero|do|da|ra|o)\b\.?)")
_REPETIDO = re.compile(r"\b([0-9]+)\s*\(\s*0?\1\s*\)")
_MILES = re.compile(r"\b([0-9]{1,3}(?:\.[0-9]{3})+)\b(?![.,]?[0-9])")
_ANO = re.compile(r"\b(?:anos?|años)\b")
_RAYAS = re.compile(r"[‐-―−]")


def simple(texto: str) -> str:
    """The text in lower case, without accents, its numbers in digits, ready to be searched."""
    plano = sin_tildes(_RAYAS.sub("-", en_linea(limpiar(texto))))
    plano = "".join(letra for letra in plano if letra.isascii() or letra in "ñ°º˚ª")
    plano = _ROMANO.sub(lambda m: _ROMANOS[m[1]] + " ", _ANO.sub("año", plano))
    plano = _PALABRA.sub(lambda m: str(_PALABRAS[m[1]]), plano)
    plano = _DECENAS.sub(lambda m: str(int(m[1]) + int(m[2])), plano)
    plano = _MILES.sub(lambda m: m[1].replace(".", ""), _ORDINAL.sub(r"\1 ", plano))
    plano = _REPETIDO.sub(r"\1", plano.replace("(", " ( ").replace(")", " ) "))
    return en_linea(plano)
