"""Whom a campaign invites next is found without looking at everybody."""

from __future__ import annotations

from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_index("ix_participantes_por_invitar", "participantes", ["campana", "invitado", "turno"])


def downgrade() -> None:
    """Undo."""
    op.drop_index("ix_participantes_por_invitar", "participantes")
