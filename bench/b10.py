"""B10: one answer in a long checklist; what the engine takes, without a window."""

from __future__ import annotations

import datetime as dt
import random
import statistics
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from bench.frame import Row, timed
from gridcore.forms.definition import FormDefinition
from gridcore.forms.live import LiveForm
from gridcore.forms.xform import read_form

ROOT = Path(__file__).parents[1]
SCHOOL = ROOT / "resources" / "checklists" / "XYZB.xml"
WHO = ROOT.parent / "shared" / "conformance" / "xforms" / "converted" / "web-forms-preview__whova_form.xml"
SECTIONS, PER_SECTION, ROWS = 40, 25, 200
ANSWER, OPEN = 0.005, 0.3
"""Seconds: p95 of an answer (BUDGETS), and opening the form of WHO with its 485 questions (FORMS 6)."""
_NOW = dt.datetime(2026, 11, 24, 9, 0, tzinfo=dt.timezone(dt.timedelta(hours=8)))
_FRAME = """<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml"
 xmlns:jr="http://openrosa.org/javarosa"><h:head><h:title>b10</h:title><model><instance><data id="b10" version="1">
{instance}</data></instance>{binds}</model></h:head><h:body>{body}</h:body></h:html>"""


def long_form() -> bytes:
    """1,000 questions in 40 sections: most are asked by what stands before, bounded, required; each section adds up."""
    instance, binds, body = list[str](), list[str](), list[str]()
    for section in range(SECTIONS):
        here = f"/data/s{section}"
        names = [f"q{number}" for number in range(PER_SECTION)]
        instance.append(f"<s{section}>{''.join(f'<{name}/>' for name in names)}<sum/></s{section}>")
        if section:
            binds.append(f'<bind nodeset="{here}" relevant="/data/s{section - 1}/q0 != 3"/>')
        for number, name in enumerate(names):
            relevant = f' relevant="{here}/q{number - 1} != 2"' if number else ""
            binds.append(
                f'<bind nodeset="{here}/{name}" type="int" required="{here}/q0 = 1"{relevant}'
                f' constraint=". &gt;= 0 and . &lt;= 10 and (. &lt; 9 or {here}/q0 &gt; 0)"/>'
            )
            label = f'<label>question {number} after <output value="{here}/q0"/></label>'
            body.append(f'<input ref="{here}/{name}">{label}</input>')
        union = " | ".join(f"{here}/{name}" for name in names)
        binds.append(f'<bind nodeset="{here}/sum" type="int" calculate="sum({union})"/>')
    instance.append("<total/>")
    total = " + ".join(f"coalesce(/data/s{section}/sum, 0)" for section in range(SECTIONS))
    binds.append(f'<bind nodeset="/data/total" type="int" calculate="{total}"/>')
    return _FRAME.format(instance="".join(instance), binds="".join(binds), body="".join(body)).encode()


def many_rows() -> bytes:
    """A repeat of 200 rows of five questions; each row knows its place, the record knows all rows."""
    instance = '<r jr:template=""><a/><b/><c/><d/><line/></r><sum/><most/><open/>'
    binds = """<bind nodeset="/data/r/a" type="int" constraint=". &lt; 100"/>
<bind nodeset="/data/r/b" type="int" relevant="../a &gt; 3" required="../a &gt; 5"/>
<bind nodeset="/data/r/c" relevant="/data/r/b = 1"/>
<bind nodeset="/data/r/line" calculate="concat(position(..), '/', ../a, '/', /data/r/b)"/>
<bind nodeset="/data/sum" calculate="sum(/data/r/a)"/><bind nodeset="/data/most" calculate="max(/data/r/a)"/>
<bind nodeset="/data/open" calculate="count(/data/r[a = ''])"/>"""
    asked = "".join(f'<input ref="/data/r/{name}"/>' for name in "abcd")
    body = f'<repeat nodeset="/data/r">{asked}</repeat><input ref="/data/sum"/>'
    return _FRAME.format(instance=instance, binds=binds, body=body).encode()


def opened(form: FormDefinition) -> LiveForm:
    """Begin a record."""
    return LiveForm(form, now=_NOW, rng=random.Random(10))  # noqa: S311 - row ids of a record nobody keeps


def _answers(paths: Sequence[str]) -> Iterator[tuple[str, str]]:
    rng = random.Random(10)  # noqa: S311 - the same answers in every run
    for _ in range(1_000):
        yield rng.choice(paths), str(rng.randrange(11))


def _p95(form: LiveForm, paths: Sequence[str]) -> float:
    taken: list[float] = []
    for path, value in _answers(paths):

        def answer(path: str = path, value: str = value) -> None:
            for change in form.answer(path, value):
                form.state(change.path)

        taken.append(timed(answer))
    return statistics.quantiles(taken, n=20)[-1]


def _row(what: str, ours: float, most: float) -> Row:
    return Row(
        id="B10",
        what=what,
        ours=round(ours, 5),
        floor=None,
        ratio=None,
        budget=f"<= {most * 1000:g} ms",
        ok=ours <= most,
    )


def measure(_work: Path) -> Sequence[Row]:
    """Give the p95 of an answer in both forms, and what opening the largest real forms takes."""
    questions = opened(read_form(long_form()))
    asked = [f"/data/s{section}/q{number}" for section in range(SECTIONS) for number in range(PER_SECTION)]
    rows = opened(read_form(many_rows()))
    for _ in range(ROWS):
        rows.add_row("/data/r")
    in_rows = [f"/data/r[{row}]/{name}" for row in range(1, ROWS + 1) for name in "abcd"]
    found = [
        _row("an answer among 1,000 questions, engine, p95 (s)", _p95(questions, asked), ANSWER),
        _row(f"an answer among {ROWS} rows, engine, p95 (s)", _p95(rows, in_rows), ANSWER),
    ]
    for what, file in (("the school check", SCHOOL), ("WHO's verbal autopsy", WHO)):
        if file.exists():
            found.append(_row(f"{what}: read and open (processor s)", _opening(file.read_bytes()), OPEN))
    return found


def _opening(xml: bytes) -> float:
    """Processor seconds of reading and opening a form: what else the machine does meanwhile is not ours."""
    taken: list[float] = []
    for _ in range(5):
        start = time.process_time()
        opened(read_form(xml))
        taken.append(time.process_time() - start)
    return statistics.median(taken)
