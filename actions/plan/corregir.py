"""«Corregir»: what was marked as done by mistake is not done."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from actions.context import button
from actions.plan.cuando import progress, until, words
from actions.plan.mios import Mio
from actions.render import label
from actions.turn import Button, Reply
from municipio.errors import EntradaInvalidaError
from municipio.plan import correccion
from municipio.plan.correccion import Corrige


@dataclass(frozen=True, slots=True)
class Offer:
    """That a «Cumplida» may be corrected by this chat, and until what day."""

    button: Button
    until: date


def offer(mio: Mio) -> Offer | None:
    """The last «Cumplida» that may be corrected now; None when there is none."""
    who = _who(mio)
    marca = correccion.corregible(mio.ctx.session, mio.fila, who)
    if marca is None:
        return None
    names = tuple(words()["tambien"]["corregir"])
    return Offer(Button(label("corregir"), f"v:{mio.fila.id}:r:{marca.id}", names), who.hasta(marca))


def attend(mio: Mio) -> Reply:
    """`v:<due date>:r:<number of the «Cumplida»>`."""
    ctx, number = mio.ctx, (*mio.ctx.argument, "", "", "")[2]
    if not number.isdecimal() or len(number) > 9:
        raise EntradaInvalidaError(words()["ajeno"])
    correccion.corregir(ctx.session, mio.fila, int(number), _who(mio))
    return ctx.reply(
        "plan/corregida",
        buttons=((button("abrir", f"v:{mio.fila.id}"),),),
        nombre=mio.nombre,
        cuando=until(ctx, mio.fila),
        lleva=progress(ctx, mio.fila),
    )


def _who(mio: Mio) -> Corrige:
    ctx = mio.ctx
    days = ctx.catalogo.plan.correccion if ctx.catalogo.plan else 0
    return Corrige(ctx.turn.chat_id, mio.coordina, days, ctx.local, ctx.municipio.no_habiles)
