"""The actions of the plan: by theme, by post, and a card for each."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from actions.context import Context, button
from actions.pages import Page, page_of
from actions.plan import progreso
from actions.plan.botones import card_choices, choice, others
from actions.plan.tiempo import in_words
from actions.plan.vigencia import vigencia
from actions.render import texts
from actions.turn import Outcome, Reply
from municipio.plan.registro import Accion, Cargo, Plan
from municipio.plan.servicio import agenda_de

KEPT = "accion"
"""What the state keeps: the action that was told last."""
AHEAD = timedelta(days=370)
"""How far the next due date of an action is looked for."""


def themes(plan: Plan) -> dict[str, list[Accion]]:
    """The actions under their themes, in the order of the plan."""
    found: dict[str, list[Accion]] = {}
    for accion in plan.acciones:
        found.setdefault(accion.linea or texts()["plan"]["otras"], []).append(accion)
    return found


def list_themes(ctx: Context, plan: Plan, number: str = "0") -> Reply:
    """The themes; the actions at once when almost each one has a theme of its own."""
    grouped = themes(plan)
    if len(grouped) > len(plan.acciones) / 2:
        return _listed(ctx, None, page_of(plan.acciones, number), "plan:acciones", None)
    page = page_of(list(grouped), number)
    first = page.shown[0]
    start = list(grouped).index(first)
    rows = tuple(choice(n, name, f"plan:tema:{start + n - 1}:0") for n, name in enumerate(page.shown, 1))
    return ctx.reply(
        "plan/temas",
        buttons=(*rows, *page.steering(lambda n: f"plan:acciones:{n}", "plan:general")),
        replaces=pressed(ctx),
        plan=plan,
        pagina=page,
        temas=[(name, len(grouped[name])) for name in page.shown],
    )


def list_theme(ctx: Context, plan: Plan, which: str, number: str) -> Reply:
    """The actions of one theme, a page at a time."""
    grouped = list(themes(plan).items())
    if not which.isdecimal() or int(which[:4]) >= len(grouped):
        return list_themes(ctx, plan)
    name, acciones = grouped[int(which)]
    return _listed(ctx, name, page_of(acciones, number), f"plan:tema:{which}", "plan:acciones")


def list_posts(ctx: Context, plan: Plan, number: str = "0", *, missed: bool = False) -> Reply:
    """The posts that answer for something, to see the actions of each. `missed`: what was asked is not in the plan."""
    page = page_of([c for c in plan.cargos if of_post(plan, c)], number)
    rows = tuple(choice(n, cargo.nombre, f"plan:c:{cargo.clave}:0") for n, cargo in enumerate(page.shown, 1))
    return ctx.reply(
        "plan/cargos",
        buttons=(*rows, *page.steering(lambda n: f"plan:quien:{n}", "plan:general")),
        replaces=pressed(ctx),
        pagina=page,
        cargos=[(cargo.nombre, len(of_post(plan, cargo))) for cargo in page.shown],
        falta=missed,
    )


def list_post(ctx: Context, plan: Plan, clave: str, number: str) -> Reply:
    """Who belongs to a post that is a group, and the actions that it answers for."""
    cargo = next((c for c in plan.cargos if c.clave == clave), None)
    if cargo is None:
        return list_posts(ctx, plan)
    return _listed(ctx, cargo.nombre, page_of(of_post(plan, cargo), number), f"plan:c:{clave}", "plan:quien", cargo)


def of_post(plan: Plan, cargo: Cargo) -> list[Accion]:
    """The actions for which a post answers."""
    return [accion for accion in plan.acciones if cargo.clave in accion.responsables]


def choose(ctx: Context, acciones: Sequence[Accion]) -> Reply:
    """Several actions are like what was asked: which one."""
    shown = acciones[:4]
    return ctx.reply(
        "plan/cual",
        Outcome.CLARIFY,
        buttons=(*card_choices(shown), (button("plan_acciones", "plan:acciones"),)),
        acciones=shown,
    )


def who(ctx: Context, plan: Plan, acciones: Sequence[Accion]) -> Reply:
    """The posts that answer for the actions that a question names."""
    shown = acciones[:4]
    ctx.state.extra[KEPT] = shown[0].clave
    return ctx.reply(
        "plan/responsables",
        buttons=(*card_choices(shown), *others("quien")),
        acciones=[(accion, posts(plan, accion)) for accion in shown],
    )


def card(ctx: Context, plan: Plan, clave: str, *, progress: bool = False) -> Reply:
    """All about an action. `progress`: how far it has come was asked."""
    accion = next((a for a in plan.acciones if a.clave == clave), None)
    if accion is None:
        return list_themes(ctx, plan)
    ctx.state.extra[KEPT] = clave
    when = vigencia(ctx, plan)
    ahead = agenda_de(plan, when.hechas, when.hoy, when.hoy + AHEAD, ctx.municipio.no_habiles)
    return ctx.reply(
        "plan/accion",
        buttons=((button("atras", _back(plan, accion)),), *others(None)),
        replaces=pressed(ctx),
        plan=plan,
        accion=accion,
        cargos=posts(plan, accion),
        tiempos=in_words(accion),
        vigencia=when,
        proximo=next((v for v in ahead if v.accion == clave), None),
        avance=progress,
        cuenta=progreso.cuenta(ctx, clave) if progress else None,
    )


def posts(plan: Plan, accion: Accion) -> list[Cargo]:
    """The posts that answer for an action, in the order of the document."""
    by_key = {cargo.clave: cargo for cargo in plan.cargos}
    return [by_key[clave] for clave in accion.responsables]


def pressed(ctx: Context) -> bool:
    """Whether a button was pressed, so that the answer takes the place of its message."""
    return ctx.turn.kind == "press"


def _back(plan: Plan, accion: Accion) -> str:
    grouped = list(themes(plan).values())
    where = next(n for n, acciones in enumerate(grouped) if accion in acciones)
    return f"plan:tema:{where}:0" if len(grouped[where]) > 1 else "plan:acciones"


def _listed(
    ctx: Context, title: str | None, page: Page[Accion], data: str, out: str | None, cargo: Cargo | None = None
) -> Reply:
    return ctx.reply(
        "plan/acciones",
        buttons=(*card_choices(page.shown), *page.steering(lambda n: f"{data}:{n}", out or "plan:general")),
        replaces=pressed(ctx),
        titulo=title,
        pagina=page,
        cargo=cargo,
    )
