"""The queue of the outbox: rows go in once, one process at a time takes them, and how each attempt ended is kept.

Life of a row: PENDIENTE (perhaps taken: `tomado_hasta`) → ENVIANDO (the attempt is marked *before* the request to the
channel) → ENVIADO, FALLIDO, DUDOSO, or PENDIENTE again with `no_antes`. A row that is found ENVIANDO after its holder
died may or may not have been delivered: it is doubtful. It is sent once more at most, and a survey never again.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import (
    CursorResult,
    Executable,
    and_,
    delete,
    null,
    or_,
    select,
    update,
)
from sqlalchemy.orm import Session

from municipio.avisos import sentencias
from municipio.avisos.modelo import POR_SALIR, Aviso, Carril, EstadoAviso
from municipio.db.upsert import insert_new
from municipio.personas.modelo import Cargo, Chat

PLAZO = timedelta(seconds=60)
"""How long a row is held. Whoever holds it for longer must `renew`."""
VIDA = timedelta(hours=24)
"""After this long without getting through, a message is given up."""
GUARDA_RESPUESTAS = timedelta(days=6)
GUARDA = timedelta(days=400)
"""Others are kept longer: their `clave` keeps the same thing from being told twice."""

_TAKEN_AWAY: dict[str, Any] = {"tomado_hasta": None, "tomado_por": None}
_RAW = {"synchronize_session": False}


@dataclass(frozen=True, slots=True)
class Nuevo:
    """Something to tell. `metodo` and `cuerpo` are a method of the channel's API and its parameters but `chat_id`.

    With `no_despues` it does not leave from that moment on: what is for today must not ring at night.
    """

    clave: str
    municipio: str
    carril: Carril
    chat_id: int
    metodo: str
    cuerpo: dict[str, Any]
    no_despues: datetime | None = None


@dataclass(frozen=True, slots=True)
class Envio:
    """A row in the hands of whoever took it. `marcado`: its attempt is already recorded."""

    id: int
    carril: Carril
    chat_id: int
    metodo: str
    cuerpo: dict[str, Any]
    creado_en: datetime
    dudas: int = 0
    marcado: bool = False


def put(session: Session, nuevos: Iterable[Nuevo], now: datetime, no_antes: datetime | None = None) -> int:
    """Leave messages to be delivered from `no_antes` on, but those whose `clave` is known. How many are new."""
    rows = [_row(nuevo, now) | {"no_antes": no_antes or now} for nuevo in nuevos]
    return len(insert_new(session, Aviso, rows, [Aviso.clave], Aviso.id))


def put_claimed(
    session: Session, nuevos: Sequence[Nuevo], now: datetime, worker: str, *, marked: bool = True
) -> list[Envio]:
    """Leave messages and take them in the same act, so that a reply costs no commit of its own.

    `marked`: they leave at once, and their attempt is recorded here too.
    """
    taken: dict[str, Any] = {"tomado_hasta": now + PLAZO, "tomado_por": worker}
    taken |= {"estado": EstadoAviso.ENVIANDO.value, "intentos": 1} if marked else {}
    rows = [_row(nuevo, now) | taken for nuevo in nuevos]
    if not rows:
        return []
    ids = session.connection().execute(sentencias.DEJAR, rows).scalars().all()
    return [
        Envio(i, n.carril, n.chat_id, n.metodo, n.cuerpo, now, marcado=marked) for i, n in zip(ids, nuevos, strict=True)
    ]


def claim(session: Session, now: datetime, worker: str, lanes: Sequence[Carril], limit: int) -> list[Envio]:
    """Take up to `limit` due rows, best lane first, oldest first; nobody else gets them for `PLAZO`.

    Rows of a chat wait while an earlier reply to it is in other hands or waits for its time.
    """
    taken: list[Envio] = []
    for lane in lanes:
        if len(taken) < limit:
            taken += _claim_lane(session, now, worker, lane, limit - len(taken))
    return taken


def mark(session: Session, ids: Sequence[int], now: datetime, worker: str) -> set[int]:
    """Record that rows held by `worker` are about to be sent; the ids that it really holds."""
    given = {"ids": list(ids), "ahora": now, "hasta": now + PLAZO, "quien": worker}
    return set(session.connection().execute(sentencias.MARCAR, given).scalars())


def renew(session: Session, ids: Sequence[int], now: datetime, worker: str) -> None:
    """Go on holding rows."""
    held = update(Aviso).where(Aviso.id.in_(ids), Aviso.tomado_por == worker, Aviso.estado.in_(POR_SALIR))
    session.execute(held.values(tomado_hasta=now + PLAZO), execution_options=_RAW)


def sent(session: Session, delivered: Sequence[tuple[int, int | None]], now: datetime) -> None:
    """These rows were delivered, each as the message of that number. What they said is forgotten."""
    rows = [{"aviso": aviso_id, "ahora": now, "numero": number} for aviso_id, number in delivered]
    session.connection().execute(sentencias.ENVIADOS, rows)


def failed(session: Session, aviso_id: int, reason: str) -> None:
    """It will never be delivered. What it said is forgotten."""
    _close(session, aviso_id, {"estado": EstadoAviso.FALLIDO, "cuerpo": null(), "error": reason[:200]})


def retry(session: Session, aviso_id: int, no_antes: datetime, reason: str, worker: str | None) -> None:
    """It was not delivered, and is to be tried again from `no_antes` on; `worker`, if given, goes on holding it."""
    held = no_antes + PLAZO if worker else None
    values = {"estado": EstadoAviso.PENDIENTE, "no_antes": no_antes, "error": reason[:200]}
    row = update(Aviso).where(Aviso.id == aviso_id)
    session.execute(row.values(**values, tomado_hasta=held, tomado_por=worker), execution_options=_RAW)


def doubtful(session: Session, aviso_id: int, no_antes: datetime, reason: str, worker: str | None) -> bool:
    """Nobody knows whether it was delivered; tells whether it is to be tried again (once; a survey, never)."""
    carril, dudas = session.execute(select(Aviso.carril, Aviso.dudas).where(Aviso.id == aviso_id)).one()
    if carril == Carril.ENCUESTA or dudas > 0:
        _close(session, aviso_id, _doubt_values(carril, reason) | {"dudas": dudas + 1})
        return False
    session.execute(update(Aviso).where(Aviso.id == aviso_id).values(dudas=dudas + 1), execution_options=_RAW)
    retry(session, aviso_id, no_antes, reason, worker)
    return True


def recover(session: Session, now: datetime, worker: str | None = None) -> int:
    """Set right what a dead process left: rows whose time is over, and with `worker` all that it held. How many.

    Untouched rows are free again; those being sent are doubtful.
    """
    over = Aviso.tomado_hasta <= now
    mine = over if worker is None else or_(over, Aviso.tomado_por == worker)
    free = update(Aviso).where(mine, Aviso.estado == EstadoAviso.PENDIENTE, Aviso.tomado_por.is_not(None))
    count = _count(session, free.values(**_TAKEN_AWAY))
    lost = and_(mine, Aviso.estado == EstadoAviso.ENVIANDO)
    never = or_(Aviso.carril == Carril.ENCUESTA, Aviso.dudas > 0)
    reason = "quedó a medias"
    for lane in Carril:
        hopeless = update(Aviso).where(lost, never, Aviso.carril == lane)
        count += _count(session, hopeless.values(**_doubt_values(lane, reason), **_TAKEN_AWAY, dudas=Aviso.dudas + 1))
    again = update(Aviso).where(lost).values(estado=EstadoAviso.PENDIENTE, dudas=Aviso.dudas + 1, **_TAKEN_AWAY)
    return count + _count(session, again)


def give_back(session: Session, untried: Sequence[int], worker: str) -> None:
    """Let go of everything that `worker` holds. `untried` are rows marked as being sent that never were."""
    undone = update(Aviso).where(Aviso.id.in_(untried), Aviso.estado == EstadoAviso.ENVIANDO)
    values = {"estado": EstadoAviso.PENDIENTE, "intentos": Aviso.intentos - 1}
    session.execute(undone.where(Aviso.tomado_por == worker).values(**values), execution_options=_RAW)
    held = update(Aviso).where(Aviso.tomado_por == worker, Aviso.estado == EstadoAviso.PENDIENTE)
    session.execute(held.values(**_TAKEN_AWAY), execution_options=_RAW)


def withdraw(session: Session, prefix: str) -> list[int]:
    """Take back the messages whose `clave` begins so and that have not left; the chats that they were for.

    Also those in somebody's hands: nothing leaves before `mark` finds its row.
    """
    waiting = delete(Aviso).where(Aviso.estado == EstadoAviso.PENDIENTE, Aviso.clave.like(f"{prefix}%"))
    return list(session.scalars(waiting.returning(Aviso.chat_id), execution_options=_RAW))


def withdraw_from(session: Session, chat_id: int, lane: Carril) -> list[str]:
    """Take back the messages of a lane that have not left for a chat, as `withdraw` does; the `clave` of each."""
    waiting = delete(Aviso).where(Aviso.chat_id == chat_id, Aviso.carril == lane, Aviso.estado == EstadoAviso.PENDIENTE)
    return list(session.scalars(waiting.returning(Aviso.clave), execution_options=_RAW))


def blocked(session: Session, chat_id: int, now: datetime | None) -> None:
    """The person blocked the bot at `now`; None: she lets it write again."""
    row = update(Chat).where(Chat.chat_id == chat_id)
    session.execute(row.values(bloqueado_en=now), execution_options=_RAW)


def move(session: Session, old: int, new: int) -> None:
    """A group changed its number: what was for `old` is for `new`."""
    waiting = update(Aviso).where(Aviso.chat_id == old, Aviso.estado.in_(POR_SALIR))
    session.execute(waiting.values(chat_id=new), execution_options=_RAW)
    if session.get(Chat, new) is None:
        session.execute(update(Chat).where(Chat.chat_id == old).values(chat_id=new), execution_options=_RAW)
    if session.scalar(select(Cargo.chat_id).where(Cargo.chat_id == new).limit(1)) is None:
        session.execute(update(Cargo).where(Cargo.chat_id == old).values(chat_id=new), execution_options=_RAW)


def forget(session: Session, chat_id: int) -> None:
    """Delete what was delivered to a chat, or never will be."""
    session.execute(
        delete(Aviso).where(Aviso.chat_id == chat_id, Aviso.estado.not_in(POR_SALIR)), execution_options=_RAW
    )


def purge(session: Session, now: datetime) -> int:
    """Delete rows that are over: replies after six days, the others after a year. How many."""
    closed = Aviso.estado.not_in(POR_SALIR)
    replies = and_(Aviso.carril == Carril.RESPUESTA, Aviso.creado_en < now - GUARDA_RESPUESTAS)
    old = or_(replies, Aviso.creado_en < now - GUARDA)
    return _count(session, delete(Aviso).where(closed, old))


def _claim_lane(session: Session, now: datetime, worker: str, lane: Carril, limit: int) -> list[Envio]:
    connection, given = session.connection(), {"ahora": now, "cual": lane.value}
    ids = connection.execute(sentencias.LIBRES[lane], given | {"cuantos": limit}).scalars().all()
    if not ids:
        return []
    taking = given | {"ids": list(ids), "hasta": now + PLAZO, "quien": worker}
    rows = connection.execute(sentencias.TOMAR, taking).all()
    taken = [Envio(r.id, lane, r.chat_id, r.metodo, r.cuerpo or {}, r.creado_en, r.dudas) for r in rows]
    return sorted(taken, key=lambda envio: envio.id)


def _row(nuevo: Nuevo, now: datetime) -> dict[str, Any]:
    return {
        "clave": nuevo.clave,
        "municipio": nuevo.municipio,
        "carril": nuevo.carril.value,
        "chat_id": nuevo.chat_id,
        "metodo": nuevo.metodo,
        "cuerpo": nuevo.cuerpo,
        "estado": EstadoAviso.PENDIENTE.value,
        "intentos": 0,
        "dudas": 0,
        "no_antes": now,
        "no_despues": nuevo.no_despues,
        "creado_en": now,
    }


def _doubt_values(carril: str, reason: str) -> dict[str, Any]:
    values: dict[str, Any] = {"estado": EstadoAviso.DUDOSO, "error": reason[:200]}
    return values | {"cuerpo": null()} if carril == Carril.RESPUESTA else values


def _close(session: Session, aviso_id: int, values: dict[str, Any]) -> None:
    row = update(Aviso).where(Aviso.id == aviso_id)
    session.execute(row.values(**values, **_TAKEN_AWAY), execution_options=_RAW)


def _count(session: Session, statement: Executable) -> int:
    result = session.execute(statement, execution_options=_RAW)
    return result.rowcount if isinstance(result, CursorResult) else 0
