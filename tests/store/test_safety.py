"""What may happen to the file: unreadable without its key, damaged, too new, full, busy, behind (FAULTS 21-36)."""

from __future__ import annotations

import shutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from gridclient.store import Store
from gridcore.errors import DiskFull, StoreBroken, StoreBusy, TooNew
from tests.store.conftest import KEY, Shelf
from tests.store.tin import Tin

CANARY = "金丝雀CANARY4711"
PERSON = "00000000-0000-7000-8000-000000000001"


def filled(shelf: Shelf, name: str = "a", rows: int = 300) -> Store:
    store = shelf.open(name)
    with store.write("import") as work:
        for number in range(rows):
            work.create("person", {"name": CANARY, "note": f"{CANARY} {number}"}, grid="G1")
        photo = work.attach("G1", "r", CANARY.encode() * 50, CANARY, None, None)
        work.create("visit", {"photos": [photo], "text": CANARY}, grid="G1")
    store.drafts.keep("visit", CANARY, {"text": CANARY})
    store.settings.put("last", CANARY)
    return store


def imported(store: Store) -> None:
    with store.write("import") as work:
        for _ in range(300):
            work.create("person", {"name": "甲", "note": "x" * 1000}, grid="G1")


def test_nothing_on_the_disk_is_readable(shelf: Shelf, tmp_path: Path) -> None:
    store = filled(shelf)
    pieces = [CANARY.encode(), CANARY.encode("utf-16-le"), b"CANARY4711", b"SQLite format 3", b"CREATE TABLE"]
    for open_still in (True, False):
        if not open_still:
            store.close()
        files = [path for path in tmp_path.rglob("*") if path.is_file()]
        assert len(files) >= (4 if open_still else 3)
        for path in files:
            found = path.read_bytes()
            assert not any(piece in found for piece in pieces), path.name
            assert CANARY not in path.name


def test_a_wrong_key_or_a_torn_head_is_a_broken_store_never_a_new_one(
    shelf: Shelf, capfd: pytest.CaptureFixture[str]
) -> None:
    filled(shelf).close()
    before = shelf.path().read_bytes()
    with pytest.raises(StoreBroken):
        shelf.open(key=bytes(48))

    assert shelf.path().read_bytes() == before
    assert capfd.readouterr() == ("", "")
    assert shelf.open().search.people() == 300


@pytest.mark.fault(34)
def test_a_missing_store_is_not_made_anew(shelf: Shelf) -> None:
    with pytest.raises(StoreBroken) as broken:
        shelf.open("lost", create=False)

    assert broken.value.facts["reason"] == "missing"
    assert not shelf.path("lost").exists()


@pytest.mark.fault(31)
def test_every_damaged_page_is_found(shelf: Shelf) -> None:
    filled(shelf).close()
    whole = shelf.path().read_bytes()
    assert shelf.open().integrity() == []
    shelf.close()
    for at in range(4096, len(whole), 4096 * 7):
        shelf.path().write_bytes(whole[: at + 500] + bytes(64) + whole[at + 564 :])
        try:
            store = shelf.open()
        except StoreBroken:
            continue
        assert store.integrity() != [], at // 4096
        store.close()


def test_a_store_of_a_newer_program_is_left_alone(shelf: Shelf) -> None:
    store = filled(shelf)
    with store.database.write("test") as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    store.close()

    with pytest.raises(TooNew) as new:
        shelf.open()
    assert new.value.facts["found"] == "9999"


@pytest.mark.fault("F51")
def test_one_program_per_store(shelf: Shelf) -> None:
    store = shelf.open()
    with pytest.raises(StoreBusy):
        shelf.open()
    store.close()

    shelf.open()


@pytest.mark.fault("F51", 26)
def test_of_twenty_programs_started_at_once_one_opens_and_the_others_say_why(shelf: Shelf) -> None:
    shelf.open().close()

    def start(_number: int) -> str:
        try:
            shelf.open(create=False)
        except StoreBusy as busy:
            return str(busy.facts["reason"])
        return "opened"

    with ThreadPoolExecutor(20) as pool:
        said = list(pool.map(start, range(20)))

    assert sorted(said) == ["lock_file"] * 19 + ["opened"]


@pytest.mark.fault("F47", 29)
def test_a_full_disk_is_told_nothing_is_half_written_and_room_heals(shelf: Shelf) -> None:
    store = filled(shelf, rows=10)
    tin = Tin()
    for number in range(200):
        tin.make("household", f"00000000-0000-7000-8000-{number:012d}", "G1", note="x" * 2000)
    with store.database.bare() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
    for room in range(0, 40, 4):
        with store.database.bare() as connection:
            connection.exec_driver_sql(f"PRAGMA max_page_count = {pages + room}").scalar_one()
        with pytest.raises(DiskFull):
            imported(store)
        with pytest.raises(DiskFull):
            store.pages.take(tin.pull(store.pages.ask(["household"])))
        assert (store.search.people(), store.status().waiting, store.integrity()) == (10, 1, [])
    with store.database.bare() as connection:
        connection.exec_driver_sql("PRAGMA max_page_count = 1000000").scalar_one()
    assert store.pages.take(tin.pull(store.pages.ask(["household"]))).records == 200
    with store.write("import") as work:
        work.create("person", {"name": "乙"}, grid="G1")

    assert store.search.people() == 11


@pytest.mark.fault("F55", 33)
def test_a_lost_wal_is_noticed_and_no_number_is_given_twice(shelf: Shelf, tmp_path: Path) -> None:
    store = filled(shelf)
    with store.write("paper") as work:
        work.create("person", {"name": "x"}, grid="G1")
        work.use_number(7)
    old = tmp_path / "old.db"
    store.close()
    shutil.copy(shelf.path(), old)
    store = shelf.open()
    with store.write("paper") as work:
        work.create("person", {"name": "y"}, grid="G1")
        work.use_number(9)
    assert store.outbox.seal() is not None
    store.close()
    shutil.copy(old, shelf.path())
    store = shelf.open()

    behind = store.status().behind
    assert behind is not None
    assert store.outbox.meta().doc == 9
    with store.read() as reading:
        assert reading.db.value("SELECT seq FROM sqlite_sequence WHERE name = 'tx'") == 3
    store.close()
    assert shelf.open().status().behind == behind, "told until a person has seen it"


def test_a_torn_side_file_is_no_alarm(shelf: Shelf, tmp_path: Path) -> None:
    filled(shelf).close()
    side = tmp_path / "a" / "highest"
    whole = side.read_bytes()
    for at in (3, 520):
        side.write_bytes(whole[:at] + b"??" + whole[at + 2 :])
        store = shelf.open()
        assert store.status().behind is None
        store.close()
        side.write_bytes(whole)


@pytest.mark.fault(33)
def test_a_copy_by_the_backup_api_holds_what_the_wal_holds(shelf: Shelf, tmp_path: Path) -> None:
    store = filled(shelf)
    store.copy_to(tmp_path / "copy.db")

    assert shelf.open("copy", key=KEY, create=False).search.people() == 300
    assert b"SQLite format 3" not in (tmp_path / "copy.db").read_bytes()[:16]


def test_a_reader_sees_one_moment(shelf: Shelf) -> None:
    store = shelf.open()
    with store.read() as before:
        assert before.all("person") == ()
        with store.write("new") as work:
            work.create("person", {"name": "x"}, grid="G1", id=PERSON)
        assert before.get("person", PERSON) is None
    with store.read() as after:
        assert after.get("person", PERSON) is not None
