"""Technical support of the municipal site and e-mail, for functionaries: the support table of the plan."""

from __future__ import annotations

from typing import Any

from actions.context import Context, button, menu_buttons
from actions.plan.botones import choice
from actions.tramites.consultar import channels
from actions.turn import Button, Outcome, Reply
from municipio.plan.busqueda import soportes_de
from municipio.plan.registro import Plan, Soporte


def attend(ctx: Context) -> Reply:
    """The procedure that fits the text or was pressed (`soporte:<place>`), or the list of them."""
    plan = ctx.catalogo.plan
    if plan is None or not plan.soporte:
        return _told(ctx, "soporte/sin_tabla")
    chosen = _pressed(plan, ctx.argument)
    if chosen is not None:
        return _steps(ctx, plan, chosen)
    found = [] if ctx.argument or ctx.turn.kind != "text" else soportes_de(plan, ctx.turn.text)
    return _steps(ctx, plan, found[0]) if len(found) == 1 else _list(ctx, plan, found or plan.soporte)


def _pressed(plan: Plan, argument: tuple[str, ...]) -> Soporte | None:
    place = argument[0] if argument else ""
    known = place.isdecimal() and len(place) < 4 and int(place) < len(plan.soporte)
    return plan.soporte[int(place)] if known else None


def _steps(ctx: Context, plan: Plan, soporte: Soporte) -> Reply:
    return _told(ctx, "soporte/pasos", button("otro_problema", "soporte:lista"), plan=plan, soporte=soporte)


def _told(ctx: Context, template: str, *first: Button, **values: Any) -> Reply:
    """A reply that ends with how to reach the coordination."""
    office = ctx.municipio.dependencia_de("atencion-ciudadano")
    return ctx.reply(
        template,
        buttons=(*((one,) for one in first), *menu_buttons()),
        replaces=ctx.turn.kind == "press",
        oficina=office,
        canales=channels(ctx.municipio, office),
        **values,
    )


def _list(ctx: Context, plan: Plan, offered: list[Soporte]) -> Reply:
    some = len(offered) < len(plan.soporte)
    rows = [choice(n, one.problema, f"soporte:{plan.soporte.index(one)}") for n, one in enumerate(offered, 1)]
    if some:
        rows.append((button("otro_problema", "soporte:lista"),))
    return ctx.reply(
        "soporte/lista",
        Outcome.CLARIFY,
        buttons=tuple(rows),
        replaces=ctx.turn.kind == "press",
        problemas=offered,
    )
