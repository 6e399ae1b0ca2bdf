"""Tables as a municipality writes them: the rows of the seeds (`cuadros/`), put in each kind of file."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import docx
from openpyxl import Workbook

CUADROS = Path(__file__).parent / "cuadros"
TITULOS = ("Acción", "Beneficios", "Indicadores", "Metas", "Actividades", "Responsables", "Recursos", "Tiempos")
Filas = Sequence[Sequence[str]]


def cuadro(municipio: str) -> list[list[str]]:
    """The marco operativo of a seed, row by row; what its document leaves blank goes on with the cell above."""
    lineas = (CUADROS / f"{municipio}.tsv").read_text(encoding="utf-8").splitlines()
    return [linea.split("\t") for linea in lineas]


def fila(accion: str = "Publicar noticias", tiempos: str = "mensual", **celdas: str) -> list[str]:
    """A row where everything is in order but what a test changes."""
    normal = {
        "beneficios": "Información oportuna",
        "indicadores": "Número de noticias",
        "metas": "10 noticias",
        "actividades": "Escribirlas",
        "responsables": "Alcalde Municipal",
        "recursos": "Sitio web",
        **celdas,
    }
    return [accion, *normal.values(), tiempos]


def en_xlsx(archivo: Path, filas: Filas) -> Path:
    """A sheet with a heading above the table, and its cells merged."""
    libro = Workbook()
    hoja = libro.active
    assert hoja is not None
    hoja.append(["MARCO OPERATIVO"])
    for una in filas:
        hoja.append(list(una))
    for columna, desde, hasta in combinadas(filas):
        hoja.merge_cells(start_row=desde + 2, end_row=hasta + 2, start_column=columna + 1, end_column=columna + 1)
    libro.save(archivo)
    return archivo


def en_docx(archivo: Path, filas: Filas) -> Path:
    """A document with a heading and a table, and its cells merged."""
    documento = docx.Document()
    documento.add_paragraph("MARCO OPERATIVO")
    tabla = documento.add_table(rows=len(filas), cols=len(filas[0]))
    for una, escrita in zip(filas, tabla.rows, strict=True):
        for texto, celda in zip(una, escrita.cells, strict=True):
            celda.text = texto
    for columna, desde, hasta in combinadas(filas):
        arriba = tabla.cell(desde, columna)
        texto = arriba.text
        arriba.merge(tabla.cell(hasta, columna)).text = texto
    documento.save(str(archivo))
    return archivo


def en_csv(archivo: Path, filas: Filas) -> Path:
    """A table as a Spanish Excel saves it: semicolons, and the letters of Windows."""
    with archivo.open("w", encoding="cp1252", errors="replace", newline="") as abierto:
        csv.writer(abierto, delimiter=";").writerows(filas)
    return archivo


def combinadas(filas: Filas) -> Iterator[tuple[int, int, int]]:
    """Column, first and last row of each cell that goes on below, inside its action."""
    for columna in range(len(filas[0])):
        desde = 0
        for numero in range(1, len(filas) + 1):
            if numero < len(filas) and not filas[numero][0] and not filas[numero][columna]:
                continue
            if numero - 1 > desde and filas[desde][columna]:
                yield columna, desde, numero - 1
            desde = numero


ARCHIVOS: dict[str, Callable[[Path, Filas], Path]] = {".xlsx": en_xlsx, ".docx": en_docx, ".csv": en_csv}


def en_archivo(archivo: Path, filas: Filas) -> Path:
    """The rows in a file of the kind that its name says."""
    return ARCHIVOS[archivo.suffix](archivo, filas)
