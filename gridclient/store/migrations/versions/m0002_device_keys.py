"""Device keys in the store, and what a new enrolment leaves to be told (SYNC 8 T5).

Revision ID: 0002
Revises: 0001
"""

from __future__ import annotations

from alembic import op

revision = "0002"
down_revision = "0001"

STATEMENTS = (
    "CREATE TABLE device_key (st TEXT NOT NULL, ed25519 TEXT NOT NULL, x25519 TEXT NOT NULL, PRIMARY KEY (st))",
    "ALTER TABLE meta ADD COLUMN gone_out INTEGER",
    "ALTER TABLE meta ADD COLUMN re_enrolled TEXT",
)


def upgrade() -> None:
    """Make the table and the columns; every row stays."""
    for statement in STATEMENTS:
        op.get_bind().exec_driver_sql(statement)
