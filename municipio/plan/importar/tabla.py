"""Rows of cells, from whichever kind of file: the text of each cell, its name for people, and which ones are merged."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from municipio.plan.importar import limites

Bloque = tuple[int, int]
"""Where a cell begins (row, column, from 0). The cells of a merged block share it, and its text."""


@dataclass(frozen=True, slots=True)
class Celda:
    """One place of the grid. `nombre`: «celda H5», or «celda 8» where columns have no letter."""

    texto: str
    nombre: str
    bloque: Bloque


@dataclass(frozen=True, slots=True)
class Fila:
    """A row of the grid; `indice` counts from 0 in its table, `nombre` is what people are told."""

    indice: int
    nombre: str
    celdas: tuple[Celda, ...]


@dataclass(frozen=True, slots=True)
class Tabla:
    """A sheet, or a table of a document. `sigue`: it may go on with the columns of the one before."""

    nombre: str
    filas: tuple[Fila, ...]
    sigue: bool = False

    @property
    def ancho(self) -> int:
        """Columns of its widest row."""
        return max((len(fila.celdas) for fila in self.filas), default=0)


def leer(archivo: Path) -> list[Tabla]:
    """The tables of a file. One that cannot be read, or is too large, is an `EntradaInvalidaError`."""
    tipo = limites.revisar(archivo)
    if tipo == ".xlsx":
        from municipio.plan.importar.tabla_xlsx import leer_xlsx

        return leer_xlsx(archivo)
    if tipo == ".docx":
        from municipio.plan.importar.tabla_docx import leer_docx

        return leer_docx(archivo)
    from municipio.plan.importar.tabla_csv import leer_csv

    return leer_csv(archivo)


def letra(columna: int) -> str:
    """The letter of a column counted from 0, as a sheet names it."""
    nombre = ""
    columna += 1
    while columna:
        columna, resto = divmod(columna - 1, 26)
        nombre = chr(65 + resto) + nombre
    return nombre
