"""Somebody may be in danger: the lines first, whatever else the message says."""

from __future__ import annotations

from dataclasses import replace

from actions.context import Context, button
from actions.emergencia.peligro import Danger
from actions.render import render
from actions.turn import Outcome, Reply
from municipio.municipios.registro import LineaEmergencia


def attend(ctx: Context) -> Reply:
    """The emergency lines: those of the municipality, the one for everything, those for this kind of danger."""
    kinds = Danger(ctx.padron.emergencias).kinds(ctx.turn.text)
    if "suicidio" in kinds:
        kinds = ["suicidio"]  # «me quiero matar» is no crime of another: only who can help now is told
    national = ctx.padron.emergencias.lineas
    for_all = [line for line in national if "todo" in line.para]
    for_this = [line for line in national if line not in for_all and set(line.para) & set(kinds)]
    rest = [line for line in national if line not in for_all and line not in for_this]
    return ctx.reply(
        "emergencia/emergencia",
        Outcome.EMERGENCY,
        ((button("contacto", "humano"),),),
        lineas=[*ctx.municipio.emergencias, *for_all, *for_this],
        otras=_worth_telling(rest, kinds),
        suicidio="suicidio" in kinds,
    )


def just_in_case(ctx: Context, reply: Reply) -> Reply:
    """An answer after the number to call, for a text that sounds a little like danger."""
    number = next(line.numero for line in ctx.padron.emergencias.lineas if "todo" in line.para)
    return replace(reply, text=f"{render('emergencia/por_si_acaso', numero=number)}\n\n{reply.text}")


def _worth_telling(rest: list[LineaEmergencia], kinds: list[str]) -> list[LineaEmergencia]:
    """When the kind is not known, every line is told."""
    return [] if kinds else rest
