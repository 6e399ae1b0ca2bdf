"""What is typed in the wizard: a wording, a date, hours, a number. What is not understood is asked again."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta

from actions import options
from actions.context import Context
from actions.encuestas import campanas, campanas_borrador
from actions.encuestas.campanas_horas import hours_in
from actions.encuestas.campanas_publico import ask, audience, chosen, size
from actions.encuestas.campanas_textos import write
from actions.encuestas.escrito import BORRADOR
from actions.fechas import until
from actions.turn import Reply
from municipio.encuestas import campana as rows
from municipio.encuestas.audiencia import Audiencia
from municipio.encuestas.modelo import Campana, EstadoCampana
from municipio.encuestas.ventana import Ventana
from municipio.texto import normalizar

_LEAVES = frozenset({"cancelar", "salir", "menu"})
_NUMBER = re.compile(r"\d{1,6}")
_FIGURES = re.compile(r"(?:el )?(?:d[ií]a )?[-+\d.,]+", re.IGNORECASE)
"""A number or a day is what was asked for, not the place of a button."""
_THOUSANDS = re.compile(r"(?<=\d)\.(?=\d{3}\b)")
_SPAN = re.compile(r"\bdel?\b.*\b(?:al|hasta)\b")
_PAST = re.compile(r"(?:antes de |ante)?ayer|anoche")


def attend(ctx: Context) -> Reply:
    """The answer to what the wizard asked; the words of a button press it."""
    number, field = BORRADOR.asked(ctx.state)
    text = ctx.turn.text.strip()
    campana = rows.buscar(ctx.session, ctx.slug, number)
    if campana is None or campana.estado != EstadoCampana.BORRADOR or not campanas.coordinates(ctx):
        ctx.argument = (number,)
        return campanas.press(ctx)
    if normalizar(text) in _LEAVES:
        BORRADOR.leave(ctx.state)
        return campanas_borrador.attend(ctx, campana, [])
    if _FIGURES.fullmatch(text) is None and (data := options.chosen(ctx.state, text)) and data.startswith("encuesta:"):
        ctx.argument = tuple(data.split(":")[1:])
        return campanas.press(ctx)
    return _read(ctx, campana, field, text)


def _read(ctx: Context, campana: Campana, field: str, text: str) -> Reply:
    match field.split(":"):
        case ["textos", place]:
            return write(ctx, campana, int(place), text)
        case ["publico", "nuevas"]:
            return _since(ctx, campana, text)
        case ["publico", "muestra"]:
            return _sample(ctx, campana, text)
        case ["horario"]:
            return _hours(ctx, campana, text)
        case ["cierre"]:
            return _closing(ctx, campana, text)
        case _:
            return _cap(ctx, campana, text)


def _since(ctx: Context, campana: Campana, text: str) -> Reply:
    day = until(text, ctx.local.date())
    if day is None or day > ctx.local.date():
        return ask(ctx, campana, "nuevas", "sin_fecha" if day is None else "fecha_futura")
    muestra = chosen(campana).muestra
    campana.audiencia = Audiencia(tipo="nuevas", desde=day, muestra=muestra).model_dump(mode="json")
    BORRADOR.leave(ctx.state)
    return audience(ctx, campana, [])


def _sample(ctx: Context, campana: Campana, text: str) -> Reply:
    many, there = _number(text), size(ctx, campana)
    if not many:
        return ask(ctx, campana, "muestra", "sin_numero")
    if many > there:
        return ask(ctx, campana, "muestra", "muchos")
    campana.audiencia = chosen(campana).model_copy(update={"muestra": many}).model_dump(mode="json")
    BORRADOR.leave(ctx.state)
    return audience(ctx, campana, [])


def _hours(ctx: Context, campana: Campana, text: str) -> Reply:
    found = hours_in(text, Ventana.model_validate(campana.ventana))
    if found is None:
        return campanas_borrador.hours(ctx, campana, [], "sin_horas")
    campana.ventana = found.model_dump(mode="json")
    BORRADOR.leave(ctx.state)
    return campanas_borrador.following(ctx, campana, "horario")


def _closing(ctx: Context, campana: Campana, text: str) -> Reply:
    day = _last_day(text, ctx.local.date())
    if day is None or day < ctx.local.date():
        return campanas_borrador.closing(ctx, campana, [], "sin_fecha" if day is None else "fecha_pasada")
    if day > _a_year_from(ctx.local.date()):
        return campanas_borrador.closing(ctx, campana, [], "fecha_lejana")
    campana.hasta = campanas_borrador.at_the_end(ctx, datetime.combine(day, time()))
    BORRADOR.leave(ctx.state)
    return campanas_borrador.following(ctx, campana, "cierre")


def _last_day(text: str, today: date) -> date | None:
    """«Del 1 al 15» says when it begins too, but it begins when it is launched."""
    plain = normalizar(text)
    if text.strip().startswith(("-", "+")):
        return None
    return today - timedelta(days=1) if _PAST.fullmatch(plain) else until(_SPAN.sub("el", plain), today)


def _cap(ctx: Context, campana: Campana, text: str) -> Reply:
    many = _number(text)
    if not many:
        return campanas_borrador.cap(ctx, campana, [], "sin_numero")
    campana.tope = many
    BORRADOR.leave(ctx.state)
    return campanas_borrador.following(ctx, campana, "tope")


def _number(text: str) -> int | None:
    plain = _THOUSANDS.sub("", text)
    found = _NUMBER.findall(plain)
    return int(found[0]) if len(found) == 1 and "-" not in plain else None


def _a_year_from(day: date) -> date:
    return date(day.year + 1, day.month, min(day.day, 28))
