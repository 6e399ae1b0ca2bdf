"""Finding which trámite a citizen means: a search over the catalogue that is refitted when a ficha changes."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from municipio.tramites.busqueda.contrato import Buscador
    from municipio.tramites.catalogo import Catalogo

__all__ = ["crear_buscador"]

_UN_HILO = ("OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "OMP_NUM_THREADS")
"""Products as small as those of a query: other threads only burn CPU while they wait (five times as much, measured)."""


def crear_buscador(catalogo: Catalogo, carpeta: Path | None = None) -> Buscador:
    """The search over `catalogo`. The first call indexes the national fichas; the others cost milliseconds.

    With `carpeta`, the index is kept there for the next start. numpy and scipy are imported at the first call.
    """
    for nombre in _UN_HILO:
        os.environ.setdefault(nombre, "1")
    from municipio.tramites.busqueda import buscador

    return buscador.crear_buscador(catalogo, carpeta)
