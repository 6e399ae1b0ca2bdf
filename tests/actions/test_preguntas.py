"""The coordinator's list: pages, counts, and two taps to teach a phrase."""

from __future__ import annotations

import pytest

from actions.render import plain
from municipio.personas.modelo import Rol
from municipio.preguntas.modelo import Motivo
from municipio.preguntas.servicio import abiertas, anotar
from tests.actions.conftest import FRIDAY, Talk, Talks
from tests.actions.test_botones import labels


@pytest.fixture
def coordinator(talks: Talks) -> Talk:
    """Whoever looks at a list of 19 questions, the first of them asked 20 times, the last one twice."""
    talk = talks.new(roles=frozenset({Rol.COORDINADOR}))
    with talk.database.write() as session:
        for number in range(1, 20):
            for _ in range(21 - number):
                anotar(session, "alvarado", f"el asunto raro {number}", Motivo.NO_ENTENDIDA, FRIDAY.date())
                session.flush()
    return talk


def test_it_has_pages_with_counts(coordinator: Talk) -> None:
    first = plain(coordinator.says("/preguntas").text)
    assert first.startswith("Preguntas por revisar: 19 (parte 1 de 3)")
    assert "1. «el asunto raro 1» (20 veces)." in first
    assert "asunto raro 9" not in first
    second = coordinator.presses("Ver más")
    assert "1. «el asunto raro 9» (12 veces)." in plain(second.text)
    third = coordinator.says("más")
    assert "3. «el asunto raro 19» (2 veces)." in plain(third.text)
    assert labels(third)[-1] == "Volver"
    assert "parte 2 de 3" in coordinator.presses("Volver").text
    assert "Volver" not in labels(coordinator.presses("Volver"))


def test_two_taps_attach_a_phrase_of_any_page_and_the_list_goes_on_there(coordinator: Talk) -> None:
    coordinator.says("/preguntas")
    coordinator.presses("Ver más")
    coordinator.presses("2. el asunto raro 10")
    coordinator.says("certificado de residencia")
    reply = coordinator.presses("Certificado de residencia")
    assert "«el asunto raro 10»" in reply.text
    assert "Certificado de residencia (carta de vecindad)" in reply.text
    following = plain(coordinator.presses("Siguiente pregunta").text)
    assert following.startswith("Preguntas por revisar: 18 (parte 2 de 3)")
    assert "asunto raro 10" not in following
    with coordinator.database.read() as session:
        assert len(abiertas(session, "alvarado")) == 18


def test_back_and_discard_stay_on_the_page(coordinator: Talk) -> None:
    coordinator.says("/preguntas")
    coordinator.says("ver más")
    coordinator.says("el asunto raro 12")
    assert "parte 2 de 3" in coordinator.presses("Volver").text
    coordinator.says("4")
    assert "18 (parte 2 de 3)" in plain(coordinator.presses("Descartar").text)


def test_after_going_back_a_text_is_a_question_again(coordinator: Talk) -> None:
    coordinator.says("/preguntas")
    coordinator.says("1")
    coordinator.presses("Volver")
    assert coordinator.says("cuánto vale el paz y salvo").tramite == "paz-y-salvo"


def test_a_page_that_became_shorter_shows_the_last_one(coordinator: Talk) -> None:
    assert "parte 3 de 3" in coordinator.presses_old("preguntas:p:9").text
    assert "parte 1 de 3" in coordinator.presses_old("preguntas:p:x").text
