"""Tables of the plan: the plan as loaded, and its adoptions."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from municipio.db.base import Base


class PlanCargado(Base):
    """A plan as it was loaded; `cuerpo` is a `Plan` in JSON."""

    __tablename__ = "planes"

    municipio: Mapped[str] = mapped_column(String(40), primary_key=True)
    cuerpo: Mapped[dict[str, Any]]
    huella: Mapped[str] = mapped_column(String(64))
    cargado_en: Mapped[datetime]


class AdopcionHecha(Base):
    """The plan of a municipality was adopted again: its due dates count from `desde`, history stays."""

    __tablename__ = "adopciones"

    id: Mapped[int] = mapped_column(primary_key=True)
    municipio: Mapped[str] = mapped_column(String(40), index=True)
    desde: Mapped[date]
    hasta: Mapped[date]
    creada_en: Mapped[datetime]
