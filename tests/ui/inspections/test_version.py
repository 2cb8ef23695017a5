"""A sheet whose checklist has a newer version says so, stays, and goes over when its holder asks (FORMS 4)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from gridclient.services.filling import FAIL, PASS
from gridclient.store import Store
from gridclient.ui.appearance import Appearance
from gridclient.ui.runner import TaskRunner
from tests.clock import FakeClock
from tests.services import school
from tests.services.place import OFFICER, open_store
from tests.services.test_checklist_version import publish_newer
from tests.ui.conftest import Failures
from tests.ui.inspections.test_page import Desk


@pytest.fixture
def store(tmp_path: Path, clock: FakeClock) -> Iterator[Store]:
    made = open_store(tmp_path, clock)
    school.build(made)
    yield made
    made.close()


@pytest.fixture
def desk(
    qtbot: QtBot, store: Store, clock: FakeClock, runner: TaskRunner, look: Appearance, failures: Failures
) -> Iterator[Desk]:
    assert look
    yield Desk(qtbot, store, clock, runner, OFFICER)
    assert failures.all == []


def words(desk: Desk) -> list[str]:
    bar = desk.page.sheet.version
    return [each.text() for each in bar.findChildren(QLabel) if each.text()] if bar.isVisible() else []


def test_a_sheet_on_the_version_in_use_says_nothing(desk: Desk) -> None:
    desk.begin()
    assert words(desk) == []


def test_it_stays_on_its_version_until_its_holder_asks(desk: Desk) -> None:
    desk.begin()
    for key in (Qt.Key.Key_1, Qt.Key.Key_Down, Qt.Key.Key_1, Qt.Key.Key_Down, Qt.Key.Key_2):
        desk.key(key)
    desk.settle()
    publish_newer(desk.store)
    desk.page.step_back()
    desk.page.open(school.INSPECTION, "continue")
    desk.qtbot.waitUntil(lambda: desk.page.is_filling, timeout=10_000)
    desk.settle()

    assert "这张表出了 2026-12 版" in words(desk)
    assert desk.filling.item("A03").verdict == FAIL

    button = desk.page.sheet.version.findChild(QPushButton, "move-version")
    assert isinstance(button, QPushButton)
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    desk.qtbot.waitUntil(lambda: not desk.filling.has("A03"), timeout=10_000)
    desk.settle()

    said = words(desk)
    assert (desk.filling.item("A01").verdict, desk.filling.item("A02").verdict) == (PASS, PASS)
    assert "有 4 处答案新版放不下" in said
    assert "A03 既有场所显著位置设有未成年人禁入、限入标志：不合格" in said[-1]
