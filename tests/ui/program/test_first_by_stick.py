"""A first sync where the line is too bad: a package out, its reply in, all in the window (UI 5, SYNC 13)."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog

from gridclient.ui.first_package import FirstPackage
from gridcore.wire import Reply
from tests.server.town import PASSWORD, Town
from tests.sync.post import hand_in
from tests.ui.keys import press
from tests.ui.program.conftest import HOME, Seat

Sit = Callable[..., Seat]


def registered(seat: Seat) -> None:
    """Signed in over a line on which no page comes down."""
    seat.street.instead["/v1/pull"] = Reply(status=503, body=b"")
    hands = seat.hands
    hands.type(hands.find("signin.address"), seat.street.address, anew=True)
    hands.click("signin.check")
    press(hands.find("signin.same"), Qt.Key.Key_Space)
    hands.type(hands.find("signin.user"), "li")
    hands.type(hands.find("signin.password"), PASSWORD)
    hands.click("signin.go")
    hands.until(seat.window.first_sync.isVisible, "the first sync")
    hands.settle()


def named(monkeypatch: pytest.MonkeyPatch, verb: str, path: Path) -> None:
    def name(*_: object) -> tuple[str, str]:
        return str(path), ""

    monkeypatch.setattr(QFileDialog, verb, name)


def shown(seat: Seat) -> FirstPackage | None:
    return next((each for each in seat.window.findChildren(FirstPackage) if each.isVisible()), None)


@pytest.mark.fault("F49")
def test_the_grid_comes_by_stick_and_the_person_is_let_in(
    sit: Sit, town: Town, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seat = sit()
    registered(seat)
    named(monkeypatch, "getSaveFileName", tmp_path / "out.gridpkg")
    seat.hands.click("first_sync.package")
    seat.hands.click("first_package.write")
    seat.hands.settle()
    dialog = shown(seat)
    assert dialog is not None
    assert dialog.card.words[0].startswith("已导出 out.gridpkg")
    assert seat.window.person is None
    named(monkeypatch, "getOpenFileName", hand_in(town, tmp_path / "out.gridpkg"))

    seat.hands.click("first_package.read")

    seat.hands.until(lambda: seat.window.person is not None, "the work")
    seat.hands.settle()
    assert shown(seat) is None
    session = seat.program.session
    assert session is not None
    with session.store.read() as reading:
        assert reading.get("household", HOME) is not None


def test_a_file_that_is_no_reply_is_told_and_the_line_can_be_tried_again(
    sit: Sit, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seat = sit()
    registered(seat)
    (tmp_path / "letter.gridpkg").write_bytes(b"no package")
    named(monkeypatch, "getOpenFileName", tmp_path / "letter.gridpkg")
    seat.hands.click("first_sync.package")
    seat.hands.click("first_package.read")
    seat.hands.settle()
    dialog = shown(seat)
    assert dialog is not None
    assert dialog.card.words[0].startswith("这个文件不是同步包")
    seat.hands.click("first_package.close")
    seat.street.instead.clear()

    seat.hands.click("first_sync.pause")

    seat.hands.until(lambda: seat.window.person is not None, "the work")
    seat.hands.settle()
