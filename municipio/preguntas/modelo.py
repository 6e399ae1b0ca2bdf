"""Questions that were not understood, or whose answer did not help: for the coordinator, without their author."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from sqlalchemy import Date, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from municipio.db.base import Base


class Motivo(StrEnum):
    """Why a question is on the list."""

    NO_ENTENDIDA = "no_entendida"
    NO_SIRVIO = "no_sirvio"


class Pregunta(Base):
    """A masked question and how many times it came. Only the day is kept, so that no chat can be found by its hour."""

    __tablename__ = "preguntas"
    __table_args__ = (UniqueConstraint("municipio", "normalizada", "motivo"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    municipio: Mapped[str] = mapped_column(String(40), index=True)
    texto: Mapped[str] = mapped_column(String(400))
    normalizada: Mapped[str] = mapped_column(String(400))
    motivo: Mapped[str] = mapped_column(String(20))
    tramite: Mapped[str | None] = mapped_column(String(40))
    """The trámite that the bot answered, when it answered one."""
    veces: Mapped[int] = mapped_column(default=1)
    ultima: Mapped[date] = mapped_column(Date)
    resuelta: Mapped[bool] = mapped_column(default=False)
