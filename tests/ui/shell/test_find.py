"""The find box: as one types, also in a composition; keys; groups; commands; only the newest answer."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gridclient.base.find import FindHit
from gridclient.ui.appearance import Appearance
from gridclient.ui.errors import ErrorReporter
from gridclient.ui.find import FindBox
from gridclient.ui.find_popup import FindPopup, pieces
from gridclient.ui.runner import TaskRunner
from gridclient.ui.shell import MainWindow
from tests.ui.keys import CTRL, press, type_in
from tests.ui.shell.sample import FakeFind, SamplePage, let_in, sample_window


class Desk:
    """The window, its find box and the service behind it."""

    def __init__(self, window: MainWindow, find: FakeFind, pages: list[SamplePage]) -> None:
        self.window, self.find, self.pages = window, find, {page.name: page for page in pages}

    @property
    def box(self) -> FindBox:
        return self.window.work.top.box

    @property
    def popup(self) -> FindPopup:
        return self.window.work.popup

    @property
    def current(self) -> str:
        hit = self.popup.current
        return hit.title if hit is not None else ""

    def rows(self) -> list[str]:
        model = self.popup.view.model()
        return [str(model.index(row, 0).data(Qt.ItemDataRole.AccessibleTextRole)) for row in range(model.rowCount())]


@pytest.fixture
def desk(
    qapp: QApplication, qtbot: QtBot, runner: TaskRunner, reporter: ErrorReporter, look: Appearance
) -> Iterator[Desk]:
    window = sample_window(qapp, runner, reporter, look)
    qtbot.addWidget(window)
    window.resize(1366, 768)
    window.show()
    window.activateWindow()
    qtbot.waitExposed(window)
    find = FakeFind()
    yield Desk(window, find, let_in(window, runner, find))
    window.leave()


def search(desk: Desk, qtbot: QtBot, words: str) -> None:
    press(desk.window, Qt.Key.Key_K, CTRL)
    type_in(desk.box, words)
    qtbot.waitUntil(desk.popup.isVisible, timeout=3000)


def test_typing_searches_once_after_the_last_key(desk: Desk, qtbot: QtBot) -> None:
    search(desk, qtbot, "zs")

    assert "z" not in desk.find.asked
    assert desk.find.asked[-1] == "zs"
    assert desk.box.hasFocus()
    assert not desk.popup.hasFocus()


def test_groups_heads_and_hits_are_said_aloud(desk: Desk, qtbot: QtBot) -> None:
    search(desk, qtbot, "zs")
    rows = desk.rows()

    assert rows[0] == "人员 5"
    assert rows[1] == "张三，52 岁，柳湾小区 5 栋 2 单元 401，138****9013，第 1 条共 9 条"
    assert rows[6] == "住户与场所 3"
    assert desk.popup.width() == 700


def test_arrows_walk_over_heads_and_stop_at_the_ends(desk: Desk, qtbot: QtBot) -> None:
    search(desk, qtbot, "zs")
    assert desk.current == "张三"
    press(desk.box, Qt.Key.Key_Up)
    assert desk.current == "张三"
    for _ in range(5):
        press(desk.box, Qt.Key.Key_Down)
    assert desk.current == "张顺发 户"
    for _ in range(20):
        press(desk.box, Qt.Key.Key_Down)
    assert desk.current == "住宿登记核查·安顺旅社"


@pytest.mark.parametrize(("held", "verb"), [(Qt.KeyboardModifier.NoModifier, ""), (CTRL, "first")])
def test_enter_opens_and_ctrl_enter_starts_the_first_verb(
    held: Qt.KeyboardModifier, verb: str, desk: Desk, qtbot: QtBot
) -> None:
    search(desk, qtbot, "zs")
    press(desk.box, Qt.Key.Key_Return, held)

    assert desk.pages["households"].opened == [("p1", verb)]
    assert not desk.popup.isVisible()
    assert desk.box.text() == ""


def test_tab_narrows_to_a_group_and_comes_round(desk: Desk, qtbot: QtBot) -> None:
    search(desk, qtbot, "zs")
    heads: list[list[str]] = []
    for _ in range(4):
        press(desk.box, Qt.Key.Key_Tab)
        heads.append([row for row in desk.rows() if "第" not in row])

    assert heads == [["人员 5"], ["住户与场所 3"], ["任务 1"], ["人员 5", "住户与场所 3", "任务 1"]]
    assert desk.box.hasFocus()


def test_esc_clears_and_then_leaves(desk: Desk, qtbot: QtBot) -> None:
    search(desk, qtbot, "zs")
    press(desk.box, Qt.Key.Key_Escape)
    assert (desk.box.text(), desk.popup.isVisible(), desk.box.hasFocus()) == ("", False, True)
    press(desk.box, Qt.Key.Key_Escape)
    assert not desk.box.hasFocus()


def test_nothing_found_says_what_helps(desk: Desk, qtbot: QtBot) -> None:
    search(desk, qtbot, "不存在")

    assert desk.popup.note.text() == "没找到 不存在。试试电话后四位"
    assert desk.rows() == []


def test_a_composition_is_searched_without_its_separators(desk: Desk, qtbot: QtBot) -> None:
    """While a Chinese input method still composes, `z's` already finds; Enter stays the input method's."""
    press(desk.window, Qt.Key.Key_K, CTRL)
    QApplication.sendEvent(desk.box, QInputMethodEvent("z's", []))
    qtbot.waitUntil(desk.popup.isVisible, timeout=3000)
    assert desk.find.asked[-1] == "zs"
    press(desk.box, Qt.Key.Key_Return)

    assert desk.pages["households"].opened == []
    assert desk.popup.isVisible()


def test_a_greater_sign_lists_every_command_and_enter_runs_one(desk: Desk, qtbot: QtBot) -> None:
    search(desk, qtbot, ">去任务")
    assert desk.rows()[0] == "命令 1"
    press(desk.box, Qt.Key.Key_Return)

    page = desk.window.work.page
    assert page is not None
    assert page.name == "tasks"
    assert not [words for words in desk.find.asked if words.startswith(">")]


def test_leaving_the_box_takes_the_pop_up_away(desk: Desk, qtbot: QtBot) -> None:
    search(desk, qtbot, "zs")
    desk.pages["today"].field.setFocus()

    assert not desk.popup.isVisible()


def test_an_answer_that_comes_after_leaving_shows_nothing(desk: Desk, qtbot: QtBot, runner: TaskRunner) -> None:
    desk.find.free.clear()
    press(desk.window, Qt.Key.Key_K, CTRL)
    type_in(desk.box, "zs")
    qtbot.waitUntil(lambda: "zs" in desk.find.asked)
    desk.pages["today"].field.setFocus()
    desk.find.free.set()
    qtbot.waitUntil(lambda: runner.is_idle)

    assert not desk.popup.isVisible()


@pytest.mark.parametrize(
    ("title", "spans", "cut"),
    [
        ("张三", ((0, 2),), [("张三", True)]),
        ("张思远", ((0, 1), (2, 3)), [("张", True), ("思", False), ("远", True)]),
        ("张思远", ((2, 9),), [("张思", False), ("远", True)]),
        ("张思远", ((0, 2), (1, 3)), [("张思", True), ("远", True)]),
        ("张思远", ((5, 9), (1, 1)), [("张思远", False)]),
        ("", ((0, 1),), []),
    ],
)
def test_the_matched_part_is_cut_out_of_the_title(
    title: str, spans: tuple[tuple[int, int], ...], cut: list[tuple[str, bool]]
) -> None:
    assert pieces(FindHit("person", "1", title, spans)) == cut
