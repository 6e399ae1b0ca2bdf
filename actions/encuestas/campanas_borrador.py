"""The wizard: a draft, screen by screen. Every choice is kept in the row of the campaign as soon as it is made."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, time, timedelta

from actions.context import Context, button
from actions.encuestas import campanas_prueba, campanas_resumen
from actions.encuestas.campanas_pantalla import ORDER, screen
from actions.encuestas.campanas_publico import audience
from actions.encuestas.campanas_textos import wording
from actions.encuestas.escrito import BORRADOR
from actions.turn import Button, Reply
from municipio.encuestas import campana as campanas
from municipio.encuestas.modelo import Campana
from municipio.encuestas.registro import plantillas
from municipio.encuestas.ventana import Ventana
from municipio.encuestas.versiones import encuesta_de
from municipio.municipios.registro import DIAS

LASTS = {"cierre_3": 3, "cierre_7": 7, "cierre_14": 14, "cierre_30": 30}
"""Days that a campaign lasts, by the button that says so."""
HOURS = {
    "horario_habiles": Ventana(),
    "horario_sabado": Ventana(dias=list(DIAS[:6])),
    "horario_todos": Ventana(dias=list(DIAS), hasta=time(20)),
}
USUAL = timedelta(days=14)
LAST_HOUR = time(23, 59)


def start(ctx: Context, key: str) -> Reply | None:
    """A draft of a template, with the veredas of the municipality; None when there is no such template."""
    encuesta = plantillas(ctx.session, ctx.municipio.veredas).get(key)
    if encuesta is None:
        return None
    closes = at_the_end(ctx, ctx.local + USUAL)
    return wording(ctx, campanas.crear(ctx.session, ctx.slug, encuesta, ctx.turn.now, closes), [])


def attend(ctx: Context, campana: Campana, what: list[str]) -> Reply:
    """`encuesta:<id>:<screen>[:<choice>]`; without a screen, the summary."""
    screens: dict[str, Callable[[Context, Campana, list[str]], Reply]] = {
        "textos": wording,
        "publico": audience,
        "horario": hours,
        "cierre": closing,
        "tope": cap,
        "enlace": _link,
        "prueba": campanas_prueba.show,
    }
    ends = {"lanzar": campanas_resumen.launch, "borrar": _discard}
    name, *choice = what or ["resumen"]
    if name in screens:
        return screens[name](ctx, campana, choice)
    return ends.get(name, campanas_resumen.show)(ctx, campana)


def at_the_end(ctx: Context, day: datetime) -> datetime:
    """The last minute of a local day."""
    return datetime.combine(day.date(), LAST_HOUR, ctx.local.tzinfo)


def hours(ctx: Context, campana: Campana, choice: list[str], note: str | None = None) -> Reply:
    """`horario`: on which days and at which hours; `horario:<which>` chooses."""
    if choice and choice[0] in HOURS:
        campana.ventana = HOURS[choice[0]].model_dump(mode="json")
        return following(ctx, campana, "horario")
    BORRADOR.wait_for(ctx.state, campana.id, "horario")
    rows = [[button(name, f"encuesta:{campana.id}:horario:{name}")] for name in HOURS]
    return screen(ctx, campana, "horario", rows, note)


def closing(ctx: Context, campana: Campana, choice: list[str], note: str | None = None) -> Reply:
    """`cierre`: until when; `cierre:<which>` chooses."""
    if choice and choice[0] in LASTS:
        campana.hasta = at_the_end(ctx, ctx.local + timedelta(days=LASTS[choice[0]]))
        return following(ctx, campana, "cierre")
    BORRADOR.wait_for(ctx.state, campana.id, "cierre")
    buttons = [button(name, f"encuesta:{campana.id}:cierre:{name}") for name in LASTS]
    return screen(ctx, campana, "cierre", [buttons[:2], buttons[2:]], note)


def cap(ctx: Context, campana: Campana, choice: list[str], note: str | None = None) -> Reply:
    """`tope`: no more invitations than this; `tope:no`, as many as there are."""
    if choice == ["no"]:
        campana.tope = None
        return following(ctx, campana, "tope")
    BORRADOR.wait_for(ctx.state, campana.id, "tope")
    return screen(ctx, campana, "tope", [[button("sin_tope", f"encuesta:{campana.id}:tope:no")]], note)


def _link(ctx: Context, campana: Campana, choice: list[str]) -> Reply:
    if choice == ["abierto"]:
        campanas.abrir_enlace(campana, abierto=campana.enlace is None)
    if choice == ["permanente"]:
        campana.permanente = not campana.permanente
    data = f"encuesta:{campana.id}:enlace"
    rows = [
        [button("quitar_enlace" if campana.enlace else "poner_enlace", f"{data}:abierto")],
        [button("quitar_permanente" if campana.permanente else "poner_permanente", f"{data}:permanente")],
    ]
    return screen(ctx, campana, "enlace", rows)


def _discard(ctx: Context, campana: Campana) -> Reply:
    titulo = encuesta_de(ctx.session, campana).titulo
    campanas.cancelar(ctx.session, campana, ctx.turn.now)
    rows: tuple[tuple[Button, ...], ...] = ((button("atras", "encuesta"),),)
    return ctx.reply("encuestas/borrada", buttons=rows, replaces=ctx.turn.kind == "press", titulo=titulo)


def following(ctx: Context, campana: Campana, name: str) -> Reply:
    """The screen after `name`."""
    return attend(ctx, campana, [ORDER[ORDER.index(name) + 1]])
