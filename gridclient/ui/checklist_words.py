"""What the author's checker says: what is wrong in a sheet, where, and what to write (FORMS 5)."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import QCoreApplication

from gridclient.ui import checklist_cells as cells
from gridcore.forms.check import Finding
from gridcore.forms.items import CHOICES, ITEMS, WORDS

translate = QCoreApplication.translate
"""The extractor of words knows this name; any other alias would lose the texts."""
_SELECT = next(word for word, (_, kind, *_rest) in WORDS.items() if kind == "select_one")
_LONGEST = 80
"""Most characters of a cell that are repeated in a sentence."""


class Said(NamedTuple):
    """A finding in words: where, what is wrong, what to write ('' where nobody can tell)."""

    place: str
    what: str
    mend: str


def say(finding: Finding) -> Said:
    """The words of a finding in the present language."""
    facts = _Facts(
        {
            **{name: _short(text) for name, text in finding.facts.items()},
            "code": finding.code,
            "found": _short(finding.found),
            "sheet": finding.sheet,
            "column": finding.column,
            "items": ITEMS,
            "lists": CHOICES,
            "example": f"{_SELECT}:list",
        }
    )
    sentence = _sentences().get(finding.code) or _other()
    return Said(_place(finding), sentence.format_map(facts), _mend(finding))


def line(finding: Finding) -> str:
    """One line for a finding: how bad, where, what."""
    said = say(finding)
    return translate("ChecklistCheck", "[{severity}] {place}: {what}").format(
        severity=severity(finding), place=said.place, what=said.what
    )


def summary(findings: tuple[Finding, ...]) -> str:
    """One sentence for all findings."""
    errors = sum(finding.is_error for finding in findings)
    remarks = len(findings) - errors
    if not findings:
        return translate("ChecklistCheck", "No mistakes were found")
    if not errors:
        return translate("ChecklistCheck", "No mistakes, and {remarks} remarks: it can be published").format(
            remarks=remarks
        )
    return translate(
        "ChecklistCheck", "Mistakes to mend before it can be published: {errors}; remarks: {remarks}"
    ).format(errors=errors, remarks=remarks)


def severity(finding: Finding) -> str:
    """Mistake or remark."""
    if finding.is_error:
        return translate("ChecklistCheck", "Mistake")
    return translate("ChecklistCheck", "Remark")


class _Facts(dict[str, str]):
    """Facts of a finding; one it does not have is empty."""

    def __missing__(self, key: str) -> str:
        return ""


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"


def _place(finding: Finding) -> str:
    if not finding.sheet:
        return translate("ChecklistCheck", "The file")
    if not finding.row:
        return translate("ChecklistCheck", "Worksheet {sheet}").format(sheet=finding.sheet)
    if not finding.cell:
        return translate("ChecklistCheck", "Worksheet {sheet}, row {row}").format(sheet=finding.sheet, row=finding.row)
    return translate("ChecklistCheck", "Worksheet {sheet}, cell {cell}, column {column}").format(
        sheet=finding.sheet, cell=finding.cell, column=finding.column or "-"
    )


def _mend(finding: Finding) -> str:
    if not finding.mend:
        return ""
    return translate("ChecklistCheck", "Write: {mend}").format(mend=finding.mend)


def _other() -> str:
    return translate("ChecklistCheck", "This cannot be used so ({code})")


def _sentences() -> dict[str, str]:
    return {
        **cells.of_files(), **cells.of_headers(), **cells.of_types(), **cells.of_names(), **cells.of_signs(),
        **cells.of_meanings(), **cells.of_contents(), **cells.of_choices(), **cells.of_items(),
    }  # fmt: skip


__all__ = ["Said", "line", "say", "severity", "summary"]
