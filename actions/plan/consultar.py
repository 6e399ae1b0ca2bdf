"""The plan de acción, which is public."""

from __future__ import annotations

from actions.context import Context, menu_buttons
from actions.tramites.consultar import channels
from actions.turn import Reply


def attend(ctx: Context) -> Reply:
    """What the plan is and where it can be read."""
    office = ctx.municipio.dependencia_de("planeacion")
    return ctx.reply("plan/plan", buttons=menu_buttons(), canales=channels(ctx.municipio, office), oficina=office)
