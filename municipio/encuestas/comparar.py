"""A survey beside the one before it: only questions asked with the same words, only rows told in both."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from municipio.encuestas.modelo import Campana
from municipio.encuestas.plantilla import Pregunta
from municipio.encuestas.tablas import Tabla

Por_que_no = Literal["", "nueva", "cambio", "reservada"]


@dataclass(frozen=True, slots=True)
class Cambio:
    """A row then and now, as parts of those who answered."""

    texto: str
    antes: float
    ahora: float


@dataclass(frozen=True, slots=True)
class Comparada:
    """A question in both surveys; without rows, `motivo` says why it cannot be compared."""

    pregunta: Pregunta
    filas: tuple[Cambio, ...] = ()
    motivo: Por_que_no = ""


@dataclass(frozen=True, slots=True)
class Comparacion:
    """Every question of a survey beside the same one of `con`, the campaign before, which `n` answered."""

    con: Campana
    n: int
    preguntas: tuple[Comparada, ...]


def comparar(con: Campana, n: int, antes: Sequence[Tabla], ahora: Sequence[Tabla]) -> Comparacion:
    """Put the tables of a campaign beside those of the one before."""
    de_antes = {tabla.pregunta.clave: tabla for tabla in antes}
    preguntas = (_pregunta(de_antes.get(t.pregunta.clave), t) for t in ahora if t.pregunta.tipo != "texto")
    return Comparacion(con, n, tuple(preguntas))


def iguales(una: Pregunta, otra: Pregunta) -> bool:
    """Whether two questions ask the same with the same words."""
    return (una.tipo, una.texto, una.alternativas, una.tope) == (otra.tipo, otra.texto, otra.alternativas, otra.tope)


def _pregunta(antes: Tabla | None, ahora: Tabla) -> Comparada:
    if antes is None:
        return Comparada(ahora.pregunta, motivo="nueva")
    if not iguales(antes.pregunta, ahora.pregunta):
        return Comparada(ahora.pregunta, motivo="cambio")
    if antes.sobre_todas or ahora.sobre_todas:
        return Comparada(ahora.pregunta, motivo="reservada")
    partes = {(fila.claves, fila.texto): fila.parte for fila in antes.filas}
    filas = tuple(
        Cambio(fila.texto, parte, fila.parte)
        for fila in ahora.filas
        if fila.parte is not None and (parte := partes.get((fila.claves, fila.texto))) is not None
    )
    return Comparada(ahora.pregunta, filas, "" if filas else "reservada")
