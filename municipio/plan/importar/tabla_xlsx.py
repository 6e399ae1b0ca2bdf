"""Sheets of Excel, read as a stream: rows as they come, and the merged blocks from the end of each sheet."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

from openpyxl import load_workbook
from openpyxl.utils import range_boundaries
from openpyxl.xml.functions import iterparse

from municipio.errors import EntradaInvalidaError
from municipio.plan.importar import limites
from municipio.plan.importar.limpio import limpiar
from municipio.plan.importar.tabla import Bloque, Celda, Fila, Tabla, letra

_ANCHO_LEIDO = 10 * limites.MAX_COLUMNAS
_Textos = dict[Bloque, str]


def leer_xlsx(archivo: Path) -> list[Tabla]:
    """The visible sheets of a workbook."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # what openpyxl does not keep (charts, validations) is not read here
            libro = load_workbook(archivo, read_only=True, data_only=True)
            try:
                return [_hoja(archivo, hoja) for hoja in libro.worksheets if hoja.sheet_state == "visible"]
            finally:
                libro.close()
    except EntradaInvalidaError:
        raise
    except Exception as error:
        raise limites.danado(archivo, ".xlsx") from error


def _hoja(archivo: Path, hoja: Any) -> Tabla:
    textos = _textos(archivo, hoja)
    bloques = _combinadas(hoja, textos) if textos else {}
    alto = max((fila for fila, _ in textos), default=-1) + 1
    ancho = max((columna for _, columna in textos), default=-1) + 1
    filas = (_fila(hoja.title, indice, ancho, textos, bloques) for indice in range(alto))
    return Tabla(f"hoja «{limpiar(hoja.title)}»", tuple(fila for fila in filas if any(c.texto for c in fila.celdas)))


def _textos(archivo: Path, hoja: Any) -> _Textos:
    """What each cell says; stops at the first row or column that is too many."""
    hoja.reset_dimensions()
    textos: _Textos = {}
    llenas = 0
    for indice, celdas in enumerate(hoja.iter_rows(max_col=_ANCHO_LEIDO)):
        dichos = {(indice, n): dicho for n, celda in enumerate(celdas) if (dicho := _dicho(celda))}
        llenas += bool(dichos)
        if llenas > limites.MAX_FILAS or indice > limites.MAX_FILAS_VACIAS:
            raise limites.demasiadas_filas(archivo)
        if any(columna >= limites.MAX_COLUMNAS for _, columna in dichos):
            raise limites.demasiadas_columnas(archivo)
        textos |= dichos
    return textos


def _dicho(celda: Any) -> str:
    """The value of a cell as people see it."""
    valor = celda.value
    if valor is None:
        return ""
    if isinstance(valor, bool):
        return "sí" if valor else "no"
    if isinstance(valor, datetime | date):
        return f"{valor.day}/{valor.month}/{valor.year}"
    if isinstance(valor, int | float):
        return _numero(valor, "%" in str(celda.number_format or ""))
    return limpiar(str(valor))


def _numero(valor: float, porcentaje: bool) -> str:
    if porcentaje:
        return f"{valor * 100:.10g}%".replace(".", ",")
    return f"{valor:.15g}".replace(".", ",")


def _combinadas(hoja: Any, textos: _Textos) -> dict[Bloque, Bloque]:
    """From each cell of a merged block, inside what is written, to the cell that holds its text."""
    alto, ancho = max(fila for fila, _ in textos) + 1, max(columna for _, columna in textos) + 1
    donde: dict[Bloque, Bloque] = {}
    for referencia in _referencias(hoja):
        izquierda, arriba, derecha, abajo = (n or 1 for n in range_boundaries(referencia))
        for fila in range(arriba - 1, min(abajo, alto)):
            for columna in range(izquierda - 1, min(derecha, ancho)):
                donde[fila, columna] = (arriba - 1, izquierda - 1)
    return donde


def _referencias(hoja: Any) -> Iterator[str]:
    """The references of merged blocks («A5:A9»): a read-only sheet of openpyxl leaves them in the file."""
    with hoja._get_source() as fuente:
        for _, elemento in iterparse(fuente):
            if elemento.tag.endswith("}mergeCell"):
                yield elemento.get("ref", "")
            elif elemento.tag.endswith("}row"):
                elemento.clear()


def _fila(titulo: str, indice: int, ancho: int, textos: _Textos, bloques: dict[Bloque, Bloque]) -> Fila:
    celdas = []
    for columna in range(ancho):
        bloque = bloques.get((indice, columna), (indice, columna))
        celdas.append(Celda(textos.get(bloque, ""), f"celda {letra(columna)}{indice + 1}", bloque))
    return Fila(indice, f"hoja «{limpiar(titulo)}», fila {indice + 1}", tuple(celdas))
