"""Who agreed to be invited to surveys, who asked not to be, what they ask about, and when a survey may be offered."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from municipio.avisos import cola
from municipio.avisos.modelo import Carril
from municipio.db.upsert import insert_or_change
from municipio.encuestas.disposiciones import INVITACION, RECUERDO, clave
from municipio.encuestas.modelo import Campana, Interes, Participante
from municipio.personas.modelo import Chat

ENTRE_OFERTAS = timedelta(days=60)
"""A person is not offered another survey sooner than this."""


def aceptar(chat: Chat, ahora: datetime) -> None:
    """She wants to be invited; what she asked before is taken back by herself."""
    chat.encuestas_desde, chat.no_molestar_en = ahora, None


def no_molestar(session: Session, chat: Chat, ahora: datetime) -> None:
    """She is not to be invited again. What was kept to invite her goes, and so does what was about to leave."""
    chat.no_molestar_en = chat.no_molestar_en or ahora
    chat.encuestas_desde = chat.zona = None
    session.execute(delete(Interes).where(Interes.chat_id == chat.chat_id))
    _retirar(session, chat.chat_id)


def anotar_tema(session: Session, chat: Chat, municipio: str, tema: str, dia: date) -> None:
    """She asked about a theme: kept only of those who agreed to be invited."""
    if chat.encuestas_desde is None:
        return
    nuevo = {"chat_id": chat.chat_id, "municipio": municipio, "tema": tema, "dia": dia}
    insert_or_change(session, Interes, [nuevo], [Interes.chat_id, Interes.municipio, Interes.tema], [Interes.dia])


def se_puede_ofrecer(session: Session, chat: Chat, campana: Campana, ahora: datetime) -> bool:
    """Whether the standing survey may be offered to this chat now: once in its life, and rarely."""
    if chat.no_molestar_en is not None or session.get(Participante, (campana.id, chat.chat_id)) is not None:
        return False
    if chat.ofrecida_en is None:
        return True
    return chat.ofrecida_en < campana.desde and ahora - chat.ofrecida_en >= ENTRE_OFERTAS


def _retirar(session: Session, chat_id: int) -> None:
    """What was about to leave for her was never sent: it counts as such, and waits for her to change her mind."""
    retiradas = set(cola.withdraw_from(session, chat_id, Carril.ENCUESTA))
    if not retiradas:
        return
    for suya in session.scalars(select(Participante).where(Participante.chat_id == chat_id)):
        suya.invitado = suya.invitado and clave(INVITACION, suya.campana, chat_id) not in retiradas
        suya.recordado = suya.recordado and clave(RECUERDO, suya.campana, chat_id) not in retiradas
