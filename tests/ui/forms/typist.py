"""A program of its own: somebody is at a widget of a form and stays. `-m`, a folder, a name, what is done."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from gridclient.ui.forms.question import QuestionLine
from gridclient.ui.pages.surveys import SurveysPage
from gridclient.ui.runner import TaskRunner
from gridclient.ui.style import theme
from tests.clock import FakeClock
from tests.services.place import open_store, picture
from tests.ui.forms import every, town
from tests.ui.forms.hand import draw
from tests.ui.keys import CTRL, press, type_in

KEYS = {"1": Qt.Key.Key_1, "2": Qt.Key.Key_2, "3": Qt.Key.Key_3, "down": Qt.Key.Key_Down, "space": Qt.Key.Key_Space,
        "enter": Qt.Key.Key_Return, "tab": Qt.Key.Key_Tab}  # fmt: skip


def main(folder: Path, name: str, deed: str) -> None:
    """Do it, say so, and wait to be killed."""
    app = QApplication([])
    theme.apply_theme(app, "light", 1.0, language="zh")
    clock = FakeClock()
    store = open_store(folder, clock)
    town.build(store, every.xform(), "沿街店铺采集")
    runner = TaskRunner(lambda error, _owner: print(repr(error), flush=True))  # noqa: T201 - heard by the test
    page = town.page(store, clock, runner)
    page.resize(1206, 712)
    page.show()
    page.activateWindow()
    page.freshen()
    _until(page.landing.press)
    _until(lambda: page.is_filling and page.pane.form is not None)
    line = _go_to(page, name)
    for part in deed.split("|"):
        _do(line, part)
    print("typed", flush=True)  # noqa: T201 - heard by the test
    app.exec()


def _until(true: Callable[[], bool]) -> None:
    while not true():
        QTest.qWait(20)


def _go_to(page: SurveysPage, name: str) -> QuestionLine:
    form = page.pane.form
    assert form is not None
    key = next(line.key for part in form.sections() for line in form.lines(part.code)
               if line.key.rpartition("/")[2] == name)  # fmt: skip
    page.pane.go_to_section(form.section_of(key))
    QTest.qWait(20)
    page.pane.sheet.go_to(key)
    line = page.pane.sheet.built(key)
    assert isinstance(line, QuestionLine)
    return line


def _do(line: QuestionLine, deed: str) -> None:
    """`paste`, `draw`, `file`, `key down`, or words to be typed."""
    kind, _, rest = deed.partition(" ")
    focused = QApplication.focusWidget()
    assert focused is not None
    if kind == "key":
        press(focused, KEYS[rest])
    elif kind == "paste":
        QGuiApplication.clipboard().setImage(QImage.fromData(picture()))
        press(focused, Qt.Key.Key_V, CTRL)
    elif kind == "draw":
        _draw(line)
    elif kind == "file":
        path = Path(rest)
        path.write_bytes(b"%PDF-1.4")
        _call(line.control, "take", path)
    else:
        type_in(focused, deed)


def _draw(line: QuestionLine) -> None:
    pad = getattr(line.control, "pad", None)
    assert isinstance(pad, QWidget)
    while not pad.isVisible():
        QTest.qWait(20)
    draw(pad, QPoint(40, 40), QPoint(120, 80), QPoint(200, 60))


def _call(what: object, verb: str, path: Path) -> None:
    getattr(what, verb)(path)


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], sys.argv[3])
