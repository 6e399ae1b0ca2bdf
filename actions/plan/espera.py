"""What is being asked about a due date, as the state keeps it."""

from __future__ import annotations

from actions.turn import State

VALUE, EVIDENCE, NO_EVIDENCE, DAYS, WHY = "v_valor", "v_evidencia", "v_sin_evidencia", "v_dias", "v_motivo"
STEPS = frozenset({VALUE, EVIDENCE, NO_EVIDENCE, DAYS, WHY})
PRESSED = frozenset({"o", "s"})
"""Buttons that answer what was asked."""
KEPT = "v"
"""What the state keeps: the due date, and what was answered of it."""


def waits(state: State) -> bool:
    """Whether the next message is the answer to something asked here."""
    return state.expects in STEPS and KEPT in state.extra


def leave(state: State) -> None:
    """Forget what was being asked."""
    if state.expects in STEPS:
        state.expects = None
    state.extra.pop(KEPT, None)
