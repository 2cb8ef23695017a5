"""The window as a person meets it: rail, keys, regions, lock, undo, widths, and pages that read again."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from gridclient.base.changes import Changes
from gridclient.base.status import Link
from gridclient.ui.appearance import Appearance
from gridclient.ui.errors import ErrorReporter
from gridclient.ui.language import Lang
from gridclient.ui.page import Changed, Goto
from gridclient.ui.page_names import PAGE_KEYS
from gridclient.ui.rail import Badge
from gridclient.ui.runner import TaskRunner
from gridclient.ui.shell import MainWindow
from gridclient.ui.style.tokens import Tone
from gridcore.errors import Offline, StoreBroken, StoreBusy
from gridcore.roles import Role
from tests.ui.keys import ALT, CTRL, SHIFT, click, got, press, type_in
from tests.ui.shell.sample import PASSWORD, PERSON, STATUS, FakeFind, FakeUndo, SamplePage, let_in, sample_window


@pytest.fixture
def window(
    qapp: QApplication, qtbot: QtBot, runner: TaskRunner, reporter: ErrorReporter, look: Appearance
) -> Iterator[MainWindow]:
    window = sample_window(qapp, runner, reporter, look)
    qtbot.addWidget(window)
    window.resize(1366, 768)
    window.show()
    window.activateWindow()
    qtbot.waitExposed(window)
    yield window
    window.leave()


@pytest.fixture
def pages(window: MainWindow, runner: TaskRunner) -> dict[str, SamplePage]:
    return {page.name: page for page in let_in(window, runner)}


def focus() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def speak(look: Appearance, lang: Lang) -> None:
    """Change the language and let Qt tell every window, which it does by posted events."""
    look.speak(lang)
    QApplication.processEvents()


def assert_locked(window: MainWindow, *, locked: bool) -> None:
    assert window.is_locked is locked


def shown(window: MainWindow) -> str:
    page = window.work.page
    assert page is not None
    return page.name


@pytest.mark.parametrize(("name", "key"), list(PAGE_KEYS.items()))
def test_alt_and_a_digit_open_the_page_of_the_rail(
    name: str, key: str, window: MainWindow, pages: dict[str, SamplePage]
) -> None:
    digit = key.removeprefix("Alt+")
    code = Qt.Key.Key_Minus if digit == "-" else Qt.Key(Qt.Key.Key_0 + int(digit))
    press(window, code, ALT)

    assert shown(window) == name
    entry = window.work.rail.entry(name)
    assert entry is not None
    assert entry.isChecked()


def test_a_page_left_out_leaves_its_key_free_and_the_others_keep_theirs(window: MainWindow, runner: TaskRunner) -> None:
    """An officer has no 住户: Alt+3 does nothing, Alt+4 is still 场所."""
    held = [SamplePage(name, runner) for name in PAGE_KEYS if name != "households"]
    window.enter(dataclasses.replace(PERSON, role=Role.OFFICER), frozenset({Role.OFFICER}), held, None)
    press(window, Qt.Key.Key_3, ALT)
    assert shown(window) == "today"
    press(window, Qt.Key.Key_4, ALT)
    assert shown(window) == "places"
    assert [entry.name for entry in window.work.rail.entries] == [name for name in PAGE_KEYS if name != "households"]


def test_tab_reaches_every_control_of_the_window_and_each_has_a_name(
    window: MainWindow, pages: dict[str, SamplePage]
) -> None:
    pages["today"].field.setFocus()
    wanted = {
        w
        for w in window.work.findChildren(QWidget)
        if w.isVisible() and w.isEnabled() and w.focusPolicy() & Qt.FocusPolicy.TabFocus
    }
    seen: list[QWidget] = []
    for _ in range(200):
        press(focus(), Qt.Key.Key_Tab)
        if focus() in seen:
            break
        seen.append(focus())

    assert wanted <= set(seen), [w.objectName() for w in wanted - set(seen)]
    nameless = [w.objectName() or type(w).__name__ for w in seen if not w.accessibleName()]
    assert nameless == []


def test_f6_walks_the_regions_and_shift_f6_walks_back(window: MainWindow, pages: dict[str, SamplePage]) -> None:
    page = pages["today"]
    window.work.top.box.setFocus()
    forth: list[QWidget] = []
    for _ in range(5):
        press(focus(), Qt.Key.Key_F6)
        forth.append(focus())
    rail = window.work.rail.entry("today")

    assert forth == [page.field, page.button, window.work.status.parts[0], rail, window.work.top.box]
    press(focus(), Qt.Key.Key_F6, SHIFT)
    assert focus() is rail


def test_a_banner_is_a_region_and_esc_hides_it(
    window: MainWindow, pages: dict[str, SamplePage], reporter: ErrorReporter
) -> None:
    reporter.tell(StoreBusy())
    assert window.work.banner.isVisible()
    window.work.top.box.setFocus()
    press(focus(), Qt.Key.Key_F6)
    assert window.work.banner.isAncestorOf(focus())
    press(focus(), Qt.Key.Key_Escape)
    QApplication.processEvents()

    assert not window.work.banner.isVisible()


def test_arrows_walk_the_rail_and_enter_opens(window: MainWindow, pages: dict[str, SamplePage]) -> None:
    first = window.work.rail.entries[0]
    first.setFocus()
    press(first, Qt.Key.Key_Down)
    press(focus(), Qt.Key.Key_Down)
    assert shown(window) == "today"
    press(focus(), Qt.Key.Key_Return)

    assert shown(window) == "households"


def test_a_badge_is_said_aloud_and_zero_is_no_badge(window: MainWindow, pages: dict[str, SamplePage]) -> None:
    entry = window.work.rail.entry("tasks")
    assert entry is not None
    window.work.set_badge("tasks", Badge(2, Tone.RED, "2 件逾期"))
    assert entry.accessibleName() == "任务，2 件逾期"
    window.work.set_badge("tasks", Badge(0, Tone.RED, "0"))
    assert entry.accessibleName() == "任务"


def test_a_change_reloads_the_page_in_front_and_marks_the_hidden_stale(
    window: MainWindow, pages: dict[str, SamplePage]
) -> None:
    today, tasks, orders = pages["today"], pages["tasks"], pages["orders"]
    before = {name: page.reloaded for name, page in pages.items()}
    window.tell_changed(Changed(Changes.of("event", ["e1"]), None))

    assert today.reloaded == before["today"] + 1
    assert tasks.reloaded == before["tasks"]
    assert tasks.is_stale
    press(window, Qt.Key.Key_2, ALT)
    assert tasks.reloaded == before["tasks"] + 1
    window.tell_changed(Changed(Changes.of("order", ["o1"]), None))
    assert orders.is_stale
    assert tasks.reloaded == before["tasks"] + 1


def test_a_page_does_not_reload_for_what_it_wrote_itself(window: MainWindow, pages: dict[str, SamplePage]) -> None:
    today = pages["today"]
    before = today.reloaded
    today.changed.emit(Changed(Changes.of("event", ["e1"]), today))

    assert today.reloaded == before
    assert pages["tasks"].is_stale


def test_ctrl_1_starts_a_visit_from_every_page(window: MainWindow, pages: dict[str, SamplePage]) -> None:
    press(window, Qt.Key.Key_9, ALT)
    press(focus(), Qt.Key.Key_1, CTRL)

    assert shown(window) == "households"
    assert pages["households"].opened == [("", "visit")]


def test_ctrl_z_undoes_the_last_verb_but_in_a_field_the_text(
    qtbot: QtBot, window: MainWindow, pages: dict[str, SamplePage]
) -> None:
    field = pages["today"].field
    field.setFocus()
    type_in(field, "abc")
    press(field, Qt.Key.Key_Z, CTRL)
    assert field.text() != "abc"
    pages["today"].button.setFocus()
    with qtbot.waitSignal(window.work.changed) as heard:
        press(focus(), Qt.Key.Key_Z, CTRL)
    changed = got(heard)[0]

    assert isinstance(changed, Changed)
    assert changed.said == "已撤销"


def test_the_undo_of_a_toast_does_the_same(qtbot: QtBot, window: MainWindow, pages: dict[str, SamplePage]) -> None:
    window.say("已删除草稿", undoable=True)
    toast = window.work.toast.shown
    assert toast is not None
    with qtbot.waitSignal(window.work.changed):
        toast.undone.emit()


def test_locking_keeps_page_and_text_and_commands_sleep(
    qtbot: QtBot, window: MainWindow, pages: dict[str, SamplePage]
) -> None:
    press(window, Qt.Key.Key_6, ALT)
    pages["events"].field.setText("半句话")
    with qtbot.waitSignal(window.locked):
        press(window, Qt.Key.Key_L, CTRL)
    assert_locked(window, locked=True)
    assert pages["events"].saved
    press(window, Qt.Key.Key_1, ALT)
    assert shown(window) == "events"
    unlock = window.entry.unlock
    qtbot.waitUntil(lambda: unlock.person is not None and unlock.person.user == PERSON.user)
    with qtbot.waitSignal(window.unlocked):
        type_in(focus(), PASSWORD)
        press(focus(), Qt.Key.Key_Return)

    assert_locked(window, locked=False)
    assert shown(window) == "events"
    assert pages["events"].field.text() == "半句话"


def test_idleness_locks_and_a_key_puts_it_off(qtbot: QtBot, window: MainWindow, pages: dict[str, SamplePage]) -> None:
    window.idle.set_minutes(0.25 / 60)
    for _ in range(4):
        qtbot.wait(120)
        press(focus(), Qt.Key.Key_Shift)
    assert_locked(window, locked=False)
    with qtbot.waitSignal(window.locked, timeout=2000):
        pass
    assert_locked(window, locked=True)


def test_another_person_finds_nothing_of_the_one_before(
    window: MainWindow, pages: dict[str, SamplePage], runner: TaskRunner
) -> None:
    other = dataclasses.replace(PERSON, user="qinyue", name="秦悦", role=Role.COMMUNITY_OFFICE)
    fresh = [SamplePage("today", runner)]
    window.enter(other, frozenset({Role.COMMUNITY_OFFICE}), fresh, FakeFind(), FakeUndo())

    assert list(window.work.pages) == fresh
    assert window.work.actions_.find("visit.record") is None
    assert window.work.actions_.find("go.tasks") is None


@pytest.mark.parametrize(
    ("width", "rail", "panes"),
    [(1366, 160, 3), (1280, 160, 3), (1279, 56, 2), (1000, 56, 2), (999, 56, 1), (960, 56, 1)],
)
def test_the_window_folds_at_the_widths_of_the_rules(
    width: int, rail: int, panes: int, window: MainWindow, pages: dict[str, SamplePage]
) -> None:
    window.resize(width, 697)
    QApplication.processEvents()

    assert window.work.rail.width() == rail
    assert pages["today"].panes == panes
    entry = window.work.rail.entries[0]
    assert entry.is_compact is (panes < 3)


@pytest.mark.parametrize("scale", [1.0, 1.15, 1.3])
@pytest.mark.parametrize("lang", list(Lang))
def test_the_rail_fits_a_low_screen_at_every_font_size(
    scale: float, lang: Lang, window: MainWindow, pages: dict[str, SamplePage], look: Appearance
) -> None:
    look.set_scale(scale)
    speak(look, lang)
    window.resize(1366, 697)
    QApplication.processEvents()

    assert window.height() == 697
    assert window.width() == 1366
    bottom = window.work.rail.entries[-1].geometry().bottom()
    assert bottom < window.work.rail.person.geometry().top()


def test_offline_changes_the_word_at_the_foot(
    window: MainWindow, pages: dict[str, SamplePage], reporter: ErrorReporter
) -> None:
    window.set_status(dataclasses.replace(STATUS, link=Link.ONLINE, waiting=0, in_sync=True))
    assert [p.text() for p in window.work.status.parts[:2]] == ["在线", "没有待上传的"]
    reporter.tell(Offline(reason="portal"))

    assert window.work.status.parts[0].text() == "连上了网，但要先登录网络"
    assert not window.work.banner.isVisible()


def test_the_status_line_says_the_four_parts_and_the_lease(window: MainWindow, look: Appearance) -> None:
    status = window.work.status
    assert [part.text() for part in status.parts] == [
        "离线·照常记录",
        "14 项待上传",
        "上次同步：昨天 17:40",
        "网格：汉源街道·柳湾社区·03 网格",
        "本机已加密·离线可用还剩 9 天",
    ]
    speak(look, Lang.ENGLISH)
    assert [part.text() for part in status.parts[:3]] == [
        "Offline · keep working",
        "14 changes waiting",
        "Last sync: yesterday 17:40",
    ]


def test_a_page_line_takes_the_place_of_the_lease_while_it_is_in_front(
    window: MainWindow, pages: dict[str, SamplePage]
) -> None:
    pages["today"].line_said.emit("已自动保存 10:26:08，断电不丢")
    pages["tasks"].line_said.emit("不在前面")
    assert window.work.status.parts[4].text() == "已自动保存 10:26:08，断电不丢"
    press(window, Qt.Key.Key_2, ALT)
    assert window.work.status.parts[4].text() == "本机已加密·离线可用还剩 9 天"


def test_a_broken_store_opens_one_dialog_with_one_way_out(
    qtbot: QtBot, window: MainWindow, pages: dict[str, SamplePage], reporter: ErrorReporter
) -> None:
    reporter.tell(StoreBroken())
    dialog = next(w for w in window.findChildren(QWidget) if w.objectName() == "trouble")
    way = next(w for w in dialog.findChildren(QWidget) if w.objectName() == "trouble.way")
    with qtbot.waitSignal(window.way_asked) as heard:
        click(way)

    assert got(heard) == ["backup.restore"]


def test_every_word_of_the_window_changes_with_the_language(
    window: MainWindow, pages: dict[str, SamplePage], look: Appearance
) -> None:
    speak(look, Lang.ENGLISH)
    entries = [entry.text() for entry in window.work.rail.entries]
    assert entries[:3] == ["Today", "Tasks", "Households"]
    assert window.work.top.new.text() == "New"
    assert pages["today"].heading.text() == "Today"
    names = [w.accessibleName() for w in window.work.findChildren(QWidget) if w.isVisible() and w.accessibleName()]
    own = [name for name in names if any("\u4e00" <= c <= "\u9fff" for c in name)]
    assert own == ["张敏, Grid worker: menu", "Grid: 汉源街道 · 柳湾社区 · 03 网格"]


def test_a_page_opens_another_without_knowing_it(window: MainWindow, pages: dict[str, SamplePage]) -> None:
    pages["today"].goto.emit(Goto("households", "h7", "visit"))

    assert shown(window) == "households"
    assert pages["households"].opened == [("h7", "visit")]


def test_a_page_without_an_entry_takes_the_focus_from_the_rail(window: MainWindow, runner: TaskRunner) -> None:
    pages = [SamplePage("today", runner), SamplePage("settings", runner)]
    window.enter(PERSON, frozenset({Role.GRID_WORKER}), pages, FakeFind(), FakeUndo())
    entry = window.work.rail.entry("today")
    assert entry is not None
    entry.setFocus(Qt.FocusReason.TabFocusReason)
    window.work.show_page("settings")
    assert focus() is pages[1].field
    entry.setFocus(Qt.FocusReason.TabFocusReason)
    press(entry, Qt.Key.Key_Return)
    assert window.work.page is pages[0]
    assert focus() is entry  # the arrows go on walking the rail


def test_closing_keeps_what_is_typed(qtbot: QtBot, window: MainWindow, pages: dict[str, SamplePage]) -> None:
    with qtbot.waitSignal(window.closing):
        window.close()

    assert all(page.saved for page in pages.values())


def test_f1_lists_the_keys_that_act_now(window: MainWindow, pages: dict[str, SamplePage]) -> None:
    press(window, Qt.Key.Key_F1)
    sheet = next(w for w in window.findChildren(QWidget) if w.objectName() == "key_help")
    names = {w.accessibleName() for w in sheet.findChildren(QWidget)}

    assert "Ctrl+K: 查找" in names
    assert "Alt+2: 去任务" in names
    sheet.close()
