"""Who changed what in a record: opened from its pane by a button and a key; only the centre knows (SYNC 10)."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton

from gridclient.ui.history_panel import HistoryPanel
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
