"""A «Cumplida» pressed by mistake is corrected: who may, until when, and what it leaves; on both engines."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from municipio.db.engine import Database
from municipio.errors import EntradaInvalidaError
from municipio.municipios.registro import NoHabil
from municipio.plan import evidencias, gestion, titulares
from municipio.plan.correccion import Corrige, corregible, corregir
from municipio.plan.cuotas import lleva
from municipio.plan.evidencias import Prueba
from municipio.plan.modelo import Anotacion, Estado, Evidencia, Marca, Reporte, Titular, VencimientoFila
from tests.plan.test_gestion import COORDINATOR, HOLDER, NOW, POST, SUBSTITUTE, row, town

__all__ = ["town"]

FEAST = NoHabil(fecha=date(2026, 12, 3), nombre="Fiesta", por_verificar=True)
DAYS = 3
"""From Tuesday 1 December 2026: until Friday 4."""


def who(
    chat: int = HOLDER, *, coordinates: bool = False, at: datetime = NOW, closed: tuple[NoHabil, ...] = ()
) -> Corrige:
    return Corrige(chat, coordinates, DAYS, at, closed)


def mark(session: Session, one: VencimientoFila, chat: int = HOLDER, at: datetime = NOW) -> int:
    gestion.cumplir(session, one, [("Visitas", "12")], POST, at, [Prueba("texto", f"acta de {at}")], chat)
    return session.scalars(select(Marca.id).order_by(Marca.id.desc())).first() or 0


def test_it_is_as_it_was_and_nothing_of_it_counts_but_all_is_kept(town: Database) -> None:
    with town.write() as session:
        one = row(session, "comite")
        number = mark(session, one)
        evidencias.agregar(session, one, Prueba("enlace", "https://ejemplo.gov.co"), POST, NOW, HOLDER)
        corregir(session, one, number, who(at=NOW + timedelta(hours=1)))
    with town.read() as session:
        kept = session.get_one(VencimientoFila, one.id)
        assert (kept.estado, kept.cerrado_en, kept.visto_en) == (Estado.PENDIENTE, None, None)
        assert list(evidencias.de(session, kept)) == []
        assert [una.tipo for una in evidencias.descontadas(session, kept)] == ["texto", "enlace"]
        assert session.scalar(select(func.count()).select_from(Reporte)) == 1
        lines = session.execute(select(Anotacion.que, Anotacion.cargo, Anotacion.detalle).order_by(Anotacion.id))
        assert lines.all()[-1] == ("corregido", POST, None)


def test_what_somebody_was_on_is_still_so_and_earlier_evidence_counts(town: Database) -> None:
    with town.write() as session:
        one = row(session, "comite")
        gestion.en_curso(session, one, POST, NOW)
        evidencias.agregar(session, one, Prueba("texto", "citación"), POST, NOW, HOLDER)
        corregir(session, one, mark(session, one, at=NOW + timedelta(hours=1)), who())
        assert (one.estado, one.visto_en) == (Estado.EN_CURSO, NOW)
        assert [una.texto for una in evidencias.de(session, one)] == ["citación"]


def test_it_may_be_done_again_with_the_same_evidence(town: Database) -> None:
    with town.write() as session:
        one = row(session, "comite")
        corregir(session, one, mark(session, one), who())
        mark(session, one)
        assert one.estado == Estado.CUMPLIDO
        assert len(evidencias.de(session, one)) == 1


@pytest.mark.parametrize(
    ("chat", "coordinates", "may"),
    [(HOLDER, False, True), (SUBSTITUTE, False, False), (COORDINATOR, True, True), (COORDINATOR, False, False)],
)
def test_only_who_pressed_it_or_the_coordination(town: Database, chat: int, coordinates: bool, may: bool) -> None:
    with town.write() as session:
        one = row(session, "comite")
        number = mark(session, one)
        them = who(chat, coordinates=coordinates)
        assert (corregible(session, one, them) is not None) is may
        if may:
            corregir(session, one, number, them)
            detail = session.scalars(select(Anotacion.detalle).where(Anotacion.que == "corregido")).one()
            assert detail == ("por la coordinación" if coordinates else None)
        else:
            with pytest.raises(EntradaInvalidaError, match="o la coordinación"):
                corregir(session, one, number, them)
        assert (one.estado == Estado.CUMPLIDO) is not may


@pytest.mark.parametrize(
    ("day", "closed", "may"),
    [
        (date(2026, 12, 4), (), True),
        (date(2026, 12, 5), (), False),
        (date(2026, 12, 9), (FEAST,), False),
        (date(2026, 12, 7), (FEAST,), True),
    ],
)
def test_for_some_business_days_only(town: Database, day: date, closed: tuple[NoHabil, ...], may: bool) -> None:
    with town.write() as session:
        one = row(session, "comite")
        number = mark(session, one)
        them = who(at=NOW + (day - NOW.date()), closed=closed)
        assert (corregible(session, one, them) is not None) is may
        if not may:
            with pytest.raises(EntradaInvalidaError, match="Ya pasaron los días"):
                corregir(session, one, number, them)
            assert one.estado == Estado.CUMPLIDO


def test_a_second_press_and_one_of_another_due_date_do_nothing(town: Database) -> None:
    with town.write() as session:
        one, other = row(session, "comite"), row(session, "cuota")
        number = mark(session, one)
        with pytest.raises(EntradaInvalidaError, match="ya estaba corregido"):
            corregir(session, other, number, who())
        corregir(session, one, number, who())
        mark(session, one)
    again = pytest.raises(EntradaInvalidaError, match="ya estaba corregido")
    with again, town.write() as session:
        corregir(session, session.get_one(VencimientoFila, one.id), number, who())
    with town.read() as session:
        assert session.get_one(VencimientoFila, one.id).estado == Estado.CUMPLIDO
        assert session.scalars(select(Anotacion.que)).all().count("corregido") == 1


def test_a_void_date_and_one_without_a_mark_are_not_corrected(town: Database) -> None:
    with town.write() as session:
        one, other = row(session, "comite"), row(session, "cuota")
        assert corregible(session, other, who(coordinates=True)) is None
        number = mark(session, one)
        one.estado = Estado.ANULADO.value
        assert corregible(session, one, who()) is None
        with pytest.raises(EntradaInvalidaError, match="ya no cuenta"):
            corregir(session, one, number, who())


def test_of_a_quota_one_time_is_taken_back_and_the_rest_stays(town: Database) -> None:
    with town.write() as session:
        one = row(session, "cuota")
        marks = [
            mark(session, one, chat, NOW + timedelta(hours=n)) for n, chat in enumerate((HOLDER, SUBSTITUTE, HOLDER))
        ]
        assert one.estado == Estado.CUMPLIDO
        mine = corregible(session, one, who())
        assert mine is not None
        assert mine.id == marks[2]
        corregir(session, one, marks[2], who())
        assert (lleva(session, one).van, one.estado, one.visto_en) == (2, Estado.EN_CURSO, NOW + timedelta(hours=1))
        mine = corregible(session, one, who())
        assert mine is not None
        assert mine.id == marks[0]
        corregir(session, one, marks[1], who(coordinates=True))
        corregir(session, one, marks[0], who())
        assert (lleva(session, one).van, one.estado, one.visto_en) == (0, Estado.PENDIENTE, None)
        assert list(evidencias.de(session, one)) == []


def test_a_year_in_parts_opens_only_what_is_not_reached_any_more(town: Database) -> None:
    with town.write() as session:
        first = row(session, "cuota")
        second = VencimientoFila(
            **{
                c.name: getattr(first, c.name)
                for c in VencimientoFila.__table__.columns
                if c.name not in ("id", "clave")
            },
            clave=f"{first.clave.rpartition(':')[0]}:2027-12-31",
        )
        first.meta, second.meta = "1 vez", "2 veces"
        session.add(second)
        mark(session, first)
        number = mark(session, second)
        assert [one.estado for one in (first, second)] == [Estado.CUMPLIDO] * 2
        corregir(session, first, number, who())
        assert [one.estado for one in (first, second)] == [Estado.CUMPLIDO, Estado.PENDIENTE]


def test_who_leaves_and_asks_to_be_forgotten_is_not_kept_as_who_pressed_it(town: Database) -> None:
    with town.write() as session:
        mark(session, row(session, "comite"))
        for held in session.scalars(select(Titular).where(Titular.chat_id == HOLDER)):
            held.hasta = NOW
        titulares.olvidar(session, HOLDER)
        assert set(session.scalars(select(Marca.chat_id))) | set(session.scalars(select(Evidencia.chat_id))) == {None}
