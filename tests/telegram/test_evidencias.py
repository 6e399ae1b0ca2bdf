"""Photos and documents as evidence, from a phone to the folder of files, on good and bad days."""

from __future__ import annotations

import errno
import os
import signal
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

import httpx
import pytest
from sqlalchemy import func, select, text
from structlog.testing import capture_logs

from bot.simulator.handle import SimulatorHandle
from bot.simulator.person import Person
from bot.simulator.samples import png
from bot.telegram import files, incoming
from bot.telegram.dispatcher import AT_ONCE
from bot.telegram.incoming import FileRef
from municipio.archivos.almacen import LIMITE, Almacen
from municipio.db.engine import Database
from municipio.entrada.modelo import Recibido
from municipio.personas.modelo import Cargo, Rol
from municipio.plan import vencimientos
from municipio.plan.modelo import Evidencia, Titular, VencimientoFila
from municipio.plan.servicio import adoptar, plan_de
from municipio.settings import Settings
from tests.telegram.cable import Cable
from tests.telegram.fakes import BotBeside
from tests.telegram.process import bear
from tests.telegram.test_kill import environment

SLUG, POST = "landazuri", "comite-gel-t"
PHOTO, PAPER = png(40, 30, (10, 90, 60)), b"%PDF-1.7\nacta\n%%EOF\n"
ASKS, TOO_BIG = "¿Cuál es la evidencia?", "El archivo es demasiado grande: puedo guardar hasta 10 MB."
NOT_KIND = "Solo puedo guardar fotos (JPG, PNG o WEBP) y documentos PDF."
NOT_RECEIVED = "No pude recibir el archivo de Telegram. Mándelo otra vez en un momento."


def due(database: Database, settings: Settings, *people: Person) -> int:
    """A due date without indicators that those people answer for."""
    now = settings.clock.now()
    with database.write() as session:
        adoptar(session, SLUG, now.date(), None, now)
        vencimientos.proyectar(session, SLUG, plan_de(session, SLUG), now.date())
        for person in people:
            session.add(Titular(municipio=SLUG, cargo=POST, chat_id=person.id, desde=now - timedelta(days=1)))
        committee = select(VencimientoFila.id).where(VencimientoFila.tipo == "comite").limit(1)
        return session.scalars(committee).one()


def asked(telegram: SimulatorHandle, person: Person, row: int) -> None:
    """She presses «Cumplida» under a reminder and is asked for the evidence."""
    person.starts()
    person.wait_for()
    keyboard = {"inline_keyboard": [[{"text": "Hecho", "callback_data": f"v:{row}:c"}]]}
    telegram.bot_api("sendMessage", chat_id=person.id, text="Recuerde.", reply_markup=keyboard)
    assert ASKS in person.taps("Hecho").text


@pytest.fixture
def marta(telegram: SimulatorHandle, settings: Settings, office: Database, bot: BotBeside) -> Person:
    """A responsable who is asked for the evidence."""
    person = telegram.user("Marta")
    asked(telegram, person, due(office, settings, person))
    return person


def kept(database: Database) -> list[tuple[str, str | None, str | None, str | None]]:
    with database.read() as session:
        rows = session.scalars(select(Evidencia).order_by(Evidencia.id))
        return [(row.tipo, row.nombre, row.texto, row.sha256) for row in rows]


def stored(settings: Settings) -> list[str]:
    return sorted(path.name for path in (settings.var_dir / "evidencias").glob("??/*"))


def digest(data: bytes) -> str:
    return sha256(data).hexdigest()


def after(person: Person, kind: str, content: bytes, caption: str = "", **fields: Any) -> str:
    person.sends(kind, content, caption, **fields)
    return person.wait_for()[-1].text


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
    listed, photo, paper = carmen.wait_for(3, timeout_s=30)
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
    _wait(lambda: len(kept(office)) == 10)
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


@pytest.mark.parametrize("method", ["getFile", "file"])
@pytest.mark.parametrize(
    "fault",
    [{"kind": "gateway"}, {"kind": "drop"}, {"kind": "cut"}, {"kind": "flood", "retry_after": 1},
     {"kind": "slow", "seconds": 0.2}],
    ids=["502", "dropped", "cut", "429", "slow"],
)  # fmt: skip
def test_a_bad_moment_is_waited_out(
    telegram: SimulatorHandle, marta: Person, office: Database, fault: dict[str, Any], method: str
) -> None:
    telegram.fault(**fault, method=method)
    assert "quedó cumplida" in after(marta, "photo", PHOTO)
    assert [row[3] for row in kept(office)] == [digest(PHOTO)]


@pytest.mark.parametrize("kind", ["gateway", "drop", "cut"])
def test_a_long_one_is_told_and_the_file_still_awaited(
    telegram: SimulatorHandle, marta: Person, office: Database, settings: Settings, kind: str
) -> None:
    telegram.fault(kind, method="file", times=None)
    with capture_logs() as events:
        told = after(marta, "photo", PHOTO)
    assert told.startswith(NOT_RECEIVED)
    assert ASKS in told
    assert telegram.token not in str(events)
    telegram.clear_faults()
    assert stored(settings) == []
    assert "quedó cumplida" in after(marta, "photo", PHOTO)
    assert len(kept(office)) == 1


def test_a_file_that_telegram_no_longer_has_is_asked_again(telegram: SimulatorHandle, marta: Person) -> None:
    gone = "Bad Request: wrong file_id or the file is temporarily unavailable"
    telegram.fault("error", method="getFile", code=400, description=gone)
    assert after(marta, "photo", PHOTO).startswith(NOT_RECEIVED)


def test_a_full_disk_is_told_and_nothing_is_left_halfway(
    marta: Person, office: Database, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(Path, "replace", full)
        told = after(marta, "photo", PHOTO)
    assert told.startswith("No se pudo guardar el archivo: no hay espacio en el disco")
    assert ASKS in told
    assert (kept(office), stored(settings)) == ([], [])
    assert "quedó cumplida" in after(marta, "photo", PHOTO)


def test_others_are_attended_while_a_file_comes_slowly_and_the_order_holds(
    telegram: SimulatorHandle, marta: Person, office: Database
) -> None:
    telegram.fault("slow", method="file", seconds=2.0)
    marta.sends("photo", PHOTO)
    marta.says("listo")
    assert telegram.user("Julio").asks("hola").text
    assert kept(office) == [], "he waited for a stranger's file"
    closed, ended = (message.text for message in marta.wait_for(2))
    assert "quedó cumplida" in closed
    assert "queda con 1 evidencia." in ended


def test_many_slow_files_at_once_keep_nobody_waiting(
    telegram: SimulatorHandle, settings: Settings, office: Database, bot: BotBeside
) -> None:
    people = [telegram.new_user(started=True) for _ in range(AT_ONCE + 4)]
    row = due(office, settings, *people)
    for person in people:
        asked(telegram, person, row)
    telegram.fault("slow", method="getFile", seconds=3.0, times=None)
    for person in people:
        person.sends("photo", PHOTO)
    assert telegram.user("Julio").asks("hola").text
    assert kept(office) == []
    telegram.clear_faults()
    told = [person.wait_for(timeout_s=15)[-1].text for person in people]
    assert sum("quedó cumplida" in text for text in told) == 1
    assert sum("ya está cumplido" in text for text in told) == len(people) - 1


@pytest.fixture
def cable(telegram: SimulatorHandle) -> Iterator[Cable]:
    cable = Cable(telegram.address)
    cable.plug()
    yield cable
    cable.pull()


def test_the_cable_is_pulled_in_the_middle_of_a_file(
    telegram: SimulatorHandle, settings: Settings, office: Database, cable: Cable
) -> None:
    through = settings.model_copy(update={"telegram_api": cable.address})
    marta = telegram.user("Marta")
    with BotBeside(through, office):
        asked(telegram, marta, due(office, settings, marta))
        telegram.fault("slow", method="file", seconds=1.0)
        marta.sends("photo", PHOTO)
        time.sleep(0.4)
        cable.pull()
        time.sleep(0.3)
        cable.plug()
        assert "quedó cumplida" in marta.wait_for(timeout_s=15)[-1].text
    assert len(kept(office)) == 1


def test_stopping_in_the_middle_of_a_file_leaves_it_for_the_next_start(
    telegram: SimulatorHandle, settings: Settings, office: Database
) -> None:
    marta = telegram.user("Marta")
    with BotBeside(settings, office):
        asked(telegram, marta, due(office, settings, marta))
        telegram.fault("slow", method="file", seconds=30)
        marta.sends("photo", PHOTO)
        time.sleep(0.5)
    assert kept(office) == []
    with BotBeside(settings, office):
        assert "quedó cumplida" in marta.wait_for()[-1].text
    assert len(kept(office)) == 1


def test_killed_before_the_file_was_recorded_it_is_one_evidence(
    telegram: SimulatorHandle, loaded: Database, database_url: str, settings: Settings, tmp_path: Path
) -> None:
    """The file is in its folder, what names it is not: the same update makes it evidence once."""
    marta, where = telegram.user("Marta"), environment(telegram, database_url, tmp_path)
    bot = bear(where)
    asked(telegram, marta, due(loaded, settings, marta))
    telegram.fault("slow", method="file", seconds=1.0)
    marta.sends("photo", PHOTO)
    _wait(lambda: waiting(loaded) == 1)
    with loaded.write() as session:  # nothing can be recorded meanwhile
        if loaded.engine.dialect.name == "postgresql":
            session.execute(text("LOCK TABLE evidencias IN ACCESS EXCLUSIVE MODE"))
        _wait(lambda: stored(settings) == [digest(PHOTO)])
        os.kill(bot.pid or 0, signal.SIGKILL)
        bot.join()
    assert (kept(loaded), waiting(loaded)) == ([], 1)
    again = bear(where)
    assert "quedó cumplida" in marta.wait_for(timeout_s=15)[-1].text
    os.kill(again.pid or 0, signal.SIGTERM)
    again.join(10)
    assert [row[3] for row in kept(loaded)] == stored(settings) == [digest(PHOTO)]
    assert waiting(loaded) == 0


def waiting(database: Database) -> int:
    """Updates received and not attended."""
    with database.read() as session:
        return session.scalar(select(func.count()).select_from(Recibido).where(Recibido.hecho_en.is_(None))) or 0


def _wait(until: Callable[[], bool]) -> None:
    limit = time.monotonic() + 10
    while not until():
        assert time.monotonic() < limit, "it did not come"
        time.sleep(0.02)
