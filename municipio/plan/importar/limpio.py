"""The text of a cell as it is kept: one way of writing each letter, nothing invisible, and dashes that are blanks."""

from __future__ import annotations

import re
import unicodedata

_VACIOS = re.compile(r"[\W_]*|n\s*[./]?\s*a\.?|no aplica|sin definir", re.IGNORECASE)
_ERROR_DE_EXCEL = re.compile(r"#(REF|N/A|VALUE|VALOR|DIV/0|NAME|NOMBRE|NULL|NUM)[!?¡¿]*", re.IGNORECASE)
MAX_CITA = 90


def limpiar(texto: str) -> str:
    """The letters that people see, lines kept apart, without blank lines."""
    compuesto = unicodedata.normalize("NFC", texto.replace("\r\n", "\n").replace("\r", "\n").replace("\v", "\n"))
    visible = "".join(_visible(letra) for letra in compuesto)
    lineas = (linea.strip(" \t") for linea in visible.split("\n"))
    return "\n".join(linea for linea in lineas if linea)


def en_blanco(texto: str) -> bool:
    """Whether a cell says nothing: empty, dashes, «N/A»."""
    return _VACIOS.fullmatch(texto.strip()) is not None and "%" not in texto


def error_de_excel(texto: str) -> bool:
    """Whether a cell holds the error of a formula."""
    return _ERROR_DE_EXCEL.fullmatch(texto.strip()) is not None


def en_linea(texto: str) -> str:
    """The text in one line."""
    return " ".join(texto.split())


def cita(texto: str) -> str:
    """The text in one line, cut where it is too long to be quoted."""
    linea = en_linea(texto)
    return linea if len(linea) <= MAX_CITA else linea[: MAX_CITA - 1].rstrip() + "…"


def _visible(letra: str) -> str:
    if letra == "\n":
        return letra
    tipo = unicodedata.category(letra)
    if tipo in ("Cf", "Cs", "Co", "Cn"):
        return ""
    return " " if tipo in ("Cc", "Zs", "Zl", "Zp") else letra
