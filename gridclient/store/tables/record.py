"""One table per `Kind.table`, its columns generated from the noun's struct (SYNC 7).

Scalars are typed columns; what is nested is JSON text; unknown fields, and known scalars of an unexpected type, are in
`extra`. No FOREIGN KEY, CHECK or UNIQUE but the id: a store never fails on what the server sends (SYNC 2).
"""

from __future__ import annotations

import types
import typing
from collections.abc import Mapping
from typing import Any

from sqlalchemy import Boolean, Column, Index, Integer, MetaData, Table, Text
from sqlalchemy.types import TypeEngine

from gridcore.kinds import KINDS, Kind

METADATA = MetaData()

SHARED = frozenset({"log", "issue"})
"""Tables that hold several kinds, told apart by a `kind` column."""

_INDEXES: Mapping[str, tuple[str, ...]] = {
    "person": ("parent", "grid"),
    "visit": ("parent", "grid"),
    "log": ("parent", "grid"),
    "issue": ("parent", "grid"),
    "occupancy": ("parent", "grid"),
    "inspection": ("parent", "grid"),
    "answers": ("parent", "grid"),
    "survey": ("parent", "grid"),
    "finding": ("parent", "grid"),
    "rectification": ("parent", "grid"),
    "document": ("parent", "grid"),
    "event": ("household", "grid"),
}


def scalar(kind: type) -> type | None:
    """Give str, int or bool for a field that is a typed column, None for one kept as JSON text."""
    options = [option for option in typing.get_args(kind) if option is not types.NoneType]
    return options[0] if len(options) == 1 and options[0] in (str, int, bool) else None


def field_types(kind: Kind) -> dict[str, type | None]:
    """Give the fields of a kind in the order of its struct, with their scalar type or None."""
    return {name: scalar(hint) for name, hint in typing.get_type_hints(kind.body).items() if name[0] != "_"}


def _column_type(of: type | None) -> TypeEngine[Any]:
    if of is bool:
        return Boolean()
    return Integer() if of is int else Text()


def _table(kind: Kind) -> Table:
    columns: list[Column[Any]] = [
        Column("id", Text, primary_key=True, nullable=False),
        Column("grid", Text, nullable=False),
        Column("parent", Text),
        Column("v", Integer, nullable=False),
        Column("gen", Integer, nullable=False),
    ]
    if kind.table in SHARED:
        columns.append(Column("kind", Text, nullable=False))
    columns += [Column(name, _column_type(of)) for name, of in field_types(kind).items()]
    columns.append(Column("extra", Text))
    return Table(kind.table, METADATA, *columns)


def _tables() -> dict[str, Table]:
    made: dict[str, Table] = {}
    for kind in KINDS.values():
        if kind.table not in made:
            made[kind.table] = _table(kind)
    return made


RECORD_TABLES: Mapping[str, Table] = _tables()
"""The tables of records by `Kind.table`."""

SECONDARY: tuple[Index, ...] = tuple(
    Index(f"ix_{name}_{column}", table.c[column])
    for name, table in RECORD_TABLES.items()
    for column in _INDEXES.get(name, ("grid",))
)
"""Indexes that are built once at the end of a first sync (ARCHITECTURE "First sync")."""
