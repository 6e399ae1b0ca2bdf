"""What is typed instead of pressed."""

import pytest

from actions.options import chosen, remember
from actions.turn import Button, Outcome, Reply, State

OFFER = Reply(
    "¿Cuál?",
    Outcome.CLARIFY,
    (
        (Button("Impuesto predial unificado", "t:predial:costo"),),
        (Button("Certificado de paz y salvo", "t:paz-y-salvo:costo"),),
        (Button("Ninguno de estos", "ninguno"),),
    ),
)


@pytest.mark.parametrize(
    ("typed", "data"),
    [
        ("1", "t:predial:costo"),
        ("el 2", "t:paz-y-salvo:costo"),
        ("El primero", "t:predial:costo"),
        ("la segunda por favor", "t:paz-y-salvo:costo"),
        ("certificado de paz y salvo", "t:paz-y-salvo:costo"),
        ("Certificado de pas y salvo", "t:paz-y-salvo:costo"),
        ("ninguno", "ninguno"),
        ("no", "ninguno"),
        ("3", "ninguno"),
        ("9", None),
        ("si", None),
        ("y eso cuanto se demora", None),
        ("", None),
    ],
)
def test_a_choice_can_be_typed(typed: str, data: str | None) -> None:
    state = State(candidates=["predial", "paz-y-salvo"])
    remember(state, OFFER)
    assert chosen(state, typed) == data


def test_yes_accepts_the_only_candidate() -> None:
    state = State(candidates=["predial"])
    remember(state, Reply("¿Se refiere al predial?", Outcome.CLARIFY, ((Button("Predial", "t:predial:-"),),)))
    assert chosen(state, "sí") == "t:predial:-"


def test_nothing_is_chosen_when_nothing_was_offered() -> None:
    assert chosen(State(), "1") is None
