"""Which campaigns somebody may answer now, and by which way she came to each."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from municipio.avisos.modelo import Aviso, EstadoAviso
from municipio.encuestas.disposiciones import INVITACION, RECUERDO, clave
from municipio.encuestas.modelo import ABIERTAS, Campana, EstadoCampana, Participante, Via

RECIEN = timedelta(days=1)
"""For this long, a bare «sí» is for the invitation."""


def tomar(session: Session, numero: int) -> Campana | None:
    """A campaign whose sheets may be written now: it does not end before that is committed.

    It goes before any of its sheets, which whoever ends it takes in the same order.
    """
    return session.get(Campana, numero, with_for_update={"read": True}, populate_existing=True)


def campana_de(session: Session, numero: str) -> Campana | None:
    """The campaign that a button names, taken."""
    return tomar(session, int(numero)) if numero.isdecimal() and len(numero) <= 9 else None


def por_enlace(session: Session, codigo: str) -> Campana | None:
    """The campaign of an open link, taken."""
    suya = select(Campana).where(Campana.enlace == codigo).with_for_update(read=True)
    return session.scalar(suya) if codigo else None


def admite(campana: Campana, ahora: datetime) -> bool:
    """Whether its sheets may be filled, by whoever began before a pause too."""
    return campana.estado in ABIERTAS and ahora < campana.hasta


def en_pausa(campana: Campana) -> bool:
    """Whether nobody may begin for now; who had begun goes on."""
    return campana.estado == EstadoCampana.PAUSADA


def via_de(session: Session, campana: Campana, chat_id: int) -> Via | None:
    """How a chat comes to a campaign; None: it was not meant for it, and has no open link."""
    suya = session.get(Participante, (campana.id, chat_id))
    if suya is not None:
        return Via(suya.via)
    if campana.enlace is not None:
        return Via.ENLACE
    return Via.OFRECIDA if campana.permanente else None


def abiertas(session: Session, municipio: str, chat_id: int, ahora: datetime) -> list[Campana]:
    """The campaigns that a chat may answer, the one that closes first before."""
    suyas = select(Participante.campana).where(Participante.chat_id == chat_id)
    para_ella = or_(Campana.id.in_(suyas), Campana.enlace.is_not(None), Campana.permanente)
    vivas = Campana.estado.in_(ABIERTAS), Campana.hasta > ahora
    consulta = select(Campana).where(Campana.municipio == municipio, *vivas, para_ella)
    return list(session.scalars(consulta.order_by(Campana.hasta, Campana.id)))


def recien_invitada(session: Session, municipio: str, chat_id: int, ahora: datetime) -> Campana | None:
    """The campaign whose invitation, or reminder, reached a chat last, if that was not long ago."""
    suyas = {
        clave(tipo, campana.id, chat_id): campana
        for campana in abiertas(session, municipio, chat_id, ahora)
        for tipo in (INVITACION, RECUERDO)
    }
    llego = Aviso.estado == EstadoAviso.ENVIADO, Aviso.enviado_en >= ahora - RECIEN
    ultima = select(Aviso.clave).where(Aviso.clave.in_(suyas), *llego).order_by(Aviso.enviado_en.desc()).limit(1)
    dicha = session.scalar(ultima) if suyas else None
    return suyas[dicha] if dicha is not None else None


def permanente(session: Session, municipio: str, ahora: datetime) -> Campana | None:
    """The standing campaign, the one that may be offered."""
    viva = Campana.estado == EstadoCampana.EN_CURSO, Campana.hasta > ahora, Campana.permanente
    return session.scalar(select(Campana).where(Campana.municipio == municipio, *viva).order_by(Campana.id).limit(1))
