"""A window with invented people, small fakes of what the shell asks for, and pictures of it for eyes.

`python tests/ui/shell/sample.py FOLDER` paints shell, find box and entry pages in both languages and themes.
"""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).resolve().parents[3]))

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from gridclient.base.changes import NO_CHANGES, Changes
from gridclient.base.find import FindGroup, FindHit, FindResult
from gridclient.base.progress import Progress
from gridclient.base.status import Link, StatusLine
from gridclient.ui import account
from gridclient.ui.actions import Action, Group
from gridclient.ui.appearance import Appearance, Preferences
from gridclient.ui.errors import ErrorReporter, Trouble, Where
from gridclient.ui.gate import FirstSyncSeen, PersonHere, ServerSeen, SyncStep
from gridclient.ui.language import Lang
from gridclient.ui.page import Page
from gridclient.ui.page_names import PAGE_KEYS
from gridclient.ui.rail import Badge, Person
from gridclient.ui.runner import TaskRunner
from gridclient.ui.shell import MainWindow
from gridclient.ui.style.tokens import S12, S24, Tone
from gridcore.errors import Locked
from gridcore.roles import Role
from tests.clock import START, FakeClock

GRID = ("汉源街道", "柳湾社区", "03 网格")
ZHANG = PersonHere("zhangmin", "张敏", Role.GRID_WORKER, "柳湾社区 03 网格", 14, 9)
QIN = PersonHere("qinyue", "秦悦", Role.COMMUNITY_OFFICE, "柳湾社区", 0, 12)
STATUS = StatusLine(Link.OFFLINE, 14, START - timedelta(hours=16, minutes=50), GRID, 9)
PASSWORD = "grid-pass-1"


class FakeGate:
    """Two people; one password; each wrong try counts."""

    def __init__(self, people: Sequence[PersonHere] = (ZHANG, QIN)) -> None:
        self.here = list(people)
        self.left = 5

    def people(self) -> Sequence[PersonHere]:
        return tuple(self.here)

    def check_server(self, address: str) -> ServerSeen:
        return ServerSeen(address, "汉中市综治中心", "610700", "3f9a2c7701be44d8a1c05e6f90b2d3e4")

    def enroll(self, server: ServerSeen, user: str, password: str, progress: Progress) -> PersonHere:
        progress.step(1, 1, f"{user}@{server.city}")
        self._try(password)
        return ZHANG

    def unlock(self, user: str, password: str) -> PersonHere:
        self._try(password)
        return next(person for person in self.here if person.user == user)

    def recover(self, user: str, password: str) -> PersonHere:
        return self.unlock(user, password)

    def sign_in_again(self, password: str) -> None:
        self._try(password)

    def change_password(self, old: str, new: str) -> None:
        del new
        self._try(old)

    def _try(self, password: str) -> None:
        if password != PASSWORD:
            self.left -= 1
            raise Locked(reason="password", tries_left=self.left, wait_seconds=0 if self.left else 600)


class FakeFind:
    """The answers of picture 06 for `zs`; nothing for other words; counts what it was asked."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.free = threading.Event()
        self.free.set()

    def find(self, words: str, limit: int) -> FindResult:
        self.asked.append(words)
        self.free.wait(10)
        if words.casefold() not in {"zs", "zhs"}:
            return FindResult((), 1024)
        people = (
            FindHit("person", "p1", "张三", ((0, 2),), ("52 岁", "柳湾小区 5 栋 2 单元 401", "138****9013")),
            FindHit("person", "p2", "张思远", ((0, 2),), ("17 岁", "柳湾小区 1 栋 1 单元 202"), "未成年"),
            FindHit("person", "p3", "赵顺", ((0, 2),), ("66 岁", "柳湾村三组 12 号"), "重点户", "amber"),
            FindHit("person", "p4", "郑爽英", ((0, 2),), ("38 岁", "租住 滨河路 18 号")),
            FindHit("person", "p5", "查三友", ((0, 2),), ("71 岁", "柳湾村一组 6 号"), "独居老人", "amber"),
        )
        homes = (
            FindHit("household", "h1", "张顺发 户", ((0, 2),), ("3 人", "柳湾小区 4 栋 1 单元 302")),
            FindHit("place", "c1", "中山诊所", ((0, 2),), ("滨河路 22 号", "上次检查 合格")),
            FindHit("place", "c2", "紫薯坊小吃", ((0, 2),), ("柳湾小学东门外 60 米",), "待整改", "red"),
        )
        tasks = (FindHit("task", "t1", "住宿登记核查·安顺旅社", ((0, 2),), ("到期 11月27日",)),)
        groups = (
            FindGroup("people", people[:limit], 5, "initials"),
            FindGroup("homes_places", homes[:limit], 3),
            FindGroup("tasks", tasks[:limit], 1),
        )
        return FindResult(groups, 1024)


class FakeUndo:
    """One step to take back."""

    def __init__(self) -> None:
        self.steps = 1

    def undo(self) -> Changes:
        self.steps -= 1
        return Changes.of("event", ["e1"]) if self.steps >= 0 else NO_CHANGES

    def redo(self) -> Changes:
        return NO_CHANGES


class SamplePage(Page):
    """A page as plain as can be: a title, a field and a button; counts how often it read."""

    def __init__(self, name: str, runner: TaskRunner) -> None:
        self.name = name  # type: ignore[misc]  # eleven pages of one class; real ones have a class each
        super().__init__(runner)
        self.reads = frozenset({"event", name})  # type: ignore[misc]  # as above
        self.opens = frozenset({"person", "household"}) if name == "households" else frozenset()  # type: ignore[misc]
        self.reloaded = 0
        self.panes = 0
        self.saved = 0
        self.opened: list[tuple[str, str]] = []
        self.heading = QLabel(self)
        self.heading.setProperty("kind", "title")
        self.field = QLineEdit(self)
        self.field.setAccessibleName("field")
        self.button = QPushButton("·", self)
        self.button.setAccessibleName("button")
        self.detail = QWidget(self)
        inner = QVBoxLayout(self.detail)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)
        column = QVBoxLayout(self)
        column.setContentsMargins(S24, S12, S24, S12)
        column.addWidget(self.heading)
        column.addWidget(self.field)
        column.addWidget(self.detail)
        column.addStretch(1)
        self.retranslate()

    def retranslate(self) -> None:
        self.heading.setText(self.title())

    def set_width_class(self, panes: int) -> None:
        self.panes = panes

    def reload(self) -> None:
        self.reloaded += 1

    def regions(self) -> Sequence[QWidget]:
        return (self.field, self.detail)

    def open(self, id: str, verb: str = "") -> None:  # noqa: A002 - the name of the base
        self.opened.append((id, verb))

    def save_now(self) -> bool:
        self.saved += 1
        return True

    def actions_here(self) -> Sequence[Action]:
        if self.name != "households":
            return ()
        text, home = "Record a visit", "households"
        return (Action("visit.record", "Sample", text, self._record, Group.NEW, "Ctrl+1", page=home, everywhere=True),)

    def _record(self) -> None:
        self.opened.append(("", "visit"))


PERSON = Person("zhangmin", "张敏", Role.GRID_WORKER, GRID)


def sample_window(app: QApplication, runner: TaskRunner, reporter: ErrorReporter, look: Appearance) -> MainWindow:
    """A window with its gate in front."""
    window = MainWindow(FakeGate(), runner, reporter, look, FakeClock(), "grid.example.org")
    window.set_status(STATUS)
    return window


def let_in(window: MainWindow, runner: TaskRunner, find: FakeFind | None = None) -> list[SamplePage]:
    """The grid worker with all eleven pages."""
    pages = [SamplePage(name, runner) for name in PAGE_KEYS]
    window.enter(PERSON, frozenset({Role.GRID_WORKER}), pages, find or FakeFind(), FakeUndo())
    for name, badge in {
        "tasks": Badge(2, Tone.RED), "orders": Badge(1, Tone.ACCENT), "sync": Badge(1, Tone.VIOLET),
    }.items():  # fmt: skip
        window.work.set_badge(name, badge)
    return pages


FULL = Trouble(
    Where.BANNER,
    "red",
    "磁盘只剩 180 MB，先不收新照片",
    "文字照常保存，一项没丢。清掉已送达的旧照片，能腾出约 1.6 GB。",
    "photos.clear",
    "清理旧照片",
    details="disk_full",
    code="disk",
)


def _wait(app: QApplication, milliseconds: int) -> None:
    QTest.qWait(milliseconds)
    app.processEvents()


def _paint(app: QApplication, folder: Path) -> None:
    look = Appearance(app, Preferences(Lang.CHINESE, "light"), folder)
    reporter = ErrorReporter()
    runner = TaskRunner(reporter.tell)
    window = sample_window(app, runner, reporter, look)
    window.resize(1366, 768)
    window.show()

    def shot(name: str) -> None:
        _wait(app, 60)
        window.grab().save(str(folder / f"{name}.png"))

    for lang in Lang:
        for mode in ("light", "dark"):
            mark = f"{lang}-{mode}"
            look.choose(Preferences(lang, "dark" if mode == "dark" else "light"))
            window.leave()
            window.start()
            _wait(app, 200)
            window.entry.unlock.password.setText("12345678")
            shot(f"unlock-{mark}")
            window.entry.ask_sign_in()
            window.entry.sign_in.check.click()
            _wait(app, 200)
            shot(f"signin-{mark}")
            window.show_first_sync("·".join(GRID))
            counts = (("household", 312), ("person", 1024), ("place", 47), ("task", 38), ("checklist", 9))
            seen = FirstSyncSeen(SyncStep.DOWNLOAD, 41_000_000, 65_000_000, 40, counts, "2026-0401 – 0500")
            window.first_sync.show_seen(seen)
            shot(f"first-{mark}")
            let_in(window, runner)
            shot(f"work-{mark}")
            window.work.top.box.setFocus()
            window.work.top.box.setText("zs")
            _wait(app, 400)
            shot(f"find-{mark}")
            window.work.top.box.setText("abc")
            _wait(app, 400)
            shot(f"none-{mark}")
            window.work.top.box.setText(">")
            _wait(app, 400)
            shot(f"palette-{mark}")
            window.work.finder.close()
            window.work.top.box.clear()
            window.work.top.box.clearFocus()
            full = Trouble(
                Where.BANNER,
                "red",
                "磁盘只剩 180 MB，先不收新照片",
                "文字照常保存，一项没丢。清掉已送达的旧照片，能腾出约 1.6 GB。",
                "photos.clear",
                "清理旧照片",
                details="disk_full",
                code="disk",
            )
            window.work.banner.tell(full)
            window.say("已删除草稿“路灯不亮”", undoable=True)
            shot(f"banner-{mark}")
            window.work.banner.dismiss()
            window.work.toast.clear()
            window.work.banner.tell(account.enrolled_anew("torn"))
            shot(f"anew-{mark}")
            window.work.banner.dismiss()
            _paint_account(app, window, runner, folder, mark)
    look.choose(Preferences(Lang.CHINESE, "light", 1.3))
    shot("large")
    look.choose(Preferences(Lang.CHINESE, "light"))
    window.resize(1093, 614)
    shot("compact")
    window.close()
    runner.shutdown()


def _paint_account(app: QApplication, window: MainWindow, runner: TaskRunner, folder: Path, mark: str) -> None:
    """The dialogs of the own account, empty and with something wrong, and the door with its sentence."""
    gate = FakeGate()
    dialogs = (
        account.SignInAgain(gate, runner, window),
        account.ChangePassword(gate, runner, window),
        account.OpenAgain(gate, runner, ZHANG, window),
    )
    for dialog in dialogs:
        dialog.open()
        _wait(app, 60)
        dialog.grab().save(str(folder / f"{dialog.objectName()}-{mark}.png"))
        for field in dialog.fields.values():
            field.setText("wrong-pass-1")
        dialog.try_now()
        _wait(app, 200)
        dialog.grab().save(str(folder / f"{dialog.objectName()}-wrong-{mark}.png"))
        dialog.reject()
    window.leave()
    window.start()
    _wait(app, 200)
    window.entry.say(account.withdrawn())
    _wait(app, 60)
    window.grab().save(str(folder / f"withdrawn-{mark}.png"))
    window.entry.say("")


if __name__ == "__main__":
    _paint(QApplication([]), Path(sys.argv[1]))
