"""`/agenda`: what comes due in the next thirty days, by day: of whoever answers, or of everybody for who oversees."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import groupby

from actions.context import Context, button, menu_buttons
from actions.pages import page_of
from actions.plan.botones import choice
from actions.plan.mios import held, oversees
from actions.turn import Reply
from municipio.plan import vencimientos
from municipio.plan.modelo import VencimientoFila

DAYS = 30


def attend(ctx: Context) -> Reply:
    """`agenda` or `agenda:<page>`."""
    mine, whole = held(ctx), oversees(ctx)
    if not mine and not whole:
        return ctx.reply("plan/sin_cargo", buttons=menu_buttons(), mira=False, grupo=ctx.turn.group)
    today = ctx.local.date()
    rows = [f for f in vencimientos.abiertos(ctx.session, ctx.slug, today + timedelta(days=DAYS)) if f.para >= today]
    page = page_of(rows if whole else vencimientos.de_cargos(rows, mine), ctx.argument[0] if ctx.argument else "0")
    choices = tuple(choice(n, row.nombre, f"v:{row.id}") for n, row in enumerate(page.shown, 1))
    other = (button("tablero", "tablero"),) if whole else (button("mis_pendientes", "pendientes"),)
    return ctx.reply(
        "plan/agenda",
        buttons=(*choices, *page.steering(lambda n: f"agenda:{n}", None), other),
        replaces=ctx.turn.kind == "press",
        dias=DAYS,
        todo=whole,
        pagina=page,
        por_dia=_by_day(page.shown),
        adoptado=vencimientos.vigente(ctx.session, ctx.slug, today) is not None,
    )


def _by_day(rows: Sequence[VencimientoFila]) -> list[tuple[date, list[tuple[int, VencimientoFila]]]]:
    """The due dates of each day, with the number of their button."""
    numbered = groupby(enumerate(rows, 1), key=lambda one: one[1].para)
    return [(day, list(these)) for day, these in numbered]
