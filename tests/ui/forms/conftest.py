"""The page of forms in a shown window, with a person's hands on it."""
# pyright: reportPrivateUsage=false

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from gridclient.services.drafts import Drafts
from gridclient.services.gnss import Gnss, SerialGnss
from gridclient.services.questionnaire import Questionnaire
from gridclient.store import Store
from gridclient.ui.appearance import Appearance
from gridclient.ui.forms.question import QuestionLine
from gridclient.ui.page import Changed
from gridclient.ui.runner import TaskRunner
from tests.clock import FakeClock
from tests.services.place import open_store
from tests.ui.conftest import Failures
from tests.ui.forms import every, town
from tests.ui.keys import NONE, press, type_in

SIZE = (1206, 712)


class Hands:
    """A person at the page: what has the focus gets the keys."""

    def __init__(self, qtbot: QtBot, store: Store, clock: FakeClock, runner: TaskRunner, gnss: Gnss) -> None:
        self.qtbot, self.store, self.runner = qtbot, store, runner
        self.page = town.page(store, clock, runner, gnss)
        self.changed: list[Changed] = []
        self.lines: list[str] = []
        self.page.changed.connect(self.changed.append)
        self.page.line_said.connect(self.lines.append)
        qtbot.addWidget(self.page)
        self.page.resize(*SIZE)
        self.page.show()
        self.page.activateWindow()
        qtbot.waitUntil(self.page.isActiveWindow)
        self.page.refresh()
        self.settle()

    def settle(self) -> None:
        """Until every read and write has landed."""
        self.qtbot.waitUntil(lambda: self.runner.is_idle, timeout=10_000)
        QApplication.processEvents()

    def begin(self) -> None:
        """Choose the form with the keys, and wait for its first question."""
        self.page.landing.view.setFocus()
        self.key(Qt.Key.Key_Return)
        self.qtbot.waitUntil(lambda: self.page.is_filling, timeout=10_000)
        self.qtbot.waitUntil(lambda: bool(self.question()), timeout=5_000)

    @property
    def form(self) -> Questionnaire:
        assert self.page.pane.form is not None
        return self.page.pane.form

    @property
    def focused(self) -> QWidget:
        widget = QApplication.focusWidget()
        assert widget is not None
        return widget

    def question(self) -> str:
        """The key of the question that has the focus, '' for none."""
        at: QWidget | None = QApplication.focusWidget()
        while at is not None and not isinstance(at, QuestionLine):
            at = at.parentWidget()
        return "" if at is None else at.line.key

    def key(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = NONE) -> None:
        press(self.focused, key, modifiers)

    def type(self, words: str) -> None:
        type_in(self.focused, words)

    def enter(self, name: str) -> None:
        """To the next question, which is this one."""
        self.key(Qt.Key.Key_Return)
        assert self.question().rpartition("/")[2] == name

    def go_to(self, name: str) -> QuestionLine:
        """Bring a question to the front and into it; the person would walk there."""
        key = next(line.key for part in self.form.sections() for line in self.form.lines(part.code)
                   if line.key.rpartition("/")[2] == name)  # fmt: skip
        self.page.pane.go_to_section(self.form.section_of(key))
        assert self.page.pane.sheet.go_to(key)
        line = self.page.pane.sheet.built(key)
        assert isinstance(line, QuestionLine)
        return line

    def value(self, name: str) -> str:
        """The answer to a question, wherever it stands."""
        key = next(key for key in self.form._standing.by_key if key.rpartition("/")[2] == name)
        line = self.form.line(key)
        assert line is not None
        shown = self.form.shown(line)
        return "" if shown is None else shown.value

    def draft(self) -> dict[str, Any]:
        """What lies on the disk."""
        self.settle()
        (line,) = [line for line in Drafts(self.store).lines() if line.kind == "survey"]
        return dict(line.body)


@pytest.fixture
def store(tmp_path: Path, clock: FakeClock) -> Iterator[Store]:
    made = open_store(tmp_path, clock)
    town.build(made, every.xform(), "沿街店铺采集")
    yield made
    made.close()


@pytest.fixture
def gnss() -> Gnss:
    return SerialGnss(list)


@pytest.fixture
def hands(
    qtbot: QtBot,
    store: Store,
    clock: FakeClock,
    runner: TaskRunner,
    look: Appearance,
    failures: Failures,
    gnss: Gnss,
) -> Iterator[Hands]:
    yield Hands(qtbot, store, clock, runner, gnss)
    assert failures.all == []
