"""What is answered about a due date, one thing at a time: each value, the evidence, how many days and why."""

from __future__ import annotations

import re

from actions.context import Context
from actions.plan import pruebas
from actions.plan.cuando import until, words
from actions.plan.espera import DAYS, EVIDENCE, KEPT, TAKES_FILES, VALUE, WHY, leave
from actions.plan.mios import Mio, look_up
from actions.plan.preguntar import ask, asked, indicator, kept
from actions.plan.tarjeta import back, card
from actions.turn import Reply
from municipio.errors import EntradaInvalidaError
from municipio.plan import gestion
from municipio.plan.gestion import DIAS
from municipio.texto import normalizar

_LEAVES = frozenset({"cancelar", "volver", "atras", "salir", "menu", "inicio"})
_SKIPS = frozenset({"omitir", "no aplica", "saltar"})
_NUMBER = re.compile(r"\d+")
_NUMBERS = {word: n for n, word in enumerate("cero un dos tres cuatro cinco seis siete ocho nueve diez".split())}  # noqa: SIM905
_NUMBERS |= {"uno": 1, "una": 1, "ninguno": 0, "ninguna": 0, "quince": 15, "veinte": 20, "cien": 100}


def attend(ctx: Context) -> Reply:
    """The answer to what was asked."""
    mio = look_up(ctx, str(ctx.state.extra[KEPT]["id"]))
    if mio is None or mio.cargo is None:
        leave(ctx.state)
        return ctx.reply("plan/negado", mensaje=words()["ajeno"])
    if ctx.turn.file is None and normalizar(ctx.turn.text) in _LEAVES:
        return card(mio)
    try:
        return _answered(mio, mio.cargo, ctx.state.expects)
    except EntradaInvalidaError as refused:
        leave(ctx.state)
        return ctx.reply("plan/negado", mensaje=refused.mensaje)


def ask_done(mio: Mio, cargo: str) -> Reply:
    """«Cumplida»: the first thing that is asked."""
    gestion.permitido(mio.ctx.session, mio.fila, cargo)
    mio.ctx.state.extra[KEPT] = {"id": mio.fila.id, "valores": []}
    return _next(mio)


def ask_days(mio: Mio, cargo: str) -> Reply:
    """«Aplazar»: until when."""
    gestion.puede_aplazar(mio.ctx.session, mio.fila, cargo)
    mio.ctx.state.extra[KEPT] = {"id": mio.fila.id}
    mio.ctx.state.expects = DAYS
    return ask(mio)


def skip(mio: Mio) -> Reply:
    """«Omitir» was pressed."""
    return _value(mio, "omitir") if asked(mio, VALUE) else card(mio)


def number_in(text: str) -> int | None:
    """The number that a text says, in digits or as a word up to ten."""
    found = _NUMBER.search(text)
    if found:
        return int(found[0][:6])
    return next((_NUMBERS[word] for word in normalizar(text).split() if word in _NUMBERS), None)


def _answered(mio: Mio, cargo: str, step: str | None) -> Reply:
    if step in TAKES_FILES:
        return pruebas.attend(mio, cargo, step)
    if mio.ctx.turn.kind != "text":
        return ask(mio, words()["solo_texto"])
    text = mio.ctx.turn.text.strip()
    match step:
        case "v_valor":
            return _value(mio, text)
        case "v_dias":
            return _days(mio, text)
        case _:
            return _postpone(mio, cargo, text)


def _value(mio: Mio, text: str) -> Reply:
    missing = indicator(mio)
    if missing is not None:
        skipped = normalizar(text) in _SKIPS
        if missing.valor is not None and number_in(text) is None:
            return ask(mio, words()["falta_numero"])
        kept(mio)["valores"].append([missing.nombre, None if skipped else text])
    return _next(mio)


def _days(mio: Mio, text: str) -> Reply:
    days = number_in(text)
    if days is None or not 1 <= days <= DIAS:
        return ask(mio, words()["falta_dias"])
    kept(mio)["dias"] = days
    mio.ctx.state.expects = WHY
    return ask(mio)


def _postpone(mio: Mio, cargo: str, text: str) -> Reply:
    ctx = mio.ctx
    gestion.aplazar(ctx.session, mio.fila, kept(mio)["dias"], text, cargo, ctx.turn.now)
    leave(ctx.state)
    return ctx.reply("plan/aplazada", buttons=back(mio), nombre=mio.nombre, cuando=until(ctx, mio.fila))


def _next(mio: Mio) -> Reply:
    """The next indicator, or the evidence when all were answered."""
    mio.ctx.state.expects = EVIDENCE if indicator(mio) is None else VALUE
    return ask(mio)
