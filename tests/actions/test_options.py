"""What is typed instead of pressed."""

import pytest

from actions.options import NONE, WHICH, chosen, remember
from actions.turn import Button, Outcome, Reply, State

OFFER = Reply(
    "¿Cuál?",
    Outcome.CLARIFY,
    (
        (Button("Predial", "t:predial:costo", ("Impuesto predial unificado",)),),
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
        ("predial", "t:predial:costo"),
        ("impuesto predial unificado", "t:predial:costo"),
        ("certificado de paz y salvo", "t:paz-y-salvo:costo"),
        ("Certificado de pas y salvo", "t:paz-y-salvo:costo"),
        ("ninguno", "ninguno"),
        ("no", "ninguno"),
        ("3", "ninguno"),
        ("9", None),
        ("y eso cuanto se demora", None),
        ("no se cuanto vale", None),
        ("si vivo lejos", None),
        ("más", None),
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


@pytest.mark.parametrize("typed", ["ok", "Sí, ese", "ese", "es ese", "esa misma", "sí señora", "claro que sí", "dale"])
def test_a_yes_does_not_tell_which_of_several(typed: str) -> None:
    several, one = State(candidates=["predial", "paz-y-salvo"]), State(candidates=["predial"])
    remember(several, OFFER)
    remember(one, OFFER)
    assert chosen(several, typed) == WHICH
    assert chosen(one, typed) == "t:predial:costo"
    nothing = State()
    remember(nothing, OFFER)
    assert chosen(nothing, typed) is None


@pytest.mark.parametrize(
    "typed",
    ["no", "No, ese no", "no es ese", "no, no es eso", "ninguna de esas", "ninguno", "no es ninguno de esos",
     "ninguno de los dos", "ninguna de las anteriores", "esos no son", "ese no", "no era eso", "no señora"],
)  # fmt: skip
def test_a_no_is_none_of_those_offered(typed: str) -> None:
    for candidates in (["predial", "paz-y-salvo"], ["predial"]):
        state = State(candidates=candidates)
        remember(state, OFFER)
        assert chosen(state, typed) == NONE
    assert chosen(State(), typed) is None


def test_the_likest_name_wins() -> None:
    state = State()
    pair = (Button("Sisbén: meter a una persona", "in"), Button("Sisbén: sacar a una persona", "out"))
    remember(state, Reply("¿Cuál?", Outcome.ANSWER, (pair,)))
    assert chosen(state, "sisben sacar a una persona") == "out"
    assert chosen(state, "sisben meter a una persona") == "in"


@pytest.mark.parametrize("label", ["Ver más", "Más preguntas"])
def test_more_is_the_button_to_see_more(label: str) -> None:
    state = State()
    remember(state, Reply("…", Outcome.ANSWER, ((Button("Costo", "c"), Button(label, "more")),)))
    for typed in ("más", "ver mas", "mas preguntas", label):
        assert chosen(state, typed) == "more"


def test_nothing_is_chosen_when_nothing_was_offered() -> None:
    assert chosen(State(), "1") is None
