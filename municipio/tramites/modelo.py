"""Tables of what was loaded from YAML: municipalities, fichas, and the counter that tells processes to look again."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from municipio.db.base import Base

NACIONAL = "*"
"""Value of `FichaCargada.municipio` for the national base catalogue."""


class MunicipioCargado(Base):
    """A municipality as it was loaded; `cuerpo` is a `Municipio` in JSON."""

    __tablename__ = "municipios"

    slug: Mapped[str] = mapped_column(String(40), primary_key=True)
    cuerpo: Mapped[dict[str, Any]]
    huella: Mapped[str] = mapped_column(String(64))
    cargado_en: Mapped[datetime]


class FichaCargada(Base):
    """A ficha as it was loaded: of the national base, or of one municipality (its own, or an override in full)."""

    __tablename__ = "fichas"

    municipio: Mapped[str] = mapped_column(String(40), primary_key=True)
    slug: Mapped[str] = mapped_column(String(40), primary_key=True)
    cuerpo: Mapped[dict[str, Any]]
    huella: Mapped[str] = mapped_column(String(64))
    cargada_en: Mapped[datetime]


class Frase(Base):
    """A phrase that a coordinator attached to a trámite: from then on the search knows it."""

    __tablename__ = "frases"

    id: Mapped[int] = mapped_column(primary_key=True)
    municipio: Mapped[str] = mapped_column(String(40), index=True)
    slug: Mapped[str] = mapped_column(String(40))
    texto: Mapped[str] = mapped_column(String(400))
    creada_en: Mapped[datetime]


class Version(Base):
    """A counter that goes up with each change; every process compares it with the one it read last."""

    __tablename__ = "versiones"

    nombre: Mapped[str] = mapped_column(String(40), primary_key=True)
    valor: Mapped[int]
    huella: Mapped[str | None] = mapped_column(String(64))
    """Of the data folder that was loaded last."""
