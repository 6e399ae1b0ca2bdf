"""«Quitar»: an evidence that was sent by mistake, by whoever sent it. It is asked before, for it does not come back."""

from __future__ import annotations

from collections.abc import Iterable

from actions.context import button
from actions.plan.cuando import words
from actions.plan.mios import Mio
from actions.plan.tarjeta import back, see
from actions.render import label
from actions.turn import Button, Outcome, Reply
from municipio.errors import EntradaInvalidaError
from municipio.plan import evidencias
from municipio.plan.modelo import Evidencia


def buttons(mio: Mio, numbered: Iterable[tuple[int, Evidencia]]) -> list[Button]:
    """A button for each that this chat may take away; its number may be typed after «quitar»."""
    if mio.cargo is None:
        return []
    chat = mio.ctx.turn.chat_id
    mine = [(n, una) for n, una in numbered if evidencias.quitable(mio.fila, una, chat)]
    ways, alone = words()["tambien"]["quitar"], words()["tambien"]["quitarla"] if len(mine) == 1 else ()
    return [
        Button(
            f"{label('quitar')} {n}",
            f"v:{mio.fila.id}:q:{una.id}",
            (*(f"{way} {n}" for way in ways), *alone),
        )
        for n, una in mine
    ]


def ask(mio: Mio) -> Reply:
    """`v:<due date>:q:<evidence>`: which one it is, and whether it is to go."""
    number = _number(mio)
    una = evidencias.propia(mio.ctx.session, mio.fila, number, mio.ctx.turn.chat_id)
    yes = Button(label("si_quitar"), f"v:{mio.fila.id}:k:{number}", tuple(words()["tambien"]["si_quitar"]))
    return mio.ctx.reply(
        "plan/quitar",
        Outcome.CLARIFY,
        buttons=((yes, button("cancelar", f"v:{mio.fila.id}")),),
        nombre=mio.nombre,
        una=una,
        tipo=words()["guardada"].get(una.tipo),
    )


def attend(mio: Mio, cargo: str) -> Reply:
    """`v:<due date>:k:<evidence>`: it goes."""
    ctx = mio.ctx
    evidencias.quitar(ctx.session, mio.fila, _number(mio), cargo, ctx.turn.now, ctx.turn.chat_id)
    left = evidencias.cuantas(ctx.session, mio.fila)
    return ctx.reply(
        "plan/quitada", buttons=(*([(see(mio),)] if left else []), *back(mio)), nombre=mio.nombre, van=left
    )


def _number(mio: Mio) -> int:
    number = (*mio.ctx.argument, "", "", "")[2]
    if not number.isdecimal() or len(number) > 9:
        raise EntradaInvalidaError(words()["ajeno"])
    return int(number)
