"""Sheets tell no day and no way by which their author came: nothing used them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.drop_column("hojas", "via")
    op.drop_column("hojas", "dia")


def downgrade() -> None:
    """Undo: what they told is gone."""
    op.add_column("hojas", sa.Column("via", sa.String(length=12), nullable=False, server_default="invitacion"))
    op.add_column("hojas", sa.Column("dia", sa.Date(), nullable=False, server_default="2026-01-01"))
