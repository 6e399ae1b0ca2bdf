"""What comes due of a plan, what is done about it, and who holds its posts."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

JSON_VALUE = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "invitaciones",
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.Column("municipio", sa.String(length=40), nullable=False),
        sa.Column("cargo", sa.String(length=60), nullable=False),
        sa.Column("suplente", sa.Boolean(), nullable=False),
        sa.Column("vence_en", sa.DateTime(timezone=True), nullable=False),
        sa.Column("usada_en", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("hash", name=op.f("pk_invitaciones")),
    )
    op.create_table(
        "titulares",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("municipio", sa.String(length=40), nullable=False),
        sa.Column("cargo", sa.String(length=60), nullable=False),
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("suplente", sa.Boolean(), nullable=False),
        sa.Column("ausente_hasta", sa.Date(), nullable=True),
        sa.Column("desde", sa.DateTime(timezone=True), nullable=False),
        sa.Column("hasta", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_titulares")),
    )
    op.create_index(op.f("ix_titulares_chat_id"), "titulares", ["chat_id"], unique=False)
    op.create_index(op.f("ix_titulares_municipio"), "titulares", ["municipio"], unique=False)
    op.create_table(
        "vencimientos",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("municipio", sa.String(length=40), nullable=False),
        sa.Column("adopcion", sa.Integer(), nullable=False),
        sa.Column("clave", sa.String(length=160), nullable=False),
        sa.Column("accion", sa.String(length=60), nullable=False),
        sa.Column("nombre", sa.String(length=300), nullable=False),
        sa.Column("tipo", sa.String(length=12), nullable=False),
        sa.Column("periodo", sa.String(length=120), nullable=False),
        sa.Column("indicador", sa.String(length=500), nullable=True),
        sa.Column("meta", sa.String(length=500), nullable=True),
        sa.Column("responsables", JSON_VALUE, nullable=False),
        sa.Column("vence", sa.Date(), nullable=False),
        sa.Column("para", sa.Date(), nullable=False),
        sa.Column("estado", sa.String(length=12), nullable=False),
        sa.Column("aplazado", sa.Integer(), nullable=False),
        sa.Column("visto_en", sa.DateTime(timezone=True), nullable=True),
        sa.Column("cerrado_en", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["adopcion"], ["adopciones.id"], name=op.f("fk_vencimientos_adopcion_adopciones")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_vencimientos")),
        sa.UniqueConstraint("municipio", "adopcion", "clave", name=op.f("uq_vencimientos_municipio_adopcion_clave")),
    )
    op.create_index("ix_vencimientos_por_avisar", "vencimientos", ["estado", "para"], unique=False)
    op.create_table(
        "bitacora",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("municipio", sa.String(length=40), nullable=False),
        sa.Column("vencimiento", sa.Integer(), nullable=True),
        sa.Column("que", sa.String(length=40), nullable=False),
        sa.Column("cargo", sa.String(length=60), nullable=True),
        sa.Column("detalle", sa.String(length=500), nullable=True),
        sa.Column("en", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["vencimiento"], ["vencimientos.id"], name=op.f("fk_bitacora_vencimiento_vencimientos")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bitacora")),
    )
    op.create_index(op.f("ix_bitacora_municipio"), "bitacora", ["municipio"], unique=False)
    op.create_index(op.f("ix_bitacora_vencimiento"), "bitacora", ["vencimiento"], unique=False)
    op.create_table(
        "evidencias",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("vencimiento", sa.Integer(), nullable=False),
        sa.Column("tipo", sa.String(length=12), nullable=False),
        sa.Column("texto", sa.String(length=1000), nullable=True),
        sa.Column("sha256", sa.String(length=64), nullable=True),
        sa.Column("nombre", sa.String(length=120), nullable=True),
        sa.Column("en", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["vencimiento"], ["vencimientos.id"], name=op.f("fk_evidencias_vencimiento_vencimientos")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_evidencias")),
    )
    op.create_index(op.f("ix_evidencias_vencimiento"), "evidencias", ["vencimiento"], unique=False)
    op.create_table(
        "recordados",
        sa.Column("vencimiento", sa.Integer(), nullable=False),
        sa.Column("chat_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("punto", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("en", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["vencimiento"], ["vencimientos.id"], name=op.f("fk_recordados_vencimiento_vencimientos")
        ),
        sa.PrimaryKeyConstraint("vencimiento", "chat_id", "punto", name=op.f("pk_recordados")),
    )
    op.create_table(
        "reportes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("vencimiento", sa.Integer(), nullable=False),
        sa.Column("indicador", sa.String(length=300), nullable=False),
        sa.Column("valor", sa.String(length=200), nullable=False),
        sa.Column("cargo", sa.String(length=60), nullable=False),
        sa.Column("en", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["vencimiento"], ["vencimientos.id"], name=op.f("fk_reportes_vencimiento_vencimientos")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reportes")),
    )
    op.create_index(op.f("ix_reportes_vencimiento"), "reportes", ["vencimiento"], unique=False)


def downgrade() -> None:
    """Undo."""
    op.drop_table("reportes")
    op.drop_table("recordados")
    op.drop_table("evidencias")
    op.drop_table("bitacora")
    op.drop_table("vencimientos")
    op.drop_table("titulares")
    op.drop_table("invitaciones")
