"""Short words that answer the bot's own question, and the change of municipality."""

from __future__ import annotations

from dataclasses import replace

import pytest

from actions.control import steering
from actions.render import plain
from bot.conversation import Conversation
from municipio.preguntas.servicio import abiertas
from municipio.tramites.busqueda import crear_buscador
from municipio.tramites.padron import Padron
from tests.actions.conftest import Talk, Talks
from tests.actions.fakes import Scripted
from tests.actions.test_dialogues import about
from tests.conftest import ROOT


def asked_which(talks: Talks) -> tuple[Talk, Scripted]:
    understanding = Scripted({"sisben": about("costo")})
    talk = talks.new()
    talk.conversation = Conversation(talk.padron, understanding, talks.claves)
    assert len(talk.says("sisben").candidates) >= 2
    return talk, understanding


@pytest.mark.parametrize("yes", ["sí", "ese", "ok", "Sí, ese", "dale"])
def test_yes_to_several_asks_which_without_counting_and_without_the_nlu(talks: Talks, yes: str) -> None:
    talk, understanding = asked_which(talks)
    candidates = list(talk.state.candidates)
    for _ in range(3):
        reply = talk.says(yes)
        assert plain(reply.text).startswith("¿Cuál? Escriba 1, 2")
        assert f"{len(candidates) + 1}. Ninguno de estos" in reply.text
        assert (list(reply.candidates), talk.state.clarifications, reply.outcome) == (candidates, 1, "clarify")
    assert understanding.asked == 1
    chosen = talk.says("2")
    assert (chosen.tramite, chosen.facet) == (candidates[1], "costo")


def test_the_count_of_clarifications_goes_on_after_yes(talks: Talks) -> None:
    talk, _ = asked_which(talks)
    outcomes = [talk.says(text).outcome.value for text in ("sí", "sisben", "sisben")]
    assert outcomes == ["clarify", "clarify", "fallback"]


@pytest.mark.parametrize("no", ["no", "ninguno", "ninguna de esas", "no es ese", "no, ese no", "Ninguno de estos"])
def test_no_is_the_button_none_of_these(talks: Talks, no: str) -> None:
    talk, understanding = asked_which(talks)
    reply = talk.says(no)
    assert reply.outcome == "fallback"
    assert (understanding.asked, talk.state.candidates) == (1, [])
    with talk.database.read() as session:
        assert [question.texto for question in abiertas(session, "alvarado")] == ["sisben"]


CHANGE = [
    "quiero cambiar de municipio", "soy de otro municipio", "cambiar municipio", "Cambiar de municipio, por favor",
    "no, soy de otro pueblo", "este no es mi municipio", "vivo en otro municipio", "me equivoqué de municipio",
    "cómo cambio de municipio", "otro municipio", "escoger otro municipio",
]  # fmt: skip


@pytest.mark.parametrize("text", CHANGE)
def test_another_municipality_is_asked_for_with_words(talks: Talks, text: str) -> None:
    talk = talks.new()
    assert "¿De qué municipio es?" in talk.says(text).text
    assert talk.says("Landázuri").municipio == "landazuri"


@pytest.mark.parametrize("text", [*CHANGE[:3], "/municipio"])
def test_when_only_one_is_served_it_says_which(talks: Talks, text: str) -> None:
    talk = talks.new(municipio=None)
    padron = Padron(ROOT / "data", crear_buscador, ("aguazul",))
    with talk.database.read() as session:
        padron.refrescar(session)
    alone = replace(talk, padron=padron, conversation=Conversation(padron, Scripted({}), talks.claves))
    reply = alone.says(text)
    assert "solo atiendo los asuntos de la alcaldía de Aguazul (Casanare)" in reply.text
    assert reply.buttons


@pytest.mark.parametrize(
    "text",
    [
        "quiero cambiar el sisben de municipio",
        "soy de otro municipio, puedo sacar el sisben acá",
        "y si soy de otro municipio",
        "la guía para llevar ganado a otro municipio",
        "como cambio la direccion del predio",
    ],
)
def test_a_question_that_speaks_of_municipalities_is_a_question(text: str) -> None:
    assert steering(text) is None
