"""A due date in words: until when, how far a quota has come, what counts as done."""

from __future__ import annotations

from datetime import date
from typing import Any

from actions.context import Context
from actions.render import texts
from municipio.fechas import fecha_cercana
from municipio.plan.cuotas import Lleva, empieza, es_cuota, lleva
from municipio.plan.modelo import VencimientoFila
from municipio.plan.periodos import dicho
from municipio.plan.recordar import habiles_hasta


def words() -> dict[str, Any]:
    """The texts of what is pending."""
    found: dict[str, Any] = texts()["pendientes"]
    return found


def until(ctx: Context, fila: VencimientoFila) -> str:
    """«vence el viernes 30 de enero, en 3 días hábiles»; of what is done, when it was."""
    today = ctx.local.date()
    if fila.cerrado_en is not None:
        return str(words()["se_cumplio"].format(dia=_day(fila.cerrado_en.astimezone(ctx.local.tzinfo).date(), today)))
    left = habiles_hasta(today, fila.para, ctx.municipio.no_habiles)
    phrase = {1: "manana", -1: "ayer"}.get(left) or ("faltan" if left > 0 else "vencio")
    if fila.para == today:
        phrase = "hoy"
    elif left == 0:
        phrase = "sin_habiles" if fila.para > today else "recien"
    told: str = words()["vence"][phrase].format(dia=_day(fila.para, today), n=abs(left))
    return told


def _day(day: date, today: date) -> str:
    return fecha_cercana(day) if day.year == today.year else f"{fecha_cercana(day)} de {day.year}"


def progress(ctx: Context, fila: VencimientoFila, reached: Lleva | None = None) -> str | None:
    """«van 2 de 3 este mes»; None for what is not counted."""
    if not es_cuota(fila):
        return None
    reached = reached or lleva(ctx.session, fila)
    told: str = words()["van"].format(van=reached.van, de=reached.de, cuando=_period(ctx, fila))
    return told


def counts_as_done(fila: VencimientoFila) -> str:
    """What has to be true to say that it is done."""
    told: dict[str, str] = words()["cuenta"]
    return told.get(fila.tipo, told["accion"])


def _period(ctx: Context, fila: VencimientoFila) -> str:
    today = ctx.local.date()
    if not empieza(fila) <= today <= fila.vence:
        start = fila.periodo.split()[0]
        return f"{words()['en'].get(start, 'en')} {dicho(fila.periodo, ctx.municipio.no_habiles)}"
    periods: dict[str, str] = words()["periodos"]
    return next((text for start, text in periods.items() if fila.periodo.startswith(start)), periods["mes"])
