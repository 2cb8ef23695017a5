"""Killed at every point in turn: the store opens, the next round finishes, nothing typed is gone (SYNC F05, 19)."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from functools import partial

import pytest

from gridclient.store import Store, crash
from gridcore.parts import Photo
from tests.store.conftest import Shelf
from tests.store.tin import Tin

A = "00000000-0000-7000-8000-00000000000a"
NEW = "00000000-0000-7000-8000-00000000000b"


class Killed(BaseException):
    """The program is no more."""


def story(open_store: Callable[[], Store], tin: Tin) -> None:
    """Sync, edit, attach, delete, undo, sync: every transaction of SYNC 8. Each step does only what is not yet done."""
    store = open_store()
    _round(store, tin)
    with store.read() as reading:
        entry = reading.get("household", A)
    assert entry is not None
    if entry.body.note == "1":  # type: ignore[attr-defined]  # Household
        with store.write("household.edit") as work:
            work.set("household", A, {"note": "1"}, {"note": "mine"})
    with store.read() as reading:
        made = reading.get("household", NEW)
    if made is None:
        with store.write("household.new") as work:
            photo = work.attach("G1", NEW, b"photo" * 99, "1.jpg", None, None)
            work.create("household", {"note": photo.sha256}, grid="G1", id=NEW)
    _round(store, tin)


def _round(store: Store, tin: Tin) -> None:
    while (batch := store.outbox.seal()) is not None:
        store.outbox.take_answers(tin.push(batch))
    while store.pages.take(tin.pull(store.pages.ask(["household"]))).more:
        pass
    for blob in store.blobs.next_to_send():
        assert store.blobs.open(blob.sha256) == b"photo" * 99
        store.blobs.confirm(blob.grid, blob.sha256, blob.size)


def count(shelf: Shelf) -> list[tuple[str, str]]:
    points: list[tuple[str, str]] = []
    with crash.Watched(lambda name, when: points.append((name, when))):
        story(lambda: shelf.open("counted"), new_tin())
    return points


def new_tin() -> Tin:
    tin = Tin()
    tin.make("household", A, "G1", note="1")
    return tin


@pytest.mark.fault("F04", "F05", 21)
def test_killed_at_every_point_the_next_round_finishes(shelf: Shelf) -> None:
    points = count(shelf)
    assert {"T1", "T2", "T3", "T4", "T6", "file", "ask"} <= {name for name, _ in points}
    for number in range(len(points)):
        name, tin = f"killed{number}", new_tin()
        left = number

        def kill(_name: str, _when: str) -> None:
            nonlocal left
            left -= 1
            if left < 0:
                raise Killed

        with crash.Watched(kill), pytest.raises(Killed):
            story(partial(shelf.open, name), tin)
        shelf.close()
        story(partial(shelf.open, name), tin)

        store = shelf.opened[-1]
        status = store.status()
        assert (status.in_sync, status.behind) == (True, None), points[number]
        live = tin.live("G1")
        assert live[A].body["note"] == "mine", points[number]
        assert store.blobs.open(live[NEW].body["note"]) == b"photo" * 99
        assert len(tin.txs) == 2, points[number]
        with store.read() as reading:
            assert {e.id: e.v for e in reading.all("household")} == {record: row.v for record, row in live.items()}
        store.close()


@pytest.mark.fault(21)
@pytest.mark.parametrize("when", ["before", "after"])
def test_a_draft_is_there_or_not_but_never_half(shelf: Shelf, when: str) -> None:
    store = shelf.open()

    def kill(name: str, now: str) -> None:
        if (name, now) == ("draft", when):
            raise Killed

    with crash.Watched(kill), pytest.raises(Killed):
        store.drafts.keep("visit", "王建国", {"text": "老人按时服药"})
    store.close()

    assert len(shelf.open().drafts.lines()) == (when == "after")


@pytest.mark.fault(22)
def test_a_file_no_row_names_is_tidied_away(shelf: Shelf) -> None:
    store = shelf.open()

    def kill(name: str, when: str) -> None:
        if (name, when) == ("T1", "before"):
            raise Killed

    photo = Photo()
    with crash.Watched(kill), pytest.raises(Killed), store.write("visit.save") as work:
        photo = work.attach("G1", "r", b"x", "1", None, None)
    assert store.blobs.is_here(str(photo.sha256))

    assert store.blobs.tidy() == 1
    assert not store.blobs.is_here(str(photo.sha256))


def _points(store: Store, tx: str) -> list[tuple[str, str]]:
    """Give the points an undo passes, in order."""
    passed: list[tuple[str, str]] = []
    with crash.Watched(lambda name, when: passed.append((name, when))):
        store.undo(tx)
    return passed


def _killed_at_each(shelf: Shelf, store: Store, tx: str, states: set[tuple[int, int]]) -> Store:
    """Kill an undo at each of its points, each time over the same files; nothing between two `states` may be left."""
    store.close()
    aside = shelf.folder.with_name(f"{shelf.folder.name}-aside")
    shutil.copytree(shelf.folder, aside)

    def again() -> Store:
        shutil.rmtree(shelf.folder)
        shutil.copytree(aside, shelf.folder)
        return shelf.open()

    store = again()
    points = _points(store, tx)
    assert points
    for at in range(len(points)):
        store.close()
        store = again()
        left = [at]

        def kill(name: str, when: str, left: list[int] = left) -> None:
            left[0] -= 1
            if left[0] < 0:
                raise Killed

        with crash.Watched(kill), pytest.raises(Killed):
            store.undo(tx)
        store.close()
        store = shelf.open()
        assert (store.search.people(), store.status().waiting) in states, points[at]
    store.close()
    return again()


@pytest.mark.fault(25)
def test_an_undone_import_is_undone_whole_or_not_at_all(shelf: Shelf) -> None:
    store = shelf.open()
    with store.write("roster.import") as work:
        for number in range(1200):
            work.create("person", {"name": f"甲{number}"}, grid="G1")
    store = _killed_at_each(shelf, store, work.tx_id, {(1200, 3), (0, 0)})
    store.undo(work.tx_id)
    assert (store.search.people(), store.status().waiting) == (0, 0)


@pytest.mark.fault(25)
def test_an_import_that_went_out_is_taken_back_by_one_group_of_txs_or_not_at_all(shelf: Shelf) -> None:
    store, tin = shelf.open(), Tin()
    with store.write("roster.import") as work:
        for number in range(1200):
            work.create("person", {"name": f"甲{number}"}, grid="G1")
    _round(store, tin)
    store = _killed_at_each(shelf, store, work.tx_id, {(1200, 0), (0, 3)})
    store.undo(work.tx_id)

    assert (store.search.people(), store.status().waiting) == (0, 3)
    with store.read() as reading:
        groups = reading.db.all("SELECT DISTINCT grp FROM tx WHERE st = 'waiting'")
    assert len(groups) == 1
    assert groups[0][0] is not None
    _round(store, tin)
    assert tin.live("G1") == {}
    assert store.status().in_sync
