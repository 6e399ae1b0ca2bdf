"""Tables of the surveys. Those that know chats and those that know answers share no column that joins them.

`participantes` knows which chat was invited. `hojas` and `respuestas` know what was answered, under a token: the HMAC
of the chat with the key of its campaign, which is a file outside the database (`municipio.encuestas.claves`) and is
destroyed when the campaign closes. Sheets tell no day, no hour and not how their author came; their rows are in the
order of their tokens, not of arrival.
"""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import BigInteger, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from municipio.db.base import Base, JsonValue


class EstadoCampana(StrEnum):
    """Life of a campaign: BORRADOR → EN_CURSO ⇄ PAUSADA → CERRADA (→ published) or CANCELADA."""

    BORRADOR = "borrador"
    EN_CURSO = "en_curso"
    PAUSADA = "pausada"
    CERRADA = "cerrada"
    CANCELADA = "cancelada"


ABIERTAS = (EstadoCampana.EN_CURSO, EstadoCampana.PAUSADA)
"""Launched and not ended: their sheets may be filled, also in a pause, by whoever began before it."""
TERMINADAS = (EstadoCampana.CERRADA, EstadoCampana.CANCELADA)
"""Nobody answers any more: no key may be left of them."""


class Via(StrEnum):
    """How somebody came to a campaign."""

    INVITACION = "invitacion"
    ENLACE = "enlace"
    OFRECIDA = "ofrecida"
    """The bot offered it after an answer."""


class EstadoHoja(StrEnum):
    """How far a sheet is. `EMPEZADA` with something answered is partial, and counts among those who answered."""

    EMPEZADA = "empezada"
    COMPLETA = "completa"
    RECHAZADA = "rechazada"


class EncuestaVersion(Base):
    """A questionnaire as it was launched; `cuerpo` is an `Encuesta` in JSON. A change makes another version."""

    __tablename__ = "encuestas"
    __table_args__ = (UniqueConstraint("municipio", "plantilla", "version"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    municipio: Mapped[str] = mapped_column(String(40))
    plantilla: Mapped[str] = mapped_column(String(40))
    version: Mapped[int]
    cuerpo: Mapped[dict[str, Any]]
    huella: Mapped[str] = mapped_column(String(64))
    creada_en: Mapped[datetime]


class Campana(Base):
    """One run of a questionnaire. `audiencia` is an `Audiencia` in JSON; `ventana`, the days and hours to invite."""

    __tablename__ = "campanas"
    __table_args__ = (Index("ix_campanas_por_mover", "estado", "hasta"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    municipio: Mapped[str] = mapped_column(String(40), index=True)
    encuesta: Mapped[int | None] = mapped_column(ForeignKey("encuestas.id"))
    """Its version of the questionnaire, fixed when it is launched."""
    borrador: Mapped[dict[str, Any] | None] = mapped_column(JsonValue)
    """Its questionnaire until then: an `Encuesta` in JSON, which the coordinator may still edit."""
    estado: Mapped[str] = mapped_column(String(12), default=EstadoCampana.BORRADOR)
    audiencia: Mapped[dict[str, Any]]
    ventana: Mapped[dict[str, Any]]
    desde: Mapped[datetime]
    hasta: Mapped[datetime]
    tope: Mapped[int | None]
    """No more invitations than this."""
    enlace: Mapped[str | None] = mapped_column(String(32), unique=True)
    """Public code of its open link; empty: by invitation only."""
    tuvo_enlace: Mapped[bool] = mapped_column(default=False)
    """It had an open link at some time of its life, also if it was taken away."""
    permanente: Mapped[bool] = mapped_column(default=False)
    """The standing survey that the bot offers after an answer."""
    panel: Mapped[dict[str, Any] | None] = mapped_column(JsonValue)
    """Where its progress is shown: `chat_id`, `clave` of its message, and what was last shown."""
    creada_en: Mapped[datetime]
    lanzada_en: Mapped[datetime | None]
    recordada_en: Mapped[datetime | None]
    cerrada_en: Mapped[datetime | None]
    publicada_en: Mapped[datetime | None]
    publicada_url: Mapped[str | None] = mapped_column(String(300))


class Participante(Base):
    """A chat that a campaign reached or is to reach. What it answered is not here."""

    __tablename__ = "participantes"
    __table_args__ = (Index("ix_participantes_por_invitar", "campana", "invitado", "turno"),)

    campana: Mapped[int] = mapped_column(ForeignKey("campanas.id"), primary_key=True)
    chat_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    via: Mapped[str] = mapped_column(String(12))
    turno: Mapped[int]
    """Place in the queue of invitations, at random."""
    invitado: Mapped[bool] = mapped_column(default=False)
    """Its invitation was left to be delivered; what became of it is in `avisos`."""
    recordado: Mapped[bool] = mapped_column(default=False)
    participo: Mapped[bool] = mapped_column(default=False)
    """It answered, all of it or part. Written once, for all together, when the campaign closes."""


class Hoja(Base):
    """The sheet of somebody who is not known: `token` is one-way. One per person and campaign."""

    __tablename__ = "hojas"
    __table_args__ = {"sqlite_with_rowid": False}

    token: Mapped[str] = mapped_column(String(64), primary_key=True)
    campana: Mapped[int] = mapped_column(ForeignKey("campanas.id"), index=True)
    estado: Mapped[str] = mapped_column(String(12), default=EstadoHoja.EMPEZADA)
    consiente: Mapped[bool] = mapped_column(default=False)
    """Said yes to the notice of what is kept and for what."""
    actual: Mapped[str | None] = mapped_column(String(40))
    """The question that waits for its answer."""


class Respuesta(Base):
    """One answer of a sheet. `valor` depends on the type of its question."""

    __tablename__ = "respuestas"
    __table_args__ = {"sqlite_with_rowid": False}

    token: Mapped[str] = mapped_column(ForeignKey("hojas.token", ondelete="CASCADE"), primary_key=True)
    pregunta: Mapped[str] = mapped_column(String(40), primary_key=True)
    valor: Mapped[dict[str, Any]]
    """`opciones` (also the places of a ranking), `numero`, `fecha`, or `texto` already masked; empty: skipped."""
    aprobado: Mapped[bool] = mapped_column(default=False)
    """The coordinator lets its text go into what is published."""


class Interes(Base):
    """A theme that somebody who consented to surveys asked about, to invite those whom a survey concerns."""

    __tablename__ = "intereses"

    chat_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    municipio: Mapped[str] = mapped_column(String(40), primary_key=True)
    tema: Mapped[str] = mapped_column(String(40), primary_key=True)
    dia: Mapped[date]


class Resultado(Base):
    """What was told of a campaign and must not move: its least count, and the inexact view of while it was open."""

    __tablename__ = "resultados"

    campana: Mapped[int] = mapped_column(ForeignKey("campanas.id"), primary_key=True)
    minimo: Mapped[int]
    vista: Mapped[dict[str, Any] | None] = mapped_column(JsonValue)
    """See `provisional`."""
    cambios: Mapped[str | None] = mapped_column(String(1000))
    """«Qué cambió»: what the alcaldía did with what people said, as the coordinator wrote it."""
