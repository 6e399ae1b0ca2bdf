"""What is remembered of a chat, read in one question: this happens with every message."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

from sqlalchemy import Table, bindparam, literal, select
from sqlalchemy.orm import Session

from municipio.conversaciones.modelo import Conversacion
from municipio.entrada.modelo import Recibido
from municipio.personas.modelo import Cargo, Chat
from municipio.tramites.modelo import Version
from municipio.tramites.version import DATOS

_CHATS = cast("Table", Chat.__table__).c
_ROLES = cast("Table", Cargo.__table__).c
_INBOX = cast("Table", Recibido.__table__).c
_VERSIONS = cast("Table", Version.__table__).c
_STATES = cast("Table", Conversacion.__table__).c
_ONE_CHAT = _CHATS.chat_id == bindparam("chat_id")
_ONE_STATE = _STATES.clave == bindparam("clave")
_READ = select(
    select(_CHATS.municipio).where(_ONE_CHAT).scalar_subquery().label("municipio"),
    select(_CHATS.informado_en).where(_ONE_CHAT).scalar_subquery().label("informado_en"),
    select(_STATES.estado).where(_ONE_STATE).scalar_subquery().label("estado"),
    select(_STATES.vence_en).where(_ONE_STATE).scalar_subquery().label("vence_en"),
    select(_VERSIONS.valor).where(_VERSIONS.nombre == DATOS).scalar_subquery().label("version"),
    select(_INBOX.recibido_en).where(_INBOX.update_id == bindparam("update_id")).scalar_subquery().label("recibido_en"),
    select(literal(1)).where(_ROLES.chat_id == bindparam("chat_id")).limit(1).scalar_subquery().label("roles"),
)


@dataclass(frozen=True, slots=True)
class Memory:
    """What is known of a chat before it speaks."""

    municipio: str | None
    informed: bool
    has_roles: bool
    state: dict[str, Any]
    """Empty when there is none, or its time is over."""
    version: int
    """Number of the last change of the catalogue."""
    received: datetime | None
    """When what it says now came in."""


def recall(session: Session, chat_id: int, key: str, update_id: int, now: datetime) -> Memory:
    """All of it at once."""
    row = session.connection().execute(_READ, {"chat_id": chat_id, "clave": key, "update_id": update_id}).one()
    alive = row.vence_en is not None and row.vence_en > now
    state = dict(row.estado) if alive else {}
    informed, has_roles = row.informado_en is not None, row.roles is not None
    return Memory(row.municipio, informed, has_roles, state, row.version or 0, row.recibido_en)
