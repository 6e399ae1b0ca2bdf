"""Survey campaigns, for the coordinator."""

from __future__ import annotations

from actions.context import Context, menu_buttons
from actions.turn import Reply


def attend(ctx: Context) -> Reply:
    """Who may run campaigns, and that this chat cannot run one yet."""
    return ctx.reply("encuestas/campanas", buttons=menu_buttons())
