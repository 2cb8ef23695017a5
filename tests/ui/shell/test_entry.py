"""Entry pages: who is here, wrong tries in words, sign-in with a fingerprint seen once, first sync."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QLibraryInfo, Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from gridclient.base.progress import Progress
from gridclient.base.resources import resource
from gridclient.ui import language
from gridclient.ui.appearance import Appearance
from gridclient.ui.entry import EntryView
from gridclient.ui.first_sync import FirstSyncPage
from gridclient.ui.gate import FirstSyncSeen, PersonHere, ServerSeen, SyncStep
from gridclient.ui.language import Lang, TranslationMissing
from gridclient.ui.runner import TaskRunner
from gridcore.errors import Locked, Offline
from tests.ui.conftest import Failures
from tests.ui.keys import click, got, press, type_in
from tests.ui.shell.sample import PASSWORD, QIN, ZHANG, FakeGate


@pytest.fixture
def gate() -> FakeGate:
    return FakeGate()


@pytest.fixture
def entry(gate: FakeGate, runner: TaskRunner, look: Appearance, qtbot: QtBot) -> EntryView:
    view = EntryView(gate, runner, look)
    qtbot.addWidget(view)
    view.resize(1366, 697)
    view.show()
    view.activateWindow()
    qtbot.waitExposed(view)
    return view


def start(entry: EntryView, qtbot: QtBot) -> None:
    entry.start()
    qtbot.waitUntil(lambda: entry.unlock.person is not None)


def test_the_last_person_is_marked_and_the_cursor_is_in_the_password(entry: EntryView, qtbot: QtBot) -> None:
    start(entry, qtbot)

    assert entry.unlock.person == ZHANG
    assert QApplication.focusWidget() is entry.unlock.password
    assert entry.unlock.lead.text() == "这台电脑上有 2 个人的资料，各自加密，互相看不到。"
    names = [card.accessibleName() for card in entry.unlock.cards]
    assert names == ["张敏，网格员·柳湾社区 03 网格，14 项待上传", "秦悦，社区办公室·柳湾社区，已全部上传"]


def test_the_password_waits_until_it_is_known_whose_it_is(runner: TaskRunner, look: Appearance, qtbot: QtBot) -> None:
    view = EntryView(FakeGate(), runner, look)
    qtbot.addWidget(view)
    assert not view.unlock.password.isEnabled(), "what is typed before anybody is shown would be cleared"
    view.start()
    qtbot.waitUntil(lambda: bool(view.unlock.cards))
    assert view.unlock.password.isEnabled()


def test_wrong_passwords_are_counted_in_words_until_the_door_waits(entry: EntryView, qtbot: QtBot) -> None:
    start(entry, qtbot)
    page, said = entry.unlock, list[str]()
    for _ in range(5):
        type_in(page.password, "falsch")
        press(page.password, Qt.Key.Key_Return)
        qtbot.waitUntil(lambda: page.go.isEnabled() and page.password.text() == "")
        said.append(page.error.text())

    assert said == [
        "密码不对，还能试 4 次",
        "密码不对，还能试 3 次",
        "密码不对，还能试 2 次",
        "密码不对，还能试 1 次",
        "密码错得太多，10 分钟后再试",
    ]


def test_the_right_password_opens_the_marked_person(entry: EntryView, qtbot: QtBot) -> None:
    start(entry, qtbot)
    click(entry.unlock.cards[1])
    type_in(entry.unlock.password, PASSWORD)
    with qtbot.waitSignal(entry.unlocked) as heard:
        press(entry.unlock.password, Qt.Key.Key_Return)

    assert got(heard) == [QIN]
    assert entry.unlock.password.text() == ""


def test_a_lease_that_is_over_says_what_helps(runner: TaskRunner, look: Appearance, qtbot: QtBot) -> None:
    class Over(FakeGate):
        def unlock(self, user: str, password: str) -> PersonHere:
            raise Locked(reason="lease", user=user, typed=len(password))

    view = EntryView(Over(), runner, look)
    qtbot.addWidget(view)
    start(view, qtbot)
    view.unlock.password.setText("x")
    view.unlock.go.click()
    qtbot.waitUntil(lambda: bool(view.unlock.error.text()))

    assert view.unlock.error.text() == "离线期限到了。资料还在，连一次网就能打开。"


def test_a_fresh_pc_asks_for_the_centre(runner: TaskRunner, look: Appearance, qtbot: QtBot) -> None:
    view = EntryView(FakeGate(()), runner, look, "grid.example.org")
    qtbot.addWidget(view)
    view.show()
    view.start()
    qtbot.waitUntil(lambda: view.pages.currentWidget() is view.sign_in)

    assert view.sign_in.address.text() == "grid.example.org"
    assert not view.sign_in.back.isVisible()


def test_sign_in_points_at_what_is_missing_in_order(entry: EntryView, qtbot: QtBot) -> None:
    """Never a dead button: the primary one says what comes first."""
    page = entry.sign_in
    entry.ask_sign_in()
    said: list[str] = []

    def go() -> None:
        page.go.click()
        said.append(page.error.text())

    go()
    page.address.setText("grid.example.org")
    page.check.click()
    qtbot.waitUntil(page.seen.isVisible)
    assert page.fingerprint.text() == "3f9a 2c77 01be 44d8 a1c0 5e6f 90b2 d3e4"
    assert page.server_name.text() == "汉中市综治中心（610700）"
    go()
    page.same.setChecked(True)
    go()
    page.user.setText("zhangmin")
    go()
    page.password.setText(PASSWORD)
    with qtbot.waitSignal(entry.enrolled) as heard:
        page.go.click()

    assert said == ["先看一下地址通不通", "先核对指纹，再勾上“指纹一致”", "用户名要填", "密码要填"]
    assert got(heard) == [ZHANG]


def test_another_address_asks_for_its_fingerprint_again(entry: EntryView, qtbot: QtBot) -> None:
    page = entry.sign_in
    entry.ask_sign_in()
    page.address.setText("grid.example.org")
    page.check.click()
    qtbot.waitUntil(page.seen.isVisible)
    page.same.setChecked(True)
    type_in(page.address, "x")

    assert not page.seen.isVisible()
    assert not page.same.isChecked()


def test_a_centre_out_of_reach_is_said_at_the_address(runner: TaskRunner, look: Appearance, qtbot: QtBot) -> None:
    class Away(FakeGate):
        def check_server(self, address: str) -> ServerSeen:
            raise Offline(length=len(address))

    view = EntryView(Away(), runner, look)
    qtbot.addWidget(view)
    view.sign_in.address.setText("grid.example.org")
    view.sign_in.check.click()
    qtbot.waitUntil(lambda: bool(view.sign_in.error.text()))

    assert view.sign_in.error.text() == "连不上中心。看看网和地址"


def test_a_broken_gate_is_told_by_the_one_mouth(
    runner: TaskRunner, look: Appearance, qtbot: QtBot, failures: Failures
) -> None:
    class Broken(FakeGate):
        def enroll(self, server: ServerSeen, user: str, password: str, progress: Progress) -> PersonHere:
            raise KeyError(user, password, server, progress)

    view = EntryView(Broken(), runner, look)
    qtbot.addWidget(view)
    page = view.sign_in
    page.address.setText("grid.example.org")
    page.check.click()
    qtbot.waitUntil(lambda: not page.seen.isHidden())
    page.same.setChecked(True)
    page.user.setText("zhangmin")
    page.password.setText(PASSWORD)
    page.go.click()
    qtbot.waitUntil(lambda: bool(failures.all))

    assert [type(error) for error in failures.all] == [KeyError]
    assert page.go.isEnabled()


def test_tab_reaches_every_control_of_unlock_and_each_has_a_name(entry: EntryView, qtbot: QtBot) -> None:
    start(entry, qtbot)
    wanted = {
        w
        for w in entry.findChildren(QWidget)
        if w.isVisible() and w.isEnabled() and w.focusPolicy() & Qt.FocusPolicy.TabFocus
    }
    wanted.remove(entry.unlock.cards[1])  # arrows reach it, as in any group of choices
    seen: set[QWidget] = set()
    for _ in range(40):
        focus = QApplication.focusWidget()
        assert focus is not None
        seen.add(focus)
        press(focus, Qt.Key.Key_Tab)

    assert wanted <= seen, [w.objectName() for w in wanted - seen]
    assert [w.objectName() for w in seen if not (w.accessibleName() or getattr(w, "text", str)())] == []


def test_arrows_choose_among_the_people_and_enter_goes_on(entry: EntryView, qtbot: QtBot) -> None:
    start(entry, qtbot)
    first, second = entry.unlock.cards
    first.setFocus()
    press(first, Qt.Key.Key_Down)
    assert entry.unlock.person == QIN
    press(second, Qt.Key.Key_Return)
    assert QApplication.focusWidget() is entry.unlock.password


def test_language_font_and_theme_change_before_anybody_is_in(entry: EntryView, qtbot: QtBot, look: Appearance) -> None:
    start(entry, qtbot)
    click(entry.language)
    QApplication.processEvents()
    assert entry.unlock.go.text() == "Unlock"
    assert entry.unlock.cards[0].accessibleName() == "张敏, Grid worker · 柳湾社区 03 网格, 14 waiting"
    click(entry.dark)
    assert entry.dark.text() == "Light"
    click(entry.large)
    assert look.preferences.scale == 1.3


def test_first_sync_says_megabytes_seconds_and_steps(qtbot: QtBot, look: Appearance) -> None:
    page = FirstSyncPage()
    qtbot.addWidget(page)
    page.start("03 网格")
    counts = (("household", 312), ("person", 1024))
    page.show_seen(FirstSyncSeen(SyncStep.DOWNLOAD, 41_000_000, 65_000_000, 40, counts))

    assert page.percent.text() == "63%"
    assert page.rate.text() == "已下载 41 MB，共 65 MB·约还要 40 秒"
    assert [line.far.text() for line in page.steps] == ["完成", "41 / 65 MB", "", ""]
    with qtbot.waitSignal(page.pause_asked):
        page.pause.click()
    page.show_seen(FirstSyncSeen(SyncStep.DOWNLOAD, 41_000_000, 65_000_000, 400, counts, paused=True))
    assert page.rate.text() == "已下载 41 MB，共 65 MB·停着"
    with qtbot.waitSignal(page.resume_asked):
        page.pause.click()
    page.show_seen(FirstSyncSeen(SyncStep.INDEX, 65_000_000, 65_000_000, None, counts, done=True))
    assert page.percent.text() == "100%"
    assert [line.far.text() for line in page.steps] == ["完成"] * 4


def test_the_words_are_compiled_when_only_their_source_is_there(
    qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = tmp_path / "gridclient_zh_CN.ts"
    source.write_bytes(resource("translations", "gridclient_zh_CN.ts").read_bytes())

    def elsewhere(*parts: str) -> Path:
        return tmp_path / parts[-1]

    monkeypatch.setattr(language, "resource", elsewhere)
    made = language.compiled(Lang.CHINESE, tmp_path / "cache")

    assert made.is_file()
    assert language.compiled(Lang.CHINESE, tmp_path / "cache") == made
    source.write_text(source.read_text("utf-8").replace("锁定", "锁上"), "utf-8")
    assert language.compiled(Lang.CHINESE, tmp_path / "cache") != made
    source.unlink()
    with pytest.raises(TranslationMissing):
        language.compiled(Lang.CHINESE, tmp_path / "cache")


def test_the_buttons_of_qt_speak_chinese_too(look: Appearance, qapp: QApplication) -> None:
    assert Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath), "qtbase_zh_CN.qm").is_file()
    assert qapp.translate("QPlatformTheme", "Cancel") == "取消"
    look.speak(Lang.ENGLISH)
    assert qapp.translate("QPlatformTheme", "Cancel") == "Cancel"
