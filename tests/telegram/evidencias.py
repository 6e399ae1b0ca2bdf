"""Somebody who is asked for evidence, what she sends, and what was kept of it."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import timedelta
from hashlib import sha256
from typing import Any

from sqlalchemy import select

from bot.simulator.handle import SimulatorHandle
from bot.simulator.person import WAIT_S, Person
from bot.simulator.samples import png
from municipio.db.engine import Database
from municipio.plan import vencimientos
from municipio.plan.modelo import Evidencia, Titular, VencimientoFila
from municipio.plan.servicio import adoptar, plan_de
from municipio.settings import Settings

SLUG, POST = "landazuri", "comite-gel-t"
PHOTO, PAPER = png(40, 30, (10, 90, 60)), b"%PDF-1.7\nacta\n%%EOF\n"
ASKS, TOO_BIG = "¿Cuál es la evidencia?", "El archivo es demasiado grande: puedo guardar hasta 10 MB."
NOT_KIND = "Solo puedo guardar fotos (JPG, PNG o WEBP) y documentos PDF."
NOT_RECEIVED = "No pude recibir el archivo de Telegram. Mándelo otra vez en un momento."


def due(database: Database, settings: Settings, *people: Person) -> int:
    """A due date without indicators that those people answer for."""
    now = settings.clock.now()
    with database.write() as session:
        adoptar(session, SLUG, now.date(), None, now)
        vencimientos.proyectar(session, SLUG, plan_de(session, SLUG), now.date())
        for person in people:
            session.add(Titular(municipio=SLUG, cargo=POST, chat_id=person.id, desde=now - timedelta(days=1)))
        committee = select(VencimientoFila.id).where(VencimientoFila.tipo == "comite").limit(1)
        return session.scalars(committee).one()


def asked(telegram: SimulatorHandle, person: Person, row: int) -> None:
    """She presses «Cumplida» under a reminder and is asked for the evidence."""
    person.starts()
    person.wait_for()
    keyboard = {"inline_keyboard": [[{"text": "Hecho", "callback_data": f"v:{row}:c"}]]}
    telegram.bot_api("sendMessage", chat_id=person.id, text="Recuerde.", reply_markup=keyboard)
    assert ASKS in person.taps("Hecho").text


def kept(database: Database) -> list[tuple[str, str | None, str | None, str | None]]:
    with database.read() as session:
        rows = session.scalars(select(Evidencia).order_by(Evidencia.id))
        return [(row.tipo, row.nombre, row.texto, row.sha256) for row in rows]


def stored(settings: Settings) -> list[str]:
    return sorted(path.name for path in (settings.var_dir / "evidencias").glob("??/*"))


def digest(data: bytes) -> str:
    return sha256(data).hexdigest()


def after(person: Person, kind: str, content: bytes, caption: str = "", **fields: Any) -> str:
    person.sends(kind, content, caption, **fields)
    return person.wait_for()[-1].text


def wait_until(until: Callable[[], bool]) -> None:
    limit = time.monotonic() + WAIT_S
    while not until():
        assert time.monotonic() < limit, "it did not come"
        time.sleep(0.02)
