"""Answers without a place in the version a form was finished on, of surveys too (FORMS 4).

Revision ID: 0006
Revises: 0005
"""

from __future__ import annotations

from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Make the column; every row stays."""
    op.get_bind().exec_driver_sql("ALTER TABLE survey ADD COLUMN unplaced TEXT")
