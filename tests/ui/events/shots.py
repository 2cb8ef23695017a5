"""Pictures of the pages of tasks and reports, for eyes: `python tests/ui/events/shots.py FOLDER [zh|en]`."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).resolve().parents[3]))

from PySide6.QtCore import QBuffer, QIODevice, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from gridclient.services.drafts import Drafts
from gridclient.services.events import EventDraft, Events
from gridclient.services.inbox import Inbox
from gridclient.services.me import Me
from gridclient.services.step_draft import StepDraft
from gridclient.services.tasks import Tasks
from gridclient.store import Store
from gridclient.ui.appearance import Appearance, Preferences
from gridclient.ui.errors import ErrorReporter
from gridclient.ui.language import Lang
from gridclient.ui.pages.events import EventsPage
from gridclient.ui.pages.tasks import TasksPage
from gridclient.ui.rail import Person
from gridclient.ui.runner import TaskRunner
from gridclient.ui.shell import MainWindow
from gridcore.task import Task
from tests.clock import FakeClock
from tests.services import place
from tests.services.place import HANDLER, UNIT, WORKER, at, event, log, server_rows
from tests.services.spelling import spelling
from tests.ui.shell.sample import GRID, STATUS, FakeFind, FakeGate, FakeUndo


def street(colour: str) -> bytes:
    """A picture that looks a little like a stairwell."""
    image = QImage(640, 480, QImage.Format.Format_RGB32)
    image.fill(QColor("#c9c4b8"))
    painter = QPainter(image)
    painter.fillRect(QRectF(0, 220, 640, 140), QColor("#8fa89b"))
    painter.fillRect(QRectF(440, 60, 130, 300), QColor("#a39a8c"))
    painter.fillRect(QRectF(120, 250, 120, 90), QColor(colour))
    painter.setBrush(QColor("#333333"))
    painter.drawEllipse(QRectF(120, 310, 50, 50))
    painter.drawEllipse(QRectF(220, 310, 50, 50))
    painter.end()
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload] # the stub wants bytes, Qt takes text
    return bytes(buffer.data().data())


def tell_story(store: Store, clock: FakeClock) -> str:
    """The events of picture 04; gives the id of the one in its middle."""
    for title, where, category, state, due, more in (
        ("消防通道堆放纸箱", "柳湾小区 3 栋", "30", "HANDLING", at(17, 30, 23), {}),
        ("东门外菜摊占道", "柳湾小学东门外", "50", "HANDLING", at(8, 0), {"rework_count": 1}),
        ("柳湾河堤护栏松动", "滨河路中段", "60", "DISPATCHED", at(17, 20), {}),
        ("滨河路井盖缺失", "滨河路 40 号前", "60", "DISPATCHED", at(17, 30, 25), {}),
        ("广告牌松动", "柳湾粮油店门头", "50", "HANDLING", at(17, 30, 27), {}),
        ("5 栋邻里噪声纠纷", "5 栋 2 单元", "10", "HANDLING", at(17, 30, 28), {}),
    ):
        fields = {"reporter": WORKER.user, "occurred_at": at(9, 0, 19).isoformat(), "source": "01", **more}
        event(
            store, title=title, address=where, category=category, state=state, lead_unit=UNIT,
            due_time=due.isoformat(), **fields,
        )  # fmt: skip
    main = event(
        store,
        event_no="SJ-610726-20261119-0G42K7",
        title="3 栋楼道灯不亮，老人夜里下楼不安全",
        description="3 栋 1 单元 2 至 4 楼声控灯不亮，住户（79 岁）夜里下楼买药险些摔倒，请尽快换灯并查线路。",
        category="60",
        subcategory="6003",
        source="01",
        address="柳湾小区 3 栋 1 单元",
        state="HANDLING",
        lead_unit=UNIT,
        handler=HANDLER.user,
        reporter=WORKER.user,
        reporter_name=WORKER.name,
        occurred_at=at(9, 16, 19).isoformat(),
        started_at=at(11, 30, 20).isoformat(),
        due_time=at(17, 30).isoformat(),
        limit_amount=2,
        limit_unit="working_day",
        delay_count=1,
    )
    log(store, main, 1, "report", "张敏", at(9, 20, 19), role="grid_worker")
    log(store, main, 2, "accept", "秦悦", at(9, 41, 19), role="community_office", text="级别一般。")
    log(store, main, 3, "dispatch", "苏婷", at(10, 5, 19), role="center_dispatcher", text="时限 2 个工作日。")
    log(store, main, 4, "sign_for", "郑凯", at(11, 30, 19), role="dept_handler")
    log(store, main, 5, "ask_postpone", "郑凯", at(16, 20, 21), role="dept_handler", text="灯具缺货。")
    return main


def photos(store: Store, me: Me, clock: FakeClock, record: str) -> None:
    """Two photos before, and a supplement of today."""
    drafts = Drafts(store)
    draft = drafts.keep("x", "x", {})
    two = tuple(
        drafts.add_photo(draft, street(colour), f"{n}.png", "before") for n, colour in enumerate(("#2f5d8a", "#b98a4a"))
    )
    with store.write("test.photos") as work:
        kept = tuple(work.attach(place.GRID, record, one.data, one.name, one.tag, at(9, 16, 19)) for one in two)
        work.set("event", record, {"photos": None}, {"photos": kept})
    Events(store, me, clock, lambda: False).act(
        StepDraft("event", record, "supplement", {"text": "到现场查过，3 楼线路老化，正在换线。"})
    )
    drafts.drop(draft)


def report_story(store: Store, clock: FakeClock) -> str:
    """A draft half written, and one report that waits."""
    events, drafts = Events(store, WORKER, clock, lambda: False), Drafts(store)
    first = drafts.keep("event", "", {})
    events.report(
        EventDraft(
            "60", "滨河路井盖缺失，已放警示桩。", "滨河路 40 号前", at(10, 5), "6001",
            photos=(drafts.add_photo(first, street("#555555"), "a.png", "before"),),
        )
    )  # fmt: skip
    drafts.drop(first)
    body = {
        "category": "30", "subcategory": "3002", "address": "柳湾小区 5 栋 2 单元 一楼门厅",
        "description": "门厅里 2 辆电动车从住户家拉线充电，插线板放在纸箱上，堵了半边门。",
        "source": "01", "occurred_at": at(10, 10).isoformat(), "self_handled": True,
        "result": "劝车主拔线、推到东侧车棚，纸箱已清走。说好不再拉线。",
    }  # fmt: skip
    draft = drafts.keep("event", "楼道电动车充电", body)
    for n, (colour, tag) in enumerate((("#2f5d8a", "before"), ("#3f7d5a", "before"), ("#8a8a8a", "after"))):
        drafts.add_photo(draft, street(colour), f"{n}.png", tag)
    return draft


def paint(app: QApplication, folder: Path, langs: tuple[Lang, ...]) -> None:
    """Paint every page in every language, theme and size."""
    look = Appearance(app, Preferences(Lang.CHINESE, "light"), folder)
    reporter = ErrorReporter()
    runner = TaskRunner(reporter.tell)
    clock = FakeClock()
    with TemporaryDirectory() as one, TemporaryDirectory() as two:
        handler_store, worker_store = place.open_store(Path(one), clock), place.open_store(Path(two), clock, 9)
        for store in (handler_store, worker_store):
            place.furnish(store)
        record = tell_story(handler_store, clock)
        photos(handler_store, HANDLER, clock, record)
        tell_story(worker_store, clock)
        server_rows(
            worker_store,
            (
                "task",
                "t1",
                Task(task_kind="patrol", title="节前防火巡查", assignee="zhangmin", due="2026-11-26", state="OPEN"),
            ),
        )
        draft = report_story(worker_store, clock)
        clock.advance(minutes=14)
        for lang in langs:
            for mode, scale, size, mark in (
                ("light", 1.0, (1366, 768), ""), ("dark", 1.0, (1366, 768), "-dark"),
                ("light", 1.3, (1366, 768), "-large"), ("light", 1.0, (1093, 614), "-compact"),
            ):  # fmt: skip
                look.choose(Preferences(lang, "dark" if mode == "dark" else "light", scale))
                window = MainWindow(FakeGate(), runner, reporter, look, clock, "grid.example.org")
                window.set_status(STATUS)
                window.resize(*size)
                window.show()
                pages = _pages(window, runner, clock, handler_store, HANDLER)
                _shoot(app, window, pages, "tasks", f"event:{record}", "", folder / f"tasks-{lang}{mark}.png")
                _shoot(app, window, pages, "tasks", f"event:{record}", "feedback", folder / f"step-{lang}{mark}.png")
                window.leave()
                pages = _pages(window, runner, clock, worker_store, WORKER)
                _shoot(app, window, pages, "events", draft, "", folder / f"events-{lang}{mark}.png")
                _shoot(app, window, pages, "events", "", "new", folder / f"new-{lang}{mark}.png")
                _shoot(app, window, pages, "tasks", "", "", folder / f"inbox-{lang}{mark}.png")
                window.close()
                window.deleteLater()
                app.processEvents()
        runner.shutdown()
        handler_store.close()
        worker_store.close()


def _pages(
    window: MainWindow, runner: TaskRunner, clock: FakeClock, store: Store, me: Me
) -> tuple[TasksPage, EventsPage]:
    events, drafts = Events(store, me, clock, lambda: False), Drafts(store)
    tasks = TasksPage(events, Tasks(store, me, clock, lambda: False), Inbox(store, me, clock), drafts, runner, clock)
    mine = EventsPage(events, drafts, runner, clock, spelling())
    window.enter(Person(me.user, me.name, me.role, GRID), frozenset({me.role}), [tasks, mine], FakeFind(), FakeUndo())
    return tasks, mine


def _shoot(
    app: QApplication,
    window: MainWindow,
    pages: tuple[TasksPage, EventsPage],
    name: str,
    record: str,
    verb: str,
    file: Path,
) -> None:
    window.work.show_page(name)
    page = pages[0] if name == "tasks" else pages[1]
    if record or verb:
        page.open(record, verb)
    for _ in range(8):
        QTest.qWait(80)
        app.processEvents()
    window.grab().save(str(file))


if __name__ == "__main__":
    wanted = tuple(Lang(one) for one in sys.argv[2:]) or tuple(Lang)
    application = QApplication([])
    application.setAttribute(Qt.ApplicationAttribute.AA_DontUseNativeDialogs)
    paint(application, Path(sys.argv[1]), wanted)
