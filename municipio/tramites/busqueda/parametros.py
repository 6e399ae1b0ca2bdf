"""The few numbers of the search, fitted by `bench/busqueda.py --fit` on sentences that the index had not seen."""

from __future__ import annotations

RIGIDEZ = 1.0
"""Ridge penalty, for a class of average size."""
PESO_PARES = 0.5
"""Weight of pairs of words next to single words."""
PESO_BASE = 2.0
"""Added to the rarity of every word: function words tell trámites apart a little, too."""

PESO_LINEAL = 14.4
PESO_VECINO = 4.3
PESO_BAYES = 0.42
"""A softmax over these three is the confidence."""
ESCALA = 1.25
"""Sharpens it: left-out sentences of the catalogue, many of which name nothing by themselves, are harder than what
people write first. The one number fitted on `tests/evaluacion/desarrollo.jsonl`."""

NOMBRE_EXACTO = 2.0
"""Added for the trámite whose name, and no other's, is all that the text says."""
TOPE_COMPARTIDO = 0.45
"""No trámite gets more when all that the text says is a name of several."""
FRASE_CERCANA = 0.8
"""Likeness from which a text counts as a phrase that the coordinator attached."""
CAMBIOS_EN_CAPA = 3
"""National fichas that may differ from the index before it is built anew; until then each municipality layers them."""

EVIDENCIA = (-4.37, 6.47, 3.43, 0.03, 1.16, -1.83, 0.65, 1.27, 0.22, -19.87, -0.65, -0.22)
"""Bias, then the weights of `evidencia.rasgos`."""
