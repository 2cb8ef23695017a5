"""Who changed what in a record: opened from its pane by a button and a key; only the centre knows (SYNC 10)."""

from __future__ import annotations

import threading
from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton

from gridclient.services.record_history import HistoryTold
from gridclient.ui.history_panel import HistoryPanel
from gridclient.ui.key_help import KeyHelp
from gridcore.wire import Problem, Reply, encode
from tests.server.town import G1, Town
from tests.ui.program.conftest import HEAD, HOME, Seat

Sit = Callable[..., Seat]


def at_home(sit: Sit) -> Seat:
    seat = sit()
    seat.sign_in()
    seat.hands.page("households")
    page = seat.window.work.page
    assert page is not None
    page.open(HOME)
    seat.hands.settle()
    return seat


def said(panel: HistoryPanel) -> str:
    return "\n".join(each.text() for each in panel.findChildren(QLabel) if each.isVisible())


def test_the_key_shows_who_changed_a_household_and_the_people_in_it(sit: Sit, town: Town) -> None:
    office = town.laptop("zhao", 11)
    office.do({"op": "set", "kind": "person", "id": HEAD, "grid": G1, "set": {"phone": ["13800000077", "13900002260"]}})
    seat = at_home(sit)
    seat.hands.key(Qt.Key.Key_F3)
    seat.hands.settle()
    panel = seat.window.work.history
    assert panel.isVisible()
    assert "新建" in said(panel)
    assert "name of li" in said(panel)

    seat.hands.click_on(seat.hands.button("王建国"))
    seat.hands.settle()
    assert "改了联系电话" in said(panel)
    assert "联系电话：138****0077 → 139****2260" in said(panel)
    assert "name of zhao" in said(panel)

    seat.hands.key(Qt.Key.Key_Escape)
    assert not panel.isVisible()
    assert seat.page == "households"
    assert seat.told.nothing


def test_the_help_of_keys_names_the_key_of_the_history(sit: Sit) -> None:
    seat = at_home(sit)
    seat.hands.key(Qt.Key.Key_F1)
    (shown,) = seat.window.findChildren(KeyHelp)

    assert "F3: 谁改过" in [each.accessibleName() for each in shown.findChildren(QLabel)]
    shown.accept()


def test_the_button_of_the_pane_opens_it_and_another_page_closes_it(sit: Sit) -> None:
    seat = at_home(sit)
    found = [each for each in seat.window.findChildren(QPushButton, "history.open") if each.isVisible()]
    assert [each.accessibleName() for each in found] == ["谁改过"]
    seat.hands.click_on(found[0])
    seat.hands.settle()
    assert seat.window.work.history.isVisible()

    seat.hands.page("today")
    assert not seat.window.work.history.isVisible()


def test_offline_says_so_in_a_sentence(sit: Sit) -> None:
    seat = at_home(sit)
    seat.street.portal = True
    seat.hands.key(Qt.Key.Key_F3)
    seat.hands.settle()

    assert seat.window.work.history.words == "连上了网，但要先登录网络。过会儿再看。"

    seat.street.close()
    seat.hands.click_on(seat.hands.button("王建国"))
    seat.hands.settle()
    assert seat.window.work.history.words == "谁改过什么只有中心知道。联网后再看。"
    assert seat.told.nothing


def test_what_is_only_here_has_no_history_yet(sit: Sit) -> None:
    seat = at_home(sit)
    session = seat.program.session
    assert session is not None
    seat.street.portal = True
    with session.store.write("household.add") as work:
        new = work.create("household", {"address": "柳湾小区 5 栋"}, grid=G1)
    page = seat.window.work.page
    assert page is not None
    page.refresh()
    page.open(new)
    seat.hands.settle()
    seat.hands.key(Qt.Key.Key_F3)
    seat.hands.settle()

    assert "还只在本机" in seat.window.work.history.words


OTHER = "00000000-0000-7000-8000-000000000009"


def settle_neighbours(town: Town) -> None:
    """A second household in the grid."""
    town.laptop("zhao", 11).do(
        {"op": "create", "kind": "household", "id": OTHER, "grid": G1, "set": {"address": "柳湾小区 9 栋 101"}}
    )


class SlowCentre:
    """Answers in the place of the panel's reader when the test lets it."""

    def __init__(self, panel: HistoryPanel) -> None:
        assert panel.reader is not None
        self._reader, self._may, self.asked = panel.reader, threading.Event(), list[str]()
        panel.reader = self.tell

    def tell(self, kind: str, record: str) -> HistoryTold:
        self.asked.append(record)
        assert self._may.wait(20)
        return self._reader(kind, record)

    def answer(self) -> None:
        self._may.set()


def test_the_history_of_one_record_never_stands_beside_another(sit: Sit, town: Town) -> None:
    settle_neighbours(town)
    seat = at_home(sit)
    page, panel = seat.window.work.page, seat.window.work.history
    assert page is not None
    centre = SlowCentre(panel)
    seat.hands.key(Qt.Key.Key_F3)
    seat.hands.until(lambda: centre.asked == [HOME], "the question to be under way")
    page.open(OTHER)
    seat.hands.until(lambda: OTHER in {one.id for one in page.records()}, "the other household")
    centre.answer()
    seat.hands.settle()
    assert not panel.isVisible()

    seat.hands.key(Qt.Key.Key_F3)
    seat.hands.settle()
    assert "柳湾小区 9 栋 101" in said(panel)
    assert "王建国" not in said(panel)


def test_a_silent_centre_does_not_hold_up_the_page_behind(sit: Sit) -> None:
    seat = at_home(sit)
    page, panel = seat.window.work.page, seat.window.work.history
    assert page is not None
    centre = SlowCentre(panel)
    for _ in range(5):
        seat.hands.key(Qt.Key.Key_F3)
        seat.hands.until(panel.isVisible, "the panel")
        seat.hands.key(Qt.Key.Key_Escape)
    read: list[bool] = []
    seat.program.runner.read(page, lambda: True, read.append)
    seat.hands.until(lambda: read, "the page to read", seconds=5)
    centre.answer()
    seat.hands.settle()


@pytest.mark.parametrize(
    ("status", "name", "words"),
    [
        (404, "not_found", "你的岗位看不到这条的修改记录。"),
        (503, "busy", "中心正忙，暂时接收不了。过会儿再看。"),
        (401, "user_disabled", "你的账号在中心停用了。记录都在。"),
    ],
)
def test_a_refusal_says_what_is_the_matter(sit: Sit, status: int, name: str, words: str) -> None:
    seat = at_home(sit)
    problem = encode(Problem(type=f"/problems/{name}", status=status))
    seat.street.instead[f"/v1/history/{G1}/{HOME}"] = Reply(status=status, body=problem)
    seat.hands.key(Qt.Key.Key_F3)
    seat.hands.settle()

    assert seat.window.work.history.words.startswith(words)
    assert seat.told.nothing


@pytest.mark.parametrize(("width", "is_beside"), [(1100, False), (1366, True)])
def test_the_history_lies_over_the_page_where_two_panes_would_not_be_left(
    sit: Sit, width: int, is_beside: bool
) -> None:
    seat = at_home(sit)
    seat.window.resize(width, 768)
    seat.hands.settle()
    page = seat.window.work.page
    assert page is not None
    before = page.width()
    seat.hands.key(Qt.Key.Key_F3)
    seat.hands.settle()
    panel = seat.window.work.history
    assert page.width() < before if is_beside else page.width() == before
    assert panel.mapTo(seat.window, panel.rect().bottomRight()).x() < width
    assert len([each for each in page.regions() if each.isVisible()]) >= 2

    seat.hands.key(Qt.Key.Key_Escape)
    seat.hands.settle()
    assert page.width() == before
