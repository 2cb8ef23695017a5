"""Every finding of the author's checker has its sentence, in both languages (FORMS 5)."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from gridclient.services.checklist_check import check_file
from gridclient.services.checklist_sheet import write_workbook
from gridclient.ui import checklist_words as words
from gridclient.ui.language import Lang, load
from gridcore.forms.check.finding import ERRORS, REMARKS, Finding
from tests.services.sheets.faulty import Case, cases, changed

CASES = cases()


def test_no_code_is_an_error_and_a_remark_and_every_case_is_one_of_them() -> None:
    assert ERRORS.isdisjoint(REMARKS)
    assert {case.code for case in CASES} <= ERRORS | REMARKS


@pytest.mark.parametrize("code", sorted(ERRORS | REMARKS))
def test_a_code_has_a_sentence_of_its_own_in_both_languages(code: str, qapp: QApplication) -> None:
    finding = Finding(code, sheet="survey", row=3, cell="B3", column="name", found="x")
    told: list[words.Said] = []
    for lang in (Lang.CHINESE, Lang.ENGLISH):
        load(qapp, lang)
        told.append(words.say(finding))
        assert "survey" in told[-1].place
        assert "B3" in told[-1].place
        assert f"({code})" not in told[-1].what
    assert told[0].what != told[1].what


@pytest.mark.parametrize("case", CASES[::7], ids=lambda case: case.wrong)
def test_a_mistake_is_told_with_its_cell_and_its_mend(case: Case, tmp_path: Path, qapp: QApplication) -> None:
    load(qapp, Lang.CHINESE)
    write_workbook(tmp_path / "a.xlsx", changed(case.workbook, case.cells))
    for finding in check_file((tmp_path / "a.xlsx").read_bytes(), "a.xlsx").findings:
        said = words.say(finding)
        assert finding.cell in said.place
        assert finding.mend in said.mend
        assert "{" not in said.what.replace("${", "")


def test_all_findings_are_one_sentence(qapp: QApplication) -> None:
    load(qapp, Lang.ENGLISH)
    remark, error = Finding("no_settings", sheet="settings"), Finding("empty_file")
    assert words.summary(()) == "No mistakes were found"
    assert words.summary((remark,)) == "No mistakes, and 1 remarks: it can be published"
    assert words.summary((error, remark, remark)).endswith("published: 1; remarks: 2")
    assert [words.severity(finding) for finding in (error, remark)] == ["Mistake", "Remark"]
    assert words.say(Finding("nobody_knows_this")).what == "This cannot be used so (nobody_knows_this)"
