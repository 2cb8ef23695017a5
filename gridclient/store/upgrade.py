"""Brings a store file to the schema of this program (EXAMPLES 16): the old schema or the new one, never between."""

from __future__ import annotations

import logging
from pathlib import Path

from sqlalchemy import Connection

from gridclient.store.engine import Database, driver
from gridclient.store.tables import REVISIONS
from gridcore.errors import TooNew

MIGRATIONS = Path(__file__).with_name("migrations")
"""Files, also in a built program: Alembic reads them from the disk."""


def upgrade(database: Database) -> None:
    """Run the missing migrations in one transaction; raises TooNew for a file of a newer program."""
    with database.read() as connection:
        found = revision(connection)
    if found == REVISIONS[-1]:
        return
    if found is not None and found not in REVISIONS:
        raise TooNew(found=found, known=REVISIONS[-1])
    with database.write("migrate") as connection:
        run(connection, REVISIONS[-1])


def revision(connection: Connection) -> str | None:
    """Give the revision of an open file, None for an empty one."""
    db = driver(connection)
    if db.one("SELECT 1 FROM sqlite_master WHERE name = 'alembic_version'") is None:
        return None
    value = db.value("SELECT version_num FROM alembic_version")
    return None if value is None else str(value)


def run(connection: Connection, target: str) -> None:
    """Migrate an open connection, inside its transaction, to a revision."""
    # Alembic is heavy and an unchanged store never needs it: the start of the program does not pay for it (B7).
    from alembic import command  # noqa: PLC0415
    from alembic.config import Config  # noqa: PLC0415

    logging.getLogger("alembic").setLevel(logging.WARNING)
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, target)
