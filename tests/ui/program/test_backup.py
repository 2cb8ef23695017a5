"""The backup on the settings page and at the foot: chosen, made, failed, stopped (SYNC 13)."""

# pyright: reportPrivateUsage=false

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QAbstractButton, QApplication, QFileDialog, QPushButton

from gridclient.ui.actions import Action, Group
from gridclient.ui.pages.settings import SettingsPage
from gridclient.ui.widgets.choice import ChoiceChips
from tests.ui.program.conftest import HEAD, Seat

Sit = Callable[..., Seat]


def settings(seat: Seat) -> SettingsPage:
    seat.window.work.actions_.run("person.settings")
    seat.hands.settle()
    page = seat.window.work.page
    assert isinstance(page, SettingsPage)
    return page


def choose(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    def name(*_: object) -> str:
        return str(folder)

    monkeypatch.setattr(QFileDialog, "getExistingDirectory", name)


def edit(seat: Seat) -> None:
    """Something the centre does not have yet."""
    session = seat.program.session
    assert session is not None
    seat.street.portal = True
    with session.store.write("person.edit") as work:
        work.set("person", HEAD, {"phone": "13800000077"}, {"phone": "13800000078"})


@pytest.mark.fault("F49")
def test_a_backup_is_chosen_made_and_stopped(sit: Sit, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seat = sit()
    seat.sign_in()
    assert "person.settings" in [action.name for action in seat.window.work.actions_.listed((Group.PERSON,))]
    edit(seat)
    page = settings(seat)
    assert page.backup.words[:2] == ("未开启", "还没开启")

    stick = tmp_path / "stick"
    stick.mkdir()
    choose(monkeypatch, stick)
    seat.hands.click("backup.choose")
    seat.hands.settle()
    assert page.backup.words[0] == "已备份"
    assert page.backup.words[2].startswith("上次备份：今天 01:00，1 项")
    assert page.backup.warning == "这里和资料在同一块磁盘上，盘坏了两份都没了；插 U 盘更稳妥。"
    assert len(list(stick.glob("backup-*.gridpkg"))) == 1
    assert "备份" not in seat.foot

    seat.hands.click("backup.stop")
    seat.hands.settle()
    assert page.backup.words[0] == "未开启"


def lose_stick(seat: Seat, stick: Path, monkeypatch: pytest.MonkeyPatch) -> SettingsPage:
    """Backups go to a stick, the stick is pulled out, and one is asked for by hand."""
    seat.sign_in()
    stick.mkdir()
    choose(monkeypatch, stick)
    page = settings(seat)
    seat.hands.click("backup.choose")
    seat.hands.settle()
    shutil.rmtree(stick)
    edit(seat)
    seat.hands.click("backup.now")
    seat.hands.settle()
    return page


@pytest.mark.fault(29)
def test_a_stick_that_is_gone_is_told_here_and_at_the_foot(
    sit: Sit, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seat = sit()
    page = lose_stick(seat, tmp_path / "stick", monkeypatch)
    assert page.backup.words[0] == "没写成"
    assert "没找到文件夹或 U 盘" in page.backup.error
    assert "不耽误记录" in page.backup.error
    seat.hands.sync()
    assert "备份没写成，去设置里看" in seat.foot


def test_a_folder_of_the_program_itself_is_no_second_disk(sit: Sit, monkeypatch: pytest.MonkeyPatch) -> None:
    seat = sit()
    seat.sign_in()
    page = settings(seat)
    choose(monkeypatch, seat.store.parent)
    seat.hands.click("backup.choose")
    seat.hands.settle()

    assert "选别的盘" in page.backup.error
    assert page.backup.words[0] == "未开启"
    assert seat.told.nothing


def test_the_look_changes_at_once_and_the_page_stays(sit: Sit) -> None:
    seat = sit()
    seat.sign_in()
    page = settings(seat)
    seat.hands.click_on(seat.hands.button("English"))
    seat.hands.settle()
    assert seat.window.work.page is page
    seat.hands.click_on(seat.hands.button("Dark"))
    seat.hands.settle()

    assert seat.program.appearance.preferences.mode == "dark"
    assert page.title() == "Settings"


def test_the_account_offers_the_password_where_its_command_is(sit: Sit) -> None:
    seat = sit()
    seat.sign_in()
    actions, asked = seat.window.work.actions_, list[bool]()
    actions.drop("person.password")
    page = settings(seat)
    button = page.findChild(QPushButton, "account.password")
    assert isinstance(button, QPushButton)
    assert not button.isVisible()

    seat.hands.page("today")
    words = "Change the password"
    actions.add(Action("person.password", "Actions", words, lambda: asked.append(True), Group.PERSON))
    settings(seat)
    seat.hands.click("account.password")
    assert asked == [True]


def test_the_foot_is_told_when_a_backup_was_made_by_hand(
    sit: Sit, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seat = sit()
    stick = tmp_path / "stick"
    lose_stick(seat, stick, monkeypatch)
    assert "备份没写成，去设置里看" in seat.foot

    stick.mkdir()
    seat.hands.click("backup.now")
    seat.hands.settle()
    assert "备份" not in seat.foot


def test_the_card_is_told_when_a_backup_was_made_by_itself(
    sit: Sit, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seat = sit()
    seat.sign_in()
    stick = tmp_path / "stick"
    stick.mkdir()
    choose(monkeypatch, stick)
    page = settings(seat)
    seat.hands.click("backup.choose")
    seat.hands.settle()
    edit(seat)
    session = seat.program.session
    assert session is not None
    session.backup.saved()
    page.reload()
    seat.hands.settle()
    assert page.backup.words[0] == "快到备份时间"

    page._timer.setInterval(3_600_000)
    seat.clock.advance(minutes=10)
    seat.hands.until(lambda: page.backup.words[0] == "已备份", "the card to say that it was made")


@pytest.mark.parametrize(
    ("row", "word"), [("mode", "深色"), ("scale", "特大"), ("language", "English"), ("lock", "20 分钟")]
)
def test_the_focus_stays_in_the_row_where_something_was_chosen(sit: Sit, row: str, word: str) -> None:
    seat = sit()
    seat.sign_in()
    settings(seat)
    seat.hands.click_on(seat.hands.button(word))
    seat.hands.settle()

    focus = QApplication.focusWidget()
    assert isinstance(focus, QAbstractButton)
    assert focus.text() == word
    assert focus.isChecked()
    assert seat.hands.find(f"look.{row}", ChoiceChips).isAncestorOf(focus)
