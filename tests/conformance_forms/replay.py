"""Replays the case files of a folder laid out as SOURCES.md of the public one tells (FORMS 6)."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, TypeAlias

from gridcore.errors import GridError, InvalidInput
from gridcore.forms.live import LiveForm
from gridcore.forms.view import NodeState
from gridcore.forms.xform import read_form
from gridcore.forms.xpath.parser import parse
from gridcore.forms.xpath.tree import Call, walk
from tests.conformance_forms.outcome import Outcome, same
from tests.core.forms.sample import evaluate, open_definition

Json: TypeAlias = dict[str, Any]
FOLDER = Path(__file__).resolve().parents[3] / "shared" / "conformance" / "xforms"
"""The public cases, beside the repository; nothing of them is part of it."""
LATER = frozenset({"extract-signed", "intersects"})
"""Functions that came after the 70 of the specification, and come later here (FORMS 2)."""
_LATER_IN_FORMS = {
    "geoshape": r"""type=["'](?:xsd:)?geoshape["']""",
    "geotrace": r"""type=["'](?:xsd:)?geotrace["']""",
    "barcode": r"""type=["'](?:xsd:)?barcode["']""",
    "rank": r"<(?:odk:)?rank\b",
    "audio": r"""mediatype=["']audio/|<(?:odk:)?recordaudio\b""",
    "video": r"""mediatype=["']video/""",
    "last-saved": r"jr://instance/last-saved",
    "entities": r"<(?:\w+:)?entity\b",
    **{name: rf"{name}\s*\(" for name in sorted(LATER)},
}
"""What comes later (FORMS 2), and how it looks in an XForm."""
_LISTS = frozenset({".csv", ".geojson", ".xml"})


class Cases:
    """The forms and the lists beside them in one folder of cases."""

    def __init__(self, folder: Path) -> None:
        """Find the lists that travel beside the forms."""
        self.folder = folder
        self._lists = [file for file in sorted((folder / "xforms").rglob("*")) if file.suffix in _LISTS]

    def read(self, name: str) -> Json | None:
        """The content of a case file, None where this folder has none."""
        file = self.folder / "cases" / name
        if not file.is_file():
            return None
        content: Json = json.loads(file.read_text("utf-8"))
        return content

    def files(self, near: Path | None = None) -> dict[str, bytes]:
        """Every list by its name; of several with one name that in the folder of the form."""
        chosen = {file.name: file for file in self._lists}
        if near is not None:
            chosen |= {file.name: file for file in self._lists if file.parent == near}
        return {name: file.read_bytes() for name, file in chosen.items()}

    def forms(self) -> list[Path]:
        """Every XForm of the folder."""
        return sorted([*(self.folder / "xforms").rglob("*.xml"), *(self.folder / "converted").rglob("*.xml")])

    def open(self, form: str) -> LiveForm:
        """Open a form of the folder."""
        file = self.folder / form
        return open_definition(read_form(file.read_bytes(), self.files(file.parent)))


def expressions(cases: Cases, content: Json) -> Outcome:
    """xpath-expressions.json: single expressions.

    What all three engines agree on has to come out. Where they do not, it passes if it comes out as one of them has it
    (FORMS 6).
    """
    outcome = Outcome()
    for case in content["cases"]:
        expression: str = case["expr"]
        later = sorted(_functions(expression) & LATER)
        if later:
            outcome.leave(expression, f"{', '.join(later)} comes later")
            continue
        wanted = [value.get("v", "refused") for value in case["as_calculate"].values()]
        outcome.take(expression, told(_expression(expression, wanted)), is_binding=case["agree"]["all_three"])
    return outcome


def _functions(expression: str) -> set[str]:
    try:
        return {piece.name for piece in walk(parse(expression)) if isinstance(piece, Call)}
    except InvalidInput:
        return set()


def _expression(expression: str, wanted: list[str]) -> Iterator[str]:
    try:
        found = evaluate(expression)
    except GridError:
        found = "refused"
    if not any(same(found, value) for value in wanted):
        yield f"wanted {wanted}, found {found!r}"


def _judge(outcome: Outcome, case: str, troubles: list[str], xml: str) -> None:
    """Take a case the engines do not agree on; one that fails is left where its form asks for what comes later."""
    later = _later(xml)
    if troubles and later:
        outcome.leave(case, f"{', '.join(later)} comes later")
    else:
        outcome.take(case, troubles, is_binding=False)


def _later(xml: str) -> list[str]:
    return sorted(name for name, pattern in _LATER_IN_FORMS.items() if re.search(pattern, xml))


def hand(cases: Cases, content: Json) -> Outcome:
    """hand.json: scenarios over real forms."""
    outcome = Outcome()
    for case in content["cases"]:
        outcome.take(case["id"], told(_hand_steps(cases, case)))
    return outcome


def traces(cases: Cases, content: Json) -> Outcome:
    """javarosa-traces.json: recorded scenarios; those the second engine replays identically are binding.

    The others pass if they go as in JavaRosa, or as is recorded of the second engine; docs/conformance-forms.md tells
    each that fails and why.
    """
    outcome = Outcome()
    files = cases.files()
    for case in content["cases"]:
        second: Json = case["xforms_engine"]
        if second["status"] == "agrees":
            outcome.take(case["id"], told(_trace_steps(case, files)))
        else:
            _judge(outcome, case["id"], told(as_the_second(case, files, second)), case["form_xml"])
    return outcome


def as_the_second(case: Json, files: Mapping[str, bytes], second: Json) -> Iterator[str]:
    """What neither JavaRosa nor the second engine does: that one refuses the form, or has another value in a node.

    Its value is recorded for the step at which it differs first, and stands until the trace tells of the node again.
    """
    try:
        read_form(case["form_xml"].encode(), files)
    except GridError as refusal:
        if second["status"] != "load_error" or _later(case["form_xml"]):
            yield f"refused: {refusal}"
        return
    other = {
        (step, path): value for step, path, kind, _, value in second.get("first_differences", ()) if kind == "value"
    }
    yield from _trace_steps(case, files, other)


def initial(cases: Cases, content: Json) -> Outcome:
    """initial-state.json: the state right after load; forms both engines load and agree on are binding.

    The others pass if ours loads them as one of the engines does, or refuses what both refuse.
    """
    outcome = Outcome()
    for case in content["forms"]:
        expected = case.get("expected_initial")
        if expected is None:
            engines: list[Json] = [case[name] for name in content["oracles"]]
            xml = (cases.folder / case["form"]).read_text("utf-8", "replace")
            _judge(outcome, case["form"], told(_as_one_of(cases, case["form"], engines)), xml)
        else:
            outcome.take(case["form"], told(_initial_state(cases, case["form"], expected)))
    return outcome


def every_form(cases: Cases) -> Outcome:
    """Every form of the folder: opened, drawn and written, or refused with a code; never another exception."""
    outcome = Outcome()
    for file in cases.forms():
        name = file.relative_to(cases.folder).as_posix()
        try:
            form = cases.open(name)
            form.view()
            form.missing()
            form.xml()
        except GridError as refusal:
            outcome.leave(name, f"refused: {refusal}")
        except Exception as broken:  # noqa: BLE001 - an untyped exception is what this looks for
            outcome.take(name, [f"{type(broken).__name__}: {broken}"])
        else:
            outcome.take(name, [])
    return outcome


def told(troubles: Iterator[str]) -> list[str]:
    """What went wrong in one case, a refusal or a broken engine included."""
    found: list[str] = []
    try:
        found.extend(troubles)
    except GridError as refusal:
        found.append(f"refused: {refusal}")
    except Exception as broken:  # noqa: BLE001 - an untyped exception fails its case and not the run
        found.append(f"{type(broken).__name__}: {broken}")
    return found


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
    flags = (("required", state.is_required), ("readonly", state.is_readonly), ("valid", state.is_valid))
    for name, found in flags:
        if name in expected and found != expected[name]:
            yield f"{path}: wanted {name} {expected[name]}"


def _choices(form: LiveForm, path: str, expected: list[str]) -> Iterator[str]:
    found = [offer.value for offer in form.choices(path)]
    if found != expected:
        yield f"{path}: wanted choices {expected}, found {found}"


def _hand_steps(cases: Cases, case: Json) -> Iterator[str]:
    form = cases.open(case["form"])
    for number, step in enumerate(case["steps"], 1):
        for trouble in _hand_step(form, step):
            yield f"step {number}: {trouble}"


def _hand_step(form: LiveForm, step: Json) -> Iterator[str]:
    if step["op"] == "set":
        form.answer(step["path"], step["value"])
        if "valid" in step and form.state(step["path"]).is_valid != step["valid"]:
            yield f"{step['path']} = {step['value']}: wanted valid {step['valid']}"
    elif step["op"] == "add":
        form.add_row(step["path"])
    elif step["op"] == "remove":
        form.remove_row(step["path"])
    elif step["op"] == "expect":
        yield from _expectation(form, step)
    else:
        yield f"the runner does not know the step {step['op']}"


def _expectation(form: LiveForm, step: Json) -> Iterator[str]:
    for path, expected in step.get("nodes", {}).items():
        yield from _node(form, path, expected)
    for path, values in step.get("choices", {}).items():
        yield from _choices(form, path, values)
    for path, count in step.get("count", {}).items():
        if len(form.rows(path)) != count:
            yield f"{path}: wanted {count} rows, found {len(form.rows(path))}"


def _set(form: LiveForm, step: Json) -> Iterator[str]:
    """The reference engine does not take an answer that breaks its constraint; ours keeps it and marks it."""
    path, value, result = step["path"], step["value"] or "", step.get("result", "ok")
    before = form.state(path).answer
    form.answer(path, value)
    state = form.state(path)
    is_lacking = state.is_required and not state.value
    found = "ok" if state.is_valid else "constraint_violated"
    if found != result and not (result == "required_but_empty" and is_lacking):
        yield f"{path} = {value}: wanted {result}, found {found}"
    if result != "ok":
        form.answer(path, before)


def _validate(form: LiveForm, step: Json) -> Iterator[str]:
    """The first thing that blocks finishing, and why."""
    first = next((gap for gap in form.missing()), None)
    wanted = (step.get("at", ""), step["result"])
    reasons = {"required": "required_but_empty", "constraint": "constraint_violated"}
    found = ("", "ok") if first is None else (first.path, reasons.get(first.reason, first.reason))
    if found != wanted:
        yield f"wanted {wanted} of validating, found {found}"


def _nothing(_form: LiveForm, _step: Json) -> Iterator[str]:
    return iter(())


def _change(work: Callable[[LiveForm, str], object]) -> Callable[[LiveForm, Json], Iterator[str]]:
    def run(form: LiveForm, step: Json) -> Iterator[str]:
        work(form, step.get("path") or step.get("value") or "")
        return iter(())

    return run


_STEPS: Mapping[str, Callable[[LiveForm, Json], Iterator[str]]] = {
    "init": _nothing,
    "validate": _validate,
    "set": _set,
    "add": _change(LiveForm.add_row),
    "remove": _change(LiveForm.remove_row),
    "language": _change(LiveForm.set_language),
    "choices": lambda form, step: _choices(form, step["path"], step["choices"]),
}


def _trace_steps(
    case: Json, files: Mapping[str, bytes], other: Mapping[tuple[int, str], str | None] | None = None
) -> Iterator[str]:
    """`other`: the value of a node at a step in another engine, which is as good as the recorded one."""
    form = open_definition(read_form(case["form_xml"].encode(), files))
    state: dict[str, Json] = {}
    for number, step in enumerate(case["steps"]):
        work = _STEPS.get(step["op"])
        if work is None:
            yield f"step {number}: the runner does not know the step {step['op']}"
            return
        troubles = list(work(form, step))
        state.update(step.get("changed", {}))
        for path in step.get("removed", []):
            state.pop(path, None)
        for path, expected in state.items():
            found = list(_node(form, path, expected))
            if found and (value := (other or {}).get((number, path))) is not None:
                state[path] = {**expected, "value": value}
                found = list(_node(form, path, state[path]))
            troubles.extend(found)
        for trouble in troubles:
            yield f"step {number}: {trouble}"


def _as_one_of(cases: Cases, name: str, engines: list[Json]) -> Iterator[str]:
    try:
        found = _counts(_leaves(cases.open(name)))
    except GridError as refusal:
        if any(engine["loads"] for engine in engines):
            yield f"refused: {refusal}"
        return
    if not any(engine["loads"] and found == {what: engine[what] for what in found} for engine in engines):
        yield f"no engine finds {found}"


def _leaves(form: LiveForm) -> dict[str, NodeState]:
    return {
        state.path: state
        for state in form.states()
        if form.form.nodes[re.sub(r"\[\d+\]", "", state.path)].is_leaf and "/meta/" not in state.path
    }


def _counts(leaves: Mapping[str, NodeState]) -> dict[str, int]:
    return {
        "leaves": len(leaves),
        "relevant": sum(state.is_relevant for state in leaves.values()),
        "required": sum(state.is_required and state.is_relevant for state in leaves.values()),
    }


def _initial_state(cases: Cases, name: str, expected: Json) -> Iterator[str]:
    form = cases.open(name)
    leaves = _leaves(form)
    for what, count in _counts(leaves).items():
        if count != expected[what]:
            yield f"wanted {expected[what]} {what}, found {count}"
    for path in expected["not_relevant_paths"]:
        yield from _node(form, path, {"relevant": False})
    for path, value in expected["values"].items():
        if path not in leaves or not same(leaves[path].value, value):
            found = repr(leaves[path].value) if path in leaves else "nothing"
            yield f"{path}: wanted {value!r}, found {found}"
