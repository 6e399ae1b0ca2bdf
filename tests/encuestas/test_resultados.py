"""What may be told of a campaign in a database: exact when closed, inexact while open, and beside the one before."""

from __future__ import annotations

import random
from datetime import timedelta

import pytest
import yaml
from sqlalchemy.orm import Session

from municipio.db.engine import Database
from municipio.encuestas import campana as campanas
from municipio.encuestas import comentarios, hojas, publicar, resultados
from municipio.encuestas.modelo import Campana, EstadoCampana, Via
from municipio.encuestas.resultados import Resultados
from municipio.municipios.registro import Municipio
from tests.conftest import ROOT
from tests.encuestas.campanas import NOVEMBER, campana, responder
from tests.encuestas.campanas_de_prueba import FRIDAY, Pueblo
from tests.encuestas.datos import Hoja, encuesta, pregunta, veces

TOWN = Municipio.model_validate(
    yaml.safe_load((ROOT / "data" / "municipios" / "alvarado" / "municipio.yml").read_text(encoding="utf-8"))
)
SURVEY = encuesta(pregunta("p", opciones="abc"), pregunta("t", tipo="texto"))
YEAR = timedelta(days=365)


def told(session: Session, one: Campana, seed: int = 1, town: Municipio = TOWN) -> Resultados:
    resultados.preparar(session, town, one, random.Random(seed))
    return resultados.leer(session, one)


def parts(found: Resultados) -> list[float | None]:
    return [row.parte for row in found.tablas[0].filas]


def counts(found: Resultados) -> list[int | None]:
    return [row.cuenta for row in found.tablas[0].filas]


def test_a_closed_campaign_is_exact_with_its_partial_sheets(database: Database) -> None:
    with database.write() as session:
        one = campana(session, "alvarado", SURVEY, veces({"a": 10, "b": 20, "c": 7}), parciales=3)
        found = told(session, one)
        assert (found.final, found.n, found.disposiciones.parciales) == (True, 37, 3)
        assert counts(found) == [10, 20, 7]


def test_an_open_one_waits_for_answers_and_then_keeps_its_view(sqlite: Database) -> None:
    with sqlite.write() as session:
        one = campana(session, "alvarado", SURVEY, veces({"a": 19}), estado=EstadoCampana.EN_CURSO)
        assert told(session, one).tablas[0].filas == ()
        responder(session, one, veces({"b": 1}), de=100)
        first = parts(told(session, one))
        responder(session, one, veces({"b": 9}), de=200)
        assert parts(told(session, one, seed=2)) == first
        responder(session, one, veces({"b": 1}), de=300)
        assert parts(told(session, one, seed=2)) != first
        assert counts(told(session, one)) == [None, None, None]


def test_the_least_count_of_the_municipality_is_that_of_the_first_look(sqlite: Database) -> None:
    with sqlite.write() as session:
        strict = TOWN.model_copy(update={"celda_minima": 10})
        one = campana(session, "alvarado", SURVEY, veces({"a": 20, "b": 6, "c": 7}))
        assert counts(told(session, one, town=strict)) == [20, 13]
        assert counts(told(session, one)) == [20, 13]


@pytest.mark.parametrize("least", [2, 0])
def test_the_least_count_is_three_or_more(least: int) -> None:
    with pytest.raises(ValueError, match="celda_minima"):
        Municipio.model_validate({**TOWN.model_dump(), "celda_minima": least})


def test_beside_the_one_before_only_what_was_asked_with_the_same_words(sqlite: Database) -> None:
    same, other = pregunta("p", opciones="ab"), pregunta("q", opciones="ab")
    changed = other.model_copy(update={"texto": "¿Qué dice ahora de q?"})
    sheets = [{**p, **q} for p, q in zip(veces({"a": 10, "b": 30}), veces({"a": 20, "b": 20}, "q"), strict=True)]
    now = [
        {**p, **q, **r}
        for p, q, r in zip(
            veces({"a": 20, "b": 20}), veces({"a": 20, "b": 20}, "q"), veces({"a": 20, "b": 20}, "r"), strict=True
        )
    ]
    with sqlite.write() as session:
        campana(session, "alvarado", encuesta(same, other), sheets, desde=NOVEMBER - YEAR)
        campana(session, "aguazul", encuesta(same, other), sheets, desde=NOVEMBER - YEAR / 2)
        one = campana(session, "alvarado", encuesta(same, changed, pregunta("r", opciones="ab")), now)
        found = told(session, one).comparacion
        assert found is not None
        assert (found.con.municipio, found.n) == ("alvarado", 40)
        first, second, third = found.preguntas
        assert [(row.texto, row.antes, row.ahora) for row in first.filas] == [
            ("Opción A", 0.25, 0.5),
            ("Opción B", 0.75, 0.5),
        ]
        assert (second.motivo, second.filas) == ("cambio", ())
        assert (third.motivo, third.filas) == ("nueva", ())


def test_the_first_of_its_template_has_nothing_beside_it(sqlite: Database) -> None:
    with sqlite.write() as session:
        assert told(session, campana(session, "alvarado", SURVEY, veces({"a": 10}))).comparacion is None


def texts(*words: str) -> list[Hoja]:
    return [{"t": {"texto": word}} for word in words]


SAID = texts("Muy bien", "La señora Rosalba no atiende", "Falta el horario", "Más cursos", "=1+1")


def test_comments_come_one_by_one_without_names_and_out_only_when_let(sqlite: Database) -> None:
    with sqlite.write() as session:
        one = campana(session, "alvarado", SURVEY, SAID)
        read = comentarios.todos(session, one, 5)
        assert {c.texto for c in read} >= {"La señora [nombre] no atiende", "Falta el horario"}
        assert comentarios.publicados(session, one, 5) == []
        for comment in read[:2]:
            assert comentarios.marcar(session, one, comment.clave, publicar=True)
        assert comentarios.marcar(session, one, read[0].clave, publicar=False)
        assert not comentarios.marcar(session, one, "no-existe", publicar=True)
        assert [c.clave for c in comentarios.publicados(session, one, 5)] == [read[1].clave]


@pytest.mark.parametrize(
    ("sheets", "estado"), [(SAID[:4], EstadoCampana.CERRADA), (SAID, EstadoCampana.EN_CURSO)], ids=["few", "open"]
)
def test_few_comments_and_those_of_an_open_survey_are_not_read(
    sqlite: Database, sheets: list[Hoja], estado: EstadoCampana
) -> None:
    with sqlite.write() as session:
        assert comentarios.todos(session, campana(session, "alvarado", SURVEY, sheets, estado=estado), 5) == []


def test_from_the_launch_to_the_results_and_to_who_is_told_of_them(pueblo: Pueblo) -> None:
    """With the real sheets: eighteen answer, two refuse, one only begins."""
    chats = pueblo.people(21)
    number = pueblo.draft()
    pueblo.launch(number)
    with pueblo.database.write() as session:
        one = session.get_one(Campana, number)
        for i, chat in enumerate(chats[:18]):
            sheet = hojas.abrir(session, pueblo.claves, one, chat, Via.INVITACION)
            assert sheet.actual is not None
            sheet.responder(sheet.actual, {"opciones": ["si" if i < 12 else "no"]})
        for chat in chats[18:20]:
            hojas.rechazar(session, pueblo.claves, one, chat)
        hojas.abrir(session, pueblo.claves, one, chats[20], Via.INVITACION)
    with pueblo.database.write() as session:
        one = session.get_one(Campana, number)
        campanas.cerrar(session, pueblo.claves, one, FRIDAY + timedelta(days=3))
        resultados.preparar(session, pueblo.municipio, one)
    pueblo.claves.destruir(number)
    with pueblo.database.write() as session:
        one = session.get_one(Campana, number)
        found = resultados.leer(session, one)
        assert (found.n, found.disposiciones.rechazadas, found.disposiciones.publico) == (18, 2, 21)
        assert counts(found) == [12, 6]
        assert publicar.publicar(session, one, "https://a.gov.co", {"text": "Ya salieron"}, FRIDAY, FRIDAY) == 18
        assert publicar.publicar(session, one, "https://b.gov.co", {"text": "Ya salieron"}, FRIDAY, FRIDAY) == 0
