"""`/cargos`: how many hold each post of the plan, for the coordination; whoever holds posts sees their own."""

from __future__ import annotations

from actions.cargos import quien
from actions.context import Context
from actions.pages import page_of
from actions.turn import Reply
from municipio.plan.titulares import puestos


def attend(ctx: Context) -> Reply:
    """`cargos`, `cargos:p:<page>`; a command's text is not read."""
    if quien.coordinates(ctx):
        return _all(ctx, ctx.argument[1] if len(ctx.argument) == 2 else "0")
    mine = quien.held(ctx)
    if not mine:
        return quien.refuse(ctx)
    return ctx.reply(
        "cargos/mios", cargos=[(quien.named(ctx, fila.cargo), fila) for fila in mine], hoy=ctx.local.date()
    )


def _all(ctx: Context, number: str) -> Reply:
    plan = ctx.catalogo.plan
    if plan is None:
        return ctx.reply("cargos/sin_plan")
    every = puestos(ctx.session, ctx.slug, plan, ctx.local.date())
    page = page_of(every, number)
    return ctx.reply(
        "cargos/todos",
        buttons=page.steering(lambda n: f"cargos:p:{n}", None),
        replaces=quien.pressed(ctx),
        pagina=page,
        vacios=sum(not puesto.titulares for puesto in every),
        total=len(every),
    )
