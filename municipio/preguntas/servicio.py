"""The list of questions that the bot could not answer, or answered badly."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from municipio.preguntas.mascara import enmascarar
from municipio.preguntas.modelo import Motivo, Pregunta
from municipio.texto import normalizar
from municipio.tramites import version
from municipio.tramites.modelo import Frase

LARGO = 300


def anotar(sesion: Session, municipio: str, texto: str, motivo: Motivo, dia: date, tramite: str | None = None) -> None:
    """Put a question on the list, masked and without its author. The same question again only counts one more."""
    visible = enmascarar(texto)[:LARGO].strip()
    clave = normalizar(visible)
    if not clave:
        return
    fila = sesion.scalar(
        select(Pregunta).where(
            Pregunta.municipio == municipio, Pregunta.normalizada == clave, Pregunta.motivo == motivo.value
        )
    )
    if fila is None:
        sesion.add(
            Pregunta(
                municipio=municipio, texto=visible, normalizada=clave, motivo=motivo.value, tramite=tramite, ultima=dia
            )
        )
    else:
        fila.veces, fila.ultima, fila.resuelta, fila.tramite = fila.veces + 1, dia, False, tramite


def abiertas(sesion: Session, municipio: str) -> list[Pregunta]:
    """Questions still to be looked at, the most repeated first."""
    consulta = (
        select(Pregunta)
        .where(Pregunta.municipio == municipio, Pregunta.resuelta.is_(False))
        .order_by(Pregunta.veces.desc(), Pregunta.ultima.desc(), Pregunta.id)
    )
    return list(sesion.scalars(consulta))


def adjuntar(sesion: Session, pregunta: Pregunta, slug: str, ahora: datetime) -> None:
    """Teach the search that this question means `slug`; the next person gets that answer."""
    sesion.add(Frase(municipio=pregunta.municipio, slug=slug, texto=pregunta.texto, creada_en=ahora))
    pregunta.resuelta = True
    version.subir(sesion)


def descartar(pregunta: Pregunta) -> None:
    """Take a question off the list without teaching anything."""
    pregunta.resuelta = True
