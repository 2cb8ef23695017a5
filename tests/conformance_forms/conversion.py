"""conversion.json: each public sheet either runs in our engine or gets a finding with its place (FORMS 6)."""

# The sheet libraries ship partial types.
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false
from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from python_calamine import CalamineError, CalamineWorkbook
from pyxform.errors import PyXFormError
from pyxform.xls2xform import convert

from gridcore.errors import GridError
from gridcore.forms.check import check_rows
from gridcore.forms.xform import read_form
from tests.conformance_forms.outcome import Outcome
from tests.conformance_forms.replay import Cases, Json
from tests.core.forms.sample import open_definition


def conversions(cases: Cases, content: Json) -> Outcome:
    """Convert every sheet anew and open what comes out."""
    outcome = Outcome()
    for case in content["cases"]:
        try:
            troubles = list(_sheet(cases.folder / case["file"]))
        except Exception as broken:  # noqa: BLE001 - an untyped exception is what this looks for
            troubles = [f"{type(broken).__name__}: {broken}"]
        outcome.take(case["file"], troubles)
    return outcome


def _sheet(file: Path) -> Iterator[str]:
    if _has_finding(file):
        return
    try:
        made = convert(file, warnings=[])
        form = open_definition(read_form(str(made.xform).encode(), _beside(file)))
        form.view()
    except PyXFormError as refusal:
        yield f"no finding, and the converter says: {refusal}"
    except GridError as refusal:
        yield f"no finding, and our engine refuses: {refusal}"


def _beside(file: Path) -> dict[str, bytes]:
    return {other.name: other.read_bytes() for other in file.parent.iterdir() if other.suffix in {".csv", ".geojson"}}


def _has_finding(file: Path) -> bool:
    try:
        book = CalamineWorkbook.from_path(file)
    except CalamineError:
        return False
    tables = {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}
    rows = {name: _rows(table) for name, table in tables.items()}
    return bool(check_rows(rows.get("survey", []), rows.get("choices", [])))


def _rows(table: Sequence[Sequence[object]]) -> list[dict[str, str]]:
    head = [str(cell).strip() for cell in table[0]] if table else []
    return [{name: str(cell) for name, cell in zip(head, row, strict=False)} for row in table[1:]]
