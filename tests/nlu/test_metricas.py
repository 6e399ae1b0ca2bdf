"""The measures of nlu/metrics.py on cases small enough to count by hand."""

from __future__ import annotations

from tests.nlu.frases import module

metrics = module("metrics")


def _case(intent: str, facet: str | None = None, **more: object) -> object:
    return metrics.Case.from_json({"text": "…", "intent": intent, "facet": facet, **more})


def _seen(*facets: tuple[str, float], **intents: float) -> object:
    return metrics.Seen(intents, facets)


def test_an_acceptable_alternative_counts_as_right() -> None:
    also = [{"intent": "consultar_tramite", "facet": "donde"}]
    cases = [_case("atencion", None, also=also), _case("saludo")]
    report = metrics.measure(cases, [_seen(("donde", 0.9), consultar_tramite=0.8), _seen(gracias=0.6, saludo=0.4)])
    assert metrics.accuracy(report.intents) == 0.5
    assert metrics.worst(report.intents) == [("saludo", "gracias", 1)]
    assert metrics.accuracy(report.facets) == 1.0


def test_a_danger_is_seen_from_thirty_per_cent_on() -> None:
    cases = [_case("emergencia"), _case("emergencia"), _case("pqrsd")]
    seen = [_seen(emergencia=0.3, pqrsd=0.7), _seen(emergencia=0.29, pqrsd=0.71), _seen(emergencia=0.31, pqrsd=0.69)]
    numbers = metrics.measure(cases, seen).numbers()
    assert (numbers["emergency_recall"], numbers["emergency_false_alarms"]) == (0.5, 1.0)


def test_two_questions_need_both_facets_and_one_question_none_more() -> None:
    two = _case("consultar_tramite", "costo", facets=["costo", "tiempo"])
    one = _case("consultar_tramite", "costo")
    seen = _seen(("costo", 0.9), ("tiempo", 0.8), ("pasos", 0.1), consultar_tramite=1.0)
    numbers = metrics.measure([two, one], [seen, seen]).numbers()
    assert (numbers["several_facets_right"], numbers["second_facet_invented"]) == (1.0, 1.0)


def test_flat_names_of_a_stock_pipeline_are_added_up() -> None:
    ranking = [{"name": n, "confidence": c} for n, c in (("a+x", 0.3), ("b", 0.4), ("a+y", 0.2))]
    seen = metrics.Seen.from_parse({"intent_ranking": ranking})
    assert seen.intent == "a"
    assert [name for name, _ in seen.facets] == ["x", "y"]
    assert seen.facets[0][1] == 0.6


def test_precision_recall_and_f1() -> None:
    cases = [_case("saludo"), _case("saludo"), _case("gracias")]
    report = metrics.measure(cases, [_seen(saludo=1.0), _seen(gracias=1.0), _seen(gracias=1.0)])
    assert metrics.table(report.intents) == [
        ("gracias", 1, 0.5, 1.0, 2 * 0.5 / 1.5),
        ("saludo", 2, 1.0, 0.5, 2 * 0.5 / 1.5),
    ]
