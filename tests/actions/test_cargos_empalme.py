"""Handing over a post of the plan, by whoever holds it or by the coordination."""

from __future__ import annotations

from tests.actions.conftest import Talk, Talks
from tests.actions.posesion import COMMITTEE, JUAN, LANDAZURI, held, holder, invitation, words


def test_a_holder_hands_over_only_what_is_theirs(talks: Talks, coordinator: Talk) -> None:
    rosa, juan = holder(talks, coordinator), holder(talks, coordinator, JUAN, post="alcalde")
    rosa.presses_old("empalme:alcalde:si")
    assert len(held(juan)) == 1
    assert "i_" not in rosa.presses_old("invitar:alcalde:t").text


def test_a_holder_hands_over_with_an_invitation(talks: Talks, coordinator: Talk) -> None:
    rosa = holder(talks, coordinator)
    assert "Va a entregar este cargo" in rosa.says("/empalme").text
    assert "todo sigue igual" in rosa.says("no").text
    assert len(held(rosa)) == 1
    rosa.says("/empalme")
    reply = rosa.says("sí")
    code = words(reply)
    assert held(rosa) == []
    assert reply.menu == frozenset()
    assert [(f.kind, f.maker, f.params) for f in reply.attachments] == [
        ("document", "plan.empalme", {"municipio": LANDAZURI, "cargo": COMMITTEE})
    ]
    juan = talks.new(municipio=LANDAZURI, chat_id=JUAN)
    juan.says(code)
    juan.says("sí")
    assert [h.cargo for h in held(juan)] == [COMMITTEE]
    assert "no tiene ninguno" in rosa.says("/empalme").text


def test_a_substitute_hands_over_a_substitution(talks: Talks, coordinator: Talk) -> None:
    rosa = holder(talks, coordinator, how="Suplente")
    rosa.says("/empalme")
    assert "Invitación de suplente" in rosa.says("sí").text


def test_the_coordination_hands_over_the_post_of_whoever_left(talks: Talks, coordinator: Talk) -> None:
    rosa, juan = holder(talks, coordinator), holder(talks, coordinator, JUAN)
    assert "Lo tienen 2 personas" in coordinator.says("/empalme").text
    words(coordinator.says("sí"))
    assert held(rosa) == held(juan) == []
    assert "nadie tiene" in coordinator.presses_old("empalme:comite-gel-t:si").text


def test_of_several_posts_one_is_chosen(talks: Talks, coordinator: Talk) -> None:
    rosa = holder(talks, coordinator)
    rosa.says(invitation(coordinator, "alcalde"))
    rosa.says("sí")
    assert "1. Comité GEL-T." in rosa.says("/empalme").text
    assert "Alcalde Municipal" in rosa.says("Alcalde Municipal").text
    words(rosa.says("sí"))
    assert [h.cargo for h in held(rosa)] == [COMMITTEE]
    rosa.says("/empalme comité")
    words(rosa.says("sí"))
    assert held(rosa) == []
