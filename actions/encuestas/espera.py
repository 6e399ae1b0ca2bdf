"""Which survey a talk is answering, as the state keeps it: the number of its campaign, since when, and no answer."""

from __future__ import annotations

from datetime import datetime

from actions.turn import State, Turn

KEPT, SINCE = "opinar", "opinar_desde"


def survey(state: State) -> int | None:
    """The campaign whose question waits for an answer."""
    kept: int | None = state.extra.get(KEPT)
    return kept


def keep(state: State, campana: int, now: datetime) -> None:
    """What is typed from `now` on may be an answer to that campaign."""
    state.extra[KEPT], state.extra[SINCE] = campana, now.isoformat()


def too_early(state: State, turn: Turn) -> bool:
    """Whether something came in before its question was asked: it was said to an earlier one, perhaps twice."""
    asked = state.extra.get(SINCE)
    return turn.received is not None and asked is not None and turn.received < datetime.fromisoformat(asked)


def leave(state: State) -> None:
    """What is typed next is no answer."""
    state.extra.pop(KEPT, None)
    state.extra.pop(SINCE, None)
