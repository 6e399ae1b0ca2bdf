"""The counter of changes: processes that keep data in memory look at it to know when to read again."""

from __future__ import annotations

from sqlalchemy.orm import Session

from municipio.tramites.modelo import Version

DATOS = "datos"


def subir(sesion: Session) -> None:
    """Say that municipalities, fichas or phrases changed; takes effect with the transaction."""
    fila = sesion.get(Version, DATOS, with_for_update=True)
    if fila is None:
        sesion.add(Version(nombre=DATOS, valor=1))
    else:
        fila.valor += 1


def huella(sesion: Session) -> str | None:
    """The digest of the data folder that was loaded last."""
    fila = sesion.get(Version, DATOS)
    return None if fila is None else fila.huella


def cargada(sesion: Session, huella: str) -> None:
    """Say which data folder was loaded."""
    sesion.merge(Version(nombre=DATOS, valor=actual(sesion), huella=huella))


def actual(sesion: Session) -> int:
    """The number of the last change; 0 before the first."""
    fila = sesion.get(Version, DATOS)
    return 0 if fila is None else fila.valor
