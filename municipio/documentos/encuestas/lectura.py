"""The results that a recipe names."""

from __future__ import annotations

from municipio.documentos.municipios import municipio_de
from municipio.documentos.registro import Pedido
from municipio.encuestas import resultados
from municipio.encuestas.modelo import Campana, Resultado
from municipio.encuestas.resultados import Resultados
from municipio.errors import EntradaInvalidaError
from municipio.municipios.registro import Municipio


def leer(pedido: Pedido, *, final: bool = False) -> tuple[Municipio, Resultados]:
    """The municipality and what may be told of its campaign; with `final`, only if it is closed."""
    municipio = municipio_de(pedido.sesion, pedido.texto("municipio"))
    numero = pedido.con.get("campana")
    campana = pedido.sesion.get(Campana, numero) if isinstance(numero, int) else None
    if campana is None or campana.municipio != municipio.slug or pedido.sesion.get(Resultado, campana.id) is None:
        raise EntradaInvalidaError("Esa encuesta no tiene resultados")
    leidos = resultados.leer(pedido.sesion, campana)
    if final and not leidos.final:
        raise EntradaInvalidaError("Esa encuesta no ha cerrado")
    return municipio, leidos
