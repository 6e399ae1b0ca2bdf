"""A person, not a bot: who attends, where and how."""

from __future__ import annotations

from actions.context import Context, button
from actions.tramites.consultar import channels
from actions.turn import Reply
from municipio.atencion.horario import como_esta, horario_de, semana


def attend(ctx: Context) -> Reply:
    """How to reach people: the office of the current trámite when there is one, else the one that attends everybody."""
    ficha = ctx.catalogo.ficha(ctx.state.tramite)
    office = (ctx.catalogo.dependencia(ficha) if ficha else None) or ctx.municipio.dependencia_de("atencion-ciudadano")
    hours = horario_de(ctx.municipio, office)
    return ctx.reply(
        "personas/humano",
        buttons=((button("tramites", "menu"), button("atencion", "atencion")),),
        oficina=office,
        canales=channels(ctx.municipio, office),
        semana=semana(hours),
        horario=hours,
        ahora=como_esta(ctx.municipio, hours, ctx.local),
    )
