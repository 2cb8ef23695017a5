"""A program of its own: somebody types a note into the form of a visit and never saves. `-m` with a folder."""

from __future__ import annotations

import os
import sys
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPlainTextEdit

from gridclient.ui.pages.households import HouseholdsPage
from gridclient.ui.runner import TaskRunner
from gridclient.ui.style import theme
from tests.clock import FakeClock
from tests.services.town import CHEN, open_store, services, settle
from tests.ui.keys import type_in

NOTE = "asks about the heating money"


def main(folder: Path) -> None:
    """Type, say so, and wait to be killed."""
    app = QApplication([])
    theme.apply_theme(app, "light", 1.0, language="en")
    clock = FakeClock()
    store = open_store(folder, clock)
    settle(store)
    runner = TaskRunner(lambda error, _owner: print(repr(error), flush=True))  # noqa: T201 - heard by the test
    page = HouseholdsPage(services(store, clock), clock, runner)
    page.show()
    page.freshen()
    page.open(CHEN, "visit")
    while not (found := [one for one in page.findChildren(QPlainTextEdit) if one.isVisible()]):
        QTest.qWait(20)
    type_in(found[0], NOTE)
    print("typed", flush=True)  # noqa: T201 - heard by the test
    app.exec()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
