"""Tables of the plan: the plan as loaded, its adoptions, and what comes due with all that is done about it."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import BigInteger, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from municipio.db.base import Base


class Estado(StrEnum):
    """Life of a due date. `VENCIDO` is not stored: it is `PENDIENTE` or `EN_CURSO` after its day."""

    PENDIENTE = "pendiente"
    EN_CURSO = "en_curso"
    CUMPLIDO = "cumplido"
    ANULADO = "anulado"
    """The plan was adopted again before it came due."""


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


class VencimientoFila(Base):
    """One due date of an adoption. `vence` is when the plan says; `para` is when it is due now (postponed)."""

    __tablename__ = "vencimientos"
    __table_args__ = (
        UniqueConstraint("municipio", "adopcion", "clave"),
        Index("ix_vencimientos_por_avisar", "estado", "para"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    municipio: Mapped[str] = mapped_column(String(40))
    adopcion: Mapped[int] = mapped_column(ForeignKey("adopciones.id"))
    clave: Mapped[str] = mapped_column(String(160))
    accion: Mapped[str] = mapped_column(String(60))
    nombre: Mapped[str] = mapped_column(String(300))
    tipo: Mapped[str] = mapped_column(String(12))
    periodo: Mapped[str] = mapped_column(String(120))
    indicador: Mapped[str | None] = mapped_column(String(500))
    meta: Mapped[str | None] = mapped_column(String(500))
    responsables: Mapped[list[str]]
    vence: Mapped[date]
    para: Mapped[date]
    estado: Mapped[str] = mapped_column(String(12), default=Estado.PENDIENTE)
    aplazado: Mapped[int] = mapped_column(default=0)
    """Times that it was postponed."""
    visto_en: Mapped[datetime | None]
    """When somebody last said that they are on it: escalation waits from then on."""
    cerrado_en: Mapped[datetime | None]


class Recordado(Base):
    """A point of a due date (so many business days before, or after) that was told to a chat: never told twice."""

    __tablename__ = "recordados"

    vencimiento: Mapped[int] = mapped_column(ForeignKey("vencimientos.id"), primary_key=True)
    chat_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    punto: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    """Business days left (10, 5, 1, 0), or less than zero: days after the due date at which it was escalated.

    No days from 100 on: `recordar.RITMO`, the pace points of a quota; `noticias.HECHO`, that it is known to be done;
    `noticias.REABIERTO`, that it is known not to be after all.
    """
    en: Mapped[datetime]


class Marca(Base):
    """A «Cumplida» that somebody pressed. What was reported and shown with it counts until it is corrected."""

    __tablename__ = "marcas"

    id: Mapped[int] = mapped_column(primary_key=True)
    vencimiento: Mapped[int] = mapped_column(ForeignKey("vencimientos.id"), index=True)
    cargo: Mapped[str] = mapped_column(String(60))
    chat_id: Mapped[int | None] = mapped_column(BigInteger)
    """Who pressed it, and so may take it back."""
    visto_antes: Mapped[datetime | None]
    """`visto_en` of the due date before it."""
    en: Mapped[datetime]
    corregida_en: Mapped[datetime | None]


class Reporte(Base):
    """A value reported for an indicator when a due date was closed."""

    __tablename__ = "reportes"

    id: Mapped[int] = mapped_column(primary_key=True)
    vencimiento: Mapped[int] = mapped_column(ForeignKey("vencimientos.id"), index=True)
    marca: Mapped[int | None] = mapped_column(ForeignKey("marcas.id"))
    indicador: Mapped[str] = mapped_column(String(300))
    valor: Mapped[str] = mapped_column(String(200))
    cargo: Mapped[str] = mapped_column(String(60))
    en: Mapped[datetime]


class Evidencia(Base):
    """Proof of what was done: a text, a link, or a file kept under VAR_DIR by the digest of its bytes."""

    __tablename__ = "evidencias"

    id: Mapped[int] = mapped_column(primary_key=True)
    vencimiento: Mapped[int] = mapped_column(ForeignKey("vencimientos.id"), index=True)
    tipo: Mapped[str] = mapped_column(String(12))
    texto: Mapped[str | None] = mapped_column(String(1000))
    sha256: Mapped[str | None] = mapped_column(String(64))
    nombre: Mapped[str | None] = mapped_column(String(120))
    marca: Mapped[int | None] = mapped_column(ForeignKey("marcas.id"))
    """The «Cumplida» that it was shown with, or after which it was added."""
    chat_id: Mapped[int | None] = mapped_column(BigInteger)
    """Whose it is, and who may take it away."""
    en: Mapped[datetime]


class Anotacion(Base):
    """A line of the audit: what was done about a due date, by which post, when."""

    __tablename__ = "bitacora"

    id: Mapped[int] = mapped_column(primary_key=True)
    municipio: Mapped[str] = mapped_column(String(40), index=True)
    vencimiento: Mapped[int | None] = mapped_column(ForeignKey("vencimientos.id"), index=True)
    que: Mapped[str] = mapped_column(String(40))
    cargo: Mapped[str | None] = mapped_column(String(60))
    detalle: Mapped[str | None] = mapped_column(String(500))
    en: Mapped[datetime]


class Titular(Base):
    """A chat that holds a post of the plan. Several may hold one; a substitute acts when the holder is away."""

    __tablename__ = "titulares"

    id: Mapped[int] = mapped_column(primary_key=True)
    municipio: Mapped[str] = mapped_column(String(40), index=True)
    cargo: Mapped[str] = mapped_column(String(60))
    chat_id: Mapped[int] = mapped_column(BigInteger, index=True)
    suplente: Mapped[bool] = mapped_column(default=False)
    ausente_hasta: Mapped[date | None]
    desde: Mapped[datetime]
    hasta: Mapped[datetime | None]


class Invitacion(Base):
    """A single-use invitation to hold a post; only the hash of its code is kept."""

    __tablename__ = "invitaciones"

    hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    municipio: Mapped[str] = mapped_column(String(40))
    cargo: Mapped[str] = mapped_column(String(60))
    suplente: Mapped[bool] = mapped_column(default=False)
    vence_en: Mapped[datetime]
    usada_en: Mapped[datetime | None]
