"""Checklists at the window: an author's sheet on the table and published, a form and a check half filled."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt

from gridclient.ui.author.publish_dialog import PublishDialog
from gridclient.ui.forms.question import QuestionLine
from gridclient.ui.pages.checklists import ChecklistsPage
from gridclient.ui.pages.inspections import InspectionsPage
from gridclient.ui.pages.surveys import SurveysPage
from tests.stories.hands import Hands
from tests.ui.keys import CTRL, press

ANSWERS: tuple[tuple[str, str | Qt.Key], ...] = (
    ("name", "柳湾粮油店"),
    ("story", "两层砖混，一层卖粮油，二层住人。后门堆着纸箱。"),
    ("staff", "３"),
    ("area", "86.5"),
    ("clean", "7"),
    ("open", Qt.Key.Key_1),
    ("likert", Qt.Key.Key_3),
    ("risks", Qt.Key.Key_1),
)
"""What is answered of the form with every control: typed words, or a key."""
FAILED, PASSED = "A03", ("A01", "A02")


def author(hands: Hands, sheet: str, *, publish: bool = False) -> dict[str, Any]:
    """Put a sheet on the author's table; published with Ctrl+Enter and the button when it has no error."""
    page = hands.page("checklists")
    assert isinstance(page, ChecklistsPage)
    page.open(sheet, "sheet")
    hands.until(lambda: page.sheet is not None and page.sheet.path == Path(sheet), "the sheet to be read")
    hands.settle()
    if publish:
        hands.key(Qt.Key.Key_Return, CTRL)
        hands.until(lambda: page.findChildren(PublishDialog), "the question before publishing")
        (dialog,) = page.findChildren(PublishDialog)
        dialog.publish.setFocus()
        press(dialog.publish, Qt.Key.Key_Space)
        hands.until(lambda: page.sheet is None, "the checklist to be published")
        hands.settle()
    return {"errors": page.sheet.errors if page.sheet is not None else 0}


def fill(hands: Hands) -> dict[str, Any]:
    """Begin the first form and answer some of it; go on where one was begun."""
    page = hands.page("surveys")
    assert isinstance(page, SurveysPage)
    page.landing.view.setFocus()
    hands.key(Qt.Key.Key_Return, CTRL)
    hands.until(lambda: page.is_filling and page.pane.form is not None, "the form")
    hands.settle()
    form = page.pane.form
    assert form is not None
    for name, given in ANSWERS:
        key = next((line.key for part in form.sections() for line in form.lines(part.code)
                    if line.key.rpartition("/")[2] == name), "")  # fmt: skip
        if not key:
            continue
        page.pane.go_to_section(form.section_of(key))
        hands.settle()
        page.pane.sheet.go_to(key)
        line = page.pane.sheet.built(key)
        assert isinstance(line, QuestionLine)
        shown = form.shown(line.line)
        if shown is not None and shown.value:
            continue
        if isinstance(given, str):
            focused = hands.app.focusWidget()
            assert focused is not None
            hands.type(focused, given)
        else:
            hands.key(given)
        line.settle()
        hands.settle()
    return {"answered": sum(part.answered for part in form.sections())}


def sections(hands: Hands) -> dict[str, Any]:
    """The sections of the form being filled."""
    page = hands.find("surveys", SurveysPage)
    return {"sections": [part.code for part in page.pane.form.sections()] if page.pane.form is not None else []}


def section(hands: Hands, code: str) -> dict[str, Any]:
    """Bring a section of the form being filled to the front."""
    page = hands.find("surveys", SurveysPage)
    page.pane.go_to_section(code)
    hands.settle()
    return {}


def check(hands: Hands) -> dict[str, Any]:
    """Begin the first check of the officer and answer three items of it; go on where it was begun."""
    page = hands.page("inspections")
    assert isinstance(page, InspectionsPage)
    hands.key(Qt.Key.Key_Return, CTRL)
    hands.until(lambda: page.is_filling and page.sheet.filling is not None, "the sheet")
    hands.settle()
    for code in (*PASSED, FAILED):
        row = page.sheet.rows.row(code)
        if row is not None and not row.item.verdict:
            row.focus_answer()
            hands.key(Qt.Key.Key_2 if code == FAILED else Qt.Key.Key_1)
            hands.settle()
    return {}
