"""The open link of a survey, as a picture with its QR: for a wall, a screen or a group."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from municipio.documentos.cartel import Cartel
from municipio.documentos.municipios import municipio_de
from municipio.documentos.registro import Documento, Pedido
from municipio.documentos.textos import textos
from municipio.encuestas.abiertas import admite
from municipio.encuestas.modelo import Campana
from municipio.encuestas.versiones import encuesta_de
from municipio.errors import EntradaInvalidaError
from municipio.fechas import fecha_larga


def hacer(pedido: Pedido) -> Documento:
    """`{"municipio": slug, "campana": number, "enlace": link}`."""
    municipio, dicho = municipio_de(pedido.sesion, pedido.texto("municipio")), textos()["enlace"]
    numero, enlace = pedido.con.get("campana"), pedido.texto("enlace")
    campana = pedido.sesion.get(Campana, numero) if isinstance(numero, int) else None
    if campana is None or campana.municipio != municipio.slug or not admite(campana, pedido.ahora):
        raise EntradaInvalidaError("Esa encuesta no está abierta")
    if not campana.enlace or not enlace.endswith(campana.enlace):
        raise EntradaInvalidaError("Ese enlace no es de esa encuesta")
    cierra = fecha_larga(campana.hasta.astimezone(ZoneInfo(municipio.zona_horaria)).date())
    pie = [frase.format(dia=cierra) for frase in dicho["pie"]]
    titulo = encuesta_de(pedido.sesion, campana).titulo
    cartel = Cartel(municipio, dicho["titulo"], dicho["encima"], titulo, enlace, pie)
    return Documento(f"encuesta-{campana.id}.png", "image/png", cartel.dibujar())
