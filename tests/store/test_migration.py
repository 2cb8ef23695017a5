"""The schema a store gets by migrations is the one the program speaks, and data survives (EXAMPLES 16)."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import event

from gridclient.store.engine import Database, driver
from gridclient.store.tables import METADATA, REVISIONS
from gridclient.store.upgrade import MIGRATIONS, run, upgrade
from tests.store.conftest import KEY, Shelf


def test_the_migrated_schema_equals_the_models(shelf: Shelf) -> None:
    store = shelf.open()
    with store.database.read() as connection:
        context = MigrationContext.configure(connection, opts={"include_name": _is_ours})
        assert compare_metadata(context, METADATA) == []


def _is_ours(name: str | None, kind: str, _parents: object) -> bool:
    return not (kind == "table" and name is not None and name.startswith(("find_", "sqlite_")))


@pytest.mark.parametrize("before", REVISIONS[:-1])
def test_work_of_every_earlier_revision_survives(shelf: Shelf, before: str) -> None:
    shelf.master = None
    database = Database(shelf.path("old"), KEY, create=True)
    with database.write("migrate") as connection:
        run(connection, before)
        db = driver(connection)
        db.run(
            "INSERT INTO tx (id, made, n, st, verb, ops, line, h, hidden)"
            " VALUES ('t1', '2026-11-24T10:00:00+08:00', 1, 'sealed', 'x', '[]', x'7b7d', 'ab', 0)"
        )
        db.run(
            "INSERT INTO meta (one, device, n, h, acked_n, acked_h, gen, ask, taken, clock_offset, made, doc, indexed,"
            " ended) VALUES (1, 'd1', 1, 'ab', 0, '', 3, 9, 9, 0, '', 7, 1, 1)"
        )
    database.close()

    store = shelf.open("old", create=False)

    meta, batch = store.outbox.meta(), store.outbox.seal()
    assert (meta.device, meta.n, meta.gen, meta.doc, meta.gone_out, meta.re_enrolled) == ("d1", 1, 3, 7, None, None)
    assert batch is not None
    assert batch.lines == (b"{}",)


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


def schema(database: Database) -> list[Any]:
    with database.read() as connection:
        return driver(connection).all("SELECT name, sql FROM sqlite_master ORDER BY name")


_OUTBOX = "SELECT pos, id, made, n, st, verb, grp, ops, line, h, answer, hidden FROM tx"
"""Every column the first revision had."""


def freeze(shelf: Shelf, name: str) -> None:
    """Copy what lies on the disk at this moment, as a kill leaves it: nothing is rolled back."""
    for suffix in ("", "-wal"):
        if Path(f"{shelf.path()}{suffix}").exists():
            shutil.copy(f"{shelf.path()}{suffix}", f"{shelf.path(name)}{suffix}")


@pytest.mark.fault(23)
@pytest.mark.parametrize("to", REVISIONS)
def test_killed_at_any_statement_of_a_migration_the_file_is_the_old_one_whole(shelf: Shelf, to: str) -> None:
    database = Database(shelf.path(), KEY, create=True)
    outbox: list[Any] = []
    if to != REVISIONS[0]:
        with database.write("old") as connection:
            run(connection, REVISIONS[REVISIONS.index(to) - 1])
            connection.exec_driver_sql(
                "INSERT INTO tx (id, made, st, verb, ops, hidden) VALUES ('t', 'now', 'waiting', 'v', '[]', 0)"
            )
            outbox = driver(connection).all(_OUTBOX)
    before, seen = schema(database), list[str]()

    def killed(*call: Any) -> None:
        seen.append(call[2])
        freeze(shelf, f"at{len(seen)}")

    with database.write("migrate") as connection:
        event.listen(connection, "before_cursor_execute", killed)
        run(connection, to)
    database.close()
    assert len([one for one in seen if one.startswith(("CREATE", "ALTER", "UPDATE", "INSERT"))]) >= 2
    for number, statement in enumerate(seen, 1):
        left = Database(shelf.path(f"at{number}"), KEY, create=False)
        assert schema(left) == before, statement
        if number % 20 == 1 or number == len(seen):
            upgrade(left)
            with left.read() as connection:
                assert driver(connection).value("SELECT version_num FROM alembic_version") == REVISIONS[-1]
                assert driver(connection).all(_OUTBOX) == outbox
        left.close()
