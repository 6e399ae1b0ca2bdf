"""A photo or a document that was kept as evidence, as it came."""

from __future__ import annotations

from municipio.archivos.almacen import Almacen
from municipio.archivos.tipos import reconocer
from municipio.documentos.registro import Documento, Pedido
from municipio.errors import EntradaInvalidaError
from municipio.plan.modelo import Evidencia


def hacer(pedido: Pedido) -> Documento:
    """`{"evidencia": id}`, the id as a text."""
    numero = pedido.texto("evidencia")
    fila = pedido.sesion.get(Evidencia, int(numero)) if numero.isdecimal() else None
    if fila is None or fila.sha256 is None:
        raise EntradaInvalidaError("Esa evidencia no es un archivo que se haya guardado")
    contenido = Almacen(pedido.var_dir).leer(fila.sha256)
    tipo = reconocer(contenido)
    return Documento(fila.nombre or f"evidencia.{tipo.sufijo}", tipo.mime, contenido)
