"""Whom a campaign invites: of those who agreed to be invited, the ones that the coordinator chose."""

from __future__ import annotations

import random
from collections.abc import Iterable
from datetime import date, datetime, time, tzinfo
from typing import Literal, Self

from pydantic import Field, model_validator
from sqlalchemy import Select, exists, func, select
from sqlalchemy.orm import Session

from municipio.encuestas.claves import ClaveDestruidaError, Claves
from municipio.encuestas.disposiciones import que_respondieron
from municipio.encuestas.modelo import (
    ABIERTAS,
    Campana,
    EncuestaVersion,
    EstadoHoja,
    Hoja,
    Interes,
    Participante,
)
from municipio.encuestas.plantilla import Encuesta
from municipio.personas.modelo import Chat
from municipio.tramites.ficha import Registro

Zona = Literal["urbana", "rural"]


class Audiencia(Registro):
    """What the coordinator chose. `muestra`: only so many, at random."""

    tipo: Literal["todas", "zona", "tema", "nuevas"] = "todas"
    zona: Zona | None = None
    tema: str | None = None
    desde: date | None = None
    """Who agreed to be invited from this day on."""
    muestra: int | None = Field(default=None, ge=1)

    @model_validator(mode="after")
    def _completa(self) -> Self:
        falta = {"zona": self.zona, "tema": self.tema, "nuevas": self.desde}
        if self.tipo in falta and falta[self.tipo] is None:
            raise ValueError(f"A la audiencia «{self.tipo}» le falta un dato")
        return self


def elegir(session: Session, claves: Claves, campana: Campana, zona: tzinfo) -> list[int]:
    """The chats that a draft would invite now, in the order of their numbers, before any sample."""
    encuesta, audiencia = Encuesta.model_validate(campana.borrador), Audiencia.model_validate(campana.audiencia)
    chats = list(session.scalars(_posibles(campana.municipio, audiencia, zona).order_by(Chat.chat_id)))
    fuera = _ya_respondieron(session, claves, campana.municipio, encuesta, chats)
    fuera |= _invitados(session, campana.municipio, encuesta)
    return [chat for chat in chats if chat not in fuera]


def sortear(chats: list[int], audiencia: Audiencia) -> list[int]:
    """The sample, in the order of its invitations: at random, so that no place in the queue tells who it is."""
    cuantos = len(chats) if audiencia.muestra is None else min(audiencia.muestra, len(chats))
    return random.SystemRandom().sample(chats, cuantos)


def invitable(municipio: str) -> Select[int]:
    """The chats of a municipality that may be written to about surveys: they agreed, and did not take it back."""
    fila = select(Chat.chat_id).where(Chat.municipio == municipio, Chat.encuestas_desde.is_not(None))
    return fila.where(Chat.no_molestar_en.is_(None), Chat.bloqueado_en.is_(None))


def por_zona(session: Session, municipio: str) -> dict[str, int]:
    """How many may be invited of each zone."""
    cuenta = invitable(municipio).with_only_columns(Chat.zona, func.count()).group_by(Chat.zona)
    return {zona: cuantos for zona, cuantos in session.execute(cuenta) if zona is not None}


def por_tema(session: Session, municipio: str) -> dict[str, int]:
    """How many may be invited of those who asked about each theme."""
    chats = invitable(municipio).subquery()
    cuenta = select(Interes.tema, func.count().label("cuantos")).join(chats, chats.c.chat_id == Interes.chat_id)
    filas = session.execute(cuenta.where(Interes.municipio == municipio).group_by(Interes.tema))
    return {fila.tema: fila.cuantos for fila in filas}


def _posibles(municipio: str, audiencia: Audiencia, zona: tzinfo) -> Select[int]:
    base = invitable(municipio)
    match audiencia.tipo:
        case "zona":
            return base.where(Chat.zona == audiencia.zona)
        case "tema":
            suyo = (Interes.chat_id == Chat.chat_id, Interes.municipio == municipio, Interes.tema == audiencia.tema)
            return base.where(exists().where(*suyo))
        case "nuevas":
            assert audiencia.desde is not None  # noqa: S101
            return base.where(Chat.encuestas_desde >= datetime.combine(audiencia.desde, time(), zona))
        case _:
            return base


def _invitados(session: Session, municipio: str, encuesta: Encuesta) -> set[int]:
    """Those whom an open campaign of the same questionnaire already counts on."""
    suyas = select(Participante.chat_id).join(Campana, Campana.id == Participante.campana)
    suyas = suyas.join(EncuestaVersion, EncuestaVersion.id == Campana.encuesta)
    mismas = (EncuestaVersion.municipio == municipio, EncuestaVersion.plantilla == encuesta.clave)
    return set(session.scalars(suyas.where(*mismas, Campana.estado.in_(ABIERTAS))))


def _ya_respondieron(
    session: Session, claves: Claves, municipio: str, encuesta: Encuesta, chats: Iterable[int]
) -> set[int]:
    """Who answered of this version: marked when a campaign closed; in one that is open, only its key can tell."""
    mismas = (EncuestaVersion.municipio == municipio, EncuestaVersion.plantilla == encuesta.clave)
    versiones = session.scalars(select(EncuestaVersion).where(*mismas))
    igual = next((v.id for v in versiones if Encuesta.model_validate(v.cuerpo) == encuesta), None)
    if igual is None:
        return set()
    suyas = select(Campana.id).where(Campana.encuesta == igual)
    marcados = select(Participante.chat_id).where(Participante.campana.in_(suyas), Participante.participo.is_(True))
    ya = set(session.scalars(marcados))
    for otra in session.scalars(suyas.where(Campana.estado.in_(ABIERTAS))).all():
        ya |= con_respuestas(session, claves, otra, chats)
    return ya


def con_rechazo(session: Session, claves: Claves, campana: int, chats: Iterable[int]) -> set[int]:
    """Which of `chats` did not want to answer an open campaign."""
    suyas = select(Hoja.token).where(Hoja.campana == campana, Hoja.estado == EstadoHoja.RECHAZADA)
    return _de_quienes(claves, campana, chats, set(session.scalars(suyas)))


def con_respuestas(session: Session, claves: Claves, campana: int, chats: Iterable[int]) -> set[int]:
    """Which of `chats` answered something in an open campaign, to the end or not."""
    return _de_quienes(claves, campana, chats, set(session.scalars(que_respondieron(campana))))


def _de_quienes(claves: Claves, campana: int, chats: Iterable[int], tokens: set[str]) -> set[int]:
    if not tokens:
        return set()
    try:
        return {chat for chat in chats if claves.token(campana, chat) in tokens}
    except ClaveDestruidaError:
        return set()
