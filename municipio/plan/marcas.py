"""Each «Cumplida» that was pressed, and what counts because of it."""

from __future__ import annotations

from sqlalchemy import ColumnElement, exists, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from municipio.plan.modelo import Marca, VencimientoFila


def cuenta(marca: InstrumentedAttribute[int | None]) -> ColumnElement[bool]:
    """Whether something counts: the «Cumplida» that it came with, if there is one, was not corrected."""
    return ~exists().where(Marca.id == marca, Marca.corregida_en.is_not(None))


def ultima(sesion: Session, fila: VencimientoFila, chat_id: int | None) -> int | None:
    """The last «Cumplida» of a due date that stands, one of this chat before those of others."""
    marcas = select(Marca.id).where(Marca.vencimiento == fila.id, Marca.corregida_en.is_(None))
    suya = Marca.chat_id == chat_id
    return sesion.scalar(marcas.order_by(suya.is_not(True), Marca.id.desc()).limit(1))
