"""Who is to hear that something late was done at last: whoever was told that it was late, once, but not who did it.

That a chat knows is a row of `recordados` with the point `HECHO`: written with the digest that tells it, or when the
chat itself closes the due date.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Select, exists, select
from sqlalchemy.orm import Session, aliased

from municipio.plan.modelo import Estado, Recordado, VencimientoFila
from municipio.plan.recordar import Gente, recordado
from municipio.plan.registro import Plan

HECHO = 1000
"""The point at which a chat knows that a due date is done: no number of business days, nor deleted by a new day."""
NOTICIA = timedelta(days=30)
"""For so long it is news that something was done."""


@dataclass(frozen=True, slots=True)
class Cumplido:
    """A late due date that is done, and the names of the posts that answer for it."""

    fila: VencimientoFila
    responden: tuple[str, ...]


def por_decir(
    sesion: Session, municipio: str, plan: Plan, quienes: Gente, ahora: datetime
) -> dict[int, list[Cumplido]]:
    """By chat that still has something to do with the plan, what it is to hear of, the first that was done first.

    `saber` must follow in the same transaction.
    """
    pares = [(numero, chat) for numero, chat in sesion.execute(_sin_decir(municipio, ahora))]
    if not pares:
        return {}
    filas = select(VencimientoFila).where(VencimientoFila.id.in_({numero for numero, _ in pares}))
    presentes, nombres = quienes.todos(), {cargo.clave: cargo.nombre for cargo in plan.cargos}
    por_chat: dict[int, list[Cumplido]] = defaultdict(list)
    for fila in sesion.scalars(filas.order_by(VencimientoFila.cerrado_en, VencimientoFila.id)):
        uno = Cumplido(fila, tuple(nombres.get(cargo, cargo) for cargo in fila.responsables))
        for numero, chat in pares:
            if numero == fila.id and chat in presentes:
                por_chat[chat].append(uno)
    return dict(por_chat)


def saber(sesion: Session, chat: int, filas: Iterable[VencimientoFila], ahora: datetime) -> None:
    """The chat knows that these are done: it is not told any more."""
    recordado(sesion, chat, ((fila.id, HECHO) for fila in filas), ahora)


def _sin_decir(municipio: str, ahora: datetime) -> Select[int, int]:
    """Due dates done of late with the chats that heard that they were late, and do not know that they are done."""
    sabido = aliased(Recordado)
    sabe = exists().where(
        sabido.vencimiento == Recordado.vencimiento, sabido.chat_id == Recordado.chat_id, sabido.punto == HECHO
    )
    return (
        select(Recordado.vencimiento, Recordado.chat_id)
        .join(VencimientoFila, VencimientoFila.id == Recordado.vencimiento)
        .where(VencimientoFila.municipio == municipio, VencimientoFila.estado == Estado.CUMPLIDO)
        .where(VencimientoFila.cerrado_en >= ahora - NOTICIA, Recordado.punto < 0, ~sabe)
        .distinct()
    )
