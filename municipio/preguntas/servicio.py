"""The list of questions that the bot could not answer, or answered badly."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from municipio.db.upsert import insert_into
from municipio.preguntas.modelo import Motivo, Pregunta
from municipio.privacidad.mascara import enmascarar
from municipio.texto import normalizar
from municipio.tramites import version
from municipio.tramites.modelo import Frase

LARGO = 300


def anotar(sesion: Session, municipio: str, texto: str, motivo: Motivo, dia: date, tramite: str | None = None) -> None:
    """Put a question on the list, masked and without its author. The same question again only counts one more.

    In one order to the database: two people may ask the same at the same instant.
    """
    visible = enmascarar(texto)[:LARGO].strip()
    clave = normalizar(visible)
    if not clave:
        return
    otra_vez: dict[str, Any] = {"tramite": tramite, "ultima": dia, "resuelta": False}
    nueva: dict[str, Any] = {
        "municipio": municipio,
        "texto": visible,
        "normalizada": clave,
        "motivo": motivo.value,
        "veces": 1,
    }
    orden = insert_into(sesion, Pregunta).on_conflict_do_update(
        index_elements=["municipio", "normalizada", "motivo"],
        set_={"veces": Pregunta.veces + 1} | otra_vez,
    )
    sesion.connection().execute(orden, nueva | otra_vez)


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
