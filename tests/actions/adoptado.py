"""A town whose plan was adopted again, with those who answer for it, and its due dates."""

from __future__ import annotations

from datetime import date

from sqlalchemy import func, select

from municipio.db.base import Base
from municipio.personas.modelo import Cargo, Rol
from municipio.plan import vencimientos
from municipio.plan.modelo import Titular, VencimientoFila
from municipio.plan.servicio import adoptar, plan_de
from tests.actions.conftest import FRIDAY, Talk, Talks

TOWNS = ("aguazul", "alvarado", "canton-san-pablo", "landazuri", "puerto-santander")
HOLDER, SUBSTITUTE, COORDINATOR, CITIZEN = 5_000_001, 5_000_002, 5_000_003, 5_000_009
COORDINATION = frozenset({Rol.COORDINADOR})
NOT_MINE = "Eso no está entre sus pendientes."
ACTIONS = ["Cumplida", "En curso", "Aplazar", "Delegar", "Necesito ayuda"]


def adopted(talks: Talks, slug: str = "alvarado", posts: tuple[str, ...] = ("comite-gel-t",)) -> Talk:
    """A holder of `posts` in a town whose plan was adopted this month; it has a substitute and a coordinator."""
    talk = talks.new(municipio=slug, chat_id=HOLDER)
    with talk.database.write() as session:
        adoptar(session, slug, date(2026, 11, 17), None, FRIDAY)
        vencimientos.proyectar(session, slug, plan_de(session, slug), FRIDAY.date())
        for post in posts:
            for chat, substitute in ((HOLDER, False), (SUBSTITUTE, True)):
                session.add(Titular(municipio=slug, cargo=post, chat_id=chat, suplente=substitute, desde=FRIDAY))
        session.add(Cargo(chat_id=COORDINATOR, municipio=slug, rol=Rol.COORDINADOR.value, desde=FRIDAY))
    return talk


def due(talk: Talk, tipo: str, slug: str = "alvarado", post: str = "comite-gel-t") -> VencimientoFila:
    with talk.database.read() as session:
        rows = vencimientos.de_cargos(vencimientos.abiertos(session, slug), frozenset({post}))
        found = [row for row in rows if row.tipo == tipo]
    assert found, tipo
    return found[0]


def again(talk: Talk, row: VencimientoFila) -> VencimientoFila:
    with talk.database.read() as session:
        return session.get_one(VencimientoFila, row.id)


def count(talk: Talk, table: type[Base]) -> int:
    with talk.database.read() as session:
        return session.scalar(select(func.count()).select_from(table)) or 0
