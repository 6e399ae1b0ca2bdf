"""Whether a text names or describes any trámite at all."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from municipio.tramites.busqueda.indice import Mirada
from municipio.tramites.busqueda.lexico import Vector
from municipio.tramites.busqueda.nombres import VACIAS, Lectura
from municipio.tramites.busqueda.parametros import EVIDENCIA
from municipio.tramites.busqueda.plegado import raiz


def rasgos(mirada: Mirada, lineal: Vector, vecino: Vector, bayes: Vector, lectura: Lectura) -> tuple[float, ...]:
    """What the evidence is judged by: the best scores, and what the words that may name something tell."""
    dice = [float(i) for p, i in zip(mirada.palabras, mirada.info, strict=True) if raiz(p) not in VACIAS]
    return (
        float(np.max(lineal, initial=0.0)),
        float(np.max(vecino, initial=0.0)),
        float(np.max(bayes, initial=0.0)),
        min(sum(dice), 3.0),
        max(dice, default=0.0),
        math.log1p(len(dice)),
        1.0 if lectura.unico else 0.0,
        1.0 if lectura.comparten else 0.0,
    )


def evidencia(valores: Sequence[float]) -> float:
    """0..1 from the features of `rasgos`."""
    sesgo, *pesos = EVIDENCIA
    z = sesgo + sum(peso * valor for peso, valor in zip(pesos, valores, strict=True))
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, z))))
