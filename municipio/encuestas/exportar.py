"""The tables as rows for a spreadsheet. Rows are of tables, never of people: see `docs/adr/0008-anonymity.md`."""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Iterator, Sequence

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from municipio.encuestas import frases
from municipio.encuestas.comentarios import Comentario
from municipio.encuestas.palabras import palabras
from municipio.encuestas.resultados import Resultados
from municipio.encuestas.tablas import Tabla
from municipio.municipios.registro import Municipio

Celda = str | int | float | None
Renglon = Sequence[Celda]
_FORMULA = ("=", "+", "-", "@", "|", "%")
"""A text that begins so could be run by a spreadsheet."""
_BLANCOS = " '\"\u00a0\u200b\ufeff"
_DE_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")
_ANCHOS = (60, 44, 12, 12, 60)


def inofensivo(texto: str) -> str:
    """A text that no spreadsheet takes for a formula: an apostrophe before, if it begins like one."""
    limpio = _DE_CONTROL.sub(" ", texto)
    empieza = unicodedata.normalize("NFKC", limpio.lstrip(_BLANCOS)[:1])  # «＝», of wide letters, is read as «=»
    return f"'{limpio}" if empieza.startswith(_FORMULA) else limpio


def a_csv(municipio: Municipio, resultados: Resultados, comentarios: Sequence[Comentario]) -> bytes:
    """Every table in one sheet, for Excel as it comes in Colombia: semicolons, decimal commas, the mark of UTF-8."""
    salida = io.StringIO()
    escritor = csv.writer(salida, delimiter=";", quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    for titulo, renglones in hojas(municipio, resultados, comentarios):
        escritor.writerow([_en_csv(titulo)])
        escritor.writerows([_en_csv(celda) for celda in renglon] for renglon in renglones)
        escritor.writerow([])
    return salida.getvalue().encode("utf-8-sig")


def a_xlsx(municipio: Municipio, resultados: Resultados, comentarios: Sequence[Comentario]) -> bytes:
    """A workbook with a sheet for each table."""
    libro = Workbook()
    libro.remove(libro.worksheets[0])
    for titulo, renglones in hojas(municipio, resultados, comentarios):
        hoja = libro.create_sheet(titulo)
        for i, renglon in enumerate(renglones, 1):
            for j, valor in enumerate(renglon, 1):
                celda = hoja.cell(i, j, inofensivo(valor) if isinstance(valor, str) else valor)
                if isinstance(valor, str):
                    celda.data_type = "s"
                    celda.alignment = Alignment(wrap_text=True, vertical="top")
                if i == 1:
                    celda.font = Font(bold=True)
                if isinstance(valor, float):
                    celda.number_format = "0 %"
        for j, ancho in enumerate(_ANCHOS, 1):
            hoja.column_dimensions[get_column_letter(j)].width = ancho
        hoja.freeze_panes = "A2"
    salida = io.BytesIO()
    libro.save(salida)
    return salida.getvalue()


def hojas(
    municipio: Municipio, resultados: Resultados, comentarios: Sequence[Comentario]
) -> Iterator[tuple[str, list[Renglon]]]:
    """Title and rows of each table, the first row with the names of the columns; the first is about the survey."""
    dichos = palabras()["exportar"]
    yield dichos["ficha"], [dichos["columnas_ficha"], *_ficha(municipio, resultados)]
    yield (
        dichos["respuestas"],
        [dichos["columnas"], *(r for t in resultados.tablas for r in _renglones(t, resultados.minimo))],
    )
    if resultados.cortes:
        yield dichos["cortes"], [dichos["columnas_cortes"], *_cortes(resultados)]
    yield dichos["participacion"], [dichos["columnas_participacion"], *frases.participacion(resultados)]
    if comentarios:
        yield (
            dichos["comentarios"],
            [dichos["columnas_comentarios"], *((c.pregunta.texto, c.texto) for c in comentarios)],
        )


def _ficha(municipio: Municipio, resultados: Resultados) -> Iterator[Renglon]:
    datos: dict[str, Celda] = {
        "titulo": resultados.encuesta.titulo,
        "municipio": f"{municipio.nombre}, {municipio.departamento}",
        "fechas": frases.periodo(resultados.campana, municipio.zona_horaria),
        "n": resultados.n,
        "quienes": frases.quienes(),
    }
    yield from ((dicho, datos[nombre]) for nombre, dicho in palabras()["exportar"]["datos"].items())
    yield from ((tabla.pregunta.texto, escala) for tabla in resultados.tablas if (escala := frases.escala(tabla)))


def _renglones(tabla: Tabla, minimo: int) -> Iterator[Renglon]:
    reservas, notas = palabras()["reservas"], palabras()["exportar"]["notas"]
    nota = notas["sobre_todas"] if tabla.sobre_todas else ""
    if not tabla.filas:
        sola = "escritas" if tabla.pregunta.tipo == "texto" and tabla.n else "reservada"
        yield (tabla.pregunta.texto, notas[sola], tabla.n, None, nota)
    for fila in tabla.filas:
        cuenta: Celda = reservas[fila.reserva].format(minimo=minimo) if fila.reserva else fila.cuenta
        parte = None if fila.parte is None else round(fila.parte, 4)
        yield (tabla.pregunta.texto, fila.texto, cuenta, parte, nota)
    if tabla.filas and tabla.n is not None:
        yield (tabla.pregunta.texto, notas["n"], tabla.n, None, nota)


def _cortes(resultados: Resultados) -> Iterator[Renglon]:
    for corte in resultados.cortes:
        for respuesta, cuentas in corte.filas:
            for columna, cuenta in zip(corte.columnas, cuentas, strict=True):
                yield (corte.pregunta.texto, respuesta, cuenta, None, f"{corte.por.texto} {columna}")


def _en_csv(celda: Celda) -> str:
    if isinstance(celda, float):
        return f"{celda:.4f}".rstrip("0").rstrip(".").replace(".", ",")
    return inofensivo(celda) if isinstance(celda, str) else "" if celda is None else str(celda)
