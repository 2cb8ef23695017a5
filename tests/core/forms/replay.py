"""Replays expectation files of reference engines over public forms (FORMS 6; their layout is told in SOURCES.md there).

Nothing of those files is part of this repository; where they are absent their tests are skipped.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeAlias

from gridcore.errors import GridError
from gridcore.forms.live import LiveForm
from gridcore.forms.xform import read_form
from tests.core.forms.sample import evaluate, open_definition

Json: TypeAlias = dict[str, Any]
FOLDER = Path(__file__).parents[4] / "shared" / "conformance" / "xforms"
_OUT_OF_SCOPE = re.compile(r"\b(?:extract-signed|intersects|custom-func)\(")
_SPELLINGS = {"1": "true", "0": "false", "NaN": ""}
_VOLATILE = re.compile(r"/meta/|start|end|today|now|uuid|rand|time|date|deviceid")


@dataclass
class Outcome:
    """What became of one file of cases."""

    passed: int = 0
    failed: dict[str, str] = field(default_factory=dict[str, str])
    out_of_scope: dict[str, str] = field(default_factory=dict[str, str])

    @property
    def share(self) -> float:
        """Passed of those in scope."""
        total = self.passed + len(self.failed)
        return self.passed / total if total else 1.0

    def take(self, name: str, troubles: list[str]) -> None:
        """Count one case."""
        if troubles:
            self.failed[name] = troubles[0]
        else:
            self.passed += 1


def same(one: str, other: str) -> bool:
    """Equal values: boolean spellings and the last digits of numbers do not matter."""
    if _SPELLINGS.get(one, one) == _SPELLINGS.get(other, other):
        return True
    ours, theirs = one.split(), other.split()
    if len(ours) > 1 and len(ours) == len(theirs):
        return all(same(mine, yours) for mine, yours in zip(ours, theirs, strict=True))
    try:
        return math.isclose(float(one), float(other), rel_tol=1e-6, abs_tol=1e-9)
    except ValueError:
        return False


class Replay:
    """The cases of one folder."""

    def __init__(self, folder: Path = FOLDER) -> None:
        """Find the lists that travel beside the forms."""
        self._folder = folder
        files = (file for file in (folder / "xforms").rglob("*") if file.suffix in {".csv", ".geojson", ".xml"})
        self._files = {file.name: file.read_bytes() for file in files}

    def _load(self, name: str) -> Json:
        content: Json = json.loads((self._folder / "cases" / name).read_text("utf-8"))
        return content

    def _open(self, xml: bytes) -> LiveForm:
        return open_definition(read_form(xml, self._files))

    def expressions(self) -> Outcome:
        """xpath-expressions.json: those all three engines agree on."""
        outcome = Outcome()
        for case in self._load("xpath-expressions.json")["cases"]:
            expression = case["expr"]
            if not case["agree"]["all_three"]:
                outcome.out_of_scope[expression] = "the engines disagree"
            elif _OUT_OF_SCOPE.search(expression):
                outcome.out_of_scope[expression] = "function comes later"
            else:
                wanted = [value.get("v", "refused") for value in case["as_calculate"].values()]
                found = _evaluate(expression)
                good = any(same(found, value) for value in wanted)
                outcome.take(expression, [] if good else [f"wanted {wanted}, found {found!r}"])
        return outcome

    def hand(self) -> Outcome:
        """hand.json: scenarios over real forms."""
        outcome = Outcome()
        for case in self._load("hand.json")["cases"]:
            form = self._open((self._folder / case["form"]).read_bytes())
            outcome.take(case["id"], _first(_hand_steps(form, case["steps"])))
        return outcome

    def traces(self) -> Outcome:
        """javarosa-traces.json: those with status `agrees`."""
        outcome = Outcome()
        for case in self._load("javarosa-traces.json")["cases"]:
            if case["xforms_engine"]["status"] != "agrees":
                outcome.out_of_scope[case["id"]] = "the engines disagree"
                continue
            form = self._open(case["form_xml"].encode())
            outcome.take(case["id"], _first(_trace_steps(form, case["steps"])))
        return outcome

    def initial(self) -> Outcome:
        """initial-state.json: forms both engines load and agree on."""
        outcome = Outcome()
        for case in self._load("initial-state.json")["forms"]:
            expected = case.get("expected_initial")
            if expected is None:
                outcome.out_of_scope[case["form"]] = "the engines disagree"
                continue
            form = self._open((self._folder / case["form"]).read_bytes())
            outcome.take(case["form"], _first(_initial_state(form, expected)))
        return outcome

    def load_all(self) -> Outcome:
        """Every form of the folder: opened, drawn and written, or refused with a code; never another exception."""
        outcome = Outcome()
        for file in [*(self._folder / "xforms").rglob("*.xml"), *(self._folder / "converted").rglob("*.xml")]:
            try:
                form = self._open(file.read_bytes())
                form.view()
                form.missing()
                form.xml()
            except GridError as refusal:
                outcome.out_of_scope[file.name] = str(refusal)
            else:
                outcome.passed += 1
        return outcome


def _evaluate(expression: str) -> str:
    try:
        return evaluate(expression)
    except GridError:
        return "refused"


def _first(troubles: Iterator[str]) -> list[str]:
    try:
        return [trouble] if (trouble := next(troubles, None)) is not None else []
    except GridError as refusal:
        return [str(refusal)]


def _node(form: LiveForm, path: str, expected: Json) -> Iterator[str]:
    try:
        state = form.state(path)
    except GridError:
        if expected.get("relevant") is not False:
            yield f"{path} is absent"
        return
    if "relevant" in expected and state.is_relevant != expected["relevant"]:
        yield f"{path}: wanted relevant {expected['relevant']}"
    if not state.is_relevant:
        return
    if "value" in expected and not expected.get("volatile") and not same(state.value, expected["value"] or ""):
        yield f"{path}: wanted {expected['value']!r}, found {state.value!r}"
    for name, found in (("required", state.is_required), ("readonly", state.is_readonly)):
        if name in expected and found != expected[name]:
            yield f"{path}: wanted {name} {expected[name]}"


def _choices(form: LiveForm, path: str, expected: list[str]) -> Iterator[str]:
    found = [offer.value for offer in form.choices(path)]
    if found != expected:
        yield f"{path}: wanted choices {expected}, found {found}"


def _hand_steps(form: LiveForm, steps: list[Json]) -> Iterator[str]:
    for step in steps:
        if step["op"] == "set":
            form.answer(step["path"], step["value"])
            if "valid" in step and form.state(step["path"]).is_valid != step["valid"]:
                yield f"{step['path']} = {step['value']}: wanted valid {step['valid']}"
        elif step["op"] == "add":
            form.add_row(step["path"])
        elif step["op"] == "remove":
            form.remove_row(step["path"])
        else:
            yield from _expectation(form, step)


def _expectation(form: LiveForm, step: Json) -> Iterator[str]:
    for path, expected in step.get("nodes", {}).items():
        yield from _node(form, path, expected)
    for path, values in step.get("choices", {}).items():
        yield from _choices(form, path, values)
    for path, count in step.get("count", {}).items():
        if len(form.rows(path)) != count:
            yield f"{path}: wanted {count} rows, found {len(form.rows(path))}"


def _set(form: LiveForm, step: Json) -> Iterator[str]:
    """The reference engine drops an answer that breaks its constraint; ours keeps and marks it."""
    before = form.state(step["path"]).answer
    form.answer(step["path"], step["value"])
    is_valid = form.state(step["path"]).is_valid
    if (step.get("result") == "ok") != is_valid:
        yield f"{step['path']} = {step['value']}: wanted {step.get('result')}"
    if not is_valid:
        form.answer(step["path"], before)


def _nothing(_form: LiveForm, _step: Json) -> Iterator[str]:
    return iter(())


def _change(work: Callable[[LiveForm, str], object]) -> Callable[[LiveForm, Json], Iterator[str]]:
    def run(form: LiveForm, step: Json) -> Iterator[str]:
        work(form, step.get("path") or step.get("value") or "")
        return iter(())

    return run


_STEPS: Mapping[str, Callable[[LiveForm, Json], Iterator[str]]] = {
    "init": _nothing,
    "validate": _nothing,
    "set": _set,
    "add": _change(LiveForm.add_row),
    "remove": _change(LiveForm.remove_row),
    "language": _change(LiveForm.set_language),
    "choices": lambda form, step: _choices(form, step["path"], step["choices"]),
}


def _trace_steps(form: LiveForm, steps: list[Json]) -> Iterator[str]:
    state: dict[str, Json] = {}
    for step in steps:
        yield from _STEPS[step["op"]](form, step)
        state.update(step.get("changed", {}))
        for path in step.get("removed", []):
            state.pop(path, None)
        for path, expected in state.items():
            yield from _node(form, path, expected)


def _initial_state(form: LiveForm, expected: Json) -> Iterator[str]:
    leaves = {
        state.path: state
        for state in form.states()
        if form.form.nodes[re.sub(r"\[\d+\]", "", state.path)].is_leaf and "/meta/" not in state.path
    }
    counts = {
        "leaves": len(leaves),
        "relevant": sum(state.is_relevant for state in leaves.values()),
        "required": sum(state.is_required and state.is_relevant for state in leaves.values()),
    }
    for name, count in counts.items():
        if count != expected[name]:
            yield f"wanted {expected[name]} {name}, found {count}"
    for path in expected["not_relevant_paths"]:
        yield from _node(form, path, {"relevant": False})
    for path, value in expected["values"].items():
        if path not in leaves or not same(leaves[path].value, value):
            yield f"{path}: wanted {value!r}"
