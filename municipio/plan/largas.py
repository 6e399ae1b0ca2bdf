"""Quotas of a half-year or of a year of the plan: they have pace points months before they come due, so that what they
count must be there from the first day of their period."""

from __future__ import annotations

from datetime import date, timedelta

from municipio.plan.agenda import Adopcion, Vencimiento, agenda
from municipio.plan.recurrencia import Locales
from municipio.plan.registro import Plan

PERIODOS = ("semestre", "ano_del_plan")
_ANO, _MES = timedelta(days=366), timedelta(days=31)


def en_marcha(plan: Plan, adopcion: Adopcion, hoy: date, locales: Locales = ()) -> list[Vencimiento]:
    """The due dates of the long quotas whose period is running."""
    acciones = [accion for accion in plan.acciones if any(cuota.periodo in PERIODOS for cuota in accion.cuotas)]
    if not acciones:
        return []
    suyo = plan.model_copy(update={"acciones": acciones, "fases": [], "informes": []})
    todos = agenda(suyo, adopcion, hoy, hoy + _ANO, locales)
    return [uno for uno in todos if es_larga(uno.clave) and comienzo(uno.clave) <= hoy]


def es_larga(clave: str) -> bool:
    """Whether the key of a due date is that of a quota of more than a month."""
    return ":cuota:" in clave and date.fromisoformat(clave.rpartition(":")[2]) - comienzo(clave) > _MES


def comienzo(clave: str) -> date:
    """The first day of the period of a quota, which its key tells."""
    return date.fromisoformat(clave.split(":")[-2])
