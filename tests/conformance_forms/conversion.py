"""conversion.json: each public sheet either runs in our engine or gets findings with their places (FORMS 6)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from gridclient.services.checklist_check import Checked, check_file
from gridcore.forms.xform import read_form
from tests.conformance_forms.outcome import Outcome
from tests.conformance_forms.replay import Cases, Json, told
from tests.core.forms.sample import open_definition


def conversions(cases: Cases, content: Json) -> Outcome:
    """Check and convert every sheet anew, and open what comes out."""
    outcome = Outcome()
    for case in content["cases"]:
        outcome.take(case["file"], told(_sheet(cases.folder / case["file"])))
    return outcome


def _sheet(file: Path) -> Iterator[str]:
    beside = {other.name: other.read_bytes() for other in file.parent.iterdir() if other.suffix in {".csv", ".geojson"}}
    checked = check_file(file.read_bytes(), file.name, frozenset(beside))
    if checked.xml:
        open_definition(read_form(checked.xml.encode(), beside)).view()
    elif not _has_place(checked):
        yield f"no finding with its place: {[finding.code for finding in checked.findings]}"


def _has_place(checked: Checked) -> bool:
    """Whether every error names sheet, row and column; a file that is no workbook at all has none of them."""
    errors = [finding for finding in checked.findings if finding.is_error]
    placed = [finding for finding in errors if finding.sheet and finding.row and finding.column]
    return bool(errors) and (placed == errors or checked.book is None)
