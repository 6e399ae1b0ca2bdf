"""`avisos`, the outbox: everything that is to be told to somebody is first a row here."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import BigInteger, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from municipio.db.base import Base


class Carril(StrEnum):
    """Lanes, in the order in which they are served. `encuesta` is at-most-once, the others at-least-once."""

    RESPUESTA = "respuesta"
    ALARMA = "alarma"
    RECORDATORIO = "recordatorio"
    ENCUESTA = "encuesta"


class EstadoAviso(StrEnum):
    """Life of an aviso. `DUDOSO`: it was being sent when the process died, and it is not sent again by itself."""

    PENDIENTE = "pendiente"
    ENVIANDO = "enviando"
    ENVIADO = "enviado"
    FALLIDO = "fallido"
    DUDOSO = "dudoso"


POR_SALIR = (EstadoAviso.PENDIENTE, EstadoAviso.ENVIANDO)
"""What has not ended yet."""


class Aviso(Base):
    """One message to deliver. `clave` is unique: deciding the same thing twice leaves one row."""

    __tablename__ = "avisos"
    __table_args__ = (
        Index("ix_avisos_por_enviar", "estado", "carril", "no_antes"),
        Index("ix_avisos_chat_id", "chat_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    clave: Mapped[str] = mapped_column(String(120), unique=True)
    municipio: Mapped[str] = mapped_column(String(40))
    carril: Mapped[str] = mapped_column(String(20))
    chat_id: Mapped[int] = mapped_column(BigInteger)
    metodo: Mapped[str] = mapped_column(String(40))
    """Method of the channel's API: `sendMessage`, `editMessageText`…"""
    cuerpo: Mapped[dict[str, Any] | None]
    """Its parameters. Emptied once delivered: what people were told is not kept."""
    estado: Mapped[str] = mapped_column(String(12), default=EstadoAviso.PENDIENTE)
    intentos: Mapped[int] = mapped_column(default=0)
    dudas: Mapped[int] = mapped_column(default=0)
    """Attempts whose end nobody saw: the process died, or the connection was cut after sending."""
    no_antes: Mapped[datetime]
    no_despues: Mapped[datetime | None]
    """From then on it does not leave any more."""
    tomado_hasta: Mapped[datetime | None]
    tomado_por: Mapped[str | None] = mapped_column(String(40))
    """The process that holds it until then."""
    creado_en: Mapped[datetime]
    enviado_en: Mapped[datetime | None]
    message_id: Mapped[int | None] = mapped_column(BigInteger)
    error: Mapped[str | None] = mapped_column(String(200))
