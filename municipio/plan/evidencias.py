"""Evidence of a due date: what was shown, several of them, when it was closed or afterwards."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from municipio.errors import EntradaInvalidaError
from municipio.plan import marcas
from municipio.plan.modelo import Anotacion, Evidencia, Marca, VencimientoFila
from municipio.plan.vencimientos import ABIERTOS, tomar

ARCHIVOS = ("foto", "documento")
"""Kinds of evidence that are a file; `sha256` tells which one (see `municipio.archivos`)."""
SIN_EVIDENCIA = "ninguna"
CUANTAS = 30
"""How many may be added to a due date."""
_TEXTO, _NOMBRE = 1000, 120


@dataclass(frozen=True, slots=True)
class Prueba:
    """One piece of evidence: a «texto», an «enlace», a «foto» or a «documento» that was kept (then `texto` is what was
    said of it), or «ninguna» (then `texto` is why there is none)."""

    tipo: str
    texto: str = ""
    sha256: str | None = None
    nombre: str | None = None


def de(sesion: Session, fila: VencimientoFila) -> Sequence[Evidencia]:
    """The evidence of a due date that counts, in the order in which it came; without why there was none, once there is
    some."""
    suyas = select(Evidencia).where(Evidencia.vencimiento == fila.id, marcas.cuenta(Evidencia.marca))
    todas = sesion.scalars(suyas.order_by(Evidencia.id)).all()
    return [una for una in todas if una.tipo != SIN_EVIDENCIA] or todas


def descontadas(sesion: Session, fila: VencimientoFila) -> Sequence[Evidencia]:
    """What was shown with a «Cumplida» that was corrected: history, which does not count."""
    suyas = select(Evidencia).where(Evidencia.vencimiento == fila.id, ~marcas.cuenta(Evidencia.marca))
    return sesion.scalars(suyas.order_by(Evidencia.id)).all()


def cuantas(sesion: Session, fila: VencimientoFila) -> int:
    """How many there are; why there is none is not one."""
    return sum(una.tipo != SIN_EVIDENCIA for una in de(sesion, fila))


def anexar(sesion: Session, marca: Marca, pruebas: Sequence[Prueba]) -> None:
    """Keep the evidence that comes with a «Cumplida»."""
    for prueba in pruebas:
        sesion.add(_fila(marca.vencimiento, prueba, marca.id, marca.chat_id, marca.en))


def agregar(
    sesion: Session,
    fila: VencimientoFila,
    prueba: Prueba,
    cargo: str,
    ahora: datetime,
    chat_id: int | None = None,
) -> bool:
    """One more, also when it is done already, with its line of audit; False when it was there before."""
    tomar(sesion, fila, cargo)
    marca = marcas.ultima(sesion, fila, chat_id)
    nueva, estan = _fila(fila.id, prueba, marca, chat_id, ahora), de(sesion, fila)
    if any(_misma(nueva, una) for una in estan):
        return False
    if len(estan) >= CUANTAS:
        raise EntradaInvalidaError(f"Ya hay {CUANTAS} evidencias, y no caben más.")
    sesion.add(nueva)
    sesion.add(Anotacion(municipio=fila.municipio, vencimiento=fila.id, que="evidencia", cargo=cargo, en=ahora))
    return True


def quitable(fila: VencimientoFila, una: Evidencia, chat_id: int | None) -> bool:
    """Whether it is of this chat, and what it shows is still to be done."""
    return fila.estado in ABIERTOS and chat_id is not None and una.chat_id == chat_id


def quitar(
    sesion: Session, fila: VencimientoFila, numero: int, cargo: str, ahora: datetime, chat_id: int | None
) -> None:
    """Take away the evidence of that number, with its line of audit; its file goes when nothing else is in it."""
    tomar(sesion, fila, cargo)
    una = propia(sesion, fila, numero, chat_id)
    sesion.delete(una)
    sesion.add(
        Anotacion(
            municipio=fila.municipio, vencimiento=fila.id, que="sin_evidencia", cargo=cargo, detalle=una.tipo, en=ahora
        )
    )


def propia(sesion: Session, fila: VencimientoFila, numero: int, chat_id: int | None) -> Evidencia:
    """The evidence of that number, which this chat may take away; or an `EntradaInvalidaError` that says why not."""
    una = sesion.get(Evidencia, numero, populate_existing=True)
    if una is None or una.vencimiento != fila.id:
        raise EntradaInvalidaError("Esa evidencia ya no está.")
    if chat_id is None or una.chat_id != chat_id:
        raise EntradaInvalidaError("Una evidencia solo la puede quitar quien la mandó.")
    if not quitable(fila, una, chat_id):
        raise EntradaInvalidaError("Esto ya está cumplido o ya no cuenta, y sus evidencias no se quitan.")
    return una


def huellas(sesion: Session) -> set[str]:
    """The digests of every file that is evidence of something."""
    return set(sesion.scalars(select(Evidencia.sha256).where(Evidencia.sha256.is_not(None)).distinct()))


def _fila(fila: int, prueba: Prueba, marca: int | None, chat_id: int | None, ahora: datetime) -> Evidencia:
    return Evidencia(
        vencimiento=fila,
        tipo=prueba.tipo,
        texto=prueba.texto[:_TEXTO] or None,
        sha256=prueba.sha256,
        nombre=(prueba.nombre or "")[:_NOMBRE] or None,
        marca=marca,
        chat_id=chat_id,
        en=ahora,
    )


def _misma(una: Evidencia, otra: Evidencia) -> bool:
    if una.sha256 or otra.sha256:
        return una.sha256 == otra.sha256
    return una.texto == otra.texto
