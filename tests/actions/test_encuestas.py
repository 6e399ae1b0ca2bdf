"""Surveys as people answer them: agreeing first, by tapping or typing, with questions of their own in the middle."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from actions.options import asks_survey
from actions.render import plain
from municipio.encuestas.modelo import Campana, EncuestaVersion, EstadoHoja, Hoja
from tests.actions.conftest import Talks
from tests.actions.opinando import begun, kept, kept_nothing, launched, one, sheet_of
from tests.actions.test_botones import labels
from tests.actions.test_textos import _well_formed
from tests.encuestas.test_plantillas import TEMPLATES


def test_the_notice_comes_first_and_nothing_is_kept_before_agreeing(talks: Talks) -> None:
    talk, number = launched(talks)
    reply = talk.presses_old(f"opinar:{number}:si")
    _well_formed(reply, "consent")
    for told in ("Qué guardo", "Para qué", "Cómo salir", "unos tres minutos", "/salir", "Ley 1581"):
        assert told in reply.text
    assert labels(reply) == ["Acepto y empiezo", "Ahora no", "No me inviten más"]
    with talk.database.read() as session:
        assert session.scalars(select(Hoja)).all() == []
    reply = talk.says("sí")
    assert "<b>Pregunta 1 de 8</b>" in reply.text
    assert sheet_of(talk).consiente


def test_a_whole_survey_by_tapping_in_one_message(talks: Talks) -> None:
    talk, number = begun(talks)
    pressed = [
        "visita:si", "frecuencia:mensual", "buscaba:tramites", "buscaba:noticias", "buscaba:_listo",
        "encontro:en-parte", "actualizada:4", "clara:3", "completa:2", "confiable:5", "facil:no-sabe",
        "satisfaccion:4", "mejoraria:_saltar",
    ]  # fmt: skip
    reply = None
    for data in pressed:
        reply = talk.presses_old(f"opinar:{number}:{data}")
        assert reply.replaces
        _well_formed(reply, data)
    assert reply is not None
    assert "Terminó la encuesta" in reply.text
    assert "Los resultados salen después de ese día" in reply.text
    assert sheet_of(talk).estado == EstadoHoja.COMPLETA
    assert kept(talk) == {
        "visita": one("si"), "frecuencia": one("mensual"), "buscaba": {"opciones": ["tramites", "noticias"]},
        "encontro": one("en-parte"), "actualizada": {"numero": 4}, "clara": {"numero": 3}, "completa": {"numero": 2},
        "confiable": {"numero": 5}, "facil": one("no-sabe"), "satisfaccion": {"numero": 4}, "mejoraria": {},
    }  # fmt: skip


def test_a_whole_survey_by_typing(talks: Talks) -> None:
    talk, _ = begun(talks)
    said = ["si", "la tercera", "trámites, noticias", "mas o menos", "4", "tres", "regular", "ns/nr", "muy fácil"]
    for text in [*said, "satisfecho", "Que pongan los horarios de las oficinas"]:
        reply = talk.says(text)
        _well_formed(reply, text)
    assert "Terminó la encuesta" in reply.text
    answers = kept(talk)
    assert answers["mejoraria"] == {"texto": "Que pongan los horarios de las oficinas"}
    assert answers["encontro"] == one("en-parte")
    assert answers["confiable"] == one("no-sabe")
    assert answers["satisfaccion"] == {"numero": 4}


@pytest.mark.parametrize("template", ["e1", "e2", "e3", "e4", "e5"])
def test_every_template_is_asked_in_good_form_to_its_end(talks: Talks, template: str) -> None:
    talk, _ = begun(talks, template)
    for _ in range(20):
        sheet = sheet_of(talk)
        if sheet.estado == EstadoHoja.COMPLETA:
            break
        reply = talk.says("no sé")
        if "Pregunta" in reply.text and "De 0 a 10" not in reply.text:
            _well_formed(reply, template)
            assert len(plain(reply.text)) < 1_500
        assert all(len(b.data.encode()) <= 64 for row in reply.buttons for b in row)
    assert sheet_of(talk).estado == EstadoHoja.COMPLETA


def test_no_ends_it_at_once(talks: Talks) -> None:
    talk, _ = begun(talks)
    assert "Terminó la encuesta" in talk.says("no").text
    assert kept(talk) == {"visita": one("no")}


def test_a_question_in_the_middle_is_answered_and_the_survey_asks_again(talks: Talks) -> None:
    talk, _ = begun(talks)
    talk.says("si")
    reply = talk.says("cuánto vale el paz y salvo?")
    assert reply.tramite == "paz-y-salvo"
    assert reply.then is not None
    assert "Pregunta 2 de 8" in reply.then.text
    assert "Todos los días" in labels(reply.then)
    pressed = talk.presses_old("t:paz-y-salvo:requisitos")
    assert pressed.then is not None
    assert "Pregunta 3 de 8" in talk.says("3").text
    assert kept(talk)["frecuencia"] == one("quincenal")


def test_a_clarification_in_the_middle_goes_first(talks: Talks) -> None:
    talk, _ = begun(talks)
    talk.says("si")
    reply = talk.says("cuánto cuesta el sisben?")
    while reply.outcome == "clarify" and reply.candidates:
        assert reply.then is None
        reply = talk.says("1")
    assert reply.tramite
    assert reply.then is not None
    assert set(kept(talk)) == {"visita"}


def test_an_emergency_goes_first_and_the_survey_waits(talks: Talks) -> None:
    talk, _ = begun(talks)
    reply = talk.says("auxilio se está quemando la casa")
    assert reply.outcome == "emergency"
    assert reply.then is None
    assert "Pregunta 1 de 8" in talk.says("seguir").text


@pytest.mark.parametrize("word", ["pausa", "después", "más tarde"])
def test_it_is_left_for_later_and_taken_up_days_after(talks: Talks, word: str) -> None:
    talk, _ = begun(talks)
    talk.says("si")
    assert "queda en pausa" in talk.says(word).text
    assert "Pregunta" not in talk.says("gracias").text
    talk.waits(days=3)
    talk.state = type(talk.state)()
    assert "Pregunta 2 de 8" in talk.says("seguir").text
    assert kept(talk) == {"visita": one("si")}


def test_leaving_keeps_what_was_answered_unless_it_is_asked_to_go(talks: Talks) -> None:
    talk, _ = begun(talks)
    talk.says("si")
    out = talk.says("/salir")
    assert "salió de la encuesta" in out.text
    assert kept(talk) == {"visita": one("si")}
    talk.says("borrar mis respuestas")
    assert kept(talk) == {}
    assert sheet_of(talk).estado == EstadoHoja.RECHAZADA
    assert "A la orden" in talk.says("/salir").text


@pytest.mark.parametrize(
    "text",
    [
        "salir",
        "quiero salirme",
        "ya me quiero salir",
        "no quiero seguir",
        "ya no quiero seguir",
        "no quiero responder más",
        "ya no quiero contestar esta encuesta",
    ],
)
def test_out_is_said_in_several_ways(talks: Talks, text: str) -> None:
    talk, _ = begun(talks)
    assert "salió de la encuesta" in talk.says(text).text


@pytest.mark.parametrize(
    "text", ["pues sí", "sí señor, acepto", "bueno pues si", "si, empecemos", "claro, con mucho gusto"]
)
def test_the_notice_is_accepted_in_ones_own_words(talks: Talks, text: str) -> None:
    talk, number = launched(talks)
    talk.presses_old(f"opinar:{number}:si")
    assert "Pregunta 1 de 8" in talk.says(text).text


def test_what_is_neither_yes_nor_no_to_the_notice_is_asked_once_more(talks: Talks) -> None:
    talk, number = launched(talks)
    talk.presses_old(f"opinar:{number}:si")
    reply = talk.says("xyzzy plugh")
    _well_formed(reply, "again")
    assert "escriba «acepto»" in reply.text
    assert labels(reply) == ["Acepto y empiezo", "Ahora no", "No me inviten más"]
    assert kept_nothing(talk)
    assert "Pregunta 1 de 8" in talk.says("acepto").text


def test_a_question_after_it_closed_is_answered(talks: Talks) -> None:
    talk, _ = begun(talks)
    talk.waits(days=30)
    assert talk.says("cuánto vale el paz y salvo").tramite == "paz-y-salvo"


def test_only_where_it_asks_something_is_what_is_written_next_an_answer(talks: Talks) -> None:
    talk, _ = begun(talks)
    assert asks_survey(talk.says("sí"))
    assert asks_survey(talk.says("cuánto vale el paz y salvo?")), "answered, and then it is asked again"
    assert not asks_survey(talk.says("salir"))
    assert not asks_survey(talk.says("cuánto vale el paz y salvo?"))
    done, _ = begun(talks)
    assert not asks_survey(done.says("no")), "the thanks ask nothing"


def test_e3_tells_where_a_charge_is_denounced_and_that_it_is_anonymous(talks: Talks) -> None:
    talk, _ = begun(talks, "e3")
    for text in ("1", "1", "4", "4", "4"):
        talk.says(text)
    reply = talk.says("si")
    _well_formed(reply, "cobros")
    assert "Esta encuesta es anónima" in reply.text
    assert "Oficina de Control Interno" in reply.text
    assert "quiero denunciar" in reply.text
    assert "¿Qué le pidieron o qué le cobraron?" in reply.text
    assert "Pregunta 6 de 8" in reply.text
    talk.says("me cobraron 20 mil por la planilla, cc 10000000")
    assert kept(talk)["cobros-que"]["texto"] == "me cobraron 20 mil por la planilla, cc [número]"


def test_who_began_goes_on_with_her_version_when_a_later_campaign_changes_the_wording(talks: Talks) -> None:
    talk, _ = begun(talks)
    first, second, *rest = TEMPLATES["e1"].preguntas
    other_words = second.model_copy(update={"texto": "¿Con qué frecuencia entra?"})
    changed = TEMPLATES["e1"].model_copy(update={"preguntas": [first, other_words, *rest]})
    _, later = launched(talks, encuesta=changed)
    assert second.texto in talk.says("si").text
    talk.says("cada mes")
    assert kept(talk)["frecuencia"] == one("mensual")
    talk.presses_old(f"opinar:{later}:si")
    talk.presses_old(f"opinar:{later}:acepto")
    assert other_words.texto in talk.says("si").text
    with talk.database.read() as session:
        versions = select(EncuestaVersion.version).join(Campana, Campana.encuesta == EncuestaVersion.id)
        assert sorted(session.scalars(versions)) == [1, 2]
