"""Chats, what each may do in a municipality, and the single-use codes that give a role."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import BigInteger, String
from sqlalchemy.orm import Mapped, mapped_column

from municipio.db.base import Base


class Rol(StrEnum):
    """What a chat may do besides asking."""

    COORDINADOR = "coordinador"


class Chat(Base):
    """A chat of the channel: which municipality it talks to and whether it was shown the privacy notice."""

    __tablename__ = "chats"

    chat_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    municipio: Mapped[str | None] = mapped_column(String(40))
    informado_en: Mapped[datetime | None]
    bloqueado_en: Mapped[datetime | None]
    encuestas_desde: Mapped[datetime | None]
    """When the person agreed to be invited to surveys."""
    no_molestar_en: Mapped[datetime | None]
    """When the person asked not to be invited again: it holds for good."""
    zona: Mapped[str | None] = mapped_column(String(10))
    """`urbana` or `rural`, if the person told it with that consent."""
    ofrecida_en: Mapped[datetime | None]
    """When the bot last offered her a survey after an answer."""


class Cargo(Base):
    """A role that a chat holds in a municipality."""

    __tablename__ = "roles"

    chat_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    municipio: Mapped[str] = mapped_column(String(40), primary_key=True)
    rol: Mapped[str] = mapped_column(String(20), primary_key=True)
    desde: Mapped[datetime]


class Codigo(Base):
    """A single-use code that gives a role; only its hash is kept."""

    __tablename__ = "codigos"

    hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    municipio: Mapped[str | None] = mapped_column(String(40))
    """The municipality it is for; empty: all that the bot serves."""
    rol: Mapped[str] = mapped_column(String(20))
    vence_en: Mapped[datetime]
    usado_en: Mapped[datetime | None]
