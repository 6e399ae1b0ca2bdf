"""What a responsable may do about a due date, and what it leaves behind; on both engines."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from municipio.avisos.modelo import Aviso, Carril
from municipio.calendario import es_habil
from municipio.db.base import Base
from municipio.db.engine import Database
from municipio.errors import EntradaInvalidaError
from municipio.personas.modelo import Cargo, Rol
from municipio.plan import gestion, vencimientos
from municipio.plan.evidencias import Prueba
from municipio.plan.gestion import Mensaje
from municipio.plan.modelo import Anotacion, Estado, Evidencia, Recordado, Reporte, Titular, VencimientoFila
from municipio.plan.servicio import adoptar, plan_de
from reminders.tick import tick

BOGOTA = ZoneInfo("America/Bogota")
SLUG, POST = "canton-san-pablo", "comite-gel-t"
START = date(2026, 12, 1)
HOLDER, SUBSTITUTE, COORDINATOR, NOBODY = 7_000_001, 7_000_003, 7_000_004, 7_000_009
TOLD = Mensaje("Mire esto.", "Abrir")


def at(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 8, 5, tzinfo=BOGOTA)


NOW = at(START)


@pytest.fixture
def town(loaded: Database) -> Database:
    """El Cantón, adopted again, with a holder, a substitute and a coordinator."""
    with loaded.write() as session:
        adoptar(session, SLUG, START, None, NOW)
        for chat, substitute in ((HOLDER, False), (SUBSTITUTE, True)):
            session.add(Titular(municipio=SLUG, cargo=POST, chat_id=chat, suplente=substitute, desde=NOW))
        session.add(Cargo(chat_id=COORDINATOR, municipio=SLUG, rol=Rol.COORDINADOR.value, desde=NOW))
        vencimientos.proyectar(session, SLUG, plan_de(session, SLUG), START)
    return loaded


def row(session: Session, tipo: str, day: date = START) -> VencimientoFila:
    found = session.scalars(
        select(VencimientoFila)
        .where(VencimientoFila.tipo == tipo, VencimientoFila.municipio == SLUG, VencimientoFila.para >= day)
        .order_by(VencimientoFila.para, VencimientoFila.id)
    ).first()
    assert found is not None, tipo
    return found


def count(session: Session, table: type[Base]) -> int:
    return session.scalar(select(func.count()).select_from(table)) or 0


def test_posts_of_a_chat_end_when_they_were_handed_over(town: Database) -> None:
    with town.write() as session:
        assert gestion.cargos_de(session, SLUG, HOLDER) == {POST}
        assert gestion.cargos_de(session, SLUG, SUBSTITUTE) == {POST}
        assert gestion.cargos_de(session, "alvarado", HOLDER) == set()
        assert gestion.cargos_de(session, SLUG, None) == set()
        for held in session.scalars(select(Titular)):
            held.hasta = NOW
        session.flush()
        assert gestion.cargos_de(session, SLUG, HOLDER) == set()


def test_done_keeps_values_evidence_and_who_said_so(town: Database) -> None:
    with town.write() as session:
        one = row(session, "comite")
        gestion.cumplir(session, one, [("Visitas", "120")], POST, NOW, [Prueba("enlace", "https://ejemplo.gov.co")])
    with town.read() as session:
        kept = session.get_one(VencimientoFila, one.id)
        assert (kept.estado, kept.cerrado_en) == (Estado.CUMPLIDO, NOW)
        assert session.scalars(select(Reporte)).one().valor == "120"
        assert session.scalars(select(Evidencia)).one().texto == "https://ejemplo.gov.co"
        assert session.scalars(select(Anotacion)).one().cargo == POST


def test_done_twice_stores_one_report(town: Database) -> None:
    with town.write() as session:
        one = row(session, "comite")
        gestion.cumplir(session, one, [("Visitas", "1")], POST, NOW)
    again = pytest.raises(EntradaInvalidaError, match="ya está cumplido")
    with again, town.write() as session:
        gestion.cumplir(session, session.get_one(VencimientoFila, one.id), [("Visitas", "1")], POST, NOW)
    with town.read() as session:
        assert (count(session, Reporte), count(session, Anotacion)) == (1, 1)


def test_what_is_done_is_reminded_no_more(town: Database) -> None:
    with town.write() as session:
        one = row(session, "comite")
        gestion.cumplir(session, one, [], POST, NOW)
    for n in range(30):
        tick(town, at(START + timedelta(days=n)))
    with town.read() as session:
        told = session.scalars(select(Recordado.vencimiento)).all()
        assert told
        assert one.id not in told


def test_a_quota_counts_until_its_meta_is_reached(town: Database) -> None:
    with town.write() as session:
        one = row(session, "cuota")
        assert one.meta == "3 actualizaciones"
        for n in (1, 2, 3):
            reached = gestion.cumplir(session, one, [], POST, NOW)
            assert (reached.van, reached.de, reached.completa) == (n, 3, n == 3)
            assert one.estado == (Estado.CUMPLIDO if n == 3 else Estado.EN_CURSO)
        with pytest.raises(EntradaInvalidaError):
            gestion.cumplir(session, one, [], POST, NOW)
        assert count(session, Reporte) == 3


def test_postponing_moves_the_day_and_tells_it_again(town: Database) -> None:
    with town.write() as session:
        one = row(session, "comite")
        due = one.vence
        for point in (10, 5, 1, -1):
            session.add(Recordado(vencimiento=one.id, chat_id=HOLDER, punto=point, en=NOW))
        gestion.aplazar(session, one, 3, "viaje", POST, at(due))
        assert one.vence == due < one.para
        assert es_habil(one.para)
        assert set(session.scalars(select(Recordado.punto))) == {10, 5}
        gestion.aplazar(session, one, 10, "lluvias", POST, at(due))
        with pytest.raises(EntradaInvalidaError, match="2 veces"):
            gestion.aplazar(session, one, 1, "otra vez", POST, at(due))
        assert one.aplazado == 2


def test_what_is_late_is_postponed_from_today(town: Database) -> None:
    with town.write() as session:
        one = row(session, "comite")
        late = one.vence + timedelta(days=20)
        gestion.aplazar(session, one, 1, "viaje", POST, at(late))
        assert one.para > late


@pytest.mark.parametrize(("days", "why"), [(0, "x"), (11, "x"), (-1, "x"), (3, "  ")])
def test_postponing_has_limits(town: Database, days: int, why: str) -> None:
    with town.write() as session:
        one = row(session, "comite")
        with pytest.raises(EntradaInvalidaError):
            gestion.aplazar(session, one, days, why, POST, NOW)
        assert (one.para, one.aplazado) == (one.vence, 0)


@pytest.mark.parametrize("tipo", ["horizonte", "fase"])
def test_terms_and_dates_of_the_law_do_not_move(town: Database, tipo: str) -> None:
    with town.write() as session:
        one = row(session, "comite")
        one.tipo = tipo
        with pytest.raises(EntradaInvalidaError, match="ley"):
            gestion.aplazar(session, one, 1, "viaje", POST, NOW)


def test_delegating_tells_the_substitute_once(town: Database) -> None:
    with town.write() as session:
        one = row(session, "comite")
        for _ in range(2):
            gestion.delegar(session, one, TOLD, POST, NOW, HOLDER)
        told = session.scalars(select(Aviso)).one()
        assert (told.chat_id, told.carril) == (SUBSTITUTE, Carril.ALARMA)
        assert count(session, Anotacion) == 1
        with pytest.raises(EntradaInvalidaError, match="suplente"):
            gestion.delegar(session, one, TOLD, POST, NOW, SUBSTITUTE)


def test_help_reaches_the_coordination(town: Database) -> None:
    with town.write() as session:
        one = row(session, "comite")
        gestion.ayuda(session, one, TOLD, POST, NOW)
        told = session.scalars(select(Aviso)).one()
        assert (told.chat_id, told.carril) == (COORDINATOR, Carril.ALARMA)
        assert told.cuerpo is not None
        assert f"v:{one.id}" in str(told.cuerpo["reply_markup"])


@pytest.mark.parametrize(
    ("pressed", "leaves"),
    [
        ("2026-12-01T08:00", "2026-12-01T08:00"),
        ("2026-12-01T17:59", "2026-12-01T17:59"),
        ("2026-12-01T18:00", "2026-12-02T08:00"),
        ("2026-12-02T03:00", "2026-12-02T08:00"),
        ("2026-12-04T20:00", "2026-12-07T08:00"),
        ("2026-12-05T10:00", "2026-12-07T08:00"),
        ("2026-12-07T22:00", "2026-12-09T08:00"),
    ],
)
def test_others_are_told_by_day_and_on_business_days(town: Database, pressed: str, leaves: str) -> None:
    now, then = (datetime.fromisoformat(moment).replace(tzinfo=BOGOTA) for moment in (pressed, leaves))
    with town.write() as session:
        one = row(session, "comite")
        assert gestion.ayuda(session, one, TOLD, POST, now) == then
        assert gestion.delegar(session, one, TOLD, POST, now, HOLDER) == then
        assert set(session.scalars(select(Aviso.no_antes))) == {then}
        said = set(session.scalars(select(Anotacion.en)))
        assert said == {now}


ACTS: dict[str, Callable[[Session, VencimientoFila, str], object]] = {
    "cumplir": lambda s, one, post: gestion.cumplir(s, one, [], post, NOW),
    "en_curso": lambda s, one, post: gestion.en_curso(s, one, post, NOW),
    "aplazar": lambda s, one, post: gestion.aplazar(s, one, 1, "viaje", post, NOW),
    "delegar": lambda s, one, post: gestion.delegar(s, one, TOLD, post, NOW),
    "ayuda": lambda s, one, post: gestion.ayuda(s, one, TOLD, post, NOW),
}


@pytest.mark.parametrize("act", ACTS)
def test_what_is_not_allowed_is_refused_and_leaves_nothing(town: Database, act: str) -> None:
    with town.write() as session:
        one = row(session, "comite")
        for state, post in (
            (Estado.PENDIENTE, "otro-cargo"),
            (Estado.CUMPLIDO, POST),
            (Estado.ANULADO, POST),
        ):
            one.estado = state.value
            session.flush()
            with pytest.raises(EntradaInvalidaError):
                ACTS[act](session, one, post)
        assert [count(session, table) for table in (Anotacion, Reporte, Aviso)] == [0, 0, 0]
