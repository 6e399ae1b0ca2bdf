"""What was told of the results of each campaign."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

JSON_VALUE = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "resultados",
        sa.Column("campana", sa.Integer(), nullable=False),
        sa.Column("minimo", sa.Integer(), nullable=False),
        sa.Column("vista", JSON_VALUE, nullable=True),
        sa.Column("cambios", sa.String(length=1000), nullable=True),
        sa.ForeignKeyConstraint(["campana"], ["campanas.id"], name=op.f("fk_resultados_campana_campanas")),
        sa.PrimaryKeyConstraint("campana", name=op.f("pk_resultados")),
    )


def downgrade() -> None:
    """Undo."""
    op.drop_table("resultados")
