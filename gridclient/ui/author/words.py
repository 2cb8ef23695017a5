"""Words of the author's page about a sheet: what was read, what this version changes."""

from __future__ import annotations

from collections import Counter

from PySide6.QtCore import QCoreApplication

from gridclient.services.authoring import NAMES, SAME_VERSION, Sheet
from gridclient.ui import checklist_words
from gridclient.ui.author.finding_line import FindingLine
from gridclient.ui.spoken import say
from gridcore.forms.check import Finding
from gridcore.forms.compare import Change

translate = QCoreApplication.translate
_BLANK, _JOINER = "\N{NO-BREAK SPACE}", "\N{WORD JOINER}"
"""Between Chinese characters a line may break anywhere; not within a count and its words."""


def lines_of(sheet: Sheet) -> tuple[FindingLine, ...]:
    """The findings of a sheet as its list shows them, errors first."""
    return tuple(_line(sheet, finding) for finding in sheet.findings)


def _line(sheet: Sheet, finding: Finding) -> FindingLine:
    said = checklist_words.say(finding)
    title = said.what
    if finding.code == SAME_VERSION:
        title = translate("Author", "Version {version} is published already").format(version=finding.found)
    cells = _cells(sheet, finding)
    cell = cells.get(finding.column, finding.found)
    wrong = finding.facts.get("word") or finding.found
    span = (finding.at, finding.at + len(wrong))
    if cell[slice(*span)] != wrong or not wrong:
        span = (0, 0)
    name = next((cells[one] for one in NAMES if one in cells), "")
    return FindingLine(finding, title, _place(finding) or said.place, cell, span, name)


def _place(finding: Finding) -> str:
    """Worksheet, row and column in few words; '' where a finding is about more than a cell."""
    letters = finding.cell.rstrip("0123456789")
    if not (finding.sheet and finding.row and letters):
        return ""
    words = translate("Author", "{sheet} · row {row}, col {letters} {column}")
    return words.format(sheet=finding.sheet, row=finding.row, letters=letters, column=finding.column)


def _cells(sheet: Sheet, finding: Finding) -> dict[str, str]:
    """The row a finding is about: column -> cell."""
    table = sheet.book.sheet(finding.sheet) if sheet.book is not None and finding.sheet else None
    if table is None:
        return dict[str, str]()
    return next(
        (dict(cells) for index, cells in table.lines() if table.row_number(index) == finding.row), dict[str, str]()
    )


def change_word(change: Change) -> str:
    """What happened to a question, in one word."""
    return {
        Change.ADDED: translate("Author", "New"),
        Change.REMOVED: translate("Author", "Removed"),
        Change.RETYPED: translate("Author", "Other type"),
        Change.MOVED: translate("Author", "Moved"),
        Change.REWORDED: translate("Author", "Reworded"),
        Change.TERMS: translate("Author", "Other severity or limit"),
        Change.RULE: translate("Author", "Other condition"),
    }[change]


def changed_words(sheet: Sheet) -> str:
    """What this version changes against the one published now, in one line."""
    if sheet.before is None:
        return translate("Author", "First version of this checklist")
    counted = Counter(one.change for one in sheet.differences)
    if not counted:
        return translate("Author", "Nothing, compared with version {version}").format(version=sheet.before.version)
    said = {
        Change.ADDED: translate("Author", "{n} new"),
        Change.REMOVED: translate("Author", "{n} removed"),
        Change.RETYPED: translate("Author", "{n} of another type"),
        Change.MOVED: translate("Author", "{n} moved"),
        Change.REWORDED: translate("Author", "{n} reworded"),
        Change.TERMS: translate("Author", "{n} with another severity or limit"),
        Change.RULE: translate("Author", "{n} with another condition"),
    }
    parts = [said[change].format(n=counted[change]) for change in Change if counted[change]]
    if not counted[Change.REMOVED]:
        parts.append(translate("Author", "none removed"))
    return say(*parts)


def read_words(sheet: Sheet) -> str:
    """How many rows each worksheet has."""
    one = translate("Author", "{sheet} {n}")
    parts = [one.format(sheet=name, n=count) for name, count in sheet.counts.items() if count]
    bound = [_JOINER.join(part.replace(" ", _BLANK)) for part in parts]
    return translate("Author", " · ").join(bound) or translate("Author", "nothing")


def head_words(sheet: Sheet) -> str:
    """Title, code, version, file and size of a sheet in one line."""
    form = sheet.form or sheet.preview
    parts = [sheet.path.name]
    if form is not None:
        version = translate("Author", "version {version}").format(version=form.version) if form.version else ""
        parts = [" ".join((form.title or form.form_id, form.form_id)).strip(), version, sheet.path.name]
        parts.append(translate("Author", "{n} questions").format(n=sheet.questions))
    return translate("Author", " · ").join(part for part in parts if part)
