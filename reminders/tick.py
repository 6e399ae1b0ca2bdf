"""One tick: due dates are written ahead, and each person gets at most one digest a day of what was reached
and of what was late and is done, or was done and is not.

`tick(now)` decides and records; nothing is sent from here. Doing it again changes nothing, also from two processes:
rows and digests have unique keys, and what was told is remembered in the transaction that leaves the digest. A digest
that did not leave in the hours of its day was not told: the next one says it.
"""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy import func, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from municipio.avisos import caducos, cola
from municipio.avisos.cola import Nuevo
from municipio.avisos.modelo import Carril
from municipio.db.engine import Database
from municipio.municipios.registro import Municipio
from municipio.personas.modelo import Cargo, Rol
from municipio.plan import horas, noticias, recordar, vencimientos
from municipio.plan.modelo import AdopcionHecha, Anotacion, PlanCargado
from municipio.plan.noticias import Noticia
from municipio.plan.recordar import Pendiente
from municipio.plan.registro import Plan
from municipio.tramites.modelo import MunicipioCargado
from reminders.texts import digest

ZONE = ZoneInfo("America/Bogota")
"""The only zone of the municipalities served (`Municipio.zona_horaria`)."""
DIGEST = "resumen"
"""What the key of a digest begins with."""
MATTERS = ("acepta", "ausencia", "regreso", "deja", "empalme", "aplazado", "corregido")
"""Lines of the audit after which somebody may have to be told something that same day."""
AT_ONCE = 20
"""Municipalities of one tick: with so many it takes some second at most (`python -m bench.plan`)."""


class Done:
    """What this process has decided already, by municipality: so that a tick over a thousand of them costs nothing.

    Only a memory: a process that starts again decides again, and the keys of rows and digests keep it from doubling.
    """

    def __init__(self) -> None:
        self.behind = False
        """Whether the last tick left municipalities for the next one, which need not wait."""
        self._written: dict[str, tuple[date, datetime]] = {}
        self._told: dict[str, date] = {}
        self._heard: tuple[int, int] | None = None

    def hear(self, session: Session) -> None:
        """Forget what was decided where something happened since, or a plan was adopted: nobody need wait a day."""
        if self._heard is not None:
            line, adoption = self._heard
            happened = select(Anotacion.municipio).where(Anotacion.id > line, Anotacion.que.in_(MATTERS))
            adopted = select(AdopcionHecha.municipio).where(AdopcionHecha.id > adoption)
            for slug in session.scalars(happened.union(adopted)):
                self._told.pop(slug, None)
                self._written.pop(slug, None)
        self._heard = _last(session, Anotacion.id), _last(session, AdopcionHecha.id)

    def over(self, slug: str, local: datetime) -> bool:
        """Whether nothing is left to decide at this hour."""
        if self._told.get(slug) == local.date():
            return True
        written, opens = self._written.get(slug, (None, local))
        return written == local.date() and local < opens

    def note(self, slug: str, local: datetime, opens: datetime) -> None:
        """Remember that the due dates of a day are written, and that its digests left if it `opens` now."""
        self._written[slug] = local.date(), opens
        if opens == local:
            self._told[slug] = local.date()


def _last(session: Session, column: InstrumentedAttribute[int]) -> int:
    return session.scalar(select(func.max(column))) or 0


def tick(database: Database, now: datetime, done: Done | None = None) -> int:
    """Decide for every municipality with a plan, some at a time; how many digests were left to be delivered."""
    done = done or Done()
    local = now.astimezone(ZONE)
    _take_back(database, now)
    with database.read() as session:
        done.hear(session)
        planned = select(PlanCargado.municipio).join(MunicipioCargado, MunicipioCargado.slug == PlanCargado.municipio)
        slugs = [
            slug for slug in session.scalars(planned.order_by(PlanCargado.municipio)) if not done.over(slug, local)
        ]
    done.behind = len(slugs) > AT_ONCE
    return sum(_municipality(database, slug, now, done) for slug in slugs[:AT_ONCE])


def _take_back(database: Database, now: datetime) -> None:
    with database.read() as session:
        if not caducos.overdue(session, now, DIGEST):
            return  # nearly always: nothing is written
    with database.write() as session:
        for lost in caducos.expire(session, now, DIGEST):
            recordar.desdecir(session, lost.municipio, lost.chat_id, lost.creado_en)


def _municipality(database: Database, slug: str, now: datetime, done: Done) -> int:
    with database.write() as session:
        loaded, planned = session.get(MunicipioCargado, slug), session.get(PlanCargado, slug)
        if loaded is None or planned is None:
            return 0
        municipio, plan = Municipio.model_validate(loaded.cuerpo), Plan.model_validate(planned.cuerpo)
        local = now.astimezone(ZONE)
        vencimientos.proyectar(session, slug, plan, local.date(), municipio.no_habiles)
        opens = horas.proxima(local, municipio)
        told = opens == local
        left = _digests(session, municipio, plan, local.date(), now) if told else 0
    done.note(slug, local, opens)
    return left


def _digests(session: Session, municipio: Municipio, plan: Plan, today: date, now: datetime) -> int:
    coordination = select(Cargo.chat_id).where(Cargo.municipio == municipio.slug, Cargo.rol == Rol.COORDINADOR.value)
    people = recordar.gente(session, municipio.slug, list(session.scalars(coordination)), today)
    rows = vencimientos.abiertos(session, municipio.slug)
    pending = recordar.pendientes(session, plan, rows, people, today, municipio.no_habiles)
    done = noticias.por_decir(session, municipio.slug, plan, people, now)
    left = 0
    for chat in pending | done:
        items, news = pending.get(chat, []), done.get(chat, [])
        if cola.put(session, [_aviso(municipio, chat, items, news, now)], now):
            recordar.anotar(session, chat, items, now)
            noticias.saber(session, chat, [one.fila for one in news], now)
            left += 1
    return left


def _aviso(municipio: Municipio, chat: int, items: list[Pendiente], news: list[Noticia], now: datetime) -> Nuevo:
    local = now.astimezone(ZONE)
    text, keyboard = digest(municipio, items, local.date(), news)
    body: dict[str, object] = {"text": text, "parse_mode": "HTML"}
    if keyboard:
        body["reply_markup"] = {"inline_keyboard": keyboard}
    key = f"{DIGEST}:{municipio.slug}:{chat}:{local.date().isoformat()}"
    return Nuevo(key, municipio.slug, Carril.RECORDATORIO, chat, "sendMessage", body, horas.cierre(local, municipio))
