"""An invitation to hold a post, as a picture with its QR: to be shown, or sent to one person.

The link carries a single-use code. It comes in the parameters, which are forgotten when the picture is delivered, and
goes to no log.
"""

from __future__ import annotations

from datetime import date

import segno

from municipio.documentos.colores import COLORES, TINTA, sobre
from municipio.documentos.lienzo import ANCHO, Lienzo
from municipio.documentos.municipios import municipio_de
from municipio.documentos.registro import Documento, Pedido
from municipio.documentos.textos import fecha, textos
from municipio.errors import EntradaInvalidaError
from municipio.municipios.registro import Municipio
from municipio.plan.servicio import plan_de

_MARGEN, _CABEZA, _LADO = 56, 200, 760
_QUIETO = 4
"""Modules of white that a QR needs around it."""


def hacer(pedido: Pedido) -> Documento:
    """`{"municipio": slug, "cargo": key, "como": "titular" | "suplente", "enlace": link, "vence": "2026-11-27"}`."""
    municipio = municipio_de(pedido.sesion, pedido.texto("municipio"))
    clave, como = pedido.texto("cargo"), pedido.texto("como")
    cargo = next((uno for uno in plan_de(pedido.sesion, municipio.slug).cargos if uno.clave == clave), None)
    enlace = pedido.texto("enlace")
    if cargo is None or como not in textos()["invitacion"]["como"] or not enlace.startswith("https://t.me/"):
        raise EntradaInvalidaError("La invitación no es de un cargo del plan")
    try:
        vence = date.fromisoformat(pedido.texto("vence"))
    except ValueError:
        raise EntradaInvalidaError("La invitación necesita su fecha") from None
    return Documento("invitacion.png", "image/png", _dibujar(municipio, cargo.nombre, como, enlace, vence))


def _dibujar(municipio: Municipio, cargo: str, como: str, enlace: str, vence: date) -> bytes:
    dicho, ancho = textos()["invitacion"], ANCHO - 2 * _MARGEN
    medida = Lienzo(10)
    nombre = medida.renglones(cargo, 46, ancho, 3, fuerte=True)
    pie = [linea for frase in dicho["pie"] for linea in medida.renglones(frase.format(dia=fecha(vence)), 32, ancho, 2)]
    alto_del_nombre = 62 * len(nombre)
    lienzo = Lienzo(_CABEZA + 110 + alto_del_nombre + _LADO + 60 + 50 * len(pie) + 30)
    letra = sobre(municipio.color)
    lienzo.caja(0, 0, ANCHO, _CABEZA, municipio.color)
    lienzo.texto(_MARGEN, 70, dicho["titulo"], 36, letra)
    lienzo.texto(_MARGEN, 134, municipio.nombre, 54, letra, fuerte=True)
    lienzo.texto(_MARGEN, _CABEZA + 60, dicho["como"][como], 34, COLORES["tenue"])
    for numero, linea in enumerate(nombre):
        lienzo.texto(_MARGEN, _CABEZA + 122 + 62 * numero, linea, 46, fuerte=True)
    y = _CABEZA + 120 + alto_del_nombre
    _qr(lienzo, enlace, (ANCHO - _LADO) / 2, y)
    for numero, linea in enumerate(pie):
        lienzo.texto(_MARGEN, y + _LADO + 56 + 50 * numero, linea, 32)
    return lienzo.png()


def _qr(lienzo: Lienzo, enlace: str, x: float, y: float) -> None:
    cuadros = [list(fila) for fila in segno.make_qr(enlace, error="m").matrix]
    lado = _LADO // (len(cuadros) + 2 * _QUIETO)
    x += (_LADO - lado * len(cuadros)) // 2
    y += (_LADO - lado * len(cuadros)) // 2
    lienzo.cuadros(x, y, lado, cuadros, TINTA)
