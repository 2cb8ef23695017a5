"""The schema a store gets by migrations is the one the program speaks, and data survives (EXAMPLES 16)."""

from __future__ import annotations

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from gridclient.store import crash
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
