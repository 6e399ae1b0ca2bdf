"""Support of the site and the e-mail, for functionaries, over the real plans."""

from __future__ import annotations

import re

import pytest

from actions.render import plain
from actions.turn import Outcome, Reply
from actions.understanding.contract import Reading
from municipio.plan.busqueda import soportes_de
from tests.actions import test_textos
from tests.actions.conftest import Talk, Talks
from tests.actions.test_plan import LIMIT, PLANS, labels

GONE = re.compile(r"agenda de conectividad|colnodo|ministerio de comunicaciones|018000|\b57 ?1\b", re.IGNORECASE)
"""Who gave support in 2008 and their phones."""
WITH_TABLE = sorted(slug for slug, plan in PLANS.items() if plan.soporte)
COORDINATION = "hable con la coordinación de Gobierno en Línea de la alcaldía"


class Asking(dict[str, Reading]):
    """Whatever is said asks for support."""

    def get(self, key: str, default: object = None) -> Reading:
        return Reading({"soporte_sitio": 0.97, "consultar_tramite": 0.03})


def talking(talks: Talks, slug: str = "alvarado") -> Talk:
    return talks.new(Asking(), municipio=slug)


def well_told(reply: Reply) -> None:
    text = plain(reply.text)
    assert len(text) <= LIMIT
    test_textos._well_formed(reply, text)
    assert not GONE.search(text)
    assert COORDINATION in text
    assert "No escriba claves por este chat" in text


@pytest.mark.parametrize("slug", WITH_TABLE)
def test_every_procedure_is_told_in_steps_and_ends_with_the_coordination(talks: Talks, slug: str) -> None:
    for place, soporte in enumerate(PLANS[slug].soporte):
        reply = talking(talks, slug).presses_old(f"soporte:{place}")
        well_told(reply)
        text = plain(reply.text)
        assert soporte.problema in text
        assert f"1. {soporte.pasos[0]}" in text
        assert text.index(soporte.pasos[-1]) < text.index(COORDINATION)


@pytest.mark.parametrize("slug", WITH_TABLE)
def test_each_way_of_saying_a_problem_finds_it(slug: str) -> None:
    plan = PLANS[slug]
    for soporte in plan.soporte:
        for said in (soporte.problema, *soporte.sinonimos):
            assert soporte in soportes_de(plan, said), said


@pytest.mark.parametrize(
    ("said", "problem"),
    [
        ("no puedo publicar", "Problemas para la publicación"),
        ("no me deja publicar el boletin me saca del sistema", "Problemas para la publicación"),
        ("el correo de la alcaldia no me abre", "Problemas de acceso al correo"),
        ("se me olvidó la contraseña del sitio web", "Desconocimiento de las claves"),
    ],
)
def test_what_functionaries_say_finds_its_procedure(talks: Talks, said: str, problem: str) -> None:
    reply = talking(talks).says(said)
    assert reply.outcome is Outcome.ANSWER
    assert plain(reply.text).startswith(problem)


def test_a_text_that_fits_several_is_asked_and_can_be_typed(talks: Talks) -> None:
    talk = talking(talks)
    reply = talk.says("olvidé la clave")
    assert reply.outcome is Outcome.CLARIFY
    assert len(labels(reply)) == 3
    assert "Otro problema" in labels(reply)
    well_told(talk.says("1"))


def test_a_text_that_fits_none_brings_the_list(talks: Talks) -> None:
    talk = talking(talks)
    reply = talk.says("se dañó la impresora")
    assert [f"{n}. " for n in (1, 2, 3)] == [label[:3] for label in labels(reply)]
    well_told(talk.says("problemas de acceso al correo electrónico"))
    assert plain(talk.says("otro problema").text) == plain(reply.text)


@pytest.mark.parametrize("slug", sorted(set(PLANS) - set(WITH_TABLE)))
def test_a_plan_without_table_says_so(talks: Talks, slug: str) -> None:
    reply = talking(talks, slug).says("no puedo publicar")
    well_told(reply)
    assert "no dice a quién acudir" in plain(reply.text)


def test_no_plan_at_all_says_so_too(talks: Talks) -> None:
    talk = talking(talks)
    object.__setattr__(talk.padron.catalogo("alvarado"), "plan", None)
    well_told(talk.says("olvidé la clave"))


def test_an_old_button_brings_the_list(talks: Talks) -> None:
    assert talking(talks).presses_old("soporte:99").outcome is Outcome.CLARIFY
