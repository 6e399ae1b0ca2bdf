"""A trámite chosen by its button, by its number or by its name: `t:<slug>:<facet>`."""

from __future__ import annotations

from actions.context import Context, menu_buttons
from actions.tramites import ofrecer
from actions.tramites.consultar import answer
from actions.turn import Outcome, Reply


def attend(ctx: Context) -> Reply:
    """The facet of the chosen trámite; `-` stands for those that were asked before it was known."""
    slug, facet = (*ctx.argument, "-", "-")[:2]
    ficha = ctx.catalogo.ficha(slug)
    if ficha is None:
        return _gone(ctx, slug)
    if facet == ofrecer.MORE:
        return ofrecer.more(ctx, ficha)
    pending = tuple(ctx.state.pending_facets)
    if facet in ctx.catalogo.etiquetas.facetas and facet != (pending or (None,))[0]:
        return answer(ctx, ficha, (facet,))
    asked = pending or ((facet,) if facet in ctx.catalogo.etiquetas.facetas else ("resumen",))
    return answer(ctx, ficha, asked)


def _gone(ctx: Context, slug: str) -> Reply:
    """The button is older than the decision of hiding or withdrawing its trámite."""
    if ctx.state.tramite == slug:
        ctx.state.forget_topic()
    return ctx.reply("tramites/ya_no_esta", Outcome.FALLBACK, menu_buttons())
