"""Inserting what may be there already, on both databases, through the table itself: much cheaper than by the
mapper. Each statement is made once."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any, TypeVar, cast

from sqlalchemy import Table
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import InstrumentedAttribute, Session
from sqlalchemy.sql.dml import ReturningInsert

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
    order = _new_ones(_dialect(session), model, _names(unique), wanted.key)
    return list(session.connection().execute(order, list(rows)).scalars())


def insert_or_change(
    session: Session, model: type[Base], rows: Sequence[Row], unique: Sequence[Column], changed: Sequence[Column]
) -> None:
    """Insert `rows`; of those whose `unique` columns are known, the `changed` ones take the new values."""
    if rows:
        order = _new_or_changed(_dialect(session), model, _names(unique), _names(changed))
        session.connection().execute(order, list(rows))


def insert_into(session: Session, model: type[Base]) -> postgresql.Insert | sqlite.Insert:
    """The insertion of this session's database, which knows what to do with rows that are there already."""
    return _into(_dialect(session), model)


@cache
def _new_ones(dialect: str, model: type[Base], unique: tuple[str, ...], wanted: str) -> ReturningInsert[Any]:
    order = _into(dialect, model).on_conflict_do_nothing(index_elements=unique)
    return order.returning(_table(model).c[wanted])


@cache
def _new_or_changed(
    dialect: str, model: type[Base], unique: tuple[str, ...], changed: tuple[str, ...]
) -> postgresql.Insert | sqlite.Insert:
    order = _into(dialect, model)
    return order.on_conflict_do_update(index_elements=unique, set_={name: order.excluded[name] for name in changed})


def _into(dialect: str, model: type[Base]) -> postgresql.Insert | sqlite.Insert:
    return postgresql.insert(_table(model)) if dialect == "postgresql" else sqlite.insert(_table(model))


def _dialect(session: Session) -> str:
    return session.get_bind().dialect.name


def _table(model: type[Base]) -> Table:
    return cast("Table", model.__table__)


def _names(columns: Sequence[Column]) -> tuple[str, ...]:
    return tuple(column.key for column in columns)
