"""A form whose newer version is published says so, stays, and goes over when its holder asks (FORMS 4)."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton

from tests.services.test_survey_version import newer
from tests.ui.forms import town
from tests.ui.forms.conftest import Hands


def words(hands: Hands) -> list[str]:
    bar = hands.page.pane.version
    return [each.text() for each in bar.findChildren(QLabel) if each.text()] if bar.isVisible() else []


def test_it_stays_until_its_holder_asks_and_what_was_typed_last_goes_over(hands: Hands) -> None:
    hands.begin()
    hands.type("老街文具店")
    hands.go_to("licence")
    hands.type("0001")
    hands.settle()
    assert words(hands) == []
    town.publish(hands.store, newer(), "沿街店铺采集", "2026-12")
    draft, _ = hands.page.here()
    hands.page.step_back()
    hands.page.open(draft, "continue")
    hands.qtbot.waitUntil(lambda: hands.page.is_filling, timeout=10_000)
    hands.settle()
    assert "这张表出了 2026-12 版" in words(hands)

    hands.go_to("licence")
    hands.type("9")
    button = hands.page.pane.version.findChild(QPushButton, "move-version")
    assert isinstance(button, QPushButton)
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert not hands.page.pane.isEnabled()
    hands.qtbot.waitUntil(lambda: "有 1 处答案新版放不下" in words(hands), timeout=10_000)
    hands.settle()

    assert hands.page.pane.isEnabled()
    assert "licence 证号：9" in words(hands)[-1]
    assert hands.value("name") == "老街文具店"
    assert hands.draft()["form"]["version"] == "2026-12"
    assert hands.question() != ""
