"""Small talk, help, and admitting what was not understood."""

from __future__ import annotations

from actions.context import Context, menu_buttons
from actions.plan.mios import parts
from actions.turn import Outcome, Reply
from municipio.preguntas.modelo import Motivo
from municipio.preguntas.servicio import anotar


def greet(ctx: Context) -> Reply:
    """Good morning, and what can be asked."""
    hour = ctx.local.hour
    greeting = "Buenos días" if hour < 12 else "Buenas tardes" if hour < 19 else "Buenas noches"
    return ctx.reply("charla/saludo", buttons=menu_buttons(), saludo=greeting)


def say_goodbye(ctx: Context) -> Reply:
    """Until the next time."""
    return ctx.reply("charla/despedida")


def thanked(ctx: Context) -> Reply:
    """You are welcome."""
    return ctx.reply("charla/gracias", buttons=menu_buttons())


def at_your_service(ctx: Context) -> Reply:
    """«Ok», a thumb, a text without words: nothing was asked, and the way on is offered."""
    return ctx.reply("charla/a_la_orden", buttons=menu_buttons())


def help_(ctx: Context) -> Reply:
    """What the bot can do, with examples."""
    return ctx.reply("charla/ayuda", buttons=menu_buttons(), papeles=parts(ctx))


def who_am_i(ctx: Context) -> Reply:
    """A program, not a person."""
    return ctx.reply("charla/identidad", buttons=menu_buttons())


def off_topic(ctx: Context) -> Reply:
    """That is not a matter of the alcaldía's counter."""
    return ctx.reply("charla/fuera_de_tema", Outcome.FALLBACK, menu_buttons())


def not_understood(ctx: Context) -> Reply:
    """Admit it, note the question for the coordinator, and offer the way on."""
    if ctx.turn.text:
        anotar(ctx.session, ctx.slug, ctx.turn.text, Motivo.NO_ENTENDIDA, ctx.local.date())
    return ctx.reply("charla/no_entendi", Outcome.FALLBACK, menu_buttons())


def not_that(ctx: Context) -> Reply:
    """«That is not what I asked»: note the last question and ask for it in other words."""
    _note_last(ctx)
    ctx.state.tramite = ctx.state.facet = None
    return ctx.reply("charla/no_era_eso", Outcome.ANSWER, menu_buttons())


def did_not_help(ctx: Context) -> Reply:
    """The button «No me sirvió»."""
    _note_last(ctx)
    return ctx.reply("charla/no_sirvio", Outcome.ANSWER, menu_buttons())


def only_text(ctx: Context) -> Reply:
    """A voice note, a photo, a sticker…: says that it cannot be read, and how to go on."""
    return ctx.reply("charla/medio", Outcome.FALLBACK, menu_buttons(), tipo=ctx.turn.kind)


def _note_last(ctx: Context) -> None:
    if ctx.state.question:
        anotar(ctx.session, ctx.slug, ctx.state.question, Motivo.NO_SIRVIO, ctx.local.date(), ctx.state.tramite)
        ctx.state.question = None
