"""What is done with a campaign once it is launched, and who may."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from sqlalchemy import select

from municipio.encuestas.modelo import Campana, EstadoCampana, Participante
from municipio.personas.modelo import Rol
from tests.actions.conftest import Talk, Talks
from tests.actions.convocatoria import TOWN, draft, launched, row
from tests.actions.test_botones import labels
from tests.actions.test_textos import _well_formed


def test_launching_twice_and_an_old_button_of_the_wizard_are_told(carmen: Talk) -> None:
    launched(carmen)
    number = row(carmen).id
    for data in (f"encuesta:{number}:lanzar", f"encuesta:{number}:textos", f"encuesta:{number}:cierre:cierre_3"):
        assert "ya se lanzó" in carmen.presses_old(data).text
    with carmen.database.read() as session:
        assert len(session.scalars(select(Participante)).all()) == 5


def test_what_was_typed_too_late_for_a_draft_changes_nothing(carmen: Talk, talks: Talks) -> None:
    draft(carmen)
    number = row(carmen).id
    carmen.presses_old(f"encuesta:{number}:tope")
    other = talks.new(roles=frozenset({Rol.COORDINADOR}), municipio=TOWN, chat_id=5_000_002)
    other.presses_old(f"encuesta:{number}")
    other.presses("Lanzar la encuesta")
    assert "En curso" in carmen.says("3").text
    assert row(carmen).tope is None


def test_two_coordinators_at_once(carmen: Talk, talks: Talks) -> None:
    launched(carmen)
    number = row(carmen).id
    other = talks.new(roles=frozenset({Rol.COORDINADOR}), municipio=TOWN, chat_id=5_000_002)
    assert "Quedó en pausa" in other.presses_old(f"encuesta:{number}:pausar").text
    assert "ya está en pausa" in carmen.presses_old(f"encuesta:{number}:pausar").text
    assert "La campaña sigue" in carmen.presses_old(f"encuesta:{number}:reanudar").text
    carmen.presses_old(f"encuesta:{number}:cancelar")
    carmen.presses("Sí")
    assert "ya se canceló" in other.presses_old(f"encuesta:{number}:cerrar:si").text


def test_nothing_irreversible_with_one_tap(carmen: Talk) -> None:
    launched(carmen)
    number = row(carmen).id
    for name in ("cerrar", "cancelar", "recordar"):
        question = carmen.presses_old(f"encuesta:{number}:{name}")
        assert labels(question) == ["Sí", "No"]
        carmen.says("no")
    assert row(carmen).estado == EstadoCampana.EN_CURSO
    carmen.presses_old(f"encuesta:{number}:recordar")
    carmen.says("sí")
    assert "es uno solo" in carmen.presses_old(f"encuesta:{number}:recordar:si").text
    carmen.presses_old(f"encuesta:{number}:cerrar")
    assert "/resultados" in carmen.says("sí").text
    assert row(carmen).estado == EstadoCampana.CERRADA


def test_the_open_link_and_the_standing_survey(carmen: Talk) -> None:
    draft(carmen)
    number = row(carmen).id
    carmen.presses_old(f"encuesta:{number}:enlace")
    carmen.presses("Poner enlace abierto")
    carmen.presses("Hacerla permanente")
    code = row(carmen).enlace
    assert code
    assert row(carmen).permanente
    carmen.presses_old(f"encuesta:{number}:lanzar")
    reply = carmen.presses_old(f"encuesta:{number}:enlace")
    assert re.search(rf"/start e{re.escape(code)}\b", reply.text)
    assert re.fullmatch(r"[a-z0-9]{12}", code), "anybody can copy it by hand"


def test_the_open_link_comes_also_as_a_picture(carmen: Talk) -> None:
    launched(carmen)
    number = row(carmen).id
    carmen.presses_old(f"encuesta:{number}:enlace")
    assert not carmen.says("sí").attachments, "without its name, the bot has no link"
    doing = carmen._doing
    carmen._doing = lambda *a, **k: replace(doing(*a, **k), bot="ventanilla_bot")  # type: ignore[method-assign]
    reply = carmen.presses_old(f"encuesta:{number}:enlace")
    link = f"https://t.me/ventanilla_bot?start=e{row(carmen).enlace}"
    assert link in reply.text
    [file] = reply.attachments
    assert (file.kind, file.maker) == ("photo", "encuestas.enlace")
    assert file.params == {"municipio": TOWN, "campana": number, "enlace": link}


def test_the_link_of_a_campaign_on_its_way_is_opened_and_taken_away_only_when_sure(carmen: Talk, talks: Talks) -> None:
    launched(carmen)
    number = row(carmen).id
    assert "cualquiera que lo tenga" in carmen.presses_old(f"encuesta:{number}:enlace").text
    carmen.says("no")
    assert row(carmen).enlace is None
    carmen.presses_old(f"encuesta:{number}:enlace")
    carmen.says("sí")
    code = row(carmen).enlace
    assert "deja de servir" in carmen.presses("Quitar el enlace abierto").text.lower()
    carmen.says("no")
    assert row(carmen).enlace == code

    rosa, luis = (talks.new(municipio=TOWN, chat_id=chat) for chat in (6_000_001, 6_000_002))
    rosa.says(f"/start e{code}")
    rosa.presses("Acepto y empiezo")
    carmen.presses_old(f"encuesta:{number}:quitar")
    assert "ya no sirve" in carmen.says("sí").text
    assert row(carmen).enlace is None
    assert "Pregunta 1" in rosa.presses_old(f"opinar:{number}").text, "who had begun goes on"
    assert "ya no sirve" in luis.says(f"/start e{code}").text
    carmen.presses_old(f"encuesta:{number}:pausar")
    assert "cuando la encuesta siga" in carmen.presses_old(f"encuesta:{number}:enlace").text
    assert "ahora está en pausa" in carmen.says("sí").text
    assert row(carmen).enlace not in (None, code)


@pytest.mark.parametrize("end", ["cerrar", "cancelar"])
def test_a_campaign_that_ended_gives_no_link_and_keeps_whether_it_had_one(carmen: Talk, end: str) -> None:
    launched(carmen)
    number = row(carmen).id
    carmen.presses_old(f"encuesta:{number}:{end}:si")
    for what in ("enlace", "abrir", "abrir:si", "quitar:si"):
        assert "enlace" not in carmen.presses_old(f"encuesta:{number}:{what}").text
    assert (row(carmen).enlace, row(carmen).tuvo_enlace) == (None, False)


def test_that_a_campaign_had_a_link_is_kept_when_it_is_taken_away(carmen: Talk) -> None:
    draft(carmen)
    number = row(carmen).id
    for _ in range(2):
        carmen.presses_old(f"encuesta:{number}:enlace:abierto")
    assert not row(carmen).tuvo_enlace, "a draft's is nobody's"
    carmen.presses_old(f"encuesta:{number}:lanzar")
    carmen.presses_old(f"encuesta:{number}:abrir:si")
    carmen.presses_old(f"encuesta:{number}:quitar:si")
    assert (row(carmen).enlace, row(carmen).tuvo_enlace) == (None, True)


@pytest.mark.parametrize("data", ["encuesta", "encuesta:nueva", "encuesta:nueva:e1", "encuesta:1", "encuesta:1:lanzar"])
def test_a_citizen_is_told_who_does_this(talks: Talks, data: str) -> None:
    rosa = talks.new(municipio=TOWN)
    for reply in (rosa.says("/encuesta nueva"), rosa.presses_old(data)):
        assert "coordinación" in reply.text
        _well_formed(reply, data)
    with rosa.database.read() as session:
        assert session.scalars(select(Campana)).all() == []


@pytest.mark.parametrize("number", ["0", "99", "x", "-1", "9" * 30, ""])
def test_a_campaign_that_is_not_there_or_of_another_town(carmen: Talk, talks: Talks, number: str) -> None:
    draft(carmen)
    assert "Encuestas de" in carmen.presses_old(f"encuesta:{number}").text
    other = talks.new(roles=frozenset({Rol.COORDINADOR}), municipio="landazuri")
    assert "ya no existe" in other.presses_old(f"encuesta:{row(carmen).id}:lanzar").text
    assert row(carmen).estado == EstadoCampana.BORRADOR
