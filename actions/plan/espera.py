"""What is being asked about a due date, as the state keeps it."""

from __future__ import annotations

from actions.turn import State, Turn
from municipio.texto import normalizar

VALUE, EVIDENCE, NO_EVIDENCE, DAYS, WHY = "v_valor", "v_evidencia", "v_sin_evidencia", "v_dias", "v_motivo"
ADD, MORE = "v_agregar", "v_mas"
"""One more evidence is asked for; one was kept, and more may come while other things are talked about."""
STEPS = frozenset({VALUE, EVIDENCE, NO_EVIDENCE, DAYS, WHY, ADD, MORE})
TAKES_FILES = frozenset({EVIDENCE, NO_EVIDENCE, ADD, MORE})
ANSWERS = frozenset({"o", "s", "p", "t"})
"""Buttons that do not leave what was asked."""
KEPT = "v"
"""What the state keeps: the due date, and what was answered of it."""
_FINISHES = frozenset({"listo", "terminar", "termine", "ya termine", "es todo", "eso es todo", "ya", "no", "nada mas"})


def waits(state: State, turn: Turn) -> bool:
    """Whether the turn answers something asked here."""
    if state.expects not in STEPS or KEPT not in state.extra:
        return False
    return state.expects != MORE or turn.file is not None or is_link(turn.text) or _ends(state, turn)


def wants_file(state: State) -> bool:
    """Whether a photo or a document that came now would be evidence."""
    return state.expects in TAKES_FILES and KEPT in state.extra


def finishes(text: str) -> bool:
    """«Listo»: there is no more evidence."""
    return normalizar(text) in _FINISHES


def is_link(text: str) -> bool:
    """Whether a text is an address of the web."""
    return text.strip().startswith(("http://", "https://", "www."))


def leave(state: State) -> None:
    """Forget what was being asked."""
    if state.expects in STEPS:
        state.expects = None
    state.extra.pop(KEPT, None)


def leave_question(state: State) -> None:
    """Something else is talked about: what was asked is forgotten, but more evidence may still come."""
    if state.expects != MORE:
        leave(state)


def _ends(state: State, turn: Turn) -> bool:
    """«Listo» under the question whether there is more; later it is an answer to something else."""
    offered = [data for _, data, *_ in state.extra.get("options", [])]
    return finishes(turn.text) and f"v:{state.extra[KEPT]['id']}:t" in offered
