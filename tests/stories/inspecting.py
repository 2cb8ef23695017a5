"""The school check filled at the window, item by item, by keyboard: all items answered, some failed, one measured."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from gridclient.ui.forms.field import SettlingLine, SettlingText
from gridclient.ui.forms.options import Options
from gridclient.ui.inspection.answer_row import AnswerRow
from gridclient.ui.pages.inspections import InspectionsPage
from gridclient.ui.photos import PhotoPicker
from gridclient.ui.widgets.choice import ChoiceChips
from tests.stories.hands import Hands, Stuck
from tests.ui.keys import CTRL, press

FAILED = {
    "A03": "“老街桌游”店门口没有未成年人限入标志，店员说上周掉了没补",
    "C02": "小餐饮店的健康证过期",
    "F06": "北侧围栏缺了两根，能钻进去",
}
MEASURED, METRES = "A01", "265"


def inspect(hands: Hands, photos: list[str], shots: str, second: str) -> dict[str, Any]:
    """Start the approved check with the second officer, fill all of it, finish it."""
    page = hands.page("inspections")
    assert isinstance(page, InspectionsPage)
    hands.shot(Path(shots) / "inspections.png")
    if second not in _words(page):
        raise Stuck("the second officer to be offered by certificate")
    hands.click("start-inspection")
    hands.until(lambda: page.is_filling and page.sheet.filling is not None, "the sheet")
    hands.settle()
    filling = page.sheet.filling
    assert filling is not None
    assert page.sheet.sheet is not None
    inspection = page.sheet.sheet.line.id
    walker = _Walker(hands, page, photos)
    for number, section in enumerate(filling.sections()):
        walker.section(section.code)
        if number == 0:
            walker.look(Path(shots) / "inspection.png")
    if filling.gaps():
        gap = filling.item(filling.gaps()[0])
        raise Stuck(f"a sheet without gaps, not {gap.code}: {gap.missing}")
    answered = filling.answered
    if page.sheet.filling is not None and filling.head.gaps():
        _fill_head(hands, page)
    hands.settle()
    hands.shot(Path(shots) / "inspection-whole.png")
    hands.click("finish-inspection")
    hands.until(lambda: not page.is_filling, "the sheet to be finished")
    hands.settle()
    return {"inspection": inspection, "answered": answered, "measured": f"{METRES} m"}


def _words(page: QWidget) -> str:
    return " ".join(each.accessibleName() for each in page.findChildren(QWidget) if each.isVisible())


class _Walker:
    """Goes down the items of the sheet."""

    def __init__(self, hands: Hands, page: InspectionsPage, photos: Sequence[str]) -> None:
        self._hands, self._page, self._photos = hands, page, photos
        self._taken = 0

    def section(self, code: str) -> None:
        """Answer every item of a section."""
        hands, sheet = self._hands, self._page.sheet
        assert sheet.filling is not None
        items = sheet.filling.items(code)
        first = items[0].code
        if sheet.rows.row(first) is None:
            hands.key(Qt.Key.Key_Down, CTRL)
            hands.until(lambda: sheet.rows.row(first) is not None, f"section {code}")
            hands.settle()
        for item in items:
            row = sheet.rows.row(item.code)
            assert row is not None
            row.focus_answer()
            if item.code in FAILED:
                self._fail(row)
            elif item.has_verdict:
                hands.key(Qt.Key.Key_1)
            self._values(row)
            if item.code == MEASURED or (not item.has_verdict and item.part("m") is not None):
                self._measure(row)
            hands.until(lambda code=item.code: sheet.filling.item(code).is_answered, f"{item.code} to be answered")  # type: ignore[misc] # bound at once
        hands.settle()

    def look(self, path: Path) -> None:
        """Save a picture of the section as it is filled."""
        self._page.sheet.rows.focus_row(MEASURED)
        self._hands.shot(path)

    def _fail(self, row: AnswerRow) -> None:
        hands = self._hands
        hands.key(Qt.Key.Key_2)
        hands.settle()
        failed = row.failed
        assert failed is not None
        hands.type(failed.finding, FAILED[row.item.code])
        failed.finding.settle()
        self._taken += 1
        failed.photos.add_files([self._photos[self._taken % len(self._photos)]])
        hands.until(lambda: len(failed.photos.photos) == 1, "the photo of the finding")
        hands.settle()

    def _measure(self, row: AnswerRow) -> None:
        distance = row.distance
        if distance is None:
            self._hands.key(Qt.Key.Key_M)
            self._hands.until(lambda: row.distance is not None, "the measured distance")
            distance = row.distance
        assert distance is not None
        self._hands.type(distance.value, METRES)
        press(distance.value, Qt.Key.Key_Return)

    def _values(self, row: AnswerRow) -> None:
        """Numbers, dates, words, choices and photos of an item beside its verdict."""
        code = row.item.code
        for role, words in (("n", "3"), ("n2", "2"), ("t", "无"), ("d", "2027-03-01")):
            field = row.findChild(SettlingLine, f"{role}-{code}") or row.findChild(SettlingText, f"{role}-{code}")
            if field is None or not field.isVisible():
                continue
            self._hands.type(field, words, anew=True)
            field.settle()
            self._hands.settle()
        for options in row.findChildren(Options):
            if options.isVisible() and not any(cell.isChecked() for cell in options.cells):
                options.focus_first()
                self._hands.key(Qt.Key.Key_1)
                self._hands.settle()
        for picker in row.findChildren(PhotoPicker, f"f-{code}"):
            if picker.isVisible() and not picker.photos:
                picker.add_files([self._photos[0]])
                self._hands.until(lambda picker=picker: picker.photos, "the photo of an item")  # type: ignore[misc] # bound at once


def _fill_head(hands: Hands, page: InspectionsPage) -> None:
    """Answer what the head still asks."""
    page.sheet.go_to_gap()
    hands.settle()
    filling = page.sheet.filling
    assert filling is not None
    for name in filling.head.gaps():
        control = hands.find(f"head-{name}", QWidget)
        if isinstance(control, ChoiceChips):
            control.focus_cell()
            hands.key(Qt.Key.Key_Space)
        elif isinstance(control, SettlingLine):
            hands.type(control, "1")
            control.settle()
