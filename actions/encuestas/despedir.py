"""The ends of a survey: thanks, later, out."""

from __future__ import annotations

from actions.context import Context, button, menu_buttons
from actions.encuestas import espera
from actions.turn import Reply
from municipio.encuestas.cuaderno import Cuaderno
from municipio.encuestas.modelo import Campana
from municipio.personas.modelo import Chat

CHANGE = "cambiar"
"""What the button of the thanks carries: back to the last answer, for as long as the campaign is open."""


def thanks(ctx: Context, sheet: Cuaderno, said: str = "", *, again: bool = False) -> Reply:
    """All was answered; going back is still heard, also by typing.

    `said`: what is told of the last answer; `again`: all of it had been answered before.
    """
    sheet.dejar()
    campana = ctx.session.get_one(Campana, sheet.campana)
    espera.keep(ctx.state, campana.id, ctx.turn.now)
    chat = ctx.session.get(Chat, ctx.turn.chat_id)
    consents = chat is not None and chat.encuestas_desde is not None
    rows = () if consents else ((button("invitenme", "encuestas:si"),),)
    return ctx.reply(
        "encuestas/gracias",
        buttons=((button("cambiar_respuesta", f"opinar:{campana.id}:{CHANGE}"),), *rows, *menu_buttons()),
        replaces=ctx.turn.kind == "press",
        encuesta=sheet.encuesta,
        de_nuevo=again,
        nota=said,
        cierra=campana.hasta.astimezone(ctx.local.tzinfo),
    )


def later(ctx: Context, campana: Campana) -> Reply:
    """It goes on another day."""
    espera.leave(ctx.state)
    rows = ((button("seguir_encuesta", f"opinar:{campana.id}"),),)
    cierra = campana.hasta.astimezone(ctx.local.tzinfo)
    return ctx.reply("encuestas/pausa", buttons=rows, replaces=ctx.turn.kind == "press", cierra=cierra)


def out(ctx: Context, campana: Campana) -> Reply:
    """Out of it: what was answered stays, unless it is asked to go."""
    espera.leave(ctx.state)
    rows = (
        (button("seguir_encuesta", f"opinar:{campana.id}"),),
        (button("borrar_respuestas", f"opinar:{campana.id}:borra"),),
    )
    return ctx.reply("encuestas/salida", buttons=rows, replaces=ctx.turn.kind == "press")
