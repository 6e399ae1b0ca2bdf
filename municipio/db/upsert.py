"""Inserting what may be there already, on both databases, through the table itself: much cheaper than by the mapper."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypeVar, cast

from sqlalchemy import Table
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import InstrumentedAttribute, Session

from municipio.db.base import Base

T = TypeVar("T")
Column = InstrumentedAttribute[Any]
Row = dict[str, Any]


def insert_new(
    session: Session, model: type[Base], rows: Sequence[Row], unique: Sequence[Column], wanted: InstrumentedAttribute[T]
) -> list[T]:
    """Insert `rows`, passing over those whose `unique` columns are known; the `wanted` column of the new ones."""
    if not rows:
        return []
    insert = insert_into(session, model).on_conflict_do_nothing(index_elements=_names(unique))
    returning = insert.returning(_table(model).c[wanted.key])
    return list(session.connection().execute(returning, list(rows)).scalars())


def insert_or_change(
    session: Session, model: type[Base], rows: Sequence[Row], unique: Sequence[Column], changed: Sequence[Column]
) -> None:
    """Insert `rows`; of those whose `unique` columns are known, the `changed` ones take the new values."""
    if not rows:
        return
    insert = insert_into(session, model)
    values = {name: insert.excluded[name] for name in _names(changed)}
    order = insert.on_conflict_do_update(index_elements=_names(unique), set_=values)
    session.connection().execute(order, list(rows))


def insert_into(session: Session, model: type[Base]) -> postgresql.Insert | sqlite.Insert:
    """The insertion of this session's database, which knows what to do with rows that are there already."""
    postgres = session.get_bind().dialect.name == "postgresql"
    return postgresql.insert(_table(model)) if postgres else sqlite.insert(_table(model))


def _table(model: type[Base]) -> Table:
    return cast("Table", model.__table__)


def _names(columns: Sequence[Column]) -> list[str]:
    return [column.key for column in columns]
