"""What the results wait to read, as the state keeps it: of which survey, and whether an address or a note."""

from __future__ import annotations

from actions.turn import State, Turn

EXPECTS = KEPT = "resultados"


def wait_for(state: State, campana: int, field: str) -> None:
    """The next message is `field` of that survey."""
    state.expects, state.extra[KEPT] = EXPECTS, [campana, field]


def waits(state: State, turn: Turn) -> bool:
    """Whether this message is what was asked for."""
    asked = state.expects == EXPECTS and KEPT in state.extra
    return asked and turn.kind == "text" and not turn.text.startswith("/")


def asked(state: State) -> tuple[str, str]:
    """The survey and the field that were asked for."""
    campana, field = state.extra[KEPT]
    return str(campana), str(field)


def leave(state: State) -> None:
    """Forget what was being asked."""
    if state.expects == EXPECTS:
        state.expects = None
    state.extra.pop(KEPT, None)
