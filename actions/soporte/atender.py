"""Technical support of the municipal site and e-mail, for functionaries."""

from __future__ import annotations

from actions.context import Context, menu_buttons
from actions.turn import Reply


def attend(ctx: Context) -> Reply:
    """Who resets passwords and helps to publish."""
    return ctx.reply("soporte/soporte", buttons=menu_buttons())
