"""Keeping the state of a conversation for as long as it is worth following."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete
from sqlalchemy.orm import Session

from municipio.conversaciones.modelo import Conversacion
from municipio.db.upsert import insert_or_change

VIDA = timedelta(minutes=30)


def guardar(sesion: Session, clave: str, estado: dict[str, Any], ahora: datetime) -> None:
    """Keep the state for another half hour."""
    nueva = {"clave": clave, "estado": estado, "vence_en": ahora + VIDA}
    cambian = [Conversacion.estado, Conversacion.vence_en]
    insert_or_change(sesion, Conversacion, [nueva], [Conversacion.clave], cambian)


def borrar(sesion: Session, clave: str) -> None:
    """Keep nothing of a conversation."""
    sesion.connection().execute(delete(Conversacion).where(Conversacion.clave == clave))


def limpiar(sesion: Session, ahora: datetime) -> None:
    """Delete the conversations whose time is over."""
    sesion.connection().execute(delete(Conversacion).where(Conversacion.vence_en <= ahora))
