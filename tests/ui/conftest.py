"""What every test of the window needs: the offscreen platform, one runner a test, and what the person was told."""

from __future__ import annotations

import os
from collections.abc import Iterator

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from gridclient.ui.runner import TaskRunner


class Failures:
    """What nobody else took: a test that does not expect failures asserts it empty."""

    def __init__(self) -> None:
        self.all: list[Exception] = []

    def __call__(self, error: Exception, _owner: QObject) -> None:
        self.all.append(error)


@pytest.fixture
def failures() -> Failures:
    return Failures()


@pytest.fixture
def runner(qtbot: QtBot, failures: Failures) -> Iterator[TaskRunner]:
    """A real runner with its threads; the pauses before a busy store is asked again are short."""
    runner = TaskRunner(failures, retry_busy=(0.01, 0.01))
    yield runner
    runner.shutdown()
