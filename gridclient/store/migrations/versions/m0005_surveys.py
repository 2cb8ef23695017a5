"""Forms of questions filled outside an inspection (FORMS 3, 4).

Revision ID: 0005
Revises: 0004
"""

from __future__ import annotations

from alembic import op

revision = "0005"
down_revision = "0004"

STATEMENTS = (
    (
        "CREATE TABLE survey (id TEXT NOT NULL, grid TEXT NOT NULL, parent TEXT, v INTEGER NOT NULL, gen INTEGER"
        ' NOT NULL, checklist TEXT, title TEXT, "values" TEXT, photos TEXT, started_at TEXT, finished_at TEXT,'
        ' "by" TEXT, by_name TEXT, corrects TEXT, extra TEXT, PRIMARY KEY (id))'
    ),
    "CREATE INDEX ix_survey_grid ON survey (grid)",
    "CREATE INDEX ix_survey_parent ON survey (parent)",
)


def upgrade() -> None:
    """Make the table; what was filled before stands in others."""
    for statement in STATEMENTS:
        op.get_bind().exec_driver_sql(statement)
