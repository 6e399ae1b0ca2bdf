"""How a plan is going, in words: each due date is done, on its way, still to come or late; and a light for many."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session

from municipio.plan.modelo import Estado, VencimientoFila
from municipio.plan.recordar import habiles_hasta
from municipio.plan.recurrencia import Locales
from municipio.plan.registro import Cargo
from municipio.plan.semestres import semestre_de
from municipio.plan.vencimientos import ABIERTOS

CERCA = 5
"""Business days before a due date from which the light is yellow."""


class Situacion(StrEnum):
    """Where a due date stands today."""

    CUMPLIDA = "cumplida"
    EN_CURSO = "en_curso"
    POR_VENCER = "por_vencer"
    VENCIDA = "vencida"


class Luz(StrEnum):
    """The light of an action or a post: something late, something near, or all in order."""

    ROJO = "rojo"
    AMARILLO = "amarillo"
    VERDE = "verde"


@dataclass(frozen=True, slots=True)
class Cuenta:
    """How many due dates stand how, with their light."""

    luz: Luz
    cumplidas: int
    en_curso: int
    por_vencer: int
    vencidas: int


def situacion(fila: VencimientoFila, hoy: date) -> Situacion:
    """Late is what is open after its day, whoever is on it."""
    if fila.estado == Estado.CUMPLIDO:
        return Situacion.CUMPLIDA
    if fila.para < hoy:
        return Situacion.VENCIDA
    return Situacion.EN_CURSO if fila.estado == Estado.EN_CURSO else Situacion.POR_VENCER


def del_semestre(sesion: Session, municipio: str, hoy: date) -> list[VencimientoFila]:
    """The due dates of this half of the year, and what is still open from before; what is void is not told."""
    semestre = semestre_de(hoy)
    abierta = and_(VencimientoFila.estado.in_(ABIERTOS), VencimientoFila.para < hoy)
    cuentan = select(VencimientoFila).where(
        VencimientoFila.municipio == municipio,
        VencimientoFila.estado != Estado.ANULADO.value,
        or_(VencimientoFila.vence.between(semestre.desde, semestre.hasta), abierta),
    )
    return list(sesion.scalars(cuentan.order_by(VencimientoFila.para, VencimientoFila.id)))


def contar(filas: Iterable[VencimientoFila], hoy: date, locales: Locales = ()) -> Cuenta:
    """The counts and the light of some due dates."""
    filas = list(filas)
    cuantas = Counter(situacion(fila, hoy) for fila in filas)
    return Cuenta(
        _luz(filas, hoy, locales),
        cuantas[Situacion.CUMPLIDA],
        cuantas[Situacion.EN_CURSO],
        cuantas[Situacion.POR_VENCER],
        cuantas[Situacion.VENCIDA],
    )


def por_accion(filas: Iterable[VencimientoFila]) -> dict[str, list[VencimientoFila]]:
    """The due dates under the name of what they belong to, in the order in which each first comes due."""
    grupos: dict[str, list[VencimientoFila]] = {}
    for fila in filas:
        grupos.setdefault(fila.nombre, []).append(fila)
    return grupos


def por_cargo(filas: Sequence[VencimientoFila], cargos: Iterable[Cargo]) -> dict[str, list[VencimientoFila]]:
    """The due dates under the name of each post that answers for some, in the order of the plan."""
    grupos = {cargo.nombre: [fila for fila in filas if cargo.clave in fila.responsables] for cargo in cargos}
    return {nombre: suyas for nombre, suyas in grupos.items() if suyas}


def vencidas(filas: Iterable[VencimientoFila], hoy: date) -> list[VencimientoFila]:
    """The late ones."""
    return [fila for fila in filas if situacion(fila, hoy) is Situacion.VENCIDA]


def cumplidas(filas: Iterable[VencimientoFila]) -> list[VencimientoFila]:
    """Those that are done, the last one first."""
    hechas = [(fila.cerrado_en, fila.id, fila) for fila in filas if fila.cerrado_en is not None]
    return [fila for *_, fila in sorted(hechas, key=lambda una: una[:2], reverse=True)]


def _luz(filas: Sequence[VencimientoFila], hoy: date, locales: Locales) -> Luz:
    abiertas = [fila.para for fila in filas if fila.estado != Estado.CUMPLIDO]
    if not abiertas:
        return Luz.VERDE
    proxima = min(abiertas)
    if proxima < hoy:
        return Luz.ROJO
    return Luz.AMARILLO if habiles_hasta(hoy, proxima, locales) <= CERCA else Luz.VERDE
