"""A file an author made, checked from its bytes to the form it would become (FORMS 5): findings, never an error."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import PurePath

import msgspec

from gridclient.services.checklist_sheet import convert
from gridclient.services.sheet_file import SheetFile, read_sheet_file
from gridcore.errors import Damaged, InvalidInput
from gridcore.forms.book import Book
from gridcore.forms.check import Finding, check_book
from gridcore.forms.definition import FormDefinition
from gridcore.forms.expansion import Expansion, expand
from gridcore.forms.xform import read_form

_ENDINGS = {"xlsx": (".xlsx", ".xlsm"), "xls": (".xls", ".et"), "csv": (".csv", ".txt")}
_ROW = re.compile(r"\[row : (\d+)\]")
_SHEET = re.compile(r"On the '(\w+)' sheet")
_COLUMN = re.compile(r"the '([^']+)' (?:value|column)")
_QUOTED = re.compile(r"'([^'\s]{2,})'|\$\{([^{}]+)\}")
_INSTANCE = re.compile(r"instance\('([^']+)'\)")
_PLAIN = frozenset({"type", "name"})
_MOST_SAID = 400
_LAST_SAVED = "last-saved"
"""What a form reads of the record before, which is no file."""


class Checked(msgspec.Struct, frozen=True):
    """What a file is worth: its findings in its order and, without an error among them, its XForm and worksheets."""

    findings: tuple[Finding, ...]
    xml: str = ""
    book: Book | None = None

    @property
    def is_sound(self) -> bool:
        """Whether it may be published."""
        return not any(finding.is_error for finding in self.findings)


def check_file(data: bytes, name: str, files: frozenset[str] | None = None) -> Checked:
    """Check a file of some name. `files` are the names of the files beside it (None: not known)."""
    try:
        file = read_sheet_file(data)
    except Damaged as broken:
        return Checked((Finding(str(broken.facts["reason"])),))
    found = (*_ending(file, name), *check_book(file.book, files))
    checked = Checked(found, book=file.book)
    return _converted(checked, file.book) if checked.is_sound else checked


def check_lists(form: FormDefinition, findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Give the findings of a form with what is wrong in the lists it is published with, for it is never changed again.

    A list that is missing, which is a remark in a sheet alone, is a mistake here: nothing could be chosen from it.
    """
    missing = {file for code, file in form.notices if code == "missing_file"} - {_LAST_SAVED}
    found = [
        msgspec.structs.replace(one, code="missing_list") if one.code == "missing_file" else one for one in findings
    ]
    found += (Finding("broken_list", facts={"file": file}) for code, file in form.notices if code == "broken_file")
    told = {one.facts.get("file") for one in found if one.code == "missing_list"}
    found += (Finding("large_list", facts={"file": file}) for file in sorted(missing - told))
    for control in form.by_path.values():
        itemset = control.itemset
        of = _INSTANCE.match(itemset.nodes.source) if itemset is not None else None
        rows = form.instances[of[1]].children if of is not None and of[1] in form.instances else []
        first = rows[0].children[0] if rows and rows[0].children else None
        if itemset is not None and first is not None and itemset.child and itemset.child not in first.named:
            finding = Finding("list_column", facts={"file": of[1] if of else "", "title": itemset.child})
            found += () if finding in found else (finding,)
    return tuple(found)


def _ending(file: SheetFile, name: str) -> tuple[Finding, ...]:
    path = PurePath(name)
    if not name or path.suffix.lower() in _ENDINGS[file.kind]:
        return ()
    return (Finding("wrong_ending", found=path.name, mend=f"{path.stem}.{file.kind}"),)


def _converted(checked: Checked, book: Book) -> Checked:
    """What only the converter and the engine see; the checker should have seen it before them."""
    form = expand(book)
    try:
        xml = convert(form).xml
    except InvalidInput as refused:
        return Checked((*checked.findings, _refusal(refused, form, book)))
    try:
        read_form(xml.encode())
    except Damaged as broken:
        refusal = Finding("form_refused", book.sheets[0].name, 1, facts={"reason": str(broken.facts["reason"])})
        return Checked((*checked.findings, _placed(refusal, book)))
    except InvalidInput as wrong:
        return Checked((*checked.findings, _in_form(wrong, form, book)))
    return Checked(checked.findings, xml, book)


def _refusal(refused: InvalidInput, form: Expansion, book: Book) -> Finding:
    """What the converter says, at the author's row: where it names none, the first that holds a word it quotes."""
    said = str(refused.facts.get("said", refused.reason))[:_MOST_SAID]
    sheet, column = (found[1] if (found := pattern.search(said)) else "" for pattern in (_SHEET, _COLUMN))
    row = int(found[1]) if (found := _ROW.search(said)) else 0
    origins = form.origins.get(sheet or "survey", ())
    if 0 <= row - 2 < len(origins):
        sheet, row = origins[row - 2]
    elif not sheet:
        words = [match[1] or match[2] for match in _QUOTED.finditer(said)]
        rows = zip(form.survey, origins, strict=True)
        quoting = ((place, key) for word in words for cells, place in rows for key in cells if word in cells[key])
        (sheet, row), column = next(quoting, (origins[0] if origins else ("survey", 1), column))
    return _placed(Finding("converter_refused", sheet, row, column, facts={"said": said}), book)


def _placed(finding: Finding, book: Book) -> Finding:
    """A finding with its cell; without a column of its worksheet it is the first."""
    sheet = book.sheet(finding.sheet)
    if sheet is None or not any(sheet.header):
        return finding
    titles = [title for title in sheet.header if title]
    title = finding.column if finding.column in titles else ""
    title = title or next((each for each in titles if each.partition("::")[0] == finding.column), titles[0])
    index = next((at for at in range(len(sheet.rows)) if sheet.row_number(at) == finding.row), 0)
    return msgspec.structs.replace(
        finding, row=sheet.row_number(index), column=title, cell=sheet.place(index, sheet.header.index(title))
    )


def _in_form(wrong: InvalidInput, form: Expansion, book: Book) -> Finding:
    """What the engine refuses, at the row of its node and the cell that speaks of it."""
    name = wrong.field.rpartition("/")[2]
    word = str(wrong.facts.get("function", "")) or name
    for row, (sheet, number) in zip(form.survey, form.origins["survey"], strict=True):
        if row.get("name") == name:
            column = next((key for key in row if key not in _PLAIN and word in row[key]), "name")
            return _placed(Finding(wrong.reason, sheet, number, column, facts={"word": word, "names": name}), book)
    return _placed(Finding(wrong.reason, "survey", 1, facts={"word": word, "names": name}), book)
