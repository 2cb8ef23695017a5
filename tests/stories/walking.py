"""A walk through everything a person has: every page, its first rows, every command."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QListView, QMenu

from gridclient.ui.page import Page
from tests.stories.hands import Hands

_NOT_HERE = frozenset({"lock", "sign_out", "quit", "person.menu", "person.switch", "help.keys"})
"""Commands that end the walk, or wait for a choice in a menu."""


def walk(hands: Hands) -> dict[str, Any]:
    """Visit every page, open its first rows, run every command there is; gives what was met."""
    work = hands.window.work
    rows = commands = 0
    # A command that asks for a file waits in its dialog until somebody answers: here nobody chooses one.
    refuses = QTimer(interval=50)
    refuses.timeout.connect(_choose_no_file)
    refuses.start()
    for page in [each.name for each in work.pages]:
        hands.page(page)
        rows += _open_rows(hands, hands.find(page, Page))
        for action in work.actions_.listed():
            if action.page == page and action.name not in _NOT_HERE:
                work.actions_.run(action.name)
                hands.settle()
                _close_what_opened(hands)
                commands += 1
        _close_what_opened(hands)
    refuses.stop()
    return {"pages": [each.name for each in work.pages], "rows": rows, "commands": commands}


def _choose_no_file() -> None:
    dialog = QApplication.activeModalWidget()
    if isinstance(dialog, QFileDialog):
        dialog.reject()


def _open_rows(hands: Hands, page: Page) -> int:
    opened = 0
    for view in page.findChildren(QListView):
        if not view.isVisible():
            continue
        for row in range(min(3, view.model().rowCount())):
            view.setCurrentIndex(view.model().index(row, 0))
            hands.settle()
            opened += 1
    return opened


def _close_what_opened(hands: Hands) -> None:
    for widget in hands.app.topLevelWidgets():
        if isinstance(widget, (QDialog, QMenu)) and widget.isVisible():
            widget.close()
    for _ in range(3):
        hands.key(Qt.Key.Key_Escape)
        hands.settle()
