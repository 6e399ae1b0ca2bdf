"""The coordinator invites somebody to a post of the plan: which post, holder or substitute, and the invitation."""

from __future__ import annotations

from actions.cargos import quien
from actions.context import Context, button
from actions.render import texts
from actions.turn import Attachment, Outcome, Reply
from municipio.plan import titulares
from municipio.plan.registro import Cargo, Plan

CODE = "i_"
"""What a `/start` payload begins with when it carries an invitation."""


def command(ctx: Context) -> Reply:
    """`/invitar`, or `/invitar <post>`."""
    plan = ctx.catalogo.plan
    if not quien.coordinates(ctx) or plan is None:
        return _not_here(ctx)
    text = " ".join(ctx.argument)
    found = quien.found(plan, text, plan.cargos)
    if len(found) == 1:
        return _how(ctx, found[0])
    return quien.which(ctx, found or plan.cargos, "0", "invitar", missed=bool(text) and not found)


def attend(ctx: Context) -> Reply:
    """`invitar`, `invitar:p:<page>`, `invitar:<post>` (holder or substitute?), `invitar:<post>:t`, `…:s`."""
    plan = ctx.catalogo.plan
    if not quien.coordinates(ctx) or plan is None:
        return _not_here(ctx)
    match ctx.argument:
        case (key, "t" | "s" as how) if (cargo := _post(plan, key)) is not None:
            return invited(ctx, cargo, _code(ctx, cargo, how), suplente=how == "s")
        case ("p", page):
            return quien.which(ctx, plan.cargos, page, "invitar")
        case (key,) if (cargo := _post(plan, key)) is not None:
            return _how(ctx, cargo)
        case _:
            return quien.which(ctx, plan.cargos, "0", "invitar")


def invited(ctx: Context, cargo: Cargo, code: str, *, suplente: bool, handed: bool = False) -> Reply:
    """The invitation, as a link, as words and as a QR. `handed`: whoever held the post has just left it."""
    payload = f"{CODE}{code}"
    link = f"https://t.me/{ctx.turn.bot}?start={payload}" if ctx.turn.bot else None
    until = (ctx.local + titulares.VIDA).date()
    reply = ctx.reply(
        "cargos/invitacion",
        replaces=quien.pressed(ctx),
        cargo=cargo,
        suplente=suplente,
        entregado=handed,
        enlace=link,
        palabras=f"/start {payload}",
        vence=until,
    )
    if link is None:
        return reply
    params = {"municipio": ctx.slug, "cargo": cargo.clave, "como": titulares.como(suplente), "enlace": link}
    params["vence"] = until.isoformat()
    return reply.with_files(Attachment("photo", "cargos.invitacion", params, texts()["archivos"]["invitacion"]))


def _not_here(ctx: Context) -> Reply:
    return ctx.reply("cargos/sin_plan") if quien.coordinates(ctx) else quien.only_coordination(ctx)


def _post(plan: Plan, key: str) -> Cargo | None:
    return next((cargo for cargo in plan.cargos if cargo.clave == key), None)


def _code(ctx: Context, cargo: Cargo, how: str) -> str:
    return titulares.invitar(ctx.session, ctx.slug, cargo.clave, ctx.turn.now, how == "s")


def _how(ctx: Context, cargo: Cargo) -> Reply:
    kinds = (button("titular", f"invitar:{cargo.clave}:t"), button("suplente", f"invitar:{cargo.clave}:s"))
    return ctx.reply(
        "cargos/como",
        Outcome.CLARIFY,
        buttons=(kinds, (button("atras", "invitar"),)),
        replaces=quien.pressed(ctx),
        cargo=cargo,
    )
