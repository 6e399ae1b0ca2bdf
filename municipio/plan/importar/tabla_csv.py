"""Tables kept as text: the encoding and the delimiter are found out, not asked for."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable
from itertools import islice
from pathlib import Path

from municipio.errors import EntradaInvalidaError
from municipio.plan.importar import columnas
from municipio.plan.importar.limites import MAX_COLUMNAS, MAX_FILAS, demasiadas_columnas, demasiadas_filas
from municipio.plan.importar.limpio import limpiar
from municipio.plan.importar.tabla import Celda, Fila, Tabla, letra
from municipio.sistema import motivo

_SEPARADORES = ";,\t|"
_MUESTRA = 60
"""Rows in which the header is looked for, to know the delimiter."""
_NO_ES_TEXTO = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f\ufffd]")


def leer_csv(archivo: Path) -> list[Tabla]:
    """The only table of a file of text."""
    texto = _texto(archivo)
    try:
        filas = _filas(archivo, csv.reader(io.StringIO(texto, newline=""), delimiter=_separador(texto)))
    except csv.Error:
        raise EntradaInvalidaError(
            f"No se puede leer {archivo}: hay unas comillas sin cerrar o una celda demasiado larga"
        ) from None
    return [Tabla(archivo.name, tuple(filas))]


def _texto(archivo: Path) -> str:
    try:
        crudo = archivo.read_bytes()
    except OSError as error:
        raise EntradaInvalidaError(f"No se puede leer {archivo}: {motivo(error)}") from None
    utf16 = crudo.startswith((b"\xff\xfe", b"\xfe\xff"))
    for codificacion in ("utf-16",) if utf16 else ("utf-8-sig", "cp1252", "latin-1"):
        try:
            texto = crudo.decode(codificacion)
        except UnicodeError:
            continue
        if not _NO_ES_TEXTO.search(texto):
            return texto
    raise EntradaInvalidaError(
        f"No se entienden las letras de {archivo}: guárdelo en Excel como «CSV UTF-8 (delimitado por comas)»"
    )


def _separador(texto: str) -> str:
    return max(_SEPARADORES, key=lambda separador: _parecido(texto, separador))


def _parecido(texto: str, separador: str) -> tuple[int, int]:
    """How much a text looks like a plan when cut by `separador`: titles that are known, then columns."""
    titulos, ancho = 0, 0
    try:
        for valores in islice(csv.reader(io.StringIO(texto, newline=""), delimiter=separador), _MUESTRA):
            titulos = max(titulos, len(columnas.reconocidas(valores[:MAX_COLUMNAS])))
            ancho = max(ancho, len(valores))
    except csv.Error:
        return 0, 0
    return titulos, ancho


def _filas(archivo: Path, lector: Iterable[list[str]]) -> list[Fila]:
    filas: list[Fila] = []
    for indice, valores in enumerate(lector):
        textos = [limpiar(valor) for valor in valores]
        while textos and not textos[-1]:
            textos.pop()
        if not textos:
            continue
        if len(filas) >= MAX_FILAS:
            raise demasiadas_filas(archivo)
        if len(textos) > MAX_COLUMNAS:
            raise demasiadas_columnas(archivo)
        celdas = (
            Celda(valor, f"celda {letra(columna)}{indice + 1}", (indice, columna))
            for columna, valor in enumerate(textos)
        )
        filas.append(Fila(indice, f"fila {indice + 1}", tuple(celdas)))
    return filas
