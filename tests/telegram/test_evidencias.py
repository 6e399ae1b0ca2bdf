"""Photos and documents as evidence, from a phone to the folder of files."""

from __future__ import annotations

import httpx
import pytest
from sqlalchemy import select

from bot.simulator.handle import SimulatorHandle
from bot.simulator.person import Person
from bot.simulator.samples import png
from bot.telegram import files, incoming
from bot.telegram.incoming import FileRef
from municipio.archivos.almacen import LIMITE, Almacen
from municipio.db.engine import Database
from municipio.personas.modelo import Cargo, Rol
from municipio.plan.modelo import Evidencia
from municipio.settings import Settings
from tests.telegram.evidencias import (
    ASKS,
    NOT_KIND,
    PAPER,
    PHOTO,
    SLUG,
    TOO_BIG,
    after,
    digest,
    kept,
    wait_until,
)
from tests.telegram.fakes import BotBeside


def test_a_photo_and_a_document_with_their_words(marta: Person, office: Database, settings: Settings) -> None:
    assert "quedó cumplida" in after(marta, "photo", PHOTO, "la reunión")
    assert "Van 2 evidencias" in after(marta, "document", PAPER, file_name="../acta final.exe")
    assert "queda con 2 evidencias" in marta.asks("listo").text
    assert kept(office) == [
        ("foto", "foto.png", "la reunión", digest(PHOTO)),
        ("documento", "acta final.pdf", None, digest(PAPER)),
    ]
    assert Almacen(settings.var_dir).leer(digest(PHOTO)) == PHOTO
    assert Almacen(settings.var_dir).leer(digest(PAPER)) == PAPER


def test_who_oversees_gets_them_as_they_came(
    telegram: SimulatorHandle, marta: Person, office: Database, settings: Settings
) -> None:
    after(marta, "photo", PHOTO, "<b>la reunión</b>")
    after(marta, "document", PAPER, file_name="acta <final>.pdf")
    carmen = telegram.user("Carmen")
    with office.write() as session:
        session.add(Cargo(chat_id=carmen.id, municipio=SLUG, rol=Rol.COORDINADOR.value, desde=settings.clock.now()))
        row = session.scalars(select(Evidencia.vencimiento)).first()
    carmen.starts()
    carmen.wait_for()
    keyboard = {"inline_keyboard": [[{"text": "Mirar", "callback_data": f"v:{row}"}]]}
    telegram.bot_api("sendMessage", chat_id=carmen.id, text="Mire.", reply_markup=keyboard)
    assert "Ver evidencias" in carmen.taps("Mirar").buttons
    carmen.presses("Ver evidencias")
    listed, photo, paper = carmen.wait_for(3)
    assert "1. Foto (foto.png)" in listed.text
    assert "<b>la reunión</b>" in listed.text
    assert [said.text for said in (photo, paper)] == ["1. foto.png", "2. acta final.pdf"]
    held = (photo.raw["photo"][-1], paper.raw["document"])
    pages = (httpx.get(f"{telegram.address}/files/{one['file_id']}", trust_env=False) for one in held)
    assert [page.content for page in pages] == [PHOTO, PAPER]


def test_an_album_is_all_evidence_and_too_much_of_nothing(marta: Person, office: Database) -> None:
    photos = [png(10, 10, (n, 0, 0)) for n in range(10)]
    for photo in photos:
        marta.sends("photo", photo, album="7")
    wait_until(lambda: len(kept(office)) == 10)
    assert [row[3] for row in kept(office)] == [digest(photo) for photo in photos]


def test_a_photo_that_nobody_asked_for_is_not_brought(
    telegram: SimulatorHandle, bot: BotBeside, settings: Settings
) -> None:
    rosa = telegram.user("Rosa")
    assert "foto" in after(rosa, "photo", PHOTO)
    assert not (settings.var_dir / "evidencias").exists()


@pytest.mark.parametrize(
    ("kind", "content", "answer"),
    [
        ("document", b"%PDF-1.7" + bytes(LIMITE), TOO_BIG),
        ("document", b"%PDF-1.7" + bytes(2 * LIMITE), TOO_BIG),
        ("document", b"MZ\x90\0 programa", NOT_KIND),
        ("document", b"<html><script>", NOT_KIND),
        ("photo", b"GIF89a\x05\0\x05\0", NOT_KIND),
        ("voice", b"OggS", "Como evidencia recibo fotos"),
        ("sticker", b"", "Como evidencia recibo fotos"),
    ],
    ids=["big", "too-big-for-telegram", "program", "page", "gif", "voice", "sticker"],
)
def test_what_is_not_evidence_is_told_and_still_awaited(
    marta: Person, office: Database, settings: Settings, kind: str, content: bytes, answer: str
) -> None:
    told = after(marta, kind, content, file_name="acta.pdf", mime_type="application/pdf")
    assert told.startswith(answer)
    assert ASKS in told
    assert kept(office) == []
    assert not (settings.var_dir / "evidencias").exists()
    assert "quedó cumplida" in after(marta, "photo", PHOTO)


def test_one_that_is_bigger_than_it_says_is_not_read_whole(
    marta: Person, office: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "LIMITE", 50)  # of what is downloaded; what it says of itself is read elsewhere
    monkeypatch.setattr(incoming, "FileRef", lambda file_id, **told: FileRef(file_id, **(told | {"size": 0})))
    assert after(marta, "photo", PHOTO).startswith(TOO_BIG)
    assert kept(office) == []
