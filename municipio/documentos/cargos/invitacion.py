"""An invitation to hold a post, as a picture with its QR: to be shown, or sent to one person.

The link carries a single-use code. It comes in the parameters, which are forgotten when the picture is delivered, and
goes to no log.
"""

from __future__ import annotations

from datetime import date

from municipio.documentos.cartel import Cartel
from municipio.documentos.municipios import municipio_de
from municipio.documentos.registro import Documento, Pedido
from municipio.documentos.textos import textos
from municipio.errors import EntradaInvalidaError
from municipio.fechas import fecha_larga
from municipio.plan.servicio import plan_de


def hacer(pedido: Pedido) -> Documento:
    """`{"municipio": slug, "cargo": key, "como": "titular" | "suplente", "enlace": link, "vence": "2026-11-27"}`."""
    municipio, dicho = municipio_de(pedido.sesion, pedido.texto("municipio")), textos()["invitacion"]
    clave, como = pedido.texto("cargo"), pedido.texto("como")
    cargo = next((uno for uno in plan_de(pedido.sesion, municipio.slug).cargos if uno.clave == clave), None)
    if cargo is None or como not in dicho["como"]:
        raise EntradaInvalidaError("La invitación no es de un cargo del plan")
    try:
        vence = date.fromisoformat(pedido.texto("vence"))
    except ValueError:
        raise EntradaInvalidaError("La invitación necesita su fecha") from None
    pie = [frase.format(dia=fecha_larga(vence)) for frase in dicho["pie"]]
    cartel = Cartel(municipio, dicho["titulo"], dicho["como"][como], cargo.nombre, pedido.texto("enlace"), pie)
    return Documento("invitacion.png", "image/png", cartel.dibujar())
