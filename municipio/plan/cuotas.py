"""Progress of a quota: what was reported in its period, over all of its due dates (a year in two has two of them)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from municipio.plan.modelo import Reporte, VencimientoFila
from municipio.plan.vencimientos import ABIERTOS, cerrar


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
    """The first day of the period of a quota, which its key tells."""
    return date.fromisoformat(fila.clave.split(":")[-2])


def lleva(sesion: Session, fila: VencimientoFila) -> Lleva:
    """How far a quota has come."""
    consulta = (
        select(func.count()).select_from(Reporte).join(VencimientoFila, Reporte.vencimiento == VencimientoFila.id)
    )
    return Lleva(sesion.scalar(consulta.where(*_del_periodo(fila))) or 0, _meta(fila))


def cerrar_alcanzadas(sesion: Session, fila: VencimientoFila, van: int, ahora: datetime) -> list[VencimientoFila]:
    """Close every due date of the period for which so many are enough; those that it closed."""
    abiertas = select(VencimientoFila).where(*_del_periodo(fila), VencimientoFila.estado.in_(ABIERTOS))
    alcanzadas = [una for una in sesion.scalars(abiertas) if _meta(una) <= van]
    for una in alcanzadas:
        cerrar(una, ahora)
    return alcanzadas


def _del_periodo(fila: VencimientoFila) -> tuple[ColumnElement[bool], ...]:
    periodo = fila.clave.rpartition(":")[0]
    return (
        VencimientoFila.municipio == fila.municipio,
        VencimientoFila.adopcion == fila.adopcion,
        VencimientoFila.clave.startswith(f"{periodo}:", autoescape=True),
    )


def _meta(fila: VencimientoFila) -> int:
    numero = (fila.meta or "1").split()[0]
    return int(numero) if numero.isdecimal() else 1
