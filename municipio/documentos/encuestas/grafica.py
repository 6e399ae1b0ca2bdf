"""One question as a picture for a phone: a bar for each answer, with its words and its figure beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from municipio.documentos.colores import COLORES, mezcla, sobre
from municipio.documentos.encuestas.lectura import leer
from municipio.documentos.lienzo import ANCHO, Lienzo
from municipio.documentos.registro import Documento, Pedido
from municipio.encuestas import frases
from municipio.encuestas.palabras import palabras
from municipio.encuestas.resultados import Resultados
from municipio.encuestas.tablas import Fila, Tabla
from municipio.errors import EntradaInvalidaError
from municipio.municipios.registro import Municipio

_MARGEN, _CABEZA, _BARRA, _AIRE, _TIRA = 56, 150, 40, 34, 150
_ANCHO = ANCHO - 2 * _MARGEN
_ESCALAS = ("escala", "satisfaccion", "recomendacion")
_CLARO = 0.42
"""How much of the colour the first step of a scale has."""


@dataclass(frozen=True, slots=True)
class Barra:
    """A row of the picture: its words, its figure, how long it is (of 1), and its colour."""

    texto: str
    cifra: str
    largo: float
    color: str


def hacer(pedido: Pedido) -> Documento:
    """`{"municipio": slug, "campana": number, "pregunta": number}`; without a question, how many took part."""
    municipio, resultados = leer(pedido)
    numero = pedido.con.get("pregunta")
    if numero is None:
        contenido = dibujar(
            municipio, resultados, palabras()["participacion"], participacion(municipio, resultados), ()
        )
        return Documento(f"participacion-{resultados.campana.id}.png", "image/png", contenido)
    if not isinstance(numero, int) or not 0 <= numero < len(resultados.tablas):
        raise EntradaInvalidaError("La encuesta no tiene esa pregunta")
    tabla = resultados.tablas[numero]
    titulo, notas = f"{numero + 1}. {tabla.pregunta.texto}", list(frases.notas(tabla))
    contenido = dibujar(municipio, resultados, titulo, barras(municipio, resultados, tabla), notas, tira_de(tabla))
    return Documento(f"pregunta-{numero + 1}.png", "image/png", contenido)


def barras(municipio: Municipio, resultados: Resultados, tabla: Tabla) -> list[Barra]:
    """The rows of a question. The steps of a scale go from pale to full colour."""
    pasos = max(1, len(tabla.filas) - 1)
    sube = tabla.pregunta.tipo in _ESCALAS
    return [
        Barra(
            fila.texto,
            frases.de_fila(fila, resultados.minimo),
            fila.parte or 0,
            mezcla(municipio.color, _CLARO + (1 - _CLARO) * i / pasos) if sube else municipio.color,
        )
        for i, fila in enumerate(tabla.filas)
    ]


def participacion(municipio: Municipio, resultados: Resultados) -> list[Barra]:
    """What became of the people of the campaign."""
    dichas = frases.participacion(resultados)
    mayor = max(1, *(cuantas for _, cuantas in dichas))
    return [Barra(texto, str(cuantas), cuantas / mayor, municipio.color) for texto, cuantas in dichas]


def tira_de(tabla: Tabla) -> tuple[Fila, ...]:
    """A recommendation is told first as one strip, when all of it may be told."""
    exacta = not tabla.aproximada and all(fila.parte is not None for fila in tabla.filas)
    return tabla.filas if tabla.pregunta.tipo == "recomendacion" and exacta else ()


def dibujar(
    municipio: Municipio,
    resultados: Resultados,
    titulo: str,
    filas: Sequence[Barra],
    notas: Sequence[str],
    tira: Sequence[Fila] = (),
) -> bytes:
    """The picture, as tall as it needs to be."""
    medida = Lienzo(10)
    cabeza = medida.renglones(titulo, 44, _ANCHO, 5, fuerte=True)
    partidas = [medida.renglones(barra.texto, 34, _ANCHO, 3) for barra in filas]
    pie = [
        linea for frase in (*notas, *_pie(municipio, resultados)) for linea in medida.renglones(frase, 28, _ANCHO, 4)
    ]
    de_filas = sum(46 * len(lineas) + _BARRA + _AIRE for lineas in partidas)
    lienzo = Lienzo(_CABEZA + 50 + 60 * len(cabeza) + _TIRA * bool(tira) + de_filas + 40 * len(pie) + 70)
    _encabezar(lienzo, municipio, resultados)
    y = _CABEZA + 66.0
    for linea in cabeza:
        lienzo.texto(_MARGEN, y, linea, 44, fuerte=True)
        y += 60
    y = _tira(lienzo, municipio, tira, y) if tira else y + 10
    ancho = _ANCHO - max((lienzo.ancho_de(barra.cifra, 32, fuerte=True) for barra in filas), default=0) - 24
    for barra, lineas in zip(filas, partidas, strict=True):
        y = _fila(lienzo, barra, lineas, ancho, y)
    for linea in pie:
        lienzo.texto(_MARGEN, y + 20, linea, 28, COLORES["tenue"])
        y += 40
    return lienzo.png()


def _encabezar(lienzo: Lienzo, municipio: Municipio, resultados: Resultados) -> None:
    letra, ancho = sobre(municipio.color), ANCHO - 2 * _MARGEN
    lienzo.caja(0, 0, ANCHO, _CABEZA, municipio.color)
    lienzo.texto(_MARGEN, 50, municipio.entidad, 30, letra)
    lienzo.texto(
        _MARGEN, 102, lienzo.renglones(resultados.encuesta.titulo, 36, ancho, 1, fuerte=True)[0], 36, letra, fuerte=True
    )


def _fila(lienzo: Lienzo, barra: Barra, lineas: Sequence[str], ancho: float, y: float) -> float:
    for linea in lineas:
        lienzo.texto(_MARGEN, y + 18, linea, 34)
        y += 46
    lienzo.caja(_MARGEN, y, ancho, _BARRA, "#e9edf0", radio=8)
    if barra.largo:
        lienzo.caja(_MARGEN, y, max(12.0, ancho * barra.largo), _BARRA, barra.color, radio=6)
    lienzo.texto(ANCHO - _MARGEN, y + _BARRA / 2, barra.cifra, 32, fuerte=True, lado="right")
    return y + _BARRA + _AIRE


def _tira(lienzo: Lienzo, municipio: Municipio, filas: Sequence[Fila], y: float) -> float:
    x, alto = float(_MARGEN), 84
    for i, fila in enumerate(filas):
        ancho = _ANCHO * (fila.parte or 0)
        color = mezcla(municipio.color, _CLARO + (1 - _CLARO) * i / max(1, len(filas) - 1))
        lienzo.caja(x, y, ancho, alto, color)
        if ancho > 90:
            lienzo.texto(
                x + ancho / 2,
                y + alto / 2,
                f"{round(100 * (fila.parte or 0))} %",
                34,
                sobre(color),
                fuerte=True,
                lado="center",
            )
        x += ancho
    return y + _TIRA - 30


def _pie(municipio: Municipio, resultados: Resultados) -> list[str]:
    dichas = palabras()["pie"]
    periodo = frases.periodo(resultados.campana, municipio.zona_horaria)
    if not resultados.final:
        return [f"{dichas['provisional']} {periodo}."]
    return [f"{periodo}. {dichas['final'].format(frases.personas(resultados.n))}", frases.quienes()]
