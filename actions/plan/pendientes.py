"""What a responsable of the plan has to do."""

from __future__ import annotations

from actions.context import Context, menu_buttons
from actions.turn import Reply


def attend(ctx: Context) -> Reply:
    """This chat holds no post of the plan: says so and whom to ask."""
    return ctx.reply("plan/pendientes", buttons=menu_buttons())
