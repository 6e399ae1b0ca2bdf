"""Progress of a quota: what was reported in its period, over all of its due dates (a year in two has two of them)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from dateutil.relativedelta import relativedelta
from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from municipio.plan.largas import comienzo
from municipio.plan.marcas import cuenta
from municipio.plan.modelo import AdopcionHecha, Estado, Reporte, VencimientoFila
from municipio.plan.recurrencia import Locales, Tramo, pasos
from municipio.plan.registro import Plan
from municipio.plan.vencimientos import ABIERTOS, cerrar, reabrir

_LARGO = {
    "semana": relativedelta(weeks=1),
    "mes": relativedelta(months=1),
    "semestre": relativedelta(months=6),
    "ano_del_plan": relativedelta(years=1),
}


@dataclass(frozen=True, slots=True)
class Lleva:
    """How many are reported, of how many that are due."""

    van: int
    de: int

    @property
    def completa(self) -> bool:
        """Whether nothing is missing."""
        return self.van >= self.de


def es_cuota(fila: VencimientoFila) -> bool:
    """Whether it is reached by counting."""
    return fila.tipo == "cuota"


def empieza(fila: VencimientoFila) -> date:
    """The first day of the period of a quota."""
    return comienzo(fila.clave)


def lleva(sesion: Session, fila: VencimientoFila) -> Lleva:
    """How far a quota has come."""
    consulta = (
        select(func.count()).select_from(Reporte).join(VencimientoFila, Reporte.vencimiento == VencimientoFila.id)
    )
    return Lleva(sesion.scalar(consulta.where(*del_periodo(fila), cuenta(Reporte.marca))) or 0, _meta(fila))


@dataclass(frozen=True, slots=True)
class Atraso:
    """A quota behind its pace: so many are reported, so many should be by now (its pace point)."""

    van: int
    de: int
    deberian: int


def atraso(sesion: Session, plan: Plan, fila: VencimientoFila, hoy: date, locales: Locales = ()) -> Atraso | None:
    """How far behind a quota is at its last pace point until today; None when it is not, or has no points.

    A quota of a year has a due date for each of its points: it is reminded of each as of any other.
    """
    tramo = _tramo(plan, fila) if es_cuota(fila) else None
    if tramo is None or not tramo.desde <= hoy <= tramo.hasta:
        return None
    desde = sesion.get_one(AdopcionHecha, fila.adopcion).desde
    puntos = list(enumerate(pasos(tramo, _meta(fila), locales), 1))
    if not any(desde <= dia <= hoy for _, dia in puntos):
        return None
    deberian = max(numero for numero, dia in puntos if dia <= hoy)
    avance = lleva(sesion, fila)
    return Atraso(avance.van, avance.de, deberian) if avance.van < deberian else None


def cerrar_alcanzadas(sesion: Session, fila: VencimientoFila, van: int, ahora: datetime) -> list[VencimientoFila]:
    """Close every due date of the period for which so many are enough; those that it closed."""
    abiertas = select(VencimientoFila).where(*del_periodo(fila), VencimientoFila.estado.in_(ABIERTOS))
    alcanzadas = [una for una in sesion.scalars(abiertas) if _meta(una) <= van]
    for una in alcanzadas:
        cerrar(una, ahora)
    return alcanzadas


def reabrir_perdidas(sesion: Session, fila: VencimientoFila) -> list[VencimientoFila]:
    """Open again every due date of the period for which what is reported is not enough any more; those it opened."""
    van = lleva(sesion, fila).van
    cerradas = select(VencimientoFila).where(*del_periodo(fila), VencimientoFila.estado == Estado.CUMPLIDO)
    perdidas = [una for una in sesion.scalars(cerradas) if _meta(una) > van]
    for una in perdidas:
        reabrir(una)
    return perdidas


def del_periodo(fila: VencimientoFila) -> tuple[ColumnElement[bool], ...]:
    """Which due dates are of the same period of the same quota."""
    periodo = fila.clave.rpartition(":")[0]
    return (
        VencimientoFila.municipio == fila.municipio,
        VencimientoFila.adopcion == fila.adopcion,
        VencimientoFila.clave.startswith(f"{periodo}:", autoescape=True),
    )


def _tramo(plan: Plan, fila: VencimientoFila) -> Tramo | None:
    """The period of a quota; None where the plan has it no more, or where each pace point is a due date."""
    accion = next((una for una in plan.acciones if una.clave == fila.accion), None)
    numero = int(fila.clave.split(":")[-3])
    if accion is None or numero >= len(accion.cuotas):
        return None
    largo = _LARGO.get(accion.cuotas[numero].periodo)
    desde = empieza(fila)
    return Tramo(desde, desde + largo - timedelta(days=1), fila.periodo) if largo else None


def _meta(fila: VencimientoFila) -> int:
    numero = (fila.meta or "1").split()[0]
    return int(numero) if numero.isdecimal() else 1
