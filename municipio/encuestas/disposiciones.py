"""What became of each person of a campaign, as totals: the dispositions that every result states."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Select, String, cast, func, or_, select
from sqlalchemy.orm import Session

from municipio.avisos.modelo import Aviso, Carril, EstadoAviso
from municipio.encuestas.modelo import EstadoHoja, Hoja, Participante, Respuesta, Via

INVITACION, RECUERDO = "encuesta", "recuerdo"
"""What the `clave` of each kind of message begins with."""


@dataclass(frozen=True, slots=True)
class Disposiciones:
    """Totals of a campaign. `parciales` began and answered something; `dudosas` may or may not have arrived."""

    publico: int = 0
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
    publico, enviadas = _participantes(session, campana_id)
    avisos = _avisos(session, campana_id)
    hojas = _hojas(session, campana_id)
    return Disposiciones(
        publico=publico,
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
    return _cuantas(session, que_respondieron(campana_id))


def que_respondieron(campana_id: int) -> Select[str]:
    """The tokens of the sheets that were finished, or say something: passing over a question is no answer."""
    dicha = or_(Hoja.estado == EstadoHoja.COMPLETA, cast(Respuesta.valor, String) != "{}")
    suyas = select(Respuesta.token).distinct().join(Hoja, Hoja.token == Respuesta.token)
    return suyas.where(Hoja.campana == campana_id, dicha)


def _participantes(session: Session, campana: int) -> tuple[int, int]:
    """How many there are to invite, and how many of them were."""
    suyos = Participante.campana == campana, Participante.via == Via.INVITACION
    cuenta = select(Participante.invitado, func.count().label("cuantos")).where(*suyos).group_by(Participante.invitado)
    cuantos = {fila.invitado: fila.cuantos for fila in session.execute(cuenta)}
    return sum(cuantos.values()), cuantos.get(True, 0)


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
    return _cuantas(session, que_respondieron(campana).where(Hoja.estado == EstadoHoja.EMPEZADA))


def _cuantas(session: Session, tokens: Select[str]) -> int:
    return session.scalar(select(func.count()).select_from(tokens.subquery())) or 0
