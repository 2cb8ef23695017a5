"""The hands of a person at the real window: they find things by name, type, press, and wait with patience."""

from __future__ import annotations

import faulthandler
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QWidget

from gridclient.app.program import Program
from gridclient.ui.page_names import RAIL_ICONS
from gridclient.ui.trouble_dialog import TroubleDialog
from tests.ui.keys import CTRL, NONE, press, type_in

_Widget = TypeVar("_Widget", bound=QWidget)
PATIENCE = 30.0


class Stuck(Exception):
    """Something a person waits for did not come."""


class Hands:
    """Drives one program."""

    def __init__(self, app: QApplication, program: Program) -> None:
        self.app, self.program, self.window = app, program, program.window

    def until(self, holds: Callable[[], object], what: str, seconds: float = PATIENCE) -> None:
        """Wait until something holds; raises Stuck with what was waited for."""
        end = time.monotonic() + seconds
        while not holds():
            if time.monotonic() > end:
                front = "in front" if self.window.isActiveWindow() else "not in front"
                told = [each.text() for each in self.window.findChildren(QLabel) if each.property("kind") == "error"]
                told += [f"{each.windowTitle()}: {each.details}" for each in self.window.findChildren(TroubleDialog)]
                raise Stuck(f"{what}; the focus is in {self.app.focusWidget()}, the window is {front}, it says {told}")
            self.app.processEvents()
            QTest.qWait(5)

    def settle(self) -> None:
        """Wait until the program has nothing under way, and what was shown is drawn."""
        runner = self.program.runner
        try:
            self.until(lambda: runner.is_idle, "the program to settle")
        except Stuck as stuck:
            faulthandler.dump_traceback(all_threads=True)
            under_way = [f"{job.lane} of {type(job.owner).__name__}" for job in runner._jobs]
            raise Stuck(f"{stuck}; under way: {under_way}") from stuck
        self.app.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        self.app.processEvents()

    def find(self, name: str, kind: type[_Widget] | None = None) -> _Widget:
        """Give the visible widget of an object name."""
        wanted: type[QWidget] = kind or QWidget
        found: list[QWidget] = []

        def look() -> bool:
            found[:] = [each for each in self.window.findChildren(wanted, name) if each.isVisible()]
            return bool(found)

        self.until(look, f"a widget named {name}")
        return found[0]  # type: ignore[return-value] # of the kind that was looked for

    def click(self, name: str) -> None:
        """Click a button by its object name."""
        self.click_on(self.find(name))

    def click_on(self, widget: QWidget) -> None:
        """Click the middle of a widget."""
        self.until(widget.isEnabled, f"{widget.objectName()} to be ready")
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton, NONE, QPoint(widget.width() // 2, widget.height() // 2))

    def button(self, words: str) -> QAbstractButton:
        """Give the visible button that says these words."""
        found: list[QAbstractButton] = []

        def look() -> bool:
            buttons = self.window.findChildren(QAbstractButton)
            found[:] = [each for each in buttons if each.isVisible() and words in (each.text(), each.accessibleName())]
            return bool(found)

        self.until(look, f"a button saying {words}")
        return found[0]

    def type(self, widget: QWidget, words: str, *, anew: bool = False) -> None:
        """Type into a widget; `anew` replaces what is there."""
        self.until(widget.isEnabled, f"{widget.objectName()} to be ready")
        widget.setFocus()
        if anew:
            press(widget, Qt.Key.Key_A, CTRL)
        type_in(widget, words)

    def key(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = NONE) -> None:
        """Press a key where the focus is, the window brought to the front first."""
        if not self.window.isActiveWindow():
            self.window.activateWindow()
            self.until(self.window.isActiveWindow, "the window to be in front")
        press(self.app.focusWidget() or self.window, key, modifiers)

    def page(self, name: str) -> QWidget:
        """Go to a page by its entry in the rail, or as a command does where it has none, and wait until it has read."""
        if name in RAIL_ICONS:
            self.click(f"rail.{name}")
        else:
            self.window.work.show_page(name)
        self.settle()
        return self.find(name)

    def shot(self, path: Path) -> None:
        """Save what the window shows."""
        self.settle()
        QTest.qWait(60)
        self.settle()
        path.parent.mkdir(parents=True, exist_ok=True)
        if not self.window.grab().save(str(path)):
            raise Stuck(f"a picture at {path.name}")

    # what everybody does

    def sign_in(self, address: str, user: str, password: str) -> str:
        """Sign in at a centre for the first time; gives the fingerprint that was shown."""
        self.type(self.find("signin.address"), address, anew=True)
        self.click("signin.check")
        shown = self.find("signin.fingerprint", QLabel).text()
        press(self.find("signin.same"), Qt.Key.Key_Space)
        self.type(self.find("signin.user"), user)
        self.type(self.find("signin.password"), password)
        self.click("signin.go")
        self.until(lambda: self.window.person is not None, "the first sync", 60)
        self.settle()
        return shown

    def unlock(self, password: str) -> None:
        """Open one's records offline."""
        field = self.find("unlock.password", QLineEdit)
        self.type(field, password)
        press(field, Qt.Key.Key_Return)
        self.until(lambda: self.window.person is not None, "the work behind the door")
        self.settle()

    def sync(self) -> None:
        """F5, and wait for the end of the round."""
        session = self.program.session
        if session is None:
            raise Stuck("an open session")
        self.settle()
        report = session.syncing.standing().report
        self.key(Qt.Key.Key_F5)
        self.until(lambda: session.syncing.standing().report is not report, "a round")
        self.settle()
