"""What is typed in the wizard: a wording, a date, hours, a number. What is not understood is asked again."""

from __future__ import annotations

import re
from datetime import date, datetime, time

from pydantic import ValidationError

from actions import options
from actions.cargos.fechas import until
from actions.context import Context
from actions.encuestas import campanas, campanas_borrador
from actions.encuestas.campanas_publico import ask, audience, chosen, size
from actions.encuestas.campanas_textos import write
from actions.encuestas.escrito import BORRADOR
from actions.turn import Reply
from municipio.encuestas import campana as rows
from municipio.encuestas.audiencia import Audiencia
from municipio.encuestas.modelo import Campana, EstadoCampana
from municipio.encuestas.ventana import Ventana
from municipio.municipios.registro import DIAS, Dia
from municipio.texto import normalizar, sin_tildes

_LEAVES = frozenset({"cancelar", "salir", "menu"})
_NUMBER = re.compile(r"\d{1,6}")
_FIGURES = re.compile(r"[-+\d.,]+")
_THOUSANDS = re.compile(r"(?<=\d)\.(?=\d{3}\b)")
_HOURS = re.compile(
    r"\b(\d{1,2})(?::(\d{2}))? ?([ap])?\.? ?m?\.?(?: a | hasta |-)(?:las )?(\d{1,2})(?::(\d{2}))? ?([ap])?"
)
_RANGE = re.compile(rf"({'|'.join(DIAS)}) a ({'|'.join(DIAS)})")


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
    day = until(text, ctx.local.date())
    if day is None or day < ctx.local.date():
        return campanas_borrador.closing(ctx, campana, [], "sin_fecha" if day is None else "fecha_pasada")
    if day > _a_year_from(ctx.local.date()):
        return campanas_borrador.closing(ctx, campana, [], "fecha_lejana")
    campana.hasta = campanas_borrador.at_the_end(ctx, datetime.combine(day, time()))
    BORRADOR.leave(ctx.state)
    return campanas_borrador.following(ctx, campana, "cierre")


def _cap(ctx: Context, campana: Campana, text: str) -> Reply:
    many = _number(text)
    if not many:
        return campanas_borrador.cap(ctx, campana, [], "sin_numero")
    campana.tope = many
    BORRADOR.leave(ctx.state)
    return campanas_borrador.following(ctx, campana, "tope")


def hours_in(text: str, now: Ventana) -> Ventana | None:
    """Days and hours as people write them: «lunes a sábado de 9 a 5», «de 2 pm a 6 pm»; what is not said stays."""
    plain = sin_tildes(text)
    days, hours = _days(plain), _HOURS.search(plain)
    if not days and hours is None:
        return None
    start, end = (now.desde, now.hasta) if hours is None else _between(hours)
    try:
        return Ventana(dias=days or now.dias, desde=start, hasta=end)
    except ValidationError:
        return None


def _days(plain: str) -> list[Dia]:
    span = _RANGE.search(plain)
    if span:
        first, last = DIAS.index(span[1]), DIAS.index(span[2])
        return list(DIAS[first : last + 1])
    return [day for day in DIAS if day in plain]


def _between(hours: re.Match[str]) -> tuple[time | None, time | None]:
    """Both hours; «de 9 a 5» and «de 2 a 6» are of the day, not of the night."""
    start = _hour(hours[1], hours[2], hours[3], least=6)
    end = _hour(hours[4], hours[5], hours[6], least=(start.hour + 1) if start else 6)
    return start, end


def _hour(hour: str, minutes: str | None, half: str | None, least: int) -> time | None:
    n = int(hour) + (12 if half == "p" and int(hour) < 12 else 0)
    if half is None and n < least and n + 12 < 24:
        n += 12
    return time(n, int(minutes or 0)) if n < 24 and int(minutes or 0) < 60 else None


def _number(text: str) -> int | None:
    plain = _THOUSANDS.sub("", text)
    found = _NUMBER.findall(plain)
    return int(found[0]) if len(found) == 1 and "-" not in plain else None


def _a_year_from(day: date) -> date:
    return date(day.year + 1, day.month, min(day.day, 28))
