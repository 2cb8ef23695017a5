"""Commands live in one table, and a key is a command only when nobody is typing."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPlainTextEdit, QSpinBox, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from gridclient.ui.actions import Action, ActionRegistry, Group
from gridcore.roles import Role
from tests.ui.keys import CTRL, press, type_in


class Desk(QWidget):
    """A window with text fields and one widget that is none."""

    def __init__(self) -> None:
        super().__init__()
        box = QVBoxLayout(self)
        self.line, self.text, self.number, self.plain = QLineEdit(), QPlainTextEdit(), QSpinBox(), QLabel("x")
        self.plain.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        for widget in (self.line, self.text, self.number, self.plain):
            box.addWidget(widget)
        self.actions_ = ActionRegistry(self)
        self.ran: list[str] = []

    def add(
        self,
        name: str,
        shortcut: str = "",
        page: str = "",
        everywhere: bool = False,
        roles: frozenset[Role] = frozenset(),
    ) -> None:
        action = Action(name, "Desk", name, lambda: self.ran.append(name), Group.RECORD, shortcut, roles)
        self.actions_.add(replace(action, page=page, everywhere=everywhere))


@pytest.fixture
def desk(qtbot: QtBot) -> Desk:
    desk = Desk()
    qtbot.addWidget(desk)
    desk.show()
    desk.activateWindow()
    qtbot.waitExposed(desk)
    return desk


@pytest.mark.parametrize(("focus", "acts"), [("line", False), ("text", False), ("number", False), ("plain", True)])
@pytest.mark.parametrize("key", ["A", "1"])
def test_a_plain_key_acts_only_outside_text(focus: str, acts: bool, key: str, desk: Desk, qtbot: QtBot) -> None:
    desk.add("do", key)
    widget: QWidget = getattr(desk, focus)
    widget.setFocus()
    type_in(widget, key.lower())

    assert bool(desk.ran) is acts
    if focus == "line":
        assert desk.line.text() == key.lower()


def test_no_key_acts_while_an_input_method_composes(desk: Desk, qtbot: QtBot) -> None:
    """Enter, digits and Ctrl keys belong to the input method until it is done."""
    desk.add("save", "Ctrl+Return")
    desk.add("digit", "1")
    desk.line.setFocus()
    QApplication.sendEvent(desk.line, QInputMethodEvent("zh'san", []))
    press(desk.line, Qt.Key.Key_Return, CTRL)
    assert desk.actions_.guard.is_composing
    assert desk.ran == []

    done = QInputMethodEvent()
    done.setCommitString("张三")
    QApplication.sendEvent(desk.line, done)
    press(desk.line, Qt.Key.Key_Return, CTRL)
    assert desk.ran == ["save"]


def test_a_command_of_another_role_is_neither_listed_nor_run(desk: Desk, qtbot: QtBot) -> None:
    desk.add("inspect", "F9", roles=frozenset({Role.OFFICER}))
    desk.actions_.set_roles(frozenset({Role.GRID_WORKER}))
    press(desk, Qt.Key.Key_F9)

    assert desk.actions_.run("inspect") is False
    assert desk.ran == []
    assert desk.actions_.listed() == []
    desk.actions_.set_roles(frozenset({Role.OFFICER, Role.GRID_WORKER}))
    press(desk, Qt.Key.Key_F9)
    assert desk.ran == ["inspect"]


def test_a_key_of_a_page_sleeps_while_another_page_is_in_front(desk: Desk, qtbot: QtBot) -> None:
    shown: list[str] = []
    desk.actions_.set_show_page(shown.append)
    desk.add("pass", "F9", page="inspections")
    desk.add("visit", "Ctrl+1", page="households", everywhere=True)
    desk.actions_.set_page("today")
    press(desk, Qt.Key.Key_F9)
    assert desk.ran == []

    press(desk, Qt.Key.Key_1, CTRL)
    assert (desk.ran, shown) == (["visit"], ["households"])
    desk.actions_.set_page("inspections")
    press(desk, Qt.Key.Key_F9)
    assert desk.ran == ["visit", "pass"]


def test_two_commands_may_not_want_one_key_at_one_place(desk: Desk) -> None:
    desk.add("one", "F9", page="tasks")
    desk.add("elsewhere", "F9", page="events")
    with pytest.raises(ValueError, match="F9"):
        desk.add("two", "F9", page="tasks")
    with pytest.raises(ValueError, match="F9"):
        desk.add("window", "F9")
    with pytest.raises(ValueError, match="one"):
        desk.add("one")


def test_the_palette_finds_a_command_by_its_words(desk: Desk) -> None:
    desk.actions_.add(
        Action("sync.now", "Desk", "Sync now", lambda: None, Group.WINDOW, "F5"),
        Action("lock", "Desk", "Lock", lambda: None, Group.WINDOW, "Ctrl+L"),
        Action("region.next", "Desk", "Next region", lambda: None, Group.WINDOW, "F6", hidden=True),
    )

    assert [a.name for a in desk.actions_.matching("now SYNC")] == ["sync.now"]
    assert [a.name for a in desk.actions_.matching("")] == ["sync.now", "lock"]
    assert [a.name for a in desk.actions_.with_keys()] == ["sync.now", "lock", "region.next"]
