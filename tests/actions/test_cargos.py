"""Posts of the plan as conversations: inviting, accepting, who holds what. Nobody is named."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from sqlalchemy import select

from actions.render import plain
from actions.turn import Reply
from bot.conversation import state_to
from municipio.avisos.modelo import Aviso, Carril, EstadoAviso
from municipio.personas.modelo import Rol
from municipio.plan import titulares
from municipio.plan.modelo import Anotacion, Titular
from tests.actions.conftest import FRIDAY, Talk, Talks
from tests.actions.posesion import COMMITTEE, JUAN, LANDAZURI, ROSA, held, holder, invitation, words
from tests.actions.test_botones import labels
from tests.actions.test_textos import _well_formed


def test_from_the_invitation_to_the_post(talks: Talks, coordinator: Talk) -> None:
    first = coordinator.says("/invitar")
    assert "1. Comité GEL-T." in first.text
    assert "suplente" in coordinator.presses("2. Alcalde Municipal").text
    reply = coordinator.presses("Titular")
    assert "Alcalde Municipal" in reply.text
    assert "hasta el 27 de noviembre de 2026" in reply.text
    assert "https://" not in reply.text
    rosa = talks.new(municipio=LANDAZURI, chat_id=ROSA)
    question = rosa.says(words(reply))
    assert "Alcalde Municipal" in question.text
    assert labels(question) == ["Sí", "No"]
    assert held(rosa) == []
    accepted = rosa.presses("Sí")
    assert "Alcalde Municipal" in accepted.text
    assert accepted.municipio == LANDAZURI
    assert accepted.menu == frozenset({"responde"})
    assert "/pendientes" in rosa.says("/ayuda").text
    assert "/pendientes" not in talks.new(municipio=LANDAZURI, chat_id=JUAN).says("/ayuda").text
    assert [(h.cargo, h.suplente) for h in held(rosa)] == [("alcalde", False)]
    assert "1. Alcalde Municipal." in rosa.says("/cargos").text


def test_the_link_when_the_name_of_the_bot_is_known(talks: Talks, coordinator: Talk) -> None:
    doing = coordinator._doing
    coordinator._doing = lambda *a, **k: replace(doing(*a, **k), bot="ventanilla_bot")  # type: ignore[method-assign]
    reply = coordinator.presses_old("invitar:comite-gel-t:s")
    link = re.search(r"https://t\.me/ventanilla_bot\?start=(i_[\w-]+)", reply.text)
    assert link
    assert link[1] == words(reply).removeprefix("/start ")
    assert len(link[1]) <= 64
    [file] = reply.attachments
    assert (file.kind, file.maker) == ("photo", "cargos.invitacion")
    assert file.params == {
        "municipio": LANDAZURI,
        "cargo": COMMITTEE,
        "como": "suplente",
        "enlace": link[0],
        "vence": "2026-11-27",
    }
    assert link[1] not in file.caption


@pytest.mark.parametrize("says", ["sí", "si señora", "claro", "acepto", "1", "listo"])
def test_yes_can_be_said_in_many_ways(talks: Talks, coordinator: Talk, says: str) -> None:
    rosa = talks.new(municipio=LANDAZURI, chat_id=ROSA)
    rosa.says(invitation(coordinator))
    rosa.says(says)
    assert len(held(rosa)) == 1


@pytest.mark.parametrize("says", ["no", "no gracias", "2", "ahora no"])
def test_no_leaves_the_invitation_as_it_was(talks: Talks, coordinator: Talk, says: str) -> None:
    rosa = talks.new(municipio=LANDAZURI, chat_id=ROSA)
    code = invitation(coordinator)
    rosa.says(code)
    assert "no quedó" in rosa.says(says).text
    assert held(rosa) == []
    rosa.says(code)
    rosa.says("sí")
    assert len(held(rosa)) == 1


def test_used_expired_and_forged_are_refused_with_the_same_words(talks: Talks, coordinator: Talk) -> None:
    used, late = invitation(coordinator), invitation(coordinator)
    rosa, juan = talks.new(municipio=LANDAZURI, chat_id=ROSA), talks.new(municipio=LANDAZURI, chat_id=JUAN)
    juan.says(used)
    rosa.says(used)
    rosa.says("sí")
    answers = {juan.says("sí").text, juan.says(used).text, juan.says("/start i_AAAAAAAAAAAAAAAA").text}
    juan.waits(days=7, minutes=1)
    answers.add(juan.says(late).text)
    answers.add(juan.says("/start i_").text)
    assert len(answers) == 1
    assert "no sirve" in answers.pop()
    assert held(juan) == []


def test_whoever_has_no_municipality_gets_that_of_the_invitation(talks: Talks, coordinator: Talk) -> None:
    rosa = talks.new(municipio=None, informed=False, chat_id=ROSA)
    question = rosa.says(invitation(coordinator))
    assert "Landázuri" in question.text
    assert "Ley 1581" in question.text
    assert (question.municipio, question.informs) == (LANDAZURI, True)
    rosa.says("sí")
    assert len(held(rosa)) == 1


def test_an_invitation_of_another_municipality_is_for_that_one(talks: Talks, coordinator: Talk) -> None:
    rosa = talks.new(municipio="alvarado", chat_id=ROSA)
    question = rosa.says(invitation(coordinator))
    assert "Landázuri" in question.text
    assert question.municipio is None
    assert rosa.says("sí").municipio == LANDAZURI
    assert held(rosa, "alvarado") == []
    assert len(held(rosa)) == 1


def test_what_this_bot_does_not_serve_is_refused(talks: Talks, coordinator: Talk) -> None:
    code = invitation(coordinator)
    rosa = talks.new(municipio="alvarado", chat_id=ROSA)
    rosa.padron._solo = ("alvarado",)
    rosa.padron._version = -1
    assert "no sirve" in rosa.says(code).text


def test_a_yes_that_comes_too_late_asks_to_open_it_again(talks: Talks) -> None:
    rosa = talks.new(municipio=LANDAZURI, chat_id=ROSA)
    assert "Ábrala otra vez" in rosa.presses_old("cargo:si").text
    assert held(rosa) == []


@pytest.mark.parametrize("line", ["/invitar", "/cargos", "/ausente", "/ausente 15 de enero", "/empalme"])
def test_a_citizen_is_refused_plainly(talks: Talks, line: str) -> None:
    reply = talks.new(municipio=LANDAZURI).says(line)
    assert "coordinación" in reply.text
    assert reply.buttons == ()
    _well_formed(reply, line)


@pytest.mark.parametrize(
    "data", ["invitar", "invitar:comite-gel-t", "invitar:comite-gel-t:t", "empalme:comite-gel-t:si", "cargos:p:0"]
)
def test_a_button_gives_a_citizen_nothing_either(talks: Talks, coordinator: Talk, data: str) -> None:
    rosa = holder(talks, coordinator)
    citizen = talks.new(municipio=LANDAZURI)
    assert "i_" not in citizen.presses_old(data).text
    assert len(held(rosa)) == 1


def test_the_coordinator_of_a_town_invites_to_no_other(talks: Talks, coordinator: Talk) -> None:
    other = talks.new(roles=frozenset({Rol.COORDINADOR}), municipio="alvarado")
    reply = other.presses_old("invitar:secretarios:t")
    assert "i_" not in reply.text
    holder(talks, coordinator)
    assert "nadie tiene" in other.says("/empalme").text


def test_who_holds_what_is_told_without_names(talks: Talks, coordinator: Talk) -> None:
    rosa = holder(talks, coordinator)
    holder(talks, coordinator, JUAN, "Suplente")
    rosa.says("/ausente hasta el 15 de enero")
    told = plain(coordinator.says("/cargos").text)
    assert "1. Comité GEL-T: 1 titular y 1 suplente. Alguien está ausente hasta el 15 de enero de 2027." in told
    assert "2. Alcalde Municipal: sin titular." in told
    assert "De 5 cargos, 4 no tienen titular." in told
    assert str(ROSA) not in told


def test_a_long_list_has_pages_and_a_post_may_be_named(talks: Talks) -> None:
    talk = talks.new(roles=frozenset({Rol.COORDINADOR}), municipio="aguazul")
    first = talk.says("/invitar")
    assert "parte 1 de 2" in first.text
    assert "Personería Municipal" in talk.says("ver más").text
    assert "Personería Municipal" in talk.says("Personería").text
    assert "Webmaster" in talk.says("/invitar webmaster").text
    assert "No encontré ese cargo" in talk.says("/invitar zapatero").text
    assert "parte 2 de 2" in talk.presses_old("cargos:p:1").text


def test_without_a_plan_there_are_no_posts(talks: Talks) -> None:
    talk = talks.new(roles=frozenset({Rol.COORDINADOR}), municipio=LANDAZURI)
    talk.padron._catalogos[LANDAZURI] = replace(talk.padron.catalogo(LANDAZURI), plan=None)
    for line in ("/invitar", "/cargos"):
        reply = talk.says(line)
        assert "Todavía no tengo el plan" in reply.text
        _well_formed(reply, line)


def test_every_reply_is_in_good_form(talks: Talks, coordinator: Talk) -> None:
    rosa = talks.new(municipio=LANDAZURI, chat_id=ROSA)
    rosa.says(invitation(coordinator))
    said: list[Reply] = [rosa.says("sí")]
    said += [rosa.says(line) for line in ("/cargos", "/ausente", "/ausente mañana", "/ausente no", "/empalme", "no")]
    said += [coordinator.says(line) for line in ("/cargos", "/invitar", "1", "volver", "/empalme", "no")]
    juan = talks.new(municipio=None, informed=False, chat_id=JUAN)
    said += [juan.says(invitation(coordinator, how="Suplente")), juan.says("no"), juan.says("/start i_x")]
    for reply in said:
        _well_formed(reply, plain(reply.text)[:40])


def test_the_code_and_the_chats_are_kept_nowhere_to_be_read(talks: Talks, coordinator: Talk) -> None:
    rosa = talks.new(municipio=LANDAZURI, chat_id=ROSA)
    code = invitation(coordinator)
    rosa.says(code)
    secret = code.removeprefix("/start i_")
    assert secret not in str(state_to(rosa.state))
    assert secret not in str(state_to(coordinator.state))
    rosa.says("sí")
    rosa.says("/empalme")
    rosa.says("sí")
    with rosa.database.read() as session:
        lines = [f"{x.municipio} {x.que} {x.cargo} {x.detalle}" for x in session.scalars(select(Anotacion))]
    assert len(lines) == 4
    assert not any(hidden in line for line in lines for hidden in (secret, str(ROSA)))


def test_who_asks_to_be_forgotten_is_forgotten_but_for_the_post_that_she_holds(talks: Talks, coordinator: Talk) -> None:
    rosa = holder(talks, coordinator)
    assert "Sigue guardado que usted tiene un cargo" in rosa.presses_old("borrar").text
    assert [post.cargo for post in held(rosa)] == [COMMITTEE]
    with rosa.database.write() as session:
        titulares.dejar(session, LANDAZURI, ROSA, COMMITTEE, FRIDAY)
        session.add(_told(ROSA))
    assert "Sigue guardado" not in rosa.presses_old("borrar").text
    with rosa.database.read() as session:
        for table in (Titular, Aviso):
            assert session.scalars(select(table.chat_id).where(table.chat_id == ROSA)).all() == []


def _told(chat: int) -> Aviso:
    """A reminder that was delivered."""
    return Aviso(
        clave="dicho", municipio=LANDAZURI, carril=Carril.RECORDATORIO.value, chat_id=chat, metodo="sendMessage",
        estado=EstadoAviso.ENVIADO.value, no_antes=FRIDAY, creado_en=FRIDAY,
    )  # fmt: skip
