"""Who is to hear that something late was done at last: whoever was told that it was late, once, but not who did it.
And whoever knew it is to hear, once, that it was corrected and is not done after all.

What a chat knows is a row of `recordados` with the point `HECHO`, or with `REABIERTO` when that is later: written with
the digest that tells it, or when the chat itself closes or corrects the due date.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Select, exists, select
from sqlalchemy.orm import InstrumentedAttribute, Session, aliased

from municipio.plan.modelo import Estado, Recordado, VencimientoFila
from municipio.plan.recordar import Gente, recordado
from municipio.plan.registro import Plan
from municipio.plan.vencimientos import ABIERTOS

HECHO = 1000
"""The point at which a chat knows that a due date is done: no number of business days, nor deleted by a new day."""
REABIERTO = 1001
"""The point at which a chat knows that it was corrected, and is not done."""
NOTICIA = timedelta(days=30)
"""For so long it is news that something was done."""


@dataclass(frozen=True, slots=True)
class Noticia:
    """A late due date that is done, or one that was said to be done and is not; the names of the posts that answer."""

    fila: VencimientoFila
    responden: tuple[str, ...]

    @property
    def hecha(self) -> bool:
        """Whether it is done."""
        return self.fila.estado == Estado.CUMPLIDO


def por_decir(sesion: Session, municipio: str, plan: Plan, quienes: Gente, ahora: datetime) -> dict[int, list[Noticia]]:
    """By chat that still has something to do with the plan, what it is to hear of: what is not done after all, and then
    what is done, the first that was done first.

    `saber` must follow in the same transaction.
    """
    consultas = (_reabiertos(municipio), _hechos(municipio, ahora))
    pares = [(numero, chat) for consulta in consultas for numero, chat in sesion.execute(consulta)]
    if not pares:
        return {}
    filas = select(VencimientoFila).where(VencimientoFila.id.in_({numero for numero, _ in pares}))
    presentes, nombres = quienes.todos(), {cargo.clave: cargo.nombre for cargo in plan.cargos}
    por_chat: dict[int, list[Noticia]] = defaultdict(list)
    en_orden = filas.order_by(VencimientoFila.cerrado_en.nulls_first(), VencimientoFila.id)
    for fila in sesion.scalars(en_orden):
        uno = Noticia(fila, tuple(nombres.get(cargo, cargo) for cargo in fila.responsables))
        for numero, chat in pares:
            if numero == fila.id and chat in presentes:
                por_chat[chat].append(uno)
    return dict(por_chat)


def saber(sesion: Session, chat: int, filas: Iterable[VencimientoFila], ahora: datetime) -> None:
    """The chat knows that these are done, or that they are not: it is not told any more."""
    puntos = ((fila.id, HECHO if fila.estado == Estado.CUMPLIDO else REABIERTO) for fila in filas)
    recordado(sesion, chat, puntos, ahora)


def _hechos(municipio: str, ahora: datetime) -> Select[int, int]:
    """Due dates done of late with the chats that heard that they were late, and do not know that they are done."""
    sabido = aliased(Recordado)
    sabe = exists().where(
        sabido.vencimiento == Recordado.vencimiento,
        sabido.chat_id == Recordado.chat_id,
        sabido.punto == HECHO,
        _sin_corregir(sabido.vencimiento, sabido.chat_id, sabido.en),
    )
    return (
        select(Recordado.vencimiento, Recordado.chat_id)
        .join(VencimientoFila, VencimientoFila.id == Recordado.vencimiento)
        .where(VencimientoFila.municipio == municipio, VencimientoFila.estado == Estado.CUMPLIDO)
        .where(VencimientoFila.cerrado_en >= ahora - NOTICIA, Recordado.punto < 0, ~sabe)
        .distinct()
    )


def _reabiertos(municipio: str) -> Select[int, int]:
    """Due dates that are open with the chats that know that they were done, and not that it was corrected."""
    return (
        select(Recordado.vencimiento, Recordado.chat_id)
        .join(VencimientoFila, VencimientoFila.id == Recordado.vencimiento)
        .where(VencimientoFila.municipio == municipio, VencimientoFila.estado.in_(ABIERTOS), Recordado.punto == HECHO)
        .where(_sin_corregir(Recordado.vencimiento, Recordado.chat_id, Recordado.en))
    )


def _sin_corregir(
    fila: InstrumentedAttribute[int], chat: InstrumentedAttribute[int], desde: InstrumentedAttribute[datetime]
) -> ColumnElement[bool]:
    """Whether a chat that knew of something done did not hear since then that it was corrected."""
    otro = aliased(Recordado)
    return ~exists().where(otro.vencimiento == fila, otro.chat_id == chat, otro.punto == REABIERTO, otro.en >= desde)
