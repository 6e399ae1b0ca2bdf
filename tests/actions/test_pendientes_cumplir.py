"""Closing a due date: its values, its evidence, and the state that is told afterwards."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from actions.render import plain
from actions.turn import Reply
from municipio.plan import vencimientos
from municipio.plan.modelo import Estado, Evidencia, Recordado, Reporte
from municipio.plan.noticias import HECHO
from reminders.tick import tick
from tests.actions.adoptado import TOWNS, adopted, again, count, due
from tests.actions.conftest import Talk, Talks
from tests.actions.test_botones import labels
from tests.actions.test_textos import _well_formed


def answers(talk: Talk, reply: Reply) -> Reply:
    """Answer the value of each indicator until the evidence is asked."""
    while "este indicador" in reply.text:
        reply = talk.says("10")
    return reply


def test_done_asks_values_then_evidence_and_tells_the_new_state(talks: Talks) -> None:
    talk = adopted(talks, "landazuri")
    row = due(talk, "frecuencia", "landazuri")
    talk.presses_old(f"v:{row.id}")
    reply = talk.says("cumplida")
    _well_formed(reply, "valor")
    assert "Para dejarlo como estaba" in reply.text
    reply = answers(talk, reply)
    assert "¿Cuál es la evidencia?" in reply.text
    reply = talk.says("https://landazuri-santander.gov.co/informe")
    _well_formed(reply, "cumplida")
    assert "quedó cumplida" in reply.text
    assert again(talk, row).estado == Estado.CUMPLIDO
    with talk.database.read() as session:
        assert session.scalars(select(Evidencia)).one().tipo == "enlace"
        assert set(session.scalars(select(Reporte.valor))) == {"10"}
    assert "ya está cumplido" in talk.presses_old(f"v:{row.id}:c").text
    assert talk.says("cuánto vale el paz y salvo").tramite == "paz-y-salvo"


def test_a_number_is_insisted_on_and_the_rest_may_be_skipped(talks: Talks) -> None:
    seen = set()
    for slug in TOWNS:
        talk = adopted(talks, slug)
        with talk.database.read() as session:
            rows = vencimientos.de_cargos(vencimientos.abiertos(session, slug), frozenset({"comite-gel-t"}))
        for row in rows:
            reply = talk.presses_old(f"v:{row.id}:c")
            for _ in range(30):
                if "este indicador" not in reply.text:
                    break
                skippable = "Omitir" in labels(reply)
                seen.add(skippable)
                told = talk.says("omitir")
                assert ("se responde con un número" in told.text) != skippable
                reply = told if skippable else talk.says("fueron doce, 12")
            assert "¿Cuál es la evidencia?" in reply.text
        assert talk.says("cancelar").text.startswith("<b>")
    assert seen == {True, False}


def test_without_evidence_a_reason_is_asked(talks: Talks) -> None:
    talk = adopted(talks)
    row = due(talk, "comite")
    talk.presses_old(f"v:{row.id}:c")
    assert "¿Por qué no hay evidencia?" in talk.says("sin evidencia").text
    assert "quedó cumplida" in talk.says("se dañó el computador").text
    with talk.database.read() as session:
        kept = session.scalars(select(Evidencia)).one()
    assert (kept.tipo, kept.texto) == ("ninguna", "se dañó el computador")


def test_a_double_tap_stores_one_report(talks: Talks) -> None:
    talk = adopted(talks)
    row = due(talk, "cuota")
    talk.presses_old(f"v:{row.id}:c")
    talk.presses_old(f"v:{row.id}:c")
    assert "Van 1 de " in talk.says("acta 4").text
    talk.says("acta 4")
    talk.presses_old(f"v:{row.id}:s")
    assert (count(talk, Reporte), count(talk, Evidencia)) == (1, 1)


def test_a_quota_tells_its_progress_until_it_is_reached(talks: Talks) -> None:
    slug = "canton-san-pablo"
    talk = adopted(talks, slug)
    row = due(talk, "cuota", slug)
    assert row.meta == "3 actualizaciones"
    told = []
    for _ in range(3):
        talk.presses_old(f"v:{row.id}:c")
        told.append(plain(talk.says("se actualizó la página").text))
    assert [f"Van {n} de 3 este mes" in text for n, text in enumerate(told, 1)] == [True] * 3
    assert again(talk, row).estado == Estado.CUMPLIDO
    assert count(talk, Reporte) == 3


def test_what_is_done_is_not_reminded(talks: Talks) -> None:
    talk = adopted(talks)
    row = due(talk, "comite")
    talk.presses_old(f"v:{row.id}:c")
    talk.says("acta 12")
    for _ in range(25):
        talk.waits(days=1)
        tick(talk.database, talk.now)
    with talk.database.read() as session:
        told = set(session.scalars(select(Recordado.vencimiento).where(Recordado.punto != HECHO)))
    assert told
    assert row.id not in told


@pytest.mark.parametrize("said", ["¿cuál evidencia?", "no entiendo", "mis pendientes", "hola"])
def test_a_question_or_other_talk_closes_nothing(talks: Talks, said: str) -> None:
    talk = adopted(talks)
    row = due(talk, "comite")
    talk.presses_old(f"v:{row.id}:c")
    told = [talk.says(said), talk.says("sin evidencia"), talk.says(said)]
    assert ["Eso no lo guardé" in reply.text for reply in told] == [True, False, True]
    assert again(talk, row).estado == Estado.PENDIENTE
    assert count(talk, Evidencia) == 0
    assert "quedó cumplida" in talk.says("se dañó el computador").text


def test_a_command_leaves_the_question_and_a_photo_does_not(talks: Talks) -> None:
    talk = adopted(talks)
    data = f"v:{due(talk, 'comite').id}:c"
    talk.presses_old(data)
    assert "Como evidencia recibo fotos" in talk.sends("photo").text
    assert "quedó cumplida" not in talk.says("/ayuda").text
    assert talk.says("cuánto vale el paz y salvo").tramite == "paz-y-salvo"
    talk.presses_old(data)
    talk.presses_old("menu")
    assert talk.says("cuánto vale el paz y salvo").tramite == "paz-y-salvo"
    assert count(talk, Evidencia) == 0


def test_an_emergency_comes_before_what_was_asked(talks: Talks) -> None:
    talk = adopted(talks)
    talk.presses_old(f"v:{due(talk, 'comite').id}:c")
    assert "123" in talk.says("se esta quemando la casa").text
