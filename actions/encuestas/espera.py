"""Which survey a talk is answering, as the state keeps it: the number of its campaign, and no answer."""

from __future__ import annotations

from actions.turn import State

KEPT = "opinar"


def survey(state: State) -> int | None:
    """The campaign whose question waits for an answer."""
    kept: int | None = state.extra.get(KEPT)
    return kept


def keep(state: State, campana: int) -> None:
    """What is typed next may be an answer to that campaign."""
    state.extra[KEPT] = campana


def leave(state: State) -> None:
    """What is typed next is no answer."""
    state.extra.pop(KEPT, None)
