"""What is typed about a due date: the value of each indicator, the evidence, how many days and why. One at a time."""

from __future__ import annotations

import re
from typing import Any

from actions.context import Context, button
from actions.plan.cuando import progress, until, words
from actions.plan.espera import DAYS, EVIDENCE, KEPT, NO_EVIDENCE, VALUE, WHY, leave
from actions.plan.mios import Mio, look_up
from actions.plan.tarjeta import back, card
from actions.turn import Outcome, Reply
from municipio.errors import EntradaInvalidaError
from municipio.plan import gestion
from municipio.plan.gestion import DIAS, Prueba
from municipio.plan.registro import Indicador
from municipio.texto import normalizar

_LEAVES = frozenset({"cancelar", "volver", "atras", "salir", "menu", "inicio"})
_SKIPS = frozenset({"omitir", "no aplica", "saltar"})
_WITHOUT = frozenset({"sin evidencia", "no tengo", "no tengo evidencia", "ninguna", "no hay"})
_NUMBER = re.compile(r"\d+")
_NUMBERS = {word: n for n, word in enumerate("cero un dos tres cuatro cinco seis siete ocho nueve diez".split())}  # noqa: SIM905
_NUMBERS |= {"uno": 1, "una": 1, "ninguno": 0, "ninguna": 0, "quince": 15, "veinte": 20, "cien": 100}


def attend(ctx: Context) -> Reply:
    """The answer to what was asked."""
    step, kept = ctx.state.expects, ctx.state.extra[KEPT]
    mio = look_up(ctx, str(kept["id"]))
    if mio is None or mio.cargo is None:
        leave(ctx.state)
        return ctx.reply("plan/negado", mensaje=words()["ajeno"])
    if ctx.turn.kind != "text":
        return _again(mio, words()["solo_texto"])
    if normalizar(ctx.turn.text) in _LEAVES:
        return card(mio)
    try:
        return _answered(mio, mio.cargo, step, ctx.turn.text.strip())
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
    return _again(mio)


def skip(mio: Mio, cargo: str) -> Reply:
    """«Omitir» was pressed."""
    return _answered(mio, cargo, VALUE, "omitir") if _asked(mio, VALUE) else card(mio)


def without_evidence(mio: Mio, cargo: str) -> Reply:
    """«Sin evidencia» was pressed."""
    return _answered(mio, cargo, EVIDENCE, "sin evidencia") if _asked(mio, EVIDENCE) else card(mio)


def number_in(text: str) -> int | None:
    """The number that a text says, in digits or as a word up to ten."""
    found = _NUMBER.search(text)
    if found:
        return int(found[0][:6])
    return next((_NUMBERS[word] for word in normalizar(text).split() if word in _NUMBERS), None)


def _answered(mio: Mio, cargo: str, step: str | None, text: str) -> Reply:
    match step:
        case "v_valor":
            return _value(mio, text)
        case "v_evidencia":
            return _evidence(mio, cargo, text)
        case "v_sin_evidencia":
            return _done(mio, cargo, Prueba("ninguna", text))
        case "v_dias":
            return _days(mio, text)
        case _:
            return _postpone(mio, cargo, text)


def _value(mio: Mio, text: str) -> Reply:
    kept, asked = _kept(mio), _indicator(mio)
    if asked is not None:
        skipped = normalizar(text) in _SKIPS
        if asked.valor is not None and number_in(text) is None:
            return _again(mio, words()["falta_numero"])
        kept["valores"].append([asked.nombre, None if skipped else text])
    return _next(mio)


def _evidence(mio: Mio, cargo: str, text: str) -> Reply:
    if normalizar(text) in _WITHOUT:
        mio.ctx.state.expects = NO_EVIDENCE
        return _again(mio)
    link = text.startswith(("http://", "https://", "www."))
    return _done(mio, cargo, Prueba("enlace" if link else "texto", text))


def _done(mio: Mio, cargo: str, prueba: Prueba) -> Reply:
    ctx, fila = mio.ctx, mio.fila
    valores = [(name, value) for name, value in _kept(mio)["valores"] if value is not None]
    reached = gestion.cumplir(ctx.session, fila, valores, cargo, ctx.turn.now, [prueba])
    leave(ctx.state)
    return ctx.reply(
        "plan/cumplida",
        buttons=back(mio),
        nombre=mio.nombre,
        completa=reached.completa,
        lleva=progress(ctx, fila, reached),
    )


def _days(mio: Mio, text: str) -> Reply:
    days = number_in(text)
    if days is None or not 1 <= days <= DIAS:
        return _again(mio, words()["falta_dias"])
    _kept(mio)["dias"] = days
    mio.ctx.state.expects = WHY
    return _again(mio)


def _postpone(mio: Mio, cargo: str, text: str) -> Reply:
    ctx = mio.ctx
    gestion.aplazar(ctx.session, mio.fila, _kept(mio)["dias"], text, cargo, ctx.turn.now)
    leave(ctx.state)
    return ctx.reply("plan/aplazada", buttons=back(mio), nombre=mio.nombre, cuando=until(ctx, mio.fila))


def _next(mio: Mio) -> Reply:
    """The next indicator, or the evidence when all were answered."""
    mio.ctx.state.expects = EVIDENCE if _indicator(mio) is None else VALUE
    return _again(mio)


def _again(mio: Mio, note: str | None = None) -> Reply:
    """The question of the present step; `note`: why it is asked once more."""
    step, data = mio.ctx.state.expects, f"v:{mio.fila.id}"
    asked = _indicator(mio) if step == VALUE else None
    answers = []
    if asked is not None and asked.valor is None:
        answers = [button("omitir", f"{data}:o")]
    elif step == EVIDENCE:
        answers = [button("sin_evidencia", f"{data}:s")]
    row = (*answers, button("cancelar", data))
    return mio.ctx.reply(
        "plan/pregunta",
        Outcome.CLARIFY,
        buttons=(row,),
        paso=step,
        nota=note,
        nombre=mio.nombre,
        indicador=asked,
        dias=DIAS,
    )


def _asked(mio: Mio, step: str) -> bool:
    state = mio.ctx.state
    return state.expects == step and state.extra.get(KEPT, {}).get("id") == mio.fila.id


def _kept(mio: Mio) -> dict[str, Any]:
    kept: dict[str, Any] = mio.ctx.state.extra[KEPT]
    return kept


def _indicator(mio: Mio) -> Indicador | None:
    answered = len(_kept(mio).get("valores", []))
    return mio.indicadores[answered] if answered < len(mio.indicadores) else None
