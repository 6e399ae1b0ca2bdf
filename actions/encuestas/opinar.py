"""Coming to a survey: what is open, the notice and agreeing to it, refusing, leaving. Topic `opinar:<campaign>`."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from actions.context import Context, button, menu_buttons
from actions.encuestas import despedir, espera, responder
from actions.encuestas.consentir import never
from actions.encuestas.preguntar import ask
from actions.render import texts
from actions.tramites.consultar import channels
from actions.turn import Button, Outcome, Reply
from municipio.encuestas import abiertas, hojas
from municipio.encuestas.campana import LARGO_ENLACE
from municipio.encuestas.claves import ClaveDestruidaError
from municipio.encuestas.cuaderno import Cuaderno
from municipio.encuestas.modelo import Campana, EstadoHoja, Via
from municipio.encuestas.versiones import encuesta_de

LINK = "e"
"""What a `/start` payload begins with when it carries the code of an open link."""
OFFERED = "ofrecida"
_AGREED, _AGREED_OFFERED = "acepto", "acepto-o"


def attend(ctx: Context) -> Reply:
    """A button of a survey, or the wish to give an opinion."""
    if ctx.turn.chat_id is None:
        return ctx.reply("encuestas/en_privado", buttons=menu_buttons()) if ctx.turn.group else _none(ctx)
    if not ctx.argument:
        return _open_ones(ctx, ctx.turn.chat_id)
    campana = abiertas.campana_de(ctx.session, ctx.argument[0])
    return _foreign(ctx) if campana is None else _about(ctx, campana, ctx.turn.chat_id, ctx.argument[1:])


def is_link(payload: str) -> bool:
    """Whether a `/start` payload is the code of an open link, that there is or that there was."""
    return re.fullmatch(rf"{LINK}[0-9a-f]{{{2 * LARGO_ENLACE}}}", payload) is not None


def by_link(ctx: Context, code: str) -> Reply | None:
    """`/start e<code>`: the survey of that open link, if there is one."""
    campana = abiertas.por_enlace(ctx.session, code)
    if campana is None or campana.municipio not in ctx.padron.slugs:
        return None
    if ctx.turn.chat_id is None:
        return ctx.reply("encuestas/en_privado", buttons=menu_buttons())
    there = replace(ctx, slug=campana.municipio)
    reply = _about(there, campana, ctx.turn.chat_id, ())
    return replace(reply, municipio=campana.municipio) if ctx.turn.municipio is None else reply


def consent(ctx: Context, campana: Campana, *, offered: bool = False, again: bool = False) -> Reply:
    """What is kept, for what and how to leave, before anything is asked. `again`: she did not say yes nor no."""
    if (held := _held(ctx, campana)) is not None:
        return held
    espera.keep(ctx.state, campana.id, ctx.turn.now)
    data = f"opinar:{campana.id}"
    rows: tuple[tuple[Button, ...], ...] = (
        (button("acepto", f"{data}:{_AGREED_OFFERED if offered else _AGREED}"),),
        (button("ahora_no", f"{data}:no"), button("nunca", f"{data}:nunca")),
    )
    encuesta = encuesta_de(ctx.session, campana)
    return ctx.reply(
        "encuestas/acepta" if again else "encuestas/consentimiento",
        Outcome.CLARIFY,
        buttons=rows,
        replaces=ctx.turn.kind == "press",
        encuesta=encuesta,
        cuantas=encuesta.cuantas,
        cierra=campana.hasta.astimezone(ctx.local.tzinfo),
    )


def agree(ctx: Context, campana: Campana, chat_id: int, *, offered: bool = False) -> Reply:
    """She read the notice and accepts: the first question."""
    via = abiertas.via_de(ctx.session, campana, chat_id)
    if offered and via != Via.INVITACION:
        via = Via.OFRECIDA
    if via is None:
        return _foreign(ctx)
    if hojas.tomar(ctx.session, ctx.claves, campana, chat_id) is None and (held := _held(ctx, campana)) is not None:
        return held
    try:
        sheet = hojas.abrir(ctx.session, ctx.claves, campana, chat_id, via)
    except ClaveDestruidaError:
        return closed(ctx)
    return despedir.thanks(ctx, sheet, again=True) if sheet.completa else ask(ctx, sheet)


def refuse(ctx: Context, campana: Campana, chat_id: int) -> Reply:
    """Not this one: nobody insists."""
    espera.leave(ctx.state)
    via = abiertas.via_de(ctx.session, campana, chat_id)
    if via is None:
        return _foreign(ctx)
    sheet = hojas.tomar(ctx.session, ctx.claves, campana, chat_id)
    if sheet is not None and (sheet.completa or sheet.reabierta):
        return despedir.thanks(ctx, sheet, again=True)
    try:
        hojas.rechazar(ctx.session, ctx.claves, campana, chat_id)
    except ClaveDestruidaError:
        return closed(ctx)
    return ctx.reply("encuestas/rechazada", buttons=menu_buttons(), replaces=ctx.turn.kind == "press")


def leave(ctx: Context) -> Reply:
    """`/salir`."""
    number = espera.survey(ctx.state)
    campana = abiertas.tomar(ctx.session, number) if number is not None else None
    if campana is None or ctx.turn.chat_id is None:
        return ctx.reply("charla/a_la_orden", buttons=menu_buttons())
    sheet = hojas.tomar(ctx.session, ctx.claves, campana, ctx.turn.chat_id)
    if sheet is None or not (sheet.completa or sheet.reabierta):
        return despedir.out(ctx, campana)
    return despedir.thanks(ctx, sheet, again=True)


def closed(ctx: Context) -> Reply:
    """The survey does not take answers any more."""
    espera.leave(ctx.state)
    return ctx.reply("encuestas/cerrada", Outcome.FALLBACK, menu_buttons(), replaces=ctx.turn.kind == "press")


def _held(ctx: Context, campana: Campana) -> Reply | None:
    """Why nobody begins it now, by the law of guarantees or in a pause; who had begun may finish."""
    period = ctx.padron.garantias.vigente(campana.municipio, ctx.local.date())
    if period is None and not abiertas.en_pausa(campana):
        return None
    espera.leave(ctx.state)
    return ctx.reply(
        "encuestas/detenida",
        Outcome.FALLBACK,
        menu_buttons(),
        replaces=ctx.turn.kind == "press",
        garantias=period.hasta if period is not None else None,
        cierra=campana.hasta.astimezone(ctx.local.tzinfo),
    )


def _about(ctx: Context, campana: Campana, chat_id: int, what: tuple[str, ...]) -> Reply:
    sheet = hojas.tomar(ctx.session, ctx.claves, campana, chat_id)
    if sheet is None and abiertas.via_de(ctx.session, campana, chat_id) is None:
        return _foreign(ctx)
    if what[:1] == ("nunca",):
        return _never(ctx, campana, chat_id)
    if not abiertas.admite(campana, ctx.turn.now):
        return closed(ctx)
    acts: dict[str, Callable[[], Reply]] = {
        "no": lambda: refuse(ctx, campana, chat_id),
        "borra": lambda: refuse(ctx, campana, chat_id),
        _AGREED: lambda: agree(ctx, campana, chat_id),
        _AGREED_OFFERED: lambda: agree(ctx, campana, chat_id, offered=True),
    }
    if len(what) == 1 and what[0] in acts:
        return acts[what[0]]()
    if sheet is None:
        return consent(ctx, campana, offered=what[:1] == (OFFERED,))
    if what == ("pausa",):
        return despedir.thanks(ctx, sheet, again=True) if sheet.reabierta else despedir.later(ctx, campana)
    if what == (despedir.CHANGE,):
        return responder.change(ctx, sheet)
    return responder.press(ctx, sheet, what[0], what[1]) if len(what) == 2 else _resume(ctx, sheet)


def _resume(ctx: Context, sheet: Cuaderno) -> Reply:
    return despedir.thanks(ctx, sheet, again=True) if sheet.completa else ask(ctx, sheet)


def _never(ctx: Context, campana: Campana, chat_id: int) -> Reply:
    if abiertas.admite(campana, ctx.turn.now):
        refuse(ctx, campana, chat_id)
    return never(ctx)


def _open_ones(ctx: Context, chat_id: int) -> Reply:
    """The one that was begun goes on; else the only one is opened; of several, one is chosen."""
    found = abiertas.abiertas(ctx.session, ctx.slug, chat_id, ctx.turn.now)
    states = {c.id: hojas.estado_de(ctx.session, ctx.claves, c, chat_id) for c in found}
    begun = [c for c in found if states[c.id] == EstadoHoja.EMPEZADA]
    left = begun if len(begun) == 1 else [c for c in found if states[c.id] != EstadoHoja.COMPLETA]
    if len(left) == 1:
        return _about(ctx, left[0], chat_id, ())
    if not left:
        return _none(ctx, answered=bool(found))
    titles = [(c.id, encuesta_de(ctx.session, c).titulo) for c in left]
    rows = tuple((Button(title, f"opinar:{number}"),) for number, title in titles)
    return ctx.reply("encuestas/cuales", Outcome.CLARIFY, rows, titulos=[title for _, title in titles])


def _none(ctx: Context, *, answered: bool = False) -> Reply:
    office = ctx.municipio.dependencia_de("atencion-ciudadano")
    return ctx.reply(
        "encuestas/opinar",
        buttons=menu_buttons(),
        respondida=answered,
        canales=channels(ctx.municipio, office),
        oficina=office,
    )


def _foreign(ctx: Context) -> Reply:
    """A button that is not for this chat: it is said, and nothing of that survey is told."""
    espera.leave(ctx.state)
    return ctx.reply("encuestas/negada", Outcome.FALLBACK, menu_buttons(), mensaje=texts()["encuestas"]["ajena"])
