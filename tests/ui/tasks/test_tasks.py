"""任务: one list, the record beside it, and the form of a step, by keyboard (picture 04)."""

# pyright: reportPrivateUsage=false
# A person reaches fields and rows that the program offers no code.

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from gridclient.services.drafts import Drafts
from gridclient.services.events import Events
from gridclient.services.inbox import Inbox, Scope
from gridclient.services.me import Me
from gridclient.services.tasks import Tasks
from gridclient.store import Store
from gridclient.ui.event.step_form import StepForm
from gridclient.ui.page import Changed, Goto
from gridclient.ui.pages.tasks import TasksPage
from gridclient.ui.runner import TaskRunner
from gridclient.ui.widgets.tile import ActionTile
from gridcore.event import Event
from gridcore.household import Household
from gridcore.task import Task
from tests.clock import FakeClock
from tests.services.place import (
    CHIEF,
    GRID,
    HANDLER,
    OFFICE,
    UNIT,
    WORKER,
    at,
    event,
    furnish,
    picture,
    server_rows,
)
from tests.ui.keys import press, type_in

HELD: list[QWidget] = []
"""The window of the running test: qtbot does not hold it."""


class Line:
    """Whether the centre can be reached, changed by a test."""

    def __init__(self) -> None:
        self.up = False

    def __call__(self) -> bool:
        return self.up


def open_page(
    qtbot: QtBot, store: Store, runner: TaskRunner, clock: FakeClock, me: Me, line: Line | None = None
) -> TasksPage:
    online = line or Line()
    events, tasks = Events(store, me, clock, online), Tasks(store, me, clock, online)
    page = TasksPage(events, tasks, Inbox(store, me, clock), Drafts(store), runner, clock)
    # As a page lives: inside a window, whose size it does not set.
    window = QWidget()
    HELD[:] = [window]
    qtbot.addWidget(window)
    page.setParent(window)
    page.resize(1206, 680)
    window.resize(1206, 680)
    window.show()
    page.show()
    page.freshen()
    qtbot.waitUntil(lambda: runner.is_idle)
    return page


def lamp(store: Store, **fields: object) -> str:
    values = {"state": "HANDLING", "handler": HANDLER.user, "lead_unit": UNIT, "due_time": at(17, 30).isoformat()}
    return event(store, **{**values, **fields})


def form_of(page: TasksPage) -> StepForm:
    form = page.case.form
    assert isinstance(form, StepForm)
    return form


def write(form: StepForm, code: str, words: str) -> None:
    """Type into a field of the form."""
    control = form._fields[code].focusProxy()
    assert control is not None
    type_in(control, words)


def tiles(page: TasksPage) -> list[tuple[str, bool]]:
    """Spoken name of each tile, and whether it can be pressed."""
    shown = [tile for tile in page.case.choices.findChildren(ActionTile) if not tile.isHidden()]
    return [(tile.accessibleName(), tile.isEnabled()) for tile in shown]


def test_the_first_row_is_shown_at_once(qtbot: QtBot, store: Store, runner: TaskRunner, clock: FakeClock) -> None:
    lamp(store, title="明天到期", due_time=at(9, 0, 26).isoformat())
    late = lamp(store, title="逾期的", due_time=at(9, 0, 20).isoformat())

    page = open_page(qtbot, store, runner, clock, HANDLER)

    assert page.case.detail is not None
    assert page.case.detail.id == late
    spoken = page.list.model.data(page.list.view.currentIndex(), Qt.ItemDataRole.AccessibleTextRole)
    assert str(spoken).startswith("overdue · 2 working days late, 逾期的, being handled")


def test_feedback_is_given_by_keyboard(qtbot: QtBot, store: Store, runner: TaskRunner, clock: FakeClock) -> None:
    record = lamp(store)
    page = open_page(qtbot, store, runner, clock, HANDLER)
    said: list[Changed] = []
    page.changed.connect(said.append)

    assert page.desk.start("feedback")
    qtbot.waitUntil(lambda: isinstance(page.case.form, StepForm))
    form = form_of(page)
    assert form.asked() == ("measures", "result", "photo_after")
    write(form, "measures", "换了声控灯")
    page.press_primary()
    assert form._rows["result"].error
    write(form, "result", "2 至 4 楼都亮了")
    form._pickers["photo_after"].add_bytes(picture(), "after.png")
    qtbot.waitUntil(lambda: form.missing() == ())
    page.press_primary()
    qtbot.waitUntil(lambda: bool(said) and runner.is_idle)

    assert said[0].said == "Give feedback (ask to close): kept on this PC, sent when connected"
    detail = page.case.detail
    assert detail is not None
    assert (detail.id, detail.state, detail.history[0].is_waiting) == (record, "FEEDBACK", True)
    assert page.case.form is None
    assert Drafts(store).lines() == ()


def test_a_half_filled_step_is_found_again(qtbot: QtBot, store: Store, runner: TaskRunner, clock: FakeClock) -> None:
    lamp(store)
    page = open_page(qtbot, store, runner, clock, HANDLER)
    page.desk.start("ask_postpone")
    qtbot.waitUntil(lambda: isinstance(page.case.form, StepForm))
    write(form_of(page), "reason", "灯具缺货")
    form_of(page)._fields["days"].set_value(2)

    assert page.step_back()
    assert page.case.form is None
    qtbot.waitUntil(lambda: bool(Drafts(store).lines()) and runner.is_idle)
    page.desk.start("ask_postpone")
    qtbot.waitUntil(lambda: isinstance(page.case.form, StepForm) and runner.is_idle)

    form = form_of(page)
    assert (form._fields["reason"].value(), form._fields["days"].value()) == ("灯具缺货", 2)
    assert form.missing() == ()


def test_a_waiting_step_is_taken_back(qtbot: QtBot, store: Store, runner: TaskRunner, clock: FakeClock) -> None:
    lamp(store)
    page = open_page(qtbot, store, runner, clock, HANDLER)
    page.desk.start("supplement")
    qtbot.waitUntil(lambda: isinstance(page.case.form, StepForm))
    write(form_of(page), "text", "正在换线")
    page.press_primary()
    qtbot.waitUntil(lambda: store.status().waiting == 1 and runner.is_idle)
    detail = page.case.detail
    assert detail is not None

    page.case._history.verb_pressed.emit(detail.history[0].id)
    qtbot.waitUntil(lambda: store.status().waiting == 0 and runner.is_idle)

    assert page.case.detail is not None
    assert page.case.detail.history == ()


def test_what_cannot_be_done_says_why(qtbot: QtBot, store: Store, runner: TaskRunner, clock: FakeClock) -> None:
    event(store, state="REPORTED")
    line = Line()
    page = open_page(qtbot, store, runner, clock, OFFICE, line)

    assert ("Accept, Needs a connection", False) in tiles(page)
    assert ("Close, By Duty chief, online", False) in tiles(page)

    line.up = True
    page.refresh()
    qtbot.waitUntil(lambda: ("Accept, Online now", True) in tiles(page))
    qtbot.waitUntil(lambda: runner.is_idle)


def test_a_request_is_offered_as_queued(qtbot: QtBot, store: Store, runner: TaskRunner, clock: FakeClock) -> None:
    lamp(store)
    page = open_page(qtbot, store, runner, clock, HANDLER)

    assert ("Ask for more time, Queued; the duty chief decides", True) in tiles(page)
    assert ("Give feedback (ask to close), Works offline · asks for: After", True) in tiles(page)


def test_the_clock_card_says_what_is_left(qtbot: QtBot, store: Store, runner: TaskRunner, clock: FakeClock) -> None:
    lamp(store, started_at=at(11, 30, 20).isoformat(), limit_amount=2, limit_unit="working_day")
    page = open_page(qtbot, store, runner, clock, HANDLER)

    assert page.case.clock._left.text() == "5 work h left"
    assert page.case.clock._due.text() == "due today 17:30"
    assert page.case.clock._limit.text() == "limit 2 working days"


def test_an_empty_inbox_says_where_the_rest_is(
    qtbot: QtBot, store: Store, runner: TaskRunner, clock: FakeClock
) -> None:
    lamp(store)
    page = open_page(qtbot, store, runner, clock, CHIEF)

    empty = page.list._empty
    assert empty is not None
    assert empty.accessibleName() == "Nothing waits for you, What others have to do is under All."
    page.list.chip_changed.emit(str(Scope.ALL))
    qtbot.waitUntil(lambda: len(page.list.model.lines) == 2)
    qtbot.waitUntil(lambda: runner.is_idle)


def test_a_due_visit_leads_to_its_household(qtbot: QtBot, store: Store, runner: TaskRunner, clock: FakeClock) -> None:
    with store.write("test") as work:
        home = work.create("household", Household(address="5 栋 302", visit_every=30), grid=GRID)
    page = open_page(qtbot, store, runner, clock, WORKER)
    gone: list[Goto] = []
    page.goto.connect(gone.append)

    assert page.list.select(("visit", home))
    press(page.list.view, Qt.Key.Key_Return)

    assert gone == [Goto("households", home, "visit")]


def test_a_task_is_marked_as_done_with_words(qtbot: QtBot, store: Store, runner: TaskRunner, clock: FakeClock) -> None:
    task = Task(task_kind="patrol", title="节前防火巡查", assignee="zhangmin", due="2026-11-26", state="OPEN")
    server_rows(store, ("task", "t1", task))
    page = open_page(qtbot, store, runner, clock, WORKER)

    page.open("task:t1", "do")
    qtbot.waitUntil(lambda: isinstance(page.case.form, StepForm))
    write(form_of(page), "text", "三家店都查过")
    page.press_primary()
    qtbot.waitUntil(lambda: store.status().waiting == 1 and runner.is_idle)

    with store.read() as reading:
        entry = reading.get("task", "t1")
    assert entry is not None
    body = entry.body
    assert isinstance(body, Task)
    assert (body.state, body.result, (body.done_at or "")[:16]) == ("DONE", "三家店都查过", "2026-11-24T10:30")


def test_an_event_of_another_page_opens_with_its_form(
    qtbot: QtBot, store: Store, runner: TaskRunner, clock: FakeClock
) -> None:
    furnish(store)
    record = event(store, state="FILED")
    page = open_page(qtbot, store, runner, clock, OFFICE, line := Line())
    line.up = True

    page.open(record, "dispatch")
    qtbot.waitUntil(lambda: isinstance(page.case.form, StepForm))
    form = form_of(page)
    assert form.asked() == ("unit", "limit", "requirement", "assist_units")
    form._fields["unit"].set_value(UNIT)
    write(form, "requirement", "按时限办结")
    page.press_primary()
    qtbot.waitUntil(lambda: store.status().waiting == 2 and runner.is_idle)

    detail = page.case.detail
    assert detail is not None
    assert {name: detail.body[name] for name in ("lead_unit", "limit_amount", "limit_unit", "requirement")} == {
        "lead_unit": UNIT, "limit_amount": 2, "limit_unit": "working_day", "requirement": "按时限办结",
    }  # fmt: skip


@pytest.mark.parametrize(("panes", "tabbed"), [(3, False), (2, True), (1, True)])
def test_the_right_column_becomes_a_tab_where_there_is_no_room(
    qtbot: QtBot, store: Store, runner: TaskRunner, clock: FakeClock, panes: int, tabbed: bool
) -> None:
    lamp(store)
    page = open_page(qtbot, store, runner, clock, HANDLER)
    page.set_width_class(panes)
    if panes == 1:
        press(page.list.view, Qt.Key.Key_Return)
        qtbot.waitUntil(page.case.isVisible)

    assert page.case._tabs.isVisible() is tabbed
    assert page.list.isVisible() is (panes > 1)
    qtbot.waitUntil(lambda: runner.is_idle)


def test_a_reload_keeps_the_row_and_the_open_form(
    qtbot: QtBot, store: Store, runner: TaskRunner, clock: FakeClock
) -> None:
    lamp(store, title="第一件", due_time=at(9, 0, 20).isoformat())
    second = lamp(store, title="第二件", due_time=at(9, 0, 26).isoformat())
    page = open_page(qtbot, store, runner, clock, HANDLER)
    page.list.select(("event", second))
    qtbot.waitUntil(lambda: page.case.detail is not None and page.case.detail.id == second)
    page.desk.start("supplement")
    qtbot.waitUntil(lambda: isinstance(page.case.form, StepForm))
    write(form_of(page), "text", "写到一半")
    lamp(store, title="更急的", due_time=at(9, 0, 19).isoformat())

    page.refresh()
    qtbot.waitUntil(lambda: len(page.list.model.lines) == 4 and runner.is_idle)

    assert page.list.line is not None
    assert page.list.line.row.id == second
    assert form_of(page)._fields["text"].value() == "写到一半"
    assert page.case.form is not None
    assert page.case.form.isAncestorOf(page.window().focusWidget())


def test_another_row_puts_the_form_aside_and_keeps_it(
    qtbot: QtBot, store: Store, runner: TaskRunner, clock: FakeClock
) -> None:
    first = lamp(store, due_time=at(9, 0, 20).isoformat())
    second = lamp(store, due_time=at(9, 0, 26).isoformat())
    page = open_page(qtbot, store, runner, clock, HANDLER)
    page.desk.start("supplement")
    qtbot.waitUntil(lambda: isinstance(page.case.form, StepForm))
    write(form_of(page), "text", "写到一半")

    page.list.select(("event", second))
    qtbot.waitUntil(lambda: page.case.detail is not None and page.case.detail.id == second and runner.is_idle)

    assert page.case.form is None
    (kept,) = Drafts(store).lines()
    assert (kept.subject, kept.body["given"]) == (f"event:{first}:supplement", {"text": "写到一半"})


def test_a_form_stays_when_a_sync_takes_its_row_away(
    qtbot: QtBot, store: Store, runner: TaskRunner, clock: FakeClock
) -> None:
    """Another machine moved the record on while words were being typed here."""
    record = lamp(store, title="办着的", due_time=at(9, 0, 20).isoformat())
    lamp(store, title="另一件")
    page = open_page(qtbot, store, runner, clock, HANDLER)
    page.desk.start("feedback")
    qtbot.waitUntil(lambda: isinstance(page.case.form, StepForm))
    write(form_of(page), "measures", "换了声控灯")

    closed = Event(title="办着的", category="60", state="CLOSED", handler=HANDLER.user, lead_unit=UNIT)
    server_rows(store, ("event", record, closed))
    page.reload()
    qtbot.waitUntil(lambda: runner.is_idle)

    assert page.list.model.index_of(("event", record)).isValid() is False
    assert page.case.detail is not None
    assert (page.case.detail.id, page.case.detail.state) == (record, "CLOSED")
    assert form_of(page)._fields["measures"].value() == "换了声控灯"
    assert page.list.line is None
