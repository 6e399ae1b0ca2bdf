"""What became of each person of a campaign, as totals: the dispositions that every result states."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from municipio.avisos.modelo import Aviso, Carril, EstadoAviso
from municipio.encuestas.modelo import EstadoHoja, Hoja, Participante, Respuesta, Via

INVITACION, RECUERDO = "encuesta", "recuerdo"
"""What the `clave` of each kind of message begins with."""


@dataclass(frozen=True, slots=True)
class Disposiciones:
    """Totals of a campaign. `parciales` began and answered something; `dudosas` may or may not have arrived."""

    publico: int = 0
    sin_invitacion: int = 0
    """Began by themselves: by its link, or because the bot offered it."""
    enviadas: int = 0
    """Invitations left to be delivered, whatever became of them."""
    entregadas: int = 0
    empezadas: int = 0
    parciales: int = 0
    completas: int = 0
    rechazadas: int = 0
    inalcanzables: int = 0
    dudosas: int = 0


def clave(tipo: str, campana: int, chat_id: int | str = "") -> str:
    """The `clave` of a campaign's message to a chat; without a chat, what all of them begin with."""
    return f"{tipo}:{campana}:{chat_id}"


def contar(session: Session, campana_id: int) -> Disposiciones:
    """The dispositions of a campaign, now."""
    publico, enviadas, sin_invitacion = _participantes(session, campana_id)
    avisos = _avisos(session, campana_id)
    hojas = _hojas(session, campana_id)
    return Disposiciones(
        publico=publico,
        sin_invitacion=sin_invitacion,
        enviadas=enviadas,
        entregadas=avisos.get(EstadoAviso.ENVIADO, 0),
        inalcanzables=avisos.get(EstadoAviso.FALLIDO, 0),
        dudosas=avisos.get(EstadoAviso.DUDOSO, 0),
        empezadas=hojas.get(EstadoHoja.EMPEZADA, 0) + hojas.get(EstadoHoja.COMPLETA, 0),
        parciales=_parciales(session, campana_id),
        completas=hojas.get(EstadoHoja.COMPLETA, 0),
        rechazadas=hojas.get(EstadoHoja.RECHAZADA, 0),
    )


def respondieron(session: Session, campana_id: int) -> int:
    """How many answered something, to the end or not; who refused afterwards is not among them."""
    suyas = select(func.count(func.distinct(Respuesta.token))).join(Hoja, Hoja.token == Respuesta.token)
    return session.scalar(suyas.where(Hoja.campana == campana_id)) or 0


def _participantes(session: Session, campana: int) -> tuple[int, int, int]:
    """How many there are to invite, how many of them were, and how many came by themselves."""
    grupo = Participante.via, Participante.invitado
    cuenta = select(*grupo, func.count().label("cuantos")).where(Participante.campana == campana).group_by(*grupo)
    filas = session.execute(cuenta).all()
    por_invitacion = [fila for fila in filas if fila.via == Via.INVITACION]
    publico, todas = sum(fila.cuantos for fila in por_invitacion), sum(fila.cuantos for fila in filas)
    return publico, sum(fila.cuantos for fila in por_invitacion if fila.invitado), todas - publico


def _avisos(session: Session, campana: int) -> dict[str, int]:
    cuenta = select(Aviso.estado, func.count().label("cuantos")).where(
        Aviso.estado.in_(list(EstadoAviso)),  # all of them: so the index of states and lanes serves
        Aviso.carril == Carril.ENCUESTA,
        Aviso.clave.like(f"{clave(INVITACION, campana)}%"),
    )
    return {fila.estado: fila.cuantos for fila in session.execute(cuenta.group_by(Aviso.estado))}


def _hojas(session: Session, campana: int) -> dict[str, int]:
    cuenta = select(Hoja.estado, func.count().label("cuantos")).where(Hoja.campana == campana).group_by(Hoja.estado)
    return {fila.estado: fila.cuantos for fila in session.execute(cuenta)}


def _parciales(session: Session, campana: int) -> int:
    con_algo = select(func.count(func.distinct(Hoja.token))).join(Respuesta, Respuesta.token == Hoja.token)
    return session.scalar(con_algo.where(Hoja.campana == campana, Hoja.estado == EstadoHoja.EMPEZADA)) or 0
