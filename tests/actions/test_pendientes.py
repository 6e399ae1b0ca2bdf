"""What responsables see and say about their due dates, over the real plans adopted again."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import select, update

from actions.render import plain
from municipio.avisos.modelo import Aviso
from municipio.plan import vencimientos
from municipio.plan.modelo import Estado, Reporte, Titular, VencimientoFila
from municipio.plan.registro import Escalon
from tests.actions.adoptado import (
    ACTIONS,
    CITIZEN,
    COORDINATION,
    COORDINATOR,
    HOLDER,
    NOT_MINE,
    SUBSTITUTE,
    TOWNS,
    adopted,
    again,
    count,
    due,
)
from tests.actions.conftest import FRIDAY, Talks
from tests.actions.test_botones import labels
from tests.actions.test_textos import _well_formed


@pytest.mark.parametrize("slug", TOWNS)
def test_the_list_is_due_first_in_pages_and_each_opens_its_card(talks: Talks, slug: str) -> None:
    talk = adopted(talks, slug)
    reply = talk.says("/pendientes")
    seen: list[str] = []
    while True:
        _well_formed(reply, slug)
        assert len(plain(reply.text)) <= 4_096
        seen += [b.data for row in reply.buttons for b in row if b.data.startswith("v:")]
        if "Ver más" not in labels(reply):
            break
        reply = talk.says("ver más")
    with talk.database.read() as session:
        mine = vencimientos.de_cargos(vencimientos.abiertos(session, slug), frozenset({"comite-gel-t"}))
    assert seen == [f"v:{row.id}" for row in mine]
    for data, row in zip(seen, mine, strict=True):
        card = talk.presses_old(data)
        _well_formed(card, slug)
        text = plain(card.text)
        assert len(text) <= 4_096
        assert row.nombre.rstrip(".") in text
        assert "Qué cuenta como cumplida" in text
        assert labels(card)[:5] == ACTIONS
        assert (f"Meta: {row.meta}" in text) == bool(row.meta)


def test_dates_are_told_in_words(talks: Talks) -> None:
    talk = adopted(talks)
    row = due(talk, "comite")
    assert row.para == date(2026, 12, 9)
    assert "vence el miércoles 9 de diciembre, en 12 días hábiles" in plain(talk.says("/pendientes").text)
    talk.waits(days=24)
    assert "venció el miércoles 9 de diciembre, hace 3 días hábiles" in plain(talk.says("mis pendientes").text)


def test_postponing_asks_how_long_and_why(talks: Talks) -> None:
    talk = adopted(talks)
    row = due(talk, "comite")
    talk.presses_old(f"v:{row.id}")
    assert "1 a 10" in talk.says("aplazar").text
    assert "Escriba un número de 1 a 10" in talk.says("30").text
    assert "¿Por qué se aplaza?" in talk.says("tres días").text
    reply = talk.says("el alcalde está de viaje")
    _well_formed(reply, "aplazada")
    assert "vence el lunes 14 de diciembre" in plain(reply.text)
    after = again(talk, row)
    assert (after.vence, after.para, after.aplazado) == (date(2026, 12, 9), date(2026, 12, 14), 1)


def test_a_term_is_not_postponed_and_says_so_at_once(talks: Talks) -> None:
    talk = adopted(talks)
    row = due(talk, "comite")
    with talk.database.write() as session:
        session.execute(update(VencimientoFila).where(VencimientoFila.id == row.id).values(tipo="horizonte"))
    assert "no se puede aplazar" in talk.presses_old(f"v:{row.id}:a").text
    assert talk.state.expects is None


def test_on_it_delegating_and_help(talks: Talks) -> None:
    talk = adopted(talks)
    row = due(talk, "comite")
    for said, answer in (
        ("en curso", "queda en curso"),
        ("delegar", "le avisé a su suplente"),
        ("necesito ayuda", "le avisé a la coordinación"),
    ):
        talk.presses_old(f"v:{row.id}")
        reply = talk.says(said)
        assert answer in reply.text, said
        _well_formed(reply, said)
    assert again(talk, row).estado == Estado.EN_CURSO
    with talk.database.read() as session:
        assert set(session.scalars(select(Aviso.chat_id))) == {SUBSTITUTE, COORDINATOR}
    substitute = talks.new(chat_id=SUBSTITUTE)
    assert labels(substitute.presses_old(f"v:{row.id}"))[:5] == ACTIONS


@pytest.mark.parametrize(("what", "who"), [("d", "a su suplente le llega"), ("h", "a la coordinación le llega")])
def test_at_night_whoever_presses_is_told_when_the_others_hear(talks: Talks, what: str, who: str) -> None:
    talk = adopted(talks)
    row = due(talk, "comite")
    talk.waits(hours=10)
    reply = talk.presses_old(f"v:{row.id}:{what}")
    assert f"{who} el lunes 23 de noviembre, desde las 8 de la mañana" in reply.text
    _well_formed(reply, what)


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("ya la hicimos", "¿Cuál es la evidencia?"),
        ("Ya lo hice.", "¿Cuál es la evidencia?"),
        ("ya esta cumplida", "¿Cuál es la evidencia?"),
        ("estamos en eso", "queda en curso"),
        ("necesito más tiempo", "¿Cuántos días hábiles"),
        ("pasarla al suplente", "le avisé a su suplente"),
        ("necesito que me ayuden", "le avisé a la coordinación"),
    ],
)
def test_what_is_on_the_card_may_be_said_in_other_words(talks: Talks, said: str, told: str) -> None:
    talk = adopted(talks)
    talk.presses_old(f"v:{due(talk, 'comite').id}")
    assert told in talk.says(said).text


def test_a_quota_of_another_week_is_told_with_its_article(talks: Talks) -> None:
    assert "Van 0 de 5 en la semana del 23 al 27 de noviembre." in plain(adopted(talks).says("/pendientes").text)


def test_whom_the_ladder_names_may_look_at_what_is_late(talks: Talks) -> None:
    talk = adopted(talks, posts=("alcalde",))
    row = due(talk, "comite")
    assert talk.presses_old(f"v:{row.id}").text == NOT_MINE
    catalogo = talk.padron.catalogo("alvarado")
    assert catalogo.plan is not None
    plan = catalogo.plan.model_copy(update={"escalamiento": [Escalon(a="alcalde", dias=3)]})
    talk.padron._catalogos["alvarado"] = replace(catalogo, plan=plan)
    assert labels(talk.presses_old(f"v:{row.id}")) == ["Tablero"]
    assert "Tablero del plan" in talk.says("/tablero").text


@pytest.mark.parametrize("what", ["", ":c", ":e", ":a", ":d", ":h", ":o", ":s", ":x", ":c:9"])
def test_a_forged_button_is_refused_in_one_line_and_leaves_nothing(talks: Talks, what: str) -> None:
    talk = adopted(talks)
    row = due(talk, "comite")
    for slug in ("alvarado", "aguazul"):
        for number in (row.id, 999_999, "x", "", "-1", "9" * 30):
            citizen = talks.new(municipio=slug, chat_id=CITIZEN)
            assert citizen.presses_old(f"v:{number}{what}").text == NOT_MINE
            assert not citizen.state.extra.get("v")
    assert again(talk, row).estado == Estado.PENDIENTE
    assert (count(talk, Reporte), count(talk, Aviso)) == (0, 0)


def test_who_holds_another_post_is_refused(talks: Talks) -> None:
    talk = adopted(talks, posts=("alcalde",))
    assert talk.presses_old(f"v:{due(talk, 'comite').id}:c").text == NOT_MINE


def test_a_post_that_was_handed_over_in_the_middle_can_do_no_more(talks: Talks) -> None:
    talk = adopted(talks)
    talk.presses_old(f"v:{due(talk, 'comite').id}:c")
    with talk.database.write() as session:
        session.execute(update(Titular).values(hasta=FRIDAY))
    assert talk.says("acta 3").text == NOT_MINE
    assert count(talk, Reporte) == 0


def test_who_holds_no_post_is_told_who_can_use_it(talks: Talks) -> None:
    for said in ("/pendientes", "/avance", "mis pendientes"):
        reply = talks.new().says(said)
        assert "para los funcionarios que responden" in reply.text
        _well_formed(reply, said)
    boss = talks.new(roles=COORDINATION).says("/pendientes").text
    assert "/tablero" in boss
    assert "no está registrado" not in boss


def test_before_the_plan_is_adopted_there_is_nothing_to_do(talks: Talks) -> None:
    talk = adopted(talks, "landazuri")
    with talk.database.write() as session:
        session.add(Titular(municipio="alvarado", cargo="alcalde", chat_id=HOLDER, desde=FRIDAY))
    reply = talks.new(chat_id=HOLDER).says("/pendientes")
    assert "todavía no se ha adoptado de nuevo" in reply.text
    _well_formed(reply, "sin adopción")


def test_progress_of_the_half_year(talks: Talks) -> None:
    talk = adopted(talks)
    row = due(talk, "comite")
    talk.presses_old(f"v:{row.id}:c")
    talk.says("acta 1")
    reply = talk.says("/avance")
    _well_formed(reply, "avance")
    assert "segundo semestre de 2026" in reply.text
    assert "Cumplidas: 1." in reply.text


@pytest.mark.parametrize("slug", TOWNS)
def test_the_board_tells_every_part_in_words(talks: Talks, slug: str) -> None:
    talk = adopted(talks, slug)
    board = talks.new(municipio=slug, chat_id=COORDINATOR, roles=COORDINATION)
    board.now = talk.now
    board.waits(days=40)
    late = 0
    for first in ("tablero", "tablero:accion:0", "tablero:cargo:0"):
        reply = board.presses_old(first)
        while True:
            text = plain(reply.text)
            _well_formed(reply, first)
            assert len(text) <= 4_096
            assert re.search(r"En (rojo|amarillo|verde)\. Cumplidas: \d+; en curso: \d+", text)
            late += text.count("venció el")
            if "Ver más" not in labels(reply):
                break
            reply = board.presses("Ver más")
    with talk.database.read() as session:
        expected = [r for r in vencimientos.abiertos(session, slug) if r.para < board.now.date()]
    assert late == len(expected) > 0
    card = board.presses_old(f"v:{expected[0].id}")
    assert labels(card) == ["Tablero"]
    assert "Solo el cargo que responde" in board.presses_old(f"v:{expected[0].id}:c").text


def test_the_board_is_for_the_coordination_and_internal_control(talks: Talks) -> None:
    talk = adopted(talks, posts=("control-interno",))
    assert "Tablero del plan" in talk.says("/tablero").text
    for other in (talks.new(chat_id=CITIZEN), talks.new(chat_id=HOLDER, municipio="aguazul")):
        assert "es para la coordinación" in other.says("/tablero").text
