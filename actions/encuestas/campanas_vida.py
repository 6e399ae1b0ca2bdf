"""What is done with a campaign once it was launched: see it, pause, go on, remind, close, cancel, its open link."""

from __future__ import annotations

from collections.abc import Callable

from actions.context import Context, button
from actions.render import label, texts
from actions.turn import Attachment, Button, Outcome, Reply
from municipio.encuestas import campana as campanas
from municipio.encuestas import panel
from municipio.encuestas.abiertas import en_pausa
from municipio.encuestas.modelo import ABIERTAS, Campana
from municipio.encuestas.panel import Marco
from municipio.encuestas.versiones import encuesta_de
from municipio.errors import EntradaInvalidaError

SURE = ("cerrar", "cancelar", "recordar", "abrir", "quitar")
"""What is asked about before it is done; the last two, of its open link."""
_YES = ("claro", "sí señora", "sí señor", "de acuerdo", "listo", "dale")


def attend(ctx: Context, campana: Campana, what: list[str]) -> Reply:
    """`encuesta:<id>` shows it; `…:<what>` does something, after `…:<what>:si` when it cannot be undone."""
    acts: dict[str, Callable[[Context, Campana], None]] = {
        "pausar": lambda ctx, campana: campanas.pausar(ctx.session, campana),
        "reanudar": _resume,
        "recordar": lambda ctx, campana: campanas.recordar(campana, ctx.turn.now),
        "cerrar": lambda ctx, campana: campanas.cerrar(ctx.session, ctx.claves, campana, ctx.turn.now),
        "cancelar": lambda ctx, campana: campanas.cancelar(ctx.session, campana, ctx.turn.now),
        "quitar": lambda ctx, campana: campanas.abrir_enlace(campana, abierto=False),
    }
    match what:
        case []:
            return card(ctx, campana)
        case ["enlace" | "abrir" | "quitar", *_] if campana.estado not in ABIERTAS:
            return card(ctx, campana)
        case ["abrir", "si"]:
            campanas.abrir_enlace(campana, abierto=True)
            return _link(ctx, campana)
        case ["enlace"]:
            return _link(ctx, campana) if campana.enlace else _sure(ctx, campana, "abrir")
        case [name] if name in SURE:
            return _sure(ctx, campana, name)
        case [name, *_] if name in acts:
            return _done(ctx, campana, name, acts[name])
        case _:
            return card(ctx, campana, "ya_lanzada")


def frame(ctx: Context) -> Marco:
    """Where this is, for what a campaign needs to know."""
    return Marco(ctx.municipio, ctx.padron.garantias, ctx.per_s)


def card(ctx: Context, campana: Campana, note: str | None = None, refused: str | None = None) -> Reply:
    """How it goes, and what may be done. `note`: what was just done; `refused`: why it was not."""
    shown = panel.botones(ctx.session, campana, frame(ctx))
    rows = tuple(tuple(Button(text, data) for text, data in row) for row in shown)
    return ctx.reply(
        "encuestas/campana",
        buttons=(*rows, (button("atras", "encuesta"),)),
        como_va=panel.texto(ctx.session, campana, frame(ctx), ctx.turn.now),
        nota=note,
        negado=refused,
    )


def _resume(ctx: Context, campana: Campana) -> None:
    campanas.reanudar(campana, ctx.municipio, ctx.padron.garantias, ctx.turn.now)


def _done(ctx: Context, campana: Campana, name: str, act: Callable[[Context, Campana], None]) -> Reply:
    try:
        act(ctx, campana)
    except EntradaInvalidaError as refused:
        return card(ctx, campana, refused=refused.mensaje)
    ctx.session.flush()
    return card(ctx, campana, name)


def _sure(ctx: Context, campana: Campana, name: str) -> Reply:
    yes = Button(label("si_es"), f"encuesta:{campana.id}:{name}:si", _YES)
    no = Button(label("no_es"), f"encuesta:{campana.id}", ("no gracias", "todavía no", "ahora no"))
    titulo = encuesta_de(ctx.session, campana).titulo
    return ctx.reply(
        "encuestas/seguro", Outcome.CLARIFY, buttons=((yes, no),), que=name, titulo=titulo, en_pausa=en_pausa(campana)
    )


def _link(ctx: Context, campana: Campana) -> Reply:
    """Its open link, and as a QR."""
    payload = f"e{campana.enlace}"
    link = f"https://t.me/{ctx.turn.bot}?start={payload}" if ctx.turn.bot else None
    reply = ctx.reply(
        "encuestas/enlace",
        buttons=(
            (button("quitar_enlace", f"encuesta:{campana.id}:quitar"),),
            (button("atras", f"encuesta:{campana.id}"),),
        ),
        enlace=link,
        palabras=f"/start {payload}",
        en_pausa=en_pausa(campana),
    )
    if link is None:
        return reply
    params = {"municipio": ctx.slug, "campana": campana.id, "enlace": link}
    return reply.with_files(Attachment("photo", "encuestas.enlace", params, texts()["archivos"]["enlace"]))
