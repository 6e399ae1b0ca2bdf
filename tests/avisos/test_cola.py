"""The outbox on both databases: a timeline of rows, told with the time as an argument."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from municipio.avisos import cola
from municipio.avisos.cola import Envio, Nuevo
from municipio.avisos.modelo import Aviso, Carril, EstadoAviso
from municipio.db.engine import Database
from municipio.personas import servicio as personas
from municipio.personas.modelo import Chat

NOON = datetime(2026, 11, 20, 17, 0, tzinfo=UTC)
SECOND = timedelta(seconds=1)
LATER = NOON + cola.PLAZO + SECOND
ROSA, JULIO = 11, 22
ALL = tuple(Carril)


def new(clave: str, carril: Carril = Carril.RESPUESTA, chat_id: int = ROSA) -> Nuevo:
    return Nuevo(clave, "landazuri", carril, chat_id, "sendMessage", {"text": f"texto de {clave}"})


def put(database: Database, *nuevos: Nuevo, now: datetime = NOON, no_antes: datetime | None = None) -> int:
    with database.write() as session:
        return cola.put(session, nuevos, now, no_antes)


def put_claimed(database: Database, *nuevos: Nuevo, worker: str = "bot") -> list[Envio]:
    with database.write() as session:
        return cola.put_claimed(session, nuevos, NOON, worker)


def claim(
    database: Database, now: datetime = NOON, worker: str = "bot", lanes: Sequence[Carril] = ALL, limit: int = 50
) -> list[str]:
    with database.write() as session:
        return [str(e.cuerpo["text"]).removeprefix("texto de ") for e in cola.claim(session, now, worker, lanes, limit)]


def row(database: Database, clave: str) -> Aviso:
    with database.read() as session:
        return session.scalars(select(Aviso).where(Aviso.clave == clave)).one()


def test_the_same_thing_decided_twice_leaves_one_row(database: Database) -> None:
    assert put(database, new("a"), new("b")) == 2
    assert put(database, new("b"), new("c")) == 1
    assert claim(database) == ["a", "b", "c"]


def test_better_lanes_go_first_and_each_lane_in_order(database: Database) -> None:
    lanes = (Carril.ENCUESTA, Carril.RECORDATORIO, Carril.ALARMA, Carril.RESPUESTA)
    put(database, *(new(f"{lane.value}{n}", lane, n) for n in (1, 2) for lane in lanes))
    assert claim(database, limit=3) == ["respuesta1", "respuesta2", "alarma1"]
    assert claim(database, lanes=(Carril.ENCUESTA,)) == ["encuesta1", "encuesta2"]
    assert claim(database) == ["alarma2", "recordatorio1", "recordatorio2"]
    assert claim(database) == []


def test_what_one_holds_nobody_else_takes_until_its_time_is_over(database: Database) -> None:
    put(database, new("a"))
    assert claim(database, worker="uno") == ["a"]
    assert claim(database, worker="dos") == []
    assert claim(database, now=LATER, worker="dos") == ["a"]
    with database.write() as session:
        assert cola.mark(session, [row(database, "a").id], LATER, "uno") == set()
    with database.write() as session:
        assert cola.mark(session, [row(database, "a").id], LATER, "dos") == {row(database, "a").id}


def test_nothing_goes_before_its_time(database: Database) -> None:
    put(database, new("a"), no_antes=LATER)
    assert claim(database) == []
    assert claim(database, now=LATER) == ["a"]


def test_a_reply_is_born_taken_with_its_attempt_recorded(database: Database) -> None:
    [first, second] = put_claimed(database, new("a"), new("b"))
    assert (first.id < second.id, first.marcado) == (True, True)
    assert (row(database, "a").estado, row(database, "a").intentos) == (EstadoAviso.ENVIANDO, 1)
    assert claim(database, worker="dos") == []


def test_what_was_delivered_is_forgotten(database: Database) -> None:
    [one] = put_claimed(database, new("a"))
    with database.write() as session:
        cola.sent(session, [(one.id, 77)], NOON)
    kept = row(database, "a")
    assert (kept.estado, kept.message_id, kept.enviado_en, kept.cuerpo) == (EstadoAviso.ENVIADO, 77, NOON, None)
    assert kept.tomado_por is None


def test_a_reply_that_waits_stops_the_later_ones_of_its_chat_and_no_other(database: Database) -> None:
    [first] = put_claimed(database, new("a"))
    with database.write() as session:
        cola.retry(session, first.id, LATER, "pide esperar", None)
    put(database, new("b"), new("recordatorio", Carril.RECORDATORIO), new("c", chat_id=JULIO))
    assert claim(database) == ["c"]
    with database.write() as session:
        cola.sent(session, [(row(database, "c").id, 3)], NOON)
    assert claim(database, now=LATER) == ["a", "b"]  # the reminder waits for them
    with database.write() as session:
        cola.sent(session, [(first.id, 1)], LATER)
        cola.sent(session, [(row(database, "b").id, 2)], LATER)
    assert claim(database, now=LATER) == ["recordatorio"]


@pytest.mark.parametrize("lane", [Carril.RESPUESTA, Carril.ALARMA, Carril.RECORDATORIO])
def test_after_a_crash_a_message_in_doubt_is_sent_once_more_and_no_more(database: Database, lane: Carril) -> None:
    put_claimed(database, new("a", lane))
    with database.write() as session:
        assert cola.recover(session, NOON, "bot") == 1
    assert claim(database) == ["a"]
    with database.write() as session:
        cola.mark(session, [row(database, "a").id], NOON, "bot")
    with database.write() as session:
        assert cola.recover(session, NOON, "bot") == 1
    assert (row(database, "a").estado, row(database, "a").dudas) == (EstadoAviso.DUDOSO, 2)
    assert claim(database, now=LATER) == []


def test_after_a_crash_a_survey_is_never_sent_again(database: Database) -> None:
    put_claimed(database, new("a", Carril.ENCUESTA))
    with database.write() as session:
        assert cola.recover(session, NOON, "bot") == 1
    assert row(database, "a").estado == EstadoAviso.DUDOSO
    assert row(database, "a").cuerpo is not None  # for whoever decides what to do about it


def test_what_was_taken_and_not_tried_is_not_in_doubt(database: Database) -> None:
    put(database, new("a", Carril.ENCUESTA))
    assert claim(database) == ["a"]
    with database.write() as session:
        cola.recover(session, NOON, "bot")
    assert (row(database, "a").estado, row(database, "a").dudas) == (EstadoAviso.PENDIENTE, 0)
    assert claim(database) == ["a"]


def test_others_recover_what_a_dead_process_held_only_when_its_time_is_over(database: Database) -> None:
    put_claimed(database, new("a"), worker="muerto")
    with database.write() as session:
        assert cola.recover(session, NOON, "vivo") == 0
        assert cola.recover(session, LATER, "vivo") == 1
    assert claim(database, now=LATER) == ["a"]


def test_who_goes_on_holding_is_not_robbed(database: Database) -> None:
    [one] = put_claimed(database, new("a"))
    with database.write() as session:
        cola.renew(session, [one.id], LATER, "bot")
        assert cola.recover(session, LATER) == 0


def test_a_cut_connection_is_a_doubt_too(database: Database) -> None:
    [one] = put_claimed(database, new("a"))
    with database.write() as session:
        assert cola.doubtful(session, one.id, NOON, "se cortó", "bot")
    with database.write() as session:
        assert not cola.doubtful(session, one.id, NOON, "se cortó", "bot")
    assert (row(database, "a").estado, row(database, "a").cuerpo) == (EstadoAviso.DUDOSO, None)


def test_stopping_gives_back_what_was_not_tried_without_a_doubt(database: Database) -> None:
    tried, untried = put_claimed(database, new("a"), new("b"))
    put(database, new("c", chat_id=JULIO))
    claim(database)
    with database.write() as session:
        cola.give_back(session, [untried.id], "bot")
    assert (row(database, "b").estado, row(database, "b").intentos) == (EstadoAviso.PENDIENTE, 0)
    assert row(database, "a").estado == EstadoAviso.ENVIANDO
    assert claim(database) == ["c"]  # b waits behind a, that may still be on its way
    with database.write() as session:
        cola.sent(session, [(tried.id, 1)], NOON)
    assert claim(database) == ["b"]


def test_a_group_that_changes_its_number_keeps_its_messages_and_its_municipality(database: Database) -> None:
    put(database, new("a", chat_id=-5))
    with database.write() as session:
        personas.chat(session, -5).municipio = "landazuri"
    with database.write() as session:
        cola.move(session, -5, -1005)
    assert row(database, "a").chat_id == -1005
    with database.read() as session:
        assert session.get(Chat, -5) is None
        assert session.get_one(Chat, -1005).municipio == "landazuri"


def test_old_rows_go_away(database: Database) -> None:
    put(database, new("vieja"), new("recordatorio", Carril.RECORDATORIO, JULIO), new("abierta"), now=NOON)
    with database.write() as session:
        for clave in ("vieja", "recordatorio"):
            cola.failed(session, row(database, clave).id, "no")
        assert cola.purge(session, NOON + cola.GUARDA_RESPUESTAS) == 0
        assert cola.purge(session, NOON + cola.GUARDA_RESPUESTAS + SECOND) == 1
        assert cola.purge(session, NOON + cola.GUARDA + SECOND) == 1
    assert claim(database, now=LATER) == ["abierta"]
