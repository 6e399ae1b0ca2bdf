"""A picture that opens a link: who asks, what for, a QR for the camera of a phone, and how to use it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import segno

from municipio.documentos.colores import COLORES, TINTA, sobre
from municipio.documentos.lienzo import ANCHO, Lienzo
from municipio.errors import EntradaInvalidaError
from municipio.municipios.registro import Municipio

_MARGEN, _CABEZA, _LADO = 56, 200, 760
_QUIETO = 4
"""Modules of white that a QR needs around it."""


@dataclass(frozen=True, slots=True)
class Cartel:
    """What it says: `titulo` over the name of the municipality, `encima` over `nombre`, and `pie` under the QR."""

    municipio: Municipio
    titulo: str
    encima: str
    nombre: str
    enlace: str
    pie: Sequence[str]

    def __post_init__(self) -> None:
        if not self.enlace.startswith("https://t.me/"):
            raise EntradaInvalidaError("El enlace no es de Telegram")

    def dibujar(self) -> bytes:
        """The picture, as tall as it needs to be."""
        medida, ancho = Lienzo(10), ANCHO - 2 * _MARGEN
        nombre = medida.renglones(self.nombre, 46, ancho, 3, fuerte=True)
        pie = [linea for frase in self.pie for linea in medida.renglones(frase, 32, ancho, 2)]
        alto_del_nombre = 62 * len(nombre)
        lienzo = Lienzo(_CABEZA + 110 + alto_del_nombre + _LADO + 60 + 50 * len(pie) + 30)
        letra = sobre(self.municipio.color)
        lienzo.caja(0, 0, ANCHO, _CABEZA, self.municipio.color)
        lienzo.texto(_MARGEN, 70, self.titulo, 36, letra)
        lienzo.texto(_MARGEN, 134, self.municipio.nombre, 54, letra, fuerte=True)
        lienzo.texto(_MARGEN, _CABEZA + 60, self.encima, 34, COLORES["tenue"])
        for numero, linea in enumerate(nombre):
            lienzo.texto(_MARGEN, _CABEZA + 122 + 62 * numero, linea, 46, fuerte=True)
        y = _CABEZA + 120 + alto_del_nombre
        _qr(lienzo, self.enlace, (ANCHO - _LADO) / 2, y)
        for numero, linea in enumerate(pie):
            lienzo.texto(_MARGEN, y + _LADO + 56 + 50 * numero, linea, 32)
        return lienzo.png()


def _qr(lienzo: Lienzo, enlace: str, x: float, y: float) -> None:
    cuadros = [list(fila) for fila in segno.make_qr(enlace, error="m").matrix]
    lado = _LADO // (len(cuadros) + 2 * _QUIETO)
    x += (_LADO - lado * len(cuadros)) // 2
    y += (_LADO - lado * len(cuadros)) // 2
    lienzo.cuadros(x, y, lado, cuadros, TINTA)
