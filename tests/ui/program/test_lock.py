"""What lies over the work goes with it when the program locks, and what was begun is found again after it."""

from __future__ import annotations

import threading
from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QDialog, QLineEdit

from gridclient.ui.account import ChangePassword
from gridclient.ui.pages.households import HouseholdsPage
from gridclient.ui.pages.places import PlacesPage
from gridclient.ui.photo_view import PhotoView
from gridcore.errors import Offline
from tests.server.town import G1, PASSWORD, Town
from tests.ui.keys import NONE, press, type_in
from tests.ui.program.conftest import HOME, Seat

Sit = Callable[..., Seat]
NEW = "new battery staple"
VISIT, SHOP = "00000000-0000-7000-8000-000000000011", "00000000-0000-7000-8000-000000000012"


def over_the_door(seat: Seat) -> list[str]:
    lying = [*seat.window.findChildren(QDialog), *seat.window.findChildren(PhotoView)]
    return [type(each).__name__ for each in lying if each.isVisible()]


def typed(shown: ChangePassword, *words: str) -> None:
    for field, word in zip(shown.fields.values(), words, strict=True):
        field.setFocus()
        type_in(field, word)
    press(list(shown.fields.values())[-1], Qt.Key.Key_Return, NONE)


def test_the_dialog_of_the_password_opens_once_and_does_not_lie_over_the_door(sit: Sit) -> None:
    seat = sit()
    seat.sign_in()
    for _ in range(2):
        assert seat.window.work.actions_.run("person.password")
    assert over_the_door(seat) == ["ChangePassword"]
    seat.lock()
    assert over_the_door(seat) == []

    seat.hands.unlock(PASSWORD)
    assert over_the_door(seat) == []
    assert seat.window.work.actions_.run("person.password")
    assert over_the_door(seat) == ["ChangePassword"]


@pytest.mark.parametrize("ends_well", [True, False])
def test_a_change_of_the_password_under_way_comes_to_its_end_behind_the_door(sit: Sit, *, ends_well: bool) -> None:
    seat = sit()
    seat.sign_in()
    session = seat.program.session
    assert session is not None
    may, change = threading.Event(), session.syncing.change_password

    def slow(old: str, new: str) -> None:
        assert may.wait(20)
        if not ends_well:
            raise Offline(reason="unreachable")
        change(old, new)

    session.syncing.change_password = slow  # type: ignore[method-assign] # a centre that takes its time
    assert seat.window.work.actions_.run("person.password")
    (shown,) = seat.window.findChildren(ChangePassword)
    typed(shown, PASSWORD, NEW, NEW)
    seat.window.lock()
    assert over_the_door(seat) == []
    may.set()
    seat.hands.settle()

    assert over_the_door(seat) == []
    assert seat.window.findChildren(ChangePassword) == []
    notice = seat.window.entry.notice
    assert notice.text() == ("密码改好了，中心和本机都用新的" if ends_well else "")
    seat.try_password(NEW if ends_well else PASSWORD)
    seat.hands.until(lambda: seat.page != "", "the work to come back")


@pytest.mark.parametrize("what", ["help", "photo"])
def test_help_and_photos_go_when_the_program_locks(sit: Sit, what: str) -> None:
    seat = sit()
    seat.sign_in()
    if what == "help":
        seat.hands.key(Qt.Key.Key_F1)
    else:
        picture = QImage(40, 30, QImage.Format.Format_RGB32)
        picture.fill(0)
        PhotoView.show_over(seat.window, picture)
    assert len(over_the_door(seat)) == 1
    seat.lock()

    assert over_the_door(seat) == []


def test_a_change_that_was_cut_off_is_named_at_the_door(sit: Sit) -> None:
    """The centre has the new password, this PC the old one."""
    seat = sit()
    seat.sign_in()
    session = seat.program.session
    assert session is not None
    real = session.syncing.change_password

    def reply_lost(old: str, new: str) -> None:
        real(old, new)
        raise Offline(reason="cut")

    session.syncing.change_password = reply_lost  # type: ignore[method-assign] # the line cuts the reply
    with pytest.raises(Offline):
        seat.program.gate.change_password(PASSWORD, NEW)
    seat.lock()
    seat.try_password(NEW)

    assert seat.error == "密码不对，还能试 4 次。上次改密码没改完：打开本机还用原来的。"
    seat.try_password(PASSWORD)
    seat.hands.until(lambda: seat.page != "", "the work to come back")


def test_a_visit_that_is_corrected_stays_a_correction_after_a_lock(sit: Sit, town: Town) -> None:
    town.laptop("li", 21).do(
        {"op": "create", "kind": "visit", "id": VISIT, "grid": G1, "parent": HOME, "set": {"result": "normal"}}
    )
    seat = sit()
    seat.sign_in()
    page = seat.hands.page("households")
    assert isinstance(page, HouseholdsPage)
    page.open(VISIT, "correct")
    seat.hands.settle()
    seat.lock()
    seat.hands.unlock(PASSWORD)

    again = seat.window.work.page
    assert isinstance(again, HouseholdsPage)
    seat.hands.until(lambda: again.desk.is_recording, "the form")
    assert again.desk.visit.corrects == VISIT
    assert again.desk.visit.household == HOME


@pytest.mark.parametrize("is_typed", [True, False])
def test_a_place_is_shown_again_after_a_lock_and_its_form_too(sit: Sit, town: Town, *, is_typed: bool) -> None:
    for number in (1, 2):
        shop = {"name": f"便民超市 {number}", "place_type": "01", "address": "滨河路"}
        town.laptop("zhao", 30 + number).do(
            {"op": "create", "kind": "place", "id": SHOP[:-1] + str(number), "grid": G1, "set": shop}
        )
    seat = sit()
    seat.sign_in()
    page = seat.hands.page("places")
    assert isinstance(page, PlacesPage)
    page.open(SHOP)
    seat.hands.settle()
    if is_typed:
        seat.hands.key(Qt.Key.Key_F2)
        seat.hands.settle()
        seat.hands.type(seat.hands.find("place-address", QLineEdit), "滨河路 8 号", anew=True)
    seat.lock()
    seat.hands.unlock(PASSWORD)
    seat.hands.settle()

    again = seat.window.work.page
    assert isinstance(again, PlacesPage)
    assert again.here() == (SHOP, "edit" if is_typed else "")
    assert again.detail.detail is not None
    assert again.detail.detail.line.name == "便民超市 2"
    if is_typed:
        assert seat.hands.find("place-address", QLineEdit).text() == "滨河路 8 号"
