"""The alarm to the coordination: posts of the adopted plan whose reminders would reach nobody.

Each post is told once a week, on business days by day; what is found at the same time goes in one message. Deciding
twice, also from two processes, leaves one: the key of the message is made of the day and the posts.
"""

from __future__ import annotations

import hashlib
from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from municipio.avisos import caducos, cola
from municipio.avisos.cola import Nuevo
from municipio.avisos.modelo import Carril
from municipio.db.engine import Database
from municipio.municipios.registro import Municipio
from municipio.personas.modelo import Cargo, Rol
from municipio.plan import horas, titulares, vencimientos
from municipio.plan.modelo import Anotacion, PlanCargado
from municipio.plan.registro import Plan
from municipio.plan.titulares import Puesto
from municipio.tramites.modelo import MunicipioCargado
from reminders.texts import nobody_hears

ALARM = "sin-titular"
"""What the key of an alarm begins with."""
TOLD = "alarma"
"""How the audit calls that the coordination was told of a post; its detail is the week."""


def watch(database: Database, now: datetime) -> int:
    """Look at every municipality with a plan; how many messages were left to be delivered."""
    _take_back(database, now)
    with database.read() as session:
        slugs = list(session.scalars(select(PlanCargado.municipio).order_by(PlanCargado.municipio)))
    return sum(_municipality(database, slug, now) for slug in slugs)


def _take_back(database: Database, now: datetime) -> None:
    """What did not leave in its hours was not told."""
    with database.read() as session:
        if not caducos.overdue(session, now, ALARM):
            return
    with database.write() as session:
        for lost in caducos.expire(session, now, ALARM):
            lines = delete(Anotacion).where(Anotacion.municipio == lost.municipio, Anotacion.que == TOLD)
            session.execute(lines.where(Anotacion.en == lost.creado_en))


def _municipality(database: Database, slug: str, now: datetime) -> int:
    with database.read() as session:
        if not _silent(session, slug, now):
            return 0  # nearly always: nothing is written
    with database.write() as session:
        posts = _silent(session, slug, now)
        return _tell(session, slug, posts, now) if posts else 0


def _silent(session: Session, slug: str, now: datetime) -> list[Puesto]:
    """The posts to be told now: those that count, that nobody hears for, and that were not told this week."""
    loaded, planned = session.get(MunicipioCargado, slug), session.get(PlanCargado, slug)
    if loaded is None or planned is None:
        return []
    municipio, plan = Municipio.model_validate(loaded.cuerpo), Plan.model_validate(planned.cuerpo)
    local = now.astimezone(ZoneInfo(municipio.zona_horaria))
    adopted = vencimientos.vigente(session, slug, local.date())
    if adopted is None or adopted.hasta < local.date() or not horas.se_puede(local, municipio):
        return []
    told = _told(session, slug, local.date())
    count = titulares.necesarios(plan) - told
    return [p for p in titulares.puestos(session, slug, plan, local.date()) if p.cargo.clave in count and p.nadie_oye]


def _told(session: Session, slug: str, today: date) -> set[str | None]:
    lines = select(Anotacion.cargo).where(Anotacion.municipio == slug, Anotacion.que == TOLD)
    return set(session.scalars(lines.where(Anotacion.detalle == _week(today))))


def _tell(session: Session, slug: str, posts: list[Puesto], now: datetime) -> int:
    municipio = Municipio.model_validate(session.get_one(MunicipioCargado, slug).cuerpo)
    local = now.astimezone(ZoneInfo(municipio.zona_horaria))
    week = _week(local.date())
    coordination = select(Cargo.chat_id).where(Cargo.municipio == slug, Cargo.rol == Rol.COORDINADOR.value)
    chats = list(session.scalars(coordination.order_by(Cargo.chat_id)))
    left = cola.put(session, [_aviso(municipio, chat, posts, local) for chat in chats], now)
    if left:
        for post in posts:
            session.add(Anotacion(municipio=slug, que=TOLD, cargo=post.cargo.clave, detalle=week, en=now))
    return left


def _aviso(municipio: Municipio, chat: int, posts: list[Puesto], local: datetime) -> Nuevo:
    text, keyboard = nobody_hears(municipio, posts)
    which = hashlib.sha256(",".join(sorted(p.cargo.clave for p in posts)).encode()).hexdigest()[:16]
    body = {"text": text, "parse_mode": "HTML", "reply_markup": {"inline_keyboard": keyboard}}
    key = f"{ALARM}:{municipio.slug}:{chat}:{local.date().isoformat()}:{which}"
    return Nuevo(key, municipio.slug, Carril.ALARMA, chat, "sendMessage", body, horas.cierre(local, municipio))


def _week(day: date) -> str:
    year, week, _ = day.isocalendar()
    return f"{year}-S{week:02d}"
