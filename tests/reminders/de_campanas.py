"""What the tests of the tick of the campaigns do to one, and what they look at."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from municipio.avisos.modelo import Aviso, EstadoAviso
from municipio.encuestas import campana as campanas
from municipio.encuestas.modelo import Campana
from tests.encuestas.campanas_de_prueba import FRIDAY, Pueblo

Act = Callable[[Session, Campana], None]
STOPS: dict[str, Callable[[Pueblo], Act]] = {
    "pausar": lambda _: campanas.pausar,
    "cancelar": lambda _: lambda session, campana: campanas.cancelar(session, campana, FRIDAY),
    "cerrar": lambda town: lambda session, campana: campanas.cerrar(session, town.claves, campana, FRIDAY),
}


def change(pueblo: Pueblo, number: int, act: Act) -> None:
    with pueblo.database.write() as session:
        act(session, session.get_one(Campana, number))


def waiting(pueblo: Pueblo, prefix: str = "encuesta:") -> Sequence[Aviso]:
    with pueblo.database.read() as session:
        rows = select(Aviso).where(Aviso.clave.like(f"{prefix}%"), Aviso.estado == EstadoAviso.PENDIENTE)
        return session.scalars(rows.order_by(Aviso.id)).all()
