"""What a responsable does about a due date: done, on it, later, to the substitute, help. Each leaves a line of audit.

Who may: the posts that answer for it. What is not allowed is an `EntradaInvalidaError` that says why.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo
from zoneinfo import ZoneInfo

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from municipio.avisos import cola
from municipio.avisos.cola import Nuevo
from municipio.avisos.modelo import Carril
from municipio.calendario import sumar_habiles
from municipio.errors import EntradaInvalidaError
from municipio.municipios.registro import Municipio
from municipio.personas import modelo as personas
from municipio.plan import horas
from municipio.plan.cuotas import Lleva, cerrar_alcanzadas, es_cuota, lleva
from municipio.plan.evidencias import Prueba, anexar
from municipio.plan.modelo import Anotacion, Estado, Marca, Recordado, Reporte, Titular, VencimientoFila
from municipio.plan.noticias import saber
from municipio.plan.recordar import habiles_hasta
from municipio.plan.vencimientos import cerrar, tomar
from municipio.tramites.modelo import MunicipioCargado

VECES, DIAS = 2, 10
"""How often a due date may be postponed, and by how many business days each time."""
DE_LA_LEY = ("horizonte", "fase")
"""Kinds that no responsable can move."""
_VALOR, _DETALLE, _INDICADOR = 200, 500, 300


@dataclass(frozen=True, slots=True)
class Mensaje:
    """What somebody else is told (already escaped), with the text of the button that opens the due date."""

    texto: str
    boton: str


def cargos_de(sesion: Session, municipio: str, chat_id: int | None) -> frozenset[str]:
    """The posts that a chat holds in a municipality, also as a substitute."""
    if chat_id is None:
        return frozenset()
    suyos = select(Titular.cargo).where(Titular.municipio == municipio, Titular.chat_id == chat_id)
    return frozenset(sesion.scalars(suyos.where(Titular.hasta.is_(None))))


def suplentes(sesion: Session, fila: VencimientoFila, cargo: str, chat_id: int | None = None) -> list[int]:
    """The chats of the substitutes of a post, but whoever asks."""
    todos = select(Titular.chat_id).where(Titular.municipio == fila.municipio, Titular.cargo == cargo)
    chats = sesion.scalars(todos.where(Titular.suplente.is_(True), Titular.hasta.is_(None)).order_by(Titular.id))
    return [chat for chat in dict.fromkeys(chats) if chat != chat_id]


def cumplir(
    sesion: Session,
    fila: VencimientoFila,
    valores: Sequence[tuple[str, str]],
    cargo: str,
    ahora: datetime,
    pruebas: Sequence[Prueba] = (),
    chat_id: int | None = None,
) -> Lleva:
    """It is done, with the value of each indicator. A quota counts one more, and is done when none is missing.

    The chat that says so need not be told, and may correct it (`correccion`).
    """
    permitido(sesion, fila, cargo)
    marca = Marca(vencimiento=fila.id, cargo=cargo, chat_id=chat_id, visto_antes=fila.visto_en, en=ahora)
    sesion.add(marca)
    sesion.flush()
    reportes = [(fila.indicador or fila.nombre, "1")] if es_cuota(fila) else valores
    for indicador, valor in reportes:
        sesion.add(_reporte(marca, indicador, valor))
    anexar(sesion, marca, pruebas)
    sesion.flush()
    avance = lleva(sesion, fila) if es_cuota(fila) else Lleva(1, 1)
    if avance.completa:
        _cerrar(sesion, fila, avance, ahora, chat_id)
    else:
        _en_curso(fila, ahora)
    _anotar(sesion, fila, "cumplido" if avance.completa else "avance", cargo, ahora, f"{avance.van} de {avance.de}")
    return avance


def en_curso(sesion: Session, fila: VencimientoFila, cargo: str, ahora: datetime) -> None:
    """Somebody is on it: the ladder waits some days."""
    permitido(sesion, fila, cargo)
    _en_curso(fila, ahora)
    _anotar(sesion, fila, "en_curso", cargo, ahora)


def puede_aplazar(sesion: Session, fila: VencimientoFila, cargo: str) -> None:
    """Refuse what cannot be postponed, before asking until when."""
    permitido(sesion, fila, cargo)
    if fila.tipo in DE_LA_LEY:
        raise EntradaInvalidaError("Esta fecha es un plazo del plan o de la ley, y no se puede aplazar.")
    if fila.aplazado >= VECES:
        raise EntradaInvalidaError(f"Ya se aplazó {VECES} veces, y no se puede más.")


def aplazar(sesion: Session, fila: VencimientoFila, dias_habiles: int, razon: str, cargo: str, ahora: datetime) -> None:
    """Move it so many business days; `vence` stays. What was told of days ahead will be told again."""
    puede_aplazar(sesion, fila, cargo)
    if not 1 <= dias_habiles <= DIAS:
        raise EntradaInvalidaError(f"Se puede aplazar de 1 a {DIAS} días hábiles.")
    if not razon.strip():
        raise EntradaInvalidaError("Para aplazar hay que decir por qué.")
    municipio = _municipio(sesion, fila.municipio)
    hoy = ahora.astimezone(_zona(municipio)).date()
    antes = fila.para
    fila.para = sumar_habiles(max(fila.para, hoy), dias_habiles, municipio.no_habiles)
    fila.aplazado += 1
    faltan = habiles_hasta(hoy, fila.para, municipio.no_habiles)
    sesion.execute(delete(Recordado).where(Recordado.vencimiento == fila.id, Recordado.punto < faltan))
    _anotar(sesion, fila, "aplazado", cargo, ahora, f"{antes} a {fila.para}: {razon.strip()}")


def delegar(
    sesion: Session, fila: VencimientoFila, mensaje: Mensaje, cargo: str, ahora: datetime, chat_id: int | None = None
) -> datetime:
    """Ask the substitutes of the post to see to it; once a day. When they are told: by day, on a business day."""
    permitido(sesion, fila, cargo)
    chats = suplentes(sesion, fila, cargo, chat_id)
    if not chats:
        raise EntradaInvalidaError("Su cargo no tiene suplente en este bot. Pida a la coordinación que lo registre.")
    return _avisar(sesion, fila, "delegado", mensaje, chats, cargo, ahora)


def ayuda(sesion: Session, fila: VencimientoFila, mensaje: Mensaje, cargo: str, ahora: datetime) -> datetime:
    """Tell the coordination that whoever answers needs help; once a day. When it is told."""
    permitido(sesion, fila, cargo)
    rol = personas.Cargo
    coordinan = select(rol.chat_id).where(rol.municipio == fila.municipio, rol.rol == personas.Rol.COORDINADOR.value)
    chats = list(sesion.scalars(coordinan.order_by(rol.chat_id)))
    if not chats:
        raise EntradaInvalidaError("La coordinación todavía no está registrada en este bot. Búsquela en la alcaldía.")
    return _avisar(sesion, fila, "ayuda", mensaje, chats, cargo, ahora)


def permitido(sesion: Session, fila: VencimientoFila, cargo: str) -> None:
    """Refuse what is not of the post, void or done; the row is locked and as fresh as the database has it."""
    tomar(sesion, fila, cargo)
    if fila.estado == Estado.CUMPLIDO:
        raise EntradaInvalidaError("Esto ya está cumplido.")


def _cerrar(sesion: Session, fila: VencimientoFila, avance: Lleva, ahora: datetime, chat_id: int | None) -> None:
    cerrar(fila, ahora)
    cerradas = [fila, *(cerrar_alcanzadas(sesion, fila, avance.van, ahora) if es_cuota(fila) else ())]
    if chat_id is not None:
        saber(sesion, chat_id, cerradas, ahora)


def _en_curso(fila: VencimientoFila, ahora: datetime) -> None:
    fila.estado, fila.visto_en = Estado.EN_CURSO.value, ahora


def _reporte(marca: Marca, indicador: str, valor: str) -> Reporte:
    return Reporte(
        vencimiento=marca.vencimiento,
        marca=marca.id,
        indicador=indicador[:_INDICADOR],
        valor=valor[:_VALOR],
        cargo=marca.cargo,
        en=marca.en,
    )


def _anotar(
    sesion: Session, fila: VencimientoFila, que: str, cargo: str, ahora: datetime, detalle: str | None = None
) -> None:
    detalle = detalle[:_DETALLE] if detalle else None
    sesion.add(
        Anotacion(municipio=fila.municipio, vencimiento=fila.id, que=que, cargo=cargo, detalle=detalle, en=ahora)
    )


def _avisar(
    sesion: Session,
    fila: VencimientoFila,
    que: str,
    mensaje: Mensaje,
    chats: Sequence[int],
    cargo: str,
    ahora: datetime,
) -> datetime:
    """Leave it for the next hour at which people may be written to, which is when its life begins; that hour."""
    municipio = _municipio(sesion, fila.municipio)
    cuando = horas.proxima(ahora.astimezone(_zona(municipio)), municipio)
    teclado = {"inline_keyboard": [[{"text": mensaje.boton, "callback_data": f"v:{fila.id}"}]]}
    cuerpo = {"text": mensaje.texto, "parse_mode": "HTML", "reply_markup": teclado}
    nuevos = [
        Nuevo(f"{que}:{fila.id}:{chat}:{cuando.date()}", fila.municipio, Carril.ALARMA, chat, "sendMessage", cuerpo)
        for chat in chats
    ]
    if cola.put(sesion, nuevos, cuando):
        _anotar(sesion, fila, que, cargo, ahora)
    return cuando


def _municipio(sesion: Session, slug: str) -> Municipio:
    cargado = sesion.get(MunicipioCargado, slug)
    if cargado is None:
        raise EntradaInvalidaError(f"«{slug}» no está cargado")
    return Municipio.model_validate(cargado.cuerpo)


def _zona(municipio: Municipio) -> tzinfo:
    return ZoneInfo(municipio.zona_horaria)
