"""Which question comes now. Pure: from a questionnaire and what was answered to the path through it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from municipio.encuestas.plantilla import FIN, Encuesta, Pregunta
from municipio.encuestas.valores import cumple

Respuestas = Mapping[str, Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Camino:
    """The questions behind, in order, and the one that waits for its answer; None: it is over."""

    hechas: tuple[Pregunta, ...]
    actual: Pregunta | None

    @property
    def anterior(self) -> Pregunta | None:
        """The question before the one that waits."""
        return self.hechas[-1] if self.hechas else None


def camino(encuesta: Encuesta, respuestas: Respuestas, parada: str | None = None) -> Camino:
    """The path that the answers make, up to the first question without one, or to `parada` if it is on the way."""
    completo = _recorrer(encuesta, respuestas)
    for n, pregunta in enumerate(completo.hechas):
        if pregunta.clave == parada:
            return Camino(completo.hechas[:n], pregunta)
    return completo


def sobrantes(encuesta: Encuesta, respuestas: Respuestas) -> set[str]:
    """Answers that the path passed over: they were of another way, before an edit."""
    hecho = _recorrer(encuesta, respuestas)
    pasadas = encuesta.preguntas if hecho.actual is None else encuesta.preguntas[: _lugar(encuesta, hecho.actual)]
    return (set(respuestas) & {p.clave for p in pasadas}) - {p.clave for p in hecho.hechas}


def avance(encuesta: Encuesta, pregunta: Pregunta) -> tuple[int, int]:
    """«3 de 8»: questions of one group count as one."""
    return encuesta.grupos.index(pregunta.grupo or pregunta.clave) + 1, encuesta.cuantas


def siguiente(encuesta: Encuesta, pregunta: Pregunta, valor: Mapping[str, Any]) -> Pregunta | None:
    """Where an answer leads: always forwards, so that every path ends."""
    for salto in pregunta.saltos:
        if cumple(salto.si, valor):
            return None if salto.a == FIN else encuesta.pregunta(salto.a)
    lugar = _lugar(encuesta, pregunta) + 1
    return encuesta.preguntas[lugar] if lugar < len(encuesta.preguntas) else None


def _recorrer(encuesta: Encuesta, respuestas: Respuestas) -> Camino:
    hechas: list[Pregunta] = []
    pregunta: Pregunta | None = encuesta.preguntas[0]
    while pregunta is not None and pregunta.clave in respuestas:
        hechas.append(pregunta)
        pregunta = siguiente(encuesta, pregunta, respuestas[pregunta.clave])
    return Camino(tuple(hechas), pregunta)


def _lugar(encuesta: Encuesta, pregunta: Pregunta) -> int:
    return next(i for i, una in enumerate(encuesta.preguntas) if una.clave == pregunta.clave)
