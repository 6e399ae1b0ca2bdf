"""How people come to a survey, and how they are left alone: invitations, the open link, the standing survey."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from actions.turn import Reply
from municipio.avisos import cola
from municipio.avisos.cola import Nuevo
from municipio.avisos.modelo import Aviso, Carril, EstadoAviso
from municipio.encuestas.disposiciones import contar
from municipio.encuestas.modelo import Campana, EstadoCampana, EstadoHoja, Hoja, Interes, Participante, Respuesta, Via
from municipio.personas.modelo import Chat
from tests.actions.conftest import FRIDAY, Talk, Talks
from tests.actions.opinando import CHAT, CODE, NEIGHBOUR, TOWN, begun, kept_nothing, launched, sheet_of
from tests.actions.test_botones import labels
from tests.actions.test_textos import _well_formed

LANE = Carril.ENCUESTA


def test_who_refuses_is_not_asked_again_and_may_change_her_mind(talks: Talks) -> None:
    talk, number = launched(talks)
    assert "no le pregunto más por esta encuesta" in talk.presses_old(f"opinar:{number}:no").text
    assert sheet_of(talk).estado == EstadoHoja.RECHAZADA
    talk.says("quiero opinar de la página")
    assert "Pregunta 1 de 8" in talk.says("acepto").text
    assert sheet_of(talk).estado == EstadoHoja.EMPEZADA


@pytest.mark.parametrize("how", ["nunca", "no me inviten más"])
def test_who_asks_not_to_be_invited_is_honoured_for_good(talks: Talks, how: str) -> None:
    talk, number = launched(talks)
    talk.says("/encuestas")
    talk.says("invítenme a encuestas")
    reply = talk.presses_old(f"opinar:{number}:nunca") if how == "nunca" else None
    if reply is None:
        talk.presses_old(f"opinar:{number}:si")
        reply = talk.says(how)
    assert "no le vuelvo a invitar" in reply.text
    talk.says("borre mis datos")
    talk.says("/privacidad")
    talk.presses("Borrar lo que sabe de mí")
    with talk.database.read() as session:
        row = session.get_one(Chat, CHAT)
        assert row.no_molestar_en is not None
        assert (row.encuestas_desde, row.zona, row.municipio) == (None, None, None)


@pytest.mark.parametrize("how", ["no me inviten más", "Borrar lo que sabe de mí", "nunca"])
def test_an_invitation_that_had_not_left_does_not_leave_after_that(talks: Talks, how: str) -> None:
    talk, number = launched(talks)
    with talk.database.write() as session:
        row = [Nuevo(f"encuesta:{number}:{chat}", TOWN, LANE, chat, "sendMessage", {}) for chat in (CHAT, NEIGHBOUR)]
        cola.put(session, row, FRIDAY)
        held = [envio.id for envio in cola.claim(session, FRIDAY, "bot", [LANE], 10)]
    match how:
        case "nunca":
            talk.presses_old(f"opinar:{number}:nunca")
        case "no me inviten más":
            talk.says(how)
        case _:
            talk.says("/privacidad")
            talk.presses(how)
    with talk.database.write() as session:
        assert len(cola.mark(session, held, FRIDAY, "bot")) == 1, "her neighbour's"
        assert session.scalars(select(Aviso.chat_id).where(Aviso.carril == LANE)).all() == [NEIGHBOUR]
        assert contar(session, number).enviadas == 0


@pytest.mark.parametrize(
    "text",
    ["no me molesten más", "Ya no me manden más encuestas, por favor", "no quiero encuestas", "dejen de molestar"],
)
@pytest.mark.parametrize("when", ["nothing open", "in the middle", "in free text", "closed meanwhile"])
def test_no_more_is_honoured_whenever_it_is_said(talks: Talks, text: str, when: str) -> None:
    talk, _ = launched(talks) if when == "nothing open" else begun(talks)
    if when == "in free text":
        for answered in ("si", *["saltar"] * 9):
            talk.says(answered)
    if when == "closed meanwhile":
        talk.waits(days=30)
    assert "no le vuelvo a invitar" in talk.says(text).text
    with talk.database.read() as session:
        assert session.get_one(Chat, CHAT).no_molestar_en is not None
        assert session.scalars(select(Respuesta).where(Respuesta.pregunta == "mejoraria")).all() == []


def delivered(talk: Talk, number: int, **ago: int) -> None:
    """The invitation reached the chat; nothing was talked about since."""
    fields = {"municipio": TOWN, "carril": Carril.ENCUESTA, "metodo": "sendMessage", "estado": EstadoAviso.ENVIADO}
    sent = {"enviado_en": FRIDAY - timedelta(**ago), "creado_en": FRIDAY, "no_antes": FRIDAY}
    with talk.database.write() as session:
        session.add(Aviso(clave=f"encuesta:{number}:{CHAT}", chat_id=CHAT, **fields, **sent))


@pytest.mark.parametrize("text", ["sí", "Pues sí", "claro que sí", "acepto", "bueno, sí señor"])
def test_a_typed_yes_to_the_invitation_opens_it(talks: Talks, text: str) -> None:
    talk, number = launched(talks)
    delivered(talk, number, hours=20)
    assert "Qué guardo" in talk.says(text).text
    assert "Pregunta 1 de 8" in talk.says("si").text


def test_a_typed_no_to_the_invitation_refuses_it_once(talks: Talks) -> None:
    talk, number = launched(talks)
    delivered(talk, number, hours=1)
    assert "no le pregunto más por esta encuesta" in talk.says("no gracias").text
    assert sheet_of(talk).estado == EstadoHoja.RECHAZADA
    assert "A la orden" in talk.says("no").text


@pytest.mark.parametrize("case", ["long ago", "never arrived", "closed", "a talk is open", "asked to choose", "ok"])
def test_yes_is_not_for_an_invitation_that_does_not_wait(talks: Talks, case: str) -> None:
    talk, number = launched(talks)
    if case != "never arrived":
        delivered(talk, number, hours=30 if case == "long ago" else 1)
    if case == "closed":
        with talk.database.write() as session:
            session.get_one(Campana, number).estado = EstadoCampana.CERRADA
    if case == "a talk is open":
        talk.says("cuánto vale el paz y salvo")
    if case == "asked to choose":
        assert talk.says("cuánto cuesta el sisben").candidates
    reply = talk.says("ok" if case == "ok" else "sí")
    assert "encuesta" not in reply.text
    assert kept_nothing(talk)


def came_by(talk: Talk, chat: int) -> str:
    with talk.database.read() as session:
        return session.scalars(select(Participante.via).where(Participante.chat_id == chat)).one()


def test_an_open_link_is_for_anybody_also_before_choosing_the_municipality(talks: Talks) -> None:
    launched(talks, invited=False, enlace=CODE)
    newcomer = talks.new(chat_id=NEIGHBOUR, municipio=None)
    reply = newcomer.says(f"/start e{CODE}")
    assert "Qué guardo" in reply.text
    assert reply.municipio == TOWN
    assert "Pregunta 1 de 8" in newcomer.presses("Acepto y empiezo").text
    assert came_by(newcomer, NEIGHBOUR) == Via.ENLACE
    assert "¿De qué municipio es?" in talks.new(chat_id=9, municipio=None).says("/start eabc").text


def test_it_is_not_answered_in_a_group(talks: Talks) -> None:
    talk, number = launched(talks, enlace=CODE)
    turn = replace(talk._doing("press", data=f"opinar:{number}:acepto"), chat_id=None, group=True)
    assert "en un grupo" in talk._turn(turn).text


def asks_tramites(talk: Talk, times: int) -> Reply:
    for text in ("cuánto vale el paz y salvo", "requisitos del predial", "dónde pago el predial")[:times]:
        reply = talk.says(text)
        assert reply.tramite, text
    return reply


def test_the_standing_survey_is_offered_after_the_third_answer_and_never_twice(talks: Talks) -> None:
    talk, _ = launched(talks, invited=False, permanente=True)
    assert asks_tramites(talk, 2).then is None
    offer = talk.says("dónde pago el predial").then
    assert offer is not None
    _well_formed(offer, "offer")
    assert labels(offer) == ["Quiero opinar", "Ahora no", "No me inviten más"]
    assert talk.says("cuánto vale el paz y salvo").then is None
    assert "Qué guardo" in talk.says("quiero opinar").text
    talk.says("si")
    assert came_by(talk, CHAT) == Via.OFRECIDA
    talk.says("/salir")
    talk.waits(days=90)
    talk.state = type(talk.state)()
    assert asks_tramites(talk, 3).then is None


def test_it_is_offered_to_nobody_who_asked_not_to_be_or_who_was_invited(talks: Talks) -> None:
    talk, number = launched(talks, permanente=True)
    assert asks_tramites(talk, 3).then is None
    with talk.database.write() as session:
        session.delete(session.get_one(Participante, (number, CHAT)))
        session.get_one(Chat, CHAT).no_molestar_en = FRIDAY
    assert asks_tramites(talk, 3).then is None


def test_consent_to_be_invited_its_zone_and_the_themes(talks: Talks) -> None:
    talk, _ = launched(talks, invited=False)
    asks_tramites(talk, 1)
    with talk.database.read() as session:
        assert session.scalars(select(Interes)).all() == [], "nothing is noted of who did not agree"
    talk.says("/privacidad")
    shown = talk.presses("Encuestas")
    _well_formed(shown, "mine")
    assert "No le llegan invitaciones" in shown.text
    _well_formed(talk.presses("Invítenme a encuestas"), "agreed")
    assert "el campo" in talk.presses("Vivo en el campo").text
    asks_tramites(talk, 2)
    with talk.database.read() as session:
        row = session.get_one(Chat, CHAT)
        assert (row.encuestas_desde, row.zona) == (FRIDAY, "rural")
        assert set(session.scalars(select(Interes.tema))) == {"hacienda"}
    assert "Usted aceptó que le inviten" in talk.says("/encuestas").text
    talk.presses("No me inviten más")
    assert "Usted pidió que no le inviten" in talk.says("/encuestas").text
    with talk.database.read() as session:
        assert session.scalars(select(Interes)).all() == []


def test_forgetting_takes_the_open_sheets_and_the_invitations(talks: Talks) -> None:
    talk, _ = begun(talks)
    talk.says("si")
    talk.says("/privacidad")
    assert "Borré" in talk.presses("Borrar lo que sabe de mí").text
    with talk.database.read() as session:
        for table in (Hoja, Respuesta, Participante, Interes, Chat):
            assert session.scalars(select(table)).all() == [], table


@pytest.mark.parametrize("text", ["quiero opinar de la página", "encuestas", "opino que la pagina es mala"])
def test_the_wish_to_give_an_opinion_reaches_the_survey(talks: Talks, text: str) -> None:
    talk, _ = launched(talks)
    assert "Su opinión sobre la página web" in talk.says(text).text


def test_of_several_one_is_chosen_and_an_answered_one_is_not_offered(talks: Talks) -> None:
    talk, first = launched(talks)
    launched(talks, "e2")
    reply = talk.says("quiero opinar")
    _well_formed(reply, "which")
    assert "¿Cuál encuesta" in reply.text
    talk.says("1")
    talk.says("acepto")
    talk.says("no")
    assert "Los temas que le interesan" in talk.says("quiero opinar").text
    assert "Usted ya la respondió" in talk.says("/encuestas").text
    assert "ya había terminado" in talk.presses_old(f"opinar:{first}").text
