"""The keys of the page inside the real window: what a person presses, from the first to the last."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from gridclient.store import Store
from gridclient.ui.appearance import Appearance
from gridclient.ui.errors import ErrorReporter
from gridclient.ui.language import Lang
from gridclient.ui.pages.households import HouseholdsPage
from gridclient.ui.runner import TaskRunner
from gridcore.person import Person
from gridcore.roles import Role
from gridcore.visit import Visit
from tests.clock import FakeClock
from tests.services.town import CHEN, LIU, WANG, WANG_HEAD, ZHAO, services
from tests.ui.conftest import Failures
from tests.ui.households.conftest import Desk
from tests.ui.keys import CTRL, press, type_in
from tests.ui.shell.sample import PERSON, sample_window


@pytest.fixture
def desk(
    qapp: QApplication,
    qtbot: QtBot,
    runner: TaskRunner,
    reporter: ErrorReporter,
    look: Appearance,
    store: Store,
    clock: FakeClock,
    failures: Failures,
) -> Iterator[Desk]:
    """The page in the window, let in, in English."""
    look.speak(Lang.ENGLISH)
    window = sample_window(qapp, runner, reporter, look)
    qtbot.addWidget(window)
    window.resize(1366, 768)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow, timeout=5000)
    page = HouseholdsPage(services(store, clock), clock, runner)
    window.enter(PERSON, frozenset({Role.GRID_WORKER}), [page], None)
    desk = Desk(page, store, runner, qtbot)
    desk.settle()
    yield desk
    desk.settle()
    window.leave()
    assert failures.all == []


def focus() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def body(desk: Desk, kind: str, record: str) -> object:
    with desk.store.read() as reading:
        entry = reading.get(kind, record)
    return entry.body if entry is not None else None


def visits(desk: Desk, household: str) -> list[Visit]:
    with desk.store.read() as reading:
        found = [entry.body for entry in reading.children("visit", household) if entry.state.is_new]
    return [one for one in found if isinstance(one, Visit)]


def test_a_visit_from_the_first_key_to_the_last(desk: Desk) -> None:
    """Ctrl+1, A, a word, Ctrl+Enter: saved offline, and the next one on the round is open."""
    press(focus(), Qt.Key.Key_1, CTRL)
    desk.settle()
    assert desk.page.desk.visit.household == CHEN
    press(focus(), Qt.Key.Key_A)
    note = next(one for one in desk.page.findChildren(QPlainTextEdit) if one.isVisible())
    note.setFocus()
    type_in(note, "a fine day")
    press(note, Qt.Key.Key_Return, CTRL)
    desk.settle()

    (visit,) = visits(desk, CHEN)
    assert visit.text == "a fine day"
    assert set((visit.answers or {}).values()) == {"normal"}
    assert desk.page.desk.visit.household == LIU
    press(focus(), Qt.Key.Key_Escape)
    desk.settle()
    assert not desk.page.desk.is_recording


def test_a_phone_from_the_first_key_to_the_last(desk: Desk) -> None:
    """Ctrl+F, the name, down to it, F2, the number, Ctrl+Enter."""
    press(focus(), Qt.Key.Key_F, CTRL)
    type_in(focus(), "wjg")
    desk.pause()
    press(focus(), Qt.Key.Key_Down)
    press(focus(), Qt.Key.Key_Down)
    desk.settle()
    assert desk.page.desk.household == WANG
    press(focus(), Qt.Key.Key_F2)
    desk.settle()
    assert isinstance(focus(), QLineEdit)
    type_in(focus(), "13800001234")
    press(focus(), Qt.Key.Key_Return, CTRL)
    desk.settle()

    person = body(desk, "person", WANG_HEAD)
    assert isinstance(person, Person)
    assert person.phone == "13800001234"
    assert not desk.page.desk.is_editing


def test_esc_leaves_the_filter_and_takes_its_words_away(desk: Desk) -> None:
    press(focus(), Qt.Key.Key_F, CTRL)
    type_in(focus(), "zcs")
    desk.pause()
    assert [line.id for line in desk.page.desk.list.lines] == [ZHAO]

    press(focus(), Qt.Key.Key_Escape)
    desk.pause()

    assert len(desk.page.desk.list.lines) == 4
    assert focus() is desk.page.desk.list.view


def test_the_language_changes_under_a_form_and_nothing_is_lost(desk: Desk, look: Appearance) -> None:
    press(focus(), Qt.Key.Key_1, CTRL)
    desk.settle()
    note = next(one for one in desk.page.findChildren(QPlainTextEdit) if one.isVisible())
    type_in(note, "half a sent")
    look.speak(Lang.CHINESE)
    desk.settle()

    note = next(one for one in desk.page.findChildren(QPlainTextEdit) if one.isVisible())
    assert (note.toPlainText(), note.accessibleName()) == ("half a sent", "记一句")
