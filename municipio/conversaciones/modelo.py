"""The state of each conversation: a small row with a time to live."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from municipio.db.base import Base


class Conversacion(Base):
    """What the bot needs to follow one chat: the current trámite, an open clarification. No words, no name."""

    __tablename__ = "conversaciones"

    clave: Mapped[str] = mapped_column(String(80), primary_key=True)
    estado: Mapped[dict[str, Any]]
    vence_en: Mapped[datetime]
