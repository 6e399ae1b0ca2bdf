"""What time takes away: conversations that ended, updates and messages that are long done."""

from __future__ import annotations

from datetime import datetime

from municipio.avisos import cola
from municipio.conversaciones import servicio as conversaciones
from municipio.db.engine import Database
from municipio.entrada import bandeja


def tidy(database: Database, now: datetime) -> None:
    """Delete what is not needed any more. Doing it twice changes nothing."""
    with database.write() as session:
        conversaciones.limpiar(session, now)
        bandeja.purge(session, now)
        cola.purge(session, now)
