"""Packages on the page 同步: a stick out and home, each refusal in words, an office that carries for others."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QPushButton

from gridclient.base.packages import PackageRead
from gridclient.base.progress import Progress
from gridclient.ui.page import Changed
from gridclient.ui.sync.package_card import PackageCard
from gridcore.wire import Lost, Reply, Request
from tests.server.town import G1
from tests.sync.post import StopsAt, hand_in, write
from tests.ui.keys import click
from tests.ui.sync.conftest import HOME, Desk
from tests.ui.sync.sticks import Sticks


def visit(desk: Desk, text: str = "在家") -> None:
    with desk.mine.store.write("visit.save") as work:
        work.create("visit", {"result": "normal", "text": text}, grid=G1, parent=HOME)


def press(desk: Desk, name: str) -> None:
    found = desk.page.findChild(QPushButton, name)
    assert isinstance(found, QPushButton)
    click(found)
    desk.settle()


def card(desk: Desk) -> PackageCard:
    return desk.page.here_view.package


@pytest.fixture
def chooses(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """What the person chooses in the dialogs of files."""

    def choose(*paths: Path) -> None:
        texts = [str(path) for path in paths]

        def one(*_: object) -> tuple[str, str]:
            return texts[0], ""

        def many(*_: object) -> tuple[list[str], str]:
            return texts, ""

        def folder(*_: object) -> str:
            return texts[0]

        monkeypatch.setattr(QFileDialog, "getSaveFileName", one)
        monkeypatch.setattr(QFileDialog, "getOpenFileName", one)
        monkeypatch.setattr(QFileDialog, "getOpenFileNames", many)
        monkeypatch.setattr(QFileDialog, "getExistingDirectory", folder)

    return choose


def reply_of(desk: Desk, path: Path) -> Path:
    """Hand a file in at the centre; its reply has the name the office gives it."""
    return hand_in(desk.town, path).rename(path.with_suffix(".reply.gridpkg"))


@pytest.mark.fault(49, "F49")
def test_a_stick_goes_out_and_its_reply_comes_home(desk: Desk, tmp_path: Path, chooses: Callable[..., None]) -> None:
    visit(desk)
    desk.show()
    stick = tmp_path / "one.gridpkg"
    chooses(stick)
    press(desk, "sync.export")
    assert stick.exists()
    assert card(desk).words[0].startswith("已导出 one.gridpkg：1 项、0 张照片")
    assert "1 项；还没收到回执" in card(desk).words[1]
    assert desk.mine.store.status().unsent == 1

    chooses(reply_of(desk, stick))
    press(desk, "sync.import")
    assert card(desk).words[0].startswith("1 项已进中心")
    assert "1 项；已进中心" in card(desk).words[1]
    assert desk.mine.store.status().in_sync
    assert "没有要上传的。" in desk.words


@pytest.mark.fault(49, 50, "F50")
def test_each_refusal_of_a_package_has_its_words(desk: Desk, tmp_path: Path, chooses: Callable[..., None]) -> None:
    visit(desk)
    own, other = tmp_path / "own.gridpkg", tmp_path / "other.gridpkg"
    write(desk.mine, own)
    write(desk.office, other)
    reply = reply_of(desk, own).read_bytes()
    flipped = bytearray(reply)
    flipped[len(flipped) // 2] ^= 1
    files = {
        "这个文件不是同步包": b"holiday pictures" * 40,
        "包缺了一截": reply[: len(reply) // 2],
        "包在路上被改过": bytes(flipped),
        "这个包方向反了": own.read_bytes(),
        "这个包是另一台电脑的": reply_of(desk, other).read_bytes(),
        "这个包是新版程序写的": reply[:7] + b"\x09" + reply[8:],
    }
    desk.show()
    for number, (says, content) in enumerate(files.items()):
        path = tmp_path / f"{number}.reply.gridpkg"
        path.write_bytes(content)
        chooses(path)
        press(desk, "sync.import")
        assert card(desk).words[0].startswith(f"{says}。")
        assert len(card(desk).words[0]) > len(says) + 4  # and what to do
        assert desk.mine.store.status().unsent == 1

    chooses(tmp_path / "gone" / "a.gridpkg")
    press(desk, "sync.export")
    assert card(desk).words[0].startswith("没找到那个文件夹或 U 盘。记录都在本机")


def drop(desk: Desk, *paths: Path) -> None:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    actions, buttons, keys = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(QPoint(20, 20), actions, mime, buttons, keys)
    QApplication.sendEvent(desk.page, enter)
    assert enter.isAccepted()
    QApplication.sendEvent(desk.page, QDropEvent(QPointF(20, 20), actions, mime, buttons, keys))
    desk.settle()


def test_a_reply_may_be_dropped_on_the_page(desk: Desk, tmp_path: Path) -> None:
    visit(desk)
    stick = tmp_path / "one.gridpkg"
    write(desk.mine, stick)
    desk.show()
    drop(desk, reply_of(desk, stick))

    assert desk.mine.store.status().in_sync


def test_only_an_office_carries_packages_of_others(desk: Desk) -> None:
    desk.show()
    carry = desk.page.findChild(QPushButton, "sync.courier")
    assert isinstance(carry, QPushButton)
    assert not carry.isVisible()


@pytest.mark.fault(49, "F49", "F50")
def test_an_office_hands_in_a_stick_and_each_file_has_its_outcome(desk: Desk, tmp_path: Path) -> None:
    visit(desk)
    stick = tmp_path / "stick"
    stick.mkdir()
    good, cut = stick / "good.gridpkg", stick / "cut.gridpkg"
    write(desk.mine, good)
    cut.write_bytes(good.read_bytes()[:-200])
    desk.look_at(desk.office)
    desk.show()
    drop(desk, good, cut)
    page = desk.page
    assert page.is_carrying
    assert page.courier.words[0] == "有 2 个包要送"
    assert page.press_primary()  # Ctrl+Enter, a command of the window
    desk.settle()

    assert (stick / "good.reply.gridpkg").exists()
    assert page.courier.words[0] == "有 1 个包送不了，有 1 份回执要带回"
    assert "good.reply.gridpkg" in desk.words
    assert "包缺了一截" in desk.words
    assert page.step_back()
    assert not page.is_carrying


@pytest.mark.fault(49)
def test_without_a_line_nothing_is_handed_in_and_it_goes_on_later(
    desk: Desk, tmp_path: Path, chooses: Callable[..., None]
) -> None:
    visit(desk)
    stick = tmp_path / "stick"
    stick.mkdir()
    write(desk.mine, stick / "one.gridpkg")
    desk.look_at(desk.office)
    desk.show()
    chooses(stick)
    press(desk, "sync.courier")
    press(desk, "courier.folder")

    def silent(_request: Request) -> Reply | Lost:
        return Lost(reason="unreachable")

    desk.office.wire = silent
    press(desk, "courier.go")
    assert desk.page.courier.words == ("连不上中心", "一个都没送出。联网后再试。")
    assert "待送" in [each.text() for each in desk.page.courier.findChildren(QLabel)]

    desk.office.wire = desk.office.reach
    press(desk, "courier.go")
    assert (stick / "one.reply.gridpkg").exists()
    assert desk.page.courier.words[0] == "有 1 份回执要带回"


@pytest.mark.parametrize(
    ("part", "words"), [(0, "已停止，什么都没改"), (1, "中途停止。1 项已进中心，收到 0 条。其余的")]
)
def test_a_reply_stopped_halfway_says_what_was_taken(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, part: int, words: str
) -> None:
    visit(desk)
    stick = tmp_path / "one.gridpkg"
    write(desk.mine, stick)
    desk.show()
    told, read = list[Changed](), Sticks.read

    def stopped(self: Sticks, path: Path, _progress: Progress) -> PackageRead:
        return read(self, path, StopsAt(part))

    monkeypatch.setattr(Sticks, "read", stopped)
    desk.page.changed.connect(told.append)
    drop(desk, reply_of(desk, stick))

    assert card(desk).words[0].startswith(words)
    assert len(told) == part
    assert desk.mine.store.status().unsent == 1 - part


def test_replies_dropped_with_packages_of_others_are_read_one_after_the_other(desk: Desk, tmp_path: Path) -> None:
    visit(desk)
    theirs, mine, late = (tmp_path / f"{name}.gridpkg" for name in ("theirs", "mine", "late"))
    write(desk.mine, theirs)
    for path in (mine, late):
        write(desk.office, path)
    replies = [reply_of(desk, path) for path in (mine, late)]
    desk.look_at(desk.office)
    desk.show()
    said: list[str] = []
    desk.page.line_said.connect(said.append)
    drop(desk, theirs, *replies)

    assert desk.page.is_carrying
    assert desk.page.courier.words[0] == "有 1 个包要送"
    assert len(said) == 2
    desk.page.show_courier()
    assert len(card(desk).words[0].splitlines()) == 2


def courier_labels(desk: Desk) -> list[str]:
    return [each.text() for each in desk.page.courier.files.findChildren(QLabel) if each.isVisible()]


def test_files_of_one_name_are_told_apart_and_a_new_file_under_an_old_name_is_handed_in(
    desk: Desk, tmp_path: Path
) -> None:
    visit(desk)
    one, two = tmp_path / "a" / "week.gridpkg", tmp_path / "b" / "week.gridpkg"
    for path in (one, two):
        path.parent.mkdir()
        write(desk.mine, path)
    desk.look_at(desk.office)
    desk.show()
    drop(desk, one)
    assert str(one.parent) not in courier_labels(desk)
    drop(desk, two, two.parent / ".." / "b" / "week.gridpkg")
    assert desk.page.courier.words[0] == "有 2 个包要送"
    assert {str(one.parent), str(two.parent)} <= set(courier_labels(desk))
    assert desk.page.press_primary()
    desk.settle()
    assert desk.page.courier.words[0] == "有 2 份回执要带回"

    visit(desk, "换了一个包")
    write(desk.mine, one)
    drop(desk, one, two)
    assert desk.page.courier.words[0] == "有 1 个包要送"


@pytest.mark.parametrize("is_alone", [True, False])
def test_files_that_could_not_be_handed_in_are_named_in_the_heading(
    desk: Desk, tmp_path: Path, *, is_alone: bool
) -> None:
    visit(desk)
    good, cut = tmp_path / "good.gridpkg", tmp_path / "cut.gridpkg"
    write(desk.mine, good)
    cut.write_bytes(good.read_bytes()[:-200])
    desk.look_at(desk.office)
    desk.show()
    drop(desk, cut, *([] if is_alone else [good]))
    assert desk.page.press_primary()
    desk.settle()

    head, sentence = desk.page.courier.words
    assert head == ("有 1 个包送不了" if is_alone else "有 1 个包送不了，有 1 份回执要带回")
    assert sentence.startswith("原因和办法在列表里。")
    assert ("回执在原来的文件旁边" in sentence) is not is_alone
    cut.write_bytes(good.read_bytes())
    drop(desk, cut)
    assert desk.page.courier.words[0] == "有 1 个包要送"
