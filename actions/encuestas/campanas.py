"""`/encuesta`: the campaigns of the municipality, for the coordination: what there is, a new one, and each one."""

from __future__ import annotations

from actions.context import Context, button, menu_buttons
from actions.encuestas import campanas_borrador, campanas_vida
from actions.encuestas.escrito import BORRADOR
from actions.pages import page_of
from actions.turn import Button, Outcome, Reply
from municipio.encuestas import campana as campanas
from municipio.encuestas.modelo import EstadoCampana
from municipio.encuestas.panel import palabras
from municipio.encuestas.registro import plantillas
from municipio.encuestas.versiones import encuesta_de
from municipio.personas.modelo import Rol
from municipio.texto import palabras as words_of

NEW = "encuesta:nueva"
SHOWN = 34
"""Letters of a title on its button."""
_NEW = frozenset({"nueva", "nuevo", "lanzar", "crear", "hacer", "mandar", "enviar", "empezar"})


def attend(ctx: Context) -> Reply:
    """`/encuesta`, `/encuesta nueva`, «quiero lanzar una encuesta», «cómo va la encuesta»."""
    if not coordinates(ctx):
        return _not_here(ctx)
    return _new(ctx) if _NEW & set(words_of(ctx.turn.text)) else _list(ctx, "0")


def press(ctx: Context) -> Reply:
    """`encuesta`, `encuesta:p:<page>`, `encuesta:nueva[:<template>]`, `encuesta:<id>[:<what>…]`."""
    BORRADOR.leave(ctx.state)
    if not coordinates(ctx):
        return _not_here(ctx)
    match ctx.argument:
        case ():
            return _list(ctx, "0")
        case ("p", page):
            return _list(ctx, page)
        case ("nueva",):
            return _new(ctx)
        case ("nueva", key):
            return campanas_borrador.start(ctx, key) or _new(ctx)
        case (number, *what):
            return _one(ctx, number, what)
    return _list(ctx, "0")


def coordinates(ctx: Context) -> bool:
    """Whether this chat is of the coordination, and nobody else reads it."""
    return Rol.COORDINADOR in ctx.turn.roles and not ctx.turn.group


def _not_here(ctx: Context) -> Reply:
    return ctx.reply("encuestas/campanas", buttons=menu_buttons())


def _one(ctx: Context, number: str, what: list[str]) -> Reply:
    campana = campanas.buscar(ctx.session, ctx.slug, number)
    if campana is None:
        return _list(ctx, "0", missed=True)
    draft = campana.estado == EstadoCampana.BORRADOR
    return campanas_borrador.attend(ctx, campana, what) if draft else campanas_vida.attend(ctx, campana, what)


def _list(ctx: Context, number: str, *, missed: bool = False) -> Reply:
    page = page_of(campanas.todas(ctx.session, ctx.slug), number)
    titles = {c.id: encuesta_de(ctx.session, c).titulo for c in page.shown}
    rows = tuple((_choice(n, titles[c.id], f"encuesta:{c.id}"),) for n, c in enumerate(page.shown, 1))
    return ctx.reply(
        "encuestas/lista",
        Outcome.CLARIFY,
        buttons=(*rows, *page.steering(lambda n: f"encuesta:p:{n}", None), (button("encuesta_nueva", NEW),)),
        replaces=ctx.turn.kind == "press",
        pagina=page,
        titulos=titles,
        estados=palabras()["estados"],
        falta=missed,
    )


def _choice(number: int, title: str, data: str) -> Button:
    shown = title if len(title) <= SHOWN else f"{title[:SHOWN].rstrip()}…"
    return Button(f"{number}. {shown}", data, (title,))


def _new(ctx: Context) -> Reply:
    templates = list(plantillas(ctx.session).values())
    rows = tuple((_choice(n, e.titulo, f"encuesta:nueva:{e.clave}"),) for n, e in enumerate(templates, 1))
    return ctx.reply(
        "encuestas/plantillas",
        Outcome.CLARIFY,
        buttons=(*rows, (button("atras", "encuesta"),)),
        replaces=ctx.turn.kind == "press",
        plantillas=templates,
    )
