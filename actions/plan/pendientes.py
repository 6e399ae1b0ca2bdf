"""What a responsable of the plan has to do, due first, and how far it has come this half-year."""

from __future__ import annotations

from actions.context import Context, button, menu_buttons
from actions.pages import page_of
from actions.plan.botones import choice
from actions.plan.cuando import progress, until
from actions.plan.mios import held, oversees, posts
from actions.turn import Reply
from municipio.plan import tablero, vencimientos

PAGE = "pagina_pendientes"
"""What the state keeps: the page that the responsable looks at."""


def attend(ctx: Context) -> Reply:
    """`pendientes` or `pendientes:<page>`: the open due dates of the posts of the chat."""
    suyos = held(ctx)
    if not suyos:
        return _no_post(ctx)
    filas = vencimientos.de_cargos(vencimientos.abiertos(ctx.session, ctx.slug), suyos)
    page = page_of(filas, ctx.argument[0] if ctx.argument else "0")
    ctx.state.extra[PAGE] = page.number
    rows = tuple(choice(n, fila.nombre, f"v:{fila.id}") for n, fila in enumerate(page.shown, 1))
    names = posts(ctx)
    return ctx.reply(
        "plan/pendientes",
        buttons=(*rows, *page.steering(lambda n: f"pendientes:{n}", None)) or menu_buttons(),
        replaces=ctx.turn.kind == "press",
        pagina=page,
        total=len(filas),
        cargos=[names.get(clave, clave) for clave in sorted(suyos)],
        adoptado=vencimientos.vigente(ctx.session, ctx.slug, ctx.local.date()) is not None,
        lineas=[(fila, until(ctx, fila), progress(ctx, fila)) for fila in page.shown],
    )


def progress_of_mine(ctx: Context) -> Reply:
    """`/avance`: how many due dates of the posts of the chat stand how, this half-year."""
    suyos = held(ctx)
    if not suyos:
        return _no_post(ctx)
    today = ctx.local.date()
    filas = vencimientos.de_cargos(tablero.del_semestre(ctx.session, ctx.slug, today), suyos)
    return ctx.reply(
        "plan/avance",
        buttons=((button("mis_pendientes", "pendientes"),),),
        cuenta=tablero.contar(filas, today, ctx.municipio.no_habiles),
        segundo=today.month > 6,
        ano=today.year,
    )


def _no_post(ctx: Context) -> Reply:
    return ctx.reply("plan/sin_cargo", buttons=menu_buttons(), mira=oversees(ctx), grupo=ctx.turn.group)
