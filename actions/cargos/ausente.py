"""`/ausente`: whoever holds a post is away until a day, or is back."""

from __future__ import annotations

from datetime import timedelta

from actions.cargos import quien
from actions.context import Context
from actions.fechas import until
from actions.turn import Outcome, Reply
from municipio.plan import titulares
from municipio.plan.modelo import Titular
from municipio.plan.recordar import gente
from municipio.texto import normalizar

LONGEST = timedelta(days=366)
BACK = {"no", "ya no", "volvi", "ya volvi", "regrese", "ya regrese", "no estoy ausente", "cancelar"}


def attend(ctx: Context) -> Reply:
    """`/ausente`, `/ausente 15 de enero`, `/ausente 15 días`, `/ausente no`."""
    mine = quien.held(ctx)
    if not mine or ctx.turn.chat_id is None:
        return quien.refuse(ctx)
    text = " ".join(ctx.argument)
    if normalizar(text) in BACK:
        back = titulares.volver(ctx.session, ctx.slug, ctx.turn.chat_id, ctx.turn.now)
        return ctx.reply("cargos/de_vuelta", estaba=bool(back))
    return _away(ctx, text, ctx.turn.chat_id) if text else _how(ctx, mine, None)


def _away(ctx: Context, text: str, chat_id: int) -> Reply:
    today = ctx.local.date()
    day = until(text, today, ctx.municipio.no_habiles)
    wrong = "no_entiendo" if day is None else "pasada" if day < today else "lejos" if day > today + LONGEST else None
    if day is None or wrong is not None:
        return _how(ctx, quien.held(ctx), wrong)
    mine = titulares.ausente(ctx.session, ctx.slug, chat_id, day, ctx.turn.now)
    hear = gente(ctx.session, ctx.slug, [], today).titulares
    alone = [quien.named(ctx, fila.cargo) for fila in mine if not hear.get(fila.cargo)]
    return ctx.reply("cargos/ausente", hasta=day, solos=alone, suplente=all(fila.suplente for fila in mine))


def _how(ctx: Context, mine: list[Titular], wrong: str | None) -> Reply:
    days = [fila.ausente_hasta for fila in mine if fila.ausente_hasta and fila.ausente_hasta >= ctx.local.date()]
    outcome = Outcome.CLARIFY if wrong else Outcome.ANSWER
    return ctx.reply("cargos/como_ausente", outcome, hasta=max(days, default=None), error=wrong)
