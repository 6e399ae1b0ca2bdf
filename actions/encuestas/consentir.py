"""Agreeing to be invited to surveys, and not being invited any more. `/encuestas`, topic `encuestas`."""

from __future__ import annotations

from typing import Any

from actions.context import Context, button, menu_buttons
from actions.encuestas import espera
from actions.turn import Button, Reply
from municipio.encuestas import abiertas, consentimiento, hojas
from municipio.encuestas.modelo import Campana, EstadoHoja
from municipio.encuestas.versiones import encuesta_de
from municipio.personas.servicio import chat

_ZONES = {"u": "urbana", "r": "rural"}


def attend(ctx: Context) -> Reply:
    """What is open, whether this chat is invited, and the buttons to change it."""
    if ctx.turn.chat_id is None:
        return ctx.reply("encuestas/en_privado", buttons=menu_buttons())
    match ctx.argument:
        case ("si",):
            return _agree(ctx, ctx.turn.chat_id)
        case ("zona", zone):
            return _zone(ctx, ctx.turn.chat_id, _ZONES.get(zone))
        case ("no",):
            return never(ctx)
    return _mine(ctx, ctx.turn.chat_id)


def never(ctx: Context) -> Reply:
    """Not to be invited again, for good."""
    espera.leave(ctx.state)
    if ctx.turn.chat_id is not None:
        consentimiento.no_molestar(ctx.session, chat(ctx.session, ctx.turn.chat_id), ctx.turn.now)
    return ctx.reply("encuestas/no_molestar", buttons=menu_buttons(), replaces=ctx.turn.kind == "press")


def _agree(ctx: Context, chat_id: int) -> Reply:
    row = chat(ctx.session, chat_id)
    row.municipio = row.municipio or ctx.slug
    consentimiento.aceptar(row, ctx.turn.now)
    buttons = ((button("vivo_pueblo", "encuestas:zona:u"), button("vivo_campo", "encuestas:zona:r")),)
    rows = (*buttons, (button("sin_zona", "encuestas:zona:n"),))
    return ctx.reply("encuestas/aceptada", buttons=rows, replaces=ctx.turn.kind == "press")


def _zone(ctx: Context, chat_id: int, zone: str | None) -> Reply:
    row = chat(ctx.session, chat_id)
    if row.encuestas_desde is None:
        return _mine(ctx, chat_id)
    row.zona = zone
    return ctx.reply("encuestas/con_zona", buttons=menu_buttons(), replaces=ctx.turn.kind == "press", zona=zone)


def _mine(ctx: Context, chat_id: int) -> Reply:
    row = chat(ctx.session, chat_id)
    found = abiertas.abiertas(ctx.session, ctx.slug, chat_id, ctx.turn.now)
    listed = [_listed(ctx, campana, chat_id) for campana in found]
    to_answer = [(one["titulo"], c.id) for c, one in zip(found, listed, strict=True) if not one["respondida"]]
    rows: list[tuple[Button, ...]] = [(Button(title, f"opinar:{number}"),) for title, number in to_answer]
    rows.append((button("nunca", "encuestas:no") if row.encuestas_desde else button("invitenme", "encuestas:si"),))
    return ctx.reply(
        "encuestas/mis_encuestas",
        buttons=(*rows, *menu_buttons()[1:]),
        abiertas=listed,
        acepta=row.encuestas_desde is not None,
        no_molestar=row.no_molestar_en is not None,
    )


def _listed(ctx: Context, campana: Campana, chat_id: int) -> dict[str, Any]:
    """What is said of a survey that is open: who had begun goes on in a pause too."""
    state = hojas.estado_de(ctx.session, ctx.claves, campana, chat_id)
    return {
        "titulo": encuesta_de(ctx.session, campana).titulo,
        "cierra": campana.hasta.astimezone(ctx.local.tzinfo),
        "respondida": state == EstadoHoja.COMPLETA,
        "en_pausa": abiertas.en_pausa(campana) and state != EstadoHoja.EMPEZADA,
    }
