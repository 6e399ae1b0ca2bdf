"""Overseeing the plan by chat: the pictures of the board, the report of a half-year, the agenda. And who may."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from actions.render import plain
from actions.turn import Attachment
from municipio.documentos.registro import HACEDORES
from municipio.plan import vencimientos
from municipio.plan.modelo import VencimientoFila
from tests.actions.adoptado import CITIZEN, COORDINATION, COORDINATOR, TOWNS, adopted, due
from tests.actions.conftest import FRIDAY, Talk, Talks
from tests.actions.test_botones import labels
from tests.actions.test_textos import _well_formed


def coordinator(talks: Talks, slug: str = "alvarado") -> Talk:
    adopted(talks, slug)
    return talks.new(municipio=slug, chat_id=COORDINATOR, roles=COORDINATION)


def asked(files: tuple[Attachment, ...]) -> list[tuple[str, str, dict[str, Any]]]:
    assert {file.maker for file in files} <= set(HACEDORES)
    return [(file.kind, file.maker, dict(file.params)) for file in files]


def test_the_board_comes_with_its_pictures_and_turning_its_pages_does_not(talks: Talks) -> None:
    talk = coordinator(talks)
    reply = talk.says("/tablero")
    assert asked(reply.attachments) == [
        ("photo", "plan.tablero", {"municipio": "alvarado", "vista": "cargo"}),
        ("photo", "plan.tablero", {"municipio": "alvarado", "vista": "accion"}),
    ]
    assert all(file.caption for file in reply.attachments)
    assert talk.presses("Por acción").attachments == ()
    assert talk.presses("Las vencidas").attachments == ()
    assert len(talk.presses_old("tablero").attachments) == 2


REPORTS = [
    ("/informe", "2026-1", "primer semestre de 2026"),
    ("/informe 2026-2", "2026-2", "segundo semestre de 2026"),
    ("/informe segundo semestre", "2026-2", "segundo semestre de 2026"),
    ("/informe primer semestre", "2026-1", "primer semestre de 2026"),
    ("/informe del 2 semestre de 2025", "2025-2", "segundo semestre de 2025"),
    ("/informe diciembre 2025", "2025-2", "segundo semestre de 2025"),
]


@pytest.mark.parametrize(("said", "key", "told"), REPORTS)
def test_the_report_of_a_half_year_as_a_page_and_as_a_pdf(talks: Talks, said: str, key: str, told: str) -> None:
    reply = coordinator(talks).says(said)
    _well_formed(reply, said)
    assert told in reply.text
    where = {"municipio": "alvarado", "semestre": key}
    assert asked(reply.attachments) == [
        ("document", "plan.informe", {**where, "forma": "html"}),
        ("document", "plan.informe", {**where, "forma": "pdf"}),
    ]
    assert ("no ha terminado" in reply.text) == (key == "2026-2")


def test_the_half_years_beside_it_are_at_hand(talks: Talks) -> None:
    talk = coordinator(talks)
    assert labels(talk.says("/informe")) == ["Segundo semestre de 2025", "Segundo semestre de 2026", "Tablero"]
    reply = talk.presses("Segundo semestre de 2026")
    assert labels(reply) == ["Primer semestre de 2026", "Tablero"]
    assert reply.attachments[0].params["semestre"] == "2026-2"


@pytest.mark.parametrize("said", ["/informe 2027-1", "/informe de todo", "/informe 1990", "/informe 2026-3"])
def test_a_half_year_that_cannot_be_is_asked_again(talks: Talks, said: str) -> None:
    reply = coordinator(talks).says(said)
    assert "¿De qué semestre" in reply.text
    assert reply.attachments == ()
    _well_formed(reply, said)


@pytest.mark.parametrize("said", ["/tablero", "/informe", "/informe 2026-1"])
def test_citizens_and_responsables_get_no_files(talks: Talks, said: str) -> None:
    for talk in (adopted(talks), talks.new(chat_id=CITIZEN), talks.new(municipio="aguazul", chat_id=CITIZEN)):
        reply = talk.says(said)
        assert "es para la coordinación" in reply.text
        assert reply.attachments == ()
        _well_formed(reply, said)
        for data in ("tablero", "informe:2026-1"):
            assert talk.presses_old(data).attachments == ()


def test_internal_control_gets_them_too(talks: Talks) -> None:
    talk = adopted(talks, posts=("control-interno",))
    assert len(talk.says("/tablero").attachments) == len(talk.says("/informe").attachments) == 2


def within(talk: Talk, slug: str) -> list[VencimientoFila]:
    with talk.database.read() as session:
        rows = vencimientos.abiertos(session, slug, FRIDAY.date() + timedelta(days=30))
    return [row for row in rows if row.para >= FRIDAY.date()]


def all_pages(talk: Talk) -> tuple[str, list[str]]:
    reply, text, opens = talk.says("/agenda"), "", []
    while True:
        _well_formed(reply, "agenda")
        assert len(plain(reply.text)) <= 4_096
        text += plain(reply.text)
        opens += [b.data for row in reply.buttons for b in row if b.data.startswith("v:")]
        if "Ver más" not in labels(reply):
            return text, opens
        reply = talk.presses("Ver más")


@pytest.mark.parametrize("slug", TOWNS)
def test_the_agenda_of_the_coordination_is_of_the_municipality(talks: Talks, slug: str) -> None:
    talk = coordinator(talks, slug)
    text, opens = all_pages(talk)
    assert opens == [f"v:{row.id}" for row in within(talk, slug)]
    assert "Agenda del plan, próximos 30 días" in text


def test_the_agenda_of_a_responsable_is_of_their_posts(talks: Talks) -> None:
    talk = adopted(talks)
    text, opens = all_pages(talk)
    mine = vencimientos.de_cargos(within(talk, "alvarado"), frozenset({"comite-gel-t"}))
    assert opens == [f"v:{row.id}" for row in mine]
    assert "Su agenda del plan" in text
    assert "miércoles 9 de diciembre" in text
    meeting = due(talk, "comite")
    assert "Cumplida" in labels(talk.presses_old(f"v:{meeting.id}"))


def test_there_is_no_agenda_for_others_nor_before_the_adoption(talks: Talks) -> None:
    assert "para los funcionarios que responden" in talks.new(chat_id=CITIZEN).says("/agenda").text
    early = talks.new(municipio="aguazul", chat_id=COORDINATOR, roles=COORDINATION)
    assert "todavía no se ha adoptado de nuevo" in early.says("/agenda").text


def test_before_the_adoption_the_board_says_how_to_begin_and_shows_no_light(talks: Talks) -> None:
    early = talks.new(municipio="aguazul", chat_id=COORDINATOR, roles=COORDINATION)
    reply = early.says("/tablero")
    assert "plan-adoptar --municipio aguazul --fecha 2026-11-20" in reply.text
    assert "verde" not in reply.text
    assert reply.attachments == ()
