"""`/empalme`: a post is handed over. Whoever holds it leaves it, and a new invitation is made."""

from __future__ import annotations

from dataclasses import replace

from actions.cargos import quien
from actions.cargos.invitar import invited
from actions.context import Context
from actions.plan.mios import parts
from actions.render import label, texts
from actions.turn import Attachment, Button, Outcome, Reply
from municipio.plan import titulares
from municipio.plan.registro import Cargo


def command(ctx: Context) -> Reply:
    """`/empalme`, or `/empalme <post>`."""
    allowed, plan = _allowed(ctx), ctx.catalogo.plan
    text = " ".join(ctx.argument)
    found = quien.found(plan, text, allowed) if plan and text else allowed
    if len(found) == 1:
        return _sure(ctx, found[0])
    return _list(ctx, found or allowed, "0", missed=bool(text) and not found)


def attend(ctx: Context) -> Reply:
    """`empalme`, `empalme:p:<page>`, `empalme:<post>` (sure?), `empalme:<post>:si`, `empalme:no`."""
    allowed = _allowed(ctx)
    cargo = next((c for c in allowed if ctx.argument and c.clave == ctx.argument[0]), None)
    match ctx.argument:
        case ("no",):
            return ctx.reply("cargos/sin_empalme", replaces=quien.pressed(ctx))
        case ("p", page):
            return _list(ctx, allowed, page)
        case (_,) if cargo is not None:
            return _sure(ctx, cargo)
        case (_, "si") if cargo is not None:
            return _hand_over(ctx, cargo)
        case _:
            return _list(ctx, allowed, "0")


def _allowed(ctx: Context) -> list[Cargo]:
    """The posts that this chat may hand over: those that somebody holds, for the coordination; otherwise its own."""
    plan = ctx.catalogo.plan
    if plan is None:
        return []
    if quien.coordinates(ctx):
        return [p.cargo for p in titulares.puestos(ctx.session, ctx.slug, plan, ctx.local.date()) if p.titulares]
    mine = {fila.cargo for fila in quien.held(ctx)}
    return [cargo for cargo in plan.cargos if cargo.clave in mine]


def _list(ctx: Context, allowed: list[Cargo], number: str, *, missed: bool = False) -> Reply:
    if not allowed:
        return ctx.reply("cargos/nadie") if quien.coordinates(ctx) else quien.refuse(ctx)
    return quien.which(ctx, allowed, number, "empalme", missed=missed)


def _sure(ctx: Context, cargo: Cargo) -> Reply:
    yes = Button(label("si_es"), f"empalme:{cargo.clave}:si", quien.YES)
    no = Button(label("no_es"), "empalme:no", quien.NO)
    return ctx.reply(
        "cargos/seguro",
        Outcome.CLARIFY,
        buttons=((yes, no),),
        replaces=quien.pressed(ctx),
        cargo=cargo,
        cuantos=_leaving(ctx, cargo),
    )


def _leaving(ctx: Context, cargo: Cargo) -> int | None:
    """How many leave the post; None when it is the person who asks."""
    plan = ctx.catalogo.plan
    if plan is None or not quien.coordinates(ctx):
        return None
    every = titulares.puestos(ctx.session, ctx.slug, plan, ctx.local.date())
    return next(puesto.titulares for puesto in every if puesto.cargo.clave == cargo.clave)


def _hand_over(ctx: Context, cargo: Cargo) -> Reply:
    own = None if quien.coordinates(ctx) else ctx.turn.chat_id
    substitute = own is not None and all(f.suplente for f in quien.held(ctx) if f.cargo == cargo.clave)
    code = titulares.entregar(ctx.session, ctx.slug, cargo.clave, ctx.turn.now, own)
    if code is None:
        return _list(ctx, _allowed(ctx), "0")
    params = {"municipio": ctx.slug, "cargo": cargo.clave}
    record = Attachment("document", "plan.empalme", params, texts()["archivos"]["empalme"])
    reply = invited(ctx, cargo, code, suplente=substitute, handed=True).with_files(record)
    return reply if own is None else replace(reply, menu=parts(ctx))
