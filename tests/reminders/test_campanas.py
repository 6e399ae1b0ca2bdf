"""The tick of the campaigns: who is left to be invited and when, what the clock closes or pauses, its message."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from pathlib import Path
from threading import Thread

import pytest
from sqlalchemy import select, update

from municipio.avisos import cola
from municipio.avisos.modelo import Aviso, Carril, EstadoAviso
from municipio.encuestas import campana as campanas
from municipio.encuestas.claves import ClaveDestruidaError
from municipio.encuestas.disposiciones import contar
from municipio.encuestas.garantias import Garantias, leer_garantias
from municipio.encuestas.modelo import Campana, EstadoCampana, EstadoHoja
from municipio.personas.modelo import Chat
from reminders.campanas import Desk, move
from tests.conftest import ROOT
from tests.encuestas.campanas_de_prueba import COORDINATOR, FRIDAY, Pueblo
from tests.reminders.de_campanas import STOPS, change, waiting

LAW = """periodos:
  - nombre: Elecciones de prueba
    desde: 2026-11-23
    hasta: 2026-11-27
    por_verificar: true
"""


def test_everybody_is_invited_once_however_often_it_ticks(pueblo: Pueblo, desk: Desk, running: int) -> None:
    for minute in range(4):
        move(pueblo.database, desk, FRIDAY + timedelta(minutes=minute))
    left = waiting(pueblo)
    assert Counter(row.chat_id for row in left) == dict.fromkeys(range(6_000_001, 6_000_251), 1)
    assert {row.carril for row in left} == {Carril.ENCUESTA}
    assert {row.no_despues for row in left} == {FRIDAY + timedelta(hours=8)}  # 18:00
    first = left[0].cuerpo
    assert first is not None
    assert "Alvarado" in first["text"]
    data = [button["callback_data"] for row in first["reply_markup"]["inline_keyboard"] for button in row]
    assert data == [f"opinar:{running}:{what}" for what in ("si", "no", "nunca")]


def test_several_workers_leave_each_invitation_once(pueblo: Pueblo, desk: Desk, running: int) -> None:
    workers = [Thread(target=move, args=(pueblo.database, desk, FRIDAY)) for _ in range(3)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert Counter(row.chat_id for row in waiting(pueblo)).most_common(1)[0][1] == 1
    assert len(waiting(pueblo)) == 250


def test_the_queue_holds_a_minute_of_work_and_no_more(pueblo: Pueblo, tmp_path: Path, running: int) -> None:
    slow = Desk(pueblo.claves, tmp_path / "datos", 0.5)
    move(pueblo.database, slow, FRIDAY)
    assert len(waiting(pueblo)) == 30
    pueblo.deliver(running, limit=20)
    move(pueblo.database, slow, FRIDAY + timedelta(seconds=5))
    assert len(waiting(pueblo)) == 30
    with pueblo.database.read() as session:
        assert contar(session, running).entregadas == 20


def test_the_cap_is_kept(pueblo: Pueblo, desk: Desk, running: int) -> None:
    change(pueblo, running, lambda _, campana: setattr(campana, "tope", 40))
    for minute in range(3):
        move(pueblo.database, desk, FRIDAY + timedelta(minutes=minute))
        pueblo.deliver(running)
    with pueblo.database.read() as session:
        assert contar(session, running).enviadas == 40


@pytest.mark.parametrize("stop", ["pausar", "cancelar", "cerrar"])
def test_stopping_takes_back_what_has_not_left_also_from_the_hands_of_the_deliverer(
    pueblo: Pueblo, desk: Desk, running: int, stop: str
) -> None:
    move(pueblo.database, desk, FRIDAY)
    pueblo.deliver(running, limit=50)
    with pueblo.database.write() as session:
        held = cola.claim(session, FRIDAY, "bot", [Carril.ENCUESTA], 10)
    change(pueblo, running, STOPS[stop](pueblo))
    assert waiting(pueblo) == []
    with pueblo.database.write() as session:
        assert cola.mark(session, [envio.id for envio in held], FRIDAY, "bot") == set()
        assert contar(session, running).enviadas == 50


@pytest.mark.parametrize("stop", ["pausar", "cancelar", "cerrar"])
def test_what_comes_back_to_the_queue_after_stopping_does_not_leave(
    pueblo: Pueblo, desk: Desk, running: int, stop: str
) -> None:
    move(pueblo.database, desk, FRIDAY)
    with pueblo.database.write() as session:
        held = [envio.id for envio in cola.claim(session, FRIDAY, "bot", [Carril.ENCUESTA], 10)]
        assert len(cola.mark(session, held, FRIDAY, "bot")) == 10
    change(pueblo, running, STOPS[stop](pueblo))
    later = FRIDAY + timedelta(seconds=30)
    with pueblo.database.write() as session:
        for number in held:
            cola.retry(session, number, later, "429", "bot")
    move(pueblo.database, desk, later)
    assert waiting(pueblo) == []
    with pueblo.database.write() as session:
        assert cola.mark(session, held, later, "bot") == set()
        assert contar(session, running).enviadas == 0


def test_it_goes_on_where_it_was_and_nobody_is_invited_twice(pueblo: Pueblo, desk: Desk, running: int) -> None:
    move(pueblo.database, desk, FRIDAY)
    pueblo.deliver(running, limit=50)
    change(pueblo, running, campanas.pausar)
    move(pueblo.database, desk, FRIDAY + timedelta(minutes=1))
    assert waiting(pueblo) == []
    with pueblo.database.write() as session:
        campana = session.get_one(Campana, running)
        campanas.reanudar(campana, pueblo.municipio, Garantias(), FRIDAY + timedelta(minutes=2))
    move(pueblo.database, desk, FRIDAY + timedelta(minutes=3))
    pueblo.deliver(running)
    with pueblo.database.read() as session:
        sent = session.scalars(select(Aviso.chat_id).where(Aviso.clave.like("encuesta:%"))).all()
    assert Counter(sent) == dict.fromkeys(range(6_000_001, 6_000_251), 1)


def test_nobody_is_written_to_outside_the_window(pueblo: Pueblo, desk: Desk, running: int) -> None:
    move(pueblo.database, desk, FRIDAY)
    assert waiting(pueblo)
    evening = FRIDAY + timedelta(hours=8)  # 18:00
    move(pueblo.database, desk, evening)
    assert waiting(pueblo) == []
    move(pueblo.database, desk, FRIDAY + timedelta(days=1))  # Saturday
    assert waiting(pueblo) == []
    move(pueblo.database, desk, FRIDAY + timedelta(days=3))  # Monday
    assert len(waiting(pueblo)) == 250


def test_who_blocked_the_bot_or_asked_for_peace_meanwhile_is_left_alone(
    pueblo: Pueblo, desk: Desk, running: int
) -> None:
    with pueblo.database.write() as session:
        session.execute(update(Chat).where(Chat.chat_id == 6_000_001).values(bloqueado_en=FRIDAY))
        session.execute(update(Chat).where(Chat.chat_id == 6_000_002).values(no_molestar_en=FRIDAY))
    move(pueblo.database, desk, FRIDAY)
    assert {6_000_001, 6_000_002}.isdisjoint(row.chat_id for row in waiting(pueblo))


def test_it_closes_by_itself_tells_the_coordination_and_its_key_is_destroyed(
    pueblo: Pueblo, desk: Desk, running: int
) -> None:
    move(pueblo.database, desk, FRIDAY)
    pueblo.deliver(running, limit=10)
    pueblo.sheet(running, 6_000_005, EstadoHoja.COMPLETA, "si")
    pueblo.sheet(running, 6_000_006, EstadoHoja.EMPEZADA, "no")
    end = FRIDAY + timedelta(days=14)
    for second in (0, 5, 10):
        move(pueblo.database, desk, end + timedelta(seconds=second))
    closed = pueblo.campaign(running)
    assert (closed.estado, closed.cerrada_en) == (EstadoCampana.CERRADA, end)
    assert waiting(pueblo) == []
    [told] = waiting(pueblo, "cierre:")
    assert told.chat_id == COORDINATOR
    assert told.cuerpo is not None
    assert "La respondieron 2 personas." in told.cuerpo["text"]
    with pytest.raises(ClaveDestruidaError):
        pueblo.claves.token(running, 6_000_005)


def test_the_law_pauses_it_by_itself_and_tells_once(pueblo: Pueblo, desk: Desk, running: int) -> None:
    (desk.data_dir / "garantias.yml").write_text(LAW)
    move(pueblo.database, desk, FRIDAY)
    pueblo.deliver(running, limit=10)
    monday = FRIDAY + timedelta(days=3)
    for minute in range(3):
        move(pueblo.database, desk, monday + timedelta(minutes=minute))
    assert pueblo.campaign(running).estado == EstadoCampana.PAUSADA
    assert waiting(pueblo) == []
    told = waiting(pueblo, "garantias:")
    assert [row.chat_id for row in told] == [COORDINATOR]
    assert told[0].cuerpo is not None
    assert "27 de noviembre de 2026" in told[0].cuerpo["text"]
    assert "por confirmar" in told[0].cuerpo["text"]
    assert "Después, escriba /encuesta" in told[0].cuerpo["text"]


def test_one_that_closes_before_the_law_lets_it_go_on_is_not_told_to_be_gone_on_with(
    pueblo: Pueblo, desk: Desk, running: int
) -> None:
    (desk.data_dir / "garantias.yml").write_text(LAW.replace("2026-11-27", "2027-02-28"))
    move(pueblo.database, desk, FRIDAY + timedelta(days=3))
    told = waiting(pueblo, "garantias:")
    assert told[0].cuerpo is not None
    assert "cierra antes, el 4 de diciembre de 2026: ya no se invita a nadie más" in told[0].cuerpo["text"]
    assert "/encuesta" not in told[0].cuerpo["text"]


def test_one_reminder_only_to_those_who_neither_answered_nor_refused(pueblo: Pueblo, desk: Desk, running: int) -> None:
    move(pueblo.database, desk, FRIDAY)
    pueblo.deliver(running, limit=200)
    pueblo.deliver(running, EstadoAviso.DUDOSO)
    with pueblo.database.read() as session:
        heard = list(session.scalars(select(Aviso.chat_id).where(Aviso.estado == EstadoAviso.ENVIADO)))
    pueblo.sheet(running, heard[0], EstadoHoja.COMPLETA, "si")
    pueblo.sheet(running, heard[1], EstadoHoja.RECHAZADA)
    pueblo.sheet(running, heard[2], EstadoHoja.EMPEZADA, "si")
    pueblo.sheet(running, heard[3], EstadoHoja.EMPEZADA)
    monday = FRIDAY + timedelta(days=3)
    change(pueblo, running, lambda _, campana: campanas.recordar(campana, monday))
    for minute in (0, 1, 2):
        move(pueblo.database, desk, monday + timedelta(minutes=minute))
        pueblo.deliver(running)
    with pueblo.database.read() as session:
        reminded = session.scalars(select(Aviso.chat_id).where(Aviso.clave.like("recuerdo:%"))).all()
    assert Counter(reminded) == dict.fromkeys(heard[3:], 1)


def test_nobody_is_reminded_before_her_invitation_is_a_day_old(pueblo: Pueblo, desk: Desk, running: int) -> None:
    def reminded() -> Counter[int]:
        with pueblo.database.read() as session:
            return Counter(session.scalars(select(Aviso.chat_id).where(Aviso.clave.like("recuerdo:%"))))

    monday, tuesday = FRIDAY + timedelta(days=3), FRIDAY + timedelta(days=4)
    move(pueblo.database, desk, FRIDAY)
    pueblo.deliver(running, limit=200)
    change(pueblo, running, lambda _, campana: campanas.recordar(campana, FRIDAY))
    move(pueblo.database, desk, FRIDAY + timedelta(seconds=3))
    assert reminded() == Counter()
    pueblo.deliver(running, now=monday)
    move(pueblo.database, desk, monday)
    before = reminded()
    assert len(before) == 200
    move(pueblo.database, desk, tuesday - timedelta(seconds=1))
    assert reminded() == before
    move(pueblo.database, desk, tuesday)
    assert reminded() == Counter(range(6_000_001, 6_000_251))


def test_its_message_is_sent_once_and_then_edited_not_too_often(pueblo: Pueblo, desk: Desk, running: int) -> None:
    move(pueblo.database, desk, FRIDAY)
    first = waiting(pueblo, "panel:")
    assert [(row.metodo, row.chat_id) for row in first] == [("sendMessage", COORDINATOR)]
    pueblo.deliver(running, limit=10)
    move(pueblo.database, desk, FRIDAY + timedelta(seconds=5))
    assert [row.id for row in waiting(pueblo, "panel:")] == [first[0].id]  # nothing can be edited before it is there
    with pueblo.database.write() as session:
        session.execute(update(Aviso).where(Aviso.clave.like("panel:%")).values(estado="enviado", message_id=77))
    for second in (10, 11, 12, 13):
        move(pueblo.database, desk, FRIDAY + timedelta(seconds=second))
        pueblo.deliver(running, limit=10)
    edits = waiting(pueblo, "panel:")
    assert [(row.metodo, (row.cuerpo or {})["message_id"]) for row in edits] == [("editMessageText", 77)]
    assert "10 de 250" in (edits[0].cuerpo or {})["text"]


def test_an_edit_that_did_not_leave_gives_way_to_the_next(pueblo: Pueblo, desk: Desk, running: int) -> None:
    move(pueblo.database, desk, FRIDAY)
    with pueblo.database.write() as session:
        session.execute(update(Aviso).where(Aviso.clave.like("panel:%")).values(estado="enviado", message_id=77))
    for second in (10, 20, 30):
        pueblo.deliver(running, limit=5)
        move(pueblo.database, desk, FRIDAY + timedelta(seconds=second))
    edits = waiting(pueblo, "panel:")
    assert len(edits) == 1
    assert "15 de 250" in (edits[0].cuerpo or {})["text"]


def test_what_did_not_change_is_not_edited(pueblo: Pueblo, desk: Desk, running: int) -> None:
    moments = [FRIDAY + timedelta(days=1, minutes=n) for n in range(3)]  # Saturday: nothing happens
    for moment in moments:
        move(pueblo.database, desk, moment)
        with pueblo.database.write() as session:
            session.execute(update(Aviso).where(Aviso.clave.like("panel:%")).values(estado="enviado", message_id=77))
    with pueblo.database.read() as session:
        assert len(session.scalars(select(Aviso).where(Aviso.clave.like("panel:%"))).all()) == 1


def test_the_dates_of_the_law_in_the_repository_are_data_with_their_source() -> None:
    period = leer_garantias(ROOT / "data").vigente("alvarado", date(2027, 9, 1))
    assert period is not None
    assert period.fuente is not None or period.por_verificar
