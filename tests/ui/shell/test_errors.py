"""One mouth for all trouble: every error of the tree has its place and its words, in both languages."""

from __future__ import annotations

import logging
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from gridclient.base.status import Link
from gridclient.ui.appearance import Appearance
from gridclient.ui.errors import ErrorReporter, Where, report, trouble_of
from gridclient.ui.language import Lang
from gridcore import errors as tree
from gridcore.errors import GridError
from tests.conftest import Logs
from tests.ui.conftest import Told


def _all_classes(root: type[GridError]) -> Iterator[type[GridError]]:
    yield root
    for child in root.__subclasses__():
        yield from _all_classes(child)


def _made(kind: type[GridError]) -> GridError:
    if kind is tree.InvalidInput:
        return tree.InvalidInput(field="phone", reason="required")
    return kind()


# Other floors may have errors of their own; those are theirs to word.
_OURS = {kind for kind in _all_classes(GridError) if kind.__module__ == tree.__name__}
CLASSES = sorted(_OURS - {GridError}, key=lambda kind: kind.code)

CASES = [
    # error, where, what in Chinese, what in English
    (tree.InvalidInput(field="phone", reason="required"), Where.FIELD, "这里要填", "This has to be filled in"),
    (
        tree.InvalidInput(field="A03", reason="photo_missing"),
        Where.FIELD,
        "这项不合格，还差一张照片",
        "This item failed; one photo is missing",
    ),
    (
        tree.InvalidInput(field="x", reason="never heard of"),
        Where.FIELD,
        "这里填的对不上，核对一下",
        "This does not fit here; check it",
    ),
    (tree.Refused(reason="role"), Where.BANNER, "这一步不归你的岗位", "Your post does not take this step"),
    (tree.Refused(reason="sent"), Where.BANNER, "已送到中心，不能撤回", "Already sent, so it can't be taken back"),
    (tree.Refused(), Where.BANNER, "这里不能这样办", "This is not allowed here"),
    (tree.Offline(), Where.BADGE, "连不上中心", "Can't reach the centre"),
    (
        tree.Offline(reason="portal"),
        Where.BADGE,
        "连上了网，但要先登录网络",
        "Connected, but the network asks you to sign in first",
    ),
    (tree.Timeout(), Where.BADGE, "中心回应太慢", "The centre answers too slowly"),
    (
        tree.WrongServer(),
        Where.BANNER,
        "这个地址是别的市的中心",
        "This address leads to the centre of another city",
    ),
    (tree.SignedOut(), Where.SIGN_IN, "中心要再核对一次密码", "The centre wants your password again"),
    (tree.Revoked(), Where.BANNER, "办公室收回了这台电脑", "The office has withdrawn this PC"),
    (tree.UpgradeRequired(), Where.BANNER, "中心要新版程序", "The centre needs a newer program"),
    (
        tree.ServerRefused(),
        Where.SYNC_PAGE,
        "中心没收下这条，本机替你留着",
        "The centre did not accept this; it is kept here",
    ),
    (
        tree.Locked(reason="password", tries_left=3),
        Where.FIELD,
        "密码不对，还能试 3 次",
        "Wrong password, 3 tries left",
    ),
    (
        tree.Locked(reason="password", tries_left=1),
        Where.FIELD,
        "密码不对，还能试 1 次",
        "Wrong password, 1 try left",
    ),
    (
        tree.Locked(reason="tries", wait_seconds=541),
        Where.FIELD,
        "密码错得太多，10 分钟后再试",
        "Too many wrong passwords; try again in 10 min",
    ),
    (tree.Locked(reason="lease"), Where.FIELD, "离线期限到了", "The time of offline use is over"),
    (tree.KeyringTrouble(), Where.BANNER, "本机的钥匙库锁着", "The key store of this PC is locked"),
    (tree.StoreBusy(), Where.BANNER, "别的程序占着资料", "Another program holds the records"),
    (tree.StoreBroken(), Where.DIALOG, "本机的资料坏了", "The records on this PC are damaged"),
    (tree.TooNew(), Where.DIALOG, "这份资料是新版程序写的", "A newer program wrote these records"),
    (tree.DiskFull(), Where.DIALOG, "磁盘满了，这次还没存上", "The disk is full; this was not saved yet"),
    (
        tree.Damaged(),
        Where.BANNER,
        "这个文件坏了，或者不是它说的那种",
        "This file is damaged or not what its name says",
    ),
]


@pytest.mark.parametrize(("error", "where", "chinese", "english"), CASES, ids=lambda v: str(v)[:30])
def test_an_error_is_told_at_its_place_in_both_languages(
    error: GridError, where: Where, chinese: str, english: str, look: Appearance
) -> None:
    told = trouble_of(error)
    assert (told.where, told.what) == (where, chinese)
    look.speak(Lang.ENGLISH)
    assert trouble_of(error).what == english


@pytest.mark.parametrize("kind", CLASSES, ids=lambda kind: kind.code)
def test_every_class_of_the_tree_has_words_of_the_right_kind(kind: type[GridError], look: Appearance) -> None:
    """What happened, and what is kept or helps; short, no exclamation, no code, none of the words UI 6 forbids."""
    if kind is tree.Cancelled:
        assert trouble_of(kind()).where is Where.NOTHING
        return
    told = trouble_of(_made(kind))
    assert told.where is not Where.NOTHING
    assert told.what
    assert told.kept
    assert len(told.what) <= 24
    for words in (told.what, told.kept, told.way_text):
        assert kind.code not in words
        assert not re.search("您|亲|成功|失败|操作|进行|系统|数据异常|！|!", words)
        assert not re.search(r"[,:;()]", words)
    assert bool(told.way) is bool(told.way_text)


@pytest.mark.parametrize(
    ("error", "heard"),
    [
        (tree.Refused(reason="role"), "banners"),
        (tree.StoreBroken(), "dialogs"),
        (tree.Offline(), "badges"),
        (tree.SignedOut(), "sign_ins"),
        (tree.ServerRefused(), "sync_entries"),
    ],
)
def test_the_reporter_takes_the_right_road(error: GridError, heard: str, reporter: ErrorReporter, told: Told) -> None:
    reporter.tell(error)

    assert len(getattr(told, heard)) == 1
    assert sum(len(road) for road in vars(told).values()) == 1


def test_offline_changes_the_badge_and_never_opens_a_dialog(reporter: ErrorReporter, told: Told) -> None:
    reporter.tell(tree.Timeout())
    reporter.tell(tree.Offline(reason="portal"))

    assert [t.link for t in told.badges] == [Link.OFFLINE, Link.PORTAL]
    assert not told.dialogs


def test_a_cancelled_job_is_told_nowhere(reporter: ErrorReporter, told: Told) -> None:
    reporter.tell(tree.Cancelled())

    assert told.nothing


class Form(QWidget):
    """Knows one field; keeps a draft."""

    def __init__(self) -> None:
        super().__init__()
        self.pointed: list[tuple[str, str]] = []
        self.kept = 0

    def point_at(self, field: str, what: str) -> bool:
        if field == "phone":
            self.pointed.append((field, what))
        return field == "phone"

    def save_now(self) -> bool:
        self.kept += 1
        return True


def test_a_wrong_input_is_told_at_its_field(reporter: ErrorReporter, told: Told, look: Appearance) -> None:
    form = Form()
    inner = QObject(form)

    reporter.tell(tree.InvalidInput(field="phone", reason="required"), inner)

    assert form.pointed == [("phone", "这里要填")]
    assert told.nothing


def test_a_field_nobody_shows_becomes_a_banner(reporter: ErrorReporter, told: Told) -> None:
    reporter.tell(tree.InvalidInput(field="elsewhere", reason="required"), Form())

    assert [t.field for t in told.banners] == ["elsewhere"]


CANARY = "王小明 610726199001011234"


def _break(secret: str) -> None:
    try:
        int(secret)
    except ValueError as exc:
        raise KeyError(f"no row for {secret}") from exc


def test_a_bug_opens_one_dialog_with_a_report_that_names_no_person(
    reporter: ErrorReporter, told: Told, logs: Logs, caplog: pytest.LogCaptureFixture
) -> None:
    """The message of a foreign error may quote what was typed, so no message leaves; places and kinds do."""
    logs.expect("gridclient.ui.errors", "a bug of ours")
    form = Form()
    with caplog.at_level(logging.DEBUG):
        for _ in range(3):
            try:
                _break(CANARY)
            except KeyError as exc:
                reporter.tell(exc, form)

    assert len(told.dialogs) == 1
    assert [again.details for again in told.banners] == [told.dialogs[0].details] * 2, "who tries again hears of it"
    assert form.kept == 3
    text = told.dialogs[0].details
    assert "KeyError" in text
    assert "ValueError" in text
    assert "test_errors.py" in text
    for place in (text, caplog.text):
        assert "王小明" not in place
        assert "610726" not in place
    assert sum("a bug of ours" in record.getMessage() for record in caplog.records) == 1


def test_a_bug_that_comes_by_itself_is_told_once(reporter: ErrorReporter, told: Told, logs: Logs) -> None:
    logs.expect("gridclient.ui.errors", "a bug of ours")
    for _ in range(3):
        reporter.tell(ZeroDivisionError())

    assert (len(told.dialogs), told.banners) == (1, [])


def test_a_report_says_which_rule_of_the_store_refused_and_not_what() -> None:
    text = ""
    with closing(sqlite3.connect(":memory:")) as store:
        store.execute("CREATE TABLE person (name TEXT UNIQUE)")
        store.execute("INSERT INTO person VALUES (?)", (CANARY,))
        try:
            try:
                store.execute("INSERT INTO person VALUES (?)", (CANARY,))
            except sqlite3.Error as refused:
                raise RuntimeError(CANARY) from refused
        except RuntimeError as exc:
            text = report(exc)

    assert "IntegrityError SQLITE_CONSTRAINT_UNIQUE" in text
    assert CANARY not in text


def test_a_report_names_no_account_of_the_pc() -> None:
    text = ""
    try:
        _break("x")
    except KeyError as exc:
        text = report(exc)

    assert "KeyError" in text
    assert "/work/" not in text
    assert "/home/" not in text
