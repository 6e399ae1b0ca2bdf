"""The whole of a draft in one screen, how many it will reach and how long that takes, and its launch."""

from __future__ import annotations

from actions.context import Context, button, in_rows
from actions.encuestas import campanas_vida
from actions.encuestas.campanas_pantalla import hours
from actions.encuestas.campanas_publico import chosen, size, told
from actions.turn import Outcome, Reply
from municipio.encuestas import campana as campanas
from municipio.encuestas import panel
from municipio.encuestas.modelo import Campana
from municipio.encuestas.panel import cuando, duracion
from municipio.encuestas.ventana import Ventana
from municipio.encuestas.versiones import encuesta_de
from municipio.errors import EntradaInvalidaError

CHANGES = {
    "cambiar_textos": "textos",
    "cambiar_publico": "publico",
    "cambiar_horario": "horario",
    "cambiar_cierre": "cierre",
    "cambiar_tope": "tope",
    "cambiar_enlace": "enlace",
    "cambiar_prueba": "prueba",
}
"""Button → the screen that it opens."""


def show(ctx: Context, campana: Campana, refused: str | None = None) -> Reply:
    """Everything that was chosen. `refused`: why it cannot be launched so."""
    there, data = size(ctx, campana), f"encuesta:{campana.id}"
    try:
        campanas.revisar(campana, ctx.municipio, ctx.padron.garantias, ctx.turn.now)
    except EntradaInvalidaError as wrong:
        refused = refused or wrong.mensaje
    last = ((button("lanzar", f"{data}:lanzar"),), (button("borrar_borrador", f"{data}:borrar"),))
    return ctx.reply(
        "encuestas/resumen",
        Outcome.CLARIFY,
        buttons=(*in_rows([button(name, f"{data}:{what}") for name, what in CHANGES.items()], 2), *last),
        replaces=ctx.turn.kind == "press",
        titulo=encuesta_de(ctx.session, campana).titulo,
        campana=campana,
        quien=told(ctx, campana),
        cuantos=_reached(campana, there),
        horario=hours(campana),
        cierra=cuando(campana.hasta.astimezone(ctx.local.tzinfo)),
        demora=_duration(ctx, campana, _reached(campana, there)),
        pausa=ctx.padron.garantias.entre(ctx.slug, ctx.local.date(), campana.hasta.astimezone(ctx.local.tzinfo).date()),
        negado=refused,
    )


def launch(ctx: Context, campana: Campana) -> Reply:
    """Launch it: its progress is told from now on in a message of its own."""
    try:
        many = campanas.lanzar(ctx.session, ctx.claves, campana, ctx.municipio, ctx.padron.garantias, ctx.turn.now)
    except EntradaInvalidaError as refused:
        return show(ctx, campana, refused.mensaje)
    ctx.session.flush()
    if ctx.turn.chat_id is not None:
        campana.panel = {"chat_id": ctx.turn.chat_id}
        panel.mostrar(ctx.session, campana, campanas_vida.frame(ctx), ctx.turn.now)
    return ctx.reply("encuestas/lanzada", replaces=ctx.turn.kind == "press", cuantos=many, campana=campana)


def _reached(campana: Campana, there: int) -> int:
    return min(n for n in (there, chosen(campana).muestra, campana.tope) if n is not None)


def _duration(ctx: Context, campana: Campana, many: int) -> str | None:
    """How long the invitations take; None when nobody is invited, or they do not all fit before it closes."""
    zone, closed = ctx.local.tzinfo, ctx.municipio.no_habiles
    ventana = Ventana.model_validate(campana.ventana)
    end = ventana.fin(ctx.local, campana.hasta.astimezone(zone), many / ctx.per_s, closed) if many else None
    return None if end is None else duracion(ctx.local, end)
