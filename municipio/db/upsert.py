"""Inserting what may be there already, on both databases."""

from __future__ import annotations

from typing import Any, TypeVar, cast

from sqlalchemy import Table
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import InstrumentedAttribute, Session

from municipio.db.base import Base

T = TypeVar("T")


def insert_new(
    session: Session,
    table: type[Base],
    rows: list[dict[str, Any]],
    unique: InstrumentedAttribute[Any],
    wanted: InstrumentedAttribute[T],
) -> list[T]:
    """Insert `rows`, passing over those whose `unique` column is there already; the `wanted` column of the new ones."""
    if not rows:
        return []
    dialect = session.get_bind().dialect.name
    make = postgresql.insert if dialect == "postgresql" else sqlite.insert
    plain = cast("Table", table.__table__)  # the table itself: much cheaper than through the mapper
    insert = make(plain).on_conflict_do_nothing(index_elements=[plain.c[unique.key]]).returning(plain.c[wanted.key])
    return list(session.connection().execute(insert, rows).scalars())
