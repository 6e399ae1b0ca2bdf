"""The keys of the campaigns: without its key, nobody can tell whose sheet is whose.

Each is a file outside the database (`VAR_DIR/claves/<campaign>`), so that a copy of the database leads from no sheet to
a chat. It lives for as long as its campaign is open: it must tell the sheet of whoever comes back.
"""

from __future__ import annotations

import hashlib
import hmac
import os
import re
import secrets
from pathlib import Path

from municipio.errors import VentanillaError
from municipio.sistema import motivo

CARPETA = "claves"
"""Where they are, inside `VAR_DIR`."""
LARGO = 32
_DE = re.compile(r"\.?([1-9]\d{0,8})(?:\..*)?", re.ASCII)
"""The campaign of a file: a key, or what a crash left of making it, which may be the same key."""


class ClaveDestruidaError(VentanillaError):
    """The campaign is closed, or was never launched: its sheets belong to nobody any more."""


class Claves:
    """The keys, in a folder that only this program reads."""

    def __init__(self, carpeta: Path) -> None:
        self._carpeta = carpeta

    def crear(self, campana: int) -> None:
        """Make the key of a campaign; the one that it has stays."""
        destino = self._archivo(campana)
        borrador = destino.with_name(f".{destino.name}.{secrets.token_hex(8)}")
        try:
            self._carpeta.mkdir(parents=True, exist_ok=True, mode=0o700)
            try:
                _escribir(borrador, secrets.token_bytes(LARGO))
                os.link(borrador, destino)  # all of it at once, and never over another one
            except FileExistsError:
                return
            finally:
                borrador.unlink(missing_ok=True)
            self._asentar()
        except OSError as error:
            raise VentanillaError(f"No se puede guardar la clave de la encuesta: {motivo(error)}") from None

    def token(self, campana: int, chat_id: int) -> str:
        """The name of a chat's sheet in a campaign: the same each time, and of no use to find the chat."""
        try:
            clave = self._archivo(campana).read_bytes()
        except FileNotFoundError:
            raise ClaveDestruidaError("Esa encuesta ya cerró") from None
        except OSError as error:
            raise VentanillaError(f"No se puede leer la clave de la encuesta: {motivo(error)}") from None
        return hmac.new(clave, f"{campana}:{chat_id}".encode(), hashlib.sha256).hexdigest()

    def guardadas(self) -> set[int]:
        """The campaigns that have a key."""
        try:
            return {int(de[1]) for archivo in self._carpeta.iterdir() if (de := _DE.fullmatch(archivo.name))}
        except FileNotFoundError:
            return set()
        except OSError as error:
            raise VentanillaError(f"No se pueden ver las claves de las encuestas: {motivo(error)}") from None

    def destruir(self, campana: int) -> None:
        """Destroy the key, if it is still there: from now on no sheet leads to anybody."""
        try:
            for archivo in (*self._carpeta.glob(f".{campana}.*"), self._archivo(campana)):
                archivo.unlink(missing_ok=True)
            if self._carpeta.is_dir():
                self._asentar()
        except OSError as error:
            raise VentanillaError(f"No se puede borrar la clave de la encuesta: {motivo(error)}") from None

    def _archivo(self, campana: int) -> Path:
        return self._carpeta / str(campana)

    def _asentar(self) -> None:
        """Make sure that what the folder lists is on the disk."""
        carpeta = os.open(self._carpeta, os.O_RDONLY)
        try:
            os.fsync(carpeta)
        finally:
            os.close(carpeta)


def _escribir(archivo: Path, contenido: bytes) -> None:
    with os.fdopen(os.open(archivo, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as salida:
        salida.write(contenido)
        salida.flush()
        os.fsync(salida.fileno())
