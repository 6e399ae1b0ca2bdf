"""What is typed after something that was not understood still speaks of the card that was shown last."""

from __future__ import annotations

import pytest

from actions.turn import Outcome
from municipio.plan.modelo import Estado
from tests.actions.adoptado import adopted, again, due
from tests.actions.conftest import Talks

NONSENSE = "xqzw plonk frtt"


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("cumplida", "¿Cuál es la evidencia?"),
        ("listo, ya quedó", "¿Cuál es la evidencia?"),
        ("Aplazar", "¿Cuántos días hábiles"),
        ("estamos en eso", "queda en curso"),
    ],
)
@pytest.mark.parametrize("times", [0, 1, 2])
def test_the_words_of_the_card_go_on(talks: Talks, said: str, told: str, times: int) -> None:
    talk = adopted(talks)
    talk.presses_old(f"v:{due(talk, 'comite').id}")
    for _ in range(times):
        assert talk.says(NONSENSE).outcome in (Outcome.FALLBACK, Outcome.CLARIFY)
    assert told in talk.says(said).text


def test_what_was_corrected_by_mistake_too(talks: Talks) -> None:
    talk = adopted(talks)
    row = due(talk, "comite")
    talk.presses_old(f"v:{row.id}:c")
    talk.says("acta 12")
    talk.presses_old(f"v:{row.id}")
    talk.says(NONSENSE)
    assert "quedó corregido" in talk.says("me equivoqué").text
    assert again(talk, row).estado == Estado.PENDIENTE


@pytest.mark.parametrize("between", ["cuánto vale el paz y salvo", "/pendientes", "/ayuda"])
def test_once_something_else_was_talked_about_it_is_over(talks: Talks, between: str) -> None:
    talk = adopted(talks)
    row = due(talk, "comite")
    talk.presses_old(f"v:{row.id}")
    assert talk.says(between).outcome == Outcome.ANSWER
    assert "¿Cuál es la evidencia?" not in talk.says("cumplida").text
    assert again(talk, row).estado == Estado.PENDIENTE


def test_the_buttons_of_the_last_reply_come_first(talks: Talks) -> None:
    talk = adopted(talks)
    talk.presses_old(f"v:{due(talk, 'comite').id}")
    talk.says(NONSENSE)
    assert talk.says("1").outcome == Outcome.ANSWER
