"""The parts of the plan as buttons; all of them can be typed."""

from __future__ import annotations

from collections.abc import Sequence

from actions.context import button, in_rows
from actions.turn import Button
from municipio.plan.registro import Accion

PARTS = {
    "general": "plan_general",
    "acciones": "plan_acciones",
    "vence": "plan_vence",
    "quien": "plan_quien",
    "fases": "plan_fases",
    "objetivos": "plan_objetivos",
    "seguimiento": "plan_seguimiento",
}
"""Part → the name of its button."""
SHOWN = 38
"""Letters of the name of an action on its button; the whole name is in the text and may be typed."""

Rows = tuple[tuple[Button, ...], ...]


def others(part: str | None) -> Rows:
    """Buttons to every part of the plan but the one being told."""
    return in_rows([button(label, f"plan:{name}") for name, label in PARTS.items() if name != part], 2)


def choice(number: int, name: str, data: str) -> tuple[Button, ...]:
    """A row with one choice of a numbered list."""
    shown = name if len(name) <= SHOWN else f"{name[:SHOWN].rsplit(' ', 1)[0].rstrip(',;:.')}…"
    return (Button(f"{number}. {shown}", data, (name,)),)


def card_choices(acciones: Sequence[Accion]) -> Rows:
    """A row for the card of each action."""
    return tuple(choice(n, accion.nombre, f"plan:a:{accion.clave}") for n, accion in enumerate(acciones, 1))
