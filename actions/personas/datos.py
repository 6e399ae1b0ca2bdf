"""Personal data (Ley 1581 de 2012): what is kept, and how to have it deleted."""

from __future__ import annotations

from actions.context import Context, button
from actions.turn import Reply, State
from municipio.avisos import cola
from municipio.encuestas import hojas
from municipio.personas.servicio import olvidar
from municipio.plan import titulares


def attend(ctx: Context) -> Reply:
    """What this bot keeps of a person, and the button that deletes it."""
    buttons = ((button("borrar", "borrar"),), (button("mis_encuestas", "encuestas"), button("menu", "menu")))
    return ctx.reply("personas/datos", buttons=buttons)


def forget(ctx: Context) -> Reply:
    """Delete it now."""
    stays = _forget_chat(ctx, ctx.turn.chat_id) if ctx.turn.chat_id is not None else False
    blank = State()
    for name in State.__slots__:
        setattr(ctx.state, name, getattr(blank, name))
    return ctx.reply("personas/borrado", queda=stays)


def _forget_chat(ctx: Context, chat_id: int) -> bool:
    """Whether something stays: the posts and roles that the chat holds, with what it was told as their holder."""
    hojas.olvidar(ctx.session, ctx.claves, chat_id)
    olvidar(ctx.session, chat_id, ctx.turn.key)
    stays = bool(titulares.olvidar(ctx.session, chat_id) or ctx.turn.roles)
    if not stays:
        cola.forget(ctx.session, chat_id)
    return stays
