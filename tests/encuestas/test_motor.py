"""The way through a questionnaire: it ends, it goes back, and an edit leaves nothing of another way behind."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from municipio.encuestas.motor import avance, camino, sobrantes
from municipio.encuestas.plantilla import FIN, NO_SABE, Encuesta, Pregunta
from municipio.encuestas.valores import elegida, pide_texto, vale
from tests.encuestas.estrategias import answers, surveys
from tests.encuestas.test_lectura import asked
from tests.encuestas.test_plantillas import TEMPLATES


@settings(deadline=None)
@given(surveys(), st.data())
def test_every_path_ends_and_every_answer_on_it_is_valid(survey: Encuesta, data: st.DataObject) -> None:
    given_: dict[str, Any] = {}
    for _ in survey.preguntas:
        question = camino(survey, given_).actual
        if question is None:
            break
        given_[question.clave] = data.draw(answers(question))
        assert vale(question, given_[question.clave])
    over = camino(survey, given_)
    assert over.actual is None
    assert [q.clave for q in over.hechas] == [q.clave for q in survey.preguntas if q.clave in given_]
    assert sobrantes(survey, given_) == set()


@settings(deadline=None)
@given(surveys(), st.data())
def test_after_any_edit_what_the_new_path_leaves_out_is_known(survey: Encuesta, data: st.DataObject) -> None:
    given_: dict[str, Any] = {}
    for question in survey.preguntas:
        if data.draw(st.booleans()):
            given_[question.clave] = data.draw(answers(question))
    extra = sobrantes(survey, given_)
    path = camino(survey, given_)
    assert not extra & {q.clave for q in path.hechas}
    kept = {key: value for key, value in given_.items() if key not in extra}
    assert camino(survey, kept) == path
    if path.actual is None:
        assert set(kept) == {q.clave for q in path.hechas}


@settings(deadline=None)
@given(surveys(), st.data())
def test_progress_never_goes_back_and_never_passes_its_total(survey: Encuesta, data: st.DataObject) -> None:
    given_: dict[str, Any] = {}
    last = 0
    while (question := camino(survey, given_).actual) is not None:
        number, total = avance(survey, question)
        assert last <= number <= total
        last = number
        given_[question.clave] = data.draw(answers(question))


@settings(deadline=None)
@given(surveys(), st.data())
def test_whatever_is_pressed_makes_a_valid_answer_or_none(survey: Encuesta, data: st.DataObject) -> None:
    for question in survey.preguntas:
        keys = [o.clave for o in question.alternativas] or ["nada"]
        value: dict[str, Any] = {}
        for _ in range(data.draw(st.integers(1, 5))):
            pressed = data.draw(st.sampled_from(["", "-"])) + data.draw(st.sampled_from([*keys, "no-sabe", "ajena"]))
            chosen = elegida(question, pressed, value)
            if chosen is not None and len(chosen.get("opciones", [])) <= question.tope:
                value = chosen
                assert not value or vale(question, value)


def test_no_leads_to_the_end_and_yes_goes_on() -> None:
    e1 = TEMPLATES["e1"]
    assert camino(e1, {"visita": {"opciones": ["no"]}}).actual is None
    assert camino(e1, {"visita": {"opciones": ["no-sabe"]}}).actual is None
    going = camino(e1, {"visita": {"opciones": ["si"]}}).actual
    assert going is not None
    assert going.clave == "frecuencia"
    assert avance(e1, going) == (2, 8)
    assert avance(e1, asked("e1", "confiable")) == (5, 8), "the four about the information are one"
    assert avance(e1, asked("e1", "mejoraria")) == (8, 8)
    assert e1.cuantas == 8


@pytest.mark.parametrize(
    ("when", "leads"),
    [
        ({"desde": 18, "hasta": 25}, {18, 25}),
        ({"desde": 18}, {18, 25, 26}),
        ({"hasta": 25}, {17, 18, 25}),
        ({"desde": 26, "opciones": [NO_SABE]}, {26, NO_SABE}),
    ],
)
def test_a_range_of_numbers_leads_elsewhere_with_both_its_ends(when: dict[str, Any], leads: set[int | str]) -> None:
    texts = [{"clave": key, "tipo": "texto", "texto": "¿Y eso?"} for key in ("sigue", "aparte")]
    age = {"clave": "edad", "tipo": "numero", "texto": "¿Su edad?", "no_sabe": True, "minimo": 0, "maximo": 120}
    told = {"clave": "x", "titulo": "Un título", "presentacion": "Para qué es.", "gracias": "Gracias."}
    survey = Encuesta.model_validate({**told, "preguntas": [{**age, "saltos": [{"si": when, "a": "aparte"}]}, *texts]})
    for number in (17, 18, 25, 26, NO_SABE):
        given_ = {"opciones": [number]} if number == NO_SABE else {"numero": number}
        then = camino(survey, {"edad": given_}).actual
        assert then is not None
        assert then.clave == ("aparte" if number in leads else "sigue"), number


def skipping(survey: Encuesta, given_: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Every sheet of whoever skips all that may be skipped."""
    question = camino(survey, given_).actual
    if question is None:
        yield given_
        return
    options = [*(option.clave for option in question.alternativas), NO_SABE]
    for value in [{"opciones": [key]} for key in options] if question.obligatoria else [{}]:
        yield from skipping(survey, {**given_, question.clave: value})


@pytest.mark.parametrize("template", sorted(TEMPLATES))
def test_whoever_skips_a_question_is_not_asked_what_follows_from_it(template: str) -> None:
    survey = TEMPLATES[template]
    keys = [question.clave for question in survey.preguntas]
    for sheet in skipping(survey, {}):
        for n, question in enumerate(survey.preguntas):
            ends = [keys.index(jump.a) if jump.a != FIN else len(keys) for jump in question.saltos]
            follow = set(keys[n + 1 : max(ends, default=0)])
            assert sheet.get(question.clave) != {} or not follow & set(sheet), (question.clave, follow)


def test_going_back_stops_where_it_is_asked() -> None:
    e1 = TEMPLATES["e1"]
    given_ = {"visita": {"opciones": ["si"]}, "frecuencia": {"opciones": ["diaria"]}}
    back = camino(e1, given_, "visita")
    assert back.actual is not None
    assert (back.actual.clave, back.anterior) == ("visita", None)
    assert camino(e1, given_, "satisfaccion") == camino(e1, given_), "it is not on the way yet"


def test_an_edit_that_changes_the_way_leaves_the_other_behind() -> None:
    e3 = TEMPLATES["e3"]
    given_: dict[str, Any] = {p.clave: {} for p in e3.preguntas if p.clave in ("canal", "tramite", "requisitos")}
    given_ |= {"tiempo": {}, "trato": {}, "cobros": {"opciones": ["no"]}, "cobros-que": {"texto": "una propina"}}
    assert sobrantes(e3, given_) == {"cobros-que"}


@pytest.mark.parametrize(
    ("question", "value"),
    [
        (asked("e1", "visita"), {}),
        (asked("e1", "visita"), {"opciones": ["si", "no"]}),
        (asked("e1", "visita"), {"opciones": []}),
        (asked("e1", "visita"), {"opciones": ["si"], "texto": "no es otro"}),
        (asked("e1", "visita"), {"numero": 1}),
        (asked("e1", "facil"), {"numero": 6}),
        (asked("e1", "facil"), {"numero": True}),
        (asked("e1", "facil"), {"opciones": ["3"]}),
        (asked("e2", "temas"), {"opciones": ["vias", "salud", "agro", "empleo"]}),
        (asked("e2", "temas"), {"opciones": ["vias", "vias"]}),
        (asked("e2", "temas"), {"opciones": ["vias", "no-sabe"]}),
        (asked("e5", "dificultad"), {"opciones": ["ninguna", "senal"]}),
        (asked("e1", "mejoraria"), {"texto": "a" * 301}),
        (asked("e1", "mejoraria"), {"texto": ""}),
        (asked("e1", "mejoraria"), {"fecha": "2026-05-15"}),
        (asked("e5", "vereda"), {"texto": "a" * 61}),
        (Pregunta(clave="a", tipo="fecha", texto="¿Cuándo fue?"), {"fecha": "2026-02-31"}),
        (Pregunta(clave="a", tipo="numero", texto="¿Cuántos son?", minimo=1), {"numero": 0}),
        (Pregunta(clave="a", tipo="si_no", texto="¿Vino?", no_sabe=False), {"opciones": ["no-sabe"]}),
    ],
)
def test_what_is_no_answer_to_a_question(question: Pregunta, value: dict[str, Any]) -> None:
    assert not vale(question, value)


def test_an_option_that_goes_alone_takes_the_others_away_and_they_take_it() -> None:
    question = asked("e5", "dificultad")
    some = {"opciones": ["senal", "otro"], "texto": "el sol"}
    assert elegida(question, "ninguna", some) == {"opciones": ["ninguna"]}
    assert elegida(question, "ninguna", {"opciones": ["ninguna"]}) == {"opciones": ["ninguna"]}
    assert elegida(question, "senal", {"opciones": ["ninguna"]}) == {"opciones": ["senal"]}
    assert elegida(question, "-ninguna", {"opciones": ["ninguna"]}) == {}
    assert elegida(question, "ninguna", {"opciones": ["no-sabe"]}) == {"opciones": ["ninguna"]}


def test_marking_is_said_outright_so_that_two_taps_are_one() -> None:
    question = asked("e1", "buscaba")
    first = elegida(question, "noticias", {})
    assert first == elegida(question, "noticias", first or {})
    both = elegida(question, "otro", first or {}) or {}
    assert both == {"opciones": ["noticias", "otro"]}
    assert pide_texto(question, both)
    told = {**both, "texto": "un mapa"}
    assert elegida(question, "-noticias", told) == {"opciones": ["otro"], "texto": "un mapa"}
    assert elegida(question, "-otro", told) == {"opciones": ["noticias"]}
    assert elegida(question, "-noticias", first or {}) == {}
    assert elegida(question, "no-sabe", told) == {"opciones": ["no-sabe"]}
