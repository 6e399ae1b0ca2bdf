"""The coordination hears of posts that nobody hears for: once a week each, by day, and naming nobody."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select, update

from municipio.avisos import cola
from municipio.avisos.modelo import Aviso, Carril, EstadoAviso
from municipio.db.engine import Database
from municipio.municipios.registro import Municipio
from municipio.personas.modelo import Cargo, Chat, Rol
from municipio.plan import titulares
from municipio.plan.modelo import Anotacion, Titular
from municipio.plan.servicio import adoptar, plan_de
from municipio.plan.titulares import Puesto
from municipio.tramites.modelo import MunicipioCargado
from reminders.alarms import watch
from reminders.texts import SHOWN, nobody_hears

BOGOTA = ZoneInfo("America/Bogota")
SLUG, POST = "landazuri", "comite-gel-t"
TUESDAY = date(2026, 12, 1)
HOLDER, SECOND, COORDINATOR, DEPUTY = 7_400_001, 7_400_002, 7_400_003, 7_400_004


def at(day: date, hour: int = 9) -> datetime:
    return datetime(day.year, day.month, day.day, hour, tzinfo=BOGOTA)


@pytest.fixture
def town(loaded: Database) -> Database:
    """Landázuri with its plan adopted again, a coordinator, and somebody in each post that counts."""
    with loaded.write() as session:
        adoptar(session, SLUG, TUESDAY, None, at(TUESDAY))
        session.add(Cargo(chat_id=COORDINATOR, municipio=SLUG, rol=Rol.COORDINADOR.value, desde=at(TUESDAY)))
        session.add(Chat(chat_id=HOLDER, municipio=SLUG))
        for post in sorted(titulares.necesarios(plan_de(session, SLUG))):
            session.add(Titular(municipio=SLUG, cargo=post, chat_id=HOLDER, desde=at(TUESDAY)))
    return loaded


def leave(database: Database, post: str = POST) -> None:
    with database.write() as session:
        assert titulares.dejar(session, SLUG, HOLDER, post, at(TUESDAY))


def block(database: Database, chat: int, *, blocked: bool = True) -> None:
    with database.write() as session:
        cola.blocked(session, chat, at(TUESDAY) if blocked else None)


def deliver(database: Database) -> None:
    with database.write() as session:
        session.execute(update(Aviso).values(estado=EstadoAviso.ENVIADO.value))


def alarms(database: Database) -> list[Aviso]:
    with database.read() as session:
        return list(session.scalars(select(Aviso).where(Aviso.carril == Carril.ALARMA.value).order_by(Aviso.id)))


def text(aviso: Aviso) -> str:
    assert aviso.cuerpo is not None
    told: str = aviso.cuerpo["text"]
    return told


def test_nothing_is_told_while_every_post_is_held(town: Database) -> None:
    assert watch(town, at(TUESDAY)) == 0
    assert alarms(town) == []


def test_a_post_that_nobody_holds_is_told_once_a_week(town: Database) -> None:
    leave(town)
    for day in range(14):
        for hour in (9, 9, 15):
            watch(town, at(TUESDAY + timedelta(days=day), hour))
        deliver(town)
    told = alarms(town)
    assert [aviso.creado_en.astimezone(BOGOTA).date() for aviso in told] == [
        TUESDAY,
        date(2026, 12, 7),
        date(2026, 12, 14),
    ]
    assert {aviso.chat_id for aviso in told} == {COORDINATOR}
    assert "1. Comité GEL-T: nadie lo tiene.\n" in text(told[0])
    assert "escriba /invitar" in text(told[0])


def test_an_alarm_that_did_not_leave_by_day_is_told_the_next_one(town: Database) -> None:
    leave(town)
    assert watch(town, at(TUESDAY)) == 1
    assert watch(town, at(TUESDAY, 20)) == 0
    assert [aviso.estado for aviso in alarms(town)] == [EstadoAviso.FALLIDO]
    assert watch(town, at(TUESDAY + timedelta(days=1))) == 1
    deliver(town)
    assert watch(town, at(TUESDAY + timedelta(days=2))) == 0


@pytest.mark.parametrize(
    ("day", "hour"),
    [(date(2026, 12, 5), 10), (date(2026, 12, 8), 10), (TUESDAY, 7), (TUESDAY, 18), (TUESDAY, 23)],
    ids=["saturday", "holiday", "early", "evening", "night"],
)
def test_only_on_business_days_by_day(town: Database, day: date, hour: int) -> None:
    leave(town)
    assert watch(town, at(day, hour)) == 0


def test_several_posts_go_in_one_message_and_a_later_one_by_itself(town: Database) -> None:
    leave(town)
    leave(town, "control-interno")
    assert watch(town, at(TUESDAY)) == 1
    leave(town, "secretarios")
    assert watch(town, at(TUESDAY, 11)) == 1
    first, second = alarms(town)
    assert "Comité GEL-T" in text(first)
    assert "Oficina de Control Interno" in text(first)
    assert re.findall(r"^\d+\. (.+):", text(second), re.MULTILINE) == ["Secretarios"]


def test_a_substitute_alone_does_not_hold_it(town: Database) -> None:
    leave(town)
    with town.write() as session:
        titulares.aceptar(session, titulares.invitar(session, SLUG, POST, at(TUESDAY), True), SECOND, at(TUESDAY))
    watch(town, at(TUESDAY))
    assert "nadie lo tiene; solo tiene suplente." in text(alarms(town)[0])


def test_an_only_holder_who_blocked_the_bot_is_told(town: Database) -> None:
    block(town, HOLDER)
    assert watch(town, at(TUESDAY)) == 1
    assert "Comité GEL-T: quien lo tiene bloqueó este chat." in text(alarms(town)[0])


def test_one_of_two_holders_who_blocked_the_bot_is_not(town: Database) -> None:
    with town.write() as session:
        for post in titulares.necesarios(plan_de(session, SLUG)):
            titulares.aceptar(session, titulares.invitar(session, SLUG, post, at(TUESDAY)), SECOND, at(TUESDAY))
    block(town, HOLDER)
    assert watch(town, at(TUESDAY)) == 0
    block(town, SECOND)
    watch(town, at(TUESDAY))
    assert "quienes lo tienen bloquearon este chat." in text(alarms(town)[0])


def test_who_comes_back_is_not_told_of(town: Database) -> None:
    block(town, HOLDER)
    block(town, HOLDER, blocked=False)
    assert watch(town, at(TUESDAY)) == 0


def test_every_coordinator_is_told(town: Database) -> None:
    leave(town)
    with town.write() as session:
        session.add(Cargo(chat_id=DEPUTY, municipio=SLUG, rol=Rol.COORDINADOR.value, desde=at(TUESDAY)))
    assert watch(town, at(TUESDAY)) == 2
    assert watch(town, at(TUESDAY)) == 0


def test_without_a_coordinator_it_waits_for_one(town: Database) -> None:
    leave(town)
    with town.write() as session:
        session.delete(session.scalars(select(Cargo)).one())
    assert watch(town, at(TUESDAY)) == 0
    with town.write() as session:
        session.add(Cargo(chat_id=DEPUTY, municipio=SLUG, rol=Rol.COORDINADOR.value, desde=at(TUESDAY)))
    assert watch(town, at(TUESDAY, 11)) == 1


def test_a_plan_that_is_not_adopted_or_is_over_alarms_nobody(town: Database) -> None:
    leave(town)
    assert watch(town, at(TUESDAY - timedelta(days=5))) == 0
    assert watch(town, at(date(2090, 12, 1))) == 0


def test_it_names_no_chat(town: Database) -> None:
    block(town, HOLDER)
    watch(town, at(TUESDAY))
    with town.read() as session:
        lines = [f"{line.que} {line.cargo} {line.detalle}" for line in session.scalars(select(Anotacion))]
    assert lines
    assert not any(str(HOLDER) in told for told in (*lines, *map(text, alarms(town))))


def test_many_posts_stay_in_one_message(town: Database) -> None:
    with town.read() as session:
        municipio = Municipio.model_validate(session.get_one(MunicipioCargado, SLUG).cuerpo)
        post = Puesto(plan_de(session, SLUG).cargos[0], 0, 0, 0, ())
    told, _ = nobody_hears(municipio, [post] * (SHOWN + 3))
    assert "Y 3 más: escriba /cargos" in told
    assert f"{SHOWN}. Comité GEL-T" in told
