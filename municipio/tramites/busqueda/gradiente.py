"""Conjugate gradients for many right-hand sides at once: the ridge regression without its matrix ever being formed."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import numpy.typing as npt

Tabla = npt.NDArray[np.float32]

TOLERANCIA = 0.01
"""Relative residual of the worst column: finer changes no ranking."""
PASOS = 200


def resolver(por: Callable[[Tabla], Tabla], diagonal: Tabla, meta: Tabla) -> Tabla:
    """`x` such that `por(x)` is `meta`, column by column, for a positive definite `por` with this `diagonal`."""
    x = np.zeros_like(meta)
    resto = meta.copy()
    tope = TOLERANCIA**2 * _por_columnas(meta, meta)
    z = resto / diagonal
    rumbo = z.copy()
    antes = _por_columnas(resto, z)
    for _ in range(PASOS):
        imagen = por(rumbo)
        paso = antes / np.maximum(_por_columnas(rumbo, imagen), np.float32(1e-30))
        x += paso * rumbo
        resto -= paso * imagen
        if np.all(_por_columnas(resto, resto) <= tope):
            break
        z = resto / diagonal
        ahora = _por_columnas(resto, z)
        rumbo = z + (ahora / np.maximum(antes, np.float32(1e-30))) * rumbo
        antes = ahora
    return x


def _por_columnas(una: Tabla, otra: Tabla) -> Tabla:
    return np.asarray(np.einsum("ij,ij->j", una, otra), dtype=np.float32)
