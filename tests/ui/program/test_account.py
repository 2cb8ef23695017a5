"""The own account in the real window, by keys: signed in again, another password, opened with the office, wiped."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit

from gridclient.base.durable import write_durably
from gridclient.ui.account import ChangePassword, OpenAgain, SecretDialog, SignInAgain
from gridclient.ui.page import Goto
from gridclient.ui.pages.sync import SyncPage
from gridclient.vault import vault
from gridserver.clock import stamp
from gridserver.keys import hash_password
from gridserver.row import RecoveryRow
from tests.conftest import Logs
from tests.server.town import CHEAP, PASSWORD, Town
from tests.simulation.backup import back_up, restore
from tests.sync.post import hand_in
from tests.ui.keys import NONE, press, type_in
from tests.ui.program.conftest import Seat

Sit = Callable[..., Seat]
NEW = "new battery staple"


def dialog(seat: Seat, kind: type[SecretDialog]) -> SecretDialog | None:
    return next((each for each in seat.window.findChildren(kind) if each.isVisible()), None)


def opened(seat: Seat, kind: type[SecretDialog]) -> SecretDialog:
    seat.hands.until(lambda: dialog(seat, kind) is not None, f"{kind.__name__} to open")
    found = dialog(seat, kind)
    assert found is not None
    return found


def typed(seat: Seat, shown: SecretDialog, *words: str) -> None:
    """Each password and Enter: the hand never leaves the keys."""
    for field, word in zip(shown.fields.values(), words, strict=True):
        field.clear()
        field.setFocus()
        type_in(field, word)
    press(list(shown.fields.values())[-1], Qt.Key.Key_Return, NONE)
    seat.hands.settle()


def error_of(shown: SecretDialog) -> list[str]:
    return [field.accessibleDescription() for field in shown.fields.values() if field.accessibleDescription()]


def account(town: Town, **facts: str) -> None:
    with town.server.store.writing() as work:
        found = work.account("li")
        assert found is not None
        work.put_account(replace(found, **facts))
    town.clock.advance(seconds=6)


def forget_device(seat: Seat, town: Town, before: dict[str, object]) -> None:
    """The centre is restored to before this PC was registered, and the token of the hour is old."""
    restore(town, before)
    town.clock.advance(hours=2)
    seat.clock.advance(hours=2)


@pytest.mark.fault("F32")
def test_a_centre_that_forgot_this_pc_asks_the_password_over_the_work(sit: Sit, town: Town) -> None:
    before = back_up(town)
    seat = sit()
    seat.sign_in()
    forget_device(seat, town, before)
    page = seat.page
    seat.hands.sync()
    shown = opened(seat, SignInAgain)
    assert seat.page == page, "the work stays behind it"

    typed(seat, shown, "wrong")
    assert error_of(shown) == ["密码不对"]
    typed(seat, shown, PASSWORD)

    seat.hands.until(lambda: seat.window.work.banner.shown is not None, "the person to be told")
    told = seat.window.work.banner.shown
    assert told is not None
    assert told.what == "本机在中心重新登记了"
    session = seat.program.session
    assert session is not None
    seat.hands.until(lambda: session.store.status().in_sync, "the journal to arrive again")
    assert session.store.status().re_enrolled is None, "told once"


@pytest.mark.fault("F32")
def test_not_now_is_kept_until_the_person_asks_for_a_round(sit: Sit, town: Town) -> None:
    before = back_up(town)
    seat = sit()
    seat.sign_in()
    forget_device(seat, town, before)
    seat.hands.sync()
    press(opened(seat, SignInAgain), Qt.Key.Key_Escape, NONE)
    seat.hands.settle()
    seat.program.sync_now()
    seat.hands.settle()
    assert dialog(seat, SignInAgain) is None

    seat.window.work.actions_.run("sync.now")

    opened(seat, SignInAgain).reject()


def test_an_account_switched_off_locks_and_keeps_everything(sit: Sit, town: Town) -> None:
    seat = sit()
    seat.sign_in()
    account(town, state="disabled")

    seat.program.sync_now()
    seat.hands.settle()

    assert seat.window.is_locked or seat.window.person is None
    assert seat.window.entry.notice.text() == "办公室停用了你的账号。资料锁在本机，都还在"
    assert seat.window.entry.notice.isVisible()
    assert seat.store.exists()
    account(town, state="active")
    seat.try_password()
    seat.hands.until(lambda: seat.page != "", "the work to come back")
    assert not seat.window.entry.notice.isVisible()


@pytest.mark.fault("F45", 47)
def test_a_withdrawn_pc_is_wiped_and_the_door_says_so(sit: Sit, town: Town) -> None:
    seat = sit()
    seat.sign_in()
    (paths,) = seat.profile.people()
    session = seat.program.session
    assert session is not None
    with town.server.store.writing() as work:
        device = work.device(session.known.device)
        assert device is not None
        work.put_device(replace(device, revoked=stamp(town.clock.now())))
    town.clock.advance(seconds=6)

    seat.program.sync_now()
    seat.hands.settle()

    assert not paths.root.exists()
    assert seat.program.session is None
    assert seat.window.entry.pages.currentWidget() is seat.window.entry.sign_in
    assert seat.window.entry.notice.text() == "办公室收回了这台电脑，上面的资料已清除"
    assert seat.program._kept.now.last_person == ""


@pytest.mark.fault("F45", 47)
def test_an_order_in_a_reply_package_is_carried_out_in_the_window(sit: Sit, town: Town, tmp_path: Path) -> None:
    seat = sit()
    seat.sign_in()
    (paths,) = seat.profile.people()
    session = seat.program.session
    assert session is not None
    session.packages.write(tmp_path / "out.gridpkg")
    with town.server.store.writing() as work:
        device = work.device(session.known.device)
        assert device is not None
        work.put_device(replace(device, revoked=stamp(town.clock.now())))
    town.clock.advance(seconds=6)
    reply = hand_in(town, tmp_path / "out.gridpkg")
    seat.street.portal = True
    seat.window.work.goto(Goto("sync"))
    seat.hands.settle()
    page = seat.window.work.page
    assert isinstance(page, SyncPage)

    page.here_view.package.read_file(reply)
    seat.hands.settle()

    assert not paths.root.exists()
    assert seat.program.session is None
    assert seat.window.entry.notice.text() == "办公室收回了这台电脑，上面的资料已清除"


@pytest.mark.fault(47, 34)
def test_a_wipe_that_cannot_be_ended_keeps_nobody_else_out(sit: Sit, logs: Logs) -> None:
    logs.expect("gridclient.app.gate", "a wipe could not be ended: IsADirectoryError")
    seat = sit()
    seat.sign_in()
    stuck, gone = seat.profile.person("a-stuck"), seat.profile.person("gone")
    for paths in (stuck, gone):
        write_durably(paths.wiping, b"")
    (stuck.vault / "in its place").mkdir(parents=True)

    seat = sit()

    assert not gone.root.exists()
    assert stuck.wiping.exists(), "the next start tries again"
    assert "没删干净" in seat.window.entry.notice.text()
    seat.try_password()
    seat.hands.until(lambda: seat.page != "", "the work to come back")


@pytest.mark.fault(47, 21)
def test_a_wipe_cut_off_is_ended_before_anybody_is_let_in(sit: Sit) -> None:
    seat = sit()
    seat.sign_in()
    (paths,) = seat.profile.people()
    write_durably(paths.wiping, b"")

    seat = sit()

    assert not paths.root.exists()
    assert seat.window.entry.pages.currentWidget() is seat.window.entry.sign_in
    assert seat.window.entry.notice.text() == "办公室收回了这台电脑，上面的资料已清除"


@pytest.mark.parametrize("where", ["menu", "settings"])
def test_the_password_is_changed_from_the_menu_of_the_person_and_from_settings(sit: Sit, where: str) -> None:
    seat = sit()
    seat.sign_in()
    if where == "menu":
        assert seat.window.work.actions_.run("person.password")
    else:
        assert seat.window.work.actions_.run("person.settings")
        seat.hands.settle()
        press(seat.hands.find("account.password"), Qt.Key.Key_Space, NONE)
    shown = opened(seat, ChangePassword)
    for words, error in (
        ((PASSWORD, NEW, "another"), "两遍不一样，再输一遍"),
        ((PASSWORD, "short", "short"), "太短了，最少 8 位"),
        (("wrong", NEW, NEW), "密码不对，还能试 4 次"),
    ):
        typed(seat, shown, *words)
        assert error_of(shown) == [error]

    typed(seat, shown, PASSWORD, NEW, NEW)

    seat.hands.until(lambda: dialog(seat, ChangePassword) is None, "the dialog to close")
    seat.lock()
    seat.try_password(PASSWORD)
    assert seat.error.startswith("密码不对")
    seat.try_password(NEW)
    seat.hands.until(lambda: seat.page != "", "the work to come back")


@pytest.mark.fault(36, 38)
def test_forgotten_at_the_door_the_office_opens_it_again(sit: Sit, town: Town, logs: Logs) -> None:
    logs.expect("gridserver.handle.recover", "store key of device")
    seat = sit()
    seat.sign_in()
    (paths,) = seat.profile.people()
    seat.lock()
    account(town, pw=hash_password(NEW, CHEAP, town.rng))
    forgot = seat.window.entry.unlock.forgot
    forgot.setFocus()
    press(forgot, Qt.Key.Key_Space, NONE)
    shown = opened(seat, OpenAgain)
    typed(seat, shown, NEW)
    assert error_of(shown) == ["办公室还没给这台电脑开通"]
    now = town.clock.now()
    with town.server.store.writing() as work:
        until = stamp(now + timedelta(hours=24))
        work.put_recovery(RecoveryRow(device=vault.read(paths).known.device, user="li", opened=stamp(now), until=until))

    typed(seat, shown, NEW)

    seat.hands.until(lambda: seat.window.work.banner.shown is not None, "the person to be told")
    told = seat.window.work.banner.shown
    assert told is not None
    assert told.what == "办公室帮忙，你的资料又打开了"
    seat.lock()
    seat.try_password(NEW)
    seat.hands.until(lambda: seat.page != "", "the work to come back")


@pytest.mark.parametrize("kind", [SignInAgain, ChangePassword])
def test_tab_reaches_every_control_and_each_has_a_name(sit: Sit, kind: type[SecretDialog], qapp: QApplication) -> None:
    seat = sit()
    seat.sign_in()
    shown = kind(seat.program.gate, seat.program.runner, seat.window)  # type: ignore[arg-type]  # both take these
    shown.open()
    seat.hands.settle()
    reached: list[str] = []
    for _ in range(len(shown.fields) + 2):
        focused = qapp.focusWidget()
        assert focused is not None
        name = focused.accessibleName() if isinstance(focused, QLineEdit) else focused.property("text")
        reached.append(str(name))
        press(focused, Qt.Key.Key_Tab, NONE)
    assert len(set(reached)) == len(shown.fields) + 2
    assert all(reached)
    shown.reject()
