"""The index on disk: fitting takes seconds, reading it back does not. Its file can be deleted at any time.

A file is named by what it was made from (sentences and code), written whole or not at all, and holds no pickle.
"""

from __future__ import annotations

import hashlib
import os
import zipfile
import zlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

import numpy as np
import structlog
from scipy import sparse

from municipio import texto
from municipio.tramites.busqueda.documentos import Documento
from municipio.tramites.busqueda.indice import Indice
from municipio.tramites.busqueda.lexico import Lexico

KEPT = 3
"""Files that stay: this catalogue's and those of the last changes."""
_UNREADABLE = (OSError, EOFError, ValueError, KeyError, TypeError, zipfile.BadZipFile, zlib.error)
_CODE = (*sorted(Path(__file__).parent.glob("*.py")), Path(texto.__file__))

log = structlog.get_logger(__name__)


def indice_de(documentos: Sequence[Documento], carpeta: Path | None) -> Indice:
    """The index of `documentos`: read from `carpeta` if it was made before, made and kept there if not."""
    if carpeta is None:
        return Indice(documentos)
    archivo = carpeta / f"indice-{_huella(documentos)}.npz"
    indice = _leer(archivo)
    if indice is None:
        indice = Indice(documentos)
        _guardar(indice, archivo)
    return indice


def _huella(documentos: Sequence[Documento]) -> str:
    suma = hashlib.sha256()
    for codigo in _CODE:
        suma.update(codigo.read_bytes())
    suma.update(repr((np.__version__, sorted(documentos))).encode())
    return suma.hexdigest()[:24]


def _leer(archivo: Path) -> Indice | None:
    if not archivo.is_file():
        return None
    try:
        with archivo.open("rb") as abierto, np.load(abierto, allow_pickle=False) as partes:
            indice: Indice = _armar(Indice, {nombre: partes[nombre] for nombre in partes.files})
        os.utime(archivo)
    except _UNREADABLE as error:
        log.warning("indice_guardado_ilegible", tipo=type(error).__name__)
        return None
    return indice


def _guardar(indice: Indice, archivo: Path) -> None:
    temporal = archivo.with_name(f".{archivo.stem}.{os.getpid()}.npz")
    try:
        archivo.parent.mkdir(parents=True, exist_ok=True)
        np.savez(temporal, **dict(_desarmar(indice)))
        temporal.replace(archivo)
        antiguos = sorted(archivo.parent.glob("indice-*.npz"), key=lambda uno: uno.stat().st_mtime)
        for sobrante in antiguos[:-KEPT]:
            sobrante.unlink(missing_ok=True)
    except (OSError, TypeError) as error:
        log.warning("indice_sin_guardar", tipo=type(error).__name__)
        with suppress(OSError):
            temporal.unlink()


def _desarmar(objeto: Indice | Lexico, delante: str = "") -> Iterator[tuple[str, Any]]:
    """Every attribute as arrays, named `attribute:kind`. One of a kind that is not known is a `TypeError`."""
    for nombre, valor in vars(objeto).items():
        clave = f"{delante}{nombre}"
        if isinstance(valor, Lexico):
            yield from _desarmar(valor, f"{clave}.")
        elif isinstance(valor, sparse.csr_matrix):
            for parte in ("data", "indices", "indptr", "shape"):
                yield f"{clave}:{parte}", np.asarray(getattr(valor, parte))
        elif isinstance(valor, np.ndarray | np.generic | float):
            yield f"{clave}:numeros", np.asarray(valor)
        elif isinstance(valor, list):
            yield f"{clave}:lista", _de_textos(valor)
        elif isinstance(valor, dict) and list(valor.values()) == list(range(len(valor))):
            yield f"{clave}:lugares", _de_textos(list(valor))
        else:
            raise TypeError(clave)


def _armar(clase: type[Any], partes: Mapping[str, Any]) -> Any:
    objeto: Any = object.__new__(clase)
    dentro: dict[str, dict[str, Any]] = {}
    for clave, parte in partes.items():
        nombre, _, clase_de_parte = clave.partition(":")
        dueno, _, resto = nombre.partition(".")
        if resto:
            dentro.setdefault(dueno, {})[f"{resto}:{clase_de_parte}"] = parte
        elif clase_de_parte == "numeros":
            setattr(objeto, nombre, parte[()])
        elif clase_de_parte == "lista":
            setattr(objeto, nombre, _textos(parte))
        elif clase_de_parte == "lugares":
            setattr(objeto, nombre, {uno: i for i, uno in enumerate(_textos(parte))})
        elif clase_de_parte == "data":
            otras = [partes[f"{nombre}:{otra}"] for otra in ("indices", "indptr", "shape")]
            setattr(objeto, nombre, sparse.csr_matrix((parte, *otras[:2]), shape=tuple(map(int, otras[2]))))
    for nombre, suyas in dentro.items():
        setattr(objeto, nombre, _armar(Lexico, suyas))
    return objeto


def _de_textos(textos: list[str]) -> Any:
    return np.frombuffer("\n".join(textos).encode(), dtype=np.uint8)


def _textos(parte: Any) -> list[str]:
    return bytes(parte).decode().split("\n")
