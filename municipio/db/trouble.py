"""Trouble of the database itself, told apart from mistakes of the program, and said in one line of Spanish."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import exc

from municipio.errors import BaseDeDatosError

_ITS_OWN = (exc.OperationalError, exc.InternalError, exc.InterfaceError, exc.TimeoutError)
"""Kinds that come from where the database lives: locks, disks, permissions, connections."""
_BUSY, _FULL = "está ocupada por otro proceso", "el disco está lleno"
_READ_ONLY = "solo se puede leer (revise los permisos)"
_UNREACHABLE, _UNPREPARED = "no hay conexión con el servidor", "falta prepararla (ventanilla migrate)"
_REFUSED, _FORBIDDEN = "no acepta el usuario o la clave (revise DATABASE_URL)", "al usuario le faltan permisos"
_BY_CODE = {
    "25006": _READ_ONLY,
    "28P01": _REFUSED,
    "28000": _REFUSED,
    "3D000": "no existe (revise DATABASE_URL)",
    "42501": _FORBIDDEN,
    "42P01": _UNPREPARED,
    "53100": _FULL,
    "53300": "tiene demasiadas conexiones",
    "55P03": _BUSY,
    "57P01": _UNREACHABLE,
    "57P02": _UNREACHABLE,
    "57P03": _UNREACHABLE,
}
"""PostgreSQL says it in the language of its server; its codes are the same everywhere."""
_BY_WORDS = {
    "locked": _BUSY,
    "readonly": _READ_ONLY,
    "read-only": _READ_ONLY,
    "database or disk is full": _FULL,
    "disk i/o": "el disco falla o está lleno",
    "unable to open": "no se puede abrir el archivo (revise la carpeta y sus permisos)",
    "not a database": "el archivo no es una base de datos o está dañado",
    "malformed": "el archivo está dañado",
    "no such table": _UNPREPARED,
    "password": _REFUSED,
    "connection": _UNREACHABLE,
    "resolve host": _UNREACHABLE,
}


@contextmanager
def explained() -> Iterator[None]:
    """Trouble of the database comes out as `BaseDeDatosError`; mistakes of the program as they are."""
    try:
        yield
    except (exc.DBAPIError, exc.TimeoutError) as error:
        if not is_trouble(error):
            raise
        raise BaseDeDatosError(f"La base de datos no responde: {_reason(error)}") from error


def is_trouble(error: BaseException) -> bool:
    """Whether the database itself cannot go on, for now, whatever it is asked."""
    if isinstance(error, exc.ProgrammingError):
        return _code(error) in _BY_CODE
    # sqlite3 raises the bare DatabaseError for a file that is damaged or is something else
    return isinstance(error, _ITS_OWN) or type(error) is exc.DatabaseError


def _reason(error: BaseException) -> str:
    """The first reason known, from the error back to what it happened upon (a rollback may fail on top of it)."""
    seen: BaseException | None = error
    while seen is not None:
        reason = _BY_CODE.get(_code(seen) or "") or _named(str(getattr(seen, "orig", seen)).lower())
        if reason is not None:
            return reason
        seen = seen.__cause__ or seen.__context__
    return "falló una operación"


def _named(detail: str) -> str | None:
    return next((text for words, text in _BY_WORDS.items() if words in detail), None)


def _code(error: BaseException) -> str | None:
    code: str | None = getattr(getattr(error, "orig", error), "sqlstate", None)
    return code
