"""Due dates as rows: written ahead from the agenda of the adoption in force, never twice, and closed by people."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from municipio.db.upsert import insert_new
from municipio.errors import EntradaInvalidaError
from municipio.plan.agenda import Adopcion, Vencimiento, agenda
from municipio.plan.largas import en_marcha, es_larga
from municipio.plan.modelo import AdopcionHecha, Estado, VencimientoFila
from municipio.plan.recurrencia import Locales
from municipio.plan.registro import Plan

ADELANTE = timedelta(days=45)
"""Rows are written this long before they come due: more than the earliest reminder needs. Those of a long quota, when
its period begins (`largas`)."""
ABIERTOS = (Estado.PENDIENTE, Estado.EN_CURSO)
_UNICO = (VencimientoFila.municipio, VencimientoFila.adopcion, VencimientoFila.clave)


def vigente(sesion: Session, municipio: str, hoy: date) -> AdopcionHecha | None:
    """The adoption in force on a day; None before the plan is adopted again: what is over never fires by itself."""
    return sesion.scalar(
        select(AdopcionHecha)
        .where(AdopcionHecha.municipio == municipio, AdopcionHecha.desde <= hoy)
        .order_by(AdopcionHecha.desde.desc())
        .limit(1)
    )


def proyectar(sesion: Session, municipio: str, plan: Plan, hoy: date, locales: Locales = ()) -> int:
    """Write the due dates of the adoption in force until `ADELANTE` from today, and those of the long quotas that are
    running; how many are new. Idempotent.

    What was written before is not computed again, but from today on: the plan may have changed.
    """
    adopcion = vigente(sesion, municipio, hoy)
    if adopcion is None:
        return 0
    escritos = _escritos(sesion, municipio)
    if escritos.keys() - {adopcion.id}:
        _anular_anteriores(sesion, municipio, adopcion)
    suyos = escritos.get(adopcion.id, {})
    hasta = max((vence for clave, vence in suyos.items() if not es_larga(clave)), default=adopcion.desde)
    regla = Adopcion(adopcion.desde, adopcion.hasta, adopcion.desde.year)
    cercanos = agenda(plan, regla, min(hoy, hasta), hoy + ADELANTE, locales)
    todos = dict.fromkeys([*cercanos, *en_marcha(plan, regla, hoy, locales)])
    return _insertar(sesion, municipio, adopcion.id, [uno for uno in todos if uno.clave not in suyos])


def abiertos(sesion: Session, municipio: str, hasta: date | None = None) -> list[VencimientoFila]:
    """What is still to be done, the earliest first; up to a day if one is given."""
    consulta = select(VencimientoFila).where(
        VencimientoFila.municipio == municipio, VencimientoFila.estado.in_(ABIERTOS)
    )
    if hasta is not None:
        consulta = consulta.where(VencimientoFila.para <= hasta)
    return list(sesion.scalars(consulta.order_by(VencimientoFila.para, VencimientoFila.id)))


def de_cargos(filas: Iterable[VencimientoFila], cargos: frozenset[str]) -> list[VencimientoFila]:
    """Those for which one of `cargos` answers."""
    return [fila for fila in filas if cargos & set(fila.responsables)]


def _escritos(sesion: Session, municipio: str) -> dict[int, dict[str, date]]:
    """By adoption, the due dates that are written, with their day."""
    columnas = select(VencimientoFila.adopcion, VencimientoFila.clave, VencimientoFila.vence)
    escritos: dict[int, dict[str, date]] = {}
    for adopcion, clave, vence in sesion.execute(columnas.where(VencimientoFila.municipio == municipio)):
        escritos.setdefault(adopcion, {})[clave] = vence
    return escritos


def _anular_anteriores(sesion: Session, municipio: str, adopcion: AdopcionHecha) -> None:
    """What an earlier adoption left open from the new one's day on is void: the new one has its own dates."""
    viejos = (
        update(VencimientoFila)
        .where(VencimientoFila.municipio == municipio, VencimientoFila.adopcion != adopcion.id)
        .where(VencimientoFila.vence >= adopcion.desde, VencimientoFila.estado.in_(ABIERTOS))
    )
    sesion.execute(viejos.values(estado=Estado.ANULADO.value), execution_options={"synchronize_session": False})


def _insertar(sesion: Session, municipio: str, adopcion: int, vencimientos: list[Vencimiento]) -> int:
    filas = [_fila(municipio, adopcion, v) for v in vencimientos]
    return len(insert_new(sesion, VencimientoFila, filas, _UNICO, VencimientoFila.id))


def _fila(municipio: str, adopcion: int, v: Vencimiento) -> dict[str, Any]:
    return {
        "municipio": municipio,
        "adopcion": adopcion,
        "clave": v.clave,
        "accion": v.accion,
        "nombre": v.nombre,
        "tipo": v.tipo,
        "periodo": v.periodo,
        "indicador": v.indicador,
        "meta": v.meta,
        "responsables": list(v.responsables),
        "vence": v.vence,
        "para": v.vence,
        "estado": Estado.PENDIENTE.value,
        "aplazado": 0,
    }


def tomar(sesion: Session, fila: VencimientoFila, cargo: str) -> None:
    """Lock it for one of its posts. What is not of the post, or void, is refused."""
    if cargo not in fila.responsables:
        raise EntradaInvalidaError("Esto no está entre sus pendientes.")
    bloquear(sesion, fila)


def bloquear(sesion: Session, fila: VencimientoFila) -> None:
    """Lock it, as fresh as the database has it. What is void is refused."""
    sesion.flush()
    sesion.refresh(fila, with_for_update=True)
    if fila.estado == Estado.ANULADO:
        raise EntradaInvalidaError("Esta fecha ya no cuenta, porque el plan se volvió a adoptar.")


def cerrar(fila: VencimientoFila, ahora: datetime) -> None:
    """It is done: nothing more is reminded of it."""
    fila.estado, fila.cerrado_en = Estado.CUMPLIDO.value, ahora


def reabrir(fila: VencimientoFila) -> None:
    """It is not done: as it was before, on its way if somebody had said so."""
    fila.estado = (Estado.PENDIENTE if fila.visto_en is None else Estado.EN_CURSO).value
    fila.cerrado_en = None
