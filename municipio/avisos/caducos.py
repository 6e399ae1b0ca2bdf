"""Messages with a time to leave (`no_despues`) that it is too late for: whoever decided them decides again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, and_, null, or_, select, update
from sqlalchemy.orm import Session

from municipio.avisos.modelo import Aviso, EstadoAviso


@dataclass(frozen=True, slots=True)
class Caduco:
    """A message that did not leave in its time, and when it was decided."""

    municipio: str
    chat_id: int
    creado_en: datetime


def overdue(session: Session, now: datetime, prefix: str) -> bool:
    """Whether there is something for `expire`."""
    return session.scalar(select(Aviso.id).where(_overdue(now, prefix)).limit(1)) is not None


def expire(session: Session, now: datetime, prefix: str) -> list[Caduco]:
    """Give up the messages whose `clave` begins so and whose time is over without anybody knowing that they left."""
    over = update(Aviso).where(_overdue(now, prefix))
    over = over.values(estado=EstadoAviso.FALLIDO, cuerpo=null(), tomado_hasta=None, tomado_por=None)
    over = over.values(error="no salió a su hora")
    columns = (Aviso.municipio, Aviso.chat_id, Aviso.creado_en)
    rows = session.execute(over.returning(*columns), execution_options={"synchronize_session": False})
    return [Caduco(*row) for row in rows.all()]


def _overdue(now: datetime, prefix: str) -> ColumnElement[bool]:
    left_unsent = Aviso.estado.in_((EstadoAviso.PENDIENTE, EstadoAviso.DUDOSO))
    left_half_way = and_(Aviso.estado == EstadoAviso.ENVIANDO, Aviso.tomado_hasta <= now)
    return and_(or_(left_unsent, left_half_way), Aviso.no_despues <= now, Aviso.clave.like(f"{prefix}:%"))
