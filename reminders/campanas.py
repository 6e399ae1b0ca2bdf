"""One tick of the survey campaigns: who is invited next, what the clock closes or pauses, and the message of progress.

It decides and records; nothing is sent from here. Doing it again changes nothing, also from two processes: each step
locks its campaign, and every message has a unique key.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from time import sleep
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from municipio.avisos import cola
from municipio.avisos.cola import Nuevo
from municipio.avisos.modelo import Carril
from municipio.db.engine import Database
from municipio.encuestas import campana as campanas
from municipio.encuestas import invitar, panel
from municipio.encuestas.claves import Claves
from municipio.encuestas.disposiciones import respondieron
from municipio.encuestas.garantias import Garantia, Garantias, leer_garantias
from municipio.encuestas.invitar import Reparto
from municipio.encuestas.modelo import ABIERTAS, Campana, EstadoCampana
from municipio.encuestas.panel import POR_SEGUNDO, Marco
from municipio.encuestas.ventana import Ventana
from municipio.encuestas.versiones import encuesta_de
from municipio.municipios.registro import Municipio
from municipio.personas.modelo import Cargo, Rol
from municipio.tramites.modelo import MunicipioCargado
from reminders import texts

BREATH_S = 0.05
"""Between two steps: whoever waits to write, gets to."""
LAST_WORDS = timedelta(days=1)
"""For this long after its end, a campaign is looked at: what may still come back to the queue, and its message."""


@dataclass(frozen=True, slots=True)
class Desk:
    """What the campaigns need besides the database."""

    claves: Claves
    data_dir: Path
    per_s: float = POR_SEGUNDO
    """Messages a second that may leave."""


def move(database: Database, desk: Desk, now: datetime) -> int:
    """Look at every campaign that is open or has just ended; how many messages were left to be delivered."""
    with database.read() as session:
        campanas.olvidar_claves(session, desk.claves)
        recent = or_(Campana.estado.in_(ABIERTAS), Campana.cerrada_en >= now - LAST_WORDS)
        found = list(session.scalars(select(Campana.id).where(recent).order_by(Campana.id)))
    pauses = leer_garantias(desk.data_dir) if found else Garantias()
    return sum(_Campaign(database, desk, pauses, number, now).move() for number in found)


@dataclass(frozen=True, slots=True)
class _Campaign:
    """One of them, at one moment. Each step is a short transaction: meanwhile people go on being answered."""

    database: Database
    desk: Desk
    pauses: Garantias
    number: int
    now: datetime

    def move(self) -> int:
        left = 0
        if self._step(self._state):
            for feed in (self._invite, self._remind):
                while put := self._step(feed):
                    left += put
                    sleep(BREATH_S)
        self._step(self._show)
        return left

    def _step(self, work: Callable[[Session, Campana, Marco], int]) -> int:
        with self.database.write() as session:
            campana = session.get_one(Campana, self.number, with_for_update=True)
            loaded = session.get(MunicipioCargado, campana.municipio)
            if loaded is None:
                return 0
            municipio = Municipio.model_validate(loaded.cuerpo)
            return work(session, campana, Marco(municipio, self.pauses, self.desk.per_s))

    def _state(self, session: Session, campana: Campana, marco: Marco) -> int:
        """What the clock says; 1 when people may be written to now."""
        local = self.now.astimezone(marco.zona)
        if campana.estado in ABIERTAS and campana.hasta <= self.now:
            campanas.cerrar(session, self.desk.claves, campana, self.now)
            _tell_closed(session, campana, self.now)
        if campana.estado != EstadoCampana.EN_CURSO:
            campanas.retirar(session, campana)  # also what came back to the queue after it stopped
            return 0
        period = marco.garantias.vigente(campana.municipio, local.date())
        if period is not None:
            campanas.pausar(session, campana)
            _tell_paused(session, campana, period, self.now, campana.hasta.astimezone(marco.zona).date())
            return 0
        if not Ventana.model_validate(campana.ventana).abierta(local, marco.municipio.no_habiles):
            campanas.retirar(session, campana)
            return 0
        return 1

    def _invite(self, session: Session, campana: Campana, marco: Marco) -> int:
        if campana.estado != EstadoCampana.EN_CURSO:
            return 0
        return invitar.invitar(session, campana, self._delivery(session, campana, marco, again=False))

    def _remind(self, session: Session, campana: Campana, marco: Marco) -> int:
        if campana.estado != EstadoCampana.EN_CURSO or campana.recordada_en is None:
            return 0
        delivery = self._delivery(session, campana, marco, again=True)
        return invitar.recordar(session, self.desk.claves, campana, delivery)

    def _show(self, session: Session, campana: Campana, marco: Marco) -> int:
        return int(panel.mostrar(session, campana, marco, self.now))

    def _delivery(self, session: Session, campana: Campana, marco: Marco, *, again: bool) -> Reparto:
        def body() -> dict[str, Any]:
            encuesta = encuesta_de(session, campana)
            text, rows = texts.invitation(marco.municipio, encuesta, campana.id, again=again)
            return {"text": text, "parse_mode": "HTML", "reply_markup": {"inline_keyboard": rows}}

        closes = Ventana.model_validate(campana.ventana).cierra(self.now.astimezone(marco.zona))
        return Reparto(body, marco.por_segundo, self.now, min(closes, campana.hasta))


def _tell_paused(session: Session, campana: Campana, period: Garantia, now: datetime, closes: date) -> None:
    text = texts.paused(encuesta_de(session, campana).titulo, period, closes)
    _tell(session, campana, f"garantias:{campana.id}:{period.desde}", text, now)


def _tell_closed(session: Session, campana: Campana, now: datetime) -> None:
    text = texts.closed(encuesta_de(session, campana).titulo, respondieron(session, campana.id))
    _tell(session, campana, f"cierre:{campana.id}", text, now)


def _tell(session: Session, campana: Campana, key: str, text: str, now: datetime) -> None:
    """Tell the coordination of the municipality."""
    chats = select(Cargo.chat_id).where(Cargo.municipio == campana.municipio, Cargo.rol == Rol.COORDINADOR.value)
    body = {"text": text, "parse_mode": "HTML"}
    nuevos = [
        Nuevo(f"{key}:{chat}", campana.municipio, Carril.ALARMA, chat, "sendMessage", body)
        for chat in session.scalars(chats.order_by(Cargo.chat_id))
    ]
    cola.put(session, nuevos, now)
