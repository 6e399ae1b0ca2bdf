"""The buttons of a due date: `v:<id>` opens its card, `v:<id>:<what>` does something about it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from actions.context import Context
from actions.plan import captura, corregir, pruebas, quitar
from actions.plan.cuando import until, words
from actions.plan.espera import ANSWERS, leave
from actions.plan.mios import Mio, look_up, posts
from actions.plan.tarjeta import back, card
from actions.render import label, render
from actions.turn import Reply
from municipio.errors import EntradaInvalidaError
from municipio.fechas import fecha_cercana, hora_dicha
from municipio.plan import gestion
from municipio.plan.gestion import Mensaje


def attend(ctx: Context) -> Reply:
    """A button of a due date was pressed. What is none of the chat's business is refused without saying what it is."""
    number, what = (*ctx.argument, "", "")[:2]
    mio = look_up(ctx, number)
    if mio is None:
        leave(ctx.state)
        return ctx.reply("plan/negado", mensaje=words()["ajeno"])
    if what not in ANSWERS:
        leave(ctx.state)
    try:
        return _act(mio, what)
    except EntradaInvalidaError as refused:
        leave(ctx.state)
        return ctx.reply("plan/negado", buttons=back(mio), mensaje=refused.mensaje)


def _act(mio: Mio, what: str) -> Reply:
    looks: dict[str, Callable[[Mio], Reply]] = {"p": pruebas.show, "t": pruebas.finish, "r": corregir.attend}
    answers: dict[str, Callable[[Mio], Reply]] = {
        "o": captura.skip,
        "s": pruebas.without,
        "m": pruebas.ask_one_more,
        "q": quitar.ask,
    }
    acts: dict[str, Callable[[Mio, str], Reply]] = {
        "c": captura.ask_done,
        "a": captura.ask_days,
        "e": _on_it,
        "d": _delegate,
        "h": _help,
        "k": quitar.attend,
    }
    if what not in acts and what not in answers:
        return looks.get(what, card)(mio)
    if mio.cargo is None:
        raise EntradaInvalidaError(words()["solo_mira"])
    return acts[what](mio, mio.cargo) if what in acts else answers[what](mio)


def _on_it(mio: Mio, cargo: str) -> Reply:
    gestion.en_curso(mio.ctx.session, mio.fila, cargo, mio.ctx.turn.now)
    return _told(mio, "en_curso")


def _delegate(mio: Mio, cargo: str) -> Reply:
    message = _message(mio, cargo, "delegado")
    at = gestion.delegar(mio.ctx.session, mio.fila, message, cargo, mio.ctx.turn.now, mio.ctx.turn.chat_id)
    return _told(mio, "delegado", at)


def _help(mio: Mio, cargo: str) -> Reply:
    at = gestion.ayuda(mio.ctx.session, mio.fila, _message(mio, cargo, "ayuda"), cargo, mio.ctx.turn.now)
    return _told(mio, "ayuda", at)


def _message(mio: Mio, cargo: str, why: str) -> Mensaje:
    """What the substitute or the coordination is told."""
    post = posts(mio.ctx).get(cargo, cargo)
    text = render(
        "plan/pedido", m=mio.ctx.municipio, porque=why, fila=mio.fila, cargo=post, cuando=until(mio.ctx, mio.fila)
    )
    return Mensaje(text, label("abrir"))


def _told(mio: Mio, what: str, at: datetime | None = None) -> Reply:
    """What was done; `at`: when others are told, if not now."""
    later = fecha_cercana(at.date()) if at is not None and at > mio.ctx.turn.now else None
    hour = hora_dicha(mio.ctx.municipio.envios.abre)
    return mio.ctx.reply("plan/hecho", buttons=back(mio), que=what, nombre=mio.nombre, despues=later, hora=hour)
