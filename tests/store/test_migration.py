"""The schema a store gets by migrations is the one the program speaks, and data survives (EXAMPLES 16)."""

from __future__ import annotations

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from gridclient.store import crash
from gridclient.store.engine import Database, driver
from gridclient.store.tables import METADATA, REVISIONS
from gridclient.store.upgrade import MIGRATIONS, upgrade
from tests.store.baseline import statements, text
from tests.store.conftest import KEY, Shelf


def test_the_migrated_schema_equals_the_models(shelf: Shelf) -> None:
    store = shelf.open()
    with store.database.read() as connection:
        context = MigrationContext.configure(connection, opts={"include_name": _is_ours})
        assert compare_metadata(context, METADATA) == []


def _is_ours(name: str | None, kind: str, _parents: object) -> bool:
    return not (kind == "table" and name is not None and name.startswith(("find_", "sqlite_")))


def test_the_first_migration_is_what_the_models_say() -> None:
    """Until the first release: `python -m tests.store.baseline` writes it anew when a noun gets a field."""
    found: dict[str, object] = {}
    exec((MIGRATIONS / "versions" / "m0001_first.py").read_text(encoding="utf-8"), found)
    written: dict[str, object] = {}
    exec(text(), written)

    assert found["STATEMENTS"] == written["STATEMENTS"] == tuple(statements())


def test_every_revision_file_is_known() -> None:
    files = sorted(path.name[1:5] for path in (MIGRATIONS / "versions").glob("m*.py"))

    assert tuple(files) == REVISIONS


def test_no_table_of_records_has_a_rule_but_its_id(shelf: Shelf) -> None:
    store = shelf.open()
    with store.read() as reading:
        for (sql,) in reading.db.all("SELECT sql FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'find_%'"):
            assert "FOREIGN KEY" not in sql
            assert "CHECK" not in sql
            assert "UNIQUE" not in sql


def test_killed_while_migrating_the_file_is_as_before(shelf: Shelf) -> None:
    shelf.master = None

    class Killed(BaseException):
        pass

    def kill(name: str, when: str) -> None:
        if (name, when) == ("migrate", "before"):
            raise Killed

    with crash.Watched(kill), pytest.raises(Killed):
        shelf.open("fresh")
    database = Database(shelf.path("fresh"), KEY, create=False)
    with database.read() as connection:
        assert driver(connection).all("SELECT name FROM sqlite_master") == []
    upgrade(database)
    upgrade(database)
    with database.read() as connection:
        assert driver(connection).value("SELECT version_num FROM alembic_version") == REVISIONS[-1]
    database.close()
