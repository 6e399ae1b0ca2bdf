"""«Corregir», pressed and typed: from the card, and right after «Cumplida»."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import func, select

from actions.render import plain
from actions.turn import Reply
from municipio.plan import evidencias
from municipio.plan.modelo import Anotacion, Estado, Reporte, VencimientoFila
from tests.actions.adoptado import (
    COORDINATION,
    COORDINATOR,
    NOT_MINE,
    SUBSTITUTE,
    adopted,
    again,
    count,
    due,
)
from tests.actions.conftest import Talk, Talks
from tests.actions.test_botones import labels
from tests.actions.test_textos import _well_formed

OFFER = "toque o escriba «corregir»: se puede hasta el miércoles 25 de noviembre"


@pytest.fixture
def done(talks: Talks) -> tuple[Talk, VencimientoFila, Reply]:
    """A due date that its holder just closed, on Friday 20 November."""
    talk = adopted(talks)
    row = due(talk, "comite")
    talk.presses_old(f"v:{row.id}:c")
    reply = talk.says("acta 12")
    assert again(talk, row).estado == Estado.CUMPLIDO
    return talk, row, reply


def correction(talk: Talk) -> str:
    return next(str(data) for text, data, *_ in talk.state.extra["options"] if text == "Corregir")


def test_right_after_it_by_its_button(done: tuple[Talk, VencimientoFila, Reply]) -> None:
    talk, row, reply = done
    assert "Corregir" in labels(reply)
    reply = talk.presses("Corregir")
    _well_formed(reply, "corregida")
    assert "quedó corregido" in reply.text
    assert "vence el miércoles 9 de diciembre" in plain(reply.text)
    assert again(talk, row).estado == Estado.PENDIENTE
    card = talk.presses("Abrir este pendiente")
    assert "Cumplida" in labels(card)
    assert "Corregir" not in labels(card)
    assert "Ya no cuenta: Texto, 20 de noviembre de 2026: acta 12." in plain(talk.says("ver evidencias").text)


@pytest.mark.parametrize(
    "said",
    ["corregir", "no está cumplida", "No esta cumplida", "todavía no está cumplida", "me equivoqué", "fue un error"],
)
@pytest.mark.parametrize("card", [False, True])
def test_it_may_be_typed(done: tuple[Talk, VencimientoFila, Reply], said: str, card: bool) -> None:
    talk, row, _ = done
    if card:
        assert OFFER in plain(talk.presses_old(f"v:{row.id}").text)
    assert "quedó corregido" in talk.says(said).text
    assert again(talk, row).estado == Estado.PENDIENTE


def test_pressed_twice_it_corrects_once_also_when_it_was_done_again(done: tuple[Talk, VencimientoFila, Reply]) -> None:
    talk, row, _ = done
    data = correction(talk)
    talk.presses_old(data)
    assert "ya estaba corregido" in talk.presses_old(data).text
    talk.presses_old(f"v:{row.id}:c")
    talk.says("acta 13")
    assert "ya estaba corregido" in talk.presses_old(data).text
    assert again(talk, row).estado == Estado.CUMPLIDO
    with talk.database.read() as session:
        assert session.scalar(select(func.count()).where(Anotacion.que == "corregido")) == 1


def test_a_colleague_may_not_and_the_coordination_may(talks: Talks, done: tuple[Talk, VencimientoFila, Reply]) -> None:
    talk, row, _ = done
    data = correction(talk)
    substitute = talks.new(chat_id=SUBSTITUTE)
    assert "Corregir" not in labels(substitute.presses_old(f"v:{row.id}"))
    assert "Solo la puede corregir" in substitute.presses_old(data).text
    boss = talks.new(chat_id=COORDINATOR, roles=COORDINATION)
    card = boss.presses_old(f"v:{row.id}")
    assert OFFER in plain(card.text)
    _well_formed(card, "tarjeta")
    assert "quedó corregido" in boss.says("corregir").text
    assert again(talk, row).estado == Estado.PENDIENTE


def test_days_later_it_is_not_offered_nor_done(done: tuple[Talk, VencimientoFila, Reply]) -> None:
    talk, row, _ = done
    data = correction(talk)
    talk.waits(days=6)
    card = talk.presses_old(f"v:{row.id}")
    assert "Corregir" not in labels(card)
    assert "corregir" not in card.text
    assert "Ya pasaron los días" in talk.presses_old(data).text
    assert again(talk, row).estado == Estado.CUMPLIDO


def test_how_many_days_is_in_the_plan(done: tuple[Talk, VencimientoFila, Reply]) -> None:
    talk, row, _ = done
    catalogo = talk.padron.catalogo("alvarado")
    assert catalogo.plan is not None
    plan = catalogo.plan.model_copy(update={"correccion": 0})
    talk.padron._catalogos["alvarado"] = replace(catalogo, plan=plan)
    assert "hasta el viernes 20 de noviembre" in plain(talk.presses_old(f"v:{row.id}").text)
    talk.waits(days=1)
    assert "Corregir" not in labels(talk.presses_old(f"v:{row.id}"))


@pytest.mark.parametrize("number", ["", "x", "0", "999999", "9" * 30])
def test_a_forged_one_does_nothing(done: tuple[Talk, VencimientoFila, Reply], number: str) -> None:
    talk, row, _ = done
    reply = talk.presses_old(f"v:{row.id}:r:{number}")
    assert NOT_MINE in reply.text or "ya estaba corregido" in reply.text
    assert again(talk, row).estado == Estado.CUMPLIDO


def test_a_time_of_a_quota_is_taken_back(talks: Talks) -> None:
    slug = "canton-san-pablo"
    talk = adopted(talks, slug)
    row = due(talk, "cuota", slug)
    for evidence in ("se publicó el acta", "se publicó la noticia"):
        talk.presses_old(f"v:{row.id}:c")
        talk.says(evidence)
    assert "Van 1 de 3 este mes" in plain(talk.says("corregir").text)
    card = talk.presses_old(f"v:{row.id}")
    assert "Van 1 de 3" in plain(card.text)
    assert {"Cumplida", "Corregir"} <= set(labels(card))
    talk.presses("Corregir")
    assert again(talk, row).estado == Estado.PENDIENTE
    assert count(talk, Reporte) == 2
    with talk.database.read() as session:
        assert evidencias.cuantas(session, row) == 0
