"""conversion.json: each public sheet either runs in our engine or gets a finding with its place (FORMS 6)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from gridclient.services.checklist_check import check_file
from gridcore.errors import GridError
from gridcore.forms.xform import read_form
from tests.conformance_forms.outcome import Outcome
from tests.conformance_forms.replay import Cases, Json
from tests.core.forms.sample import open_definition


def conversions(cases: Cases, content: Json) -> Outcome:
    """Check and convert every sheet anew and open what comes out."""
    outcome = Outcome()
    for case in content["cases"]:
        try:
            troubles = list(_sheet(cases.folder / case["file"]))
        except Exception as broken:  # noqa: BLE001 - an untyped exception is what this looks for
            troubles = [f"{type(broken).__name__}: {broken}"]
        outcome.take(case["file"], troubles)
    return outcome


def _sheet(file: Path) -> Iterator[str]:
    checked = check_file(file.read_bytes(), file.name)
    if not checked.is_sound:
        errors = [finding for finding in checked.findings if finding.is_error]
        if not any(finding.sheet and finding.row and finding.column for finding in errors):
            yield f"no finding with its place: {errors}"
        return
    try:
        open_definition(read_form(checked.xml.encode(), _beside(file))).view()
    except GridError as refusal:
        yield f"no finding, and our engine refuses: {refusal}"


def _beside(file: Path) -> dict[str, bytes]:
    return {other.name: other.read_bytes() for other in file.parent.iterdir() if other.suffix in {".csv", ".geojson"}}
