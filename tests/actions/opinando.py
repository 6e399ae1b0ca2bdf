"""Somebody whom a campaign invited, and what was kept of the answers."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from sqlalchemy import select

from municipio.encuestas import registro, versiones
from municipio.encuestas.modelo import Campana, EncuestaVersion, EstadoCampana, Hoja, Participante, Respuesta, Via
from municipio.encuestas.plantilla import Encuesta
from municipio.encuestas.valores import vale
from municipio.personas.modelo import Chat
from tests.actions.conftest import FRIDAY, Talk, Talks

TOWN, CHAT, NEIGHBOUR = "alvarado", 5_000_001, 5_000_002
CODE = "abcDEF123"


def launched(
    talks: Talks, template: str = "e1", *, invited: bool = True, encuesta: Encuesta | None = None, **fields: Any
) -> tuple[Talk, int]:
    """A talk with somebody whom a campaign invited, and the campaign."""
    talk = talks.new(chat_id=CHAT)
    with talk.database.write() as session:
        survey = encuesta or registro.plantillas(session)[template]
        version = versiones.fijar(session, TOWN, survey, FRIDAY)
        known = {"estado": EstadoCampana.EN_CURSO, "audiencia": {}, "ventana": {}, "creada_en": FRIDAY}
        known |= {"desde": FRIDAY, "lanzada_en": FRIDAY, "hasta": FRIDAY + timedelta(days=14)}
        campana = Campana(**{"municipio": TOWN, "encuesta": version.id} | known | fields)
        session.add(campana)
        session.merge(Chat(chat_id=CHAT, municipio=TOWN, informado_en=FRIDAY))
        session.flush()
        if invited:
            session.add(Participante(campana=campana.id, chat_id=CHAT, via=Via.INVITACION, turno=0, invitado=True))
        talks.claves.crear(campana.id)
        return talk, campana.id


def begun(talks: Talks, template: str = "e1", **how: Any) -> tuple[Talk, int]:
    """The same, with the first question asked."""
    talk, number = launched(talks, template, **how)
    talk.presses_old(f"opinar:{number}:si")
    assert "Pregunta 1 de" in talk.presses_old(f"opinar:{number}:acepto").text
    return talk, number


def kept(talk: Talk) -> dict[str, Any]:
    """The answers of the only sheet, each of them valid for its version."""
    with talk.database.read() as session:
        rows = {row.pregunta: row.valor for row in session.scalars(select(Respuesta))}
        sheet = session.scalars(select(Hoja)).one()
        campana = session.get_one(Campana, sheet.campana)
        encuesta = Encuesta.model_validate(session.get_one(EncuestaVersion, campana.encuesta).cuerpo)
    for clave, valor in rows.items():
        question = encuesta.pregunta(clave)
        assert question is not None
        assert vale(question, valor), (clave, valor)
    return rows


def sheet_of(talk: Talk) -> Hoja:
    with talk.database.read() as session:
        return session.scalars(select(Hoja)).one()


def one(key: str) -> dict[str, Any]:
    return {"opciones": [key]}


def kept_nothing(talk: Talk) -> bool:
    with talk.database.read() as session:
        return session.scalars(select(Respuesta)).all() == []
