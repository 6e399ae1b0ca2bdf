"""A multinomial logistic regression: trained with scikit-learn, read with numpy alone."""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

ROUNDS = 90
"""Steps of the optimiser at most; more change no decision, so stopping here is no cause for a warning."""


@dataclass(frozen=True)
class LinearModel:
    """Weights of each label. `coefficients` has a row per n-gram and a column per label."""

    labels: tuple[str, ...]
    coefficients: np.ndarray
    intercepts: np.ndarray
    temperature: float = 1.0
    """Divides the scores: below 1 the probabilities are surer, above 1 less (calibration)."""

    def scores(self, columns: np.ndarray, weights: np.ndarray) -> np.ndarray:
        """The score (logit) of each label for one sparse row."""
        return weights @ self.coefficients[columns] + self.intercepts

    def probabilities(self, columns: np.ndarray, weights: np.ndarray) -> np.ndarray:
        """The probability of each label for one sparse row; they add up to 1."""
        return softmax(self.scores(columns, weights) / self.temperature)


def softmax(scores: np.ndarray) -> np.ndarray:
    """Probabilities from scores, along the last axis."""
    raised = np.exp(scores - scores.max(axis=-1, keepdims=True))
    return raised / raised.sum(axis=-1, keepdims=True)


def fit(
    rows: Sequence[tuple[np.ndarray, np.ndarray]],
    labels: Sequence[str],
    importance: Sequence[float],
    size: int,
    c: float,
    balance: float,
    temperature: float,
) -> LinearModel:
    """Train on sparse rows. `size` is the number of columns.

    `importance` weighs each example; `balance` goes from 0 (labels count as often as they occur) to 1 (each label
    counts the same).
    """
    from sklearn.linear_model import LogisticRegression

    names = tuple(sorted(set(labels)))
    numbers = np.array([names.index(label) for label in labels])
    often = np.bincount(numbers, weights=importance)
    weights = np.asarray(importance) * (often.mean() / often[numbers]) ** balance
    model = LogisticRegression(C=c, max_iter=ROUNDS, tol=1e-3)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        model.fit(matrix(rows, size), numbers, sample_weight=weights)
    coefficients = np.ascontiguousarray(model.coef_.T, dtype=np.float32)
    return LinearModel(names, coefficients, model.intercept_.astype(np.float32), temperature)


def matrix(rows: Sequence[tuple[np.ndarray, np.ndarray]], size: int):
    """The rows as one scipy CSR matrix."""
    from scipy.sparse import csr_matrix

    starts = np.cumsum([0, *(len(columns) for columns, _ in rows)])
    columns = np.concatenate([columns for columns, _ in rows])
    weights = np.concatenate([weights for _, weights in rows])
    return csr_matrix((weights, columns, starts), shape=(len(rows), size), dtype=np.float32)
