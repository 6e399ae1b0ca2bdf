"""What is typed while a survey is open: an answer, a way around the question, or something else altogether."""

from __future__ import annotations

import re

from actions.context import Context
from actions.control import PEACE
from actions.decision import EMERGENCY, NOT_THAT, OFF_TOPIC, Decision
from actions.encuestas import despedir, espera, invitada, opinar, retomada
from actions.encuestas.asentir import agrees, refuses
from actions.encuestas.consentir import never
from actions.encuestas.decir import told
from actions.encuestas.despues import SURVEY
from actions.encuestas.preguntar import BACK, DONE, SKIP, ask
from actions.encuestas.responder import answer, change, note, steer
from actions.turn import Reply
from municipio.encuestas import abiertas, hojas, lectura
from municipio.encuestas.cuaderno import Cuaderno
from municipio.encuestas.modelo import Campana
from municipio.encuestas.plantilla import VARIAS, Pregunta
from municipio.encuestas.valores import Valor, pide_texto
from municipio.errors import EntradaInvalidaError
from municipio.texto import normalizar

_WAYS = {
    BACK: re.compile(
        r"(?:(?:la )?(?:pregunta )?anterior|atras|volver(?: atras)?|regresar|devolver(?:me|se)?"
        r"|me equivoque(?: de respuesta)?|(?:quiero )?(?:cambiar|corregir) (?:mi|la|una|esa) respuesta(?: anterior)?)"
    ),
    SKIP: re.compile(r"(?:saltar(?:la)?|siguiente|omitir|pasar|la otra|pase)"),
}
_LATER = re.compile(
    r"(?:pausa|pausar|despues|luego|mas tarde|otro dia|seguir despues|ahorita no|(?:la )?sigo (?:despues|luego))"
)
_OUT = re.compile(
    r"(?:(?:ya )?(?:me )?(?:quiero )?salir(?:me)?|cancelar|parar|dejar(?:la)?"
    r"|(?:ya )?no quiero (?:mas|(?:seguir|continuar|responder|contestar)(?: mas)?)(?: (?:con )?(?:la|esta) encuesta)?"
    r"|ya no (?:quiero|mas))"
)
_GO_ON = re.compile(r"(?:seguir|continuar|sigamos|sigo|dale)")
_ALL = re.compile(r"(?:listo|ya|eso es todo|nada mas|es todo|ok|okay|dejarlo asi|asi)")
_ASKS = re.compile(
    r"(?:cuant[oa]s? |cual(?:es)? (?:es|son) |(?:a )?donde (?:queda|es|pago|se|puedo|esta|toca)|a que hora "
    r"|hasta cuando |que (?:necesito|papeles|requisitos|documentos|hay que|debo|tengo que|se necesita|piden|toca)"
    r"|como (?:hago|saco|se|puedo|es|me|pido)|quien (?:puede|me|atiende)|cuando (?:abren|atienden|pagan|hay)|puedo )"
)
"""How a question about something else begins; what begins with a bare «que» or «como» may be a suggestion."""
_FREE = ("texto", "lugar")
_SMALL_TALK = frozenset({OFF_TOPIC, NOT_THAT, SURVEY, "gracias", "saludo"})


def attend(ctx: Context, other: Decision, *, picked: bool) -> Reply | None:
    """The reply of the survey to what was typed; None: it is not for the survey.

    `other`: what the text would mean without a survey; `picked`: it named a choice or a steering word.
    """
    number, chat_id = espera.survey(ctx.state), ctx.turn.chat_id
    if number is None:
        return invitada.attend(ctx) or retomada.attend(ctx, other)
    campana = abiertas.tomar(ctx.session, number)
    if campana is None or chat_id is None or other.intent == EMERGENCY:
        return None
    if ctx.state.candidates and picked:
        return None
    plain = normalizar(ctx.turn.text)
    if PEACE.fullmatch(plain):
        return never(ctx)
    sheet = hojas.tomar(ctx.session, ctx.claves, campana, chat_id)
    if sheet is not None and sheet.completa:
        return _after_the_end(ctx, campana, sheet, plain)
    elsewhere = _elsewhere(ctx, other, plain, picked=picked)
    if not abiertas.admite(campana, ctx.turn.now):
        return _too_late(ctx, asks=elsewhere == "sure" and not picked)
    if sheet is not None:
        return _leaving(ctx, campana, sheet, plain) or _answering(ctx, sheet, plain, elsewhere)
    if _LATER.fullmatch(plain):
        return despedir.later(ctx, campana)
    lost = not picked and (other.what == "fallback" or other.intent in (OFF_TOPIC, NOT_THAT))
    return _agreeing(ctx, campana, chat_id, lost=lost)


def _after_the_end(ctx: Context, campana: Campana, sheet: Cuaderno, plain: str) -> Reply | None:
    """The thanks were said last: only going back is heard."""
    if _WAYS[BACK].fullmatch(plain) and abiertas.admite(campana, ctx.turn.now):
        return change(ctx, sheet)
    espera.leave(ctx.state)
    return None


def _leaving(ctx: Context, campana: Campana, sheet: Cuaderno, plain: str) -> Reply | None:
    """For later, or for good; a sheet that was finished stays so."""
    later, out = _LATER.fullmatch(plain), _OUT.fullmatch(plain)
    if sheet.reabierta:
        return despedir.thanks(ctx, sheet, again=True) if later or out else None
    if later:
        return despedir.later(ctx, campana)
    return despedir.out(ctx, campana) if out else None


def _too_late(ctx: Context, *, asks: bool) -> Reply | None:
    """It closed meanwhile: what `asks` for something else gets its answer all the same."""
    espera.leave(ctx.state)
    return None if asks else opinar.closed(ctx)


def _agreeing(ctx: Context, campana: Campana, chat_id: int, *, lost: bool) -> Reply | None:
    """`lost`: the text means nothing else either."""
    if agrees(ctx.turn.text):
        return opinar.agree(ctx, campana, chat_id)
    if refuses(ctx.turn.text):
        return opinar.refuse(ctx, campana, chat_id)
    if lost:
        return opinar.consent(ctx, campana, again=True)
    espera.leave(ctx.state)
    return None


def _answering(ctx: Context, sheet: Cuaderno, plain: str, elsewhere: str) -> Reply | None:
    """`elsewhere`: `sure` or `perhaps` when the text may be for something else, else empty."""
    pregunta = sheet.actual
    assert pregunta is not None, "a sheet that is not complete asks something"  # noqa: S101
    valor = sheet.respuestas.get(pregunta.clave, {})
    which = sheet.parada == pregunta.clave and pide_texto(pregunta, valor)
    for way, pattern in _WAYS.items():
        if pattern.fullmatch(plain):
            return steer(ctx, sheet, pregunta, way)
    if _GO_ON.fullmatch(plain):
        return ask(ctx, sheet)
    if (pregunta.tipo in VARIAS or which or sheet.reabierta) and _ALL.fullmatch(plain):
        return steer(ctx, sheet, pregunta, DONE)
    if elsewhere == "sure" and (which or pregunta.tipo in _FREE):
        return None
    if espera.too_early(ctx.state, ctx.turn):
        return None if elsewhere else ask(ctx, sheet, note("antes"))
    try:
        read = _read(ctx, pregunta, valor, which=which)
    except EntradaInvalidaError as refused:
        return ask(ctx, sheet, refused.mensaje)
    if read is None:
        return None if elsewhere else ask(ctx, sheet, note("no_entendi"))
    return answer(ctx, sheet, pregunta, read, note("anotada").format(dicho=told(pregunta, read)))


def _read(ctx: Context, pregunta: Pregunta, valor: Valor, *, which: bool) -> Valor | None:
    if which:
        return {**valor, **lectura.otro(ctx.turn.text)}
    return lectura.leer(pregunta, ctx.turn.text, ctx.local.date())


def _elsewhere(ctx: Context, other: Decision, plain: str, *, picked: bool) -> str:
    """Whether a text is for something else: surely when it asks or names a choice, perhaps when it may be."""
    asks = "?" in ctx.turn.text or "¿" in ctx.turn.text or _ASKS.match(plain) is not None
    if other.intent in _SMALL_TALK or other.what == "fallback":
        return ""
    if picked:
        return "sure"
    names_none = other.tramite == ctx.state.tramite if other.what == "tramite" else len(plain.split()) < 3
    if other.what in ("tramite", "which") and names_none and not asks:
        return ""
    return "sure" if asks else "perhaps"
