"""The life of a campaign, on each engine: whom it chooses, what each state allows, what its end leaves behind."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from municipio.avisos.modelo import Aviso
from municipio.encuestas import campana as campanas
from municipio.encuestas.audiencia import Audiencia
from municipio.encuestas.claves import ClaveDestruidaError
from municipio.encuestas.disposiciones import contar, respondieron
from municipio.encuestas.garantias import Garantia, Garantias
from municipio.encuestas.modelo import (
    Campana,
    EncuestaVersion,
    EstadoCampana,
    EstadoHoja,
    Hoja,
    Interes,
    Participante,
    Respuesta,
)
from municipio.encuestas.resultados import leer_hojas
from municipio.encuestas.valores import OMITIDA
from municipio.errors import EntradaInvalidaError
from tests.encuestas.campanas_de_prueba import ENCUESTA, FIRST, FRIDAY, TOWN, Pueblo


def invited(pueblo: Pueblo, number: int) -> set[int]:
    with pueblo.database.read() as session:
        return set(session.scalars(select(Participante.chat_id).where(Participante.campana == number)))


def change(pueblo: Pueblo, number: int, act: Callable[[Session, Campana], None]) -> None:
    with pueblo.database.write() as session:
        act(session, session.get_one(Campana, number))


def close(pueblo: Pueblo, number: int) -> None:
    change(pueblo, number, lambda session, campana: campanas.cerrar(session, pueblo.claves, campana, FRIDAY))
    with pueblo.database.read() as session:
        campanas.olvidar_claves(session, pueblo.claves)


def test_only_those_who_agreed_and_did_not_take_it_back(pueblo: Pueblo) -> None:
    good = pueblo.people(3)
    pueblo.people(1, 6_100_001, no_molestar_en=FRIDAY)
    pueblo.people(1, 6_100_002, bloqueado_en=FRIDAY)
    pueblo.people(1, 6_100_003, encuestas_desde=None)
    pueblo.people(1, 6_100_004, municipio="landazuri")
    number = pueblo.draft()
    assert pueblo.launch(number) == 3
    assert invited(pueblo, number) == set(good)


@pytest.mark.parametrize(
    ("audiencia", "expected"),
    [
        (Audiencia(tipo="zona", zona="rural"), {FIRST}),
        (Audiencia(tipo="tema", tema="hacienda"), {FIRST + 1}),
        (Audiencia(tipo="nuevas", desde=date(2026, 11, 1)), {FIRST, FIRST + 1}),
        (Audiencia(), {FIRST, FIRST + 1, FIRST + 2}),
    ],
)
def test_the_audience_that_was_chosen(pueblo: Pueblo, audiencia: Audiencia, expected: set[int]) -> None:
    pueblo.people(1, FIRST, zona="rural")
    pueblo.people(1, FIRST + 1)
    pueblo.people(1, FIRST + 2, encuestas_desde=FRIDAY - timedelta(days=60))
    with pueblo.database.write() as session:
        session.add(Interes(chat_id=FIRST + 1, municipio=TOWN, tema="hacienda", dia=FRIDAY.date()))
        session.add(Interes(chat_id=FIRST + 2, municipio="aguazul", tema="hacienda", dia=FRIDAY.date()))
    number = pueblo.draft(audiencia=audiencia)
    pueblo.launch(number)
    assert invited(pueblo, number) == expected


def test_a_sample_is_of_its_size_and_of_the_audience(pueblo: Pueblo) -> None:
    people = pueblo.people(30)
    number = pueblo.draft(audiencia=Audiencia(muestra=10))
    assert pueblo.launch(number) == 10
    assert len(invited(pueblo, number)) == 10
    assert invited(pueblo, number) <= set(people)


def test_who_answered_this_version_is_not_invited_again(pueblo: Pueblo) -> None:
    people = pueblo.people(3)
    first = pueblo.draft()
    pueblo.launch(first)
    pueblo.sheet(first, people[0], EstadoHoja.COMPLETA, "si")
    pueblo.sheet(first, people[1], EstadoHoja.EMPEZADA)
    close(pueblo, first)
    again = pueblo.draft()
    assert pueblo.launch(again) == 2
    assert people[0] not in invited(pueblo, again)
    changed = ENCUESTA.model_copy(update={"titulo": "Otra versión de la misma"})
    close(pueblo, again)
    other = pueblo.draft(changed)
    assert pueblo.launch(other) == 3


def test_nobody_is_in_two_open_campaigns_of_the_same_questionnaire(pueblo: Pueblo) -> None:
    pueblo.people(2)
    pueblo.launch(pueblo.draft())
    pueblo.people(1, FIRST + 50)
    second = pueblo.draft()
    assert pueblo.launch(second) == 1
    assert invited(pueblo, second) == {FIRST + 50}


def test_its_questionnaire_is_fixed_when_it_is_launched(pueblo: Pueblo) -> None:
    pueblo.people(1)
    number = pueblo.draft()
    assert pueblo.campaign(number).encuesta is None
    pueblo.launch(number)
    launched = pueblo.campaign(number)
    assert (launched.borrador, launched.estado) == (None, EstadoCampana.EN_CURSO)
    with pueblo.database.read() as session:
        version = session.get_one(EncuestaVersion, launched.encuesta)
        assert (version.municipio, version.plantilla, version.version) == (TOWN, "corta", 1)


LAW = Garantias(
    periodos=[Garantia(nombre="Elecciones", desde=date(2026, 11, 1), hasta=date(2026, 12, 1), por_verificar=True)]
)


@pytest.mark.parametrize(
    ("audiencia", "days", "garantias", "says"),
    [
        (Audiencia(tipo="zona", zona="urbana"), 14, Garantias(), "no hay a quién"),
        (Audiencia(muestra=4), 14, Garantias(), "solo hay 3"),
        (Audiencia(), -1, Garantias(), "ya pasó"),
        (Audiencia(), 14, LAW, "ley de garantías"),
    ],
)
def test_what_cannot_be_launched_says_why_and_stays_a_draft(
    pueblo: Pueblo, audiencia: Audiencia, days: int, garantias: Garantias, says: str
) -> None:
    pueblo.people(3)
    number = pueblo.draft(audiencia=audiencia, days=days)
    with pytest.raises(EntradaInvalidaError, match=says):
        pueblo.launch(number, garantias)
    assert pueblo.campaign(number).estado == EstadoCampana.BORRADOR
    with pytest.raises(ClaveDestruidaError):
        pueblo.claves.token(number, FIRST)


def test_a_window_that_never_opens_is_refused(pueblo: Pueblo) -> None:
    pueblo.people(1)
    number = pueblo.draft(days=1)  # until Saturday at ten
    with pueblo.database.write() as session:
        session.get_one(Campana, number).ventana = {"dias": ["domingo"]}
    with pytest.raises(EntradaInvalidaError, match="ningún momento"):
        pueblo.launch(number)


def test_launching_twice_is_told(pueblo: Pueblo) -> None:
    pueblo.people(2)
    number = pueblo.draft()
    pueblo.launch(number)
    with pytest.raises(EntradaInvalidaError, match="ya está en curso"):
        pueblo.launch(number)
    assert len(invited(pueblo, number)) == 2


def test_each_change_asks_for_the_state_it_comes_from(pueblo: Pueblo) -> None:
    pueblo.people(1)
    number = pueblo.draft()
    with pytest.raises(EntradaInvalidaError, match="todavía no"):
        change(pueblo, number, lambda session, campana: campanas.pausar(session, campana))
    pueblo.launch(number)
    change(pueblo, number, lambda session, campana: campanas.pausar(session, campana))
    with pytest.raises(EntradaInvalidaError, match="en pausa"):
        change(pueblo, number, lambda session, campana: campanas.pausar(session, campana))
    close(pueblo, number)
    for act in (campanas.pausar, lambda session, campana: campanas.cancelar(session, campana, FRIDAY)):
        with pytest.raises(EntradaInvalidaError, match="ya cerró"):
            change(pueblo, number, act)


def test_closing_marks_who_answered_and_then_nobody_can_tell_whose_sheet_it_is(pueblo: Pueblo) -> None:
    finished, left, only_began, passed, refused, _ = pueblo.people(6)
    number = pueblo.draft()
    pueblo.launch(number)
    pueblo.sheet(number, finished, EstadoHoja.COMPLETA, "si")
    pueblo.sheet(number, left, EstadoHoja.EMPEZADA, "no")
    pueblo.sheet(number, only_began, EstadoHoja.EMPEZADA)
    pueblo.sheet(number, passed, EstadoHoja.EMPEZADA)
    pueblo.sheet(number, refused, EstadoHoja.RECHAZADA)
    with pueblo.database.write() as session:
        session.add(Respuesta(token=pueblo.claves.token(number, passed), pregunta="util", valor=OMITIDA))
    close(pueblo, number)
    with pueblo.database.read() as session:
        marked = session.scalars(select(Participante.chat_id).where(Participante.participo.is_(True))).all()
        assert sorted(marked) == sorted([finished, left])
        assert (respondieron(session, number), contar(session, number).parciales) == (2, 1)
        assert len(leer_hojas(session, number)) == 2
        assert session.scalar(select(func.count()).select_from(Hoja)) == 5
    with pytest.raises(ClaveDestruidaError):
        pueblo.claves.token(number, finished)


def test_once_closed_nothing_but_its_answers_tells_one_sheet_from_another(pueblo: Pueblo) -> None:
    people = pueblo.people(6)
    number = pueblo.draft()
    pueblo.launch(number)
    for n, chat in enumerate(people):
        pueblo.sheet(number, chat, EstadoHoja.COMPLETA, "si" if n else "no")
        with pueblo.database.write() as session:
            session.get_one(Hoja, pueblo.claves.token(number, chat)).actual = "util" if n == 3 else None
    close(pueblo, number)
    with pueblo.database.read() as session:
        sheets = session.scalars(select(Hoja)).all()
        assert len({(sheet.estado, sheet.consiente, sheet.actual) for sheet in sheets}) == 1
        assert Counter(row.valor["opciones"][0] for row in session.scalars(select(Respuesta))) == {"si": 5, "no": 1}
        if session.get_bind().dialect.name == "postgresql":
            for table in ("hojas", "respuestas"):
                assert session.scalar(text(f"select count(distinct xmin::text) from {table}")) == 1
                placed = session.scalars(text(f"select token from {table} order by ctid")).all()
                assert placed == sorted(placed)


def test_cancelling_forgets_what_was_answered(pueblo: Pueblo) -> None:
    people = pueblo.people(2)
    number = pueblo.draft()
    pueblo.launch(number)
    pueblo.sheet(number, people[0], EstadoHoja.COMPLETA)
    change(pueblo, number, lambda session, campana: campanas.cancelar(session, campana, FRIDAY))
    with pueblo.database.read() as session:
        assert session.scalar(select(func.count()).select_from(Hoja)) == 0
        assert session.scalar(select(func.count()).select_from(Aviso)) == 0
        assert contar(session, number).completas == 0
    assert pueblo.campaign(number).estado == EstadoCampana.CANCELADA
    assert pueblo.launch(pueblo.draft()) == 2
