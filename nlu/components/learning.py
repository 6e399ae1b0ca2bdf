"""From labelled sentences to an `Interpreter`. Needs scikit-learn; reading with the result does not."""

from __future__ import annotations

import math
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from nlu.components import clauses, linear
from nlu.components.features import Grams, Vocabulary
from nlu.components.interpreter import Interpreter
from nlu.components.noise import noisy
from nlu.components.text import normalise

TRAMITE = "consultar_tramite"
EMERGENCY = "emergencia"
OFF_TOPIC = "fuera_de_tema"
_CLAUSE, _OFF_TOPIC_CLAUSE = 3, 6
"""Words of a clause at least, to be learnt as a sentence."""
_JOINTS = (" y ", ", ", ". ", "? ", " pero ", " y además ", " ")


@dataclass(frozen=True)
class Recipe:
    """How to learn. Every field may be set in `nlu/config.yml`; docs/adr/0002-nlu-pipeline.md says why these."""

    words: tuple[int, int] = (1, 3)
    chars: tuple[int, int] = (2, 5)
    min_documents: int = 2
    c: float = 10.0
    """Inverse strength of the regularisation."""
    balance: float = 0.8
    """0: labels count as often as they occur; 1: each label counts the same."""
    noisy_copies: int = 0
    noise_weight: float = 0.3
    clause_weight: float = 0.3
    """Weight of each clause of a sentence as a sentence of the same intent; 0 leaves them out."""
    mixed: int = 400
    """Pairs of a trámite and a danger, labelled as danger, and as many pairs of two trámites."""
    mixed_weight: float = 0.3
    danger: float = 2.5
    """The odds of an emergency are multiplied by this: one missed costs more than some false alarms."""
    intent_temperature: float = 0.7
    facet_temperature: float = 0.7
    """Below 1, probabilities are surer than the model says. Chosen on the development set."""
    clause_facet: float = 0.8
    seed: int = 7


Sentences = Sequence[tuple[str, str]]
"""Pairs of text and flat label (`intent` or `intent/facet`)."""
_Weighted = tuple[str, str, float]


def learn(sentences: Sentences, recipe: Recipe) -> Interpreter:
    """An interpreter learnt from `sentences`."""
    texts = [normalise(text) for text, _ in sentences]
    vocabulary = Vocabulary.fit(texts, Grams(recipe.words, recipe.chars), recipe.min_documents)
    intents = [(text, label.partition("/")[0]) for text, label in sentences]
    facets = [(text, label.partition("/")[2]) for text, label in sentences if "/" in label]
    dice = random.Random(recipe.seed)
    of_intents = [*_once(intents), *_clauses(intents, recipe), *_mixed(intents, recipe, dice)]
    of_intents += _noisy(intents, recipe, dice)
    return Interpreter(
        vocabulary,
        _wary(_fit(of_intents, vocabulary, recipe, recipe.intent_temperature), recipe.danger),
        _fit([*_once(facets), *_noisy(facets, recipe, dice)], vocabulary, recipe, recipe.facet_temperature),
        recipe.clause_facet,
    )


def folds(sentences: Sentences, count: int, seed: int) -> list[tuple[list[tuple[str, str]], list[tuple[str, str]]]]:
    """`count` splits into training and held-out sentences, each label spread evenly."""
    dice = random.Random(seed)
    order = sorted(range(len(sentences)), key=lambda n: (sentences[n][1], dice.random()))
    fold_of = {n: place % count for place, n in enumerate(order)}
    return [
        (
            [sentence for n, sentence in enumerate(sentences) if fold_of[n] != fold],
            [sentence for n, sentence in enumerate(sentences) if fold_of[n] == fold],
        )
        for fold in range(count)
    ]


def _fit(examples: Sequence[_Weighted], vocabulary: Vocabulary, recipe: Recipe, heat: float) -> linear.LinearModel:
    rows = [vocabulary.row(normalise(text)) for text, _, _ in examples]
    labels = [label for _, label, _ in examples]
    weights = [weight for _, _, weight in examples]
    return linear.fit(rows, labels, weights, vocabulary.size, recipe.c, recipe.balance, heat)


def _wary(model: linear.LinearModel, danger: float) -> linear.LinearModel:
    """The model with the odds of an emergency multiplied by `danger`."""
    shift = np.array([math.log(danger) * model.temperature if label == EMERGENCY else 0 for label in model.labels])
    return replace(model, intercepts=(model.intercepts + shift).astype(np.float32))


def _once(sentences: Sentences) -> Iterator[_Weighted]:
    return ((text, label, 1.0) for text, label in sentences)


def _clauses(sentences: Sentences, recipe: Recipe) -> Iterator[_Weighted]:
    """The longer clauses of each sentence: a piece of a story wants what the story wants.

    Of what is off-topic only the longest: «cuánto se demora» alone is no less a question of ours.
    """
    if recipe.clause_weight <= 0:
        return
    for text, label in sentences:
        parts = clauses.split(text)
        least = _OFF_TOPIC_CLAUSE if label == OFF_TOPIC else _CLAUSE
        if len(parts) > 1:
            yield from ((part, label, recipe.clause_weight) for part in parts if len(part.split()) >= least)


def _mixed(sentences: Sentences, recipe: Recipe, dice: random.Random) -> Iterator[_Weighted]:
    """A danger told among other things is a danger; two other things are not (or length alone would alarm)."""
    dangers = [text for text, label in sentences if label == EMERGENCY]
    others = [text for text, label in sentences if label == TRAMITE and len(text.split()) > 3]
    if not dangers or not others:
        return
    for _ in range(recipe.mixed):
        pair = [dice.choice(dangers), dice.choice(others)]
        dice.shuffle(pair)
        yield dice.choice(_JOINTS).join(pair), EMERGENCY, recipe.mixed_weight
        yield dice.choice(_JOINTS).join(dice.sample(others, 2)), TRAMITE, recipe.mixed_weight


def _noisy(sentences: Sentences, recipe: Recipe, dice: random.Random) -> Iterator[_Weighted]:
    for _ in range(recipe.noisy_copies):
        yield from ((noisy(text, dice), label, recipe.noise_weight) for text, label in sentences)
