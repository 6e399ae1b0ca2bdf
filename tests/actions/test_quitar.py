"""«Quitar»: a wrong evidence goes, by whoever sent it, while what it shows is not done."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from actions.render import plain
from municipio.plan import evidencias
from municipio.plan.modelo import Anotacion, Estado, VencimientoFila
from tests.actions.adoptado import (
    COORDINATION,
    COORDINATOR,
    HOLDER,
    NOT_MINE,
    SUBSTITUTE,
    adopted,
    again,
    due,
)
from tests.actions.conftest import Talk, Talks
from tests.actions.test_botones import labels
from tests.actions.test_evidencias import kept, paper, photo
from tests.actions.test_textos import _well_formed

SLUG = "canton-san-pablo"


@pytest.fixture
def shown(talks: Talks) -> tuple[Talk, VencimientoFila]:
    """A quota of three with one time reported, with a photo and a document."""
    talk = adopted(talks, SLUG)
    row = due(talk, "cuota", SLUG)
    talk.presses_old(f"v:{row.id}:c")
    talk.sends("photo", photo(1))
    talk.sends("document", paper(2))
    return talk, row


def lines(talk: Talk) -> list[tuple[str, str | None]]:
    with talk.database.read() as session:
        return [(una.que, una.detalle) for una in session.scalars(select(Anotacion).order_by(Anotacion.id))]


def removal(talk: Talk) -> str:
    return next(str(data) for _, data, *_ in talk.state.extra["options"] if ":q:" in data)


def test_by_its_button_after_asking(shown: tuple[Talk, VencimientoFila]) -> None:
    talk, row = shown
    reply = talk.presses("Ver evidencias")
    _well_formed(reply, "evidencias")
    assert {"Quitar la 1", "Quitar la 2"} <= set(labels(reply))
    reply = talk.presses("Quitar la 1")
    _well_formed(reply, "quitar")
    assert "¿Quito la foto de «" in reply.text
    assert "Es foto 1.jpg." in reply.text
    assert len(kept(talk)) == 2
    reply = talk.presses("Sí, quitarla")
    _well_formed(reply, "quitada")
    assert "con 1 evidencia" in reply.text
    assert [tipo for tipo, *_ in kept(talk)] == ["documento"]
    assert lines(talk)[-1] == ("sin_evidencia", "foto")
    with talk.database.read() as session:
        assert evidencias.huellas(session) == {paper(2).sha256}
    assert again(talk, row).estado == Estado.EN_CURSO


@pytest.mark.parametrize("way", ["quitar la 2", "quitar 2", "Borrar la 2"])
@pytest.mark.parametrize("yes", ["sí", "sí, quitarla"])
def test_by_typing(shown: tuple[Talk, VencimientoFila], way: str, yes: str) -> None:
    talk, _ = shown
    assert "Evidencias de" in talk.says("quitar evidencia").text
    assert "¿Quito el documento" in talk.says(way).text
    assert "con 1 evidencia" in talk.says(yes).text
    assert [tipo for tipo, *_ in kept(talk)] == ["foto"]


def test_when_it_is_not_confirmed_it_stays(shown: tuple[Talk, VencimientoFila]) -> None:
    talk, _ = shown
    talk.presses("Ver evidencias")
    talk.presses("Quitar la 1")
    assert "Evidencias: 2." in talk.says("cancelar").text
    assert len(kept(talk)) == 2


def test_pressed_twice_it_goes_once(shown: tuple[Talk, VencimientoFila]) -> None:
    talk, _ = shown
    talk.presses("Ver evidencias")
    goes = removal(talk).replace(":q:", ":k:")
    assert "la quité" in talk.presses_old(goes).text
    assert "ya no está" in talk.presses_old(goes).text
    assert lines(talk).count(("sin_evidencia", "foto")) == 1


def test_only_whoever_sent_it(talks: Talks, shown: tuple[Talk, VencimientoFila]) -> None:
    talk, row = shown
    talk.presses("Ver evidencias")
    goes = removal(talk)
    for who, answer in (
        (talks.new(municipio=SLUG, chat_id=SUBSTITUTE), "quien la mandó"),
        (talks.new(municipio=SLUG, chat_id=COORDINATOR, roles=COORDINATION), "Solo el cargo que responde"),
        (talks.new(municipio=SLUG, chat_id=5_000_009), NOT_MINE),
    ):
        assert answer in who.presses_old(goes).text
        assert answer in who.presses_old(goes.replace(":q:", ":k:")).text
        assert not [name for name in labels(who.presses_old(f"v:{row.id}:p")) if name.startswith("Quitar")]
    assert len(kept(talk)) == 2


@pytest.mark.parametrize("number", ["", "x", "0", "999999", "9" * 30])
def test_a_forged_one_takes_nothing(shown: tuple[Talk, VencimientoFila], number: str) -> None:
    talk, row = shown
    for what in "qk":
        reply = talk.presses_old(f"v:{row.id}:{what}:{number}")
        assert NOT_MINE in reply.text or "ya no está" in reply.text
    assert len(kept(talk)) == 2


def test_what_is_done_keeps_its_evidence_until_it_is_corrected(talks: Talks) -> None:
    talk = adopted(talks)
    row = due(talk, "comite")
    talk.presses_old(f"v:{row.id}:c")
    talk.sends("photo", photo())
    assert "Quitar la 1" not in labels(talk.presses_old(f"v:{row.id}:p"))
    talk.presses_old(f"v:{row.id}")
    talk.says("corregir")
    assert "Ya no cuenta: Foto" in plain(talk.presses_old(f"v:{row.id}:p").text)
    talk.says("quitarla")
    assert "sin evidencias" in talk.says("sí").text
    assert kept(talk) == []
    with talk.database.read() as session:
        assert evidencias.huellas(session) == set()


def test_what_is_done_refuses_an_old_button(shown: tuple[Talk, VencimientoFila]) -> None:
    talk, row = shown
    talk.presses("Ver evidencias")
    goes = removal(talk).replace(":q:", ":k:")
    for _ in range(2):
        talk.presses_old(f"v:{row.id}:c")
        talk.says("se publicó otra")
    assert "ya está cumplido" in talk.presses_old(goes).text
    assert len(kept(talk)) == 4


def test_a_file_that_shows_something_else_too_is_kept(shown: tuple[Talk, VencimientoFila]) -> None:
    talk, row = shown
    with talk.database.write() as session:
        other = session.get_one(VencimientoFila, due(talk, "comite", SLUG).id)
        same = evidencias.Prueba("foto", "", photo(1).sha256, "foto 1.jpg")
        evidencias.agregar(session, other, same, other.responsables[0], talk.now, HOLDER)
    talk.presses_old(f"v:{row.id}:p")
    talk.presses("Quitar la 1")
    talk.says("sí")
    with talk.database.read() as session:
        assert photo(1).sha256 in evidencias.huellas(session)
