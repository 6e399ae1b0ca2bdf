"""Somebody with every published number of a survey, its branches and its crossings, and a solver of linear programs."""

from __future__ import annotations

import math
from collections.abc import Callable
from itertools import product

import numpy as np
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from municipio.encuestas.celdas import pequena
from municipio.encuestas.cortes import Corte, cortes
from municipio.encuestas.plantilla import Pregunta
from municipio.encuestas.tablas import Tabla, tablas
from tests.encuestas.datos import Hoja, eligen, encuesta, pregunta, veces

MINIMO = 5
ENDS = [{"si": {"opciones": ["c"]}, "a": "fin"}]
SURVEY = encuesta(
    pregunta("zona", opciones="ur"),
    pregunta("p", opciones="abc", obligatoria=True, saltos=ENDS, no_sabe=False),
    pregunta("q", opciones="xyz", obligatoria=True, no_sabe=False),
)
Atom = tuple[str, str, str]
"""What somebody answers to each question; empty: nothing. Everybody answers all that she is asked."""
ATOMS: list[Atom] = [*product(("u", "r", ""), "ab", "xyz"), *((z, "c", "") for z in ("u", "r", ""))]
PLACE = {"zona": 0, "p": 1, "q": 2}
Test = Callable[[Atom], bool]


def sheets(counts: list[int]) -> list[Hoja]:
    """The sheets of so many people of each kind."""
    return [
        {clave: {"opciones": [atom[i]]} for clave, i in PLACE.items() if atom[i]}
        for atom, n in zip(ATOMS, counts, strict=True)
        for _ in range(n)
    ]


def published(found: list[Tabla], crossed: list[Corte], total: int) -> list[tuple[Test, int]]:
    """What is told, as equations: the people for whom the test holds are so many."""
    equations: list[tuple[Test, int]] = [(lambda atom: True, total)]
    for table in found:
        place = PLACE[table.pregunta.clave]
        if table.n is not None and not table.sobre_todas:
            equations.append((lambda atom, i=place: bool(atom[i]), table.n))  # type: ignore[misc]
        equations += [(_among(place, row.claves), row.cuenta or 0) for row in table.filas]
    for corte in crossed:
        equations += _of_crossing(corte)
    return equations


def _among(place: int, keys: tuple[str, ...]) -> Test:
    return lambda atom: atom[place] in keys


def _of_crossing(corte: Corte) -> list[tuple[Test, int]]:
    rows = [_keys(corte.pregunta, text) for text, _ in corte.filas]
    columns = [_keys(corte.por, text) for text in corte.columnas]
    first, second = PLACE[corte.pregunta.clave], PLACE[corte.por.clave]
    return [
        (_both(_among(first, row), _among(second, column)), counts[j])
        for row, (_, counts) in zip(rows, corte.filas, strict=True)
        for j, column in enumerate(columns)
    ]


def _both(one: Test, other: Test) -> Test:
    return lambda atom: one(atom) and other(atom)


def _keys(question: Pregunta, text: str) -> tuple[str, ...]:
    """The options that a name speaks of; «Sin dato» and «No llegaron…» are those without answer."""
    named = tuple(o.clave for o in question.alternativas if o.texto in text)
    return (*named, "") if "Sin dato" in text or "No llegaron" in text else named


def secrets() -> list[Test]:
    """What must not be found out: who chose each option, alone and with each zone."""
    alone = [(_among(PLACE[p.clave], (o.clave,))) for p in SURVEY.preguntas for o in p.alternativas]
    zones = [_among(0, (zone,)) for zone in ("u", "r", "")]
    both = [_both(_among(PLACE[k], (o,)), zone) for k, os in (("p", "abc"), ("q", "xyz")) for o in os for zone in zones]
    return [*alone, *both]


def bounds(equations: list[tuple[Test, int]], secret: Test) -> tuple[int, int]:
    """The least and the most that a secret may be."""
    matrix = np.array([[float(test(atom)) for atom in ATOMS] for test, _ in equations])
    cost = np.array([float(secret(atom)) for atom in ATOMS])
    told = [n for _, n in equations]
    low, high = (linprog(sign * cost, A_eq=matrix, b_eq=told, method="highs").fun for sign in (1, -1))
    return math.ceil(low - 1e-6), math.floor(-high + 1e-6)


people = st.lists(st.sampled_from([0, 0, 1, 2, 3, 4, 6, 9, 14]), min_size=len(ATOMS), max_size=len(ATOMS))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(people)
def test_no_small_count_can_be_worked_out(counts: list[int]) -> None:
    given_ = sheets(counts)
    equations = published(tablas(SURVEY, given_, MINIMO), cortes(SURVEY, given_, MINIMO), len(given_))
    for test, n in equations:
        assert sum(c for atom, c in zip(ATOMS, counts, strict=True) if test(atom)) == n, "it is not true"
    for secret in secrets():
        true = sum(c for atom, c in zip(ATOMS, counts, strict=True) if secret(atom))
        if pequena(true, MINIMO):
            low, high = bounds(equations, secret)
            assert low < high


def test_how_many_came_to_a_question_does_not_tell_who_was_sent_away() -> None:
    """Three answered «c» and went to the end: the next question does not say over how many it is."""
    given_ = [*veces({"c": 3}), *[eligen("p", "a") | eligen("q", x) for x in "xxxyyyz" for _ in range(6)]]
    found = {t.pregunta.clave: t for t in tablas(SURVEY, given_, MINIMO)}
    assert found["p"].filas == ()
    assert found["q"].sobre_todas
    assert found["q"].n == 45
    told = [(row.texto, row.cuenta) for row in found["q"].filas]
    assert told == [("No llegaron a esta pregunta o Opción Z", 9), ("Opción X", 18), ("Opción Y", 18)]


def test_branches_that_are_large_are_told_apart_and_small_answers_within_one_are_not() -> None:
    ends = [{"si": {"opciones": ["b", "c"]}, "a": "fin"}]
    survey = encuesta(pregunta("p", opciones="abc", saltos=ends), pregunta("q", opciones="xy"))
    given_ = [*veces({"b": 12, "c": 3}), *[eligen("p", "a") | eligen("q", x) for x in "xy" for _ in range(20)]]
    first, second = tablas(survey, given_, MINIMO)
    assert [(row.claves, row.cuenta) for row in first.filas] == [(("a",), 40), (("b", "c"), 15)]
    assert (second.n, [row.cuenta for row in second.filas]) == (40, [20, 20])
