"""The plan de acción, which is public: what it is, what it will do, when, and who answers for it."""

from __future__ import annotations

from datetime import timedelta

from actions.context import Context, menu_buttons
from actions.pages import page_of
from actions.plan import acciones, progreso
from actions.plan.botones import others
from actions.plan.entender import means_the_same, topic
from actions.plan.vigencia import vigencia
from actions.tramites.consultar import channels
from actions.turn import Reply
from municipio.plan.busqueda import acciones_de, cargos_de, dice_algo
from municipio.plan.registro import Accion, Plan
from municipio.plan.servicio import agenda_de

SOON = timedelta(days=30)
TOLD = {
    "general": "plan/general",
    "objetivos": "plan/objetivos",
    "fases": "plan/fases",
    "seguimiento": "plan/seguimiento",
}
"""Parts that are told as they stand in the plan, and their templates."""


def attend(ctx: Context) -> Reply:
    """What was pressed (`plan:<part>:…`), or what the text asks for."""
    plan = ctx.catalogo.plan
    if plan is None:
        return _without(ctx)
    if ctx.argument or ctx.turn.kind != "text":
        return _part(ctx, plan, ctx.argument)
    return _asked(ctx, plan, ctx.turn.text)


def _part(ctx: Context, plan: Plan, argument: tuple[str, ...]) -> Reply:
    name, first, second = (*argument, "", "", "")[:3]
    match name:
        case "acciones":
            return acciones.list_themes(ctx, plan, first)
        case "tema":
            return acciones.list_theme(ctx, plan, first, second)
        case "quien":
            return acciones.list_posts(ctx, plan, first)
        case "c":
            return acciones.list_post(ctx, plan, first, second)
        case "a":
            return acciones.card(ctx, plan, first)
        case "vence":
            return _soon(ctx, plan, first)
        case _:
            return _told(ctx, plan, name if name in TOLD else "general")


def _asked(ctx: Context, plan: Plan, text: str) -> Reply:
    about = topic(text)
    match about:
        case str() if about in TOLD:
            return _told(ctx, plan, about)
        case "comite":
            return acciones.list_post(ctx, plan, plan.comite.responsables[0], "0")
        case "cargo" if named := cargos_de(plan, text):
            return acciones.list_post(ctx, plan, named[0].clave, "0")
        case _:
            return _about_actions(ctx, plan, text, about)


def _about_actions(ctx: Context, plan: Plan, text: str, about: str | None) -> Reply:
    """The actions that the text names; the part of the plan that it asks for when it names none."""
    found = acciones_de(plan, text) or _last(ctx, plan, text)
    if not found and about in ("quien", "cargo"):
        return acciones.list_posts(ctx, plan, missed=dice_algo(text))
    if not found:
        return _part(ctx, plan, ("seguimiento" if about == "avance" else about or "general",))
    if about in ("quien", "cargo"):
        return acciones.who(ctx, plan, found)
    if len(found) == 1:
        return acciones.card(ctx, plan, found[0].clave, progress=about == "avance")
    return acciones.choose(ctx, found)


def _last(ctx: Context, plan: Plan, text: str) -> list[Accion]:
    last = ctx.state.extra.get(acciones.KEPT)
    return [a for a in plan.acciones if a.clave == last] if means_the_same(text) else []


def _told(ctx: Context, plan: Plan, part: str) -> Reply:
    office = ctx.municipio.dependencia_de("planeacion")
    return ctx.reply(
        TOLD[part],
        buttons=others(part),
        replaces=acciones.pressed(ctx),
        plan=plan,
        cargos={cargo.clave: cargo for cargo in plan.cargos},
        vigencia=vigencia(ctx, plan),
        cuenta=progreso.cuenta(ctx),
        oficina=office,
        canales=channels(ctx.municipio, office),
    )


def _soon(ctx: Context, plan: Plan, number: str) -> Reply:
    """What comes due in the next days, a page at a time."""
    when = vigencia(ctx, plan)
    due = agenda_de(plan, when.hechas, when.hoy, when.hoy + SOON, ctx.municipio.no_habiles)
    page = page_of(due, number)
    return ctx.reply(
        "plan/vence",
        buttons=(*page.steering(lambda n: f"plan:vence:{n}", None), *others("vence")),
        replaces=acciones.pressed(ctx),
        plan=plan,
        pagina=page,
        total=len(due),
        dias=SOON.days,
        cargos={cargo.clave: cargo.nombre for cargo in plan.cargos},
        vigencia=when,
    )


def _without(ctx: Context) -> Reply:
    """This municipality gave us no plan: whom to ask for it."""
    office = ctx.municipio.dependencia_de("planeacion")
    canales = channels(ctx.municipio, office)
    return ctx.reply("plan/sin_plan", buttons=menu_buttons(), canales=canales, oficina=office)
