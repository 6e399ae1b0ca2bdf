"""What a person reads before confirming: what was read of each action, and then, cell by cell, what was not."""

from __future__ import annotations

from collections.abc import Iterator

from municipio.plan.importar import palabras
from municipio.plan.importar.acciones import Leida
from municipio.plan.importar.armar import Importado
from municipio.plan.importar.textos import decir
from municipio.plan.registro import Accion


def informe(importado: Importado) -> str:
    """The whole report, in lines."""
    return "\n".join([*_leido(importado), *_sin_leer(importado), *_sin_decir(importado)])


def _leido(importado: Importado) -> Iterator[str]:
    plan = importado.plan
    yield decir("informe", "titulo", archivo=importado.archivo.name, acciones=len(plan.acciones))
    cargos = {cargo.clave: cargo.nombre for cargo in plan.cargos}
    for numero, leida in enumerate(importado.leidas, 1):
        yield from ("", *_accion(numero, leida, cargos))


def _accion(numero: int, leida: Leida, cargos: dict[str, str]) -> Iterator[str]:
    accion = leida.accion
    yield f"{numero}. {accion.nombre} ({leida.lugar})"
    for indicador in accion.indicadores:
        clave = "indicador" if indicador.meta else "indicador_sin_meta"
        yield decir("informe", clave, indicador=indicador.nombre, meta=indicador.meta)
    yield decir("informe", "tiempos", dicho=accion.documento.tiempos or "", leido=_tiempos(accion))
    yield decir("informe", "responsables", cargos=", ".join(cargos[clave] for clave in accion.responsables))


def _tiempos(accion: Accion) -> str:
    dichos = [palabras.frecuencia(accion.frecuencia)] if accion.frecuencia else []
    dichos += [palabras.cuota(cuota) for cuota in accion.cuotas]
    dichos += [palabras.horizonte(accion.horizonte)] if accion.horizonte else []
    return "; ".join(dichos) or decir("informe", "nada")


def _sin_leer(importado: Importado) -> Iterator[str]:
    preguntas = (f"{pregunta.donde}: {pregunta.texto}" for leida in importado.leidas for pregunta in leida.preguntas)
    lineas = list(dict.fromkeys([*importado.no_leido, *preguntas]))
    yield from ("", decir("informe", "no_leido" if lineas else "todo_leido"))
    yield from (f"- {linea}" for linea in lineas)


def _sin_decir(importado: Importado) -> Iterator[str]:
    yield from ("", decir("informe", "no_trae"))
    yield from (f"- {pregunta}" for pregunta in importado.plan.preguntas)
