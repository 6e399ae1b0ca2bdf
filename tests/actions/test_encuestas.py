"""Surveys as people answer them: agreeing first, by tapping or typing, with questions of their own in the middle."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from actions.render import plain
from actions.turn import Reply
from bot.conversation import state_to
from municipio.avisos.modelo import Aviso, Carril, EstadoAviso
from municipio.encuestas import registro, versiones
from municipio.encuestas.modelo import (
    Campana,
    EncuestaVersion,
    EstadoCampana,
    EstadoHoja,
    Hoja,
    Interes,
    Participante,
    Respuesta,
    Via,
)
from municipio.encuestas.plantilla import Encuesta
from municipio.encuestas.valores import vale
from municipio.personas.modelo import Chat
from tests.actions.conftest import FRIDAY, Talk, Talks
from tests.actions.test_botones import labels
from tests.actions.test_textos import _well_formed

TOWN, CHAT, NEIGHBOUR = "alvarado", 5_000_001, 5_000_002
CODE = "abcDEF123"


def launched(
    talks: Talks, template: str = "e1", *, invited: bool = True, encuesta: Encuesta | None = None, **fields: Any
) -> tuple[Talk, int]:
    """A talk with somebody whom a campaign invited, and the campaign."""
    talk = talks.new(chat_id=CHAT)
    with talk.database.write() as session:
        survey = encuesta or registro.plantillas(session)[template]
        version = versiones.fijar(session, TOWN, survey, FRIDAY)
        known = {"estado": EstadoCampana.EN_CURSO, "audiencia": {}, "ventana": {}, "creada_en": FRIDAY}
        known |= {"desde": FRIDAY, "lanzada_en": FRIDAY, "hasta": FRIDAY + timedelta(days=14)}
        campana = Campana(**{"municipio": TOWN, "encuesta": version.id} | known | fields)
        session.add(campana)
        session.merge(Chat(chat_id=CHAT, municipio=TOWN, informado_en=FRIDAY))
        session.flush()
        if invited:
            session.add(Participante(campana=campana.id, chat_id=CHAT, via=Via.INVITACION, turno=0, invitado=True))
        talks.claves.crear(campana.id)
        return talk, campana.id


def begun(talks: Talks, template: str = "e1", **how: Any) -> tuple[Talk, int]:
    """The same, with the first question asked."""
    talk, number = launched(talks, template, **how)
    talk.presses_old(f"opinar:{number}:si")
    assert "Pregunta 1 de" in talk.presses_old(f"opinar:{number}:acepto").text
    return talk, number


def kept(talk: Talk) -> dict[str, Any]:
    """The answers of the only sheet, each of them valid for its version."""
    with talk.database.read() as session:
        rows = {row.pregunta: row.valor for row in session.scalars(select(Respuesta))}
        sheet = session.scalars(select(Hoja)).one()
        campana = session.get_one(Campana, sheet.campana)
        encuesta = Encuesta.model_validate(session.get_one(EncuestaVersion, campana.encuesta).cuerpo)
    for clave, valor in rows.items():
        question = encuesta.pregunta(clave)
        assert question is not None
        assert vale(question, valor), (clave, valor)
    return rows


def sheet_of(talk: Talk) -> Hoja:
    with talk.database.read() as session:
        return session.scalars(select(Hoja)).one()


def one(key: str) -> dict[str, Any]:
    return {"opciones": [key]}


def test_the_notice_comes_first_and_nothing_is_kept_before_agreeing(talks: Talks) -> None:
    talk, number = launched(talks)
    reply = talk.presses_old(f"opinar:{number}:si")
    _well_formed(reply, "consent")
    for told in ("Qué guardo", "Para qué", "Cómo salir", "/salir", "Ley 1581"):
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
    assert "Cuando salgan los resultados" in reply.text
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


def test_a_suggestion_that_names_a_tramite_is_an_answer(talks: Talks) -> None:
    talk, _ = begun(talks)
    for text in ("si", "1", "1", "si", "5", "5", "5", "5", "5", "5"):
        talk.says(text)
    asked = talk.says("¿cuánto cuesta el paz y salvo?")
    assert asked.tramite == "paz-y-salvo"
    assert asked.then is not None
    assert "Terminó" in talk.says("que publiquen los requisitos del paz y salvo y el horario").text
    assert "paz y salvo" in kept(talk)["mejoraria"]["texto"]


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


@pytest.mark.parametrize("text", ["salir", "quiero salirme", "ya me quiero salir", "no quiero seguir"])
def test_out_is_said_in_several_ways(talks: Talks, text: str) -> None:
    talk, _ = begun(talks)
    assert "salió de la encuesta" in talk.says(text).text


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


def kept_nothing(talk: Talk) -> bool:
    with talk.database.read() as session:
        return session.scalars(select(Respuesta)).all() == []


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


def test_an_open_link_is_for_anybody_also_before_choosing_the_municipality(talks: Talks) -> None:
    launched(talks, invited=False, enlace=CODE)
    newcomer = talks.new(chat_id=NEIGHBOUR, municipio=None)
    reply = newcomer.says(f"/start e{CODE}")
    assert "Qué guardo" in reply.text
    assert reply.municipio == TOWN
    assert "Pregunta 1 de 8" in newcomer.presses("Acepto y empiezo").text
    assert sheet_of(newcomer).via == Via.ENLACE
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
    assert sheet_of(talk).via == Via.OFRECIDA
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
