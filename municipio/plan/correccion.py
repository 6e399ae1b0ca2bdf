"""A «Cumplida» pressed by mistake is taken back, by who pressed it or by the coordination, for some days.

The due date is again as it was before, and is reminded as it would have been. What was reported and shown with it
stays as history and counts no more.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from municipio.calendario import sumar_habiles
from municipio.errors import EntradaInvalidaError
from municipio.plan.cuotas import del_periodo, es_cuota, reabrir_perdidas
from municipio.plan.modelo import Anotacion, Estado, Marca, VencimientoFila
from municipio.plan.noticias import saber
from municipio.plan.recurrencia import Locales
from municipio.plan.vencimientos import bloquear, reabrir


@dataclass(frozen=True, slots=True)
class Corrige:
    """Who corrects, and until when the plan lets it (`Plan.correccion`)."""

    chat_id: int | None
    coordina: bool
    dias: int
    local: datetime
    locales: Locales = ()

    def hasta(self, marca: Marca) -> date:
        """The last day on which a «Cumplida» may be corrected."""
        return sumar_habiles(marca.en.astimezone(self.local.tzinfo).date(), self.dias, self.locales)

    def puede(self, marca: Marca) -> bool:
        """Whether it is theirs to correct."""
        return self.coordina or (self.chat_id is not None and self.chat_id == marca.chat_id)

    def a_tiempo(self, marca: Marca) -> bool:
        """Whether it may still be corrected today."""
        return self.local.date() <= self.hasta(marca)


def corregible(sesion: Session, fila: VencimientoFila, quien: Corrige) -> Marca | None:
    """The last «Cumplida» of a due date (of a quota, of its whole period) that `quien` may correct now."""
    if fila.estado == Estado.ANULADO:
        return None
    suyas = (marca for marca in _vivas(sesion, fila) if quien.puede(marca))
    marca = next(suyas, None)
    return marca if marca is not None and quien.a_tiempo(marca) else None


def corregir(sesion: Session, fila: VencimientoFila, numero: int, quien: Corrige) -> None:
    """Take back the «Cumplida» of that number, once. What is not allowed is an `EntradaInvalidaError` that says why."""
    bloquear(sesion, fila)
    marca = _bloqueada(sesion, fila, numero)
    if not quien.puede(marca):
        raise EntradaInvalidaError("Solo la puede corregir quien la marcó como cumplida, o la coordinación.")
    if not quien.a_tiempo(marca):
        raise EntradaInvalidaError("Ya pasaron los días en que se podía corregir.")
    marca.corregida_en = quien.local
    sesion.flush()
    abiertas = _reabrir(sesion, fila, marca)
    if quien.chat_id is not None:
        saber(sesion, quien.chat_id, abiertas, quien.local)
    detalle = None if quien.chat_id == marca.chat_id else "por la coordinación"
    sesion.add(
        Anotacion(
            municipio=fila.municipio,
            vencimiento=fila.id,
            que="corregido",
            cargo=marca.cargo,
            detalle=detalle,
            en=quien.local,
        )
    )


def _vivas(sesion: Session, fila: VencimientoFila) -> list[Marca]:
    """Those that stand, the last one first."""
    suya = del_periodo(fila) if es_cuota(fila) else (VencimientoFila.id == fila.id,)
    marcas = select(Marca).join(VencimientoFila, VencimientoFila.id == Marca.vencimiento).where(*suya)
    return list(sesion.scalars(marcas.where(Marca.corregida_en.is_(None)).order_by(Marca.id.desc())))


def _bloqueada(sesion: Session, fila: VencimientoFila, numero: int) -> Marca:
    """That «Cumplida», locked and as fresh as the database has it, if it is of this due date and stands."""
    marca = sesion.get(Marca, numero, with_for_update=True, populate_existing=True)
    if marca is None or marca not in _vivas(sesion, fila):
        raise EntradaInvalidaError("Eso ya estaba corregido.")
    return marca


def _reabrir(sesion: Session, fila: VencimientoFila, marca: Marca) -> list[VencimientoFila]:
    """Every due date that is not done any more, in the state in which it was."""
    marcada = sesion.get_one(VencimientoFila, marca.vencimiento)
    if marcada.visto_en == marca.en:
        marcada.visto_en = marca.visto_antes
    if es_cuota(fila):
        abiertas = reabrir_perdidas(sesion, fila)
        if marcada.estado == Estado.EN_CURSO:
            reabrir(marcada)  # nobody may be on it any more
        return abiertas
    reabrir(fila)
    return [fila]
