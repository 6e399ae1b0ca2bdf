"""What people wrote with their words: read by the coordinator once the survey is closed, published one by one."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from municipio.encuestas.modelo import Campana, EstadoCampana, EstadoHoja, Hoja, Respuesta
from municipio.encuestas.plantilla import Pregunta
from municipio.encuestas.versiones import encuesta_de
from municipio.privacidad.nombres import sin_personas

LARGO_CLAVE = 12


@dataclass(frozen=True, slots=True)
class Comentario:
    """A text without the personal data that were found. `clave` names it and says nothing of its sheet."""

    clave: str
    pregunta: Pregunta
    texto: str
    publicado: bool


def todos(session: Session, campana: Campana, minimo: int) -> list[Comentario]:
    """The comments of a closed campaign, in the order of their keys, which is none.

    While it is open, or with fewer than `minimo` of them to a question, there are none to read: they would have a name.
    """
    if campana.estado != EstadoCampana.CERRADA:
        return []
    encuesta = encuesta_de(session, campana)
    leidos = sorted(((_clave(fila), fila) for fila in _escritos(session, campana)), key=lambda par: par[0])
    hallados = [
        Comentario(clave, pregunta, sin_personas(fila.valor["texto"]), fila.aprobado)
        for clave, fila in leidos
        if (pregunta := encuesta.pregunta(fila.pregunta)) is not None and fila.valor["texto"].strip()
    ]
    cuantos = Counter(uno.pregunta.clave for uno in hallados)
    return [uno for uno in hallados if cuantos[uno.pregunta.clave] >= minimo]


def publicados(session: Session, campana: Campana, minimo: int) -> list[Comentario]:
    """Those that the coordinator let out, by their letters: no order says who wrote before."""
    return sorted((c for c in todos(session, campana, minimo) if c.publicado), key=lambda c: (c.texto.lower(), c.clave))


def marcar(session: Session, campana: Campana, clave: str, *, publicar: bool) -> bool:
    """Let one out, or keep it in; False when there is no such comment."""
    for fila in _escritos(session, campana):
        if _clave(fila) == clave:
            fila.aprobado = publicar
            return True
    return False


def _escritos(session: Session, campana: Campana) -> Iterator[Respuesta]:
    contestadas = Hoja.estado.in_((EstadoHoja.EMPEZADA, EstadoHoja.COMPLETA))
    abiertas = [p.clave for p in encuesta_de(session, campana).preguntas if _con_palabras(p)]
    suyas = select(Respuesta).join(Hoja, Hoja.token == Respuesta.token).where(Hoja.campana == campana.id, contestadas)
    return (fila for fila in session.scalars(suyas.where(Respuesta.pregunta.in_(abiertas))) if fila.valor.get("texto"))


def _con_palabras(pregunta: Pregunta) -> bool:
    """Whether its answers may have words of their own."""
    return pregunta.tipo in ("texto", "lugar") or any(opcion.otro for opcion in pregunta.opciones)


def _clave(fila: Respuesta) -> str:
    return hashlib.sha256(f"{fila.token}:{fila.pregunta}".encode()).hexdigest()[:LARGO_CLAVE]
