"""One contract for the database and its dictionary twin (SYNC 3)."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace

from gridcore.errors import DiskFull, StoreBroken, StoreBusy
from gridserver.engine import WRITES, check_sqlite, open_engine
from gridserver.memory import MemoryStore
from gridserver.row import (
    AccountRow,
    ChangeRow,
    DeviceRow,
    GrantRow,
    GridRow,
    Pushed,
    RecoveryRow,
    Row,
    ServerStore,
    TxRow,
    UploadRow,
)
from gridserver.store import SqlStore, SqlWriting, open_store
from tests.conftest import Logs
from tests.server.conftest import STORE_KEY

KINDS = ("person", "household")
DEVICE = DeviceRow(id="d1", user="li", ed25519="aa", x25519="bb")


def row(record: str, seq: int, **facts: object) -> Row:
    return replace(Row(grid="G1", id=record, kind="person", v=1, seq=seq, body='{"name":"王"}'), **facts)


def change(record: str, seq: int, tx: str = "t1", fields: str = '["name"]', v: int = 1) -> ChangeRow:
    return ChangeRow(grid="G1", seq=seq, id=record, v=v, tx=tx, by="li", mark=f"m{seq}", at="2026", fields=fields)


def pushed(*rows: Row, seq: int = 1, n: int = 1, **facts: object) -> Pushed:
    tx = TxRow(
        device="d1", n=n, id=f"t{n}", hash=f"h{n}", sig=None, by="li", at="2026",
        bytes=b'{"verb":"person.save"}', answer=b"{}",
    )  # fmt: skip
    found = Pushed(
        rows=rows,
        changes=[change(one.id, one.seq, tx=f"t{n}", v=one.v) for one in rows if one.grid == "G1"],
        txs=[tx],
        grids=[GridRow(code="G1", head=seq, mark=f"m{seq}")],
        blobs=[],
        device=replace(DEVICE, n=n, chain=f"h{n}"),
    )
    return replace(found, **facts)


class StoreContract:
    """What every server store does."""

    @pytest.fixture
    def store(self, db: ServerStore) -> ServerStore:
        with db.writing() as work:
            work.put_grid(GridRow(code="G1", name="一"))
            work.put_grid(GridRow(code="G2", name="二"))
            work.put_device(DEVICE)
        return db

    def test_a_recovery_is_kept_by_device(self, db: ServerStore) -> None:
        opened = RecoveryRow(device="d1", user="li", opened="2026", until="2027")
        with db.writing() as work:
            work.put_recovery(opened)
        with db.writing() as work:
            assert (work.recovery("d1"), work.recovery("d2")) == (opened, None)
            work.put_recovery(replace(opened, used="2026", used_by="d2"))
        with db.writing() as work:
            assert work.recovery("d1") == replace(opened, used="2026", used_by="d2")

    def test_an_error_takes_everything_back(self, store: ServerStore) -> None:
        def fail() -> None:
            with store.writing() as work:
                work.put_grid(GridRow(code="G3"))
                work.put_account(AccountRow(id="li", name="李", pw=""))
                work.put_grant(GrantRow(user="li", prefix="G", role="officer", since="2026"))
                work.put_upload(UploadRow(device="d1", grid="G1", sha256="a", size=2, have=1))
                work.store(pushed(row("a", 1)))
                raise ZeroDivisionError

        with pytest.raises(ZeroDivisionError):
            fail()

        with store.reading() as read:
            assert [grid.code for grid in read.grids_below("G")] == ["G1", "G2"]
            assert read.account("li") is None
            assert not read.grants("li")
            assert read.upload("d1", "G1", "a") is None
            assert read.page("G1", 0, KINDS, 10) == ([], True)
            assert read.mark_of("G1", 1) is None
        with store.writing() as work:
            assert not work.live(["a"])
            assert not work.txs_by_id(["t1"])

    def test_a_push_is_stored_whole(self, store: ServerStore) -> None:
        with store.writing() as work:
            work.store(pushed(row("a", 1), row("b", 1, parent="a")))

        with store.writing() as work:
            assert [one.id for one in work.live(["b", "c", "a"])] in (["a", "b"], ["b", "a"])
            assert work.children("G1", "a") == [row("b", 1, parent="a")]
            assert [tx.hash for tx in work.txs("d1", 1, 5)] == ["h1"]
            assert work.lock_grids(["G2", "G1"])["G1"] == GridRow(code="G1", name="一", head=1, mark="m1")
            device = work.lock_device("d1")
            assert device is not None
            assert (device.n, device.chain) == (1, "h1")
            (stand,) = work.history("a")
            assert (stand.by, stand.verb, stand.fields) == ("li", "person.save", ("name",))

    def test_a_tx_number_is_stored_once(self, store: ServerStore, logs: Logs) -> None:
        if isinstance(store, SqlStore) and store.engine.dialect.name == "sqlite":
            logs.expect("gridserver.engine", "IntegrityError")
        with store.writing() as work:
            work.store(pushed(row("a", 1)))

        with pytest.raises((ValueError, StoreBusy)), store.writing() as work:
            work.store(pushed(row("b", 2), seq=2))

        with store.reading() as read:
            assert read.grids(["G1"])["G1"].head == 1

    def test_history_is_newest_first(self, store: ServerStore) -> None:
        with store.writing() as work:
            work.store(pushed(row("a", 1)))
            work.store(pushed(row("a", 2, v=2), seq=2, n=2))
            assert [stand.v for stand in work.history("a")] == [2, 1]

    def test_a_moved_record_lives_once_and_leaves_a_stub(self, store: ServerStore) -> None:
        with store.writing() as work:
            work.store(pushed(row("a", 1)))
            rows = (row("a", 1, v=2, grid="G2"), row("a", 2, v=2, moved_to="G2"))
            grids = [GridRow(code="G1", head=2, mark="m2"), GridRow(code="G2", head=1, mark="m2")]
            work.put_blob("G1", "f" * 64, 7, "2026")
            work.store(pushed(*rows, n=2, grids=grids, blobs=[("G1", "G2", "f" * 64), ("G1", "G2", "0" * 64)]))

        with store.writing() as work:
            assert [one.grid for one in work.live(["a"])] == ["G2"]
            stub = work.row("G1", "a")
            assert stub is not None
            assert stub.moved_to == "G2"
            assert (work.blob("G2", "f" * 64), work.blob("G2", "0" * 64)) == (7, None)
            assert work.page("G1", 1, KINDS, 9) == ([(2, b'{"k":"person","id":"a","v":2,"gone":"moved"}')], True)
            assert list(work.versions("G1", KINDS)) == []

    @pytest.mark.parametrize(
        ("after", "limit", "found", "whole"),
        [
            (0, 9, ["a", "b", "c", "e"], True),  # from zero: no gone rows
            (0, 1, ["a", "b"], False),  # a seq is never cut
            (0, 2, ["a", "b"], False),
            (0, 3, ["a", "b", "c"], False),
            (2, 9, ["d", "e"], True),
            (4, 9, [], True),
        ],
    )
    def test_a_page_ends_on_a_seq(
        self, store: ServerStore, after: int, limit: int, found: list[str], whole: bool
    ) -> None:
        rows = (row("b", 1), row("a", 1), row("c", 2), row("d", 3, deleted=True), row("e", 4, kind="household"))
        with store.writing() as work:
            work.store(pushed(*rows, row("x", 1, kind="event"), seq=4))

        with store.reading() as read:
            page, all_came = read.page("G1", after, KINDS, limit)

        assert [line.partition(b'"id":"')[2][:1].decode() for _, line in page] == found
        assert all_came is whole

    def test_the_body_travels_as_it_was_stored(self, store: ServerStore) -> None:
        body = '{"note":"引号\\" 换行\\n","n":1e-7}'
        with store.writing() as work:
            work.store(pushed(row("a", 1, parent="p", body=body)))

        with store.reading() as read:
            ((_, line),), _ = read.page("G1", 0, KINDS, 9)
        assert line == f'{{"k":"person","id":"a","p":"p","v":1,"b":{body}}}'.encode()

    def test_versions_are_those_of_live_records_of_the_view(self, store: ServerStore) -> None:
        with store.writing() as work:
            work.store(pushed(row("a", 1), row("b", 1, deleted=True), row("c", 1, kind="event"), row("d", 1, v=7)))

        with store.reading() as read:
            assert sorted(read.versions("G1", KINDS)) == [("a", 1), ("d", 7)]

    def test_grids_below_a_prefix(self, store: ServerStore) -> None:
        with store.writing() as work:
            for code in ("61", "610", "62", "common"):
                work.put_grid(GridRow(code=code))

        with store.reading() as read:
            assert [grid.code for grid in read.grids_below("61")] == ["61", "610"]
            assert len(read.grids_below("")) == 6

    def test_order_is_that_of_bytes(self, store: ServerStore) -> None:
        """Whatever the locale of the machine: a page must come in one order everywhere."""
        codes = ["61a", "61B", "61_", "61乙", "61甲", "61 ", "61-"]
        with store.writing() as work:
            for code in codes:
                work.put_grid(GridRow(code=code))
            work.store(pushed(*(row(code, 1) for code in codes)))

        with store.reading() as read:
            assert [grid.code for grid in read.grids_below("61")] == sorted(codes)
            page, _ = read.page("G1", 0, KINDS, 99)
        assert [json.loads(line)["id"] for _, line in page] == sorted(codes)

    def test_names_no_column_can_hold_name_nothing(self, store: ServerStore) -> None:
        """NUL is no text to PostgreSQL, and 64 bits hold no such number: the answer is "not there", not an error."""
        with store.writing() as work:
            assert work.account("li\0") is None
            assert work.device("d1\0") is None
            assert work.lock_device("d1\0") is None
            assert not work.grids(["G1\0"])
            assert not work.lock_grids(["G1\0"])
            assert not work.live(["a\0"])
            assert work.mark_of("G1", 1 << 63) is None
            assert work.mark_of("G1", -1 << 70) is None

    def test_a_device_is_added_once(self, store: ServerStore) -> None:
        with store.writing() as work:
            assert work.add_device(replace(DEVICE, id="d2")) == DEVICE
            fresh = replace(DEVICE, id="d3", ed25519="cc", user="wang")
            assert work.add_device(fresh) == fresh

        with store.reading() as read:
            assert list(read.devices()) == [DEVICE, fresh]
            assert list(read.devices("wang")) == [fresh]

    def test_accounts_come_by_id(self, store: ServerStore) -> None:
        people = [AccountRow(id=name, name=name, pw="") for name in ("wang", "li")]
        with store.writing() as work:
            work.load(accounts=people)

        with store.reading() as read:
            assert [account.id for account in read.accounts()] == ["li", "wang"]

    def test_a_grid_named_again_keeps_its_count(self, store: ServerStore) -> None:
        with store.writing() as work:
            work.store(pushed(row("a", 1)))
            work.put_grid(GridRow(code="G1", name="新"))
            assert work.grids(["G1"])["G1"] == GridRow(code="G1", name="新", head=1, mark="m1")

    def test_a_blob_is_named_by_records_of_its_grid_only(self, store: ServerStore) -> None:
        with store.writing() as work:
            work.store(pushed(row("a", 1, body=f'{{"photos":[{{"sha256":"{"f" * 64}"}}]}}')))

        with store.reading() as read:
            assert read.names_blob("G1", "f" * 64)
            assert not read.names_blob("G2", "f" * 64)
            assert not read.names_blob("G1", "e" * 64)

    def test_an_upload_of_size_0_goes(self, store: ServerStore) -> None:
        upload = UploadRow(device="d1", grid="G1", sha256="a", size=2, have=1)
        with store.writing() as work:
            work.put_upload(upload)
            assert work.upload("d1", "G1", "a") == upload
            work.put_upload(replace(upload, size=0))
            assert work.upload("d1", "G1", "a") is None

    def test_a_county_is_loaded_with_heads_and_marks(self, store: ServerStore) -> None:
        with store.writing() as work:
            work.load(
                grids=[GridRow(code="G1", name="一", head=2, mark="m2")],
                rows=[row("a", 1), row("b", 2)],
                changes=[change("a", 1, tx=""), change("b", 2, tx="")],
                accounts=[AccountRow(id="li", name="李", pw="")],
                grants=[GrantRow(user="li", prefix="G1", role="officer", since="2026")],
            )

        with store.writing() as work:
            assert work.grids(["G1"])["G1"] == GridRow(code="G1", name="一", head=2, mark="m2")
            assert work.mark_of("G1", 2) == "m2"
            assert [stand.verb for stand in work.history("a")] == ["load"]
            assert [grant.role for grant in work.grants("li")] == ["officer"]


class TestMemory(StoreContract):
    """The twin."""

    @pytest.fixture
    def db(self) -> ServerStore:
        return MemoryStore()


class TestPostgres(StoreContract):
    """The one of a city."""

    @pytest.fixture
    def db(self, postgres_store: ServerStore) -> ServerStore:
        return postgres_store


class TestSqlite(StoreContract):
    """The embedded one."""

    @pytest.fixture
    def db(self, tmp_path: Path) -> Iterator[ServerStore]:
        store = open_store(tmp_path / "server.db", STORE_KEY)
        yield store
        store.close()

    def test_it_is_encrypted(self, tmp_path: Path, store: ServerStore) -> None:
        with store.writing() as work:
            work.store(pushed(row("a", 1, body='{"name":"canary-canary"}')))
        store.close()

        for file in tmp_path.iterdir():
            assert b"canary" not in file.read_bytes()
            assert b"CREATE TABLE" not in file.read_bytes()

    def test_another_key_does_not_open_it(self, tmp_path: Path, store: ServerStore) -> None:
        store.close()

        with pytest.raises(StoreBroken):
            open_store(tmp_path / "server.db", "cd" * 48)

    def test_a_second_writer_waits_its_turn(self, tmp_path: Path, store: ServerStore) -> None:
        """The writers of two processes meet in SQLite itself: BEGIN IMMEDIATE waits, then gives up as busy."""
        other = open_engine(tmp_path / "server.db", STORE_KEY, wait=0.05).execution_options(**{WRITES: True})

        def intrude() -> None:
            with other.begin():
                pytest.fail("two write at once")

        with store.writing() as work:
            work.put_grid(GridRow(code="G3"))
            with pytest.raises(StoreBusy):
                intrude()
        with other.begin():
            other.dispose()

    @pytest.mark.fault("F47", 19)
    def test_a_full_disk_stores_nothing(self, store: ServerStore) -> None:
        def fill() -> None:
            with store.writing() as work:
                assert isinstance(work, SqlWriting)
                work.db.exec_driver_sql("PRAGMA max_page_count = 1")  # no room on the disk
                work.store(pushed(*(row(f"{n}", 1, body=f'{{"x":"{"y" * 5000}"}}') for n in range(99))))

        with pytest.raises(DiskFull):
            fill()

        with store.reading() as read:
            assert read.page("G1", 0, KINDS, 10) == ([], True)


@pytest.mark.parametrize("found", [(3, 40, 1), (3, 51, 2)])
def test_an_old_sqlite_is_refused(found: tuple[int, ...]) -> None:
    with pytest.raises(StoreBroken):
        check_sqlite(found)


def test_the_sqlite_we_ship_is_new_enough() -> None:
    check_sqlite((3, 51, 3))
