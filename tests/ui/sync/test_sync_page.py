"""The page 同步 over real stores and a real centre: conflicts by keyboard, what waits, what was refused."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QPushButton, QWidget

from gridclient.base.status import Link
from gridclient.ui.appearance import Appearance
from gridclient.ui.pages.sync import SyncPage
from tests.server.town import G1
from tests.ui.conftest import Failures
from tests.ui.keys import click, press
from tests.ui.sync.conftest import HOME, Desk


@pytest.mark.parametrize(
    ("arrow", "stands"), [(Qt.Key.Key_Left, "13800000090"), (Qt.Key.Key_Right, "13900000000")], ids=["mine", "theirs"]
)
def test_a_conflict_is_decided_with_two_keys(desk: Desk, arrow: Qt.Key, stands: str) -> None:
    desk.disagree("phone")
    page = desk.show()
    desk.qtbot.waitUntil(lambda: "联系电话" in _name(QApplication.focusWidget()), timeout=3000)
    focus = QApplication.focusWidget()
    assert focus is not None
    press(focus, arrow)
    assert page.press_primary()  # Ctrl+Enter, a command of the window
    desk.settle()

    assert desk.person()["phone"] == stands
    assert "1 处要选" not in desk.words
    desk.mine.synced()
    assert desk.mine.store.status().conflicts == 0


def test_a_conflict_shows_both_sides_masked_and_who_gave_them(desk: Desk) -> None:
    desk.disagree("phone")
    desk.show()

    cells = "\n".join(_name(each) for each in desk.page.findChildren(QAbstractButton))
    assert "138****0090" in cells
    assert "139****0000" in cells
    assert "13800000090" not in cells + desk.words
    assert "李芳" in desk.words


def test_one_button_takes_a_whole_side(desk: Desk) -> None:
    desk.disagree("phone", "note")
    page = desk.show()
    assert "2 处要选" in desk.words
    whole = page.findChild(QPushButton, "mine")
    assert isinstance(whole, QPushButton)
    click(whole)
    desk.settle()

    assert desk.person() == {"phone": "13800000090", "note": "13800000091"}


@pytest.mark.parametrize(("width", "panes"), [(1206, 3), (968, 2), (904, 1)])
@pytest.mark.parametrize("scale", [1.0, 1.3])
def test_nothing_is_cut_at_the_side(desk: Desk, look: Appearance, width: int, panes: int, scale: float) -> None:
    look.set_scale(scale)
    desk.disagree("phone", "note")
    page = desk.show()
    page.set_width_class(panes)
    page.resize(width, 560)
    desk.qtbot.wait(20)
    cut = [
        each.text() or each.accessibleName()
        for each in page.findChildren(QAbstractButton)
        if each.isVisible() and each.visibleRegion().boundingRect().width() not in {0, each.width()}
    ]
    page.hide()
    look.set_scale(1.0)

    assert cut == []


def test_what_was_chosen_stays_when_a_round_brings_another_conflict(desk: Desk) -> None:
    desk.disagree("phone")
    page = desk.show()
    desk.qtbot.waitUntil(lambda: "联系电话" in _name(QApplication.focusWidget()), timeout=3000)
    focus = QApplication.focusWidget()
    assert focus is not None
    press(focus, Qt.Key.Key_Left)
    for laptop, note in ((desk.office, "一"), (desk.mine, "二")):
        with laptop.store.write("household.edit") as work:
            work.set("household", HOME, {"note": None}, {"note": note})
        laptop.synced()
    page.reload()
    desk.settle()
    assert desk.words.count("1 处要选") == 2

    assert page.press_primary()
    desk.settle()

    assert desk.person()["phone"] == "13800000090"


def test_a_choice_between_values_a_round_has_changed_is_asked_again(desk: Desk, failures: Failures) -> None:
    desk.disagree("phone")
    page = desk.show()
    desk.office.synced()
    desk.set(desk.office, {"phone": "13900000000"}, {"phone": "13900000055"})
    desk.office.synced()
    desk.mine.synced()
    whole = page.findChild(QPushButton, "mine")
    assert isinstance(whole, QPushButton)
    click(whole)
    desk.settle()

    assert [type(error).__name__ for error in failures.all] == ["Refused"]
    assert desk.person()["phone"] == "13900000055"
    assert "1 处要选" in desk.words


def test_nothing_is_decided_before_something_is_chosen(desk: Desk) -> None:
    desk.disagree("phone")
    page = desk.show()

    assert not page.press_primary()


def test_what_waits_is_counted_by_kind_with_whom_it_is_about(desk: Desk) -> None:
    desk.set(desk.mine, {"note": "旧"}, {"note": "新"})
    desk.link = Link.OFFLINE
    desk.show()

    assert "住户改动" in desk.words
    assert "王建国" in desk.words
    assert desk.page.state_words == (
        "现在离线，照常记录",
        "1 项都在本机，联网后自动上传。5 分钟后再试。上次同步：今天 01:00。",
    )


def test_what_the_centre_refused_is_sent_again_or_put_away(desk: Desk) -> None:
    """An id the centre knows for another kind of record is refused, and kept here."""
    with desk.mine.store.write("visit.save") as work:
        work.create(
            "visit", {"result": "normal", "text": "在家"}, grid=G1, parent="00000000-0000-7000-8000-0000000000ff"
        )
    desk.mine.sync()
    page = desk.show()
    assert "搁置" in desk.words
    asked: list[bool] = []
    page.asked.connect(lambda: asked.append(True))
    click(_button(page, "再送一次"))
    desk.settle()
    assert asked == [True]
    assert "1 项" in desk.words

    desk.mine.sync()
    page.refresh()
    desk.settle()
    click(_button(page, "收起来"))
    desk.settle()
    assert "搁置" not in desk.words


@pytest.mark.parametrize(
    ("link", "says"),
    [
        (Link.ONLINE, "都送到了，没有冲突"),
        (Link.OFFLINE, "现在离线，照常记录"),
        (Link.PORTAL, "连上了网，但要先登录网络"),
        (Link.WRONG_SERVER, "这个地址是别的城市的中心"),
        (Link.CLOCK, "本机时间不对，认不出中心"),
        (Link.SIGNED_OUT, "中心要你重新登录"),
        (Link.UPGRADE, "中心要求更新程序"),
    ],
)
def test_the_state_is_one_sentence(desk: Desk, link: Link, says: str) -> None:
    desk.link = link
    desk.show()

    assert desk.page.state_words[0] == says


def test_with_nothing_to_decide_it_says_so(desk: Desk) -> None:
    desk.show()

    assert "没有冲突" in desk.words
    assert "没有要上传的。" in desk.words


def _name(widget: QWidget | None) -> str:
    return widget.accessibleName() if widget is not None else ""


def _button(page: SyncPage, words: str) -> QPushButton:
    return next(each for each in page.findChildren(QPushButton) if each.text() == words)
