"""Word and character n-grams with TF-IDF weights, in plain Python: the server needs neither scikit-learn nor scipy."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

Range = tuple[int, int]

_WORD = "\t"


@dataclass(frozen=True)
class Grams:
    """Which n-grams a text has: of words, and of characters within words."""

    words: Range = (1, 3)
    chars: Range = (2, 5)

    def of(self, text: str) -> Iterator[str]:
        """Every n-gram of a normalised text, repeated as often as it occurs."""
        tokens = text.split()
        bounded = ["<", *tokens, ">"]
        for size in range(self.words[0], self.words[1] + 1):
            source = tokens if size == 1 else bounded
            for start in range(len(source) - size + 1):
                yield _WORD + " ".join(source[start : start + size])
        for token in tokens:
            padded = f" {token} "
            for size in range(self.chars[0], self.chars[1] + 1):
                for start in range(len(padded) - size + 1):
                    yield padded[start : start + size]


class Vocabulary:
    """The n-grams that the model knows, with their inverse document frequency."""

    def __init__(self, grams: Grams, names: Sequence[str], idf: np.ndarray) -> None:
        self.grams = grams
        self.names = names
        self.idf = idf
        self._index = {name: number for number, name in enumerate(names)}
        self._is_word = np.array([name.startswith(_WORD) for name in names], dtype=bool)

    @classmethod
    def fit(cls, texts: Iterable[str], grams: Grams, min_documents: int) -> Vocabulary:
        """Learn the n-grams that occur in at least `min_documents` normalised texts."""
        documents: Counter[str] = Counter()
        total = 0
        for text in texts:
            documents.update(set(grams.of(text)))
            total += 1
        names = sorted(gram for gram, count in documents.items() if count >= min_documents)
        idf = np.array([math.log((1 + total) / (1 + documents[name])) + 1 for name in names], dtype=np.float32)
        return cls(grams, names, idf)

    def row(self, text: str) -> tuple[np.ndarray, np.ndarray]:
        """The numbers and weights of the known n-grams of a normalised text.

        Words and characters are scaled to length 1 apart, so that neither kind drowns the other. The last number
        (`size - 1`) is the share of words never seen in training: what is off-topic has many.
        """
        index = self._index
        counts = Counter(number for number in map(index.get, self.grams.of(text)) if number is not None)
        columns = np.fromiter(counts.keys(), dtype=np.int32, count=len(counts))
        weights = 1.0 + np.log(np.fromiter(counts.values(), dtype=np.float32, count=len(counts)))
        weights *= self.idf[columns]
        of_words = self._is_word[columns]
        for part in (of_words, ~of_words):
            length = float(np.sqrt(np.square(weights[part]).sum()))
            if length > 0:
                weights[part] /= length
        tokens = text.split()
        unseen = sum(_WORD + token not in index for token in tokens)
        if unseen:
            columns = np.append(columns, np.int32(len(self.names)))
            weights = np.append(weights, np.float32(unseen / len(tokens)))
        return columns, weights

    @property
    def size(self) -> int:
        """How many numbers `row` may give."""
        return len(self.names) + 1
