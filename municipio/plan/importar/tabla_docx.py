"""Tables of Word: every one of the document, in order, with what is merged down and across."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import docx
from docx.oxml.ns import qn

from municipio.errors import EntradaInvalidaError
from municipio.plan.importar import limites
from municipio.plan.importar.limpio import limpiar
from municipio.plan.importar.tabla import Bloque, Celda, Fila, Tabla

_DE_PLAN = 4
"""Columns from which a table is one, and not the frame of a page with other tables inside."""
_SALTOS = {qn("w:tab"): " ", qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:noBreakHyphen"): "-"}


def leer_docx(archivo: Path) -> list[Tabla]:
    """The tables of a document; each one may go on with the columns of the one before."""
    try:
        cuerpo = docx.Document(str(archivo)).element.body
        tablas = [tabla for tabla in cuerpo.iter(qn("w:tbl")) if not _dentro(tabla)]
        if sum(len(_filas(tabla)) for tabla in tablas) > limites.MAX_FILAS:
            raise limites.demasiadas_filas(archivo)
        return [_tabla(archivo, tabla, numero) for numero, tabla in enumerate(tablas, 1)]
    except EntradaInvalidaError:
        raise
    except Exception as error:
        raise limites.danado(archivo, ".docx") from error


def _filas(tabla: Any) -> list[Any]:
    return list(tabla.xpath("./w:tr | ./w:sdt/w:sdtContent/w:tr"))


def _dentro(tabla: Any) -> bool:
    """Whether it stands in a cell of a table that is itself a table."""
    return any(len(arriba.findall(f"{qn('w:tblGrid')}/*")) >= _DE_PLAN for arriba in tabla.iterancestors(qn("w:tbl")))


def _tabla(archivo: Path, tabla: Any, numero: int) -> Tabla:
    filas: list[Fila] = []
    for indice, elemento in enumerate(_filas(tabla)):
        arriba = filas[-1].celdas if filas else ()
        celdas = tuple(_celdas(archivo, elemento, indice, arriba))
        filas.append(Fila(indice, f"tabla {numero}, fila {indice + 1}", celdas))
    return Tabla(f"tabla {numero}", tuple(filas), sigue=True)


def _celdas(archivo: Path, fila: Any, indice: int, arriba: tuple[Celda, ...]) -> Iterator[Celda]:
    columna = fila.grid_before
    for vacia in range(columna):
        yield Celda("", f"celda {vacia + 1}", (indice, vacia))
    for elemento in fila.xpath("./w:tc | ./w:sdt/w:sdtContent/w:tc"):
        bloque: Bloque = (indice, columna)
        texto = _texto(elemento)
        if elemento.vMerge == "continue" and columna < len(arriba):
            bloque, texto = arriba[columna].bloque, arriba[columna].texto
        if columna + elemento.grid_span > limites.MAX_COLUMNAS:
            raise limites.demasiadas_columnas(archivo)
        for _ in range(elemento.grid_span):
            yield Celda(texto, f"celda {columna + 1}", bloque)
            columna += 1


def _texto(celda: Any) -> str:
    """What a cell says, with what is proposed in tracked changes and without what they take away."""
    return limpiar("\n".join(_parrafo(parrafo) for parrafo in celda.iter(qn("w:p"))))


def _parrafo(parrafo: Any) -> str:
    return "".join((n.text or "") if n.tag == qn("w:t") else _SALTOS.get(n.tag, "") for n in parrafo.iter())
