"""The few numbers of the search, fitted by `bench/busqueda.py --fit` on sentences that the index had not seen."""

from __future__ import annotations

RIGIDEZ = 1.0
"""Ridge penalty, for a class of average size."""
PESO_PARES = 0.5
"""Weight of pairs of words next to single words."""
PESO_BASE = 2.0
"""Added to the rarity of every word: function words tell trámites apart a little, too."""

PESO_LINEAL = 14.4
PESO_VECINO = 3.0
PESO_BAYES = 1.3
"""A softmax over these three is the confidence."""
ESCALA = 1.4
"""Sharpens it: left-out sentences of the catalogue, many of which name nothing by themselves, are harder than what
people write first. The one number fitted on `tests/evaluacion/desarrollo.jsonl`."""

NOMBRE_EXACTO = 2.0
"""Added for the trámite whose name, and no other's, is all that the text says."""
TOPE_COMPARTIDO = 0.45
"""No trámite gets more when all that the text says is a name of several."""
FRASE_CERCANA = 0.8
"""Likeness from which a text counts as a phrase that the coordinator attached."""
PARTE_CONOCIDA = 0.5
"""A ficha that keeps this much of its sentences is still the same trámite: what it adds counts as attached phrases."""
CAMBIOS_EN_CAPA = 3
"""National fichas that may differ from the index before it is built anew; until then each municipality layers them."""

EVIDENCIA = (-4.23, 5.32, 2.74, 0.33, 1.16, -3.27, 0.62, 1.03, -0.04, -16.54, 0.27, -0.1)
"""Bias, then the weights of `evidencia.rasgos`."""
