"""Writes the first migration from the models: `python -m tests.store.baseline`; only until the first release."""

from __future__ import annotations

import json
from pathlib import Path

from sqlalchemy.dialects import sqlite
from sqlalchemy.schema import CreateIndex, CreateTable

from gridclient.store.tables import METADATA, SEARCH_DDL, SEARCH_TRIGGERS
from gridclient.store.upgrade import MIGRATIONS

HEAD = '''"""The first schema of the store.

Revision ID: 0001
Revises:
"""

from __future__ import annotations

from alembic import op

revision = "0001"
down_revision = None

STATEMENTS = (
'''
TAIL = """)


def upgrade() -> None:
    \"\"\"Make every table, index and full-text table.\"\"\"
    for statement in STATEMENTS:
        op.get_bind().exec_driver_sql(statement)
"""
WIDTH = 108


def statements() -> list[str]:
    """Give the DDL of the models as single lines."""
    dialect = sqlite.dialect()
    made: list[str] = []
    for table in METADATA.sorted_tables:
        made.append(str(CreateTable(table).compile(dialect=dialect)))
        made += [
            str(CreateIndex(index).compile(dialect=dialect))
            for index in sorted(table.indexes, key=lambda i: str(i.name))
        ]
    made += [*SEARCH_DDL, *SEARCH_TRIGGERS]
    return [" ".join(one.split()).replace("( ", "(").replace(" )", ")") for one in made]


def literal(statement: str) -> str:
    """Give a statement as string literals no wider than a line."""
    pieces, line = list[str](), ""
    for word in statement.split(" "):
        if len(line) + len(word) > WIDTH - 10:
            pieces.append(line)
            line = ""
        line += word + " "
    pieces.append(line.rstrip())
    quoted = [f"'{piece}'" if '"' in piece and "'" not in piece else json.dumps(piece) for piece in pieces]
    if len(quoted) == 1:
        return f"    {quoted[0]},\n"
    return "    (\n" + "".join(f"        {piece}\n" for piece in quoted) + "    ),\n"


def text() -> str:
    """Give the whole file."""
    return HEAD + "".join(literal(one) for one in statements()) + TAIL


if __name__ == "__main__":
    Path(MIGRATIONS / "versions" / "m0001_first.py").write_text(text(), encoding="utf-8")
