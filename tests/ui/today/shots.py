"""Pictures of the page 今日 for eyes: `python tests/ui/today/shots.py FOLDER [zh|en ...]`."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).resolve().parents[3]))

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from gridclient.ui.appearance import Appearance, Preferences
from gridclient.ui.errors import ErrorReporter
from gridclient.ui.language import Lang
from gridclient.ui.pages.today import TodayPage
from gridclient.ui.rail import Person
from gridclient.ui.runner import TaskRunner
from gridclient.ui.shell import MainWindow
from tests.clock import FakeClock
from tests.services import day, place
from tests.ui.shell.sample import GRID, STATUS, FakeFind, FakeGate, FakeUndo, SamplePage

PAGES = ("tasks", "households", "inspections", "events", "sync")
LOOKS = (
    ("light", 1.0, (1366, 768), ""),
    ("dark", 1.0, (1366, 768), "-dark"),
    ("light", 1.3, (1366, 768), "-large"),
    ("light", 1.0, (1366, 697), "-697"),
    ("light", 1.0, (1024, 640), "-1024"),
    ("light", 1.3, (1024, 640), "-1024-large"),
)


def paint(app: QApplication, folder: Path, langs: tuple[Lang, ...]) -> None:
    """Paint a full day and an empty one in every look."""
    folder.mkdir(parents=True, exist_ok=True)
    look = Appearance(app, Preferences(Lang.CHINESE, "light"), folder)
    reporter = ErrorReporter()
    runner = TaskRunner(reporter.tell)
    clock = FakeClock()
    with TemporaryDirectory() as one, TemporaryDirectory() as two:
        full, empty = place.open_store(Path(one), clock), place.open_store(Path(two), clock, 9)
        homes = day.settle_homes(full)
        day.bring_cases(full)
        day.leave_drafts(full, clock, homes)
        day.live_through(full, clock, homes)
        for lang in langs:
            for mode, scale, size, mark in LOOKS:
                look.choose(Preferences(lang, "dark" if mode == "dark" else "light", scale))
                for name, store in (("today", full), ("empty", empty)):
                    if name == "empty" and mark not in {"", "-large"}:
                        continue
                    window = MainWindow(FakeGate(), runner, reporter, look, clock, "grid.example.org")
                    window.set_status(STATUS)
                    window.resize(*size)
                    window.show()
                    others = [SamplePage(page, runner) for page in PAGES]
                    page = TodayPage(day.today_of(store, clock), frozenset(PAGES), runner)
                    me = place.WORKER
                    person = Person(me.user, me.name, me.role, GRID)
                    window.enter(person, frozenset({me.role}), [page, *others], FakeFind(), FakeUndo())
                    for _ in range(6):
                        QTest.qWait(60)
                        app.processEvents()
                    window.grab().save(str(folder / f"{name}-{lang}{mark}.png"))
                    window.close()
        runner.shutdown()
        full.close()
        empty.close()


if __name__ == "__main__":
    wanted = tuple(Lang(one) for one in sys.argv[2:]) or tuple(Lang)
    paint(QApplication([]), Path(sys.argv[1]), wanted)
