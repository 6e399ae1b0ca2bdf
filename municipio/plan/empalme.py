"""What a post hands over: what is to be done, its actions, what was done with its evidence, and its history."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from municipio.errors import EntradaInvalidaError
from municipio.municipios.registro import Municipio
from municipio.plan.informe import Medida, Pruebas, Reportado, publico
from municipio.plan.modelo import Anotacion, Estado, VencimientoFila
from municipio.plan.periodos import dicho
from municipio.plan.registro import Accion, Cargo, Plan
from municipio.plan.tablero import Situacion, por_accion, situacion
from municipio.plan.vencimientos import de_cargos


@dataclass(frozen=True, slots=True)
class Pendiente:
    """A due date that is still open."""

    nombre: str
    periodo: str
    para: date
    situacion: Situacion


@dataclass(frozen=True, slots=True)
class Hecho:
    """What was done of something: how many due dates, the last one, what was reported, and the evidence."""

    nombre: str
    cuantas: int
    ultima: date
    medidas: tuple[Medida, ...]
    pruebas: Pruebas


@dataclass(frozen=True, slots=True)
class Suceso:
    """A line of the history: the day, what happened to the post or was done by it, of which action, and its detail."""

    dia: date
    que: str
    de: str | None
    detalle: str | None


@dataclass(frozen=True, slots=True)
class Empalme:
    """The handover of a post, on a day. Nobody is named."""

    municipio: Municipio
    plan: Plan
    cargo: Cargo
    dia: date
    pendientes: tuple[Pendiente, ...]
    acciones: tuple[Accion, ...]
    hechos: tuple[Hecho, ...]
    historia: tuple[Suceso, ...]


def empalme(sesion: Session, municipio: Municipio, plan: Plan, clave: str, ahora: datetime) -> Empalme:
    """All that whoever takes the post needs. A post that the plan does not have is an `EntradaInvalidaError`."""
    cargo = next((uno for uno in plan.cargos if uno.clave == clave), None)
    if cargo is None:
        raise EntradaInvalidaError("El plan no tiene ese cargo")
    dia = ahora.astimezone(ZoneInfo(municipio.zona_horaria)).date()
    filas = _del_cargo(sesion, municipio.slug, clave)
    abiertas = [fila for fila in filas if fila.estado != Estado.CUMPLIDO]
    cerradas = [fila for fila in filas if fila.estado == Estado.CUMPLIDO]
    reportado = Reportado(sesion, filas, municipio, plan)
    return Empalme(
        municipio,
        plan,
        cargo,
        dia,
        tuple(
            Pendiente(f.nombre.rstrip("."), dicho(f.periodo, municipio.no_habiles), f.para, situacion(f, dia))
            for f in abiertas
        ),
        tuple(accion for accion in plan.acciones if clave in accion.responsables),
        tuple(_hecho(nombre, suyas, reportado) for nombre, suyas in por_accion(cerradas).items()),
        tuple(_historia(sesion, municipio, clave, reportado.conocidos)),
    )


def _del_cargo(sesion: Session, municipio: str, clave: str) -> list[VencimientoFila]:
    """Every due date that counts and for which the post answers, of every adoption, the earliest first."""
    filas = select(VencimientoFila).where(
        VencimientoFila.municipio == municipio, VencimientoFila.estado != Estado.ANULADO.value
    )
    return de_cargos(sesion.scalars(filas.order_by(VencimientoFila.para, VencimientoFila.id)), frozenset({clave}))


def _hecho(nombre: str, filas: list[VencimientoFila], reportado: Reportado) -> Hecho:
    medidas = reportado.medidas(filas, {})
    return Hecho(nombre.rstrip("."), len(filas), max(f.vence for f in filas), medidas, reportado.pruebas(filas))


def _historia(sesion: Session, municipio: Municipio, clave: str, conocidos: Iterable[str]) -> list[Suceso]:
    """The audit of the post, the oldest first; in what somebody wrote, no name but those of `conocidos`."""
    zona = ZoneInfo(municipio.zona_horaria)
    lineas = (
        select(Anotacion, VencimientoFila.nombre)
        .outerjoin(VencimientoFila, VencimientoFila.id == Anotacion.vencimiento)
        .where(Anotacion.municipio == municipio.slug, Anotacion.cargo == clave)
        .order_by(Anotacion.en, Anotacion.id)
    )
    return [
        Suceso(
            una.en.astimezone(zona).date(),
            una.que,
            nombre.rstrip(".") if nombre else None,
            publico(una.detalle, conocidos) if una.detalle else None,
        )
        for una, nombre in sesion.execute(lineas)
    ]
