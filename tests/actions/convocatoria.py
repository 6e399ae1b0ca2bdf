"""A campaign that its coordinator is drafting, or has just launched."""

from __future__ import annotations

from sqlalchemy import select

from actions.render import plain
from actions.turn import Reply
from municipio.encuestas.modelo import Campana
from tests.actions.conftest import Talk

TOWN = "alvarado"


def draft(carmen: Talk) -> Reply:
    """A draft of the first template; its first screen."""
    carmen.says("/encuesta nueva")
    return carmen.says("1")


def launched(carmen: Talk) -> Reply:
    draft(carmen)
    carmen.presses("Ver el resumen")
    return carmen.presses("Lanzar la encuesta")


def row(carmen: Talk) -> Campana:
    with carmen.database.read() as session:
        return session.scalars(select(Campana).order_by(Campana.id.desc())).first() or Campana()


def shown(carmen: Talk, button: str) -> str:
    return plain(carmen.presses(button).text)
