"""Public forms answered at random, and their files broken at random."""

from __future__ import annotations

import copy
import random
import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator

from gridcore.errors import GridError, InvalidInput
from gridcore.forms.live import LiveForm
from gridcore.forms.record import ROW
from gridcore.forms.xform import read_form
from tests.conformance_forms.outcome import Outcome
from tests.conformance_forms.replay import Cases
from tests.core.forms.sample import open_definition

_VALUES = ("", "0", "1", "2", "5", "yes", "no", "a", "b", "abc", "2020-01-01", "2026-05-05", "1 2", "true")
_UNSTEADY = re.compile(rb"\brandom(?:ize)?\(")
"""Forms that are to come out differently each time."""
_SPLINTERS = (
    *"<>/'\"()[]*-@$&=|（０", "..", "//", "::", " and ", "9" * 400, "current()", "instance('x')", "position(..)",
    "last()", "count(", "/data", "./", "[1]", "[. = 1]", "true()", "''", "indexed-repeat(", "once(", "if(",
    "jr:itext('a')", "pulldata('a', 'b', 'c', 'd')", "date(", "regex(., '(a+)+')", "int", "dateTime", "geopoint",
    "odk-new-repeat", "xforms-value-changed", "select", "boolean",
)  # fmt: skip


def opened_forms(cases: Cases) -> Iterator[LiveForm]:
    """Every form of a folder that opens and does the same each time."""
    for file in cases.forms():
        if _UNSTEADY.search(file.read_bytes()):
            continue
        try:
            yield cases.open(file.relative_to(cases.folder).as_posix())
        except GridError:
            continue


def answer_at_random(form: LiveForm, rng: random.Random, steps: int = 40) -> None:
    """Give answers, most of them possible ones, add rows and take rows away."""
    for _ in range(steps):
        paths = [state.path for state in form.states() if state.is_relevant]
        if not paths:
            return
        path = rng.choice(paths)
        node = form.form.nodes[re.sub(r"\[\d+\]", "", path)]
        try:
            if node.is_leaf:
                offered = [offer.value for offer in form.choices(path)]
                form.answer(path, rng.choice(offered if offered and rng.random() < 0.9 else _VALUES))
            elif node.repeat is not None and rng.random() < 0.7:
                form.add_row(path.rpartition("[")[0])
            elif node.repeat is not None:
                form.remove_row(path)
        except InvalidInput as refusal:
            if refusal.reason == "too_slow":
                raise


def without_rows(data: object) -> object:
    """Answers without the ids of rows, which XML does not have."""
    if isinstance(data, dict):
        return {key: without_rows(value) for key, value in data.items() if key != ROW}  # pyright: ignore[reportUnknownVariableType, reportUnknownArgumentType]
    if isinstance(data, list):
        return [without_rows(each) for each in data]  # pyright: ignore[reportUnknownVariableType, reportUnknownArgumentType]
    return data


def broken(xml: bytes, rng: random.Random) -> bytes:
    """A form with a few things gone wrong: in its bytes, or in its elements and expressions with the XML whole."""
    if rng.random() < 0.2:
        for _ in range(rng.randint(1, 3)):
            at = rng.randrange(len(xml) + 1)
            piece = rng.choice((b"", rng.choice(_SPLINTERS).encode(), xml[rng.randrange(len(xml) + 1) :][:30]))
            xml = xml[:at] + piece + xml[min(len(xml), at + rng.choice((0, 1, 5, 40))) :]
        return xml
    try:
        root = ET.fromstring(xml)
    except ET.ParseError:
        return xml
    for _ in range(rng.randint(1, 6)):
        _break_element(list(root.iter()), rng)
    return ET.tostring(root)


def _break_element(elements: list[ET.Element], rng: random.Random) -> None:
    """Change one attribute or text, or take away, double, rename or move one element."""
    parents = [element for element in elements if len(element)]
    if not parents:
        return
    parent, other = rng.choice(parents), rng.choice(parents)
    child = rng.choice(list(parent))
    what = rng.random()
    if what < 0.6:
        holder = rng.choice([element for element in elements if element.attrib] or [child])
        for key in rng.sample(list(holder.attrib), min(1, len(holder.attrib))):
            holder.set(key, _twisted(holder.attrib[key], rng))
    elif what < 0.7:
        child.text = _twisted(child.text or "", rng)
    elif what < 0.8:
        parent.remove(child)
    elif what < 0.85:
        parent.append(copy.deepcopy(child))
    elif what < 0.95:
        child.tag = rng.choice(elements).tag
    elif child not in set(other.iter()) and other not in set(child.iter()):
        parent.remove(child)
        other.append(child)


def _twisted(text: str, rng: random.Random) -> str:
    at = rng.randrange(len(text) + 1)
    return text[:at] + rng.choice(("", rng.choice(_SPLINTERS), text)) + text[at + rng.choice((0, 1, 8)) :]


def mutations(sources: list[bytes], count: int, seed: int = 0) -> Outcome:
    """Break forms, open what is left and fill it in a little: a refusal with a code or a form, nothing else."""
    outcome = Outcome()
    for number in range(count):
        rng = random.Random(f"{seed}/{number}")
        xml = broken(rng.choice(sources), rng)
        try:
            form = open_definition(read_form(xml))
            answer_at_random(form, rng, steps=5)
            form.view()
            form.missing()
            form.xml()
        except GridError as refusal:
            outcome.leave(f"mutation {number}", f"refused: {refusal}")
        except Exception as error:  # noqa: BLE001 - an untyped exception is what this looks for
            outcome.take(f"mutation {number}", [f"{type(error).__name__}: {error}"])
        else:
            outcome.take(f"mutation {number}", [])
    return outcome
