"""Every faulty sheet of ours is found out, with its place and its mend, and good ones have no finding (FORMS 5)."""

from __future__ import annotations

from pathlib import Path

import pytest

from gridclient.services.checklist_check import check_file
from gridclient.services.checklist_sheet import write_workbook
from gridcore.forms.check import Finding
from tests.services.sheets.faulty import WORKBOOKS, Case, cases, changed

FILES = frozenset({"towns.csv"})
CASES = cases()
CHECKLISTS = sorted((Path(__file__).parents[3] / "resources" / "checklists").glob("*.xlsx"))


def checked(folder: Path, workbook: str, cells: str) -> tuple[Finding, ...]:
    """The findings of a workbook written as .xlsx."""
    path = folder / "sheet.xlsx"
    write_workbook(path, changed(workbook, cells))
    return check_file(path.read_bytes(), path.name, FILES).findings


def placed(finding: Finding) -> tuple[str, str, str]:
    """Code, place, mend."""
    return finding.code, f"{finding.sheet}!{finding.cell}" if finding.cell else finding.sheet, finding.mend


@pytest.mark.parametrize("workbook", WORKBOOKS)
def test_a_good_sheet_has_no_finding(workbook: str, tmp_path: Path) -> None:
    assert checked(tmp_path, workbook, "") == ()


@pytest.mark.parametrize("path", CHECKLISTS, ids=[path.stem for path in CHECKLISTS])
def test_a_checklist_of_ours_has_no_finding(path: Path) -> None:
    found = check_file(path.read_bytes(), path.name)
    assert found.findings == ()
    assert found.xml


@pytest.mark.parametrize("case", CASES, ids=[f"{case.code}-{case.wrong}" for case in CASES])
def test_a_mistake_is_found_at_its_place_with_its_mend(case: Case, tmp_path: Path) -> None:
    found = checked(tmp_path, case.workbook, case.cells)
    assert (case.code, case.at, case.mend) in map(placed, found), found
    assert {finding.code for finding in found} == {case.code}, found
    for finding in found:
        assert finding.cell.lstrip("ABCDEFGHIJKLMNOPQ") in {"", str(finding.row)}
        assert finding.column or not finding.cell or finding.code == "nameless_column"


@pytest.mark.parametrize(
    "case", [case for case in CASES if case.mend and "!" in case.at], ids=lambda case: f"{case.code}-{case.wrong}"
)
def test_what_the_mend_says_mends_it(case: Case, tmp_path: Path) -> None:
    """With the mend written into the cell this finding is gone, and no other has come."""
    found = checked(tmp_path, case.workbook, f"{case.cells} ;; {case.at}={case.mend}")
    left = [finding for finding in found if placed(finding)[1] == case.at]
    assert left == []


def test_there_are_more_than_sixty_mistakes_and_no_two_are_one() -> None:
    assert len(CASES) > 60
    assert len({(case.workbook, case.cells) for case in CASES}) == len(CASES)
