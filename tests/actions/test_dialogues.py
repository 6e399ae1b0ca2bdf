"""Whole conversations, as tables of what is said and what comes back."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from actions.turn import Kind
from actions.understanding.contract import Reading
from actions.understanding.negado import asserted
from municipio.personas.modelo import Rol
from municipio.personas.servicio import crear_codigo
from municipio.preguntas.servicio import abiertas
from tests.actions.conftest import Talks

ABOUT = {"consultar_tramite": 0.95, "fuera_de_tema": 0.05}
OFF = {"fuera_de_tema": 0.95, "consultar_tramite": 0.05}


def about(*facets: str) -> Reading:
    return Reading(ABOUT, tuple((facet, 0.9) for facet in facets))


def test_the_current_tramite_is_remembered_also_after_something_off_topic(talks: Talks) -> None:
    talk = talks.new(
        {
            "qué piden para el certificado de residencia": about("requisitos"),
            "y cuanto vale": about("costo"),
            "quien gano el partido": Reading(OFF),
            "y si soy de la vereda?": about("quien"),
        }
    )
    for text, tramite, facet in [
        ("qué piden para el certificado de residencia", "certificado-residencia", "requisitos"),
        ("y cuanto vale", "certificado-residencia", "costo"),
        ("quien gano el partido", None, None),
        ("y si soy de la vereda?", "certificado-residencia", "quien"),
    ]:
        reply = talk.says(text)
        assert (reply.tramite, reply.facet) == (tramite, facet)


def test_two_questions_in_one_message_get_two_answers(talks: Talks) -> None:
    text = "cuánto vale y cuánto se demora el uso de suelo"
    reply = talks.new({text: about("costo", "tiempo")}).says(text)
    assert reply.tramite == "uso-suelo"
    assert "Cuánto cuesta" in reply.text
    assert "Cuánto se demora" in reply.text


def test_asking_before_saying_of_what(talks: Talks) -> None:
    talk = talks.new({"cuánto vale": about("costo"), "el paz y salvo": about("resumen")})
    assert talk.says("cuánto vale").outcome == "clarify"
    reply = talk.says("el paz y salvo")
    assert (reply.tramite, reply.facet) == ("paz-y-salvo", "costo")


def test_a_bare_name_of_many_offers_choices_that_can_be_typed(talks: Talks) -> None:
    talk = talks.new({"sisben": about("resumen")})
    reply = talk.says("sisben")
    assert reply.outcome == "clarify"
    assert 2 <= len(reply.candidates) <= 4
    assert talk.says("el primero").tramite == reply.candidates[0]


def test_no_more_than_two_clarifications_in_a_row(talks: Talks) -> None:
    talk = talks.new({"cuánto vale": about("costo"), "y eso": about("resumen")})
    outcomes = [talk.says(text).outcome.value for text in ("cuánto vale", "y eso", "cuánto vale")]
    assert outcomes == ["clarify", "clarify", "fallback"]


def test_a_button_brings_another_facet(talks: Talks) -> None:
    talk = talks.new({"paz y salvo": about("resumen")})
    talk.says("paz y salvo")
    reply = talk.presses("Costo")
    assert (reply.tramite, reply.facet) == ("paz-y-salvo", "costo")
    assert talk.says("requisitos").facet == "requisitos", "the words of a button work too"


@pytest.mark.parametrize(
    "text",
    [
        "mi marido me esta pegando",
        "auxilio se esta entrando el agua a la casa",
        "hay unos niños solos encerrados",
        "cuánto vale el predial, y es que me quiero matar",
    ],
)
def test_danger_comes_first_whatever_else_is_said(talks: Talks, text: str) -> None:
    reply = talks.new({}).says(text)
    assert reply.outcome == "emergency"
    assert "123" in reply.text.splitlines()[1]


def test_the_model_alone_can_raise_the_alarm(talks: Talks) -> None:
    reading = Reading({"pqrsd": 0.6, "emergencia": 0.35, "consultar_tramite": 0.05})
    assert talks.new({"algo que la red no conoce": reading}).says("algo que la red no conoce").outcome == "emergency"


def test_danger_is_attended_before_knowing_the_municipality(talks: Talks) -> None:
    assert talks.new({}, municipio=None).says("me esta pegando").outcome == "emergency"


def test_another_authority_is_named(talks: Talks) -> None:
    reply = talks.new({"se me perdio la cedula": about("pasos")}).says("se me perdio la cedula")
    assert reply.outcome == "refer"
    assert "Registraduría" in reply.text


def test_a_holiday_monday_is_closed_and_says_when_it_opens(talks: Talks) -> None:
    talk = talks.new(now=datetime(2026, 11, 13, 15, tzinfo=UTC))
    reply = talk.says("el lunes atienden?")
    assert "no hay atención: es festivo" in reply.text
    assert "martes 17 de noviembre" in reply.text


def test_what_was_not_understood_reaches_the_coordinator_and_two_taps_teach_it(talks: Talks) -> None:
    unknown = "cuando sale el cosito ese de las orejas"
    unsure = Reading({"fuera_de_tema": 0.4, "consultar_tramite": 0.3, "pqrsd": 0.3})
    citizen = talks.new({unknown: unsure})
    assert citizen.says(unknown).outcome == "fallback"

    coordinator = talks.new(roles=frozenset({Rol.COORDINADOR}))
    assert unknown in coordinator.says("/preguntas").text
    coordinator.says("1")
    coordinator.says("marcas de ganado")
    assert "Listo" in coordinator.says("1").text

    neighbour = talks.new({unknown: about("pasos")})
    assert neighbour.says(unknown).tramite == "marcas-ganado"


def test_a_citizen_does_not_see_the_list(talks: Talks) -> None:
    assert "solo para la coordinación" in talks.new().says("/preguntas").text


def test_a_bad_answer_is_noted_without_its_author(talks: Talks) -> None:
    talk = talks.new({"cuánto vale el predial": about("costo")})
    talk.says("cuánto vale el predial, mi cc es 10000000")
    talk.presses("No me sirvió")
    with talk.database.read() as session:
        (question,) = abiertas(session, "alvarado")
    assert (question.tramite, question.motivo) == ("predial", "no_sirvio")
    assert "[número]" in question.texto


def test_first_contact_carries_the_privacy_notice_once(talks: Talks) -> None:
    talk = talks.new({"paz y salvo": about("resumen")}, informed=False)
    assert "Ley 1581" in talk.says("/start").text
    reply = talks.new({"paz y salvo": about("resumen")}, informed=False).says("paz y salvo")
    assert reply.informs
    assert "Ley 1581" in reply.text


def test_a_code_works_before_choosing_the_municipality(talks: Talks) -> None:
    talk = talks.new(municipio=None)
    with talk.database.write() as session:
        code = crear_codigo(session, Rol.COORDINADOR, talk.now)
    assert "coordinación" in talk.says(f"/start c_{code}").text
    assert "no sirve" in talk.says(f"/start c_{code}").text, "only once"
    hers = talks.new(roles=frozenset({Rol.COORDINADOR}))
    assert "ya es de la coordinación" in hers.says(f"/start c_{code}").text, "she opened her link again"


def test_choosing_the_municipality_by_link_by_name_and_by_number(talks: Talks) -> None:
    assert talks.new(municipio=None).says("/start aguazul").municipio == "aguazul"
    talk = talks.new(municipio=None)
    assert "¿De qué municipio es?" in talk.says("/start").text
    assert talk.says("Landázuri").municipio == "landazuri"
    assert talks.new(municipio=None).says("2").municipio == "alvarado"


def test_the_menu_pages_through_the_whole_catalogue_by_typing_numbers(talks: Talks) -> None:
    talk = talks.new()
    assert "Impuestos y pagos" in talk.says("/tramites").text
    page = talk.says("1")
    assert "parte 1 de 3" in page.text
    assert "parte 2 de 3" in talk.says("ver más").text
    assert talk.says("1").outcome == "answer"


@pytest.mark.parametrize("kind", ["voice", "photo", "document", "sticker", "location", "contact", "other"])
def test_what_is_not_text_is_declined_kindly(talks: Talks, kind: Kind) -> None:
    reply = talks.new().sends(kind)
    assert "Escríbame" in reply.text
    assert reply.buttons


def test_forgetting_a_person(talks: Talks) -> None:
    talk = talks.new()
    talk.says("/privacidad")
    assert "Borré" in talk.says("borre mis datos").text or "Borré" in talk.presses("Borrar lo que sabe de mí").text
    assert talk.state.tramite is None


def test_html_in_a_question_is_never_html_in_a_reply(talks: Talks) -> None:
    talk = talks.new({"<b>zxqv</b> & wqk": Reading({"fuera_de_tema": 0.4, "pqrsd": 0.3})})
    talk.says("<b>zxqv</b> & wqk")
    listed = talks.new(roles=frozenset({Rol.COORDINADOR})).says("/preguntas").text
    assert "&lt;b&gt;zxqv" in listed


@pytest.mark.parametrize("text", ["hoy atienden?", "están abiertos?", "a qué hora abren", "/contacto"])
@pytest.mark.parametrize(
    ("hour", "says"),
    [
        ("12:30", "Según este horario, ahora está cerrado. Vuelve a abrir hoy a las 2:00 p. m."),
        ("07:00", "Según este horario, ahora está cerrado. Abre hoy a las 8:00 a. m."),
        ("09:00", "Según este horario, ahora está abierto."),
        ("18:30", "Abre el lunes 23 de noviembre a las 8:00 a. m."),
    ],
)
def test_at_lunch_it_says_that_it_opens_again_the_same_day(talks: Talks, text: str, hour: str, says: str) -> None:
    now = datetime.fromisoformat(f"2026-11-20 {hour}-05:00")
    assert says in talks.new(now=now).says(text).text


def test_a_calm_talk_is_not_taken_for_danger_by_a_half_sure_model(talks: Talks) -> None:
    half = Reading({"emergencia": 0.8, "consultar_tramite": 0.15, "pqrsd": 0.05}, (("resumen", 0.9),))
    talk = talks.new({"para que es la carta de estrato": about("resumen"), "no, el de residencia": half})
    talk.says("para que es la carta de estrato")
    reply = talk.says("no, el de residencia")
    assert reply.tramite == "certificado-residencia"
    assert "123" in reply.text.splitlines()[0], "the number to call goes before the answer, just in case"


def test_a_detail_of_the_current_tramite_is_no_change_of_tramite(talks: Talks) -> None:
    talk = talks.new(
        {
            "qué piden para el certificado de residencia": about("requisitos"),
            "y el sisben me sirve": about("requisitos"),
            "ah bueno y quiero saber cómo saco el paz y salvo": about("pasos"),
        }
    )
    talk.says("qué piden para el certificado de residencia")
    assert talk.says("y el sisben me sirve").tramite == "certificado-residencia"
    assert talk.says("ah bueno y quiero saber cómo saco el paz y salvo").tramite == "paz-y-salvo"


def test_a_facet_typed_after_a_choice_keeps_the_choice(talks: Talks) -> None:
    talk = talks.new({"sisben": about("resumen"), "y cuanto vale": about("costo")})
    offered = talk.says("sisben").candidates
    assert talk.says("y cuanto vale").candidates == offered
    reply = talk.says("el primero")
    assert (reply.tramite, reply.facet) == (offered[0], "costo")


def test_the_name_of_a_municipality_moves_there_also_in_the_middle_of_a_talk(talks: Talks) -> None:
    talk = talks.new({"cuanto vale el predial": about("costo")})
    talk.says("cuanto vale el predial")
    for text in ("aguazul", "soy de Aguazul"):
        assert talk.says(text).municipio == "aguazul"


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("no, el de residencia", "el de residencia"),
        ("no es la cédula, es la del banco", "es la del banco"),
        ("no ese no, yo no soy vendedor, es lo del andén", "es lo del andén"),
        ("no tengo la escritura, ¿puedo?", "no tengo la escritura, ¿puedo?"),
        ("no", "no"),
    ],
)
def test_what_a_correction_denies_is_not_searched(text: str, left: str) -> None:
    assert asserted(text) == left
