"""What time takes away: conversations that ended, updates and messages that are long done, files of nothing."""

from __future__ import annotations

from datetime import datetime

from municipio.archivos.almacen import Almacen
from municipio.avisos import cola
from municipio.conversaciones import servicio as conversaciones
from municipio.db.engine import Database
from municipio.entrada import bandeja
from municipio.plan import evidencias


def tidy(database: Database, now: datetime) -> None:
    """Delete what is not needed any more. Doing it twice changes nothing."""
    with database.write() as session:
        conversaciones.limpiar(session, now)
        bandeja.purge(session, now)
        cola.purge(session, now)


def tidy_files(database: Database, almacen: Almacen, now: datetime) -> int:
    """Delete the files that are evidence of nothing. What is evidence stays as long as the plan's history. How many."""

    def in_use() -> set[str]:
        with database.read() as session:
            return evidencias.huellas(session)

    return almacen.limpiar(in_use, now)
