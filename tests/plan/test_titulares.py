"""Holding a post: single-use invitations, absences with a substitute, empalme; the audit names nobody."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from municipio.avisos import cola
from municipio.datos.carpeta import leer_carpeta
from municipio.db.engine import Database
from municipio.plan import titulares
from municipio.plan.modelo import (
    AdopcionHecha,
    Anotacion,
    Estado,
    Invitacion,
    Titular,
    VencimientoFila,
)
from municipio.plan.recordar import gente
from municipio.plan.registro import Plan
from tests.conftest import ROOT

NOW = datetime(2026, 12, 1, 14, tzinfo=UTC)
TODAY = date(2026, 12, 1)
ROSA, JUAN = 7_300_001, 7_300_002
TOWN, OTHER, POST = "landazuri", "alvarado", "comite-gel-t"


@pytest.fixture(scope="module")
def plan() -> Plan:
    read = leer_carpeta(ROOT / "data").municipios[TOWN].plan
    assert read is not None
    return read


def hold(session: Session, chat: int, *, suplente: bool = False, post: str = POST, town: str = TOWN) -> Titular:
    held = titulares.aceptar(session, titulares.invitar(session, town, post, NOW, suplente), chat, NOW)
    assert held is not None
    return held


def test_an_invitation_is_good_once_and_only_its_hash_is_kept(database: Database) -> None:
    with database.write() as session:
        code = titulares.invitar(session, TOWN, POST, NOW)
    with database.write() as session:
        held = titulares.aceptar(session, code, ROSA, NOW)
        assert held is not None
        assert (held.municipio, held.cargo, held.suplente) == (TOWN, POST, False)
    with database.write() as session:
        assert titulares.aceptar(session, code, JUAN, NOW) is None
        assert titulares.de_chat(session, TOWN, JUAN) == []
        kept = session.scalars(select(Invitacion)).one()
        assert code not in (kept.hash, kept.cargo)


@pytest.mark.parametrize("code", ["", "x", "A" * 16, "i_" + "A" * 16, "ñ'; --"])
def test_a_forged_code_gives_nothing(database: Database, code: str) -> None:
    with database.write() as session:
        titulares.invitar(session, TOWN, POST, NOW)
        assert titulares.aceptar(session, code, ROSA, NOW) is None
        assert list(session.scalars(select(Titular))) == []


def test_the_kept_hash_is_not_a_code(database: Database) -> None:
    with database.write() as session:
        titulares.invitar(session, TOWN, POST, NOW)
        session.flush()
        kept = session.scalars(select(Invitacion.hash)).one()
        assert titulares.aceptar(session, kept, ROSA, NOW) is None


def test_it_is_good_for_seven_days(database: Database) -> None:
    with database.write() as session:
        first, second = (titulares.invitar(session, TOWN, POST, NOW) for _ in range(2))
        late = NOW + timedelta(days=7, seconds=1)
        assert titulares.aceptar(session, second, JUAN, late) is None
        assert titulares.aceptar(session, first, ROSA, NOW + timedelta(days=7)) is not None


def test_those_that_expired_are_not_kept(database: Database) -> None:
    with database.write() as session:
        titulares.invitar(session, TOWN, POST, NOW)
        titulares.invitar(session, OTHER, POST, NOW)
        titulares.invitar(session, TOWN, POST, NOW + timedelta(days=8))
    with database.read() as session:
        assert sorted(session.scalars(select(Invitacion.municipio))) == [OTHER, TOWN]


def test_the_code_of_a_municipality_holds_nothing_in_another(database: Database) -> None:
    with database.write() as session:
        hold(session, ROSA, town=OTHER)
        assert titulares.de_chat(session, TOWN, ROSA) == []
        assert not titulares.dejar(session, TOWN, ROSA, POST, NOW)
        assert titulares.ausente(session, TOWN, ROSA, TODAY, NOW) == []
        assert titulares.entregar(session, TOWN, POST, NOW) is None
        assert [held.cargo for held in titulares.de_chat(session, OTHER, ROSA)] == [POST]


def test_two_people_hold_one_post(database: Database, plan: Plan) -> None:
    with database.write() as session:
        hold(session, ROSA)
        hold(session, JUAN)
    with database.read() as session:
        assert gente(session, TOWN, [], TODAY).titulares == {POST: [ROSA, JUAN]}
        assert next(p for p in titulares.puestos(session, TOWN, plan, TODAY) if p.cargo.clave == POST).titulares == 2


def test_accepting_again_changes_how_it_is_held_and_counts_once(database: Database, plan: Plan) -> None:
    with database.write() as session:
        hold(session, ROSA, suplente=True)
        hold(session, ROSA)
        hold(session, ROSA)
        assert [held.suplente for held in titulares.de_chat(session, TOWN, ROSA)] == [False]


def test_a_substitute_hears_while_the_holder_is_away(database: Database) -> None:
    with database.write() as session:
        hold(session, ROSA)
        hold(session, JUAN, suplente=True)
        titulares.ausente(session, TOWN, ROSA, date(2026, 12, 15), NOW)
    with database.write() as session:
        assert gente(session, TOWN, [], date(2026, 12, 15)).titulares[POST] == [JUAN]
        assert gente(session, TOWN, [], date(2026, 12, 16)).titulares[POST] == [ROSA]
        assert len(titulares.volver(session, TOWN, ROSA, NOW)) == 1
        assert titulares.volver(session, TOWN, ROSA, NOW) == []
        assert gente(session, TOWN, [], TODAY).titulares[POST] == [ROSA]


def test_posts_on_which_the_plan_counts_and_nobody_holds(database: Database, plan: Plan) -> None:
    with database.write() as session:
        before = {cargo.clave for cargo in titulares.sin_titular(session, TOWN, plan)}
        assert before == titulares.necesarios(plan)
        assert "control-interno" in before
        hold(session, ROSA)
        hold(session, JUAN, suplente=True, post="control-interno")
        assert {cargo.clave for cargo in titulares.sin_titular(session, TOWN, plan)} == before - {POST}
        titulares.dejar(session, TOWN, ROSA, POST, NOW)
        assert {cargo.clave for cargo in titulares.sin_titular(session, TOWN, plan)} == before


def test_the_ladder_names_posts_of_the_plan(plan: Plan) -> None:
    written = plan.model_dump(mode="json") | {"escalamiento": [{"a": "control-intrno", "dias": 5}]}
    with pytest.raises(ValueError, match="cargos que no están en cargos: control-intrno"):
        Plan.model_validate(written)


@pytest.mark.parametrize("town", sorted(path.parent.name for path in (ROOT / "data" / "municipios").glob("*/plan.yml")))
def test_in_each_municipality_somebody_can_hear_of_what_is_late(town: str) -> None:
    plan = leer_carpeta(ROOT / "data").municipios[town].plan
    assert plan is not None
    assert {"control-interno"} <= plan.oyen <= {cargo.clave for cargo in plan.cargos}


def test_who_blocked_the_bot_cannot_hear_until_accepting_again(database: Database, plan: Plan) -> None:
    def post(session: Session) -> titulares.Puesto:
        return next(p for p in titulares.puestos(session, TOWN, plan, TODAY) if p.cargo.clave == POST)

    with database.write() as session:
        hold(session, ROSA)
        assert not post(session).nadie_oye
        cola.blocked(session, ROSA, NOW)
        assert post(session).nadie_oye
        hold(session, JUAN)
        assert not post(session).nadie_oye


def due(session: Session) -> VencimientoFila:
    adoption = AdopcionHecha(municipio=TOWN, desde=TODAY, hasta=date(2028, 12, 31), creada_en=NOW)
    session.add(adoption)
    session.flush()
    row = VencimientoFila(
        municipio=TOWN, adopcion=adoption.id, clave="x:1", accion="x", nombre="X", tipo="frecuencia",
        periodo="diciembre", responsables=[POST], vence=date(2026, 12, 30), para=date(2026, 12, 30),
        estado=Estado.EN_CURSO.value,
    )  # fmt: skip
    session.add(row)
    return row


def test_empalme_moves_the_post_and_what_is_due_stays_with_it(database: Database) -> None:
    with database.write() as session:
        row = due(session)
        hold(session, ROSA)
        code = titulares.entregar(session, TOWN, POST, NOW, ROSA)
        assert code is not None
        assert titulares.de_chat(session, TOWN, ROSA) == []
        assert titulares.aceptar(session, code, JUAN, NOW) is not None
        session.flush()
        session.refresh(row)
        assert (row.estado, row.responsables) == (Estado.EN_CURSO, [POST])
        assert gente(session, TOWN, [], TODAY).titulares == {POST: [JUAN]}
        history = session.scalars(select(Titular).where(Titular.chat_id == ROSA)).one()
        assert history.hasta == NOW


def test_of_two_holders_one_hands_over_or_the_coordination_all(database: Database) -> None:
    with database.write() as session:
        hold(session, ROSA)
        hold(session, JUAN)
        hold(session, 7_300_003, suplente=True)
        titulares.entregar(session, TOWN, POST, NOW, ROSA)
        assert gente(session, TOWN, [], TODAY).titulares == {POST: [JUAN]}
        titulares.entregar(session, TOWN, POST, NOW)
        people = gente(session, TOWN, [], TODAY)
        assert (people.titulares, people.suplentes) == ({}, {POST: [7_300_003]})
        assert titulares.entregar(session, TOWN, POST, NOW) is None


def test_a_substitute_hands_over_a_substitution(database: Database) -> None:
    with database.write() as session:
        hold(session, ROSA, suplente=True)
        code = titulares.entregar(session, TOWN, POST, NOW, ROSA)
        assert code is not None
        held = titulares.aceptar(session, code, JUAN, NOW)
        assert held is not None
        assert held.suplente


def test_every_change_is_in_the_audit_without_people(database: Database) -> None:
    with database.write() as session:
        hold(session, ROSA)
        titulares.ausente(session, TOWN, ROSA, date(2026, 12, 15), NOW)
        titulares.volver(session, TOWN, ROSA, NOW)
        code = titulares.entregar(session, TOWN, POST, NOW, ROSA)
        assert code is not None
        titulares.aceptar(session, code, JUAN, NOW)
        titulares.dejar(session, TOWN, JUAN, POST, NOW)
    with database.read() as session:
        lines = list(session.scalars(select(Anotacion).order_by(Anotacion.id)))
    done = ["invitacion", "acepta", "ausencia", "regreso", "empalme", "invitacion", "acepta", "deja"]
    assert [line.que for line in lines] == done
    told = " ".join(f"{line.municipio} {line.cargo} {line.que} {line.detalle}" for line in lines)
    for secret in (str(ROSA), str(JUAN), code):
        assert secret not in told
