"""The invited person: what the post means, «sí» or «no», and from then on it is theirs."""

from __future__ import annotations

from dataclasses import replace

from actions.cargos import quien
from actions.context import Context, menu_buttons
from actions.plan.mios import parts
from actions.render import label
from actions.turn import Button, Outcome, Reply
from municipio.plan import titulares
from municipio.plan.modelo import Invitacion
from municipio.plan.registro import Cargo, Plan

SEEN = "invitacion"
"""What the state keeps: the hash of the invitation that was shown. The code itself is kept nowhere."""


def ask(ctx: Context, code: str) -> Reply:
    """`/start i_<code>`: which post it is, what it means, and whether the person wants it."""
    if ctx.turn.chat_id is None:
        return ctx.reply("cargos/en_privado")
    row = titulares.invitacion(ctx.session, code, ctx.turn.now)
    there = None if row is None else _there(ctx, row)
    if row is None or there is None:
        return ctx.reply("cargos/invitacion_mala", buttons=menu_buttons())
    there.state.forget_topic()
    there.state.extra[SEEN] = row.hash
    reply = _question(there, row)
    return replace(reply, informs=True, municipio=None if ctx.turn.municipio in ctx.padron.slugs else row.municipio)


def attend(ctx: Context) -> Reply:
    """`cargo:si` or `cargo:no`."""
    seen = ctx.state.extra.pop(SEEN, None)
    if seen is None or ctx.turn.chat_id is None:
        return ctx.reply("cargos/sin_invitacion", buttons=menu_buttons())
    if ctx.argument != ("si",):
        return ctx.reply("cargos/no_aceptada", buttons=menu_buttons(), replaces=quien.pressed(ctx))
    titular = titulares.aceptar_vista(ctx.session, seen, ctx.turn.chat_id, ctx.turn.now)
    if titular is None:
        return ctx.reply("cargos/invitacion_mala", buttons=menu_buttons(), replaces=quien.pressed(ctx))
    there = replace(ctx, slug=titular.municipio)
    reply = there.reply(
        "cargos/aceptada",
        replaces=quien.pressed(ctx),
        cargo=quien.named(there, titular.cargo),
        suplente=titular.suplente,
    )
    return replace(reply, municipio=titular.municipio, menu=parts(there))


def _there(ctx: Context, row: Invitacion) -> Context | None:
    """This turn in the municipality of the invitation; None when this bot does not serve it, or the post is gone."""
    if row.municipio not in ctx.padron.slugs:
        return None
    there = replace(ctx, slug=row.municipio)
    return there if row.cargo in quien.posts(there) else None


def _question(ctx: Context, row: Invitacion) -> Reply:
    cargo, plan = quien.posts(ctx)[row.cargo], ctx.catalogo.plan
    yes, no = Button(label("si_es"), "cargo:si", quien.YES), Button(label("no_es"), "cargo:no", quien.NO)
    return ctx.reply(
        "cargos/pregunta",
        Outcome.CLARIFY,
        buttons=((yes, no),),
        cargo=cargo,
        suplente=row.suplente,
        acciones=_answers_for(plan, cargo) if plan else 0,
        informar=not ctx.turn.informed,
    )


def _answers_for(plan: Plan, cargo: Cargo) -> int:
    return sum(cargo.clave in accion.responsables for accion in plan.acciones)
