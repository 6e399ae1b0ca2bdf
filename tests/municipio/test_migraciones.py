"""The migrations make the tables that the models describe, on both engines."""

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from municipio.db.engine import Database
from municipio.db.migrate import upgrade
from municipio.db.models import Base


def test_models_and_migrations_agree(database: Database) -> None:
    with database.engine.begin() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Base.metadata) == []


def test_migrating_again_changes_nothing(database: Database) -> None:
    upgrade(database)
