"""Who is written to next: a campaign's invitations and its reminder, left in the outbox a few at a time.

The queue never holds more than about a minute of work, so that pausing is felt at once. Deciding twice leaves one:
whoever was left to be invited is marked in the same transaction, and the key of the message is of the person.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Exists, Select, func, select, update
from sqlalchemy.orm import Session

from municipio.avisos import cola
from municipio.avisos.cola import Nuevo
from municipio.avisos.modelo import POR_SALIR, Aviso, Carril, EstadoAviso
from municipio.encuestas.audiencia import con_rechazo, con_respuestas, invitable
from municipio.encuestas.claves import Claves
from municipio.encuestas.disposiciones import INVITACION, RECUERDO, clave
from municipio.encuestas.modelo import Campana, Participante, Via
from municipio.personas.modelo import Chat

TANDA = 50
"""Left to be delivered in one transaction: while it lasts, nobody else writes."""
MINUTO = 60
ANTES_DE_RECORDAR = timedelta(days=1)
"""Nobody is reminded of an invitation that reached her later than this ago."""


@dataclass(frozen=True, slots=True)
class Reparto:
    """How it is done: what makes the parameters of the message, the messages a second, and until when they leave."""

    cuerpo: Callable[[], dict[str, Any]]
    por_segundo: float
    ahora: datetime
    no_despues: datetime


def invitar(session: Session, campana: Campana, reparto: Reparto) -> int:
    """Leave some invitations; how many. 0: for now there are enough, or nobody is left."""
    cuantos = _con_tope(session, campana, min(TANDA, _lugar(session, reparto.por_segundo)))
    chats = list(session.scalars(_siguientes(campana).limit(cuantos))) if cuantos > 0 else []
    return _dejar(session, campana, INVITACION, chats, reparto)


def recordar(session: Session, claves: Claves, campana: Campana, reparto: Reparto) -> int:
    """Leave some reminders; how many people were looked at. Only their key can tell who answered or refused.

    Those whose invitation is too new are for a later tick.
    """
    cuantos = min(TANDA, _lugar(session, reparto.por_segundo))
    chats = list(session.scalars(_por_recordar(campana, reparto.ahora).limit(cuantos))) if cuantos > 0 else []
    dijeron = con_respuestas(session, claves, campana.id, chats) | con_rechazo(session, claves, campana.id, chats)
    _dejar(session, campana, RECUERDO, [chat for chat in chats if chat not in dijeron], reparto)
    _marcar(session, campana, chats, Participante.recordado.key)
    return len(chats)


def faltan(session: Session, campana: Campana) -> int:
    """How many may still be invited."""
    cuantos = session.scalar(select(func.count()).select_from(_siguientes(campana).order_by(None).subquery())) or 0
    return max(0, _con_tope(session, campana, cuantos))


def _siguientes(campana: Campana) -> Select[int]:
    suyos = select(Participante.chat_id).where(
        Participante.campana == campana.id, Participante.via == Via.INVITACION, Participante.invitado.is_(False)
    )
    return suyos.where(_invitable(campana)).order_by(Participante.turno)


def _por_recordar(campana: Campana, ahora: datetime) -> Select[int]:
    recibieron = select(Aviso.chat_id).where(
        Aviso.estado == EstadoAviso.ENVIADO,
        Aviso.carril == Carril.ENCUESTA,
        Aviso.enviado_en <= ahora - ANTES_DE_RECORDAR,
        Aviso.clave.like(f"{clave(INVITACION, campana.id)}%"),
    )
    suyos = select(Participante.chat_id).where(
        Participante.campana == campana.id, Participante.invitado.is_(True), Participante.recordado.is_(False)
    )
    return suyos.where(_invitable(campana), Participante.chat_id.in_(recibieron)).order_by(Participante.turno)


def _invitable(campana: Campana) -> Exists:
    """Asked of one person after the other, so that the first ones are found without looking at all of them."""
    return invitable(campana.municipio).where(Chat.chat_id == Participante.chat_id).exists()


def _lugar(session: Session, por_segundo: float) -> int:
    """How many more the queue may hold: one bot delivers for every campaign."""
    en_cola = select(func.count()).where(Aviso.estado.in_(POR_SALIR), Aviso.carril == Carril.ENCUESTA)
    return int(por_segundo * MINUTO) - (session.scalar(en_cola) or 0)


def _con_tope(session: Session, campana: Campana, cuantos: int) -> int:
    """As many of `cuantos` as its cap lets in."""
    if campana.tope is None:
        return cuantos
    ya = select(func.count()).where(Participante.campana == campana.id, Participante.invitado.is_(True))
    return min(cuantos, campana.tope - (session.scalar(ya) or 0))


def _dejar(session: Session, campana: Campana, tipo: str, chats: list[int], reparto: Reparto) -> int:
    if not chats:
        return 0
    que = reparto.cuerpo()
    nuevos = [
        Nuevo(
            clave(tipo, campana.id, chat),
            campana.municipio,
            Carril.ENCUESTA,
            chat,
            "sendMessage",
            que,
            no_despues=reparto.no_despues,
        )
        for chat in chats
    ]
    cola.put(session, nuevos, reparto.ahora)
    if tipo == INVITACION:
        _marcar(session, campana, chats, Participante.invitado.key)
    return len(chats)


def _marcar(session: Session, campana: Campana, chats: Iterable[int], marca: str) -> None:
    suyos = update(Participante).where(Participante.campana == campana.id, Participante.chat_id.in_(list(chats)))
    session.execute(suyos.values({marca: True}), execution_options={"synchronize_session": False})
