"""Nothing that is told of a survey gives back how many did what only a few did."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import combinations, product

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from municipio.encuestas.celdas import pequena
from municipio.encuestas.comparar import comparar
from municipio.encuestas.cortes import cortes
from municipio.encuestas.modelo import Campana
from municipio.encuestas.tablas import tablas
from tests.encuestas.atacante import Atom, Attacker
from tests.encuestas.datos import eligen, encuesta, pregunta, veces

MINIMO = 5
ENDS = [{"si": {"opciones": ["c"]}, "a": "fin"}]
STEPS = ["Paso uno", "Paso dos", "Paso tres", "Paso cuatro", "Paso cinco"]
ZONES: list[tuple[str, ...]] = [("u",), ("r",), ()]
BRANCHES = Attacker(
    encuesta(
        pregunta("zona", opciones="ur"),
        pregunta("p", opciones="abc", obligatoria=True, saltos=ENDS, no_sabe=False),
        pregunta("q", opciones="xyz", obligatoria=True, no_sabe=False),
    ),
    [*((z, (p,), (q,)) for z, p, q in product(ZONES, "ab", "xyz")), *((z, ("c",), ()) for z in ZONES)],
    MINIMO,
)
"""Some are asked no more; everybody answers all that she is asked, but where she lives."""
TWO_AT_MOST: list[tuple[str, ...]] = [keys for n in range(3) for keys in combinations("xyz", n)]
SCALES = Attacker(
    encuesta(
        pregunta("zona", opciones="ur"),
        pregunta("s", "escala", etiquetas=STEPS),
        pregunta("m", "multiple", opciones="xyz", maximo=2),
    ),
    [(z, s, m) for z, s, m in product(ZONES, [(str(n),) for n in range(1, 6)], TWO_AT_MOST)],
    MINIMO,
)
"""A mark of five steps, and one choice, two or none."""


def crowds(attacker: Attacker) -> st.SearchStrategy[list[int]]:
    """How many people there are of each kind: of some kinds few or many, of the others none."""
    kinds = range(len(attacker.atoms))
    there = st.dictionaries(st.sampled_from(kinds), st.sampled_from([1, 2, 3, 4, 6, 9, 14]), min_size=3, max_size=24)
    return there.map(lambda counts: [counts.get(kind, 0) for kind in kinds])


def of_kinds(attacker: Attacker, counts: Mapping[Atom, int]) -> list[int]:
    """So many people of these kinds."""
    return [counts.get(atom, 0) for atom in attacker.atoms]


def finds_out_nothing_small(attacker: Attacker, counts: list[int]) -> None:
    """Its equations are true, and leave open whatever is small."""
    given_ = attacker.sheets(counts)
    told = attacker.reads(tablas(attacker.survey, given_, MINIMO), cortes(attacker.survey, given_, MINIMO), len(given_))
    for one in told:
        assert one.least <= attacker.holds(one.test, counts) <= one.most, "it is not true"
    for secret in attacker.secrets("zona"):
        if pequena(attacker.holds(secret, counts), MINIMO):
            low, high = attacker.bounds(told, secret)
            assert low < high


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(crowds(BRANCHES))
def test_with_branches_no_small_count_can_be_worked_out(counts: list[int]) -> None:
    finds_out_nothing_small(BRANCHES, counts)


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@example(of_kinds(SCALES, {(("u",), ("1",), ("x",)): 4, (("u",), ("1",), ("y",)): 4}))
@given(crowds(SCALES))
def test_nor_with_a_scale_and_several_choices(counts: list[int]) -> None:
    finds_out_nothing_small(SCALES, counts)


@pytest.mark.parametrize("attacker", [BRANCHES, SCALES])
def test_the_attacker_finds_what_is_not_hidden(attacker: Attacker) -> None:
    counts = [3, *[0] * (len(attacker.atoms) - 2), 40]
    given_ = attacker.sheets(counts)
    told = attacker.reads(tablas(attacker.survey, given_, 1), cortes(attacker.survey, given_, 1), len(given_))
    small = [secret for secret in attacker.secrets("zona") if pequena(attacker.holds(secret, counts), MINIMO)]
    assert small
    assert all(attacker.bounds(told, secret) == (3, 3) for secret in small)


@settings(max_examples=100, deadline=None)
@given(crowds(SCALES), crowds(SCALES))
def test_a_comparison_tells_of_each_campaign_what_its_own_tables_tell(before: list[int], now: list[int]) -> None:
    then, today = (tablas(SCALES.survey, SCALES.sheets(counts), MINIMO) for counts in (before, now))
    for compared in comparar(Campana(), sum(before), then, today).preguntas:
        for row in compared.filas:
            for tables, part in ((then, row.antes), (today, row.ahora)):
                own = next(table for table in tables if table.pregunta.clave == compared.pregunta.clave)
                assert (row.texto, part) in {(one.texto, one.parte) for one in own.filas}


def test_with_plenty_of_people_all_of_it_is_compared() -> None:
    then, today = (tablas(SCALES.survey, SCALES.sheets([n] * len(SCALES.atoms)), MINIMO) for n in (2, 3))
    rows = {one.pregunta.clave: len(one.filas) for one in comparar(Campana(), 210, then, today).preguntas}
    assert rows == {"zona": 2, "s": 5, "m": 3}


def test_how_many_came_to_a_question_does_not_tell_who_was_sent_away() -> None:
    """Three answered «c» and went to the end: the next question does not say over how many it is."""
    given_ = [*veces({"c": 3}), *[eligen("p", "a") | eligen("q", x) for x in "xxxyyyz" for _ in range(6)]]
    found = {t.pregunta.clave: t for t in tablas(BRANCHES.survey, given_, MINIMO)}
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
