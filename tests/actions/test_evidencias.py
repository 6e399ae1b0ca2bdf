"""Evidence in several pieces: the first closes, more may come, and everybody who answers or oversees may see it."""

from __future__ import annotations

import pytest
from sqlalchemy import select, update

from actions.plan.espera import EVIDENCE, MORE
from actions.render import plain
from actions.turn import File, Reply
from municipio.plan.evidencias import CUANTAS
from municipio.plan.modelo import Anotacion, Estado, Evidencia, Reporte, Titular, VencimientoFila
from tests.actions.adoptado import CITIZEN, COORDINATION, COORDINATOR, HOLDER, NOT_MINE, again, count, due
from tests.actions.adoptado import adopted as _adopted
from tests.actions.conftest import FRIDAY, Talk, Talks
from tests.actions.test_botones import labels
from tests.actions.test_textos import _well_formed

TOO_BIG = "El archivo es demasiado grande: puedo guardar hasta 10 MB."


def photo(n: int = 1) -> File:
    return File(True, f"{n:064x}", f"foto {n}.jpg")


def paper(n: int = 1) -> File:
    return File(False, f"{n:064x}", f"acta {n}.pdf")


@pytest.fixture
def asked(talks: Talks) -> tuple[Talk, VencimientoFila]:
    """A holder who pressed «Cumplida» and is asked for the evidence."""
    talk = _adopted(talks)
    row = due(talk, "comite")
    reply = talk.presses_old(f"v:{row.id}:c")
    assert "Mande una foto o un documento PDF (hasta 10 MB)" in reply.text
    _well_formed(reply, "evidencia")
    return talk, row


def kept(talk: Talk) -> list[tuple[str, str | None, str | None]]:
    with talk.database.read() as session:
        return [(e.tipo, e.texto, e.nombre) for e in session.scalars(select(Evidencia).order_by(Evidencia.id))]


def test_several_of_every_kind_until_it_is_over(asked: tuple[Talk, VencimientoFila]) -> None:
    talk, row = asked
    told = [
        talk.sends("photo", photo(1)),
        talk.sends("photo", photo(2), "la reunión"),
        talk.sends("document", paper(3)),
        talk.says("https://alvarado-tolima.gov.co/acta"),
    ]
    assert "quedó cumplida" in told[0].text
    assert "Guardé la foto como evidencia." in told[0].text
    assert [f"Van {n} evidencias" in reply.text for n, reply in enumerate(told[1:], 2)] == [True] * 3
    told.append(talk.says("agregar evidencia"))
    told.append(talk.says("acta 12 del comité"))
    told.append(talk.says("listo"))
    assert "queda con 5 evidencias. Estado: cumplida." in told[-1].text
    for reply in told:
        _well_formed(reply, "evidencias")
    assert talk.state.expects is None
    assert kept(talk) == [
        ("foto", None, "foto 1.jpg"),
        ("foto", "la reunión", "foto 2.jpg"),
        ("documento", None, "acta 3.pdf"),
        ("enlace", "https://alvarado-tolima.gov.co/acta", None),
        ("texto", "acta 12 del comité", None),
    ]
    assert again(talk, row).estado == Estado.CUMPLIDO
    with talk.database.read() as session:
        assert list(session.scalars(select(Anotacion.que))) == ["cumplido", *["evidencia"] * 4]


def test_the_same_file_twice_is_one_evidence(asked: tuple[Talk, VencimientoFila]) -> None:
    talk, _ = asked
    talk.sends("photo", photo())
    assert "ya estaba guardada" in talk.sends("photo", photo(), "otra vez").text
    assert len(kept(talk)) == 1


@pytest.mark.parametrize("trouble", [TOO_BIG, "Solo puedo guardar fotos (JPG, PNG o WEBP) y documentos PDF."])
def test_what_was_not_kept_is_told_and_still_awaited(asked: tuple[Talk, VencimientoFila], trouble: str) -> None:
    talk, row = asked
    reply = talk.sends("photo", File(True, trouble=trouble))
    assert reply.text.startswith(trouble)
    assert "¿Cuál es la evidencia?" in reply.text
    assert (talk.state.expects, again(talk, row).estado, kept(talk)) == (EVIDENCE, Estado.PENDIENTE, [])
    assert "quedó cumplida" in talk.sends("photo", photo()).text
    more = talk.sends("document", File(False, trouble=trouble))
    assert more.text.startswith(trouble)
    assert "escriba «listo»" in more.text
    assert talk.state.expects == MORE
    assert "Van 2 evidencias" in talk.sends("document", paper(2)).text


def test_only_photos_documents_links_and_texts_are_evidence(asked: tuple[Talk, VencimientoFila]) -> None:
    talk, _ = asked
    assert "Como evidencia recibo" in talk.sends("voice").text
    assert "Todavía no hay evidencia" in talk.says("listo").text
    assert kept(talk) == []


def test_a_photo_instead_of_the_reason_why_there_is_none(asked: tuple[Talk, VencimientoFila]) -> None:
    talk, _ = asked
    talk.presses("Sin evidencia")
    assert "Guardé la foto" in talk.sends("photo", photo()).text
    assert [tipo for tipo, *_ in kept(talk)] == ["foto"]


def test_without_evidence_it_may_be_added_later(asked: tuple[Talk, VencimientoFila]) -> None:
    talk, row = asked
    talk.says("sin evidencia")
    reply = talk.says("se dañó la impresora")
    assert "Si después consigue la evidencia" in reply.text
    talk.waits(days=3)
    card = talk.presses_old(f"v:{row.id}")
    assert labels(card)[:2] == ["Agregar evidencia", "Ver evidencias"]
    assert "Sin evidencia, 20 de noviembre de 2026: se dañó la impresora." in talk.presses("Ver evidencias").text
    talk.presses_old(f"v:{row.id}:m")
    assert "Van 1 evidencia." in talk.sends("document", paper()).text
    assert "impresora" not in talk.presses_old(f"v:{row.id}:p").text


def test_values_are_written_and_a_photo_waits_for_its_time(talks: Talks) -> None:
    talk = _adopted(talks, "landazuri")
    reply = talk.presses_old(f"v:{due(talk, 'frecuencia', 'landazuri').id}:c")
    assert "este indicador" in reply.text
    assert "Esto se responde por escrito" in talk.sends("photo", File(True)).text
    assert count(talk, Reporte) == 0


def test_talking_about_something_else_loses_no_evidence(asked: tuple[Talk, VencimientoFila]) -> None:
    talk, _ = asked
    talk.sends("photo", photo(1))
    assert talk.says("cuánto vale el paz y salvo").tramite == "paz-y-salvo"
    assert "evidencias. Estado" not in talk.says("listo").text
    assert "Van 2 evidencias" in talk.sends("photo", photo(2)).text
    assert "Van 2 evidencias" not in talk.says("gracias").text


@pytest.mark.parametrize("leaves", ["/ayuda", "cancelar"])
def test_what_was_not_answered_is_left(asked: tuple[Talk, VencimientoFila], leaves: str) -> None:
    talk, row = asked
    talk.says(leaves)
    assert "Guardé" not in talk.sends("photo", photo()).text
    assert again(talk, row).estado == Estado.PENDIENTE
    assert kept(talk) == []


def test_an_emergency_under_a_photo_comes_first(asked: tuple[Talk, VencimientoFila]) -> None:
    talk, _ = asked
    assert "123" in talk.sends("photo", photo(), "se esta quemando la casa").text
    assert kept(talk) == []


def test_who_oversees_sees_it_and_adds_nothing(talks: Talks, asked: tuple[Talk, VencimientoFila]) -> None:
    talk, row = asked
    talk.sends("photo", photo(), "<b>foto</b> de la reunión")
    talk.says("listo")
    boss = talks.new(chat_id=COORDINATOR, roles=COORDINATION)
    card = boss.presses_old(f"v:{row.id}")
    assert "Evidencias: 1." in card.text
    assert labels(card) == ["Ver evidencias", "Corregir", "Tablero"]
    seen = boss.says("ver evidencias")
    _well_formed(seen, "evidencias")
    assert "1. Foto (foto 1.jpg), 20 de noviembre de 2026: <b>foto</b> de la reunión." in plain(seen.text)
    assert "Solo el cargo que responde" in boss.presses_old(f"v:{row.id}:m").text
    assert kept(talk) == kept(boss)


def test_its_files_follow_the_list_a_page_at_a_time(asked: tuple[Talk, VencimientoFila]) -> None:
    talk, row = asked
    talk.says("acta 12")
    for n in range(1, 10):
        talk.sends("photo" if n % 2 else "document", photo(n) if n % 2 else paper(n))
    first = talk.presses_old(f"v:{row.id}:p")
    second = talk.says("ver más")
    told = [(one.kind, one.maker, one.caption) for reply in (first, second) for one in reply.attachments]
    names = [photo(n).name if n % 2 else paper(n).name for n in range(1, 10)]
    kinds = ["photo" if n % 2 else "document" for n in range(1, 10)]
    assert told == [
        (kind, "plan.evidencia", f"{n}. {name}") for n, (kind, name) in enumerate(zip(kinds, names, strict=True), 2)
    ]
    for reply in (first, second):
        _well_formed(reply, "evidencias")
    assert labels(second)[0] == "Volver"
    assert "9. Documento (acta 8.pdf)" in second.text


def test_the_board_leads_to_what_is_done(talks: Talks, asked: tuple[Talk, VencimientoFila]) -> None:
    talk, row = asked
    boss = talks.new(chat_id=COORDINATOR, roles=COORDINATION)
    assert "No hay acciones cumplidas." in boss.says("/tablero cumplidas").text
    talk.sends("photo", photo())
    boss.says("/tablero")
    done = boss.presses("Las cumplidas")
    _well_formed(done, "cumplidas")
    assert "se cumplió el viernes 20 de noviembre" in done.text
    assert done.buttons[0][0].data == f"v:{row.id}"
    assert "Fecha: se cumplió el viernes 20 de noviembre." in plain(boss.says("1").text)
    assert labels(boss.presses_old(f"v:{row.id}")) == ["Ver evidencias", "Corregir", "Tablero"]


@pytest.mark.parametrize("what", ["m", "p", "t"])
def test_who_has_nothing_to_do_with_it_is_refused(talks: Talks, asked: tuple[Talk, VencimientoFila], what: str) -> None:
    talk, row = asked
    talk.says("un secreto")
    citizen = talks.new(chat_id=CITIZEN)
    assert citizen.presses_old(f"v:{row.id}:{what}").text == NOT_MINE
    assert citizen.state.expects is None


def test_who_gave_the_post_away_adds_no_more(talks: Talks, asked: tuple[Talk, VencimientoFila]) -> None:
    talk, _ = asked
    talk.sends("photo", photo(1))
    with talk.database.write() as session:
        session.execute(update(Titular).where(Titular.chat_id == HOLDER).values(hasta=FRIDAY))
    assert talk.sends("photo", photo(2)).text == NOT_MINE
    assert len(kept(talk)) == 1


def test_there_is_a_limit_and_a_void_date_takes_none(asked: tuple[Talk, VencimientoFila]) -> None:
    talk, row = asked
    reply: Reply | None = None
    for n in range(CUANTAS + 1):
        reply = talk.sends("photo", photo(n))
    assert reply is not None
    assert f"Ya hay {CUANTAS} evidencias" in reply.text
    assert len(kept(talk)) == CUANTAS
    with talk.database.write() as session:
        session.execute(update(VencimientoFila).where(VencimientoFila.id == row.id).values(estado=Estado.ANULADO))
    talk.presses_old(f"v:{row.id}:m")
    assert "ya no cuenta" in talk.sends("photo", photo(99)).text


def test_the_list_of_many_long_texts_is_well_formed(asked: tuple[Talk, VencimientoFila]) -> None:
    talk, row = asked
    talk.says("https://ejemplo.gov.co/" + "a" * 1500)
    for n in range(12):
        talk.presses_old(f"v:{row.id}:m")
        talk.says(f"{n} " + "palabra & <letra> " * 100)
    _well_formed(talk.presses_old(f"v:{row.id}:p"), "evidencias")
    assert all(len(texto or "") <= 1000 for _, texto, _ in kept(talk))
