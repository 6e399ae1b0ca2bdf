"""Each «Cumplida» by itself, so that it can be corrected; whose each evidence is."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "marcas",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("vencimiento", sa.Integer(), nullable=False),
        sa.Column("cargo", sa.String(length=60), nullable=False),
        sa.Column("chat_id", sa.BigInteger(), nullable=True),
        sa.Column("visto_antes", sa.DateTime(timezone=True), nullable=True),
        sa.Column("en", sa.DateTime(timezone=True), nullable=False),
        sa.Column("corregida_en", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["vencimiento"], ["vencimientos.id"], name=op.f("fk_marcas_vencimiento_vencimientos")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_marcas")),
    )
    op.create_index(op.f("ix_marcas_vencimiento"), "marcas", ["vencimiento"])
    with op.batch_alter_table("reportes") as reportes:
        reportes.add_column(sa.Column("marca", sa.Integer(), nullable=True))
        reportes.create_foreign_key(op.f("fk_reportes_marca_marcas"), "marcas", ["marca"], ["id"])
    with op.batch_alter_table("evidencias") as evidencias:
        evidencias.add_column(sa.Column("marca", sa.Integer(), nullable=True))
        evidencias.add_column(sa.Column("chat_id", sa.BigInteger(), nullable=True))
        evidencias.create_foreign_key(op.f("fk_evidencias_marca_marcas"), "marcas", ["marca"], ["id"])


def downgrade() -> None:
    """Undo."""
    with op.batch_alter_table("evidencias") as evidencias:
        evidencias.drop_constraint(op.f("fk_evidencias_marca_marcas"), type_="foreignkey")
        evidencias.drop_column("chat_id")
        evidencias.drop_column("marca")
    with op.batch_alter_table("reportes") as reportes:
        reportes.drop_constraint(op.f("fk_reportes_marca_marcas"), type_="foreignkey")
        reportes.drop_column("marca")
    op.drop_index(op.f("ix_marcas_vencimiento"), table_name="marcas")
    op.drop_table("marcas")
