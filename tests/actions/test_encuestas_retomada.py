"""What is typed to a survey that was left half-way, when the talk remembers it no more."""

from __future__ import annotations

import pytest

from actions.turn import Reply
from municipio.encuestas.modelo import Campana, EstadoCampana, EstadoHoja
from tests.actions.conftest import Talk, Talks
from tests.actions.opinando import begun, kept, launched, one, sheet_of


def left(talks: Talks, *said: str, template: str = "e1", **ago: int) -> Talk:
    """A talk that answered `said` and was then forgotten."""
    talk, _ = begun(talks, template)
    for text in said:
        talk.says(text)
    talk.waits(**(ago or {"hours": 3}))
    talk.state = type(talk.state)()
    return talk


def asks(reply: Reply, question: int) -> bool:
    return f"Pregunta {question} de 8" in reply.text


@pytest.mark.parametrize(
    ("before", "text", "key", "answer"),
    [
        (["si"], "cada mes", "frecuencia", one("mensual")),
        (["si"], "la tercera", "frecuencia", one("quincenal")),
        (["si", "1"], "noticias y turismo", "buscaba", {"opciones": ["noticias", "turismo"]}),
        (["si", "1", "1"], "más o menos", "encontro", one("en-parte")),
        (["si", "1", "1", "si"], "muy actualizada", "actualizada", {"numero": 5}),
    ],
)
def test_an_answer_hours_later_is_taken_and_told(
    talks: Talks, before: list[str], text: str, key: str, answer: dict[str, object]
) -> None:
    talk = left(talks, *before)
    reply = talk.says(text)
    assert "Lo anoté en la encuesta que usted dejó empezada: " in reply.text
    assert kept(talk)[key] == answer
    assert "Lo anoté" not in talk.says("1").text, "the talk goes on as any other"
    assert len(kept(talk)) == len(before) + 2


def test_one_that_ends_it_is_told_too_and_can_be_taken_back(talks: Talks) -> None:
    talk = left(talks)
    reply = talk.says("no sabía que había página")
    assert "Lo anoté en la encuesta que usted dejó empezada: No sabía que había página." in reply.text
    assert "Terminó la encuesta" in reply.text
    assert asks(talk.says("me equivoqué"), 1)


@pytest.mark.parametrize(("before", "text"), [([], "sí"), ([], "no"), (["si"], "3"), (["si", "1", "1"], "no")])
def test_what_could_be_for_anything_has_the_question_asked_again(talks: Talks, before: list[str], text: str) -> None:
    talk = left(talks, *before)
    reply = talk.says(text)
    assert "Usted dejó empezada esta encuesta." in reply.text
    assert asks(reply, len(before) + 1)
    assert len(kept(talk)) == len(before)
    talk.says(text)
    assert len(kept(talk)) == len(before) + 1


def test_days_do_not_matter(talks: Talks) -> None:
    talk = left(talks, "si", days=9)
    assert asks(talk.says("cada mes"), 3)


@pytest.mark.parametrize(
    ("before", "text"),
    [
        ([], "cuánto vale el paz y salvo"),
        ([], "paz y salvo"),
        ([], "¿sí?"),
        ([], "hola"),
        ([], "gracias"),
        ([], "menú"),
        ([], "listo"),
        (["si"], "9"),
        (["si", "1"], "certificado de residencia"),
        (["si", "1", "1", "si"], "bueno"),
        (["si", *["saltar"] * 9], "que pongan los horarios"),
        (["si", *["saltar"] * 9], "4"),
    ],
)
def test_what_is_for_something_else_is_left_alone(talks: Talks, before: list[str], text: str) -> None:
    talk = left(talks, *before)
    answers = kept(talk)
    reply = talk.says(text)
    assert "encuesta" not in reply.text
    assert kept(talk) == answers


def test_a_number_of_what_is_shown_is_for_that(talks: Talks) -> None:
    talk = left(talks, "si")
    shown = talk.says("menú")
    assert shown.buttons
    talk.says("1")
    talk.says("no")
    assert set(kept(talk)) == {"visita"}


def test_while_a_tramite_is_talked_about_nothing_is_taken(talks: Talks) -> None:
    talk = left(talks, "si")
    talk.says("cuánto vale el paz y salvo")
    talk.says("3")
    assert set(kept(talk)) == {"visita"}


@pytest.mark.parametrize("case", ["closed", "finished", "refused", "never agreed", "in a group", "two at once"])
def test_no_sheet_waits(talks: Talks, case: str) -> None:
    if case == "never agreed":
        talk, _ = launched(talks)
        reply = talk.says("cada mes")
        assert "encuesta" not in reply.text
        return
    talk = left(talks, "si") if case != "finished" else left(talks, "no")
    answers = kept(talk)
    with talk.database.write() as session:
        sheet = session.merge(sheet_of(talk))
        if case == "closed":
            session.get_one(Campana, sheet.campana).estado = EstadoCampana.CERRADA
        if case == "refused":
            sheet.estado, sheet.consiente = EstadoHoja.RECHAZADA, False
    if case == "in a group":
        talk.chat_id = None  # type: ignore[assignment]
    if case == "two at once":
        begun(talks, "e2")
    reply = talk.says("cada mes")
    assert "encuesta" not in reply.text
    if case != "two at once":
        assert kept(talk) == answers
