"""Giving an opinion of the municipal web site."""

from __future__ import annotations

from actions.context import Context, menu_buttons
from actions.tramites.consultar import channels
from actions.turn import Reply


def attend(ctx: Context) -> Reply:
    """There is no survey open: says so, and where an opinion is received today."""
    office = ctx.municipio.dependencia_de("atencion-ciudadano")
    return ctx.reply(
        "encuestas/opinar", buttons=menu_buttons(), canales=channels(ctx.municipio, office), oficina=office
    )
