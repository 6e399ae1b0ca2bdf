"""How far the plan has come, for whoever asks: counted from what its responsables reported."""

from __future__ import annotations

from actions.context import Context
from municipio.plan.tablero import Cuenta, contar, del_semestre


def cuenta(ctx: Context, accion: str | None = None) -> Cuenta | None:
    """How the due dates of this half of the year stand, of one action or of all; None when none is followed."""
    hoy = ctx.local.date()
    filas = [fila for fila in del_semestre(ctx.session, ctx.slug, hoy) if accion in (None, fila.accion)]
    return contar(filas, hoy, ctx.municipio.no_habiles) if filas else None
