"""The adoptions of a plan, and its due dates over all of them."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from municipio.errors import EntradaInvalidaError
from municipio.plan.agenda import Adopcion, Vencimiento, agenda, original, readopcion
from municipio.plan.modelo import AdopcionHecha, PlanCargado
from municipio.plan.recurrencia import Locales
from municipio.plan.registro import Plan


def plan_de(sesion: Session, municipio: str) -> Plan:
    """The plan of a municipality. Without one it is an `EntradaInvalidaError`."""
    fila = sesion.get(PlanCargado, municipio)
    if fila is None:
        raise EntradaInvalidaError(
            f"«{municipio}» no tiene plan de acción cargado (data/municipios/{municipio}/plan.yml)"
        )
    return Plan.model_validate(fila.cuerpo)


def adoptar(sesion: Session, municipio: str, desde: date, hasta: date | None, ahora: datetime) -> Adopcion:
    """Adopt the plan again from `desde` on. What came due before stays as it was.

    A date before the last adoption, or an end before the beginning, is an `EntradaInvalidaError`.
    """
    plan = plan_de(sesion, municipio)
    antes = adopciones(sesion, municipio, plan)[-1]
    nueva = readopcion(desde, hasta)
    if nueva.hasta <= desde:
        raise EntradaInvalidaError(f"El plan no puede terminar el {nueva.hasta} si se adopta el {desde}")
    if desde <= (antes.desde or date(plan.ano, 1, 1)):
        raise EntradaInvalidaError(
            f"La adopción anterior es del {antes.desde or plan.ano}: la nueva tiene que ser después"
        )
    sesion.add(AdopcionHecha(municipio=municipio, desde=desde, hasta=nueva.hasta, creada_en=ahora))
    return nueva


def adopciones(sesion: Session, municipio: str, plan: Plan) -> list[Adopcion]:
    """The adoption of the document itself and those that were made later, in order."""
    hechas = sesion.scalars(
        select(AdopcionHecha).where(AdopcionHecha.municipio == municipio).order_by(AdopcionHecha.desde)
    )
    return [original(plan), *(Adopcion(una.desde, una.hasta, una.desde.year) for una in hechas)]


def agenda_de(plan: Plan, hechas: list[Adopcion], desde: date, hasta: date, locales: Locales = ()) -> list[Vencimiento]:
    """The due dates of a window; each adoption rules from its day until the day before the next."""
    reglas = zip(hechas, [*(una.desde for una in hechas[1:]), None], strict=True)
    todos = [
        vencimiento
        for adopcion, siguiente in reglas
        for vencimiento in agenda(plan, adopcion, desde, hasta, locales)
        if siguiente is None or vencimiento.vence < siguiente
    ]
    return sorted(todos)
