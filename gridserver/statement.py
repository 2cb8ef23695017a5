"""Statements that are said over and over: built once, and handed to PostgreSQL's driver as text (BUDGETS B11).

To build a statement, find its compiled form and wrap its result each time costs SQLAlchemy several times what driver
and database need to answer it. What is said once a day is built where it is said.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Sequence
from typing import Any, TypeVar

import msgspec
from psycopg import errors
from sqlalchemy import (
    JSON,
    Column,
    ColumnElement,
    Connection,
    LargeBinary,
    Table,
    Text,
    any_,
    bindparam,
    func,
    literal_column,
    select,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.dialects.postgresql import psycopg

from gridserver.engine import raise_postgres

T = TypeVar("T")

Among = Callable[[ColumnElement[str], str], ColumnElement[bool]]
"""Gives the condition that a column is one of a list of texts, which is given under a name."""

_DIALECT = psycopg.dialect()  # type: ignore[no-untyped-call] # as SQLAlchemy has it


class Statement:
    """A statement with named parameters, for either database."""

    def __init__(self, build: Callable[[Among], Any]) -> None:
        """Build it; `build` is given how lists are named."""
        self._core = build(_in)
        columns = getattr(self._core, "selected_columns", ())
        self._names = [column.key for column in columns]
        self._text = _text(build(_any))

    def rows(self, db: Connection, /, **given: Any) -> Sequence[Sequence[Any]]:
        """Give the rows it selects."""
        if db.dialect.name == "postgresql":
            return _sent(db, self._text, given).fetchall()  # type: ignore[no-any-return] # rows of any columns
        return db.execute(self._core, given).all()

    def structs(self, db: Connection, kind: Callable[..., T], /, **given: Any) -> list[T]:
        """Give the rows it selects as structs that have its columns as fields."""
        names = self._names
        return [kind(**dict(zip(names, row, strict=True))) for row in self.rows(db, **given)]

    def first(self, db: Connection, kind: Callable[..., T], /, **given: Any) -> T | None:
        """Give the first of them; None when there is none."""
        return next(iter(self.structs(db, kind, **given)), None)

    def run(self, db: Connection, /, **given: Any) -> None:
        """Say it, for what it does."""
        if db.dialect.name == "postgresql":
            _sent(db, self._text, given)
        else:
            db.execute(self._core, given)


class Bulk:
    """Inserts rows into a table, or upserts them but for some columns that keep what they have."""

    def __init__(self, table: Table, keep: tuple[str, ...] | None) -> None:
        """Build it; `keep` None: only what is new is inserted."""
        self._names = [column.name for column in table.c]
        self._core = _upserting(sqlite.insert(table), table, keep)
        self._text = _text(_upserting(postgresql.insert(table).from_select(self._names, _unpacked(table)), table, keep))

    def run(self, db: Connection, rows: Sequence[Any]) -> None:
        """Write structs that have the columns as fields; on PostgreSQL all in one statement, in their order."""
        if not rows:
            return
        if db.dialect.name == "postgresql":
            _sent(db, self._text, {"rows": msgspec.json.encode(rows).decode()})
        else:
            db.execute(self._core, [{name: getattr(row, name) for name in self._names} for row in rows])


@functools.cache
def bulk(table: Table, keep: tuple[str, ...] | None = None) -> Bulk:
    """Give what writes rows into a table, built once."""
    return Bulk(table, keep)


def _upserting(statement: Any, table: Table, keep: tuple[str, ...] | None) -> Any:
    if keep is None:
        return statement
    keys = [column.name for column in table.primary_key]
    rest = {column.name: statement.excluded[column.name] for column in table.c if column.name not in (*keys, *keep)}
    return statement.on_conflict_do_update(index_elements=keys, set_=rest)


def _unpacked(table: Table) -> Any:
    """Give the select of rows out of one JSON text, in their order; bytes come in base64, as msgspec writes them.

    A list a column costs the driver many times as much, and a row at a time costs both.
    """
    fields = [Column(one.name, Text() if isinstance(one.type, Text | LargeBinary) else one.type) for one in table.c]
    rows = func.json_to_recordset(bindparam("rows", type_=JSON())).table_valued(*fields)
    rows = rows.render_derived(name="given", with_types=True)
    packed = literal_column("'base64'", Text)
    kinds = zip(table.c, rows.c, strict=True)
    return select(*(func.decode(one, packed) if isinstance(into.type, LargeBinary) else one for into, one in kinds))


def _text(statement: Any) -> str:
    return str(statement.compile(dialect=_DIALECT))


def _in(column: ColumnElement[str], name: str) -> ColumnElement[bool]:
    return column.in_(bindparam(name, expanding=True))


def _any(column: ColumnElement[str], name: str) -> ColumnElement[bool]:
    return column == any_(bindparam(name, type_=postgresql.ARRAY(Text())))


def _sent(db: Connection, text: str, given: dict[str, Any]) -> Any:
    driver: Any = db.connection.driver_connection
    try:
        return driver.execute(text, given)
    except errors.Error as error:
        raise_postgres(error)
