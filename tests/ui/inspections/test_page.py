"""The page 检查 with a person's keys and mouse: a pair begins, answers, fails, finishes; nothing typed is lost."""
# pyright: reportPrivateUsage=false

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from gridclient.services.drafts import Drafts
from gridclient.services.filling import FAIL, FOUND, NOT_APPLICABLE, PASS, Filling
from gridclient.services.me import Me
from gridclient.store import Store
from gridclient.ui.appearance import Appearance
from gridclient.ui.inspection.answer_row import AnswerRow
from gridclient.ui.language import Lang
from gridclient.ui.page import Changed
from gridclient.ui.pages.inspections import InspectionsPage
from gridclient.ui.runner import TaskRunner
from gridcore.inspection import Inspection
from tests.clock import FakeClock
from tests.services import school
from tests.services.place import OFFICER, WORKER, open_store, picture
from tests.services.test_inspections import answer_all
from tests.ui.conftest import Failures
from tests.ui.keys import CTRL, press, type_in

SIZE = (1206, 712)


@pytest.fixture
def store(tmp_path: Path, clock: FakeClock) -> Iterator[Store]:
    made = open_store(tmp_path, clock)
    school.build(made)
    yield made
    made.close()


class Desk:
    """A page in a shown window, and what it wrote."""

    def __init__(self, qtbot: QtBot, store: Store, clock: FakeClock, runner: TaskRunner, me: Me) -> None:
        self.qtbot, self.store = qtbot, store
        self.page = InspectionsPage(school.service(store, clock, me), Drafts(store), clock, runner)
        self.runner = runner
        self.changed: list[Changed] = []
        self.lines: list[str] = []
        self.page.changed.connect(self.changed.append)
        self.page.line_said.connect(self.lines.append)
        qtbot.addWidget(self.page)
        self.page.resize(*SIZE)
        self.page.show()
        self.page.refresh()
        self.settle()

    def settle(self) -> None:
        """Until every read and write has landed."""
        self.qtbot.waitUntil(lambda: self.runner.is_idle, timeout=10_000)
        QApplication.processEvents()

    def begin(self) -> None:
        """Click the start button and wait for the sheet."""
        QTest.mouseClick(self.button("start-inspection"), Qt.MouseButton.LeftButton)
        self.qtbot.waitUntil(lambda: self.page.is_filling, timeout=10_000)
        self.settle()

    def button(self, name: str) -> QPushButton:
        return self.page.findChild(QPushButton, name)  # type: ignore[return-value] # there is one, or the test fails

    def row(self, code: str) -> AnswerRow:
        row = self.page.sheet.rows.row(code)
        assert row is not None
        return row

    @property
    def filling(self) -> Filling:
        assert self.page.sheet.filling is not None
        return self.page.sheet.filling

    @property
    def focused(self) -> QWidget:
        widget = QApplication.focusWidget()
        assert widget is not None
        return widget

    def key(self, key: Qt.Key) -> None:
        press(self.focused, key)


@pytest.fixture
def desk(
    qtbot: QtBot, store: Store, clock: FakeClock, runner: TaskRunner, look: Appearance, failures: Failures
) -> Iterator[Desk]:
    yield Desk(qtbot, store, clock, runner, OFFICER)
    assert failures.all == []


def test_three_keys_answer_and_the_arrow_goes_on(desk: Desk) -> None:
    desk.begin()
    for key, verdict in ((Qt.Key.Key_1, PASS), (Qt.Key.Key_3, NOT_APPLICABLE), (Qt.Key.Key_2, FAIL)):
        desk.key(key)
        code = desk.filling.current
        assert desk.filling.item(code).verdict == verdict
        desk.key(Qt.Key.Key_Down)
    assert [desk.filling.item(code).verdict for code in ("A01", "A02", "A03")] == [PASS, NOT_APPLICABLE, FAIL]
    assert desk.page.sheet.head.finish.text() == "还差 92 项"


def test_every_answer_is_in_the_draft(desk: Desk) -> None:
    desk.begin()
    desk.key(Qt.Key.Key_1)
    desk.settle()
    draft = Drafts(desk.store).of("inspection", school.INSPECTION)
    assert draft is not None
    assert draft.body["values"]["A"]["A01_g"]["A01"] == PASS
    assert desk.lines[-1].startswith("已自动保存 10:30:00，断电不丢")


def test_the_last_answer_is_kept_though_the_program_ends_during_a_write(desk: Desk) -> None:
    """The answer behind a slow write does not wait for that write to come back: nothing comes back at the end."""
    desk.begin()
    gate = threading.Event()
    desk.runner.write(desk.page, lambda _progress: gate.wait(10), lambda _none: None)
    for key in (Qt.Key.Key_1, Qt.Key.Key_Down, Qt.Key.Key_1):
        desk.key(key)

    desk.page.save_now()
    gate.set()
    desk.runner.shutdown()

    draft = Drafts(desk.store).of("inspection", school.INSPECTION)
    assert draft is not None
    given = draft.body["values"]["A"]
    assert (given["A01_g"]["A01"], given["A02_g"]["A02"]) == (PASS, PASS)


def test_a_sheet_left_opens_again_at_the_item_last_answered(desk: Desk) -> None:
    desk.begin()
    desk.page.sheet.step_section(1)
    for _ in range(2):
        desk.key(Qt.Key.Key_1)
        desk.key(Qt.Key.Key_Down)
    desk.settle()
    assert desk.page.step_back()
    desk.settle()
    assert not desk.page.is_filling
    desk.begin()
    assert desk.page.sheet.rows.rows[0].item.code == "B01"
    assert desk.row("B02").isAncestorOf(desk.focused)


def test_a_failed_item_unfolds_and_asks_finding_and_photo(desk: Desk) -> None:
    desk.begin()
    desk.page.sheet.rows.focus_row("A03")
    desk.key(Qt.Key.Key_2)
    failed = desk.row("A03").failed
    assert failed is not None
    assert failed.due.text() == "2026-11-27"
    desk.key(Qt.Key.Key_N)
    type_in(failed.finding, "店门口无限入标志")
    failed.photos.add_bytes(picture(), "IMG_1.png")
    desk.qtbot.waitUntil(lambda: not desk.filling.item("A03").missing, timeout=5_000)
    assert desk.filling.item("A03").value("finding") == "店门口无限入标志"
    desk.settle()
    assert len(Drafts(desk.store).photos(f"{desk.page.sheet.sheet.draft}:A03:{FOUND}")) == 1  # type: ignore[union-attr] # open


def test_a_distance_is_told_against_its_rule_and_sets_no_verdict(desk: Desk) -> None:
    desk.begin()
    desk.key(Qt.Key.Key_M)
    type_in(desk.focused, "180")
    desk.qtbot.waitUntil(lambda: desk.filling.item("A01").value("m") == "180", timeout=2_000)
    item = desk.filling.item("A01")
    part = item.part("m")
    assert part is not None
    assert (part.is_within, item.verdict, item.value("from")) == (False, "", "东门")


def test_wide_digits_of_an_input_method_are_digits(desk: Desk) -> None:
    desk.begin()
    desk.key(Qt.Key.Key_M)
    type_in(desk.focused, "２６５")
    desk.qtbot.waitUntil(lambda: desk.filling.item("A01").value("m") == "265", timeout=2_000)


def test_the_rest_passes_after_one_overview_photo(desk: Desk) -> None:
    desk.begin()
    desk.page.sheet.rows.focus_row("A03")
    desk.key(Qt.Key.Key_2)
    QTest.mouseClick(desk.button("pass-rest"), Qt.MouseButton.LeftButton)
    assert desk.filling.item("A01").verdict == ""
    overview = desk.page.sheet.rows._overview
    assert overview is not None
    overview.add_bytes(picture(), "all.png")
    desk.qtbot.waitUntil(lambda: desk.filling.item("A08").verdict == PASS, timeout=5_000)
    assert desk.filling.item("A03").verdict == FAIL


def test_the_button_jumps_to_the_first_gap_and_finishes_at_zero(desk: Desk, store: Store) -> None:
    desk.begin()
    sheet = desk.page.sheet
    assert sheet.sheet is not None
    answer_all(store, sheet.sheet, desk.filling, ())
    desk.filling.answer("C03", "")
    sheet.step_section(1)
    sheet._show_counts()
    assert sheet.head.finish.text() == "还差 1 项"
    QTest.mouseClick(desk.button("finish-inspection"), Qt.MouseButton.LeftButton)
    assert desk.row("C03").isAncestorOf(desk.focused)
    desk.key(Qt.Key.Key_1)
    assert sheet.head.finish.text() == "完成检查"
    QTest.mouseClick(desk.button("finish-inspection"), Qt.MouseButton.LeftButton)
    desk.qtbot.waitUntil(lambda: not desk.page.is_filling, timeout=10_000)
    desk.settle()
    with store.read() as reading:
        entry = reading.get("inspection", school.INSPECTION)
    assert entry is not None
    assert isinstance(entry.body, Inspection)
    assert entry.body.state == "RECORDED"
    assert desk.changed[-1].said == "已完成检查，整改和复查已生成"


def test_only_what_is_open_is_shown_when_asked(desk: Desk) -> None:
    desk.begin()
    desk.key(Qt.Key.Key_1)
    QTest.mouseClick(desk.button("only-open"), Qt.MouseButton.LeftButton)
    assert [row.item.code for row in desk.page.sheet.rows.rows][:2] == ["A02", "A03"]


def test_the_next_section_is_a_key_away(desk: Desk) -> None:
    desk.begin()
    press(desk.focused, Qt.Key.Key_Down, CTRL)
    assert desk.page.sheet.rows.rows[0].item.code == "B01"


def test_an_expired_certificate_blocks_with_a_reason(desk: Desk) -> None:
    card = desk.page.landing.card
    card._on_second("wangwei")
    assert not card.start.isEnabled()
    assert "到期" in card._why.text()


def test_english_says_the_items_in_english(desk: Desk, look: Appearance) -> None:
    desk.begin()
    look.speak(Lang.ENGLISH)
    desk.settle()
    assert desk.filling.item("A01").text == "No internet cafe within 200 m of the school"
    assert desk.page.sheet.head.finish.text() == "94 to go"


def test_a_patrol_begins_at_a_place_and_asks_the_gate_first(
    qtbot: QtBot, store: Store, clock: FakeClock, runner: TaskRunner, look: Appearance, failures: Failures
) -> None:
    desk = Desk(qtbot, store, clock, runner, WORKER)
    desk.page.open(school.SCHOOL, "patrol:school")
    qtbot.waitUntil(lambda: desk.page.is_filling, timeout=10_000)
    desk.settle()
    desk.page.sheet.go_to_gap()
    assert desk.focused.accessibleName().startswith("时段")
    assert failures.all == []


def test_only_the_section_in_front_is_made_of_widgets(desk: Desk) -> None:
    desk.begin()
    assert len(desk.page.findChildren(AnswerRow)) == 8
