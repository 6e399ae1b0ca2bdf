"""Only one `ventanilla up` over the same folder."""

from __future__ import annotations

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager

from municipio.errors import EntradaInvalidaError, VentanillaError
from municipio.settings import Settings
from municipio.sistema import motivo


@contextmanager
def only_one(settings: Settings) -> Iterator[None]:
    """Hold the lock of the folder. The system lets go of it when the process ends, however it ends."""
    path = settings.var_dir / "run" / "up.lock"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        lock = path.open("w")
    except OSError as error:
        raise VentanillaError(f"No se puede escribir en {settings.var_dir}: {motivo(error)}") from None
    with lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise EntradaInvalidaError("Ventanilla ya está encendida en esta carpeta") from None
        yield
