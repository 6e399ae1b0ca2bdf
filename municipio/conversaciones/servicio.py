"""Keeping the state of a conversation for as long as it is worth following."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete
from sqlalchemy.orm import Session

from municipio.conversaciones.modelo import Conversacion

VIDA = timedelta(minutes=30)


def leer(sesion: Session, clave: str, ahora: datetime) -> dict[str, Any]:
    """The state of a conversation; empty when there is none or its time is over."""
    fila = sesion.get(Conversacion, clave)
    return dict(fila.estado) if fila is not None and fila.vence_en > ahora else {}


def guardar(sesion: Session, clave: str, estado: dict[str, Any], ahora: datetime) -> None:
    """Keep the state for another half hour."""
    sesion.merge(Conversacion(clave=clave, estado=estado, vence_en=ahora + VIDA))


def limpiar(sesion: Session, ahora: datetime) -> None:
    """Delete the conversations whose time is over."""
    sesion.execute(delete(Conversacion).where(Conversacion.vence_en <= ahora))
