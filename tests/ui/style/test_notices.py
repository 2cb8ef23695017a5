"""Banners, toasts, fields, photos, history: what they say, what their keys do."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QGuiApplication, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from gridclient.ui.style.shapes import Shape
from gridclient.ui.style.tokens import Tone
from gridclient.ui.widgets import banner as banners
from gridclient.ui.widgets.banner import Banner, Toast
from gridclient.ui.widgets.button import button, icon_button
from gridclient.ui.widgets.field import FieldRow, MaskedValue
from gridclient.ui.widgets.photo import PhotoLine, PhotoStrip
from gridclient.ui.widgets.pill import Pill
from gridclient.ui.widgets.stepper import StepLine, Stepper, StepState
from gridclient.ui.widgets.tabs import Tabs
from gridclient.ui.widgets.tile import ActionTile
from gridclient.ui.widgets.timeline import EntryLine, EntryState, Timeline
from tests.ui.keys import CTRL, press

Key = Qt.Key
LEFT = Qt.MouseButton.LeftButton


def shown(qtbot: QtBot, widget: QWidget) -> None:
    qtbot.addWidget(widget)
    widget.show()
    with qtbot.waitActive(widget):
        widget.activateWindow()


def test_a_banner_unfolds_its_details_and_esc_hides_it(qtbot: QtBot) -> None:
    made = Banner("hard-drives", "磁盘只剩 180 MB", "文字照常保存。", Tone.RED, button("清理旧照片"), details="E_DISK")
    shown(qtbot, made)
    made.announce()
    details = next(label for label in made.findChildren(QLabel) if label.text() == "E_DISK")
    assert not details.isVisible()

    unfold = next(one for one in made.findChildren(QPushButton) if one.text() == "Details")
    unfold.click()
    assert details.isVisible()
    with qtbot.waitSignal(made.closed):
        press(unfold, Key.Key_Escape)

    assert not made.isVisible()
    assert made.accessibleName() == "磁盘只剩 180 MB, 文字照常保存。"


def test_a_toast_takes_back_once_and_goes(qtbot: QtBot) -> None:
    page = QWidget()
    page.resize(600, 400)
    shown(qtbot, page)
    toast = Toast("已删除草稿“路灯不亮”", "Ctrl Z")
    toast.show_at_foot(page)
    undo = toast.findChild(QPushButton)
    assert undo is not None

    with qtbot.waitSignals([toast.undone, toast.closed]):
        undo.click()

    assert not toast.isVisible()


def test_a_toast_stays_while_it_has_the_focus(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(banners, "TOAST_MS", 30)
    page = QWidget()
    page.resize(600, 400)
    shown(qtbot, page)
    toast = Toast("已删除", "Ctrl Z")
    toast.show_at_foot(page)
    undo = toast.findChild(QPushButton)
    assert undo is not None
    undo.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.waitUntil(undo.hasFocus)

    qtbot.wait(100)
    assert toast.isVisible()
    with qtbot.waitSignal(toast.closed):
        undo.clearFocus()


def test_a_field_says_what_is_wrong_beside_it(qtbot: QtBot) -> None:
    line = QLineEdit()
    row = FieldRow("证件号", line)
    shown(qtbot, row)
    before = row.sizeHint().height()

    row.set_error("证件号里的日期不存在")

    assert line.accessibleName() == "证件号, 证件号里的日期不存在"
    assert line.property("invalid") == "true"
    assert row.sizeHint().height() > before
    row.set_error("")
    QApplication.processEvents()
    assert (row.error, line.accessibleName(), row.sizeHint().height()) == ("", "证件号", before)


def test_a_masked_value_is_shown_only_when_the_page_says_so(qtbot: QtBot) -> None:
    made = MaskedValue("证件号", "610726********0023", "0023")
    shown(qtbot, made)
    eye, copy = made.findChildren(QPushButton)
    assert not copy.isVisible()
    assert eye.accessibleName() == "证件号, masked, ends in 0023"

    with qtbot.waitSignal(made.asked):
        eye.click()
    assert not made.is_open
    made.reveal("610726199001010023")
    assert "610726199001010023" in [label.text() for label in made.findChildren(QLabel)]
    with qtbot.waitSignal(made.copied):
        copy.click()
    assert QGuiApplication.clipboard().text() == "610726199001010023"
    with qtbot.waitSignal(made.masked_again):
        eye.click()

    assert "610726199001010023" not in [label.text() for label in made.findChildren(QLabel)]


@pytest.fixture
def strip(qtbot: QtBot) -> PhotoStrip:
    made = PhotoStrip("导入照片", "照片")
    picture = QImage(320, 240, QImage.Format.Format_RGB32)
    picture.fill(0)
    made.show_photos([(PhotoLine(str(n), "店门", "10:21", f"照片 {n}，店门，10:21"), picture) for n in (1, 2)])
    shown(qtbot, made)
    return made


def test_the_keys_of_photos(strip: PhotoStrip) -> None:
    heard: list[str] = []

    def on_opened(photo: str) -> None:
        heard.append(f"open {photo}")

    def on_removal(photo: str) -> None:
        heard.append(f"remove {photo}")

    strip.opened.connect(on_opened)
    strip.removal_asked.connect(on_removal)
    strip.add_asked.connect(lambda: heard.append("add"))
    first, second, add = sorted(strip.findChildren(QPushButton), key=lambda tile: tile.x())
    first.setFocus()

    press(first, Key.Key_Right)
    assert second.hasFocus()
    press(second, Key.Key_Return)
    press(second, Key.Key_Delete)
    press(second, Key.Key_P)
    press(second, Key.Key_Right)
    press(add, Key.Key_Delete)
    press(add, Key.Key_Space)

    assert heard == ["open 2", "remove 2", "add", "add"]
    assert first.accessibleName() == "照片 1，店门，10:21"


def test_files_and_pictures_are_handed_on(strip: PhotoStrip, qtbot: QtBot) -> None:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile("/photos/a.jpg"), QUrl("ftp://elsewhere/b.jpg")])
    drop = QDropEvent(QPointF(9, 9), Qt.DropAction.CopyAction, mime, LEFT, Qt.KeyboardModifier.NoModifier)
    dropped: list[list[str]] = []
    strip.files_dropped.connect(dropped.append)
    strip.dropEvent(drop)
    assert dropped == [["/photos/a.jpg"]]

    picture = QImage(8, 8, QImage.Format.Format_RGB32)
    picture.fill(0)
    QGuiApplication.clipboard().setImage(picture)
    first = strip.findChildren(QPushButton)[0]
    first.setFocus()
    with qtbot.waitSignal(strip.picture_pasted):
        press(first, Key.Key_V, CTRL)


def test_history_is_walked_and_opened_by_keys(qtbot: QtBot) -> None:
    line = Timeline()
    line.show_entries([
        EntryLine("v1", "note-pencil", "走访", "今天 09:12", "老人按时服药。", EntryState.WAITING, mark="待上传"),
        EntryLine("m1", "sign-in", "迁入", "2019年3月"),
    ])  # fmt: skip
    shown(qtbot, line)
    first, second = (child for child in line.children() if isinstance(child, QWidget))
    assert first.accessibleName() == "走访, 今天 09:12, 待上传, 老人按时服药。"
    first.setFocus(Qt.FocusReason.TabFocusReason)

    press(first, Key.Key_Down)
    assert second.hasFocus()
    opened: list[str] = []
    line.opened.connect(opened.append)
    press(second, Key.Key_Return)

    assert opened == ["m1"]


@pytest.mark.parametrize(
    ("states", "said"),
    [
        ((StepState.DONE, StepState.CURRENT, StepState.COMING), "Step 2 of 3: 处置"),
        ((StepState.DONE, StepState.SENT_BACK, StepState.COMING), "Step 2 of 3: 处置"),
        ((StepState.DONE, StepState.DONE, StepState.DONE), "Step 3 of 3: 结案"),
    ],
)
def test_a_stepper_says_where_the_case_stands(qtbot: QtBot, states: tuple[StepState, ...], said: str) -> None:
    steps = Stepper()
    qtbot.addWidget(steps)

    steps.show_steps([StepLine(word, state) for word, state in zip(("派遣", "处置", "结案"), states, strict=True)])

    assert steps.accessibleName() == said
    assert steps.focusPolicy() == Qt.FocusPolicy.NoFocus


def test_a_refused_verb_is_shown_and_cannot_be_pressed(qtbot: QtBot) -> None:
    refused = ActionTile("seal-check", "结案", "由值班长办，要联网", "refused")
    ready = ActionTile("check", "补充说明", "离线可办", "ready")
    for tile in (refused, ready):
        shown(qtbot, tile)
    heard: list[str] = []
    refused.clicked.connect(lambda: heard.append("refused"))
    ready.clicked.connect(lambda: heard.append("ready"))

    QTest.mouseClick(refused, LEFT)
    press(ready, Key.Key_Return)
    press(ready, Key.Key_Space)

    assert heard == ["ready", "ready"]
    assert refused.accessibleName() == "结案, 由值班长办，要联网"


def test_a_chosen_tab_is_no_wider(qtbot: QtBot) -> None:
    tabs = Tabs("Parts")
    qtbot.addWidget(tabs)
    for word in ("住户情况", "Straight line", "附件 3"):
        tabs.addTab(word)
    before = [tabs.tabRect(number) for number in range(3)]

    tabs.setCurrentIndex(1)

    assert [tabs.tabRect(number) for number in range(3)] == before


def test_small_parts_say_their_word(qtbot: QtBot) -> None:
    pill, printer = Pill("有冲突", shape=Shape.CONFLICT), icon_button("printer", "Print")
    qtbot.addWidget(pill)
    qtbot.addWidget(printer)

    assert (pill.text(), pill.tone) == ("有冲突", Tone.VIOLET)
    assert (printer.accessibleName(), printer.toolTip()) == ("Print", "Print")
    assert min(printer.sizeHint().width(), printer.sizeHint().height()) >= 28
