"""检查表编制 with an author's hands: findings, a preview that follows the file, publishing (picture 21)."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from functools import partial
from itertools import pairwise
from pathlib import Path

import pytest
from PySide6.QtCore import QRectF, Qt, QTextBoundaryFinder
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from gridclient.services.authoring import Authoring
from gridclient.services.checklist_sheet import write_workbook
from gridclient.services.checklists import Checklists
from gridclient.services.drafts import Drafts
from gridclient.services.filling import FAIL
from gridclient.services.gnss import SerialGnss
from gridclient.store import Store
from gridclient.ui.appearance import Appearance
from gridclient.ui.author.publish_dialog import PublishDialog
from gridclient.ui.author.watch import SETTLED_MS
from gridclient.ui.author.words import read_words
from gridclient.ui.language import Lang
from gridclient.ui.page import Changed
from gridclient.ui.pages.checklists import ChecklistsPage
from gridclient.ui.runner import TaskRunner
from gridcore.pinyin import Pinyin
from tests.clock import FakeClock
from tests.services.author import (
    COUNTY,
    HEAD,
    XYZB,
    held,
    published,
    row_of,
    version,
    written,
)
from tests.services.author import brief as made_brief
from tests.services.place import open_store, picture
from tests.ui.conftest import Failures
from tests.ui.keys import press

SIZE = (1206, 680)
CONDITION = "${A01}＝“fail”"


@pytest.fixture
def store(tmp_path: Path, clock: FakeClock) -> Iterator[Store]:
    made = open_store(tmp_path / "store", clock)
    held(made, HEAD.role, COUNTY)
    yield made
    made.close()


class Table:
    """The page in a shown window, and what it wrote."""

    def __init__(self, qtbot: QtBot, store: Store, clock: FakeClock, runner: TaskRunner) -> None:
        self.qtbot, self.store, self.runner = qtbot, store, runner
        authoring = Authoring(store, HEAD, clock, Checklists(store))
        pinyin = Pinyin({}, {})
        self.page = ChecklistsPage(authoring, Drafts(store), lambda day: day, pinyin, SerialGnss(), clock, runner)
        self.changed: list[Changed] = []
        self.lines: list[str] = []
        self.page.changed.connect(self.changed.append)
        self.page.line_said.connect(self.lines.append)
        qtbot.addWidget(self.page)
        self.page.resize(*SIZE)
        self.page.show()
        self.page.activateWindow()
        qtbot.waitUntil(self.page.isActiveWindow)
        self.page.refresh()
        self.settle()

    def settle(self) -> None:
        self.qtbot.waitUntil(lambda: self.runner.is_idle, timeout=20_000)
        QApplication.processEvents()

    def open(self, path: Path) -> None:
        self.page.open(str(path), "sheet")
        self.qtbot.waitUntil(lambda: self.page.sheet is not None, timeout=20_000)
        self.settle()

    def saved(self, write: Callable[[], object], holds: Callable[[], bool]) -> None:
        """An author saves; the page reads again by itself."""
        self.qtbot.wait(20)
        write()
        self.qtbot.waitUntil(holds, timeout=SETTLED_MS * 30)
        self.settle()

    @property
    def words(self) -> list[str]:
        return [each.text() for each in self.page.findChildren(QLabel) if each.isVisible()]

    @property
    def titles(self) -> list[str]:
        view = self.page.findings.view
        model = view.model()
        return [str(model.index(row, 0).data(Qt.ItemDataRole.DisplayRole)) for row in range(model.rowCount())]

    @property
    def codes(self) -> list[str]:
        return [] if self.page.sheet is None else [one.code for one in self.page.sheet.findings]

    def publish(self) -> PublishDialog:
        QTest.mouseClick(self.page.primary, Qt.MouseButton.LeftButton)
        (dialog,) = self.page.findChildren(PublishDialog)
        return dialog


@pytest.fixture
def table(
    qtbot: QtBot, store: Store, clock: FakeClock, runner: TaskRunner, look: Appearance, failures: Failures
) -> Iterator[Table]:
    assert look
    made = Table(qtbot, store, clock, runner)
    yield made
    made.page.hide()  # the language goes back to what it was: nothing in sight is laid out anew
    QApplication.processEvents()
    assert failures.all == []


@pytest.fixture(scope="session")
def brief(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return made_brief(tmp_path_factory.mktemp("sheets") / "brief.xlsx")


def faulty(path: Path, brief: Path) -> Path:
    return written(path, {("检查项", row_of("A03"), "显示条件"): CONDITION}, brief)


def test_a_good_sheet_is_previewed_as_it_looks_on_site_and_may_be_published(table: Table) -> None:
    table.open(XYZB)

    assert table.page.primary.text() == "发布"
    assert "没有错，也没有提醒" in table.words
    filling = table.page.preview.filling
    assert filling is not None
    assert filling.total == 94
    assert "这张检查表的第一版" in table.words


def test_the_primary_says_how_many_errors_are_left_and_jumps_to_the_first(
    table: Table, brief: Path, tmp_path: Path
) -> None:
    table.open(faulty(tmp_path / "x.xlsx", brief))

    errors = table.page.sheet.errors if table.page.sheet else 0
    assert errors
    assert table.page.primary.text() == f"还有 {errors} 处错"
    assert table.page.press_primary()
    assert table.page.findings.view.hasFocus()
    assert table.page.findChildren(PublishDialog) == []


def test_a_row_not_understood_is_shown_always_and_marked_and_leads_to_its_error(
    table: Table, brief: Path, tmp_path: Path
) -> None:
    table.open(faulty(tmp_path / "x.xlsx", brief))
    preview = table.page.preview
    preview.go_to("A03")
    row = preview.rows.row("A03")
    assert row is not None
    said = [each.text() for each in row.findChildren(QLabel)]
    assert f"第 {row_of('A03')} 行没看懂，先当它总是显示" in said

    (show,) = [each for each in row.findChildren(QPushButton) if each.text() == "看错在哪"]
    QTest.mouseClick(show, Qt.MouseButton.LeftButton)

    current = table.page.findings.view.currentIndex()
    assert table.page.findings.view.hasFocus()
    assert current.isValid()


@pytest.mark.parametrize("way", ["in place", "replaced", "taken away and back"])
def test_saved_in_the_spreadsheet_it_is_checked_again_by_itself(
    table: Table, brief: Path, tmp_path: Path, way: str
) -> None:
    path = faulty(tmp_path / "x.xlsx", brief)
    (tmp_path / "aside").mkdir()
    good = written(tmp_path / "aside" / "good.xlsx", {}, brief)
    table.open(path)
    assert table.page.sheet is not None
    assert table.page.sheet.errors

    def write() -> None:
        if way == "in place":
            path.write_bytes(good.read_bytes())
        elif way == "replaced":
            good.replace(path)
        else:
            path.unlink()
            table.qtbot.wait(SETTLED_MS * 2)
            shutil.copy(good, path)

    table.saved(write, lambda: table.page.sheet is not None and table.page.sheet.is_ready)
    assert table.page.primary.text() == "发布"


def test_the_focus_is_where_the_author_goes_on(table: Table, brief: Path, tmp_path: Path) -> None:
    path = faulty(tmp_path / "x.xlsx", brief)
    table.open(path)
    view = table.page.findings.view
    assert (QApplication.focusWidget(), view.currentIndex().row(), view.ring) == (view, 0, True)
    good = written(tmp_path / "good.xlsx", {}, brief)
    table.saved(
        lambda: path.write_bytes(good.read_bytes()), lambda: table.page.sheet is not None and table.page.sheet.is_ready
    )
    assert QApplication.focusWidget() is table.page.primary


def test_it_goes_on_being_watched_after_the_file_was_replaced(table: Table, brief: Path, tmp_path: Path) -> None:
    path, aside = written(tmp_path / "x.xlsx", {}, brief), tmp_path / "aside"
    aside.mkdir()
    table.open(path)
    for text in ("第一次改的话", "第二次改的话"):
        fresh = written(aside / "new.xlsx", {("检查项", row_of("A01"), "检查内容"): text}, brief)

        def shown(text: str = text) -> bool:
            filling = table.page.preview.filling
            return filling is not None and filling.item("A01").text == text

        save = partial(fresh.replace, path) if text == "第一次改的话" else partial(path.write_bytes, fresh.read_bytes())
        table.saved(save, shown)


def test_a_file_that_was_taken_away_says_so_and_keeps_the_form_in_sight(
    table: Table, brief: Path, tmp_path: Path
) -> None:
    path = written(tmp_path / "x.xlsx", {}, brief)
    table.open(path)
    table.saved(path.unlink, lambda: table.codes == ["no_file"])
    assert table.page.preview.filling is not None


def test_what_is_tried_is_thrown_away_when_the_sheet_is_saved(table: Table, brief: Path, tmp_path: Path) -> None:
    path = written(tmp_path / "x.xlsx", {}, brief)
    table.open(path)
    preview = table.page.preview
    preview.go_to("A01")
    press(QApplication.focusWidget() or table.page, Qt.Key.Key_2)
    filling = preview.filling
    assert filling is not None
    assert filling.item("A01").verdict == FAIL
    Drafts(table.store).add_photo("preview:A01:photo", picture(), "IMG.png")

    table.saved(lambda: written(path, version("2026-12"), brief), lambda: preview.filling is not filling)

    assert preview.filling is not None
    assert preview.filling.item("A01").verdict == ""
    assert Drafts(table.store).photos_below("preview:") == ()
    assert Drafts(table.store).lines() == ()


def test_c_and_a_click_copy_the_cell_to_write(table: Table, brief: Path, tmp_path: Path) -> None:
    table.open(faulty(tmp_path / "x.xlsx", brief))
    view = table.page.findings.view
    view.setFocus()
    view.setCurrentIndex(view.model().index(0, 0))
    mend = table.page.sheet.findings[0].mend if table.page.sheet else ""
    assert mend

    press(view, Qt.Key.Key_C)
    assert QGuiApplication.clipboard().text() == mend

    QGuiApplication.clipboard().clear()
    box = table.page.findings.copy_box(QRectF(view.visualRect(view.model().index(0, 0))))
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=box.center().toPoint())
    assert QGuiApplication.clipboard().text() == mend


def test_the_form_is_shown_in_either_language(table: Table, brief: Path) -> None:
    table.open(brief)
    preview = table.page.preview
    assert preview.filling is not None
    chinese = preview.filling.item("A01").text

    preview.show_language("English (en)")

    assert preview.filling.item("A01").text != chinese
    assert preview.filling.item("A01").text.isascii()


def test_published_with_the_keyboard_it_is_one_record_and_the_list_shows_it(
    table: Table, brief: Path, tmp_path: Path
) -> None:
    table.open(brief)
    dialog = table.publish()
    assert dialog.keep.isDefault()

    dialog.publish.setFocus()
    press(dialog.publish, Qt.Key.Key_Space)
    table.settle()

    ((grid, body),) = published(table.store)
    assert (grid, body.code, body.mode) == (COUNTY, "XYZB", "both")
    assert [changed.said for changed in table.changed] == ["已发布。这里马上能用，下次同步后别处也能用"]
    assert table.page.sheet is None
    assert table.page.landing.view.model().rowCount() == 1

    table.open(written(tmp_path / "x.xlsx", {("检查项", row_of("A03"), "检查内容"): "别的话"}, brief))
    assert "same_version" in table.codes
    assert table.page.primary.text() == "还有 1 处错"


def test_a_changed_mind_publishes_nothing(table: Table, brief: Path) -> None:
    table.open(brief)
    dialog = table.publish()
    press(dialog, Qt.Key.Key_Escape)
    table.settle()
    assert published(table.store) == []
    assert table.page.sheet is not None


def test_what_a_version_changes_stands_in_the_second_tab(table: Table, brief: Path, tmp_path: Path) -> None:
    table.open(brief)
    table.publish().confirmed.emit("patrol")
    table.settle()
    cells = {("检查项", row_of("A03"), "检查内容"): "门口有限入标志", **version("2026-12")}
    table.open(written(tmp_path / "x.xlsx", cells, brief, ["C09"]))

    assert [one for one in table.words if "改字" in one] == ["去掉 1 项，改字 1 项"]
    table.page.table.show_changes()
    assert {"改字", "去掉"} <= {each.text() for each in table.page.changes.findChildren(QLabel)}


def test_a_form_without_items_is_previewed_and_published_as_a_survey(table: Table, tmp_path: Path) -> None:
    book = {
        "survey": [
            ["type", "name", "label", "relevant"],
            ["select_one yes_no", "met", "见到人了吗", ""],
            ["text", "why", "为什么没见到", "${met} = 'no'"],
        ],
        "choices": [["list_name", "name", "label"], ["yes_no", "yes", "见到"], ["yes_no", "no", "没见到"]],
        "settings": [["form_id", "form_title", "version"], ["visit", "走访", "1"]],
    }
    write_workbook(tmp_path / "visit.xlsx", book)
    table.open(tmp_path / "visit.xlsx")

    assert table.page.preview.filling is None
    form = table.page.preview.form.form
    assert form is not None
    assert [section.asked for section in form.sections()] == [1]
    dialog = table.publish()
    press(dialog.publish, Qt.Key.Key_Space)
    table.settle()
    assert [body.mode for _, body in published(table.store)] == ["survey"]
    assert Drafts(table.store).lines() == ()


def test_in_english_every_word_is_english(table: Table, brief: Path, look: Appearance, tmp_path: Path) -> None:
    table.open(faulty(tmp_path / "x.xlsx", brief))
    look.speak(Lang.ENGLISH)
    table.settle()
    assert table.page.primary.text().startswith("Errors left")
    assert "Mend and save the sheet; it is checked again by itself" in table.words


def test_what_an_empty_pane_says_follows_the_language(table: Table, look: Appearance, brief: Path) -> None:
    table.open(brief)
    assert {"没有要改的", "右边先试填一遍，再发布。"} <= set(table.words)
    look.speak(Lang.ENGLISH)
    table.settle()
    assert {"Nothing to mend", "Try it on the right before you publish."} <= set(table.words)


def test_a_line_breaks_between_counts_and_never_within_one(table: Table, brief: Path) -> None:
    table.open(brief)
    assert table.page.sheet is not None
    line = read_words(table.page.sheet)
    finder = QTextBoundaryFinder(QTextBoundaryFinder.BoundaryType.Line, line)
    breaks = [0]
    while (at := finder.toNextBoundary()) >= 0:
        breaks.append(at)
    pieces = [line[one:other].strip() for one, other in pairwise(breaks)]
    plain = [piece.replace("\N{WORD JOINER}", "").replace("\N{NO-BREAK SPACE}", " ") for piece in pieces]
    assert all(re.fullmatch(r"\S+ \d+ 行(?: ?[·・•])?|[·・•]", piece) for piece in plain), plain
    assert len(plain) > 2


def test_escape_leads_back_to_the_list_and_the_file_is_watched_no_more(
    table: Table, brief: Path, tmp_path: Path
) -> None:
    path = written(tmp_path / "x.xlsx", {}, brief)
    table.open(path)
    assert table.page.step_back()
    assert table.page.sheet is None
    path.write_bytes(b"x")
    table.qtbot.wait(SETTLED_MS * 2)
    table.settle()
    assert table.page.sheet is None
    assert not table.page.step_back()
