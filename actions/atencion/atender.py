"""Opening hours, address, phone, who attends: of the alcaldía or of one of its offices, and on a given day."""

from __future__ import annotations

import re

from actions.context import Context, button
from actions.tramites.consultar import channels
from actions.turn import Reply
from municipio.atencion.fechas import dia_preguntado
from municipio.atencion.horario import como_esta, dia_de_atencion, horario_de, proximo_dia, semana
from municipio.municipios.registro import Dependencia
from municipio.texto import normalizar

_FESTIVOS = re.compile(r"\bfestivos?\b|\bferiados?\b|\bdias? de fiesta\b")


def attend(ctx: Context) -> Reply:
    """Where and when to be attended; first the day asked about, when one is named."""
    texto = ctx.turn.text if ctx.turn.kind == "text" else ""
    dependencia = office_named(ctx, texto)
    horario = horario_de(ctx.municipio, dependencia)
    asked = dia_preguntado(texto, ctx.local.date())
    dia = dia_de_atencion(ctx.municipio, horario, asked) if asked else None
    siguiente = proximo_dia(ctx.municipio, horario, asked) if asked and dia and not dia.franjas else None
    return ctx.reply(
        "atencion/atencion",
        buttons=((button("tramites", "menu"), button("contacto", "humano")),),
        dependencia=dependencia,
        canales=channels(ctx.municipio, dependencia),
        semana=semana(horario),
        horario=horario,
        dia=dia,
        siguiente=siguiente,
        ahora=como_esta(ctx.municipio, horario, ctx.local),
        hoy=asked == ctx.local.date(),
        festivos=dia is None and _FESTIVOS.search(normalizar(texto)) is not None,
    )


def office_named(ctx: Context, texto: str) -> Dependencia | None:
    """The office that a text names, by its name or by what people call it; the longest name wins."""
    plano = f" {normalizar(texto)} "
    found = [
        (len(clave), dependencia)
        for dependencia in ctx.municipio.dependencias
        for name in (dependencia.nombre, *dependencia.sinonimos)
        if f" {(clave := normalizar(name))} " in plano
    ]
    return max(found, key=lambda pair: pair[0])[1] if found else None
