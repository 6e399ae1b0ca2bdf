"""First tables."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

JSON_VALUE = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "avisos",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("clave", sa.String(length=120), nullable=False),
        sa.Column("municipio", sa.String(length=40), nullable=False),
        sa.Column("carril", sa.String(length=20), nullable=False),
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("metodo", sa.String(length=40), nullable=False),
        sa.Column("cuerpo", JSON_VALUE, nullable=True),
        sa.Column("estado", sa.String(length=12), nullable=False),
        sa.Column("intentos", sa.Integer(), nullable=False),
        sa.Column("dudas", sa.Integer(), nullable=False),
        sa.Column("no_antes", sa.DateTime(timezone=True), nullable=False),
        sa.Column("tomado_hasta", sa.DateTime(timezone=True), nullable=True),
        sa.Column("tomado_por", sa.String(length=40), nullable=True),
        sa.Column("creado_en", sa.DateTime(timezone=True), nullable=False),
        sa.Column("enviado_en", sa.DateTime(timezone=True), nullable=True),
        sa.Column("message_id", sa.BigInteger(), nullable=True),
        sa.Column("error", sa.String(length=200), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_avisos")),
        sa.UniqueConstraint("clave", name=op.f("uq_avisos_clave")),
    )
    with op.batch_alter_table("avisos", schema=None) as batch_op:
        batch_op.create_index("ix_avisos_chat_id", ["chat_id"], unique=False)
        batch_op.create_index("ix_avisos_por_enviar", ["estado", "carril", "no_antes"], unique=False)

    op.create_table(
        "chats",
        sa.Column("chat_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("municipio", sa.String(length=40), nullable=True),
        sa.Column("informado_en", sa.DateTime(timezone=True), nullable=True),
        sa.Column("bloqueado_en", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("chat_id", name=op.f("pk_chats")),
    )
    op.create_table(
        "codigos",
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.Column("municipio", sa.String(length=40), nullable=True),
        sa.Column("rol", sa.String(length=20), nullable=False),
        sa.Column("vence_en", sa.DateTime(timezone=True), nullable=False),
        sa.Column("usado_en", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("hash", name=op.f("pk_codigos")),
    )
    op.create_table(
        "conversaciones",
        sa.Column("clave", sa.String(length=80), nullable=False),
        sa.Column("estado", JSON_VALUE, nullable=False),
        sa.Column("vence_en", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("clave", name=op.f("pk_conversaciones")),
    )
    op.create_table(
        "entrada",
        sa.Column("update_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("chat_id", sa.BigInteger(), nullable=True),
        sa.Column("cuerpo", JSON_VALUE, nullable=True),
        sa.Column("recibido_en", sa.DateTime(timezone=True), nullable=False),
        sa.Column("hecho_en", sa.DateTime(timezone=True), nullable=True),
        sa.Column("intentos", sa.Integer(), nullable=False),
        sa.Column("nota", sa.String(length=80), nullable=True),
        sa.PrimaryKeyConstraint("update_id", name=op.f("pk_entrada")),
    )
    with op.batch_alter_table("entrada", schema=None) as batch_op:
        batch_op.create_index("ix_entrada_por_hacer", ["hecho_en", "update_id"], unique=False)

    op.create_table(
        "fichas",
        sa.Column("municipio", sa.String(length=40), nullable=False),
        sa.Column("slug", sa.String(length=40), nullable=False),
        sa.Column("cuerpo", JSON_VALUE, nullable=False),
        sa.Column("huella", sa.String(length=64), nullable=False),
        sa.Column("cargada_en", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("municipio", "slug", name=op.f("pk_fichas")),
    )
    op.create_table(
        "frases",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("municipio", sa.String(length=40), nullable=False),
        sa.Column("slug", sa.String(length=40), nullable=False),
        sa.Column("texto", sa.String(length=400), nullable=False),
        sa.Column("creada_en", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_frases")),
    )
    with op.batch_alter_table("frases", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_frases_municipio"), ["municipio"], unique=False)

    op.create_table(
        "municipios",
        sa.Column("slug", sa.String(length=40), nullable=False),
        sa.Column("cuerpo", JSON_VALUE, nullable=False),
        sa.Column("huella", sa.String(length=64), nullable=False),
        sa.Column("cargado_en", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("slug", name=op.f("pk_municipios")),
    )
    op.create_table(
        "preguntas",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("municipio", sa.String(length=40), nullable=False),
        sa.Column("texto", sa.String(length=400), nullable=False),
        sa.Column("normalizada", sa.String(length=400), nullable=False),
        sa.Column("motivo", sa.String(length=20), nullable=False),
        sa.Column("tramite", sa.String(length=40), nullable=True),
        sa.Column("veces", sa.Integer(), nullable=False),
        sa.Column("ultima", sa.Date(), nullable=False),
        sa.Column("resuelta", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_preguntas")),
        sa.UniqueConstraint(
            "municipio", "normalizada", "motivo", name=op.f("uq_preguntas_municipio_normalizada_motivo")
        ),
    )
    with op.batch_alter_table("preguntas", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_preguntas_municipio"), ["municipio"], unique=False)

    op.create_table(
        "roles",
        sa.Column("chat_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("municipio", sa.String(length=40), nullable=False),
        sa.Column("rol", sa.String(length=20), nullable=False),
        sa.Column("desde", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("chat_id", "municipio", "rol", name=op.f("pk_roles")),
    )
    op.create_table(
        "versiones",
        sa.Column("nombre", sa.String(length=40), nullable=False),
        sa.Column("valor", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("nombre", name=op.f("pk_versiones")),
    )


def downgrade() -> None:
    """Undo."""
    op.drop_table("versiones")
    op.drop_table("roles")
    with op.batch_alter_table("preguntas", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_preguntas_municipio"))

    op.drop_table("preguntas")
    op.drop_table("municipios")
    with op.batch_alter_table("frases", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_frases_municipio"))

    op.drop_table("frases")
    op.drop_table("fichas")
    with op.batch_alter_table("entrada", schema=None) as batch_op:
        batch_op.drop_index("ix_entrada_por_hacer")

    op.drop_table("entrada")
    op.drop_table("conversaciones")
    op.drop_table("codigos")
    op.drop_table("chats")
    with op.batch_alter_table("avisos", schema=None) as batch_op:
        batch_op.drop_index("ix_avisos_por_enviar")
        batch_op.drop_index("ix_avisos_chat_id")

    op.drop_table("avisos")
