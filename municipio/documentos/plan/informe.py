"""The follow-up report of a half-year: a page for the municipal site, or a PDF to print."""

from __future__ import annotations

from municipio.documentos.municipios import municipio_de
from municipio.documentos.plan import informe_html, informe_pdf
from municipio.documentos.registro import Documento, Pedido
from municipio.errors import EntradaInvalidaError
from municipio.plan.informe import informe
from municipio.plan.semestres import de_clave
from municipio.plan.servicio import plan_de

FORMAS = {"html": ("text/html", informe_html.escribir), "pdf": ("application/pdf", informe_pdf.escribir)}


def hacer(pedido: Pedido) -> Documento:
    """`{"municipio": slug, "semestre": "2026-1", "forma": "html" | "pdf"}`."""
    municipio = municipio_de(pedido.sesion, pedido.texto("municipio"))
    semestre, forma = de_clave(pedido.texto("semestre")), pedido.texto("forma")
    if semestre is None or forma not in FORMAS:
        raise EntradaInvalidaError("El informe es de un semestre, y es html o pdf")
    tipo, escribir = FORMAS[forma]
    hecho = informe(pedido.sesion, municipio, plan_de(pedido.sesion, municipio.slug), semestre, pedido.ahora)
    return Documento(f"informe-{municipio.slug}-{semestre.clave}.{forma}", tipo, escribir(hecho))
