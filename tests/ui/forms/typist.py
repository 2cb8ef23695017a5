"""A program of its own: somebody is at a widget of a form and stays.

Each line of its input is a JSON array: a new folder, the name of a question, what is done. It says `typed` and stays
at the widget until the next line opens another form of another store, or until it is killed.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable
from pathlib import Path
from queue import Queue
from threading import Thread

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


def main() -> None:
    """Do what is asked, say so each time, and wait to be killed."""
    app = QApplication([])
    theme.apply_theme(app, "light", 1.0, language="zh")
    asked = Queue[str]()
    Thread(target=_listen, args=(asked,), daemon=True).start()
    open_pages: list[SurveysPage] = []
    while True:
        _until(lambda: not asked.empty())
        folder, name, deed = json.loads(asked.get())
        open_pages.append(_page(Path(folder)))
        line = _go_to(open_pages[-1], name)
        for part in deed.split("|"):
            _do(line, part)
        print("typed", flush=True)  # noqa: T201 - heard by the test


def _listen(asked: Queue[str]) -> None:
    for line in sys.stdin:
        asked.put(line)
    os._exit(0)  # whoever asked is gone


def _page(folder: Path) -> SurveysPage:
    """A form opened in a new store."""
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
    return page


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
    main()
