"""A disk that is full at the n-th byte, read-only, held or gone, under a person's store (F47, FAULTS 29, 30, 34)."""

from __future__ import annotations

import contextlib
import random
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Generator, Iterator
from pathlib import Path

import pytest

from gridclient.services.drafts import Drafts
from gridclient.services.visits import VisitDraft, Visits
from gridclient.store import Store
from gridclient.store import engine as store_engine
from gridclient.store.engine import driver
from gridcore.errors import DiskFull, GridError, StoreBroken, StoreBusy
from gridcore.household import Household
from gridcore.parts import Photo
from tests.clock import FakeClock
from tests.processes.conftest import Open
from tests.processes.deed import household
from tests.processes.disk import full_at, log_size, read_only
from tests.processes.site import ROOT
from tests.processes.worker import picture
from tests.server.town import G1
from tests.services.town import ME, WANG, open_store, settle

Disk = Callable[[Store, int], contextlib.AbstractContextManager[None]]
_STEP = 3001
"""Bytes between two tries: below a page, so that writes are torn as well."""


@contextlib.contextmanager
def fails_at_byte(_store: Store, number: int) -> Generator[None]:
    """No file grows beyond `number` steps: the system says so to each writer."""
    with full_at(number * _STEP):
        yield


@contextlib.contextmanager
def fails_at_page(store: Store, number: int) -> Generator[None]:
    """The database finds no room for more than `number` pages beyond those it has."""
    with store.database.bare() as connection:
        pages = driver(connection).value("PRAGMA page_count")
        driver(connection).value(f"PRAGMA max_page_count = {pages + number}")
    try:
        yield
    finally:
        with store.database.bare() as connection:
            driver(connection).value("PRAGMA max_page_count = 1000000")


def emptied(store: Store) -> None:
    """Bring what the log holds into the file, so that the tries begin at the first byte."""
    with store.database.bare() as connection:
        driver(connection).run("VACUUM")
        assert driver(connection).one("PRAGMA wal_checkpoint(TRUNCATE)")[0] == 0


@pytest.fixture
def store(tmp_path: Path, clock: FakeClock) -> Iterator[Store]:
    found = open_store(tmp_path, clock)
    settle(found)
    yield found
    found.close()


@pytest.mark.fault("F47", 22, 29)
@pytest.mark.parametrize(
    ("disk", "told"),
    [
        pytest.param(fails_at_byte, {DiskFull, StoreBroken}, id="at the n-th byte"),
        pytest.param(fails_at_page, {DiskFull}, id="at the n-th page"),
    ],
)
def test_a_visit_that_finds_no_room_is_told_and_stays_in_its_form(
    disk: Disk, told: set[type[GridError]], store: Store, clock: FakeClock
) -> None:
    drafts, visits = Drafts(store), Visits(store, ME, clock)
    form = VisitDraft(household=WANG, text="老人的药还够。" * 1000)
    kept = drafts.keep("visit", "王", form)
    photo = drafts.add_photo(kept, picture(random.Random(5), 9_000), "1.png")
    emptied(store)
    before, refused, number = store.status(), list[GridError](), 0
    while True:
        try:
            with disk(store, number):
                saved = visits.save(form, [photo], kept)
        except GridError as trouble:
            refused.append(trouble)
        else:
            break
        assert store.status() == before
        assert drafts.get(kept) is not None
        assert store.integrity() == [] if number % 10 == 0 else True
        number += 1

    assert {type(trouble) for trouble in refused} == told
    assert all(trouble.facts.get("kept", True) for trouble in refused)
    assert (drafts.get(kept), store.status().waiting) == (None, before.waiting + 1)
    assert store.integrity() == []
    visit = visits.get(saved.id)
    assert visit is not None
    assert visit.photos is not None
    assert store.blobs.open(str(visit.photos[0].sha256)) == photo.data
    assert store.blobs.tidy() == 0, "no file was left behind by a save that failed"


@pytest.mark.fault("F47", 22, 29)
@pytest.mark.parametrize("disk", [fails_at_byte, fails_at_page], ids=["at the n-th byte", "at the n-th page"])
def test_a_page_that_finds_no_room_is_not_there_at_all_and_comes_later(disk: Disk, laptop: Open) -> None:
    li, zhao = laptop("li"), laptop("zhao")
    zhao.syncing.run()
    for number in range(20):
        household(li, f"{number}" * 300)
    data = random.randbytes(9_000)
    with li.store.write("visit.save") as work:
        home = work.create("household", Household(address="三组"), grid=G1)
        photo = work.attach(G1, home, data, "1.jpg", None, None)
    li.syncing.run()
    zhao.store.blobs.want(G1, [Photo(sha256=photo.sha256, size=len(data))])
    rows, tries = _rows(zhao.store), 0
    while True:
        emptied(zhao.store)  # or each round would begin behind the log of the one before
        with disk(zhao.store, tries):
            report = zhao.syncing.run()
        assert report is not None
        if report.in_step:
            break
        assert isinstance(report.trouble, DiskFull | StoreBroken)
        assert _rows(zhao.store) in {rows, rows + 21}
        tries += 1

    assert tries > 2
    assert zhao.store.integrity() == []
    assert zhao.store.blobs.open(str(photo.sha256)) == data
    report = zhao.syncing.run(verify=True)
    assert report is not None
    assert (report.trouble, report.mismatched) == (None, ())
    assert _rows(zhao.store) == rows + 21


def _rows(store: Store) -> int:
    with store.read() as reading:
        return int(reading.db.value("SELECT count(*) FROM household"))


@pytest.mark.fault(30)
def test_a_read_only_place_is_told_at_the_door_and_while_working(tmp_path: Path, clock: FakeClock) -> None:
    store = open_store(tmp_path, clock)
    settle(store)
    visits, form = Visits(store, ME, clock), VisitDraft(household=WANG, text="在家")
    visits.save(form)
    store.close()
    with read_only(tmp_path), pytest.raises(StoreBroken) as shut:
        open_store(tmp_path, clock)
    assert shut.value.facts["kept"] is True

    store = open_store(tmp_path, clock)
    with read_only(tmp_path / "side"), pytest.raises(StoreBroken) as photo:
        Visits(store, ME, clock).save(form, [Drafts(store).add_photo("x", picture(random.Random(1), 900), "1.png")])
    assert photo.value.facts["kept"] is True
    assert store.status().waiting == 1
    Visits(store, ME, clock).save(form)
    store.close()


@pytest.mark.fault(30, 34)
def test_a_store_taken_away_is_missed_and_never_made_anew(tmp_path: Path, clock: FakeClock) -> None:
    store = open_store(tmp_path, clock)
    settle(store)
    away = tmp_path / "quarantine"
    away.mkdir()
    for name in ("town.db", "town.db-wal", "town.db-shm"):
        (tmp_path / name).rename(away / name)

    Visits(store, ME, clock).save(VisitDraft(household=WANG, text="还在写"))
    store.close()
    with pytest.raises(StoreBroken) as missing:
        Store.open(
            tmp_path / "town.db", bytes(range(48)), clock=clock, rng=random.randbytes,
            files=store.blobs._files, side=tmp_path / "side",
        )  # fmt: skip
    assert missing.value.facts["reason"] == "missing"
    assert not (tmp_path / "town.db").exists()

    (away / "town.db").rename(tmp_path / "town.db")
    if (away / "town.db-wal").exists():
        (away / "town.db-wal").rename(tmp_path / "town.db-wal")
    back = open_store(tmp_path, clock)
    assert (back.status().waiting, back.status().behind) == (1, None)
    back.close()


_HOLD = """
import sys, time
from sqlcipher3 import dbapi2
held = dbapi2.connect(sys.argv[1], isolation_level=None)
held.execute("PRAGMA key = \\"x'%s'\\"" % bytes(range(48)).hex())
held.execute("BEGIN IMMEDIATE")
print("held", flush=True)
sys.stdin.readline()
"""


@contextlib.contextmanager
def held(database: Path) -> Generator[subprocess.Popen[str]]:
    """Another process holds the file, as an anti-virus does, until a line comes or it is killed."""
    with subprocess.Popen(
        [sys.executable, "-c", _HOLD, str(database)], cwd=ROOT, stdin=-1, stdout=-1, text=True
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "held\n"
        try:
            yield process
        finally:
            process.kill()


@pytest.mark.fault(34)
def test_a_file_somebody_holds_is_waited_for_and_then_told(
    tmp_path: Path, clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert store_engine._BUSY_SECONDS == 30.0
    monkeypatch.setattr(store_engine, "_BUSY_SECONDS", 2.0)
    store = open_store(tmp_path, clock)
    settle(store)
    visits, form = Visits(store, ME, clock), VisitDraft(household=WANG, text="在家")
    with held(tmp_path / "town.db") as holder:
        threading.Timer(0.3, holder.kill).start()
        begun = time.monotonic()
        visits.save(form)
        waited = time.monotonic() - begun
    assert waited > 0.2
    with held(tmp_path / "town.db"), pytest.raises(StoreBusy):
        visits.save(form)

    assert store.status().waiting == 1
    visits.save(form)
    store.close()


def test_the_size_of_a_log_is_that_of_its_file(store: Store, tmp_path: Path) -> None:
    emptied(store)
    assert log_size(tmp_path / "town.db") == 0
    store.settings.put("x", 1)
    assert log_size(tmp_path / "town.db") > 4096
