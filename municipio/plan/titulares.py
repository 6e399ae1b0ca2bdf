"""Who holds each post of the plan: invitations, absences, and the handing over of a post (empalme).

People are chats, and only here: the audit (`bitacora`) says what happened to a post and when, never to whom.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import Select, delete, select, update
from sqlalchemy.orm import Session

from municipio.personas import servicio as personas
from municipio.personas.modelo import Chat
from municipio.plan.modelo import Anotacion, Evidencia, Invitacion, Marca, Recordado, Titular
from municipio.plan.registro import Cargo, Plan

VIDA = timedelta(days=7)
"""How long an invitation is good for."""


@dataclass(frozen=True, slots=True)
class Puesto:
    """A post and how many hold it; `ausentes`: until when those who are away, the first to return first."""

    cargo: Cargo
    titulares: int
    bloqueados: int
    """Of the holders, those who blocked the bot: nothing reaches them."""
    suplentes: int
    ausentes: tuple[date, ...]

    @property
    def nadie_oye(self) -> bool:
        """Whether no holder can be told anything."""
        return self.titulares == self.bloqueados


def invitar(sesion: Session, municipio: str, cargo: str, ahora: datetime, suplente: bool = False) -> str:
    """A single-use code to hold a post, good for a week. Only its hash is kept; those that expired are deleted."""
    sesion.execute(delete(Invitacion).where(Invitacion.municipio == municipio, Invitacion.vence_en < ahora))
    codigo = secrets.token_urlsafe(12)
    sesion.add(
        Invitacion(
            hash=_hash(codigo),
            municipio=municipio,
            cargo=cargo,
            suplente=suplente,
            vence_en=ahora + VIDA,
            usada_en=None,
        )
    )
    _anotar(sesion, municipio, cargo, "invitacion", ahora, como(suplente))
    return codigo


def invitacion(sesion: Session, codigo: str, ahora: datetime) -> Invitacion | None:
    """What a code invites to; None when it is unknown, used or expired, without saying which."""
    return _abierta(sesion, _hash(codigo), ahora)


def aceptar(sesion: Session, codigo: str, chat_id: int, ahora: datetime) -> Titular | None:
    """The chat holds the post of `codigo`; None when it is unknown, used or expired, without saying which."""
    return aceptar_vista(sesion, _hash(codigo), chat_id, ahora)


def aceptar_vista(sesion: Session, vista: str, chat_id: int, ahora: datetime) -> Titular | None:
    """The same, of an invitation that was shown before and is known by its hash."""
    fila = _abierta(sesion, vista, ahora)
    if fila is None:
        return None
    fila.usada_en = ahora
    for anterior in _de(sesion, fila.municipio, chat_id, fila.cargo):
        anterior.hasta = ahora
    titular = Titular(
        municipio=fila.municipio, cargo=fila.cargo, chat_id=chat_id, suplente=fila.suplente, desde=ahora, hasta=None
    )
    sesion.add(titular)
    personas.chat(sesion, chat_id).bloqueado_en = None
    _anotar(sesion, fila.municipio, fila.cargo, "acepta", ahora, como(fila.suplente))
    sesion.flush()
    return titular


def de_chat(sesion: Session, municipio: str, chat_id: int) -> list[Titular]:
    """The posts that a chat holds, as holder or substitute."""
    return list(sesion.scalars(_vigentes(municipio).where(Titular.chat_id == chat_id)))


def olvidar(sesion: Session, chat_id: int) -> list[str]:
    """Forget the posts that a chat left, what it was reminded of and that it was the one who did what was done; the
    posts that it holds, which stay."""
    sesion.execute(delete(Titular).where(Titular.chat_id == chat_id, Titular.hasta.is_not(None)))
    suyos = list(sesion.scalars(select(Titular.cargo).where(Titular.chat_id == chat_id)))
    if not suyos:
        sesion.execute(delete(Recordado).where(Recordado.chat_id == chat_id))
        for tabla in (Marca, Evidencia):
            sesion.execute(update(tabla).where(tabla.chat_id == chat_id).values(chat_id=None))
    return suyos


def ausente(sesion: Session, municipio: str, chat_id: int, hasta: date, ahora: datetime) -> list[Titular]:
    """The chat is away until a day, that day included: substitutes hear instead. The posts it holds."""
    filas = de_chat(sesion, municipio, chat_id)
    for fila in filas:
        fila.ausente_hasta = hasta
        _anotar(sesion, municipio, fila.cargo, "ausencia", ahora, f"{como(fila.suplente)}, hasta {hasta.isoformat()}")
    return filas


def volver(sesion: Session, municipio: str, chat_id: int, ahora: datetime) -> list[Titular]:
    """The chat is back; the posts in which it was away."""
    filas = [fila for fila in de_chat(sesion, municipio, chat_id) if fila.ausente_hasta is not None]
    for fila in filas:
        fila.ausente_hasta = None
        _anotar(sesion, municipio, fila.cargo, "regreso", ahora, como(fila.suplente))
    return filas


def dejar(sesion: Session, municipio: str, chat_id: int, cargo: str, ahora: datetime) -> bool:
    """The chat holds the post no more; False when it did not."""
    filas = _de(sesion, municipio, chat_id, cargo)
    _salen(sesion, filas, "deja", ahora)
    return bool(filas)


def entregar(sesion: Session, municipio: str, cargo: str, ahora: datetime, chat_id: int | None = None) -> str | None:
    """Empalme: the post goes to a new invitation, whose code is returned; what is due stays with the post.

    With `chat_id` that chat leaves it; without, all its holders do (substitutes stay). None when nobody leaves.
    """
    if chat_id is None:
        filas: Sequence[Titular] = [f for f in sesion.scalars(_vigentes(municipio, cargo)) if not f.suplente]
    else:
        filas = _de(sesion, municipio, chat_id, cargo)
    if not filas:
        return None
    _salen(sesion, filas, "empalme", ahora)
    return invitar(sesion, municipio, cargo, ahora, all(fila.suplente for fila in filas))


def puestos(sesion: Session, municipio: str, plan: Plan, hoy: date) -> list[Puesto]:
    """Every post of the plan with how many hold it."""
    consulta = _vigentes(municipio).outerjoin(Chat, Chat.chat_id == Titular.chat_id).add_columns(Chat.bloqueado_en)
    filas = [(fila, bloqueo is not None) for fila, bloqueo in sesion.execute(consulta)]
    return [_puesto(cargo, [f for f in filas if f[0].cargo == cargo.clave], hoy) for cargo in plan.cargos]


def sin_titular(sesion: Session, municipio: str, plan: Plan) -> list[Cargo]:
    """The posts on which the plan counts and that nobody holds; a substitute alone is nobody."""
    ocupados = {fila.cargo for fila in sesion.scalars(_vigentes(municipio)) if not fila.suplente}
    return [cargo for cargo in plan.cargos if cargo.clave in necesarios(plan) - ocupados]


def necesarios(plan: Plan) -> frozenset[str]:
    """The posts that answer for something or hear of what is late; a plan may name others."""
    responden: list[list[str]] = [plan.comite.responsables, *(informe.responsables for informe in plan.informes)]
    responden += [accion.responsables for accion in plan.acciones]
    return plan.oyen.union(*responden)


def como(suplente: bool) -> str:
    """As what a post is held."""
    return "suplente" if suplente else "titular"


def _vigentes(municipio: str, cargo: str | None = None) -> Select[Titular]:
    consulta = select(Titular).where(Titular.municipio == municipio, Titular.hasta.is_(None)).order_by(Titular.id)
    return consulta if cargo is None else consulta.where(Titular.cargo == cargo)


def _de(sesion: Session, municipio: str, chat_id: int, cargo: str) -> list[Titular]:
    return list(sesion.scalars(_vigentes(municipio, cargo).where(Titular.chat_id == chat_id)))


def _abierta(sesion: Session, vista: str, ahora: datetime) -> Invitacion | None:
    fila = sesion.get(Invitacion, vista, with_for_update=True)
    return None if fila is None or fila.usada_en is not None or fila.vence_en < ahora else fila


def _salen(sesion: Session, filas: Iterable[Titular], que: str, ahora: datetime) -> None:
    for fila in filas:
        fila.hasta = ahora
        _anotar(sesion, fila.municipio, fila.cargo, que, ahora, como(fila.suplente))


def _puesto(cargo: Cargo, filas: list[tuple[Titular, bool]], hoy: date) -> Puesto:
    titulares = [(fila, bloqueado) for fila, bloqueado in filas if not fila.suplente]
    ausentes = [f.ausente_hasta for f, _ in filas if f.ausente_hasta is not None and f.ausente_hasta >= hoy]
    bloqueados = sum(bloqueado for _, bloqueado in titulares)
    return Puesto(cargo, len(titulares), bloqueados, len(filas) - len(titulares), tuple(sorted(ausentes)))


def _anotar(sesion: Session, municipio: str, cargo: str, que: str, ahora: datetime, detalle: str) -> None:
    sesion.add(Anotacion(municipio=municipio, vencimiento=None, que=que, cargo=cargo, detalle=detalle, en=ahora))


def _hash(codigo: str) -> str:
    return hashlib.sha256(codigo.encode()).hexdigest()
