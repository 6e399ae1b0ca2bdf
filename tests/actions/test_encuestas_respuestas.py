"""The answers of a survey: changed, marked, tapped twice, of every kind of question, and of what is kept of them."""

from __future__ import annotations

import json

import pytest

from bot.conversation import state_to
from municipio.encuestas.modelo import Campana, EstadoCampana
from municipio.encuestas.plantilla import Encuesta
from tests.actions.conftest import Talks
from tests.actions.opinando import NEIGHBOUR, begun, kept, kept_nothing, launched, one
from tests.actions.test_botones import labels


def test_back_skip_and_edits_until_the_end(talks: Talks) -> None:
    talk, number = begun(talks)
    assert "Esta pregunta hace falta" in talk.says("saltar").text
    assert "primera pregunta" in talk.says("atrás").text
    talk.says("si")
    talk.says("cada mes")
    reply = talk.says("atrás")
    assert "Pregunta 2 de 8" in reply.text
    assert "Usted había respondido: Cada mes." in reply.text
    assert "Pregunta 3 de 8" in talk.says("cada semana").text
    assert kept(talk)["frecuencia"] == one("semanal")
    assert "Pregunta 4 de 8" in talk.says("saltar").text
    reply = talk.presses_old(f"opinar:{number}:frecuencia:diaria")
    assert "Listo, la cambié. Ahora dice: Todos los días." in reply.text
    assert "Pregunta 4 de 8" in reply.text
    talk.says("atrás")
    talk.says("atrás")
    talk.says("atrás")
    assert "Pregunta 1 de 8" in talk.says("atrás").text
    assert "Terminó" in talk.says("no").text
    assert kept(talk) == {"visita": one("no")}, "what the new way leaves out goes"


def test_marking_several_edits_the_message_and_two_taps_are_one(talks: Talks) -> None:
    talk, number = begun(talks, "e2")
    data = f"opinar:{number}:temas"
    assert "Listo" not in labels(talk.presses_old(f"{data}:_listo"))
    first = talk.presses_old(f"{data}:salud")
    assert first.replaces
    assert "✓ Salud" in labels(first)
    assert "Lleva: Salud." in first.text
    assert talk.presses_old(f"{data}:salud") == first
    talk.presses_old(f"{data}:vias")
    talk.presses_old(f"{data}:agro")
    full = talk.presses_old(f"{data}:empleo")
    assert "Puede escoger 3 como máximo" in full.text
    talk.presses_old(f"{data}:-salud")
    assert kept(talk) == {"temas": {"opciones": ["vias", "agro"]}}
    assert "Pregunta 2 de 6" in talk.says("listo").text


def test_two_taps_on_the_same_button_keep_one_answer_and_are_answered_kindly(talks: Talks) -> None:
    talk, number = begun(talks)
    talk.presses_old(f"opinar:{number}:visita:si")
    again = talk.presses_old(f"opinar:{number}:visita:si")
    assert "Esa respuesta ya la tenía, gracias." in again.text
    assert "Pregunta 2 de 8" in again.text
    assert kept(talk) == {"visita": one("si")}


def test_an_old_button_throws_nothing_away(talks: Talks) -> None:
    talk, number = begun(talks)
    for text in ("si", "1", "noticias"):
        talk.says(text)
    reply = talk.presses_old(f"opinar:{number}:visita:no")
    assert "Esa pregunta ya pasó" in reply.text
    assert "Pregunta 4 de 8" in reply.text
    assert set(kept(talk)) == {"visita", "frecuencia", "buscaba"}


def test_another_with_its_words(talks: Talks) -> None:
    talk, _ = begun(talks, "e2")
    talk.says("1 y 2")
    reply = talk.says("otro trámite")
    assert "¿Cuál?" in reply.text
    assert "Pregunta 3 de 6" in talk.says("el certificado de la vaca").text
    assert kept(talk)["por-internet"] == {"opciones": ["otro"], "texto": "el certificado de la vaca"}
    talk.says("atrás")
    assert "Pregunta 3 de 6" in talk.says("otro: el SOAT").text
    assert kept(talk)["por-internet"]["texto"] == "el SOAT"


def test_another_may_be_left_without_words(talks: Talks) -> None:
    talk, number = begun(talks, "e2")
    talk.says("1")
    talk.presses_old(f"opinar:{number}:por-internet:otro")
    assert "Pregunta 3 de 6" in talk.says("listo").text
    assert kept(talk)["por-internet"] == one("otro")


def test_ranking_numbers_dates_and_places(talks: Talks) -> None:
    survey = Encuesta.model_validate(
        {
            "clave": "todo",
            "titulo": "De todo un poco",
            "presentacion": "Para probar.",
            "gracias": "Gracias.",
            "preguntas": [
                {
                    "clave": "orden",
                    "tipo": "orden",
                    "texto": "¿Qué es lo primero?",
                    "opciones": [
                        {"clave": "salud", "texto": "Salud"},
                        {"clave": "vias", "texto": "Vías"},
                        {"clave": "agua", "texto": "Agua"},
                    ],
                },
                {"clave": "cuantos", "tipo": "numero", "texto": "¿Cuántos son en la casa?", "minimo": 1, "maximo": 30},
                {"clave": "cuando", "tipo": "fecha", "texto": "¿Cuándo vino a la alcaldía?"},
                {"clave": "donde", "tipo": "lugar", "texto": "¿En qué vereda vive?"},
            ],
        }
    )
    talk, number = begun(talks, encuesta=survey)
    reply = talk.presses_old(f"opinar:{number}:orden:vias")
    assert "1. Vías" in labels(reply)
    assert "Pregunta 2 de 4" in talk.says("2 1 3").text
    assert "Escriba un número de 1 a 30." in talk.says("90").text
    assert "Pregunta 3 de 4" in talk.says("somos cinco").text or "Pregunta 3 de 4" in talk.says("cinco").text
    assert "No entendí" in talk.says("hace rato").text
    assert "Anotado: 15 de mayo de 2026." in talk.says("15 de mayo").text
    assert "Terminó" in talk.says("La Esperanza").text
    assert kept(talk) == {
        "orden": {"opciones": ["vias", "salud", "agua"]},
        "cuantos": {"numero": 5},
        "cuando": {"fecha": "2026-05-15"},
        "donde": {"texto": "La Esperanza"},
    }


def test_out_of_range_and_nonsense_are_told_and_nothing_is_kept(talks: Talks) -> None:
    talk, number = begun(talks, "e3")
    assert "Hay 5 opciones: responda con un número de 1 a 5." in talk.says("9").text
    talk.says("1")
    talk.says("1")
    reply = talk.says("11")
    assert "Responda con un número de 1 a 5." in reply.text
    assert "¿Qué tan claros estaban los requisitos?" in reply.text
    assert "No entendí su respuesta." in talk.says("xyzzy").text
    assert "Ese botón ya no sirve" in talk.presses_old(f"opinar:{number}:requisitos:6").text
    assert "Ese botón ya no sirve" in talk.presses_old(f"opinar:{number}:marciana:si").text
    assert set(kept(talk)) == {"canal", "tramite"}


def test_a_suggestion_that_names_a_tramite_is_an_answer(talks: Talks) -> None:
    talk, _ = begun(talks)
    for text in ("si", "1", "1", "si", "5", "5", "5", "5", "5", "5"):
        talk.says(text)
    asked = talk.says("¿cuánto cuesta el paz y salvo?")
    assert asked.tramite == "paz-y-salvo"
    assert asked.then is not None
    assert "Terminó" in talk.says("que publiquen los requisitos del paz y salvo y el horario").text
    assert "paz y salvo" in kept(talk)["mejoraria"]["texto"]


def test_a_closed_survey_takes_no_answers(talks: Talks) -> None:
    talk, number = begun(talks)
    with talk.database.write() as session:
        session.get_one(Campana, number).estado = EstadoCampana.CERRADA
    talks.claves.destruir(number)
    assert "ya cerró" in talk.presses_old(f"opinar:{number}:visita:si").text
    talk, number = begun(talks, "e2")
    talk.waits(days=30)
    assert "ya cerró" in talk.says("1").text
    assert kept_nothing(talk)


@pytest.mark.parametrize("what", ["acepto", "no", "visita:si"])
def test_one_whose_key_is_lost_takes_no_answers_either(talks: Talks, what: str) -> None:
    talk, number = launched(talks)
    talks.claves.destruir(number)
    reply = talk.presses_old(f"opinar:{number}:{what}")
    if what == "visita:si":
        reply = talk.presses("Acepto y empiezo")
    assert "ya cerró" in reply.text
    assert kept_nothing(talk)


def test_a_place_with_the_name_of_a_municipality_is_a_place(talks: Talks) -> None:
    talk, _ = begun(talks, "e5")
    for text in ("4", "1", "1", "2", "Aguazul"):
        reply = talk.says(text)
    assert "Pregunta 6 de 7" in reply.text
    assert kept(talk)["vereda"] == {"texto": "Aguazul"}


def test_a_paused_one_may_be_finished(talks: Talks) -> None:
    talk, number = begun(talks)
    with talk.database.write() as session:
        session.get_one(Campana, number).estado = EstadoCampana.PAUSADA
    assert "Terminó" in talk.says("no").text


@pytest.mark.parametrize(
    "data", ["{n}:visita:si", "{n}:acepto", "{n}:no", "{n}", "999:visita:si", "x:y:z", "99999999999"]
)
def test_a_button_of_another_persons_survey_is_refused(talks: Talks, data: str) -> None:
    _, number = begun(talks)
    stranger = talks.new(chat_id=NEIGHBOUR)
    reply = stranger.presses_old("opinar:" + data.format(n=number))
    assert "Ese botón no es de una encuesta suya" in reply.text
    assert kept_nothing(stranger)


def test_the_state_never_holds_an_answer(talks: Talks) -> None:
    talk, number = begun(talks, "e2")
    steps = [
        ("press", f"opinar:{number}:temas:salud"),
        ("press", f"opinar:{number}:temas:vias"),
        ("say", "listo"),
        ("say", "otro: el bazar de la vereda"),
        ("say", "la emisora"),
        ("say", "cuánto vale el paz y salvo"),
        ("say", "cada mes"),
        ("say", "en el campo"),
        ("say", "atrás"),
        ("say", "xyzzy plugh"),
    ]
    for kind, what in steps:
        talk.presses_old(what) if kind == "press" else talk.says(what)
        state = json.dumps(state_to(talk.state), ensure_ascii=False).lower()
        for answered in ("salud", "vias", "vías", "bazar", "emisora", "radio", "mensual", "cada mes", "rural", "campo"):
            assert answered not in state, (what, state)
        assert "xyzzy" not in state
    assert talk.state.extra["opinar"] == number


def test_what_was_written_before_a_question_came_is_no_answer_to_it(talks: Talks) -> None:
    talk, _ = begun(talks)
    asked = talk.now
    talk.waits(minutes=2)  # the bot was down meanwhile, and she wrote it twice
    assert "Pregunta 2 de 8" in talk.says("sí", received=asked).text
    again = talk.says("1", received=asked).text
    assert "antes de que le llegara esta pregunta" in again
    assert "Pregunta 2 de 8" in again
    assert kept(talk) == {"visita": one("si")}
    assert "Pregunta 3 de 8" in talk.says("1", received=talk.now).text
