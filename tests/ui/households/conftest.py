"""The page of households over a real store of a small town."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLayout
from pytestqt.qtbot import QtBot

from gridclient.store import Store
from gridclient.ui.page import Changed, Goto
from gridclient.ui.pages.households import HouseholdsPage
from gridclient.ui.runner import TaskRunner
from gridclient.ui.style import theme
from tests.clock import FakeClock
from tests.services.town import open_store, services, settle
from tests.ui.conftest import Failures


class Desk:
    """The page on a screen, what it said, and a way to wait until nothing runs."""

    def __init__(self, page: HouseholdsPage, store: Store, runner: TaskRunner, qtbot: QtBot) -> None:
        self.page, self.store, self.runner, self.qtbot = page, store, runner, qtbot
        self.said: list[Changed] = []
        self.went: list[Goto] = []
        page.changed.connect(self.said.append)
        page.goto.connect(self.went.append)

    def settle(self) -> None:
        """Wait until every read and write has landed."""
        self.qtbot.waitUntil(lambda: self.runner.is_idle, timeout=5000)
        QApplication.processEvents()
        self.qtbot.waitUntil(lambda: self.runner.is_idle, timeout=5000)

    def pause(self) -> None:
        """Stop typing for as long as the autosave waits, and let it land."""
        self.qtbot.wait(400)
        self.settle()


@pytest.fixture
def store(tmp_path: Path, clock: FakeClock) -> Iterator[Store]:
    store = open_store(tmp_path, clock)
    settle(store)
    yield store
    store.close()


@pytest.fixture
def make_page(qtbot: QtBot, store: Store, clock: FakeClock, runner: TaskRunner) -> Callable[[], Desk]:
    """Open the page as the shell does; a second call is the program started again."""

    def make() -> Desk:
        page = HouseholdsPage(services(store, clock), clock, runner)
        qtbot.addWidget(page)
        layout = page.layout()
        assert layout is not None
        layout.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)  # inside the shell the window is not its own
        page.resize(1206, 680)
        page.set_width_class(3)
        page.retranslate()
        page.show()
        page.activateWindow()
        qtbot.waitUntil(page.isActiveWindow, timeout=5000)
        page.freshen()
        desk = Desk(page, store, runner, qtbot)
        desk.settle()
        return desk

    return make


@pytest.fixture
def desk(make_page: Callable[[], Desk], failures: Failures) -> Iterator[Desk]:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    theme.apply_theme(app, "light", 1.0, language="en")
    desk = make_page()
    yield desk
    desk.settle()
    assert failures.all == []
