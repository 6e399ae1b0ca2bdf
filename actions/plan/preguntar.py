"""The questions about a due date, one at a time: what is asked now, with its buttons."""

from __future__ import annotations

from typing import Any

from actions.context import button
from actions.plan.espera import EVIDENCE, KEPT, MORE, VALUE
from actions.plan.mios import Mio
from actions.turn import Button, Outcome, Reply
from municipio.archivos.almacen import LIMITE, MB
from municipio.plan.gestion import DIAS
from municipio.plan.registro import Indicador


def kept(mio: Mio) -> dict[str, Any]:
    """What was answered so far."""
    found: dict[str, Any] = mio.ctx.state.extra[KEPT]
    return found


def indicator(mio: Mio) -> Indicador | None:
    """The one whose value is missing; None when none is."""
    answered = len(kept(mio).get("valores", []))
    return mio.indicadores[answered] if answered < len(mio.indicadores) else None


def asked(mio: Mio, step: str) -> bool:
    """Whether that is what is being asked about this due date."""
    state = mio.ctx.state
    return state.expects == step and state.extra.get(KEPT, {}).get("id") == mio.fila.id


def ask(mio: Mio, note: str | None = None) -> Reply:
    """The question of the present step; `note`: why it is asked once more."""
    step = mio.ctx.state.expects
    return mio.ctx.reply(
        "plan/pregunta",
        Outcome.CLARIFY,
        buttons=(_buttons(mio),),
        paso=step,
        nota=note,
        nombre=mio.nombre,
        indicador=indicator(mio) if step == VALUE else None,
        dias=DIAS,
        megas=LIMITE // MB,
    )


def _buttons(mio: Mio) -> tuple[Button, ...]:
    step, data = mio.ctx.state.expects, f"v:{mio.fila.id}"
    cancel = button("cancelar", data)
    if step == MORE:
        return more_buttons(mio)
    if step == EVIDENCE:
        return (button("sin_evidencia", f"{data}:s"), cancel)
    missing = indicator(mio) if step == VALUE else None
    if missing is not None and missing.valor is None:
        return (button("omitir", f"{data}:o"), cancel)
    return (cancel,)


def more_buttons(mio: Mio) -> tuple[Button, ...]:
    """More evidence, or no more."""
    data = f"v:{mio.fila.id}"
    return (button("agregar_evidencia", f"{data}:m"), button("terminar", f"{data}:t"))
