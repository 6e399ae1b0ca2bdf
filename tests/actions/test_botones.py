"""Buttons: short names, the facets offered under an answer, pages, and what became of old ones."""

from __future__ import annotations

import pytest

from actions.render import plain, texts
from actions.turn import Reply
from municipio.tramites.ficha import LARGO_BOTON
from tests.actions.conftest import Talk, Talks
from tests.actions.test_dialogues import about


def labels(reply: Reply) -> list[str]:
    return [button.text for row in reply.buttons for button in row]


def facets(reply: Reply) -> list[str]:
    names = {entry["boton"]: name for name, entry in texts()["facetas"].items()}
    return [names[label] for label in labels(reply) if label in names]


def test_every_tramite_has_a_short_name_of_its_own(talks: Talks) -> None:
    padron = talks.new().padron
    for slug in padron.slugs:
        names = [ficha.boton for ficha in padron.catalogo(slug).fichas.values()]
        assert len(set(names)) == len(names)
        assert max(map(len, names)) <= LARGO_BOTON


@pytest.mark.parametrize("typed", ["Cerrar el registro de ICA", "{nombre}", "6"])
def test_a_list_shows_short_names_and_takes_both(talks: Talks, typed: str) -> None:
    talk = talks.new()
    talk.says("/tramites")
    page = talk.presses("Impuestos y pagos")
    ficha = talk.padron.catalogo("alvarado").fichas["cancelacion-ica"]
    assert "Cerrar el registro de ICA" in labels(page)
    assert f"6. {ficha.nombre}" in page.text
    reply = talk.says(typed.format(nombre=ficha.nombre))
    assert reply.tramite == "cancelacion-ica"
    assert ficha.nombre in reply.text


@pytest.mark.parametrize("full", [False, True])
def test_a_clarification_shows_short_names_and_takes_both(talks: Talks, full: bool) -> None:
    talk = talks.new({"sisben": about("requisitos")})
    reply = talk.says("sisben")
    ficha = talk.padron.catalogo("alvarado").fichas[reply.candidates[1]]
    assert labels(reply)[1] == ficha.boton
    assert ficha.nombre in reply.text
    chosen = talk.says(ficha.nombre if full else ficha.boton)
    assert (chosen.tramite, chosen.facet) == (ficha.slug, "requisitos")


@pytest.mark.parametrize(
    ("asked", "first", "rest"),
    [
        ("requisitos", "costo tiempo donde pasos seguimiento en_linea", "quien resultado norma"),
        ("costo", "requisitos tiempo donde pasos seguimiento en_linea", "quien resultado norma"),
        ("norma", "requisitos costo tiempo donde pasos seguimiento", "en_linea quien resultado"),
    ],
)
def test_what_people_ask_most_comes_first_and_nothing_is_left_out(
    talks: Talks, asked: str, first: str, rest: str
) -> None:
    talk = talks.new({"predial": about(asked)})
    assert facets(talk.says("predial")) == first.split()
    more = talk.presses("Más preguntas")
    assert facets(more) == rest.split()
    assert "Impuesto predial unificado" in more.text
    assert talk.says("3").facet == rest.split()[2]


def test_more_questions_can_be_typed_by_their_titles(talks: Talks) -> None:
    talk = talks.new({"predial": about("requisitos")})
    talk.says("predial")
    more = talk.says("más preguntas")
    assert "1. Quién lo puede pedir" in plain(more.text)
    assert talk.says("quién lo puede pedir").facet == "quien"


def test_one_facet_alone_is_shown_at_once(talks: Talks) -> None:
    talk = talks.new()
    fichas = talk.padron.catalogo("alvarado").fichas.values()
    for slug in (f.slug for f in fichas):
        reply = talk.presses_old(f"t:{slug}:resumen")
        if "Más preguntas" in labels(reply):
            assert len(facets(reply)) == 6
            assert len(facets(talk.presses("Más preguntas"))) >= 2
        else:
            assert len(facets(reply)) <= 7


def titles(talk: Talk, *typed: str) -> list[str]:
    return [plain(talk.says(text).text).splitlines()[0] for text in typed]


def test_back_goes_one_page_back(talks: Talks) -> None:
    talk = talks.new()
    told = titles(talk, "/tramites", "1", "más", "ver más", "volver", "volver", "volver")
    assert told == [
        "Trámites y servicios de Alvarado",
        "Impuestos y pagos (parte 1 de 3)",
        "Impuestos y pagos (parte 2 de 3)",
        "Impuestos y pagos (parte 3 de 3)",
        "Impuestos y pagos (parte 2 de 3)",
        "Impuestos y pagos (parte 1 de 3)",
        "Trámites y servicios de Alvarado",
    ]


def test_back_from_the_first_page_of_an_office_goes_to_the_offices(talks: Talks) -> None:
    talk = talks.new()
    assert titles(talk, "/tramites", "ver por oficina", "1", "volver")[-1] == "Trámites por oficina"


@pytest.mark.parametrize("facet", ["costo", "-", "mas"])
def test_an_old_button_of_a_withdrawn_tramite_is_explained(talks: Talks, facet: str) -> None:
    talk = talks.new()
    reply = talk.presses_old(f"t:ya-no-existe:{facet}")
    assert "Ese trámite ya no está entre los de la alcaldía de Alvarado." in reply.text
    assert "Ver los trámites" in labels(reply)


def test_an_old_button_does_not_change_what_is_being_talked_about(talks: Talks) -> None:
    talk = talks.new({"paz y salvo": about("costo"), "y cuánto se demora": about("tiempo")})
    talk.says("paz y salvo")
    talk.presses_old("t:ya-no-existe:costo")
    assert talk.says("y cuánto se demora").tramite == "paz-y-salvo"
