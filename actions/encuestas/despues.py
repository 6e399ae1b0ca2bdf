"""After an answer: a survey that was being answered asks again, a standing one is offered, themes are noted.

The standing survey is offered at most once per person and campaign, only under the answer about a trámite, from the
third one of a talk on, never in a group nor to whoever asked not to be invited.
"""

from __future__ import annotations

from dataclasses import replace

from actions.context import Context, button
from actions.encuestas import espera
from actions.encuestas.opinar import OFFERED
from actions.encuestas.preguntar import ask
from actions.turn import Outcome, Reply
from municipio.encuestas import abiertas, consentimiento, hojas
from municipio.encuestas.modelo import Campana
from municipio.encuestas.versiones import encuesta_de
from municipio.personas.modelo import Chat

SURVEY = "opinar_sitio"
FROM_THE = 3
_COUNT = "respondidas"
_SLEEPS = frozenset({"emergencia", "listar_tramites", "mis_pendientes", "campanas", "mis_datos", "despedida"})
"""Intents after which the survey waits to be asked for: their replies are lists, or no moment to ask."""


def follow(ctx: Context, reply: Reply) -> Reply:
    """The reply, perhaps with something more after it."""
    if ctx.turn.chat_id is None or ctx.decision.intent == SURVEY:
        return reply
    number = espera.survey(ctx.state)
    if number is not None:
        return _ask_again(ctx, reply, number, ctx.turn.chat_id)
    if reply.tramite is None or reply.outcome not in (Outcome.ANSWER, Outcome.REFER):
        return reply
    return _offer(ctx, reply, ctx.turn.chat_id)


def _ask_again(ctx: Context, reply: Reply, number: int, chat_id: int) -> Reply:
    if reply.outcome == Outcome.CLARIFY:
        return reply  # one question at a time
    campana = ctx.session.get(Campana, number)
    if ctx.decision.intent in _SLEEPS or campana is None or not abiertas.admite(campana, ctx.turn.now):
        espera.leave(ctx.state)
        return reply
    sheet = hojas.tomar(ctx.session, ctx.claves, campana, chat_id)
    if sheet is None or sheet.actual is None:
        espera.leave(ctx.state)
        return reply
    return replace(reply, then=replace(ask(ctx, sheet), replaces=False))


def _offer(ctx: Context, reply: Reply, chat_id: int) -> Reply:
    answered = ctx.state.extra[_COUNT] = ctx.state.extra.get(_COUNT, 0) + 1
    chat = ctx.session.get(Chat, chat_id)
    if chat is None:
        return reply
    tema = ctx.catalogo.etiquetas.tema_de(reply.tramite or "")
    if tema is not None:
        consentimiento.anotar_tema(ctx.session, chat, ctx.slug, tema, ctx.local.date())
    campana = abiertas.permanente(ctx.session, ctx.slug, ctx.turn.now) if answered >= FROM_THE else None
    if campana is None or not consentimiento.se_puede_ofrecer(ctx.session, chat, campana, ctx.turn.now):
        return reply
    chat.ofrecida_en = ctx.turn.now
    data = f"opinar:{campana.id}"
    rows = (
        (button("quiero_opinar", f"{data}:{OFFERED}"),),
        (button("ahora_no", f"{data}:no"), button("nunca", f"{data}:nunca")),
    )
    titulo = encuesta_de(ctx.session, campana).titulo
    return replace(reply, then=ctx.reply("encuestas/oferta", buttons=rows, titulo=titulo))
