"""The card of a due date: all that whoever answers for it needs to know, and what can be done about it."""

from __future__ import annotations

from actions.context import button, in_rows
from actions.plan.botones import Rows
from actions.plan.cuando import counts_as_done, progress, until, words
from actions.plan.espera import leave
from actions.plan.mios import Mio
from actions.plan.pendientes import PAGE
from actions.turn import Reply
from municipio.plan.tablero import Situacion, situacion


def card(mio: Mio) -> Reply:
    """All that a responsable needs to know about a due date."""
    ctx, fila = mio.ctx, mio.fila
    leave(ctx.state)
    state = situacion(fila, ctx.local.date())
    return ctx.reply(
        "plan/tarjeta",
        buttons=_buttons(mio, state),
        fila=fila,
        accion=mio.accion,
        cuando=until(ctx, fila),
        lleva=progress(ctx, fila),
        cuenta=counts_as_done(fila),
        situacion=words()["situaciones"][state],
        abierta=_open(mio),
        responden=mio.responden,
    )


def _open(mio: Mio) -> bool:
    return mio.fila.estado in ("pendiente", "en_curso")


def _buttons(mio: Mio, state: Situacion) -> Rows:
    if mio.cargo is None:
        return ((button("tablero", "tablero"),),)
    if state is Situacion.CUMPLIDA or not _open(mio):
        return back(mio)
    data = f"v:{mio.fila.id}"
    first = [button("cumplida", f"{data}:c"), button("en_curso", f"{data}:e"), button("aplazar", f"{data}:a")]
    then = [button("delegar", f"{data}:d"), button("necesito_ayuda", f"{data}:h")]
    return (*in_rows([*first, *then], 2), *back(mio))


def back(mio: Mio) -> Rows:
    """To the list, on the page where it was left."""
    page = mio.ctx.state.extra.get(PAGE, 0)
    return ((button("mis_pendientes", f"pendientes:{page}"),),)
