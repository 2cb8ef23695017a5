"""`gridclient checklist`: what is wrong in an author's sheet, and the sheet before and after expansion; no window.

Nothing of this machine's records is opened: an author needs no account.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import msgspec
from PySide6.QtCore import QCoreApplication

from gridclient.services.checklist_check import Checked, check_file
from gridclient.services.checklist_sheet import export_expanded, export_sheet
from gridclient.ui import checklist_words as words
from gridclient.ui import language
from gridclient.ui.language import Lang
from gridcore.errors import NoPlace
from gridcore.forms.check import Finding

_MEDIA = "-media"
"""A folder of this ending beside a sheet holds its files, as in every tool of the field."""


def check(path: Path) -> Checked:
    """Check a file; one that cannot be read is a finding like any other."""
    try:
        data = path.read_bytes()
    except OSError:
        return Checked((Finding("no_file", found=path.name),))
    return check_file(data, path.name, _beside(path))


def _beside(path: Path) -> frozenset[str]:
    folders = (path.parent, path.with_name(f"{path.stem}{_MEDIA}"))
    try:
        return frozenset(other.name for folder in folders if folder.is_dir() for other in folder.iterdir())
    except OSError:
        return frozenset()


def speak(given: str | None) -> QCoreApplication:
    """Say everything in a language from now on: zh, en, or (None) that of the system."""
    app = QCoreApplication.instance() or QCoreApplication([])
    language.load(app, Lang(given) if given else language.system_language())
    return app


def lines(checked: Checked) -> Iterator[str]:
    """The findings in words, two lines each at most, then one sentence for all."""
    for finding in checked.findings:
        yield words.line(finding)
        if mend := words.say(finding).mend:
            yield f"    {mend}"
    yield words.summary(checked.findings)


def as_json(path: Path, checked: Checked) -> str:
    """The same for programs: codes, places and facts, with the words beside them."""
    findings = [
        {
            "code": finding.code,
            "severity": "error" if finding.is_error else "remark",
            "sheet": finding.sheet,
            "row": finding.row,
            "column": finding.column,
            "cell": finding.cell,
            "found": finding.found,
            "mend": finding.mend,
            "at": finding.at,
            "facts": dict(finding.facts),
            "text": words.say(finding).what,
        }
        for finding in checked.findings
    ]
    return msgspec.json.encode({"file": path.name, "sound": checked.is_sound, "findings": findings}).decode()


def export(path: Path, target: Path, *, expanded: bool) -> Checked:
    """Write the sheet as .xlsx, as its author has it or expanded to a standard XLSForm.

    What cannot be expanded is not written: its findings say why. Raises NoPlace where the target cannot be written.
    """
    checked = check(path)
    if checked.book is None or (expanded and not checked.is_sound):
        return checked
    try:
        (export_expanded if expanded else export_sheet)(checked.book, target)
    except OSError as refused:
        raise NoPlace(reason="not_writable") from refused
    return checked
