"""First contact: who speaks, the privacy notice, the municipality, the menu; and the single-use codes of `/start`."""

from __future__ import annotations

import re
from dataclasses import replace

from actions.cargos import aceptar
from actions.cargos.invitar import CODE as INVITATION
from actions.context import Context, menu_buttons
from actions.encuestas import opinar
from actions.plan.mios import parts
from actions.turn import Button, Reply
from municipio.personas.modelo import Rol
from municipio.personas.servicio import usar_codigo
from municipio.texto import normalizar
from municipio.tramites.padron import Padron

_FROM = re.compile(r"^(?:(?:yo )?soy de|estoy en|vivo en|municipio de|alcaldia de|de|en|para) ")
CODE = "c_"
"""What a `/start` payload begins with when it carries a single-use code."""
WITH_CODE = (f"/start {CODE}", f"/start {INVITATION}")
"""Texts that are attended before the municipality is known: the code says it."""


def start(ctx: Context) -> Reply:
    """Welcome. A code in the payload gives its role, an invitation its post; a slug chooses the municipality."""
    payload = ctx.argument[0] if ctx.argument else ""
    if payload.startswith(CODE) and ctx.turn.chat_id is not None:
        return _with_code(ctx, payload.removeprefix(CODE), ctx.turn.chat_id)
    if payload.startswith(INVITATION):
        return aceptar.ask(ctx, payload.removeprefix(INVITATION))
    if payload in ctx.padron.slugs:
        return _welcome_to(ctx, payload)
    if payload.startswith(opinar.LINK) and (survey := opinar.by_link(ctx, payload.removeprefix(opinar.LINK))):
        return survey
    if opinar.is_link(payload):
        return ctx.reply("encuestas/enlace_quitado", buttons=menu_buttons())
    if ctx.turn.municipio is None and len(ctx.padron.slugs) > 1:
        return which_municipality(ctx)
    reply = ctx.reply("inicio/bienvenida", buttons=menu_buttons(), varios=len(ctx.padron.slugs) > 1)
    return replace(reply, informs=True)


def with_code(padron: Padron, text: str) -> bool:
    """Whether a text is attended before the municipality is known: its code, or the survey of its link, says it."""
    link = text.startswith(f"/start {opinar.LINK}") and municipality_named(padron, text) is None
    return link or text.startswith(WITH_CODE)


def choose_municipality(ctx: Context) -> Reply:
    """The municipalities that this bot serves; or the change to the one chosen (`municipio:<slug>`)."""
    if ctx.argument and ctx.argument[0] in ctx.padron.slugs:
        return _welcome_to(ctx, ctx.argument[0])
    if len(ctx.padron.slugs) == 1:
        return ctx.reply("inicio/unico", buttons=menu_buttons())
    return which_municipality(ctx)


def which_municipality(ctx: Context) -> Reply:
    """Ask for the municipality."""
    names = [ctx.padron.catalogo(slug).municipio for slug in ctx.padron.slugs]
    rows = tuple((Button(f"{m.nombre} ({m.departamento})", f"municipio:{m.slug}"),) for m in names)
    return ctx.reply("inicio/municipios", buttons=rows, municipios=names)


def municipality_named(padron: Padron, text: str) -> str | None:
    """The slug that a text names and says no more: by its slug (a `/start` payload) or its name, «soy de Alvarado»."""
    plain = _FROM.sub("", normalizar(text.removeprefix("/start")))
    for slug in padron.slugs:
        if plain in {normalizar(slug), normalizar(padron.catalogo(slug).municipio.nombre)}:
            return slug
    return None


def municipality_numbered(padron: Padron, text: str) -> str | None:
    """The slug with that number in the list of municipalities."""
    plain = normalizar(text)
    number = int(plain) if plain.isdecimal() else 0
    return padron.slugs[number - 1] if 0 < number <= len(padron.slugs) else None


def _welcome_to(ctx: Context, slug: str) -> Reply:
    ctx.state.forget_topic()
    there = replace(ctx, slug=slug)
    reply = there.reply("inicio/bienvenida", buttons=menu_buttons(), varios=len(ctx.padron.slugs) > 1)
    return replace(reply, informs=True, municipio=slug)


def _with_code(ctx: Context, code: str, chat_id: int) -> Reply:
    """A code makes a chat the coordination's; to whoever is that already, hers says so again."""
    good = usar_codigo(ctx.session, code, chat_id, ctx.padron.slugs, ctx.turn.now) or Rol.COORDINADOR in ctx.turn.roles
    reply = ctx.reply("inicio/coordinacion" if good else "inicio/codigo_malo", buttons=menu_buttons())
    return replace(reply, informs=good, menu=parts(ctx) | {"mira", "coordina"} if good else None)
