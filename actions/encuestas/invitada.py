"""«Sí» and «no» typed to an invitation, which came by itself: no talk was open."""

from __future__ import annotations

from actions import options
from actions.context import Context
from actions.encuestas import opinar
from actions.encuestas.asentir import agrees, decides
from actions.turn import Reply, State, Turn
from municipio.encuestas import abiertas, hojas


def may_be(turn: Turn, state: State) -> bool:
    """Whether a text could be for an invitation: it decides, and answers nothing else that was asked."""
    busy = state.tramite is not None or state.candidates or options.chosen(state, turn.text) is not None
    return turn.chat_id is not None and not busy and decides(turn.text)


def attend(ctx: Context) -> Reply | None:
    """The notice, or the refusal; None: no invitation waits for that."""
    if ctx.turn.chat_id is None or not may_be(ctx.turn, ctx.state):
        return None
    campana = abiertas.recien_invitada(ctx.session, ctx.slug, ctx.turn.chat_id, ctx.turn.now)
    if campana is None or hojas.estado_de(ctx.session, ctx.claves, campana, ctx.turn.chat_id) is not None:
        return None
    if agrees(ctx.turn.text):
        return opinar.consent(ctx, campana)
    taken = abiertas.tomar(ctx.session, campana.id)
    if taken is None or not abiertas.admite(taken, ctx.turn.now):
        return opinar.closed(ctx)
    return opinar.refuse(ctx, taken, ctx.turn.chat_id)
