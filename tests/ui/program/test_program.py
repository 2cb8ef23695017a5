"""The whole program: in by the door, work by role, locked and opened again at the same page, nothing lost."""

# pyright: reportPrivateUsage=false
# A person reaches fields that the program offers no code.

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from gridclient.services.events import EventDraft, Events
from gridclient.services.me import Me
from gridclient.ui.actions import Group
from gridclient.ui.language import Lang
from gridclient.ui.page import Changed
from gridclient.ui.pages.events import EventsPage
from gridclient.ui.pages.households import HouseholdsPage
from gridclient.ui.pages.tasks import TasksPage
from gridclient.ui.pages.today import TodayPage
from gridcore.roles import Role
from gridcore.visit import Visit
from tests.server.town import G1, PASSWORD, Town
from tests.ui.keys import ALT, CTRL, press, type_in
from tests.ui.program.conftest import HOME, Seat

Sit = Callable[..., Seat]


def test_the_first_sign_in_brings_the_grid(sit: Sit) -> None:
    seat = sit()
    seat.sign_in()

    assert seat.page == "today"
    assert seat.foot.startswith("在线")
    assert seat.told.nothing
    today = seat.window.work.page
    assert isinstance(today, TodayPage)
    assert "要走访 1 户" in today.sentence.text()


@pytest.mark.parametrize(
    ("user", "pages"),
    [
        ("li", ["today", "tasks", "households", "places", "inspections", "events", "sync"]),
        ("zhao", ["today", "tasks", "households", "places", "inspections", "events", "sync"]),
        ("chen", ["today", "tasks", "places", "inspections", "sync"]),
        ("ma", ["today", "tasks", "places", "inspections", "sync"]),
    ],
)
def test_a_post_has_the_pages_whose_records_it_holds(sit: Sit, user: str, pages: list[str]) -> None:
    seat = sit()
    seat.sign_in(user)

    assert [entry.name for entry in seat.window.work.rail.entries] == pages


def test_locking_hides_the_work_and_unlocking_leads_back_to_the_page(sit: Sit) -> None:
    seat = sit()
    seat.sign_in()
    seat.hands.page("households")
    seat.lock()
    assert seat.program.session is None
    assert seat.window.person is None
    assert seat.window.entry.isVisible()

    seat.try_password("falsch")
    assert seat.error == "密码不对，还能试 4 次"
    seat.hands.unlock(PASSWORD)
    assert seat.page == "households"
    assert seat.told.nothing


def test_being_idle_locks(sit: Sit) -> None:
    seat = sit()
    seat.sign_in()
    seat.hands.page("tasks")
    seat.window.idle.idle.emit()
    seat.hands.settle()

    assert seat.program.session is None
    seat.hands.unlock(PASSWORD)
    assert seat.page == "tasks"


def test_locking_while_a_round_runs_waits_for_its_end_and_breaks_nothing(sit: Sit) -> None:
    seat = sit()
    seat.sign_in()
    seat.program.sync_now()
    seat.lock()

    assert seat.program.session is None
    seat.hands.unlock(PASSWORD)
    seat.hands.sync()
    assert seat.told.nothing


def test_a_round_that_ends_after_the_lock_lets_nobody_in(sit: Sit) -> None:
    seat = sit()
    seat.sign_in()
    session = seat.program.session
    assert session is not None
    seat.window.lock()
    late: Callable[..., object] = getattr(seat.program, "_on_round")  # noqa: B009 - a round landing at this moment
    late(session, session.syncing.standing().report)
    seat.hands.settle()

    assert seat.window.person is None
    assert seat.program.session is None


def test_signing_out_leads_to_the_door_and_the_next_day_begins_at_today(sit: Sit) -> None:
    seat = sit()
    seat.sign_in()
    seat.hands.page("tasks")
    seat.window.sign_out_asked.emit()
    seat.hands.settle()
    assert seat.window.entry.isVisible()

    seat.hands.unlock(PASSWORD)
    assert seat.page == "today"


def test_what_is_typed_is_kept_when_the_program_locks(sit: Sit) -> None:
    seat = sit()
    seat.sign_in()
    today = seat.window.work.page
    assert isinstance(today, TodayPage)
    today.write_line()
    type_in(today.diary.note, "雨大")
    seat.lock()
    seat.hands.unlock(PASSWORD)

    again = seat.window.work.page
    assert isinstance(again, TodayPage)
    assert again.diary.note.text() == "雨大"


@pytest.mark.parametrize("wait", [0, 500])
def test_a_report_half_typed_is_open_again_behind_the_lock(sit: Sit, wait: int) -> None:
    seat = sit()
    seat.sign_in()
    page = seat.hands.page("events")
    assert isinstance(page, EventsPage)
    seat.hands.key(Qt.Key.Key_2, CTRL)
    seat.hands.settle()
    assert page.form is not None
    seat.hands.type(page.form._text, "half a word")
    QTest.qWait(wait)
    seat.lock()
    seat.hands.unlock(PASSWORD)

    again = seat.window.work.page
    assert isinstance(again, EventsPage)
    assert again.form is not None
    assert again.form._text.toPlainText() == "half a word"


@pytest.mark.parametrize("verb", ["visit", "edit"])
def test_the_form_of_a_household_is_open_again_behind_the_lock(sit: Sit, verb: str) -> None:
    seat = sit()
    seat.sign_in()
    page = seat.hands.page("households")
    assert isinstance(page, HouseholdsPage)
    page.open(HOME, verb)
    seat.hands.settle()
    seat.lock()
    seat.hands.unlock(PASSWORD)

    again = seat.window.work.page
    assert isinstance(again, HouseholdsPage)
    assert again.here() == (HOME, verb)


def test_a_program_opened_again_asks_for_the_password_of_the_last_person(sit: Sit) -> None:
    sit().sign_in()
    seat = sit()

    assert seat.window.entry.unlock.person is not None
    assert seat.window.entry.unlock.person.user == "li"
    seat.hands.unlock(PASSWORD)
    assert seat.page == "today"


def test_f5_sends_what_waits_and_the_foot_says_so(sit: Sit, town: Town) -> None:
    seat = sit()
    seat.sign_in()
    record_visit(seat)
    seat.hands.until(lambda: "1 项待上传" in seat.foot, "one change waiting")
    seat.hands.sync()

    assert "没有待上传的" in seat.foot
    laptop = town.laptop("li", 4)
    laptop.pull()
    assert [line.k for line in laptop.rows.values() if line.k == "visit"] == ["visit"]


def test_the_language_changes_while_one_works(sit: Sit) -> None:
    seat = sit()
    seat.sign_in()
    today = seat.window.work.page
    assert isinstance(today, TodayPage)
    seat.program.appearance.speak(Lang.ENGLISH)
    seat.hands.settle()
    assert [entry.accessibleName() for entry in seat.window.work.rail.entries][:2] == ["Today", "Tasks"]
    assert "1 home to visit" in today.sentence.text()

    seat.program.appearance.speak(Lang.CHINESE)
    seat.hands.settle()
    assert "要走访 1 户" in today.sentence.text()


def test_what_is_overdue_is_a_red_number_on_the_tasks(sit: Sit, town: Town) -> None:
    town.laptop("zhao", 3).do(
        {
            "op": "create", "kind": "task", "id": "00000000-0000-7000-8000-000000000009", "grid": "610726103005001",
            "set": {"task_kind": "patrol", "title": "防火巡查", "assignee": "li", "due": "2026-05-08"},
        },
    )  # fmt: skip
    seat = sit()
    seat.sign_in()
    entry = seat.window.work.rail.entry("tasks")
    assert entry is not None
    seat.hands.until(lambda: "1 件逾期" in entry.accessibleName(), "the badge")


def test_the_find_box_opens_the_household_and_remembers_it(sit: Sit) -> None:
    seat = sit()
    seat.sign_in()
    press(seat.window, Qt.Key.Key_K, CTRL)
    box = seat.window.work.top.box
    type_in(box, "王建")
    seat.hands.until(lambda: seat.window.work.popup.isVisible() and seat.window.work.popup.current is not None, "a hit")
    press(box, Qt.Key.Key_Return)
    seat.hands.settle()

    page = seat.window.work.page
    assert isinstance(page, HouseholdsPage)
    assert page.desk.household == HOME
    session = seat.program.session
    assert session is not None
    assert session.store.settings.get("find.recent") is not None


def test_a_command_typed_into_the_find_box_is_done(sit: Sit) -> None:
    seat = sit()
    seat.sign_in()
    press(seat.window, Qt.Key.Key_K, CTRL)
    box = seat.window.work.top.box
    type_in(box, ">go.sync")
    seat.hands.until(seat.window.work.popup.isVisible, "the commands")
    press(box, Qt.Key.Key_Return)
    seat.hands.settle()

    assert seat.page == "sync"


def test_ctrl_1_on_today_begins_the_first_visit_that_is_due(sit: Sit) -> None:
    seat = sit()
    seat.sign_in()
    press(seat.window, Qt.Key.Key_1, CTRL)
    seat.hands.settle()

    page = seat.window.work.page
    assert isinstance(page, HouseholdsPage)
    assert page.desk.is_recording
    assert page.desk.household == HOME


def test_enter_opens_the_row_and_esc_leads_back(sit: Sit) -> None:
    seat = sit()
    seat.sign_in()
    seat.hands.key(Qt.Key.Key_Return)
    seat.hands.settle()
    assert seat.page == "households"

    left = 4
    while left and seat.at("households"):
        seat.hands.key(Qt.Key.Key_Escape)
        seat.hands.settle()
        left -= 1
    assert seat.at("today")


def test_who_went_elsewhere_by_the_rail_is_not_led_back(sit: Sit) -> None:
    seat = sit()
    seat.sign_in()
    seat.hands.key(Qt.Key.Key_Return)
    seat.hands.settle()
    press(seat.window, Qt.Key.Key_2, ALT)
    seat.hands.settle()
    for _ in range(4):
        seat.hands.key(Qt.Key.Key_Escape)
    assert seat.page == "tasks"


class Flashes(QObject):
    """Hears of windows that are not the program's."""

    def __init__(self, ours: QWidget) -> None:
        super().__init__(ours)
        self._ours = ours
        self.seen: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        shown = event.type() == QEvent.Type.Show and watched is not self._ours
        if shown and isinstance(watched, QWidget) and watched.isWindow():
            self.seen.append(f"{type(watched).__name__} {watched.objectName()}")
        return False


def test_nothing_flashes_as_a_window_of_its_own(sit: Sit, qapp: QApplication) -> None:
    """A widget shown before it has a parent is a window for a moment, and takes the keyboard away."""
    seat = sit()
    seat.sign_in()
    flashes = Flashes(seat.window)
    qapp.installEventFilter(flashes)
    for entry in [each.name for each in seat.window.work.rail.entries]:
        seat.hands.page(entry)
    for key in (Qt.Key.Key_1, Qt.Key.Key_2, Qt.Key.Key_3):
        press(seat.window, key, CTRL)
        seat.hands.settle()
    qapp.removeEventFilter(flashes)

    assert flashes.seen == []


def test_the_menu_of_new_things_fits_the_post(sit: Sit) -> None:
    seat = sit()
    seat.sign_in()
    names = [action.name for action in seat.window.work.actions_.listed((Group.NEW,))]
    assert sorted(names) == ["event.lead", "event.new", "household.add", "survey.new", "visit.record"]


def record_visit(seat: Seat) -> None:
    """A visit, as a page that saved one tells it."""
    session = seat.program.session
    assert session is not None
    with session.store.write("visit.save") as work:
        body = Visit(visited_at=seat.clock.now().isoformat(), result="normal", visitor="li")
        work.create("visit", body, grid="610726103005001", parent=HOME)
    page = seat.window.work.pages[0]
    page.changed.emit(Changed(work.changes, None))


def test_the_form_of_a_step_is_open_again_behind_the_lock(sit: Sit) -> None:
    seat = sit()
    seat.sign_in()
    session = seat.program.session
    assert session is not None
    me = Me("li", "李芳", Role.GRID_WORKER, G1)
    told = EventDraft("10", "楼上漏水起争执，已劝开。", "柳湾小区 2 栋", seat.clock.now())
    event = Events(session.store, me, seat.clock, lambda: False).report(told).id
    page = seat.hands.page("tasks")
    assert isinstance(page, TasksPage)
    page.refresh()
    page.open(f"event:{event}", "supplement")
    seat.hands.settle()
    assert page.here() == (f"event:{event}", "supplement")
    seat.lock()
    seat.hands.unlock(PASSWORD)

    again = seat.window.work.page
    assert isinstance(again, TasksPage)
    assert again.here() == (f"event:{event}", "supplement")
