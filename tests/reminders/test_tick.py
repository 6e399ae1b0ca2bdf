"""The tick over real plans: who is told what and when, once, by day, and no more when it is done."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import func, select, update

from municipio.avisos.modelo import Aviso, EstadoAviso
from municipio.calendario import es_habil
from municipio.db.engine import Database
from municipio.personas.modelo import Cargo, Rol
from municipio.plan import vencimientos
from municipio.plan.agenda import agenda, readopcion
from municipio.plan.modelo import Estado, Recordado, Titular, VencimientoFila
from municipio.plan.servicio import adoptar, plan_de
from municipio.tramites.modelo import MunicipioCargado
from reminders import tick as ticks
from reminders.tick import Done, tick

BOGOTA = ZoneInfo("America/Bogota")
SLUG = "canton-san-pablo"
START = date(2026, 12, 1)
COMMITTEE, WORKERS, SUBSTITUTE, COORDINATOR = 7_000_001, 7_000_002, 7_000_003, 7_000_004


def at(day: date, hour: int = 8, minute: int = 5) -> datetime:
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=BOGOTA)


@pytest.fixture
def town(loaded: Database) -> Database:
    """El Cantón with its plan adopted again, and somebody in each post."""
    with loaded.write() as session:
        adoptar(session, SLUG, START, None, at(START))
        holders = [("comite-gel-t", COMMITTEE, False), ("comite-gel-t", SUBSTITUTE, True)]
        posts = {cargo.clave for cargo in plan_de(session, SLUG).cargos}
        holders += [(post, WORKERS, False) for post in sorted(posts - {"comite-gel-t"})]
        assert "comite-gel-t" in posts, "the key of the committee's post"
        for cargo, chat, suplente in holders:
            session.add(Titular(municipio=SLUG, cargo=cargo, chat_id=chat, suplente=suplente, desde=at(START)))
        session.add(Cargo(chat_id=COORDINATOR, municipio=SLUG, rol=Rol.COORDINADOR.value, desde=at(START)))
    return loaded


def live(database: Database, day: date, hour: int = 8, done: Done | None = None) -> int:
    """A tick, and all that it left is delivered."""
    left = tick(database, at(day, hour), done)
    with database.write() as session:
        session.execute(update(Aviso).values(estado=EstadoAviso.ENVIADO.value))
    return left


def digests(database: Database) -> list[Aviso]:
    with database.read() as session:
        return list(session.scalars(select(Aviso).order_by(Aviso.creado_en, Aviso.chat_id)))


def days(first: date, count: int) -> list[date]:
    return [first + timedelta(days=n) for n in range(count)]


def test_one_digest_a_day_on_business_days_and_hours_only(town: Database) -> None:
    for day in days(START, 45):
        for hour in (2, 7, 8, 12, 17, 18, 22):
            live(town, day, hour)
    told = digests(town)
    assert told
    assert max(Counter((a.chat_id, a.creado_en.astimezone(BOGOTA).date()) for a in told).values()) == 1
    for aviso in told:
        local = aviso.creado_en.astimezone(BOGOTA)
        assert es_habil(local.date())
        assert 8 <= local.hour < 18


def test_every_due_date_is_told_ten_five_one_days_ahead_and_on_its_day(town: Database) -> None:
    for day in days(START, 60):
        live(town, day)
    with town.read() as session:
        rows = session.scalars(
            select(VencimientoFila).where(VencimientoFila.vence.between(date(2027, 1, 12), date(2027, 1, 25)))
        )
        for row in list(rows):
            points = set(
                session.scalars(
                    select(Recordado.punto).where(
                        Recordado.vencimiento == row.id, Recordado.chat_id == COMMITTEE, Recordado.punto >= 0
                    )
                )
            )
            assert {10, 5, 1, 0} <= points, row.nombre


def test_the_rows_written_day_by_day_are_those_of_one_look_also_after_months(town: Database) -> None:
    for day in (*days(START, 20), date(2027, 4, 5)):
        live(town, day)
    with town.read() as session:
        plan = plan_de(session, SLUG)
        written = sorted(session.scalars(select(VencimientoFila.clave)))
    due = agenda(plan, readopcion(START), START, date(2027, 4, 5) + vencimientos.ADELANTE)
    year = agenda(plan, readopcion(START), date(2027, 11, 1), date(2027, 11, 30))
    running = [one for one in year if one.tipo == "cuota" and one.periodo == "año 1 del plan"]
    assert len(running) == 3
    assert written == sorted(one.clave for one in [*due, *running])


def test_days_without_power_become_one_digest_and_not_thirty(town: Database) -> None:
    live(town, START)
    before = len(digests(town))
    live(town, date(2027, 2, 10))
    after = digests(town)[before:]
    assert Counter(a.chat_id for a in after) == dict.fromkeys((COMMITTEE, WORKERS, SUBSTITUTE, COORDINATOR), 1)


def test_what_is_done_is_reminded_no_more(town: Database) -> None:
    live(town, START)
    with town.write() as session:
        for row in vencimientos.abiertos(session, SLUG):
            vencimientos.cerrar(row, at(START))
    with town.read() as session:
        told = session.scalar(select(func.count()).select_from(Recordado))
    for day in days(START + timedelta(days=1), 3):
        live(town, day)
    with town.read() as session:
        new = session.scalars(
            select(Recordado.vencimiento).join(VencimientoFila).where(VencimientoFila.estado == Estado.CUMPLIDO.value)
        )
        assert len(list(new)) == told


def test_the_ladder_climbs_when_nobody_answers_and_waits_when_somebody_is_on_it(town: Database) -> None:
    for day in days(START, 16):
        live(town, day)
    with town.read() as session:
        late = session.scalars(
            select(VencimientoFila).where(VencimientoFila.vence < date(2026, 12, 11)).order_by(VencimientoFila.vence)
        ).first()
        assert late is not None
        chats = set(
            session.scalars(select(Recordado.chat_id).where(Recordado.vencimiento == late.id, Recordado.punto < 0))
        )
    assert {COMMITTEE, SUBSTITUTE, COORDINATOR} <= chats


def test_before_the_plan_is_adopted_again_nothing_fires(loaded: Database) -> None:
    assert tick(loaded, at(START)) == 0
    assert digests(loaded) == []


def test_a_plan_adopted_on_a_saturday_has_its_due_dates_at_once_and_rings_on_monday(loaded: Database) -> None:
    saturday, done = at(date(2026, 12, 12)), Done()
    assert tick(loaded, saturday, done) == 0
    with loaded.write() as session:
        adoptar(session, SLUG, START, None, saturday)
        session.add(Titular(municipio=SLUG, cargo="comite-gel-t", chat_id=COMMITTEE, desde=saturday))
    assert tick(loaded, saturday, done) == 0
    with loaded.read() as session:
        assert vencimientos.abiertos(session, SLUG)
    assert tick(loaded, at(date(2026, 12, 14)), done) == 1


def test_a_new_adoption_leaves_what_was_and_moves_what_was_to_come(town: Database) -> None:
    live(town, START)
    later = date(2027, 1, 4)
    with town.write() as session:
        adoptar(session, SLUG, later, None, at(later))
    live(town, later)
    with town.read() as session:
        old = list(session.scalars(select(VencimientoFila).where(VencimientoFila.adopcion == 1)))
        assert all(row.estado == Estado.ANULADO for row in old if row.vence >= later)
        assert any(row.estado == Estado.PENDIENTE for row in old if row.vence < later)
        assert session.scalar(select(func.count()).where(VencimientoFila.adopcion == 2))


def test_a_town_with_hours_of_its_own_is_written_to_in_them(town: Database) -> None:
    with town.write() as session:
        loaded = session.get_one(MunicipioCargado, SLUG)
        loaded.cuerpo = loaded.cuerpo | {"envios": {"desde": "13:00", "hasta": "15:00", "dias": ["miercoles"]}}
    done = Done()
    for day in days(START, 9):
        for hour in (8, 12, 13, 15, 17):
            live(town, day, hour, done)
    wednesdays = {(date(2026, 12, 2), 13), (date(2026, 12, 9), 13)}
    told = [aviso.creado_en.astimezone(BOGOTA) for aviso in digests(town)]
    assert {(local.date(), local.hour) for local in told} == wednesdays
    assert {aviso.no_despues for aviso in digests(town)} == {at(day, 15, 0) for day, _ in wednesdays}


def test_many_towns_are_decided_some_at_a_time(loaded: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ticks, "AT_ONCE", 2)
    with loaded.write() as session:
        towns = list(session.scalars(select(MunicipioCargado.slug)))
        for slug in towns:
            adoptar(session, slug, START, None, at(START))
            for cargo in plan_de(session, slug).cargos:
                session.add(Titular(municipio=slug, cargo=cargo.clave, chat_id=WORKERS, desde=at(START)))
    done, behind = Done(), []
    for _ in towns:
        tick(loaded, at(START), done)
        behind.append(done.behind)
    assert behind == [True, True, False, False, False]
    assert sorted(aviso.municipio for aviso in digests(loaded)) == sorted(towns)
