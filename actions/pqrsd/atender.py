"""Petitions, complaints, claims, suggestions and reports: how, where, and in what term they are answered."""

from __future__ import annotations

from actions.context import Context, button
from actions.tramites.consultar import channels
from actions.turn import Reply
from municipio.calendario import sumar_habiles

TERMS = {"documentos": 10, "general": 15, "consulta": 30}
"""Business days to answer (Ley 1755 de 2015, art. 14)."""


def attend(ctx: Context) -> Reply:
    """How to file one, with the last day to answer if it were filed today."""
    today = ctx.local.date()
    locales = ctx.municipio.no_habiles
    oficina = ctx.municipio.dependencia_de("atencion-ciudadano")
    return ctx.reply(
        "pqrsd/pqrsd",
        buttons=((button("atencion", "atencion"), button("menu", "menu")),),
        canales=channels(ctx.municipio, oficina),
        oficina=oficina,
        dias=TERMS,
        vence={name: sumar_habiles(today, days, locales) for name, days in TERMS.items()},
    )
