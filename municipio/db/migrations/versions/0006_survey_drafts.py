"""Drafts of survey campaigns: their questionnaire is kept with them, and becomes a version when they are launched."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

JSON_VALUE = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")


def upgrade() -> None:
    """Apply."""
    with op.batch_alter_table("campanas") as campanas:
        campanas.alter_column("encuesta", existing_type=sa.Integer(), nullable=True)
        campanas.add_column(sa.Column("borrador", JSON_VALUE, nullable=True))


def downgrade() -> None:
    """Undo."""
    op.execute("DELETE FROM campanas WHERE encuesta IS NULL")
    with op.batch_alter_table("campanas") as campanas:
        campanas.drop_column("borrador")
        campanas.alter_column("encuesta", existing_type=sa.Integer(), nullable=False)
