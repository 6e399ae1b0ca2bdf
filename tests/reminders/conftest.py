"""A campaign for the tests of its tick."""

from __future__ import annotations

from pathlib import Path

import pytest

from municipio.db.engine import Database
from reminders.campanas import Desk
from tests.encuestas.campanas_de_prueba import COORDINATOR, Pueblo
from tests.reminders.de_campanas import change


@pytest.fixture
def pueblo(loaded: Database, tmp_path: Path) -> Pueblo:
    return Pueblo(loaded, tmp_path / "claves")


@pytest.fixture
def desk(pueblo: Pueblo, tmp_path: Path) -> Desk:
    (tmp_path / "datos").mkdir()
    return Desk(pueblo.claves, tmp_path / "datos", 29.0)


@pytest.fixture
def running(pueblo: Pueblo) -> int:
    """A campaign to 250 people that was just launched, with its message in the coordinator's chat."""
    pueblo.people(250)
    number = pueblo.draft()
    pueblo.launch(number)
    change(pueblo, number, lambda _, campana: setattr(campana, "panel", {"chat_id": COORDINATOR}))
    return number
