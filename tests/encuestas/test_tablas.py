"""The table of each type of question: who is counted, what is joined, when there is a mean."""

from __future__ import annotations

import random
from collections import Counter
from typing import Any

import pytest

from municipio.encuestas.provisional import tablas_de, toca, vista
from municipio.encuestas.tablas import Tabla, tabla
from tests.encuestas.datos import Hoja, eligen, encuesta, pasos, pregunta, veces

Rows = list[tuple[str, int | None]]


def told(question: Any, sheets: list[Hoja], minimo: int = 5) -> Tabla:
    return tabla(question, [sheet.get(question.clave) for sheet in sheets], minimo)


def rows(found: Tabla) -> Rows:
    return [(row.texto, row.cuenta) for row in found.filas]


def test_one_choice() -> None:
    found = told(pregunta(opciones="abc"), veces({"a": 20, "b": 10, "c": 0}))
    assert rows(found) == [("Opción A", 20), ("Opción B", 10), ("Opción C", 0)]
    assert [round(row.parte or 0, 2) for row in found.filas] == [0.67, 0.33, 0]


def test_not_knowing_and_passing_over_are_no_answers() -> None:
    sheets: list[Hoja] = [*veces({"a": 10, "b": 10, "no-sabe": 4}), {"p": {}}, {}]
    assert told(pregunta(opciones="ab"), sheets).n == 20


def test_small_ones_are_told_together_by_their_names() -> None:
    found = told(pregunta(opciones="abcd"), veces({"a": 20, "b": 2, "c": 4, "d": 10}))
    assert rows(found) == [("Opción A", 20), ("Opción B o Opción C", 6), ("Opción D", 10)]


def test_many_small_ones_are_told_as_others() -> None:
    found = told(pregunta(opciones="abcdef"), veces({"a": 20, "b": 1, "c": 2, "d": 2, "e": 1, "f": 9}))
    assert rows(found) == [("Opción A", 20), ("Otras 4 respuestas, juntas", 6), ("Opción F", 9)]


def test_fewer_than_the_least_is_nothing() -> None:
    found = told(pregunta(opciones="ab"), veces({"a": 3, "b": 1}))
    assert (found.n, found.filas) == (None, ())


def test_a_scale_joins_neighbours_and_has_a_mean_only_when_whole_and_of_thirty() -> None:
    question = pregunta(tipo="escala")
    assert told(question, pasos((5, 5, 5, 5, 10))).media == pytest.approx(100 / 30)
    assert told(question, pasos((5, 5, 5, 5, 9))).media is None
    joined = told(question, pasos((2, 7, 10, 10, 10)))
    assert rows(joined)[:2] == [("Muy malo o Malo", 9), ("Regular", 10)]
    assert joined.media is None
    assert rows(told(question, pasos((2, 2, 3, 10, 20))))[0] == ("De Muy malo a Regular", 7)


def test_a_recommendation_is_told_in_three_groups_with_its_balance() -> None:
    sheets = [{"p": {"numero": n}} for n in [0] * 5 + [6] * 5 + [7] * 10 + [10] * 20]
    found = told(pregunta(tipo="recomendacion"), sheets)
    assert [row.cuenta for row in found.filas] == [10, 10, 20]
    assert found.saldo == 25


def test_of_several_choices_each_one_is_told_and_the_extremes_are_not() -> None:
    sheets = [
        eligen("p", "a", *("b" if i < 20 else ()), *("c" if i < 3 else ()), *("d" if i > 2 else ())) for i in range(40)
    ]
    found = told(pregunta(tipo="multiple", opciones="abcde"), sheets)
    assert [(row.cuenta, row.reserva) for row in found.filas] == [
        (40, ""),
        (20, ""),
        (None, "pocas"),
        (None, "casi_todas"),
        (0, ""),
    ]


def test_when_all_choices_together_would_tell_a_small_one_nothing_is_told() -> None:
    """Everybody chose one: those of «c» are who is left."""
    found = told(pregunta(tipo="multiple", opciones="abc"), veces({"a": 20, "b": 16, "c": 4}))
    assert (found.n, found.filas) == (40, ())


def test_a_ranking_is_told_by_first_places_and_by_mean_places() -> None:
    sheets = [eligen("p", *order) for order in ["abc"] * 20 + ["bca"] * 10 + ["cab"] * 10]
    found = told(pregunta(tipo="orden", opciones="abc"), sheets)
    assert [row.cuenta for row in found.filas] == [20, 10, 10]
    assert found.puestos == (("Opción A", 1.75), ("Opción B", 2.0), ("Opción C", 2.25))


def test_numbers_are_told_in_open_ranges_that_do_not_tell_the_extremes() -> None:
    ages = [18] * 5 + [25] * 10 + [33] * 10 + [41] * 6 + [98]
    found = told(pregunta(tipo="numero"), [{"p": {"numero": age}} for age in ages])
    assert sum(row.cuenta or 0 for row in found.filas) == 32
    assert not any("98" in row.texto for row in found.filas)
    assert found.filas[0].texto.startswith("Menos de")
    assert found.filas[-1].texto.endswith("o más")


def test_dates_are_told_by_month() -> None:
    days = ["2026-01-10"] * 6 + ["2026-02-03"] * 7 + ["2026-04-30"] * 8
    found = told(pregunta(tipo="fecha"), [{"p": {"fecha": day}} for day in days])
    assert rows(found) == [
        ("enero de 2026 o antes", 6),
        ("febrero de 2026", 7),
        ("marzo de 2026", 0),
        ("abril de 2026 o después", 8),
    ]


def test_a_vereda_needs_ten() -> None:
    sheets = [*veces({"a": 20, "b": 9, "c": 6}), *[{"p": {"texto": "por la quebrada"}} for _ in range(12)]]
    found = told(pregunta(tipo="lugar", opciones="abc"), sheets)
    assert rows(found) == [("Opción A", 20), ("Opción B o Opción C", 15), ("Otro lugar", 12)]


def test_of_a_text_only_how_many_wrote() -> None:
    found = told(pregunta(tipo="texto"), [{"p": {"texto": "algo"}} for _ in range(7)] + [{}])
    assert (found.n, found.filas) == (7, ())


def test_an_open_survey_is_told_without_counts_in_twentieths() -> None:
    survey = encuesta(pregunta(opciones="ab"), pregunta("t", tipo="texto"))
    sheets = veces({"a": 60, "b": 40})
    found, text = tablas_de(survey, vista(survey, sheets, 5, random.Random(1)))
    assert [(row.cuenta, row.parte) for row in found.filas] == [(None, 0.6), (None, 0.4)]
    assert (found.n, text.n, text.filas) == (None, None, ())


def test_two_looks_at_an_open_survey_prove_nothing() -> None:
    """One more answers «a». Whatever view there was, there is a chance of it with either answer."""
    survey = encuesta(pregunta(opciones="ab"))
    seen = [
        Counter(
            tuple(vista(survey, veces(counts), 5, random.Random(seed))["preguntas"]["p"][1:]) for seed in range(4000)
        )
        for counts in ({"a": 21, "b": 20}, {"a": 20, "b": 21})
    ]
    often = [view for view, n in seen[0].most_common(30)]
    assert all(seen[1][view] for view in often)


def test_a_view_stays_until_enough_people_more_answer() -> None:
    assert [toca(None, n, 5) for n in (19, 20)] == [False, True]
    assert [toca({"n": 20}, n, 5) for n in (29, 30)] == [False, True]
