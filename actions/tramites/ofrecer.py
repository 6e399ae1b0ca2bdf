"""What else can be asked about a trámite: the facets as buttons, six at first and the rest behind «Más preguntas»."""

from __future__ import annotations

from dataclasses import replace

from actions.context import Context, button, in_rows
from actions.render import facet_label, facet_title
from actions.tramites import facetas
from actions.turn import Button, Reply
from municipio.tramites.ficha import Ficha

AT_FIRST = 6
MORE = "mas"
"""Stands in a button's data where a facet does: `t:<slug>:mas`."""

Rows = tuple[tuple[Button, ...], ...]


def under(ficha: Ficha, asked: tuple[str, ...]) -> Rows:
    """The buttons that go under an answer about the facets `asked`."""
    first, rest = _offered(ficha, asked)
    more = ((button("mas_preguntas", f"t:{ficha.slug}:{MORE}"),),) if rest else ()
    last = (button("no_sirvio", "mal"), button("menu", "menu"))
    return (*in_rows(_buttons(ficha, first), 3), *more, last)


def more(ctx: Context, ficha: Ficha) -> Reply:
    """The facets that were not under the last answer."""
    state = ctx.state
    asked = (state.facet,) if state.facet and state.tramite == ficha.slug else ()
    rest = _offered(ficha, asked)[1] or facetas.known(ficha)
    state.tramite, state.facet, state.pending_facets = ficha.slug, (*asked, None)[0], []
    rows = (*in_rows(_buttons(ficha, rest), 2), (button("contacto", "humano"), button("menu", "menu")))
    reply = ctx.reply("tramites/mas_preguntas", buttons=rows, ficha=ficha, facetas=rest)
    return replace(reply, tramite=ficha.slug)


def _offered(ficha: Ficha, asked: tuple[str, ...]) -> tuple[list[str], list[str]]:
    """Those at first and the rest. One alone takes the place of the button that would show it."""
    others = [facet for facet in facetas.known(ficha) if facet not in asked]
    cut = AT_FIRST if len(others) > AT_FIRST + 1 else len(others)
    return others[:cut], others[cut:]


def _buttons(ficha: Ficha, names: list[str]) -> list[Button]:
    return [Button(facet_label(facet), f"t:{ficha.slug}:{facet}", (facet_title(facet),)) for facet in names]
