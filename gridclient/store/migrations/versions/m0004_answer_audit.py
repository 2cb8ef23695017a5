"""Answer audit and answers without a place; lists and pictures of a checklist (FORMS 4).

Revision ID: 0004
Revises: 0003
"""

from __future__ import annotations

from alembic import op

revision = "0004"
down_revision = "0003"

STATEMENTS = (
    "ALTER TABLE answers ADD COLUMN audit TEXT",
    "ALTER TABLE answers ADD COLUMN audit_cut INTEGER",
    "ALTER TABLE answers ADD COLUMN unplaced TEXT",
    "ALTER TABLE checklist ADD COLUMN media TEXT",
)


def upgrade() -> None:
    """Make the columns; every row stays."""
    for statement in STATEMENTS:
        op.get_bind().exec_driver_sql(statement)
