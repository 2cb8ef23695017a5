"""The author's checker: what is wrong in a sheet, found before publishing (FORMS 5).

Pure and without words: gets the cells of a workbook, gives codes with places, facts and what to write instead. What a
converter lets pass silently is found here as well as what it refuses.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet

from gridcore.forms.book import Book, Sheet
from gridcore.forms.check.chinese import SHEETS
from gridcore.forms.check.choices import check_choices, read_lists
from gridcore.forms.check.circle import check_circles
from gridcore.forms.check.expression import Known
from gridcore.forms.check.finding import Finding
from gridcore.forms.check.header import CHOICES, SETTINGS, SURVEY, check_header, check_languages, languages
from gridcore.forms.check.item_sheet import (
    check_item_circles,
    check_item_rules,
    check_item_sheets,
    lists_of,
    rows_of,
    sections_of,
)
from gridcore.forms.check.kind import Kind
from gridcore.forms.check.refused import check_refused
from gridcore.forms.check.settings import check_settings
from gridcore.forms.check.survey import SurveyCheck, kinds_of, known_of
from gridcore.forms.check.table import Table, nearest
from gridcore.forms.items import COLUMNS, Reading, has_items

_STANDARD = ("survey", "choices", "settings")
_TRUE = frozenset({"yes", "true", "1"})


def check_book(book: Book, files: frozenset[str] | None = None) -> tuple[Finding, ...]:
    """Everything wrong in a workbook, worksheet by worksheet from the top.

    `files` are the names of the files beside it, for lists and data it takes from files; None: not known.
    """
    found = list(_check_names(book))
    near = {finding.mend: finding.sheet for finding in found}
    survey, choices, settings = (book.sheet(name) or book.sheet(near.get(name, "")) for name in _STANDARD)
    if survey is None and len(book.sheets) == 1 and not has_items(book):
        survey = book.sheets[0]
    reading: Reading | None = None
    if has_items(book):
        more, reading = check_item_sheets(book)
        found += more
        if reading is None:
            # What ordinary questions say of items cannot be judged before the items can be read.
            return tuple(found)
    elif survey is None or not survey.rows:
        return (*found, Finding("no_survey", sheet="survey"))
    found += _check_forms(book, (survey, choices, settings), reading, files)
    order = {sheet.name: number for number, sheet in enumerate(book.sheets)}
    return tuple(sorted(found, key=lambda finding: (order.get(finding.sheet, -1), finding.row)))


def _check_names(book: Book) -> Iterator[Finding]:
    """Worksheets whose name is nearly that of one that is missing."""
    known = (*_STANDARD, *COLUMNS) if has_items(book) else _STANDARD
    if len(book.sheets) == 1:
        return
    for sheet in book.sheets:
        name = sheet.name.strip().lower()
        if name in known:
            if sheet.name != sheet.name.strip():
                yield Finding("sheet_name", sheet=sheet.name, found=sheet.name, mend=name)
            continue
        mend = SHEETS.get(name, "") or nearest(name, known, 0.8)
        if mend in known and book.sheet(mend) is None:
            yield Finding("sheet_name", sheet=sheet.name, found=sheet.name, mend=mend)


def _check_forms(
    book: Book, sheets: tuple[Sheet | None, ...], reading: Reading | None, files: frozenset[str] | None
) -> list[Finding]:
    survey, choices, settings = (
        None if sheet is None else Table(sheet, bases)
        for sheet, bases in zip(sheets, (SURVEY, CHOICES, SETTINGS), strict=True)
    )
    tables = tuple(table for table in (survey, choices, settings) if table is not None)
    sound = {table.sheet.name: check_header(table) for table in tables}
    lists = read_lists(choices, lists_of(reading))
    found: list[Finding] = []
    known = Known(frozenset())
    kinds: Mapping[int, Kind] = {}
    waits: Mapping[str, AbstractSet[str]] = {}
    if survey is not None:
        kinds = kinds_of(survey)
        known = known_of(survey, kinds, lists, rows_of(reading))
        if sound[survey.sheet.name]:
            many = SurveyCheck(survey, kinds, known, lists, sections_of(reading), files).run()
            waits = check_circles(survey, kinds, known)
            if not survey.lines:
                survey.wrong("no_lines", None, "type")
            if choices is not None and sound[choices.sheet.name]:
                check_choices(choices, many, may_repeat=_says(settings, "allow_choice_duplicates"))
    if all(sound.values()):
        check_refused(book, (survey, choices, settings), kinds, known, lists)
    if reading is not None:
        known = known if survey is not None else known_of(None, {}, lists, rows_of(reading))
        found += check_item_rules(book, reading, known)
        found += check_item_circles(book, reading, waits)
    found += _check_settings(survey, choices, settings, is_alone=reading is None and not has_items(book))
    return [*found, *(finding for table in tables for finding in table.findings)]


def _check_settings(
    survey: Table | None, choices: Table | None, settings: Table | None, *, is_alone: bool
) -> Iterator[Finding]:
    spoken = tuple(table for table in (survey, choices) if table is not None)
    default = "" if settings is None or not settings.lines else settings.lines[0].text("default_language")
    check_languages(spoken, default)
    if settings is not None and settings.sheet.rows and is_alone:
        check_settings(settings, languages(spoken))
    elif is_alone and survey is not None:
        yield Finding("no_settings", sheet="settings")


def _says(settings: Table | None, base: str) -> bool:
    return settings is not None and bool(settings.lines) and settings.lines[0].text(base).lower() in _TRUE


__all__ = ["Finding", "check_book"]
