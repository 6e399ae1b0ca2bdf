"""What the model learns from: known labels, enough of each, nothing twice, nothing from the evaluation sets."""

from __future__ import annotations

import json
from collections import Counter, defaultdict

import yaml

from municipio.texto import normalizar
from tests.nlu.frases import ROOT, en_los_archivos, frases

ENOUGH_PER_INTENT = 60
ENOUGH_PER_FACET = 100
COMMON_WORDS = 4
"""Shorter sentences («buenas tardes», «y cuánto vale») belong to everybody."""


def _labels() -> dict[str, list[str]]:
    labels: dict[str, list[str]] = yaml.safe_load((ROOT / "data" / "etiquetas.yml").read_text(encoding="utf-8"))
    return labels


def test_every_label_is_known() -> None:
    labels = _labels()
    assert {f.intent for f in frases()} <= set(labels["intents"])
    assert {f.facet for f in frases()} - {""} <= set(labels["facetas"])


def test_the_domain_lists_the_intents() -> None:
    domain = yaml.safe_load((ROOT / "nlu" / "domain.yml").read_text(encoding="utf-8"))
    assert domain["intents"] == _labels()["intents"]


def test_facets_belong_to_consultar_tramite_and_it_always_has_one() -> None:
    assert not [f for f in frases() if (f.intent == "consultar_tramite") != bool(f.facet)]


def test_every_intent_and_facet_has_enough_sentences() -> None:
    intents = Counter(f.intent for f in frases())
    facets = Counter(f.facet for f in frases() if f.facet)
    assert not [i for i in _labels()["intents"] if intents[i] < ENOUGH_PER_INTENT]
    assert not [f for f in _labels()["facetas"] if facets[f] < ENOUGH_PER_FACET]


def test_no_sentence_stands_twice_in_the_topics() -> None:
    where = defaultdict(list)
    for frase in en_los_archivos():
        if (ROOT / "nlu" / "data" / frase.source).is_file():
            where[normalizar(frase.text)].append(f"{frase.source}: {frase.label}: {frase.text}")
    assert not [places for places in where.values() if len(places) > 1]


def test_no_sentence_means_two_intents() -> None:
    meanings = defaultdict(set)
    for frase in en_los_archivos():
        meanings[normalizar(frase.text)].add(frase.intent)
    assert not {text: intents for text, intents in meanings.items() if len(intents) > 1}


def test_the_model_never_learns_one_sentence_with_two_labels() -> None:
    meanings = defaultdict(set)
    for frase in frases():
        meanings[normalizar(frase.text)].add(frase.label)
    assert not {text: labels for text, labels in meanings.items() if len(labels) > 1}


def test_no_sentence_is_empty_or_carries_entity_marks() -> None:
    assert not [f for f in frases() if not normalizar(f.text) or set(f.text) & set("[]{}")]


def test_nothing_was_copied_from_an_evaluation_set() -> None:
    """Told by label and file only: who mends the sentences must not read the sets."""
    kept_apart = set()
    for path in sorted((ROOT / "tests" / "evaluacion").glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            words = normalizar(json.loads(line)["text"])
            if len(words.split()) > COMMON_WORDS:
                kept_apart.add(words)
    copied = Counter(f"{f.source} ({f.label})" for f in frases() if normalizar(f.text) in kept_apart)
    assert dict(copied) == {}
