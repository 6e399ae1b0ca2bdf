"""The results of a campaign: exact once it is closed, inexact while it is open, and only what may be told."""

from __future__ import annotations

import random
import secrets
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from municipio.encuestas import comparar, disposiciones, provisional
from municipio.encuestas.comparar import Comparacion
from municipio.encuestas.cortes import Corte, cortes
from municipio.encuestas.disposiciones import Disposiciones
from municipio.encuestas.modelo import (
    Campana,
    EncuestaVersion,
    EstadoCampana,
    Respuesta,
    Resultado,
)
from municipio.encuestas.plantilla import Encuesta
from municipio.encuestas.tablas import Tabla, tablas
from municipio.encuestas.valores import Valor
from municipio.encuestas.versiones import encuesta_de
from municipio.municipios.registro import Municipio

CON_RESULTADOS = (EstadoCampana.EN_CURSO, EstadoCampana.PAUSADA, EstadoCampana.CERRADA)


@dataclass(frozen=True, slots=True)
class Resultados:
    """What may be told of a campaign. `n`: how many answered, all of it or part."""

    campana: Campana
    encuesta: Encuesta
    disposiciones: Disposiciones
    minimo: int
    tablas: tuple[Tabla, ...]
    cortes: tuple[Corte, ...] = ()
    comparacion: Comparacion | None = None
    cambios: str | None = None

    @property
    def n(self) -> int:
        """How many sheets there are with something answered."""
        return self.disposiciones.completas + self.disposiciones.parciales

    @property
    def final(self) -> bool:
        """Whether nothing will change any more."""
        return self.campana.estado == EstadoCampana.CERRADA

    @property
    def para_quien_quiera(self) -> bool:
        """Whether it could be answered without an invitation, or was while it had a link."""
        return self.campana.tuvo_enlace or self.campana.permanente


def con_resultados(session: Session, municipio: str) -> list[Campana]:
    """The campaigns of a municipality that have something to tell, the newest first."""
    suyas = select(Campana).where(Campana.municipio == municipio, Campana.estado.in_(CON_RESULTADOS))
    return list(session.scalars(suyas.order_by(Campana.id.desc())))


def hay_que_ver(session: Session, municipio: Municipio, campana: Campana) -> bool:
    """Whether looking is worth it: it is closed, or enough people answered for a first view."""
    if campana.estado not in CON_RESULTADOS:
        return False
    fila = session.get(Resultado, campana.id)
    if campana.estado == EstadoCampana.CERRADA or (fila is not None and fila.vista is not None):
        return True
    minimo = fila.minimo if fila is not None else municipio.celda_minima
    return provisional.toca(None, disposiciones.respondieron(session, campana.id), minimo)


def preparar(session: Session, municipio: Municipio, campana: Campana, azar: random.Random | None = None) -> Resultado:
    """Decide what is told of a campaign from now on: its least count and, while it is open, when its view is due."""
    fila = _fila(session, municipio, campana)
    if campana.estado == EstadoCampana.CERRADA:
        otra = anterior(session, campana)
        if otra is not None:
            _fila(session, municipio, otra)
        return fila
    hojas = leer_hojas(session, campana.id)
    if provisional.toca(fila.vista, len(hojas), fila.minimo):
        encuesta = encuesta_de(session, campana)
        fila.vista = provisional.vista(encuesta, hojas, fila.minimo, azar or secrets.SystemRandom())
        session.flush()
    return fila


def leer(session: Session, campana: Campana) -> Resultados:
    """What may be told of a campaign that was prepared; it changes nothing."""
    encuesta, fila = encuesta_de(session, campana), session.get_one(Resultado, campana.id)
    dichas = disposiciones.contar(session, campana.id)
    if campana.estado != EstadoCampana.CERRADA:
        aproximadas = provisional.tablas_de(encuesta, fila.vista)
        return Resultados(campana, encuesta, dichas, fila.minimo, tuple(aproximadas), cambios=fila.cambios)
    hojas = leer_hojas(session, campana.id)
    suyas = tablas(encuesta, hojas, fila.minimo)
    return Resultados(
        campana,
        encuesta,
        dichas,
        fila.minimo,
        tuple(suyas),
        tuple(cortes(encuesta, hojas, fila.minimo)),
        _comparada(session, campana, suyas),
        fila.cambios,
    )


def leer_hojas(session: Session, campana_id: int) -> list[dict[str, Valor]]:
    """The answers of each sheet with something answered, without anything that says whose they are."""
    suyas = select(Respuesta.token, Respuesta.pregunta, Respuesta.valor).where(
        Respuesta.token.in_(disposiciones.que_respondieron(campana_id))
    )
    hojas: dict[str, dict[str, Valor]] = {}
    for token, pregunta, valor in session.execute(suyas):
        hojas.setdefault(token, {})[pregunta] = valor
    return list(hojas.values())


def anterior(session: Session, campana: Campana) -> Campana | None:
    """The closed campaign of the same template that was before, if there is one."""
    plantilla = select(EncuestaVersion.plantilla).where(EncuestaVersion.id == campana.encuesta).scalar_subquery()
    antes = (
        select(Campana)
        .join(EncuestaVersion, EncuestaVersion.id == Campana.encuesta)
        .where(EncuestaVersion.plantilla == plantilla, Campana.municipio == campana.municipio)
        .where(Campana.estado == EstadoCampana.CERRADA, Campana.cerrada_en < campana.desde)
    )
    return session.scalar(antes.order_by(Campana.cerrada_en.desc()).limit(1))


def _fila(session: Session, municipio: Municipio, campana: Campana) -> Resultado:
    fila = session.get(Resultado, campana.id)
    if fila is None:
        fila = Resultado(campana=campana.id, minimo=municipio.celda_minima)
        session.add(fila)
        session.flush()
    return fila


def _comparada(session: Session, campana: Campana, suyas: Sequence[Tabla]) -> Comparacion | None:
    otra = anterior(session, campana)
    fila = session.get(Resultado, otra.id) if otra else None
    if otra is None or fila is None:
        return None
    hojas = leer_hojas(session, otra.id)
    return comparar.comparar(otra, len(hojas), tablas(encuesta_de(session, otra), hojas, fila.minimo), suyas)
