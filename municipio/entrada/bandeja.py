"""The inbox: what the channel gave is kept before the channel is told so, and forgotten once it is attended."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, cast

from sqlalchemy import Table, bindparam, delete, null, select, update
from sqlalchemy.orm import Session

from municipio.db.upsert import insert_new
from municipio.entrada.modelo import Recibido

GUARDA = timedelta(days=6)
"""Telegram may start its numbers again after a week without updates: a number must not be remembered that long."""
_TABLE = cast("Table", Recibido.__table__)
_DONE = (
    update(_TABLE)
    .where(_TABLE.c.update_id.in_(bindparam("ids", expanding=True)), _TABLE.c.hecho_en.is_(None))
    .values(hecho_en=bindparam("now"), cuerpo=null(), nota=bindparam("note"))
)


@dataclass(frozen=True, slots=True)
class Llegada:
    """An update as it came. `update_id` tells it from any other of the last days."""

    update_id: int
    chat_id: int | None
    cuerpo: dict[str, Any]


def store(session: Session, llegadas: Sequence[Llegada], now: datetime) -> list[Llegada]:
    """Keep the updates; those not seen before, in order."""
    rows = [
        {"update_id": u.update_id, "chat_id": u.chat_id, "cuerpo": u.cuerpo, "recibido_en": now, "intentos": 0}
        for u in llegadas
    ]
    new = set(insert_new(session, Recibido, rows, [Recibido.update_id], Recibido.update_id))
    return [u for u in llegadas if u.update_id in new]


def pending(session: Session) -> list[Llegada]:
    """What was received and not attended, in order."""
    query = select(Recibido.update_id, Recibido.chat_id, Recibido.cuerpo)
    rows = session.execute(query.where(Recibido.hecho_en.is_(None)).order_by(Recibido.update_id))
    return [Llegada(update_id, chat_id, cuerpo or {}) for update_id, chat_id, cuerpo in rows]


def done(session: Session, update_ids: int | Iterable[int], now: datetime, note: str | None = None) -> bool:
    """Attended (or set aside, and `note` says why): what it said is forgotten. False when it already was."""
    ids = [update_ids] if isinstance(update_ids, int) else list(update_ids)
    given = {"ids": ids, "now": now, "note": note[:80] if note else None}
    return session.connection().execute(_DONE, given).rowcount > 0


def purge(session: Session, now: datetime) -> int:
    """Delete what was attended six days ago or more. How many."""
    return session.connection().execute(delete(_TABLE).where(_TABLE.c.hecho_en < now - GUARDA)).rowcount
