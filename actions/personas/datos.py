"""Personal data (Ley 1581 de 2012): what is kept, and how to have it deleted."""

from __future__ import annotations

from actions.context import Context, button
from actions.turn import Reply, State
from municipio.encuestas import hojas
from municipio.personas.servicio import olvidar


def attend(ctx: Context) -> Reply:
    """What this bot keeps of a person, and the button that deletes it."""
    buttons = ((button("borrar", "borrar"),), (button("mis_encuestas", "encuestas"), button("menu", "menu")))
    return ctx.reply("personas/datos", buttons=buttons)


def forget(ctx: Context) -> Reply:
    """Delete it now."""
    if ctx.turn.chat_id is not None:
        hojas.olvidar(ctx.session, ctx.claves, ctx.turn.chat_id)
        olvidar(ctx.session, ctx.turn.chat_id, ctx.turn.key)
    blank = State()
    for name in State.__slots__:
        setattr(ctx.state, name, getattr(blank, name))
    return ctx.reply("personas/borrado")
