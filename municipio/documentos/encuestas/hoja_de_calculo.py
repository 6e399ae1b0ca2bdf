"""The tables of a closed survey for a spreadsheet."""

from __future__ import annotations

from municipio.documentos.encuestas.lectura import leer
from municipio.documentos.registro import Documento, Pedido
from municipio.encuestas import comentarios, exportar
from municipio.errors import EntradaInvalidaError

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FORMAS = {"csv": ("text/csv", exportar.a_csv), "xlsx": (_XLSX, exportar.a_xlsx)}


def hacer(pedido: Pedido) -> Documento:
    """`{"municipio": slug, "campana": number, "forma": "csv" | "xlsx"}`."""
    municipio, resultados = leer(pedido, final=True)
    forma = pedido.texto("forma")
    if forma not in FORMAS:
        raise EntradaInvalidaError("Los resultados salen en csv o en xlsx")
    tipo, escribir = FORMAS[forma]
    dichos = comentarios.publicados(pedido.sesion, resultados.campana, resultados.minimo)
    nombre = f"resultados-{municipio.slug}-{resultados.encuesta.clave}-{resultados.campana.id}.{forma}"
    return Documento(nombre, tipo, escribir(municipio, resultados, dichos))
