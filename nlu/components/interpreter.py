"""From a text to its intents and facets: the model at work. Knows nothing of Rasa."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from nlu.components import clauses
from nlu.components.features import Grams, Vocabulary
from nlu.components.linear import LinearModel, softmax
from nlu.components.text import normalise

NO_QUESTION = "resumen"
"""The facet of a text that asks nothing in particular: a clause never adds it."""
_ASKS = re.compile(r"\b(?:kuant\w+|kien|kienes|kual|kuales|kuando|komo|adonde|donde|ke|si|puede|pueden|puedo)\b|^\w+$")
"""A normalised clause that asks: it has a question word, or is a single word («requisitos»)."""
_SURE = 0.99
"""Of a clause's facet one is never surer than this."""
_LAST_CLAUSE, _OTHER_CLAUSE, _TAIL_WEIGHT = 1.0, 0.3, 0.4
"""Weights of what each part of a message seems to ask, beside the whole, which weighs 1."""
_TAIL = 10
"""Words at the end of a longer message."""
_DOUBT = 0.01
"""Added to each probability: no part alone rules a facet out."""
_ARRAYS = ("coefficients", "intercepts")


@dataclass(frozen=True)
class Interpreter:
    """Reads texts with one vocabulary and two linear models: which intent, and which facet if it is about a trámite."""

    vocabulary: Vocabulary
    intents: LinearModel
    facets: LinearModel
    clause_facet: float
    """A clause asks its own question when its facet is at least this sure."""

    def read(self, text: str) -> dict[str, Any]:
        """The keys that `/model/parse` adds: `intent`, `intent_ranking` (every intent), `facets`, `clauses`."""
        row = self.vocabulary.row(normalise(text))
        ranking = _ranking(self.intents.labels, self.intents.probabilities(*row))
        parts = clauses.split(text)
        facets = _ranking(self.facets.labels, self._asked(self.facets.probabilities(*row), text, parts))
        several = parts if len(parts) > 1 else []
        return {"intent": ranking[0], "intent_ranking": ranking, "facets": facets, "clauses": several}

    def _asked(self, whole: np.ndarray, text: str, parts: list[str]) -> np.ndarray:
        """The probability that each facet is asked, if the message is about a trámite.

        A story asks in the clauses that have a question word, above all in the last one, and at its end: those weigh
        beside the whole. A clause that asks something of its own adds its facet behind the first.
        """
        asking = [part for part in parts if _ASKS.search(normalise(part))] if len(parts) > 1 else []
        own = [self.facets.probabilities(*self.vocabulary.row(normalise(part))) for part in asking]
        votes = [(1.0, whole), *((_OTHER_CLAUSE, found) for found in own[:-1]), *((_LAST_CLAUSE, f) for f in own[-1:])]
        words = text.split()
        if len(words) > _TAIL + 4:
            row = self.vocabulary.row(normalise(" ".join(words[-_TAIL:])))
            votes.append((_TAIL_WEIGHT, self.facets.probabilities(*row)))
        asked = softmax(sum(weight * np.log(found + _DOUBT) for weight, found in votes))
        first = int(asked.argmax())
        for found in own:
            best = int(found.argmax())
            if found[best] >= self.clause_facet and self.facets.labels[best] != NO_QUESTION:
                asked[best] = max(asked[best], min(found[best], _SURE))
        if asked.argmax() != first:
            asked[first] = (1 + asked.max()) / 2
        return asked

    def save(self, folder: Path) -> None:
        """Write the model as numbers and names: no pickle, nothing that runs when it is read."""
        settings = {
            "words": self.vocabulary.grams.words,
            "chars": self.vocabulary.grams.chars,
            "clause_facet": self.clause_facet,
            "intents": {"labels": self.intents.labels, "temperature": self.intents.temperature},
            "facets": {"labels": self.facets.labels, "temperature": self.facets.temperature},
        }
        (folder / "settings.json").write_text(json.dumps(settings, ensure_ascii=False), encoding="utf-8")
        (folder / "names.txt").write_text("\n".join(self.vocabulary.names), encoding="utf-8")
        np.savez(
            folder / "weights.npz",
            idf=self.vocabulary.idf,
            intents_coefficients=self.intents.coefficients.astype(np.float16),
            intents_intercepts=self.intents.intercepts,
            facets_coefficients=self.facets.coefficients.astype(np.float16),
            facets_intercepts=self.facets.intercepts,
        )

    @classmethod
    def load(cls, folder: Path) -> Interpreter:
        """Read what `save` wrote."""
        settings = json.loads((folder / "settings.json").read_text(encoding="utf-8"))
        names = (folder / "names.txt").read_text(encoding="utf-8").split("\n")
        with np.load(folder / "weights.npz") as arrays:
            numbers = {name: arrays[name].astype(np.float32) for name in arrays.files}
        grams = Grams(tuple(settings["words"]), tuple(settings["chars"]))
        intents, facets = (_model(settings[kind], numbers, kind) for kind in ("intents", "facets"))
        return cls(Vocabulary(grams, names, numbers["idf"]), intents, facets, float(settings["clause_facet"]))


def _model(settings: dict[str, Any], numbers: dict[str, np.ndarray], kind: str) -> LinearModel:
    coefficients, intercepts = (numbers[f"{kind}_{name}"] for name in _ARRAYS)
    return LinearModel(tuple(settings["labels"]), coefficients, intercepts, float(settings["temperature"]))


def _ranking(labels: tuple[str, ...], probabilities: np.ndarray) -> list[dict[str, Any]]:
    order = np.argsort(-probabilities, kind="stable")
    return [{"name": labels[n], "confidence": round(float(probabilities[n]), 6)} for n in order]
