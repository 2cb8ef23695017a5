"""The code tables of this store: those shipped, replaced one by one by those of the server (DOMAIN 2.9)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec

from gridclient.base.resources import resource
from gridclient.store import Store
from gridcore import codetable, reference
from gridcore.codetable import CodeTable, Entry

EMPTY = CodeTable(name="", entries=())
"""What stands for a table nobody has: every code is shown as it is."""


def shipped() -> Mapping[str, CodeTable]:
    """Give the tables of resources/codes by name."""
    return codetable.load(path.read_bytes() for path in sorted(resource("codes").glob("*.json")))


def code_tables(store: Store) -> Mapping[str, CodeTable]:
    """Give every table by name, the server's where it maintains one."""
    tables = dict(shipped())
    with store.read() as reading:
        kept = [entry.body for entry in reading.all("code_table")]
    for body in kept:
        if isinstance(body, reference.CodeTable) and body.name and body.entries:
            tables[body.name] = _table(body.name, body.entries, tables.get(body.name, EMPTY))
    return tables


def _table(name: str, entries: Mapping[str, Mapping[str, Any]], before: CodeTable) -> CodeTable:
    """A code keeps the limits and demands it was shipped with unless the server says otherwise."""
    made: list[Entry] = []
    for code, facts in entries.items():
        old = before.get(code) or Entry(code=code, zh=code, en=code)
        merged = {**msgspec.to_builtins(old), **facts, "code": code}
        try:
            made.append(msgspec.convert(merged, Entry))
        except msgspec.ValidationError:
            made.append(old)
    return CodeTable(name=name, source=before.source, entries=tuple(made))
