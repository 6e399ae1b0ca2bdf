"""Changing an answer of a survey that was finished, for as long as it is open."""

from __future__ import annotations

import pytest

from municipio.encuestas.modelo import Campana, EstadoCampana, EstadoHoja
from tests.actions.conftest import Talk, Talks
from tests.actions.opinando import begun, kept, one, sheet_of
from tests.actions.test_botones import labels
from tests.actions.test_textos import _well_formed

WHOLE = ("si", "1", "1", "si", *"555555", "Más letra")


def finished(talks: Talks, *said: str) -> tuple[Talk, int]:
    talk, number = begun(talks)
    for text in said or ("no",):
        reply = talk.says(text)
    assert "Terminó la encuesta" in reply.text
    assert sheet_of(talk).estado == EstadoHoja.COMPLETA
    return talk, number


@pytest.mark.parametrize(
    "way", ["atrás", "me equivoqué", "Cambiar una respuesta", "quiero cambiar mi respuesta", "tap"]
)
def test_a_mistaken_no_that_ended_it_is_changed(talks: Talks, way: str) -> None:
    talk, _ = finished(talks)
    reply = talk.presses("Cambiar una respuesta") if way == "tap" else talk.says(way)
    _well_formed(reply, way)
    assert "Pregunta 1 de 8" in reply.text
    assert "Usted había respondido: No." in reply.text
    assert "Seguir después" not in labels(reply)
    assert "Pregunta 2 de 8" in talk.says("sí").text
    assert kept(talk) == {"visita": one("si")}
    assert sheet_of(talk).estado == EstadoHoja.EMPEZADA
    for text in WHOLE[1:]:
        reply = talk.says(text)
    assert "Terminó la encuesta" in reply.text


def test_any_answer_of_a_whole_survey_is_reached_going_back(talks: Talks) -> None:
    talk, _ = finished(talks, *WHOLE)
    assert "Pregunta 8 de 8" in talk.says("atrás").text
    assert "Pregunta 7 de 8" in talk.says("atrás").text
    assert "Terminó la encuesta" in talk.says("muy insatisfecho").text
    answers = kept(talk)
    assert answers["satisfaccion"] == {"numero": 1}
    assert answers["mejoraria"] == {"texto": "Más letra"}
    assert len(answers) == len(WHOLE)


@pytest.mark.parametrize("way", ["listo", "ya", "pausa", "/salir", "salir", "saltar"])
def test_who_changes_nothing_after_all_keeps_it_finished(talks: Talks, way: str) -> None:
    talk, _ = finished(talks)
    talk.says("atrás")
    reply = talk.says(way)
    assert "erminó la encuesta" in reply.text or "ya había terminado" in reply.text
    assert kept(talk) == {"visita": one("no")}
    assert sheet_of(talk).estado == EstadoHoja.COMPLETA


def test_days_later_the_button_of_the_thanks_still_works(talks: Talks) -> None:
    talk, number = finished(talks)
    talk.waits(days=5)
    talk.state = type(talk.state)()
    reply = talk.presses_old(f"opinar:{number}:cambiar")
    assert "Pregunta 1 de 8" in reply.text
    assert reply.replaces
    again = talk.presses_old(f"opinar:{number}:cambiar")
    assert again.text == reply.text, "a second tap goes no further back"


def test_the_talk_goes_on_after_the_thanks(talks: Talks) -> None:
    talk, _ = finished(talks)
    reply = talk.says("cuánto vale el paz y salvo")
    assert reply.tramite == "paz-y-salvo"
    assert reply.then is None
    assert "Pregunta" not in talk.says("atrás").text


def test_left_open_on_a_question_it_is_still_finished(talks: Talks) -> None:
    talk, _ = finished(talks)
    talk.says("atrás")
    assert talk.says("cuánto vale el paz y salvo").tramite == "paz-y-salvo"
    talk.waits(days=2)
    talk.state = type(talk.state)()
    assert sheet_of(talk).estado == EstadoHoja.COMPLETA
    assert "ya respondió" in talk.says("quiero opinar de la página").text


@pytest.mark.parametrize("how", ["closed", "its time came"])
def test_once_it_closed_nothing_changes(talks: Talks, how: str) -> None:
    talk, number = finished(talks)
    if how == "closed":
        with talk.database.write() as session:
            session.get_one(Campana, number).estado = EstadoCampana.CERRADA
    else:
        talk.waits(days=15)
    assert "ya cerró" in talk.presses_old(f"opinar:{number}:cambiar").text
    assert kept(talk) == {"visita": one("no")}


@pytest.mark.parametrize("what", ["no", "borra"])
def test_an_old_refusal_is_not_said_to_have_deleted_what_stays(talks: Talks, what: str) -> None:
    talk, number = finished(talks)
    reply = talk.presses_old(f"opinar:{number}:{what}")
    assert "ya había terminado" in reply.text
    assert kept(talk) == {"visita": one("no")}
