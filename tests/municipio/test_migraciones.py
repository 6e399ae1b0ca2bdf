"""The migrations make the tables that the models describe, on both engines."""

from pathlib import Path

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from municipio.db.engine import Database
from municipio.db.migrate import config, upgrade
from municipio.db.models import Base


def test_models_and_migrations_agree(database: Database) -> None:
    with database.engine.begin() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Base.metadata) == []


def test_migrating_again_changes_nothing(database: Database) -> None:
    upgrade(database)


def test_they_come_one_after_the_other() -> None:
    script = ScriptDirectory.from_config(config())
    files = [path.stem for path in Path(script.versions).glob("0*.py")]
    in_order = [revision.revision for revision in script.walk_revisions()]
    assert len(in_order) == len(files), "two of them have the same number"
    assert len(script.get_heads()) == 1
