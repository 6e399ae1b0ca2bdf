"""Sheets: what somebody answers in a campaign, under a token that only the campaign's key can make from her chat.

Whoever asks for a sheet gives her chat, and it is kept nowhere here. When the key is gone, so is the way back.
"""

from __future__ import annotations

from typing import cast

from sqlalchemy import Table, bindparam, delete, insert, select, update
from sqlalchemy.orm import Session

from municipio.avisos import cola
from municipio.avisos.modelo import Carril
from municipio.db.upsert import insert_new
from municipio.encuestas.claves import ClaveDestruidaError, Claves
from municipio.encuestas.cuaderno import Cuaderno, respuestas_de
from municipio.encuestas.modelo import (
    ABIERTAS,
    Campana,
    EstadoHoja,
    Hoja,
    Interes,
    Participante,
    Respuesta,
    Via,
)
from municipio.encuestas.versiones import encuesta_de

_HOJAS = cast("Table", Hoja.__table__)
_UNA = (
    select(_HOJAS.c.estado, _HOJAS.c.consiente, _HOJAS.c.actual)
    .where(_HOJAS.c.token == bindparam("suya"))
    .with_for_update()
)


def abrir(session: Session, claves: Claves, campana: Campana, chat_id: int, via: Via) -> Cuaderno:
    """The sheet of whoever has just agreed to answer: hers if she had one, also refused; else a new one.

    That the campaign reached her chat is noted; not that she answered.
    """
    token = claves.token(campana.id, chat_id)
    _nueva(session, campana, token, EstadoHoja.EMPEZADA)
    negada = update(_HOJAS).where(_HOJAS.c.token == token, _HOJAS.c.estado == EstadoHoja.RECHAZADA)
    session.connection().execute(negada.values(estado=EstadoHoja.EMPEZADA, consiente=True))
    if session.get(Participante, (campana.id, chat_id)) is None:
        session.add(Participante(campana=campana.id, chat_id=chat_id, via=via.value, turno=0))
    suyo = _cuaderno(session, campana, token)
    assert suyo is not None, "it was there, or it is new"  # noqa: S101
    return suyo


def tomar(session: Session, claves: Claves, campana: Campana, chat_id: int) -> Cuaderno | None:
    """The sheet that a chat agreed to fill; None: there is none. To write in it, the campaign is taken before."""
    token = _token(claves, campana, chat_id)
    return None if token is None else _cuaderno(session, campana, token)


def rechazar(session: Session, claves: Claves, campana: Campana, chat_id: int) -> None:
    """She does not want to answer this one: what she had answered of it goes. A finished sheet stays."""
    token = claves.token(campana.id, chat_id)
    _nueva(session, campana, token, EstadoHoja.RECHAZADA)
    sin_acabar = update(_HOJAS).where(_HOJAS.c.token == token, _HOJAS.c.estado != EstadoHoja.COMPLETA)
    dejada = sin_acabar.values(estado=EstadoHoja.RECHAZADA, consiente=False, actual=None)
    if session.connection().execute(dejada).rowcount:
        session.execute(delete(Respuesta).where(Respuesta.token == token))


def estado_de(session: Session, claves: Claves, campana: Campana, chat_id: int) -> EstadoHoja | None:
    """How far the sheet of a chat is; None: it has none, or nobody can tell any more."""
    token = _token(claves, campana, chat_id)
    estado = None if token is None else session.scalar(select(Hoja.estado).where(Hoja.token == token))
    return None if estado is None else EstadoHoja(estado)


def olvidar(session: Session, claves: Claves, chat_id: int) -> None:
    """Delete what surveys keep of a chat: its sheets while their key is there, its invitations, its themes."""
    vivas = select(Campana).where(Campana.estado.in_(ABIERTAS)).order_by(Campana.id)
    for campana in session.scalars(vivas.with_for_update(read=True)):
        token = _token(claves, campana, chat_id)
        session.execute(delete(Respuesta).where(Respuesta.token == token))
        session.execute(delete(Hoja).where(Hoja.token == token))
    cola.withdraw_from(session, chat_id, Carril.ENCUESTA)
    session.execute(delete(Participante).where(Participante.chat_id == chat_id))
    session.execute(delete(Interes).where(Interes.chat_id == chat_id))


def igualar(session: Session, campana: Campana) -> None:
    """Leave of the sheets of a campaign that ends their answers alone, written at once.

    PostgreSQL tells of each row in which transaction, and after which other, it was written.
    """
    suyas = select(Hoja.__table__).where(Hoja.campana == campana.id).order_by(Hoja.token)
    hojas = [{**fila, "actual": None} for fila in session.execute(suyas).mappings()]
    dichas = select(Respuesta.__table__).join(Hoja, Hoja.token == Respuesta.token).where(Hoja.campana == campana.id)
    en_orden = dichas.order_by(Respuesta.token, Respuesta.pregunta)
    respuestas = [dict(fila) for fila in session.execute(en_orden).mappings()]
    session.execute(delete(Hoja).where(Hoja.campana == campana.id), execution_options={"synchronize_session": False})
    for modelo, filas in ((Hoja, hojas), (Respuesta, respuestas)):
        if filas:
            session.execute(insert(modelo), filas)


def _token(claves: Claves, campana: Campana, chat_id: int) -> str | None:
    """The token, if there is still a key."""
    try:
        return claves.token(campana.id, chat_id)
    except ClaveDestruidaError:
        return None


def _nueva(session: Session, campana: Campana, token: str, estado: EstadoHoja) -> None:
    """A sheet, unless there is one."""
    consiente = estado != EstadoHoja.RECHAZADA
    nueva = {"token": token, "campana": campana.id, "estado": estado.value, "consiente": consiente}
    insert_new(session, Hoja, [nueva], [Hoja.token], Hoja.token)


def _cuaderno(session: Session, campana: Campana, token: str) -> Cuaderno | None:
    """The sheet of somebody who agreed, locked."""
    hoja = session.connection().execute(_UNA, {"suya": token}).one_or_none()
    if hoja is None or not hoja.consiente:
        return None
    dichas = respuestas_de(session, token)
    return Cuaderno(
        session, encuesta_de(session, campana), token, campana.id, EstadoHoja(hoja.estado), hoja.actual, dichas
    )
