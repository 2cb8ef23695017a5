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
_COLUMN = re.compile(r"the '([\w ]+)' value")
_INSTANCE = re.compile(r"instance\('([^']+)'\)")
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
        return Checked((*checked.findings, _refusal(refused, form)))
    try:
        read_form(xml.encode())
    except Damaged as broken:
        return Checked((*checked.findings, Finding("form_refused", facts={"reason": str(broken.facts["reason"])})))
    except InvalidInput as wrong:
        return Checked((*checked.findings, _in_form(wrong, form)))
    return Checked(checked.findings, xml, book)


def _refusal(refused: InvalidInput, form: Expansion) -> Finding:
    """What the converter says, at the author's row."""
    said = str(refused.facts.get("said", refused.reason))[:_MOST_SAID]
    sheet, column = (found[1] if (found := pattern.search(said)) else "" for pattern in (_SHEET, _COLUMN))
    row = int(found[1]) if (found := _ROW.search(said)) else 0
    origins = form.origins.get(sheet or "survey", ())
    if 0 <= row - 2 < len(origins):
        sheet, row = origins[row - 2]
    return Finding("converter_refused", sheet, row, column, facts={"said": said})


def _in_form(wrong: InvalidInput, form: Expansion) -> Finding:
    """What the engine refuses, at the row of its node."""
    name = wrong.field.rpartition("/")[2]
    places = zip(form.survey, form.origins["survey"], strict=True)
    sheet, row = next((origin for row, origin in places if row.get("name") == name), ("survey", 0))
    word = str(wrong.facts.get("function", "")) or name
    return Finding(wrong.reason, sheet, row, facts={"word": word, "names": name})
