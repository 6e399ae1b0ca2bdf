"""The card of a due date: all that whoever answers for it needs to know, and what can be done about it."""

from __future__ import annotations

from actions.context import button, in_rows
from actions.plan.botones import Rows
from actions.plan.corregir import offer
from actions.plan.cuando import counts_as_done, progress, until, words
from actions.plan.espera import leave
from actions.plan.mios import Mio
from actions.plan.pendientes import PAGE
from actions.render import label
from actions.turn import Button, Reply
from municipio.plan import evidencias
from municipio.plan.tablero import Situacion, situacion

ACTS = {"cumplida": "c", "en_curso": "e", "aplazar": "a", "delegar": "d", "necesito_ayuda": "h"}
"""What can be done about a due date → the end of the data of its button."""


def card(mio: Mio) -> Reply:
    """All that a responsable needs to know about a due date."""
    ctx, fila = mio.ctx, mio.fila
    leave(ctx.state)
    state = situacion(fila, ctx.local.date())
    shown = evidencias.de(ctx.session, fila) or evidencias.descontadas(ctx.session, fila)
    mistake = offer(mio)
    return ctx.reply(
        "plan/tarjeta",
        buttons=_buttons(mio, state, (*([see(mio)] if shown else []), *([mistake.button] if mistake else []))),
        fila=fila,
        accion=mio.accion,
        cuando=until(ctx, fila),
        lleva=progress(ctx, fila),
        cuenta=counts_as_done(fila),
        situacion=words()["situaciones"][state],
        abierta=_open(mio),
        corregible=mistake.until if mistake else None,
        responden=mio.responden,
        evidencias=evidencias.cuantas(ctx.session, fila),
    )


def _open(mio: Mio) -> bool:
    return mio.fila.estado in ("pendiente", "en_curso")


def _buttons(mio: Mio, state: Situacion, shown: tuple[Button, ...]) -> Rows:
    if mio.cargo is None or not _open(mio):
        more = (add(mio),) if mio.cargo is not None and state is Situacion.CUMPLIDA else ()
        return (*in_rows([*more, *shown], 2), *back(mio))
    data = f"v:{mio.fila.id}"
    acts = [Button(label(name), f"{data}:{what}", tuple(words()["tambien"][name])) for name, what in ACTS.items()]
    return (*in_rows([*acts, *shown], 2), *back(mio))


def add(mio: Mio) -> Button:
    """One more evidence."""
    return button("agregar_evidencia", f"v:{mio.fila.id}:m")


def see(mio: Mio) -> Button:
    """All the evidence, from where one may be taken away."""
    return Button(label("ver_evidencias"), f"v:{mio.fila.id}:p", tuple(words()["tambien"]["ver_evidencias"]))


def back(mio: Mio) -> Rows:
    """To the list, on the page where it was left; who only looks on goes to the board."""
    if mio.cargo is None:
        return ((button("tablero", "tablero"),),)
    page = mio.ctx.state.extra.get(PAGE, 0)
    return ((button("mis_pendientes", f"pendientes:{page}"),),)
