"""The state of a conversation: kept for half an hour, replaced, forgotten, swept away."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from sqlalchemy import select

from municipio.conversaciones.modelo import Conversacion
from municipio.conversaciones.servicio import VIDA, borrar, guardar, limpiar
from municipio.db.engine import Database

AHORA = datetime(2026, 11, 20, 15, tzinfo=UTC)


def kept(database: Database) -> dict[str, tuple[object, datetime]]:
    with database.read() as session:
        return {row.clave: (row.estado, row.vence_en) for row in session.scalars(select(Conversacion))}


def test_the_last_state_is_kept_for_another_half_hour(database: Database) -> None:
    later = AHORA + timedelta(minutes=10)
    with database.write() as session:
        guardar(session, "tg:1", {"tramite": "predial"}, AHORA)
    with database.write() as session:
        guardar(session, "tg:1", {"tramite": "ica", "extra": {"n": 1}}, later)
    assert kept(database) == {"tg:1": ({"tramite": "ica", "extra": {"n": 1}}, later + VIDA)}


def test_one_is_forgotten_and_those_whose_time_is_over_are_swept_away(database: Database) -> None:
    with database.write() as session:
        for minutes, key in enumerate(("tg:1", "tg:2", "tg:3")):
            guardar(session, key, {}, AHORA + timedelta(minutes=minutes))
    with database.write() as session:
        borrar(session, "tg:3")
        borrar(session, "tg:9")
        limpiar(session, AHORA + VIDA)
    assert set(kept(database)) == {"tg:2"}
