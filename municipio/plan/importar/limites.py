"""What a file may be before anything reads it: its kind, its size, and what a zip says that it holds."""

from __future__ import annotations

import zipfile
from pathlib import Path

from municipio.errors import EntradaInvalidaError
from municipio.sistema import motivo

MB = 1024 * 1024
MAX_BYTES = 5 * MB
MAX_DESCOMPRIMIDO = 50 * MB
MAX_RAZON = 200
"""Times that the content of an .xlsx or .docx may be larger than the file."""
MAX_FILAS = 2_000
MAX_COLUMNAS = 40
MAX_FILAS_VACIAS = 50 * MAX_FILAS
"""Rows of a sheet that are walked through, blank ones too."""

_NOMBRES = {".xlsx": "un libro de Excel", ".docx": "un documento de Word", ".csv": "una tabla en texto"}
_OLE = b"\xd0\xcf\x11\xe0"
"""How old .xls and .doc begin, and those that carry a password."""


def revisar(archivo: Path) -> str:
    """The kind of a file (.xlsx, .csv or .docx), or an `EntradaInvalidaError` that says why it cannot be read."""
    tipo = archivo.suffix.lower()
    if tipo not in _NOMBRES:
        raise EntradaInvalidaError(f"No sé leer {archivo}: guarde la tabla como .xlsx, .csv o .docx")
    try:
        if not archivo.is_file():
            raise EntradaInvalidaError(f"No existe el archivo {archivo}")
        bytes_ = archivo.stat().st_size
        with archivo.open("rb") as abierto:
            comienzo = abierto.read(len(_OLE))
    except OSError as error:
        raise EntradaInvalidaError(f"No se puede leer {archivo}: {motivo(error)}") from None
    if bytes_ == 0:
        raise EntradaInvalidaError(f"El archivo {archivo} está vacío")
    if bytes_ > MAX_BYTES:
        raise EntradaInvalidaError(
            f"El archivo {archivo} pesa {bytes_ // MB} MB y el máximo es {MAX_BYTES // MB}: deje solo la tabla del plan"
        )
    if tipo != ".csv":
        _comprimido(archivo, tipo, bytes_, comienzo)
    return tipo


def danado(archivo: Path, tipo: str) -> EntradaInvalidaError:
    """The error of a file that is not what its name says."""
    return EntradaInvalidaError(f"No se puede leer {archivo}: no es {_NOMBRES[tipo]} ({tipo}) o está dañado")


def demasiadas_filas(archivo: Path) -> EntradaInvalidaError:
    """The error of a table that is too long."""
    return EntradaInvalidaError(f"{archivo} tiene más de {MAX_FILAS} filas: deje solo la tabla del plan")


def demasiadas_columnas(archivo: Path) -> EntradaInvalidaError:
    """The error of a table that is too wide."""
    return EntradaInvalidaError(f"{archivo} tiene más de {MAX_COLUMNAS} columnas: deje solo la tabla del plan")


def _comprimido(archivo: Path, tipo: str, bytes_: int, comienzo: bytes) -> None:
    if comienzo == _OLE:
        raise EntradaInvalidaError(
            f"{archivo} es de una versión antigua de Office o tiene contraseña: guárdelo como {tipo}, sin contraseña"
        )
    try:
        with zipfile.ZipFile(archivo) as abierto:
            partes = abierto.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):  # the last: of a later version of zip
        raise danado(archivo, tipo) from None
    if any(parte.flag_bits & 1 for parte in partes):
        raise EntradaInvalidaError(f"{archivo} tiene contraseña: guárdelo sin ella")
    total = sum(parte.file_size for parte in partes)
    if total > MAX_DESCOMPRIMIDO or total > bytes_ * MAX_RAZON:
        raise EntradaInvalidaError(
            f"No se lee {archivo}: comprimido pesa {bytes_ // 1024} KB y abierto pesaría {total // MB} MB"
        )
