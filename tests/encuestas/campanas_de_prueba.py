"""A municipality with people who agreed to be invited to surveys, and a short questionnaire."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import or_

from municipio.avisos.modelo import Aviso, EstadoAviso
from municipio.db.engine import Database
from municipio.encuestas import campana as campanas
from municipio.encuestas.audiencia import Audiencia
from municipio.encuestas.claves import Claves
from municipio.encuestas.garantias import Garantias
from municipio.encuestas.modelo import Campana, EstadoHoja, Hoja, Respuesta
from municipio.encuestas.plantilla import Encuesta
from municipio.municipios.registro import Municipio
from municipio.personas.modelo import Cargo, Chat, Rol
from municipio.tramites.modelo import MunicipioCargado
from tests.bases import FRIDAY as FRIDAY

"""Friday 20 November 2026, 10:00 in Bogotá."""
TOWN, COORDINATOR = "alvarado", 4_000_001
FIRST = 6_000_001
ENCUESTA = Encuesta.model_validate(
    {
        "clave": "corta",
        "titulo": "Una pregunta sobre la página",
        "presentacion": "Sirve para mejorar la página.",
        "preguntas": [{"clave": "util", "tipo": "si_no", "texto": "¿Le sirvió la página?"}],
        "gracias": "Gracias por responder.",
    }
)


class Pueblo:
    """The town in a loaded database, with its keys in a folder."""

    def __init__(self, database: Database, folder: Path) -> None:
        self.database, self.claves = database, Claves(folder)
        with database.write() as session:
            loaded = session.get_one(MunicipioCargado, TOWN)
            self.municipio = Municipio.model_validate(loaded.cuerpo)
            session.add(Cargo(chat_id=COORDINATOR, municipio=TOWN, rol=Rol.COORDINADOR.value, desde=FRIDAY))

    def people(self, count: int, first: int = FIRST, **fields: object) -> list[int]:
        """So many who agreed, with these fields."""
        chats = list(range(first, first + count))
        with self.database.write() as session:
            for chat in chats:
                session.add(Chat(**{"chat_id": chat, "municipio": TOWN, "encuestas_desde": FRIDAY} | fields))
        return chats

    def draft(self, encuesta: Encuesta = ENCUESTA, audiencia: Audiencia | None = None, days: int = 14) -> int:
        """A draft; its number."""
        with self.database.write() as session:
            campana = campanas.crear(session, TOWN, encuesta, FRIDAY, FRIDAY + timedelta(days=days))
            campana.audiencia = (audiencia or Audiencia()).model_dump(mode="json")
            return campana.id

    def launch(self, number: int, garantias: Garantias | None = None, now: datetime = FRIDAY) -> int:
        """Launch it; how many will be invited."""
        with self.database.write() as session:
            campana = session.get_one(Campana, number)
            return campanas.lanzar(session, self.claves, campana, self.municipio, garantias or Garantias(), now)

    def sheet(self, number: int, chat: int, estado: EstadoHoja, said: str | None = None) -> None:
        """That person has a sheet; `said`: what she answered in it."""
        with self.database.write() as session:
            token = self.claves.token(number, chat)
            session.add(Hoja(token=token, campana=number, estado=estado))
            if said is not None:
                session.add(Respuesta(token=token, pregunta="util", valor={"opciones": [said]}))

    def deliver(
        self,
        number: int,
        estado: EstadoAviso = EstadoAviso.ENVIADO,
        limit: int | None = None,
        now: datetime = FRIDAY,
    ) -> None:
        """Invitations and reminders that wait in the outbox left at `now`, or ended otherwise."""
        with self.database.write() as session:
            rows = session.query(Aviso).filter(Aviso.estado == EstadoAviso.PENDIENTE).order_by(Aviso.id)
            mine = or_(Aviso.clave.like(f"encuesta:{number}:%"), Aviso.clave.like(f"recuerdo:{number}:%"))
            for row in rows.filter(mine).limit(limit or 10_000):
                row.estado = estado
                row.message_id = row.id
                row.enviado_en = now if estado == EstadoAviso.ENVIADO else None

    def campaign(self, number: int) -> Campana:
        """Its row."""
        with self.database.read() as session:
            return session.get_one(Campana, number)
