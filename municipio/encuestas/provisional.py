"""Results while a survey is open: deliberately inexact, so that two looks never tell what somebody answered in between.

Each count gets its own error at random, without a limit to it, so that no difference of two views proves anything; most
errors are of four or less. A view is kept as it was drawn until `PASO` times the least count more people answer.
"""

from __future__ import annotations

import random
from typing import Any

from municipio.encuestas.categorias import repartir
from municipio.encuestas.plantilla import Encuesta, Pregunta
from municipio.encuestas.tablas import Fila, Hojas, Tabla

DESDE, PASO = 4, 2
"""Times the least count: how many answers the first view needs, and how many new ones the next."""
SIGUE = 0.6
"""Chance that an error grows by one more."""
REDONDEO = 20
"""Parts are told in twentieths: «cerca del 45 %»."""
TIPOS = ("si_no", "unica", "multiple", "escala", "satisfaccion", "recomendacion")

Vista = dict[str, Any]


def toca(anterior: Vista | None, n: int, minimo: int) -> bool:
    """Whether there are answers enough for a view, or for the next one."""
    return n >= (DESDE * minimo if anterior is None else anterior["n"] + PASO * minimo)


def vista(encuesta: Encuesta, hojas: Hojas, minimo: int, azar: random.Random) -> Vista:
    """A view to keep: the counts of each question with their errors."""
    preguntas: dict[str, list[int]] = {}
    for p in encuesta.preguntas:
        reparto = repartir(p, [hoja.get(p.clave) for hoja in hojas], minimo)
        if p.tipo in TIPOS and reparto.n >= DESDE * minimo:
            preguntas[p.clave] = [max(0, n + _error(azar)) for n in (reparto.n, *reparto.cuentas)]
    return {"n": len(hojas), "preguntas": preguntas}


def tablas_de(encuesta: Encuesta, guardada: Vista | None) -> list[Tabla]:
    """The tables of a view, without counts."""
    preguntas = guardada["preguntas"] if guardada else {}
    return [_tabla(p, preguntas.get(p.clave)) for p in encuesta.preguntas]


def _tabla(pregunta: Pregunta, cuentas: list[int] | None) -> Tabla:
    if cuentas is None:
        return Tabla(pregunta, None, aproximada=True)
    reparto = repartir(pregunta, [], 1)
    n = max(1, cuentas[0] if pregunta.tipo == "multiple" else sum(cuentas[1:]))
    filas = (
        Fila((clave,), texto, None, min(1.0, round(cuenta / n * REDONDEO) / REDONDEO))
        for clave, texto, cuenta in zip(reparto.claves, reparto.textos, cuentas[1:], strict=True)
    )
    return Tabla(pregunta, None, tuple(filas), aproximada=True)


def _error(azar: random.Random) -> int:
    """Two-sided geometric."""
    error = 0
    while azar.random() < SIGUE:
        error += 1
    return error if azar.random() < 0.5 else -error
