"""Who may do what with the posts of the plan, and how posts are offered to choose from."""

from __future__ import annotations

from collections.abc import Sequence

from actions.context import Context
from actions.pages import Page, page_of
from actions.turn import Button, Outcome, Reply
from municipio.personas.modelo import Rol
from municipio.plan.busqueda import cargos_de
from municipio.plan.modelo import Titular
from municipio.plan.registro import Cargo, Plan
from municipio.plan.titulares import de_chat
from municipio.texto import normalizar

SHOWN = 38
"""Letters of the name of a post on its button; the whole name is in the text and may be typed."""
YES = ("sí claro", "claro", "claro que sí", "sí señor", "sí señora", "sí acepto", "acepto", "de acuerdo", "listo", "ok",
       "vale", "dale", "bueno", "sí por favor")  # fmt: skip
NO = ("no gracias", "no señor", "no señora", "no acepto", "todavía no", "ahora no", "cancelar")


def coordinates(ctx: Context) -> bool:
    """Whether this chat is of the coordination."""
    return Rol.COORDINADOR in ctx.turn.roles


def held(ctx: Context) -> list[Titular]:
    """The posts that this chat holds here."""
    return [] if ctx.turn.chat_id is None else de_chat(ctx.session, ctx.slug, ctx.turn.chat_id)


def posts(ctx: Context) -> dict[str, Cargo]:
    """The posts of the plan, by their keys."""
    return {} if ctx.catalogo.plan is None else {cargo.clave: cargo for cargo in ctx.catalogo.plan.cargos}


def named(ctx: Context, key: str) -> str:
    """What a post is called; a plan that was loaded again may not have it any more."""
    cargo = posts(ctx).get(key)
    return key.replace("-", " ") if cargo is None else cargo.nombre


def refuse(ctx: Context) -> Reply:
    """This chat holds no post and is not of the coordination."""
    return ctx.reply("cargos/sin_cargo")


def only_coordination(ctx: Context) -> Reply:
    """This is for the coordination."""
    return ctx.reply("preguntas/solo_coordinacion")


def pressed(ctx: Context) -> bool:
    """Whether a button was pressed, whose message the reply then replaces."""
    return ctx.turn.kind == "press"


def which(ctx: Context, cargos: Sequence[Cargo], number: str, command: str, *, missed: bool = False) -> Reply:
    """Ask which post `command` is about, a page at a time. `missed`: the one that was named is none of them."""
    page = page_of(cargos, number)
    return ctx.reply(
        "cargos/cual",
        Outcome.CLARIFY,
        buttons=(*_choices(page, command), *page.steering(lambda n: f"{command}:p:{n}", None)),
        replaces=pressed(ctx),
        pagina=page,
        para=command,
        falta=missed,
    )


def found(plan: Plan, text: str, allowed: Sequence[Cargo]) -> list[Cargo]:
    """The posts that a text names, of those that may be chosen; the one that it names exactly, alone."""
    plain = normalizar(text)
    exact = [c for c in allowed if plain in {normalizar(name) for name in (c.clave, c.nombre, *c.variantes)}]
    keys = {cargo.clave for cargo in allowed}
    return exact or ([cargo for cargo in cargos_de(plan, text) if cargo.clave in keys] if plain else [])


def _choices(page: Page[Cargo], command: str) -> tuple[tuple[Button, ...], ...]:
    """A row for each post of a page; it may be typed too, as the plan also calls it."""
    return tuple(
        (Button(f"{n}. {_short(cargo.nombre)}", f"{command}:{cargo.clave}", (cargo.nombre, *cargo.variantes)),)
        for n, cargo in enumerate(page.shown, 1)
    )


def _short(name: str) -> str:
    return name if len(name) <= SHOWN else f"{name[:SHOWN].rsplit(' ', 1)[0].rstrip(',;:.')}…"
