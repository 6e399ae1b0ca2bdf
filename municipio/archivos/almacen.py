"""Files that people send, kept under VAR_DIR by the digest of their bytes: the same file twice is one file.

A file is whole or it is not there: it is written aside, flushed, and put in its place. Its date is that of the clock
of the product (`ahora`), renewed when it is kept again, so that cleaning never takes one that is about to be used.
"""

from __future__ import annotations

import fcntl
import os
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from hashlib import sha256
from pathlib import Path
from tempfile import mkstemp

from municipio.errors import ArchivoNoGuardadoError, EntradaInvalidaError
from municipio.sistema import motivo

MB = 1024 * 1024
LIMITE = 10 * MB
"""Bytes of the largest file that is kept."""
GRACIA = timedelta(days=1)
"""A file that nothing names is kept so long, in case what names it is being written."""
CARPETA = "evidencias"
_HUELLA = re.compile(r"[0-9a-f]{64}")
_TEMPORAL, _CANDADO = "nuevo-", ".candado"


def demasiado_grande() -> EntradaInvalidaError:
    """A file passes the limit."""
    return EntradaInvalidaError(f"El archivo es demasiado grande: puedo guardar hasta {LIMITE // MB} MB.")


class Almacen:
    """The files of `VAR_DIR/evidencias`: `ab/ab12…`, readable by their owner only."""

    def __init__(self, var_dir: Path) -> None:
        self._carpeta = var_dir / CARPETA

    def guardar(self, datos: bytes, ahora: datetime) -> str:
        """Keep a file; its digest. Nothing halfway: trouble of the disk is an `ArchivoNoGuardadoError`."""
        if len(datos) > LIMITE:
            raise demasiado_grande()
        huella = sha256(datos).hexdigest()
        with _explicado("No se pudo guardar el archivo"), self._candado():
            self._escribir(datos, self.ruta(huella), ahora)
        return huella

    def leer(self, huella: str) -> bytes:
        """A file that was kept. One that is not there is an `EntradaInvalidaError`."""
        try:
            return self.ruta(huella).read_bytes()
        except OSError as error:
            raise EntradaInvalidaError(f"No se pudo leer el archivo: {motivo(error)}") from None

    def ruta(self, huella: str) -> Path:
        """Where the file of a digest is. What is no digest is an `EntradaInvalidaError`."""
        if not _HUELLA.fullmatch(huella):
            raise EntradaInvalidaError("Eso no es la huella de un archivo")
        return self._carpeta / huella[:2] / huella

    def limpiar(self, en_uso: Callable[[], set[str]], ahora: datetime) -> int:
        """Delete what was left halfway and what nothing names, once it is a day old. How many.

        When nothing at all is in use, another database was put in place: then no file is touched.
        """
        if not self._carpeta.is_dir():
            return 0
        with _explicado("No se pudo mirar la carpeta de archivos"), self._candado():
            viejos = self._viejos(ahora)
        usados = en_uso() if viejos else set()
        a_medias = {ruta for ruta in viejos if ruta.name.startswith(_TEMPORAL)}
        sobran = a_medias | {ruta for ruta in viejos if usados and ruta.name not in usados}
        with _explicado("No se pudo limpiar la carpeta de archivos"), self._candado():
            sobran &= self._viejos(ahora)  # without those that were kept again meanwhile
            for ruta in sobran:
                ruta.unlink()
        return len(sobran)

    def _viejos(self, ahora: datetime) -> set[Path]:
        antes = (ahora - GRACIA).timestamp()
        return {ruta for ruta in self._carpeta.glob("??/*") if ruta.stat().st_mtime < antes}

    def _escribir(self, datos: bytes, destino: Path, ahora: datetime) -> None:
        _crear(destino.parent)
        descriptor, temporal = mkstemp(prefix=_TEMPORAL, dir=destino.parent)
        try:
            with os.fdopen(descriptor, "wb") as archivo:
                archivo.write(datos)
                archivo.flush()
                os.utime(temporal, (ahora.timestamp(), ahora.timestamp()))
                os.fsync(archivo.fileno())
            Path(temporal).replace(destino)
        except BaseException:
            Path(temporal).unlink(missing_ok=True)
            raise
        _asentar(destino.parent)

    @contextmanager
    def _candado(self) -> Iterator[None]:
        """One at a time, whatever the process: nobody deletes a file that somebody is keeping again."""
        _crear(self._carpeta)
        descriptor = os.open(self._carpeta / _CANDADO, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX)
            yield
        finally:
            os.close(descriptor)


@contextmanager
def _explicado(que: str) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise ArchivoNoGuardadoError(f"{que}: {motivo(error)}") from None


def _crear(carpeta: Path) -> None:
    if not carpeta.is_dir():
        carpeta.mkdir(mode=0o700, parents=True, exist_ok=True)
        _asentar(carpeta.parent)


def _asentar(carpeta: Path) -> None:
    """What was named in a folder stays named after a power cut."""
    descriptor = os.open(carpeta, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
