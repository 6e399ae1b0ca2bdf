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
    known = facet if facet in ctx.catalogo.etiquetas.facetas else None
    asked = tuple(ctx.state.pending_facets) or ((known,) if known else ("resumen",))
    return answer(ctx, ficha, asked)
