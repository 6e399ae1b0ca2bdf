"""The card that was shown last goes on being what «cumplida» speaks of while what comes after it is not understood."""

from __future__ import annotations

import re

from actions import options
from actions.turn import Outcome, Reply, State

KEPT = "tarjeta"
"""What the state keeps: the choices of the card, as `options` keeps those of a reply."""
_OF_CARD = re.compile(r"v:\d+:[ceadhr]")
_UNDERSTOOD = frozenset(Outcome) - {Outcome.FALLBACK, Outcome.CLARIFY}


def remember(state: State, reply: Reply) -> None:
    """Keep what can be done about the due date of a reply; forget it when something else was talked about."""
    choices = [option for option in options.kept(reply) if _OF_CARD.match(option[1])]
    if choices:
        state.extra[KEPT] = choices
    elif reply.outcome in _UNDERSTOOD:
        state.extra.pop(KEPT, None)


def chosen(state: State, text: str) -> str | None:
    """The data of what the words of `text` do about the last card; a number is none of its own."""
    return options.by_words(state.extra.get(KEPT, []), text)
