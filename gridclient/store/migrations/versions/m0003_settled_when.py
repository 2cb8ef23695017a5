"""When a tx was settled: the journal keeps it 90 days from then, however long ago it was made (SYNC 7).

Revision ID: 0003
Revises: 0002
"""

from __future__ import annotations

from alembic import op

revision = "0003"
down_revision = "0002"

STATEMENTS = ("ALTER TABLE tx ADD COLUMN settled TEXT",)


def upgrade() -> None:
    """Add the column; for what settled before, the count begins with the next trimming."""
    for statement in STATEMENTS:
        op.get_bind().exec_driver_sql(statement)
