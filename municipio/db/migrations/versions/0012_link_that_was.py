"""A campaign keeps whether it had an open link, also when it is taken away."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply: those that have a link had it."""
    op.add_column("campanas", sa.Column("tuvo_enlace", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.execute("UPDATE campanas SET tuvo_enlace = true WHERE enlace IS NOT NULL")


def downgrade() -> None:
    """Undo: which link was taken away is forgotten."""
    op.drop_column("campanas", "tuvo_enlace")
