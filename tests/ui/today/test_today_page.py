"""The page 今日: one look, one next step, by keyboard; nothing on it leads nowhere."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QScrollBar, QWidget
from pytestqt.qtbot import QtBot

from gridclient.base.changes import Changes
from gridclient.services.me import Me
from gridclient.store import Store
from gridclient.ui.appearance import Appearance
from gridclient.ui.language import Lang
from gridclient.ui.models.lines import ROW_ROLE
from gridclient.ui.models.row import GroupHead
from gridclient.ui.page import Changed, Goto
from gridclient.ui.pages.today import TodayPage
from gridclient.ui.runner import TaskRunner
from gridclient.ui.today.tiles import tile_lines
from gridcore.roles import Role
from tests.clock import FakeClock
from tests.services import day, place
from tests.services.place import CHIEF, HANDLER, OFFICER, WORKER
from tests.ui.keys import click, press, type_in

PAGES = frozenset({"tasks", "households", "inspections", "events", "sync"})


class Sitting:
    """A person before the page."""

    def __init__(self, qtbot: QtBot, store: Store, clock: FakeClock, runner: TaskRunner) -> None:
        self.qtbot, self.store, self.clock, self.runner = qtbot, store, clock, runner
        self.went: list[Goto] = []

    def open(self, me: Me = WORKER, pages: frozenset[str] = PAGES) -> TodayPage:
        page = TodayPage(day.today_of(self.store, self.clock, me), pages, self.runner)
        self.qtbot.addWidget(page)
        page.goto.connect(self.went.append)
        page.resize(1206, 680)
        page.show()
        page.freshen()
        self.settle()
        return page

    def settle(self) -> None:
        self.qtbot.waitUntil(lambda: self.runner.is_idle)

    def titles(self, page: TodayPage) -> list[str]:
        return [page.model.index(row).data(ROW_ROLE).title for row in range(page.model.rowCount())]


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def store(tmp_path: Path, clock: FakeClock) -> Iterator[Store]:
    store = place.open_store(tmp_path, clock)
    yield store
    store.close()


@pytest.fixture
def sitting(qtbot: QtBot, store: Store, clock: FakeClock, runner: TaskRunner, look: Appearance) -> Iterator[Sitting]:
    yield Sitting(qtbot, store, clock, runner)
    qtbot.waitUntil(lambda: runner.is_idle)


def test_the_head_says_in_one_sentence_what_matters(sitting: Sitting, look: Appearance) -> None:
    day.settle_homes(sitting.store)
    day.bring_cases(sitting.store)
    page = sitting.open()

    assert page.sentence.text() == "11月24日 星期二·先办 2 件逾期，今天到期 1 件，要走访 4 户"
    look.speak(Lang.ENGLISH)
    english = "24 Nov, Tuesday · 2 overdue first, 1 due today, 4 homes to visit"
    sitting.qtbot.waitUntil(lambda: page.sentence.text() == english, timeout=2000)


def test_an_empty_day_says_so_and_what_could_be_done(sitting: Sitting) -> None:
    page = sitting.open()

    assert page.sentence.text() == "11月24日 星期二·今天没有要办的"
    assert "今天没有要办的" in _spoken(page)
    assert page.drafts.isHidden()


def test_rows_stand_under_two_heads_and_the_first_is_chosen(sitting: Sitting) -> None:
    day.settle_homes(sitting.store)
    day.bring_cases(sitting.store)
    page = sitting.open()

    heads = [
        row.title
        for place in range(page.model.rowCount())
        if isinstance(row := page.model.index(place).data(ROW_ROLE), GroupHead)
    ]
    assert heads == ["先办", "今天要走访 4 户"]
    assert page.list.currentIndex().row() == 1


def test_enter_opens_the_row_in_its_page(sitting: Sitting) -> None:
    homes = day.settle_homes(sitting.store)
    (late, *_) = day.bring_cases(sitting.store)
    page = sitting.open()
    page.list.setFocus()
    press(page.list, Qt.Key.Key_Return)
    press(page.list, Qt.Key.Key_End)
    press(page.list, Qt.Key.Key_Return)

    assert sitting.went == [Goto("tasks", f"event:{late}"), Goto("households", homes["刘小军"], "visit")]


@pytest.mark.parametrize(
    ("tile", "goes"),
    [
        ("visit", Goto("households", "h0", "visit")),
        ("report", Goto("events", "", "new")),
        ("lead", Goto("events", "", "lead")),
    ],
)
def test_a_tile_begins_what_it_says(sitting: Sitting, tile: str, goes: Goto) -> None:
    day.settle_homes(sitting.store)
    page = sitting.open()
    click(_named(page, f"tile.{tile}"))

    assert sitting.went == [goes]


def test_feedback_opens_the_first_matter_that_is_mine_to_handle(sitting: Sitting) -> None:
    _, handled, *_ = day.bring_cases(sitting.store)
    page = sitting.open()
    press(_named(page, "tile.feedback"), Qt.Key.Key_Return)

    assert sitting.went == [Goto("tasks", f"event:{handled}", "feedback")]


@pytest.mark.parametrize(
    ("me", "pages", "tiles"),
    [
        (WORKER, PAGES, ["visit", "report", "lead", "feedback"]),
        (WORKER, frozenset({"households"}), ["visit"]),
        (OFFICER, PAGES, ["inspect", "tasks"]),
        (HANDLER, PAGES, ["feedback"]),
        (CHIEF, PAGES, ["tasks"]),
        (Me("x", "x", Role.SUPERVISOR, "610726"), frozenset[str](), []),
    ],
)
def test_a_post_has_only_tiles_that_lead_somewhere(
    sitting: Sitting, me: Me, pages: frozenset[str], tiles: list[str]
) -> None:
    assert [line.verb for line in tile_lines(me, pages)] == tiles


def test_a_draft_is_gone_on_with_where_it_was_begun(sitting: Sitting) -> None:
    homes = day.settle_homes(sitting.store)
    ids = day.leave_drafts(sitting.store, sitting.clock, homes)
    page = sitting.open()
    for kind in ("event", "visit", "inspection"):
        click(_named(page, f"draft.{ids[kind]}"))
    page.go_on()

    event = Goto("events", ids["event"])
    assert sitting.went == [
        event,
        Goto("households", homes["陈德福"], "visit"),
        Goto("inspections", "i1", "continue"),
        event,
    ]
    assert "41 / 94 项·今天 10:30 自动保存" in _spoken(page)


def test_a_draft_of_a_page_this_person_has_not_is_shown_without_a_button(sitting: Sitting) -> None:
    ids = day.leave_drafts(sitting.store, sitting.clock, day.settle_homes(sitting.store))
    page = sitting.open(pages=frozenset({"tasks"}))

    assert len(page.drafts.drafts) == 3
    assert page.findChild(QPushButton, f"draft.{ids['event']}") is None


def test_the_diary_is_written_in_sentences(sitting: Sitting) -> None:
    day.live_through(sitting.store, sitting.clock, day.settle_homes(sitting.store))
    page = sitting.open()

    assert page.diary.words == (
        "09:12 走访王建国户，老人按时服药，楼道灯还没修好。",
        "10:30 上报：楼上漏水起争执。",
        "10:34 补充说明、照片：楼上漏水起争执，约好下午一起看现场。",
    )


def test_my_own_line_is_kept_at_a_pause_of_typing_and_comes_back(sitting: Sitting, qtbot: QtBot) -> None:
    page = sitting.open()
    said: list[str] = []
    page.line_said.connect(said.append)
    page.write_line()
    type_in(page.diary.note, "雨大，2 栋先不去")
    qtbot.waitUntil(lambda: bool(said), timeout=2000)

    assert said == ["已自动保存 10:30:00，断电不丢"]
    assert sitting.open().diary.note.text() == "雨大，2 栋先不去"


def test_what_is_typed_survives_a_refresh(sitting: Sitting) -> None:
    page = sitting.open()
    page.diary.note.setFocus()
    type_in(page.diary.note, "half")
    page.reload()
    sitting.settle()

    assert page.diary.note.text() == "half"


def test_a_change_refreshes_the_list_and_keeps_the_place(sitting: Sitting) -> None:
    day.settle_homes(sitting.store)
    day.bring_cases(sitting.store)
    page = sitting.open()
    page.list.setFocus()
    for _ in range(2):
        press(page.list, Qt.Key.Key_Down)
    before = page.list.currentIndex().data(ROW_ROLE).title
    bar: QScrollBar = page.list.verticalScrollBar()
    bar.setValue(bar.maximum() // 2)
    scrolled = bar.value()
    place.event(
        sitting.store, title="新来的", state="HANDLING", handler=WORKER.user, due_time=place.at(8, 0, 20).isoformat()
    )
    page.take(Changed(Changes.of("event", ["x"]), None))
    sitting.settle()

    assert "新来的" in sitting.titles(page)
    assert page.list.currentIndex().data(ROW_ROLE).title == before
    assert bar.value() == scrolled


def test_coming_back_to_the_page_shows_the_drafts_of_meanwhile(sitting: Sitting) -> None:
    page = sitting.open()
    day.leave_drafts(sitting.store, sitting.clock, day.settle_homes(sitting.store))
    page.freshen()
    sitting.settle()

    assert len(page.drafts.drafts) == 3


@pytest.mark.parametrize(("width", "height", "panes"), [(1206, 640, 3), (968, 550, 2), (904, 520, 1)])
@pytest.mark.parametrize("scale", [1.0, 1.3])
@pytest.mark.parametrize("language", [Lang.CHINESE, Lang.ENGLISH])
def test_nothing_scrolls_sideways_or_hangs_over(
    sitting: Sitting, look: Appearance, width: int, height: int, panes: int, scale: float, language: Lang
) -> None:
    look.speak(language)
    look.set_scale(scale)
    homes = day.settle_homes(sitting.store)
    day.bring_cases(sitting.store)
    day.leave_drafts(sitting.store, sitting.clock, homes)
    page = sitting.open()
    page.set_width_class(panes)
    page.resize(width, height)
    sitting.qtbot.wait(20)

    assert page.minimumSizeHint().width() <= width
    assert _over(page) == []
    page.hide()
    look.set_scale(1.0)


def test_every_control_has_a_name(sitting: Sitting) -> None:
    day.leave_drafts(sitting.store, sitting.clock, day.settle_homes(sitting.store))
    page = sitting.open()
    controls = [each for each in page.findChildren(QWidget) if each.focusPolicy() & Qt.FocusPolicy.TabFocus]

    assert controls
    assert [each.objectName() for each in controls if not _name(each)] == []


def _named(page: TodayPage, name: str) -> QWidget:
    found = page.findChild(QWidget, name)
    assert found is not None, name
    return found


def _name(widget: QWidget) -> str:
    words: Callable[[], str] | None = getattr(widget, "text", None)
    return widget.accessibleName() or (words() if words is not None else "")


def _spoken(page: TodayPage) -> str:
    return "\n".join(_name(each) for each in page.findChildren(QWidget) if not each.isHidden())


def _over(page: TodayPage) -> list[str]:
    """Widgets of the right column and the tiles that reach past the page's edge."""
    found: list[str] = []
    for each in (*page.tiles.tiles, page.drafts, page.diary, *page.drafts.findChildren(QPushButton)):
        right = each.mapTo(page, each.rect().topRight()).x()
        if each.isVisible() and right > page.width():
            found.append(each.objectName() or type(each).__name__)
    return found
