"""The results as one self-contained page to publish: nothing is fetched, and every chart is also a table."""

from __future__ import annotations

import textwrap
from dataclasses import dataclass

from municipio.documentos.colores import mezcla, sobre
from municipio.documentos.encuestas import grafica
from municipio.documentos.encuestas.grafica import Barra
from municipio.documentos.encuestas.lectura import leer
from municipio.documentos.registro import Documento, Pedido
from municipio.encuestas import comentarios, frases
from municipio.encuestas.comentarios import Comentario
from municipio.encuestas.palabras import palabras, porcentaje
from municipio.encuestas.resultados import Resultados
from municipio.municipios.registro import Municipio
from municipio.templates import environment

_LETRAS = 46
"""Letters of a line of a chart."""
_LINEA, _BARRA, _AIRE = 24, 24, 16


@dataclass(frozen=True, slots=True)
class Trazo:
    """A row of a chart, in the units of the drawing: its lines of words at `y`, its bar at `barra`."""

    lineas: tuple[tuple[int, str], ...]
    barra: int
    largo: float
    color: str
    cifra: str


def hacer(pedido: Pedido) -> Documento:
    """`{"municipio": slug, "campana": number}`."""
    municipio, resultados = leer(pedido, final=True)
    dichos = comentarios.publicados(pedido.sesion, resultados.campana, resultados.minimo)
    nombre = f"resultados-{municipio.slug}-{resultados.encuesta.clave}-{resultados.campana.id}.html"
    return Documento(nombre, "text/html", escribir(municipio, resultados, dichos).encode())


def escribir(municipio: Municipio, resultados: Resultados, dichos: list[Comentario]) -> str:
    """The page."""
    entorno = environment("municipio.documentos.encuestas")
    entorno.filters["porcentaje"] = porcentaje
    pagina = entorno.get_template("pagina.html.j2").render(
        m=municipio,
        r=resultados,
        f=frases,
        t=palabras()["pagina"],
        reservas=palabras()["comparacion"],
        comentarios=dichos,
        letra=sobre(municipio.color),
        suave=mezcla(municipio.color, 0.12),
        cuadros=[_trazos(grafica.barras(municipio, resultados, tabla)) for tabla in resultados.tablas],
        alto=_alto,
    )
    return pagina.strip() + "\n"


def _trazos(filas: list[Barra]) -> list[Trazo]:
    y, hechos = 0, []
    for fila in filas:
        lineas = textwrap.wrap(fila.texto, _LETRAS) or [fila.texto]
        barra = y + _LINEA * len(lineas) + 4
        puestas = tuple((y + _LINEA * (i + 1) - 5, linea) for i, linea in enumerate(lineas))
        hechos.append(Trazo(puestas, barra, fila.largo, fila.color, fila.cifra))
        y = barra + _BARRA + _AIRE
    return hechos


def _alto(trazos: list[Trazo]) -> int:
    return trazos[-1].barra + _BARRA + 4 if trazos else 0
