"""Everything a line of a sheet may ask can be answered on the page of inspections, by keys alone, and is finished."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from backports import zstd
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from gridclient.services.authoring import Authoring
from gridclient.services.checklist_sheet import write_workbook
from gridclient.services.checklists import Checklists
from gridclient.services.filling import FAIL, PASS
from gridclient.store import Store
from gridclient.ui.appearance import Appearance
from gridclient.ui.runner import TaskRunner
from gridcore.checklist import Checklist
from gridcore.parts import ChecklistRef
from tests.clock import FakeClock
from tests.services import school
from tests.services.author import HEAD
from tests.services.place import OFFICER, open_store, picture, server_rows
from tests.ui.conftest import Failures
from tests.ui.inspections.test_page import Desk
from tests.ui.keys import CTRL, press, type_in

BOOK = {
    "检查项": [
        ["编号", "检查内容", "题型", "依据", "等级", "期限", "移交", "拍照", "显示条件", "说明"],
        ["A", "现场", "", "", "", "", "", "", "", ""],
        ["A01", "出口畅通", "合格", "", "2", "3", "", "必拍", "", ""],
        ["A02", "看到什么", "多选:risk", "", "", "", "", "", "", ""],
        ["A03", "负责人签名", "签名", "", "", "", "", "", "", ""],
        ["A04", "灭火器", "合格+多选:risk", "", "1", "3", "", "", "", ""],
    ],
    "表头": [
        ["编号", "题目", "题型", "必填", "算式", "说明"],
        ["opened", "开业日期", "日期", "是", "", ""],
        ["front", "门头照片", "照片", "是", "", ""],
        ["with_whom", "谁在场", "多选:who", "是", "", ""],
    ],
    "选项": [
        ["选项组", "名称", "文字"],
        ["risk", "wire", "电线"],
        ["risk", "gas", "气瓶"],
        ["risk", "exit", "出口"],
        ["who", "owner", "店主"],
        ["who", "clerk", "店员"],
    ],
    "设置": [["编号", "名称", "版本"], ["PARTS", "各种题型", "1"]],
}


@pytest.fixture
def store(tmp_path: Path, clock: FakeClock) -> Iterator[Store]:
    made = open_store(tmp_path / "store", clock)
    school.build(made)
    write_workbook(tmp_path / "parts.xlsx", BOOK)
    sheet = Authoring(made, HEAD, clock, Checklists(made)).read(tmp_path / "parts.xlsx")
    assert sheet.errors == 0, sheet.findings
    raw = sheet.xml.encode()
    ref = ChecklistRef(code="PARTS", version="1", sha256=hashlib.sha256(raw).hexdigest())
    body = Checklist(
        code="PARTS", version="1", sha256=ref.sha256, title="各种题型", mode="both",
        xform=base64.b64encode(zstd.compress(raw)).decode(), published_at="2026-11-01T09:00:00+08:00",
    )  # fmt: skip
    server_rows(made, ("checklist", "x2", body))
    school.appoint(made, "i2", checklist=ref)
    yield made
    made.close()


@pytest.fixture
def desk(
    qtbot: QtBot, store: Store, clock: FakeClock, runner: TaskRunner, look: Appearance, failures: Failures
) -> Iterator[Desk]:
    assert look
    made = Desk(qtbot, store, clock, runner, OFFICER)
    made.page.open("i2")
    made.settle()
    made.begin()
    yield made
    assert failures.all == []


def paste(desk: Desk) -> None:
    QGuiApplication.clipboard().setImage(QImage.fromData(picture()))
    press(desk.focused, Qt.Key.Key_V, CTRL)
    desk.settle()


def gap(desk: Desk) -> QWidget:
    """Ctrl+Enter leads to what is missing."""
    assert desk.page.press_primary()
    desk.settle()
    return desk.focused


def values(desk: Desk) -> dict[str, Any]:
    return dict(desk.filling.body()["values"])


def test_each_part_of_a_sheet_is_answered_by_keys_and_the_whole_is_finished(desk: Desk) -> None:
    type_in(gap(desk), "2027-3-1")
    press(desk.focused, Qt.Key.Key_Tab)
    desk.settle()
    gap(desk)
    paste(desk)
    gap(desk)
    desk.key(Qt.Key.Key_2)
    desk.key(Qt.Key.Key_1)
    desk.settle()
    head = desk.filling.head
    assert (head.value("opened"), head.value("with_whom")) == ("2027-03-01", "owner clerk")
    assert head.gaps() == ()

    gap(desk)
    desk.key(Qt.Key.Key_1)
    assert [missing.role for missing in desk.filling.item("A01").missing] == ["photo"], "必拍"
    gap(desk)
    paste(desk)
    assert not desk.filling.item("A01").missing

    gap(desk)
    desk.key(Qt.Key.Key_3)
    desk.key(Qt.Key.Key_1)
    assert desk.filling.item("A02").value("c") == "wire exit"
    desk.key(Qt.Key.Key_3)
    assert desk.filling.item("A02").value("c") == "wire"

    gap(desk)
    paste(desk)
    assert desk.filling.item("A03").is_answered
    gap(desk)
    desk.key(Qt.Key.Key_1)
    assert desk.filling.gaps() == ()

    desk.page.press_primary()
    desk.qtbot.waitUntil(lambda: not desk.page.is_filling, timeout=10_000)
    desk.settle()
    with desk.store.read() as reading:
        (entry,) = reading.children("answers", "i2")
    body: Any = entry.body
    assert len(body.photos) == 3, "the head's, that of 必拍, the signed paper"


def test_a_photo_of_what_passed_stays_when_it_fails_after_all(desk: Desk) -> None:
    row = desk.row("A01")
    row.focus_answer()
    desk.key(Qt.Key.Key_1)
    desk.key(Qt.Key.Key_P)
    paste(desk)
    row.focus_answer()
    desk.key(Qt.Key.Key_2)
    desk.settle()
    assert row.failed is not None
    assert len(row.failed.photos.photos) == 1
    assert desk.filling.item("A01").verdict == FAIL

    row.focus_answer()
    desk.key(Qt.Key.Key_1)
    desk.settle()
    assert row.proof is not None
    assert len(row.proof.photos) == 1
    assert desk.filling.item("A01").verdict == PASS


def test_what_was_ticked_and_filed_is_there_when_the_sheet_is_opened_again(desk: Desk) -> None:
    gap(desk)
    desk.page.sheet.about.focus_gap(desk.filling.head)
    type_in(desk.focused, "2027-3-1")
    press(desk.focused, Qt.Key.Key_Tab)
    gap(desk)
    paste(desk)
    gap(desk)
    desk.key(Qt.Key.Key_2)
    desk.settle()
    before = values(desk)
    desk.page.step_back()
    desk.settle()
    desk.page.open("i2", "continue")
    desk.qtbot.waitUntil(lambda: desk.page.is_filling, timeout=10_000)
    desk.settle()
    assert values(desk) == before
    assert desk.filling.head.gaps() == ()
