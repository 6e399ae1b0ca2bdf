"""Campaigns with invented answers in a database, for the tests of the results."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from sqlalchemy.orm import Session

from municipio.encuestas.modelo import Campana, EncuestaVersion, EstadoCampana, EstadoHoja, Hoja, Respuesta
from municipio.encuestas.plantilla import Encuesta
from municipio.encuestas.versiones import fijar
from tests.encuestas import datos

NOVEMBER = datetime(2026, 11, 3, 13, tzinfo=UTC)


def campana(
    session: Session,
    municipio: str,
    encuesta: Encuesta,
    hojas: Sequence[datos.Hoja],
    *,
    estado: EstadoCampana = EstadoCampana.CERRADA,
    desde: datetime = NOVEMBER,
    parciales: int = 0,
) -> Campana:
    """A campaign that got these sheets in two weeks; the last `parciales` of them are not complete."""
    version: EncuestaVersion = fijar(session, municipio, encuesta, desde)
    nueva = Campana(
        municipio=municipio,
        encuesta=version.id,
        estado=estado,
        audiencia={},
        ventana={},
        desde=desde,
        hasta=desde + timedelta(days=14),
        creada_en=desde,
        lanzada_en=desde,
        cerrada_en=desde + timedelta(days=14) if estado == EstadoCampana.CERRADA else None,
    )
    session.add(nueva)
    session.flush()
    responder(session, nueva, hojas, parciales=parciales)
    return nueva


def responder(
    session: Session, campana: Campana, hojas: Sequence[datos.Hoja], *, parciales: int = 0, de: int = 0
) -> None:
    """More sheets, numbered from `de` on."""
    for i, hoja in enumerate(hojas):
        token = hashlib.sha256(f"{campana.id}:{de + i}".encode()).hexdigest()
        estado = EstadoHoja.EMPEZADA if i >= len(hojas) - parciales else EstadoHoja.COMPLETA
        session.add(Hoja(token=token, campana=campana.id, estado=estado, consiente=True))
        session.flush()
        session.add_all(Respuesta(token=token, pregunta=clave, valor=valor) for clave, valor in hoja.items())
    session.flush()
