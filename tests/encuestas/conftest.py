"""The town of the campaigns."""

from __future__ import annotations

from pathlib import Path

import pytest

from municipio.db.engine import Database
from tests.encuestas.campanas_de_prueba import Pueblo


@pytest.fixture
def pueblo(loaded: Database, tmp_path: Path) -> Pueblo:
    return Pueblo(loaded, tmp_path / "claves")
