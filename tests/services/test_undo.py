"""Ctrl+Z: the last verb is taken back, a report that still waits becomes a draft again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest

from gridclient.services.drafts import Drafts
from gridclient.services.events import Events
from gridclient.services.undo import Undo
from gridclient.store import Store
from gridcore.household import Household
from tests.clock import FakeClock
from tests.services.place import GRID, WORKER, furnish, open_store
from tests.services.test_events import HAZARD, photo


@pytest.fixture
def store(tmp_path: Path, clock: FakeClock) -> Iterator[Store]:
    opened = open_store(tmp_path, clock)
    furnish(opened)
    yield opened
    opened.close()


def test_the_newest_verbs_go_one_by_one_and_come_back(store: Store) -> None:
    for address in ("一组1号", "一组2号"):
        with store.write("household.save") as work:
            work.create("household", Household(address=address), grid=GRID)
    undo = Undo(store)

    def addresses() -> set[str | None]:
        with store.read() as reading:
            return {getattr(entry.body, "address", None) for entry in reading.all("household")}

    assert {"一组1号", "一组2号"} <= addresses()
    undo.undo()
    assert "一组2号" not in addresses()
    undo.undo()
    assert "一组1号" not in addresses()


def test_a_report_that_waits_becomes_a_draft_with_its_words_and_photos(store: Store, clock: FakeClock) -> None:
    drafts = Drafts(store)
    service = Events(store, WORKER, clock, lambda: False)
    saved = service.report(replace(HAZARD, photos=(photo(store, "before"),)))
    undo = Undo(store, {"event.report": partial(service.undo_report, drafts=drafts)})

    assert undo.undo().touch("event")

    with store.read() as reading:
        assert reading.get("event", saved.id) is None
    (line,) = [each for each in drafts.lines() if each.kind == "event"]
    assert line.body["description"] == HAZARD.description
    assert len(drafts.photos(line.id)) == 1
