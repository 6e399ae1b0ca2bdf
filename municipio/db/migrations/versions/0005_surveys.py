"""Surveys: questionnaires, campaigns, who was invited, and what was answered; consent to be invited."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

JSON_VALUE = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "encuestas",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("municipio", sa.String(length=40), nullable=False),
        sa.Column("plantilla", sa.String(length=40), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("cuerpo", JSON_VALUE, nullable=False),
        sa.Column("huella", sa.String(length=64), nullable=False),
        sa.Column("creada_en", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_encuestas")),
        sa.UniqueConstraint("municipio", "plantilla", "version", name=op.f("uq_encuestas_municipio_plantilla_version")),
    )
    op.create_table(
        "intereses",
        sa.Column("chat_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("municipio", sa.String(length=40), nullable=False),
        sa.Column("tema", sa.String(length=40), nullable=False),
        sa.Column("dia", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("chat_id", "municipio", "tema", name=op.f("pk_intereses")),
    )
    op.create_table(
        "campanas",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("municipio", sa.String(length=40), nullable=False),
        sa.Column("encuesta", sa.Integer(), nullable=False),
        sa.Column("estado", sa.String(length=12), nullable=False),
        sa.Column("audiencia", JSON_VALUE, nullable=False),
        sa.Column("ventana", JSON_VALUE, nullable=False),
        sa.Column("desde", sa.DateTime(timezone=True), nullable=False),
        sa.Column("hasta", sa.DateTime(timezone=True), nullable=False),
        sa.Column("tope", sa.Integer(), nullable=True),
        sa.Column("enlace", sa.String(length=32), nullable=True),
        sa.Column("permanente", sa.Boolean(), nullable=False),
        sa.Column("panel", JSON_VALUE, nullable=True),
        sa.Column("creada_en", sa.DateTime(timezone=True), nullable=False),
        sa.Column("lanzada_en", sa.DateTime(timezone=True), nullable=True),
        sa.Column("recordada_en", sa.DateTime(timezone=True), nullable=True),
        sa.Column("cerrada_en", sa.DateTime(timezone=True), nullable=True),
        sa.Column("publicada_en", sa.DateTime(timezone=True), nullable=True),
        sa.Column("publicada_url", sa.String(length=300), nullable=True),
        sa.ForeignKeyConstraint(["encuesta"], ["encuestas.id"], name=op.f("fk_campanas_encuesta_encuestas")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_campanas")),
        sa.UniqueConstraint("enlace", name=op.f("uq_campanas_enlace")),
    )
    op.create_index(op.f("ix_campanas_municipio"), "campanas", ["municipio"], unique=False)
    op.create_index("ix_campanas_por_mover", "campanas", ["estado", "hasta"], unique=False)

    op.create_table(
        "hojas",
        sa.Column("token", sa.String(length=64), nullable=False),
        sa.Column("campana", sa.Integer(), nullable=False),
        sa.Column("via", sa.String(length=12), nullable=False),
        sa.Column("estado", sa.String(length=12), nullable=False),
        sa.Column("consiente", sa.Boolean(), nullable=False),
        sa.Column("actual", sa.String(length=40), nullable=True),
        sa.Column("dia", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["campana"], ["campanas.id"], name=op.f("fk_hojas_campana_campanas")),
        sa.PrimaryKeyConstraint("token", name=op.f("pk_hojas")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_hojas_campana"), "hojas", ["campana"], unique=False)

    op.create_table(
        "participantes",
        sa.Column("campana", sa.Integer(), nullable=False),
        sa.Column("chat_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("via", sa.String(length=12), nullable=False),
        sa.Column("turno", sa.Integer(), nullable=False),
        sa.Column("invitado", sa.Boolean(), nullable=False),
        sa.Column("recordado", sa.Boolean(), nullable=False),
        sa.Column("participo", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["campana"], ["campanas.id"], name=op.f("fk_participantes_campana_campanas")),
        sa.PrimaryKeyConstraint("campana", "chat_id", name=op.f("pk_participantes")),
    )
    op.create_table(
        "respuestas",
        sa.Column("token", sa.String(length=64), nullable=False),
        sa.Column("pregunta", sa.String(length=40), nullable=False),
        sa.Column("valor", JSON_VALUE, nullable=False),
        sa.Column("aprobado", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["token"], ["hojas.token"], name=op.f("fk_respuestas_token_hojas"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("token", "pregunta", name=op.f("pk_respuestas")),
        sqlite_with_rowid=False,
    )
    op.add_column("chats", sa.Column("encuestas_desde", sa.DateTime(timezone=True), nullable=True))
    op.add_column("chats", sa.Column("no_molestar_en", sa.DateTime(timezone=True), nullable=True))
    op.add_column("chats", sa.Column("zona", sa.String(length=10), nullable=True))
    op.add_column("chats", sa.Column("ofrecida_en", sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    """Undo."""
    op.drop_column("chats", "ofrecida_en")
    op.drop_column("chats", "zona")
    op.drop_column("chats", "no_molestar_en")
    op.drop_column("chats", "encuestas_desde")

    op.drop_table("respuestas")
    op.drop_table("participantes")
    op.drop_index(op.f("ix_hojas_campana"), "hojas")

    op.drop_table("hojas")
    op.drop_index("ix_campanas_por_mover", "campanas")
    op.drop_index(op.f("ix_campanas_municipio"), "campanas")

    op.drop_table("campanas")
    op.drop_table("intereses")
    op.drop_table("encuestas")
