"""Who a chat is: its municipality, its roles, and the single-use codes that give them."""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime, timedelta

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from municipio.conversaciones import servicio as conversaciones
from municipio.personas.modelo import Cargo, Chat, Codigo, Rol

VIDA_DEL_CODIGO = timedelta(days=7)


def chat(sesion: Session, chat_id: int) -> Chat:
    """The row of a chat, made when it writes for the first time."""
    fila = sesion.get(Chat, chat_id)
    if fila is None:
        fila = Chat(chat_id=chat_id)
        sesion.add(fila)
    return fila


def roles(sesion: Session, chat_id: int, municipio: str) -> frozenset[Rol]:
    """What a chat may do in a municipality."""
    consulta = select(Cargo.rol).where(Cargo.chat_id == chat_id, Cargo.municipio == municipio)
    return frozenset(Rol(rol) for rol in sesion.scalars(consulta))


def hay(sesion: Session, rol: Rol) -> bool:
    """Whether somebody holds `rol` anywhere."""
    return sesion.scalar(select(Cargo.chat_id).where(Cargo.rol == rol.value).limit(1)) is not None


def crear_codigo(sesion: Session, rol: Rol, ahora: datetime, municipio: str | None = None) -> str:
    """A single-use code for `rol`, good for a week. Only its hash is kept; earlier unused ones stop working."""
    sesion.execute(delete(Codigo).where(Codigo.rol == rol.value, Codigo.usado_en.is_(None)))
    codigo = secrets.token_urlsafe(12)
    sesion.add(Codigo(hash=_hash(codigo), municipio=municipio, rol=rol.value, vence_en=ahora + VIDA_DEL_CODIGO))
    return codigo


def usar_codigo(sesion: Session, codigo: str, chat_id: int, municipios: list[str], ahora: datetime) -> bool:
    """Give the chat the role of `codigo`; False when it is unknown, used or expired, without saying which."""
    fila = sesion.get(Codigo, _hash(codigo), with_for_update=True)
    if fila is None or fila.usado_en is not None or fila.vence_en < ahora:
        return False
    fila.usado_en = ahora
    for municipio in [fila.municipio] if fila.municipio else municipios:
        sesion.merge(Cargo(chat_id=chat_id, municipio=municipio, rol=fila.rol, desde=ahora))
    return True


def olvidar(sesion: Session, chat_id: int, clave: str) -> None:
    """Delete what is kept of a citizen's chat: its conversation, its municipality, that it was informed.

    Only that she asked not to be invited to surveys stays, if she did: else she would be invited again.
    """
    conversaciones.borrar(sesion, clave)
    mark = sesion.scalar(select(Chat.no_molestar_en).where(Chat.chat_id == chat_id))
    sesion.execute(delete(Chat).where(Chat.chat_id == chat_id))
    if mark is not None:
        sesion.add(Chat(chat_id=chat_id, no_molestar_en=mark))


def _hash(codigo: str) -> str:
    return hashlib.sha256(codigo.encode()).hexdigest()
