"""A typed answer to a survey that was left half-way a while ago, when the talk remembers it no more.

Only what means nothing else is taken, and only as an answer to the one closed question that waits. What could be for
anything by then («no», «3») is not: the question is asked again instead.
"""

from __future__ import annotations

from actions import options
from actions.context import Context
from actions.control import bare, steering
from actions.decision import NOT_THAT, OFF_TOPIC, Decision
from actions.encuestas.decir import told
from actions.encuestas.preguntar import ask
from actions.encuestas.responder import answer, note
from actions.turn import Reply, State, Turn
from municipio.encuestas import abiertas, hojas, lectura
from municipio.encuestas.cuaderno import Cuaderno
from municipio.encuestas.modelo import EstadoHoja
from municipio.encuestas.plantilla import Pregunta
from municipio.encuestas.valores import Valor, pide_texto
from municipio.errors import EntradaInvalidaError

LONGEST = 60
"""Letters of an answer to a closed question."""


def may_be(turn: Turn, state: State) -> bool:
    """Whether a text could be such an answer: nothing else is being talked about, and it is short and asks nothing."""
    busy = (
        state.tramite is not None or state.candidates or state.expects or options.chosen(state, turn.text) is not None
    )
    return turn.chat_id is not None and not busy and len(turn.text) <= LONGEST and not set("?¿") & set(turn.text)


def attend(ctx: Context, other: Decision) -> Reply | None:
    """The answer kept, or the question once more; None: it is for something else. `other`: what else it would mean."""
    if ctx.turn.chat_id is None or not may_be(ctx.turn, ctx.state) or _means(ctx, other):
        return None
    sheet = _left(ctx, ctx.turn.chat_id)
    pregunta = sheet.actual if sheet is not None else None
    if sheet is None or pregunta is None:
        return None
    read = _read(ctx, sheet, pregunta)
    if read is None:
        return None
    if bare(ctx.turn.text):
        return ask(ctx, sheet, note("pendiente"))
    return answer(ctx, sheet, pregunta, read, note("retomada").format(dicho=told(pregunta, read)))


def _means(ctx: Context, other: Decision) -> bool:
    """Whether the text means something by itself; a bare number, «sí» and «no» do not at the beginning of a talk."""
    if steering(ctx.turn.text) is not None:
        return not bare(ctx.turn.text) or bool(ctx.state.extra.get("options"))
    nothing = other.what == "fallback" or other.intent in (OFF_TOPIC, NOT_THAT)
    return other.perhaps_danger or not nothing


def _left(ctx: Context, chat_id: int) -> Cuaderno | None:
    """The only sheet that this chat left half-way."""
    found = abiertas.abiertas(ctx.session, ctx.slug, chat_id, ctx.turn.now)
    begun = [c for c in found if hojas.estado_de(ctx.session, ctx.claves, c, chat_id) == EstadoHoja.EMPEZADA]
    campana = abiertas.tomar(ctx.session, begun[0].id) if len(begun) == 1 else None
    if campana is None or not abiertas.admite(campana, ctx.turn.now):
        return None
    return hojas.tomar(ctx.session, ctx.claves, campana, chat_id)


def _read(ctx: Context, sheet: Cuaderno, pregunta: Pregunta) -> Valor | None:
    """What the text answers to a closed question; free text is never taken so."""
    if sheet.parada == pregunta.clave and pide_texto(pregunta, sheet.respuestas.get(pregunta.clave, {})):
        return None
    try:
        read = lectura.leer(pregunta, ctx.turn.text, ctx.local.date())
    except EntradaInvalidaError:
        return None
    return None if read is None or "texto" in read else read
