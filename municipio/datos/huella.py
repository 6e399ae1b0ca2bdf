"""Whether a data folder is the one that was loaded last, without reading what it says."""

from __future__ import annotations

import hashlib
import inspect
from pathlib import Path

from municipio.encuestas import plantilla
from municipio.errors import EntradaInvalidaError
from municipio.municipios import registro
from municipio.plan import registro as plan
from municipio.sistema import motivo
from municipio.tramites import ficha


def huella(raiz: Path) -> str:
    """A digest of the names and bytes of the YAML files under `raiz`, and of the shapes that they are read into.

    A file that cannot be read is an `EntradaInvalidaError`.
    """
    suma = hashlib.sha256()
    for modelo in (ficha, registro, plan, plantilla):
        suma.update(inspect.getsource(modelo).encode())
    for archivo in sorted(raiz.rglob("*.yml")):
        suma.update(f"{archivo.relative_to(raiz)}\n".encode())
        suma.update(hashlib.sha256(_leido(archivo)).digest())
    return suma.hexdigest()


def _leido(archivo: Path) -> bytes:
    try:
        return archivo.read_bytes()
    except OSError as error:
        raise EntradaInvalidaError(f"No se puede leer {archivo}: {motivo(error)}") from None
