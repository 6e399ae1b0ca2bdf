"""Plans de acción and their adoptions."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

JSON_VALUE = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "planes",
        sa.Column("municipio", sa.String(length=40), nullable=False),
        sa.Column("cuerpo", JSON_VALUE, nullable=False),
        sa.Column("huella", sa.String(length=64), nullable=False),
        sa.Column("cargado_en", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("municipio", name=op.f("pk_planes")),
    )
    op.create_table(
        "adopciones",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("municipio", sa.String(length=40), nullable=False),
        sa.Column("desde", sa.Date(), nullable=False),
        sa.Column("hasta", sa.Date(), nullable=False),
        sa.Column("creada_en", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_adopciones")),
    )
    op.create_index(op.f("ix_adopciones_municipio"), "adopciones", ["municipio"])


def downgrade() -> None:
    """Undo."""
    op.drop_table("adopciones")
    op.drop_table("planes")
