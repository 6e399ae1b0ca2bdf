"""`entrada`, the inbox: each update is written here before Telegram is told that it arrived."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from municipio.db.base import Base


class Recibido(Base):
    """One update of the channel. `cuerpo` is emptied when it is done: people's words are not kept."""

    __tablename__ = "entrada"
    __table_args__ = (Index("ix_entrada_por_hacer", "hecho_en", "update_id"),)

    update_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    chat_id: Mapped[int | None] = mapped_column(BigInteger)
    cuerpo: Mapped[dict[str, Any] | None]
    recibido_en: Mapped[datetime]
    hecho_en: Mapped[datetime | None]
    intentos: Mapped[int] = mapped_column(default=0)
    nota: Mapped[str | None] = mapped_column(String(80))
    """Why it was set aside, when it was: never a person's words."""
