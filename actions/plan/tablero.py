"""`/tablero`: how the plan is going, for the coordination and internal control: by action, by post, what is late."""

from __future__ import annotations

from collections.abc import Sequence

from actions.context import Context, button, in_rows, menu_buttons
from actions.pages import page_of
from actions.plan.botones import Rows, choice
from actions.plan.cuando import until
from actions.plan.mios import oversees, posts
from actions.render import texts
from actions.turn import Attachment, Reply
from municipio.plan import tablero, vencimientos
from municipio.plan.modelo import VencimientoFila

VIEWS = {"vencidas": "las_vencidas", "cumplidas": "las_cumplidas", "accion": "por_accion", "cargo": "por_cargo"}
"""View → the name of its button."""


def attend(ctx: Context) -> Reply:
    """`tablero`, `tablero:<view>:<page>`; a view may be typed after the command."""
    if not oversees(ctx):
        return ctx.reply("plan/solo_tablero", buttons=menu_buttons())
    view, number = (*ctx.argument, "", "")[:2]
    today = ctx.local.date()
    filas = tablero.del_semestre(ctx.session, ctx.slug, today)
    if not filas and vencimientos.vigente(ctx.session, ctx.slug, today) is None:
        return ctx.reply("plan/tablero_sin_plan", buttons=menu_buttons(), slug=ctx.slug, hoy=today.isoformat())
    if view in ("accion", "cargo"):
        return _grouped(ctx, filas, view, number)
    reply = _listed(ctx, filas, "cumplidas" if view == "cumplidas" else "vencidas", number)
    return reply if ctx.turn.kind == "press" and view else reply.with_files(*_pictures(ctx))


def _pictures(ctx: Context) -> tuple[Attachment, ...]:
    """The board as it is shown first: by post and by action."""
    return tuple(
        Attachment("photo", "plan.tablero", {"municipio": ctx.slug, "vista": vista}, texts()["tablero"][vista])
        for vista in ("cargo", "accion")
    )


def _listed(ctx: Context, filas: Sequence[VencimientoFila], view: str, number: str) -> Reply:
    """Those that are late, or those that are done; each opens its card."""
    today, names = ctx.local.date(), posts(ctx)
    page = page_of(tablero.cumplidas(filas) if view == "cumplidas" else tablero.vencidas(filas, today), number)
    rows = tuple(choice(n, fila.nombre, f"v:{fila.id}") for n, fila in enumerate(page.shown, 1))
    return ctx.reply(
        "plan/tablero",
        buttons=(*rows, *page.steering(lambda n: f"tablero:{view}:{n}", None), *_others(view)),
        replaces=ctx.turn.kind == "press",
        vista=view,
        cuenta=tablero.contar(filas, today, ctx.municipio.no_habiles),
        pagina=page,
        lineas=[(fila, until(ctx, fila), [names.get(c, c) for c in fila.responsables]) for fila in page.shown],
    )


def _grouped(ctx: Context, filas: Sequence[VencimientoFila], view: str, number: str) -> Reply:
    today, closed = ctx.local.date(), ctx.municipio.no_habiles
    plan = ctx.catalogo.plan
    groups = tablero.por_cargo(filas, plan.cargos if plan else ()) if view == "cargo" else tablero.por_accion(filas)
    page = page_of(list(groups), number)
    return ctx.reply(
        "plan/tablero_partes",
        buttons=(*page.steering(lambda n: f"tablero:{view}:{n}", None), *_others(view)),
        replaces=ctx.turn.kind == "press",
        vista=view,
        pagina=page,
        partes=[(name, tablero.contar(groups[name], today, closed)) for name in page.shown],
    )


def _others(view: str) -> Rows:
    views = in_rows([button(text, f"tablero:{name}:0") for name, text in VIEWS.items() if name != view], 2)
    return (*views, (button("agenda", "agenda"), button("informe", "informe")))
