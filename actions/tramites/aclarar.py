"""Asking which trámite is meant: two to four choices that can be pressed or typed; never more than twice in a row."""

from __future__ import annotations

from dataclasses import replace

from actions.context import Context, button, menu_buttons, tramite_button
from actions.turn import Button, Outcome, Reply
from municipio.preguntas.modelo import Motivo
from municipio.preguntas.servicio import anotar
from municipio.tramites.ficha import Ficha

IN_A_ROW = 2
SHOWN = 4


def attend(ctx: Context) -> Reply:
    """The question «which of these?», or the way on when it was already asked twice."""
    if ctx.state.clarifications >= IN_A_ROW:
        return give_up(ctx)
    ctx.state.clarifications += 1
    ctx.state.pending_facets = list(ctx.decision.facets)
    fichas = _fichas(ctx)
    if not fichas:
        ctx.state.candidates, ctx.state.expects = [], "tramite"
        return ctx.reply("tramites/cual", Outcome.CLARIFY, menu_buttons())
    return _offer(ctx, fichas, again=False)


def again(ctx: Context) -> Reply:
    """The same question once more, for «sí» to several choices. It counts as the same clarification."""
    fichas = _fichas(ctx)
    return _offer(ctx, fichas, again=True) if fichas else give_up(ctx)


def none_of_these(ctx: Context) -> Reply:
    """The person said that it is none of those offered."""
    if ctx.state.question:
        anotar(ctx.session, ctx.slug, ctx.state.question, Motivo.NO_ENTENDIDA, ctx.local.date())
    return give_up(ctx)


def give_up(ctx: Context) -> Reply:
    """Say plainly that it was not understood, and offer the menu and a person."""
    ctx.state.clarifications, ctx.state.candidates, ctx.state.pending_facets = 0, [], []
    return ctx.reply("charla/no_entendi", Outcome.FALLBACK, menu_buttons())


def _fichas(ctx: Context) -> list[Ficha]:
    return [f for slug in ctx.decision.candidates if (f := ctx.catalogo.ficha(slug))][:SHOWN]


def _offer(ctx: Context, fichas: list[Ficha], *, again: bool) -> Reply:
    ctx.state.candidates = [ficha.slug for ficha in fichas]
    facet = ctx.decision.facets[0] if ctx.decision.facets else "-"
    if len(fichas) == 1:
        buttons: tuple[tuple[Button, ...], ...] = (
            (button("si_es", f"t:{fichas[0].slug}:{facet}"), button("no_es", "ninguno")),
        )
    else:
        choices = tuple((tramite_button(ficha, f"t:{ficha.slug}:{facet}"),) for ficha in fichas)
        buttons = (*choices, (button("ninguno", "ninguno"),))
    reply = ctx.reply("tramites/aclarar", Outcome.CLARIFY, buttons, fichas=fichas, otra_vez=again)
    return replace(reply, candidates=tuple(ctx.state.candidates))
