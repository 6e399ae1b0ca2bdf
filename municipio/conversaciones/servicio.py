"""Keeping the state of a conversation for as long as it is worth following."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, cast

from sqlalchemy import Table, delete
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from municipio.conversaciones.modelo import Conversacion

VIDA = timedelta(minutes=30)
_TABLA = cast("Table", Conversacion.__table__)  # the table itself: with every message, cheaper than through the mapper


def guardar(sesion: Session, clave: str, estado: dict[str, Any], ahora: datetime) -> None:
    """Keep the state for another half hour."""
    insert = postgresql.insert if sesion.get_bind().dialect.name == "postgresql" else sqlite.insert
    nueva = insert(_TABLA)
    cambios = {"estado": nueva.excluded.estado, "vence_en": nueva.excluded.vence_en}
    orden = nueva.on_conflict_do_update(index_elements=["clave"], set_=cambios)
    sesion.connection().execute(orden, {"clave": clave, "estado": estado, "vence_en": ahora + VIDA})


def borrar(sesion: Session, clave: str) -> None:
    """Keep nothing of a conversation."""
    sesion.connection().execute(delete(_TABLA).where(_TABLA.c.clave == clave))


def limpiar(sesion: Session, ahora: datetime) -> None:
    """Delete the conversations whose time is over."""
    sesion.connection().execute(delete(_TABLA).where(_TABLA.c.vence_en <= ahora))
