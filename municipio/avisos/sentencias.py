"""The statements of the outbox that run all day, made once: making one costs more than the database takes to do it."""

from __future__ import annotations

from datetime import datetime
from typing import cast

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Select,
    Table,
    Update,
    and_,
    bindparam,
    exists,
    insert,
    null,
    or_,
    select,
    update,
)

from municipio.avisos.modelo import POR_SALIR, Aviso, Carril, EstadoAviso

_TABLE = cast("Table", Aviso.__table__)
_C = _TABLE.c
_AHORA: BindParameter[datetime] = bindparam("ahora")
_HASTA: BindParameter[datetime] = bindparam("hasta")
_QUIEN: BindParameter[str] = bindparam("quien")
_IDS: BindParameter[int] = bindparam("ids", expanding=True)
_A_TIEMPO = or_(_C.no_despues.is_(None), _C.no_despues > _AHORA)
_LIBRE = or_(_C.tomado_hasta.is_(None), _C.tomado_hasta <= _AHORA)
_LE_TOCA = and_(
    _C.estado == EstadoAviso.PENDIENTE.value,
    _C.carril == bindparam("cual"),
    _C.no_antes <= _AHORA,
    _LIBRE,
    _A_TIEMPO,
)

DEJAR = insert(_TABLE).returning(_C.id, sort_by_parameter_order=True)
"""New rows; gives their numbers, in the order in which they came."""
ENVIADOS: Update = (
    update(_TABLE)
    .where(_C.id == bindparam("aviso"))
    .values(estado=EstadoAviso.ENVIADO.value, enviado_en=_AHORA, message_id=bindparam("numero"))
    .values(cuerpo=null(), error=None, tomado_hasta=None, tomado_por=None)
)
"""`aviso` was delivered as the message `numero`, at `ahora`."""
MARCAR = (
    update(_TABLE)
    .where(_C.id.in_(_IDS), _C.estado == EstadoAviso.PENDIENTE.value, _C.tomado_por == _QUIEN, _A_TIEMPO)
    .values(estado=EstadoAviso.ENVIANDO.value, intentos=_C.intentos + 1, tomado_hasta=_HASTA)
    .returning(_C.id)
)
"""`ids` that `quien` holds are about to be sent; gives those that are."""
TOMAR = (
    update(_TABLE)
    .where(_C.id.in_(_IDS), _LE_TOCA)
    .values(tomado_hasta=_HASTA, tomado_por=_QUIEN)
    .returning(_C.id, _C.chat_id, _C.metodo, _C.cuerpo, _C.creado_en, _C.dudas)
)
"""`ids` of the lane `cual` are held by `quien` until `hasta`; gives those that were free."""


def _tras_una_respuesta(carril: Carril) -> ColumnElement[bool]:
    """Whether an earlier reply to the same chat has to leave before."""
    otra = _TABLE.alias()
    anterior = and_(otra.c.chat_id == _C.chat_id, otra.c.carril == Carril.RESPUESTA.value, otra.c.id < _C.id)
    if carril != Carril.RESPUESTA:
        return exists().where(anterior, otra.c.estado.in_(POR_SALIR))
    espera = or_(otra.c.no_antes > _AHORA, otra.c.tomado_hasta > _AHORA)
    detenida = or_(
        otra.c.estado == EstadoAviso.ENVIANDO.value, and_(otra.c.estado == EstadoAviso.PENDIENTE.value, espera)
    )
    return exists().where(anterior, detenida)


def _libres(carril: Carril) -> Select[int]:
    libres = select(_C.id).where(_LE_TOCA, ~_tras_una_respuesta(carril)).order_by(_C.id)
    return libres.limit(bindparam("cuantos")).with_for_update(skip_locked=True)


LIBRES = {carril: _libres(carril) for carril in Carril}
"""By lane: `cuantos` rows that may be taken now, the oldest first."""
