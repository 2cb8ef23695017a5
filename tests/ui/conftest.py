"""What every test of the window needs: a runner with real threads, look and language, what the person was told."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gridclient.ui import language
from gridclient.ui.appearance import Appearance, Preferences
from gridclient.ui.errors import ErrorReporter, Trouble
from gridclient.ui.language import Lang
from gridclient.ui.runner import TaskRunner


class Failures:
    """What nobody else took: a test that does not expect failures asserts it empty."""

    def __init__(self) -> None:
        self.all: list[Exception] = []

    def __call__(self, error: Exception, _owner: QObject) -> None:
        self.all.append(error)


class Told:
    """What the reporter told, by the place it was told at."""

    def __init__(self, reporter: ErrorReporter) -> None:
        self.banners: list[Trouble] = []
        self.dialogs: list[Trouble] = []
        self.badges: list[Trouble] = []
        self.sign_ins: list[Trouble] = []
        self.sync_entries: list[Trouble] = []
        reporter.banner.connect(self.banners.append)
        reporter.dialog.connect(self.dialogs.append)
        reporter.badge.connect(self.badges.append)
        reporter.sign_in.connect(self.sign_ins.append)
        reporter.sync_entry.connect(self.sync_entries.append)

    @property
    def nothing(self) -> bool:
        return not (self.banners or self.dialogs or self.badges or self.sign_ins or self.sync_entries)


@pytest.fixture(autouse=True)
def buried(qapp: QApplication) -> Iterator[None]:
    """Windows of a test are gone before the next: without a running loop `deleteLater` waits, and themes polish all."""
    yield
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


@pytest.fixture
def failures() -> Failures:
    return Failures()


@pytest.fixture
def reporter(qapp: QApplication) -> ErrorReporter:
    return ErrorReporter()


@pytest.fixture
def told(reporter: ErrorReporter) -> Told:
    return Told(reporter)


@pytest.fixture
def runner(qtbot: QtBot, failures: Failures) -> Iterator[TaskRunner]:
    """A real runner with its threads; the pauses before a busy store is asked again are short."""
    runner = TaskRunner(failures, retry_busy=(0.01, 0.01))
    yield runner
    runner.shutdown()


@pytest.fixture
def look(qapp: QApplication, tmp_path: Path) -> Iterator[Appearance]:
    """The light theme in Chinese; a test may speak English with `look.speak(Lang.ENGLISH)`."""
    look = Appearance(qapp, Preferences(Lang.CHINESE, "light"), tmp_path)
    yield look
    language.load(qapp, Lang.ENGLISH)
    look.deleteLater()
