"""Our engine beside the reference engines, over the public folder of cases (FORMS 6); skipped where it is absent."""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import Any

import pytest

from gridcore.forms.record import read_instance
from tests.conformance_forms.__main__ import FILES, main
from tests.conformance_forms.at_random import answer_at_random, opened_forms, without_rows
from tests.conformance_forms.outcome import Outcome, same
from tests.conformance_forms.replay import FOLDER, Cases, as_the_second, every_form, told
from tests.core.forms.sample import open_definition

public = pytest.mark.skipif(not FOLDER.is_dir(), reason="no shared/conformance/xforms beside the repository")


@pytest.fixture(scope="module")
def cases() -> Cases:
    return Cases(FOLDER)


@public
@pytest.mark.parametrize("name", [name for name in FILES if name != "conversion.json"])
def test_every_case_file_reaches_what_it_has_to(cases: Cases, name: str) -> None:
    replay, share = FILES[name]
    content = cases.read(name)
    assert content is not None
    outcome = replay(cases, content)
    assert outcome.passed > 0
    assert outcome.share >= share, outcome.failed


@public
def test_every_form_is_opened_or_refused_with_a_code(cases: Cases) -> None:
    outcome = every_form(cases)
    assert outcome.failed == {}
    assert outcome.passed > len(outcome.out_of_scope) * 10


@public
@pytest.mark.parametrize("seed", [1, 2])
def test_whatever_is_answered_in_a_public_form_the_state_is_that_of_opening_it_again(cases: Cases, seed: int) -> None:
    """Dependencies of real forms: forty random answers and rows, then the record is opened from what it kept."""
    for form in opened_forms(cases):
        rng = random.Random(seed)
        answer_at_random(form, rng)
        again = open_definition(form.form, data=form.data())
        assert {state.path: state for state in again.states()} == {state.path: state for state in form.states()}
        assert again.missing() == form.missing()
        assert again.view() == form.view()
        read = open_definition(form.form, data=read_instance(form.xml(finished=False), form.form))
        assert without_rows(read.data()) == without_rows(form.data())


FORM = """<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml"><h:head><model><instance>
<data id="f"><a/><b/></data></instance><bind nodeset="/data/a" type="int" constraint=". &lt; 5"/>
<bind nodeset="/data/b" calculate="/data/a * 2"/></model></h:head><h:body><input ref="/data/a"/></h:body></h:html>"""


def _folder(at: Path) -> Path:
    """A folder of the same layout: each file with a case that holds, one that does not, one that says nothing."""
    (at / "cases").mkdir(parents=True)
    (at / "xforms").mkdir()
    (at / "xforms" / "f.xml").write_text(FORM, "utf-8")
    form, agrees, differs = "xforms/f.xml", {"status": "agrees"}, {"status": "differs"}

    def scenario(doubled: str) -> list[dict[str, object]]:
        given: dict[str, object] = {
            "op": "set",
            "path": "/data/a",
            "value": "9",
            "result": "constraint_violated",
            "changed": {},
        }
        taken = {"op": "set", "path": "/data/a", "value": "2", "result": "ok"}
        return [given, {**taken, "changed": {"/data/b": {"relevant": True, "value": doubled}}}]

    def start(leaves: int) -> dict[str, object]:
        return {"leaves": leaves, "relevant": 2, "required": 0, "not_relevant_paths": [], "values": {}}

    def steps(doubled: str) -> list[dict[str, object]]:
        expected: dict[str, object] = {"op": "expect", "nodes": {"/data/b": {"value": doubled}}}
        return [{"op": "set", "path": "/data/a", "value": "2", "valid": True}, expected]

    def line(expression: str, value: str, *, agree: bool = True) -> dict[str, object]:
        return {"expr": expression, "as_calculate": {"one": {"v": value}}, "agree": {"all_three": agree}}

    shaped = FORM.replace("<b/>", "<b/><c/>").replace("<bind", '<bind nodeset="/data/c" type="geoshape"/><bind', 1)
    traces = [
        ("held", "4", agrees, FORM),
        ("broken", "5", agrees, FORM),
        ("open", "5", differs, FORM),
        ("later", "5", differs, shaped),
    ]
    contents: dict[str, object] = {
        "hand.json": {"cases": [{"id": value, "form": form, "steps": steps(value)} for value in ("4", "5")]},
        "javarosa-traces.json": {
            "cases": [
                {"id": name, "form_xml": xml, "steps": scenario(value), "xforms_engine": engine}
                for name, value, engine, xml in traces
            ]
        },
        "initial-state.json": {
            "oracles": {},
            "forms": [*({"form": form, "expected_initial": start(leaves)} for leaves in (2, 3)), {"form": form}],
        },
        "xpath-expressions.json": {
            "cases": [
                line("1 + 1", "2"),
                line("1 + 1", "3"),
                line("1 +", "3"),
                line("1", "3", agree=False),
                line("extract-signed('a', 'b')", ""),
            ]
        },
    }
    for name, content in contents.items():
        (at / "cases" / name).write_text(json.dumps(content), "utf-8")
    return at


def _counts(passed: int, failed: int, out_of_scope: int) -> dict[str, int]:
    return {"passed": passed, "failed": failed, "out_of_scope": out_of_scope}


def test_what_the_engines_disagree_on_fails_and_does_not_count_against_what_is_asked() -> None:
    outcome = Outcome()
    outcome.take("a", [])
    outcome.take("b", ["differs"], is_binding=False)
    assert outcome.failed == {"b": ["differs"]}
    assert outcome.share == 1.0


@pytest.mark.parametrize(
    ("second", "xml", "trouble"),
    [
        ({"status": "differs", "first_differences": [[2, "/data/b", "value", "5", "4"]]}, FORM, ""),
        ({"status": "differs", "first_differences": [[2, "/data/b", "value", "5", "3"]]}, FORM, "wanted '3'"),
        ({"status": "differs", "first_differences": [[1, "/data/b", "value", "5", "4"]]}, FORM, "wanted '5'"),
        ({"status": "load_error"}, FORM.replace("* 2", "* no("), ""),
        ({"status": "load_error"}, FORM, "wanted '5'"),
        ({"status": "differs"}, FORM.replace("* 2", "* no("), "refused"),
        ({"status": "load_error"}, FORM.replace("/data/a * 2", "extract-signed('a', 'b')"), "refused"),
    ],
)
def test_a_trace_may_go_as_is_recorded_of_the_second_engine(second: dict[str, object], xml: str, trouble: str) -> None:
    steps: list[dict[str, Any]] = [
        {"op": "init", "changed": {}},
        {"op": "set", "path": "/data/a", "value": "1", "result": "ok", "changed": {}},
        {"op": "set", "path": "/data/a", "value": "2", "result": "ok", "changed": {"/data/b": {"value": "5"}}},
    ]
    case: dict[str, Any] = {"form_xml": xml, "steps": steps}
    found = told(as_the_second(case, {}, second))
    assert trouble in " ".join(found) if trouble else found == []


def test_any_folder_of_that_layout_is_replayed_and_counted(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    report = tmp_path / "report.json"
    assert main([str(_folder(tmp_path / "here")), "--json", str(report), "--verbose"]) == 1
    assert json.loads(report.read_text("utf-8")) == {
        "hand.json": _counts(1, 1, 0),
        "javarosa-traces.json": _counts(1, 2, 1),
        "xpath-expressions.json": _counts(1, 3, 1),
        "initial-state.json": _counts(1, 2, 0),
    }
    printed = capsys.readouterr().out
    assert "conversion.json          is not in this folder" in printed
    assert "FAILED broken" in printed
    assert "step 1: /data/b: wanted '5', found '4'" in printed
    assert "1 out of scope: extract-signed comes later" in printed
    assert "1 out of scope: geoshape comes later" in printed
    assert "FAILED open" in printed
    assert "1 of 2 agreed: 50.00% of 97% asked" in printed


def test_a_folder_without_cases_is_said_to_have_none(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(tmp_path)]) == 1
    assert "no conformance cases in" in capsys.readouterr().out


def test_what_counts_as_the_same_value() -> None:
    assert same("1", "true")
    assert same("0.30000000000000004", "0.3")
    assert same("1 2.0", "1.0 2")
    assert not same("1", "2")
    assert not same("a", "b")


def test_cases_of_one_name_are_counted_each() -> None:
    outcome = Outcome()
    for _ in range(2):
        outcome.take("a", ["wrong"])
    assert len(outcome.failed) == 2
    assert outcome.share == 0.0
