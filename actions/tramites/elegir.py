"""A trámite chosen by its button, by its number or by its name: `t:<slug>:<facet>`."""

from __future__ import annotations

from actions.context import Context
from actions.tramites import listar
from actions.tramites.consultar import answer
from actions.turn import Reply


def attend(ctx: Context) -> Reply:
    """The facet of the chosen trámite; `-` stands for those that were asked before it was known."""
    slug, facet = (*ctx.argument, "-", "-")[:2]
    ficha = ctx.catalogo.ficha(slug)
    if ficha is None:
        return listar.attend(ctx)
    pending = tuple(ctx.state.pending_facets)
    if facet in ctx.catalogo.etiquetas.facetas and facet != (pending or (None,))[0]:
        return answer(ctx, ficha, (facet,))
    asked = pending or ((facet,) if facet in ctx.catalogo.etiquetas.facetas else ("resumen",))
    return answer(ctx, ficha, asked)
