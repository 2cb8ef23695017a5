"""A worker's laptop with its page 同步, and the office's, which edits the same people."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from gridclient.base.status import Link
from gridclient.services.conflicts import Conflicts
from gridclient.services.me import Me
from gridclient.services.outgoing import Outgoing
from gridclient.services.packages import Packages
from gridclient.store import Store
from gridclient.sync.round import Report
from gridclient.sync.syncing import Standing
from gridclient.ui.appearance import Appearance
from gridclient.ui.pages.sync import SyncPage
from gridclient.ui.runner import TaskRunner
from gridcore.roles import Role
from gridserver.memory import MemoryStore
from tests.server.town import G1, Town
from tests.sync.laptop import Laptop
from tests.ui.sync.sticks import Sticks

HOME, HEAD = "00000000-0000-7000-8000-000000000001", "00000000-0000-7000-8000-000000000002"


class Desk:
    """A worker's laptop with its page, and the office's, which edits the same people."""

    def __init__(self, qtbot: QtBot, runner: TaskRunner, folder: Path) -> None:
        self.qtbot, self.runner = qtbot, runner
        self.town = Town(MemoryStore(), folder / "blobs")
        self.mine, self.office = (Laptop(self.town, folder, user, seed) for user, seed in (("li", 1), ("zhao", 2)))
        with self.mine.store.write("household.add") as work:
            work.create("household", {"address": "柳湾小区 3 栋 201", "head": HEAD}, grid=G1, id=HOME)
            head = {"name": "王建国", "phone": "13800000001", "note": "旧"}
            work.create("person", head, grid=G1, parent=HOME, id=HEAD)
        self.mine.synced()
        self.office.synced()
        self.folder, self.start = folder, self.mine.clock.now()
        self.link = Link.ONLINE
        self.report: Report | None = None
        self.look_at(self.mine)

    def look_at(self, laptop: Laptop) -> None:
        """Have the page over the store of this laptop."""
        me = Me("li", "李芳", Role.GRID_WORKER, G1)
        outgoing, conflicts = Outgoing(laptop.store), Conflicts(laptop.store, me)
        self.packages = Packages(laptop.store, Sticks(laptop))
        self.page = SyncPage(
            self.runner, outgoing, conflicts, self, self.packages, laptop.clock, "李芳", is_office=laptop is self.office
        )
        self.qtbot.addWidget(self.page)
        self.page.resize(1206, 680)

    def reopened(self) -> Store:
        """Open the worker's store again, as after a power cut."""
        mine, folder = self.mine, self.folder
        return Store.open(
            folder / "li1.db",
            mine.keys.store,
            clock=mine.clock,
            rng=mine.rng,
            files=mine.keys.files(mine.rng),
            side=folder / "li1",
        )

    def note(self, report: Report) -> None:
        """Write a round down, as the program does."""
        self.report = report
        self.mine.store.rounds.note("online", pushed=report.pushed, pulled=report.rows)

    def standing(self) -> Standing:
        return Standing(self.link, self.report, 300.0)

    def set(self, laptop: Laptop, seen: dict[str, str], new: dict[str, str]) -> None:
        with laptop.store.write("person.edit") as work:
            work.set("person", HEAD, seen, new)

    def disagree(self, *fields: str) -> None:
        """Both sides change the same fields; the office is first at the centre."""
        old = {"phone": "13800000001", "note": "旧"}
        self.set(self.office, {f: old[f] for f in fields}, {f: f"1390000000{n}" for n, f in enumerate(fields)})
        self.office.synced()
        self.set(self.mine, {f: old[f] for f in fields}, {f: f"1380000009{n}" for n, f in enumerate(fields)})
        self.mine.synced()

    def show(self) -> SyncPage:
        self.page.show()
        self.qtbot.waitUntil(self._is_in_front)
        self.page.refresh()
        self.settle()
        return self.page

    def _is_in_front(self) -> bool:
        self.page.activateWindow()
        return self.page.isActiveWindow()

    def settle(self) -> None:
        """Wait until nothing runs, also not what the end of one thing begins, and all of it is laid out."""
        for _ in range(3):
            self.qtbot.waitUntil(lambda: self.runner.is_idle)
            QApplication.processEvents()
            self.qtbot.wait(2)

    @property
    def words(self) -> str:
        return "\n".join(each.text() for each in self.page.findChildren(QLabel) if each.isVisible())

    def person(self) -> dict[str, str | None]:
        with self.mine.store.read() as reading:
            entry = reading.get("person", HEAD)
        assert entry is not None
        return {name: getattr(entry.body, name) for name in ("phone", "note")}


@pytest.fixture
def desk(qtbot: QtBot, runner: TaskRunner, look: Appearance, tmp_path: Path) -> Iterator[Desk]:
    desk = Desk(qtbot, runner, tmp_path)
    yield desk
    qtbot.waitUntil(lambda: runner.is_idle)
    desk.mine.store.close()
    desk.office.store.close()
