"""What the server does with finished checklists: it runs the form again and marks, never refuses (decision 0024)."""

from __future__ import annotations

import base64
import datetime as dt
import random
import time
from pathlib import Path
from typing import Any

import pytest
from backports import zstd

from gridcore.forms.live import LiveForm
from gridcore.forms.proof import Doubt, doubts_of
from gridcore.forms.xform import read_form
from gridcore.ids import derived_id
from gridserver.form_shelf import MOST_FORMS, FormShelf
from gridserver.handle import proving
from tests.server.checklist import COUNTY, FORM, GOOD, NOW, Asked, answers, counted, publish, published
from tests.server.town import G1, TOWN, Laptop, Town


@pytest.mark.parametrize(
    ("change", "doubts"),
    [
        pytest.param({}, [], id="what the form allows"),
        pytest.param({"met": ""}, [("/visit/met", "required")], id="a missing answer"),
        pytest.param({"met": "maybe"}, [("/visit/met", "choice_gone")], id="a choice that is not offered"),
        pytest.param({"people": "31", "half": "15.5"}, [("/visit/people", "constraint")], id="a broken constraint"),
        pytest.param({"people": "four", "half": ""}, [("/visit/people", "no_place")], id="no number"),
        pytest.param({"why": "asleep"}, [("/visit/why", "not_asked")], id="an answer to what is not asked"),
        pytest.param({"half": "3"}, [("/visit/half", "calculated")], id="a result made up"),
        pytest.param({"extra": "1"}, [("/visit/extra", "no_place")], id="a question the form does not have"),
        pytest.param(
            {"member": [{"@row": "a", "age": "4"}, {"@row": "b", "age": "900"}]},
            [("/visit/member[2]/age", "constraint")],
            id="in the second row",
        ),
        pytest.param({"member": [{"age": "1"}] * 1001}, [("/", "too_many_rows")], id="more rows than a form may have"),
    ],
)
def test_what_the_form_does_not_allow_is_a_doubt(change: dict[str, Any], doubts: list[tuple[str, str]]) -> None:
    _ref, body = published()
    form = read_form(zstd.decompress(base64.b64decode(body["xform"])))

    assert doubts_of(form, GOOD | change, NOW) == tuple(Doubt(*doubt) for doubt in doubts)


def test_what_the_school_check_gives_when_it_is_finished_raises_no_doubt() -> None:
    xml = (Path(__file__).parents[2] / "resources" / "checklists" / "XYZB.xml").read_bytes()
    form = read_form(xml)
    live = LiveForm(form, now=NOW, rng=random.Random(3), record_id="r1")
    for state in list(live.states()):
        control = form.by_path.get(state.path)
        if control is not None and control.kind == "select1" and state.is_relevant:
            live.answer(state.path, live.choices(state.path)[0].value)
    for one in live.missing():
        live.answer(one.path, "3")
    assert live.finish(NOW) == ()

    later = NOW + dt.timedelta(days=9)
    assert doubts_of(form, live.data(finished=True), later) == ()


def test_a_record_that_breaks_its_form_is_taken_in_whole_and_marked_for_all(county: Town) -> None:
    ref, body = published()
    publish(county, body)
    li, zhao = county.laptop("li"), county.laptop("zhao")
    bad = answers(li, ref, GOOD | {"met": "", "people": "31", "half": "15.5"})

    answer = li.do(bad)

    issue = derived_id(bad["id"], "values")
    assert (answer.st, [(note.note, note.issue) for note in answer.notes]) == ("applied", [("invalid", issue)])
    zhao.pull()
    assert body_of(zhao, bad["id"])["values"] == bad["set"]["values"]
    mark = body_of(zhao, issue)
    assert (mark["cause"], mark["state"], mark["record"], mark["field"]) == ("invalid", "open", bad["id"], "values")
    assert mark["lost"][0]["value"] == [
        {"path": "/visit/met", "reason": "required"},
        {"path": "/visit/people", "reason": "constraint"},
    ]


def test_a_record_that_keeps_its_form_has_no_mark(county: Town) -> None:
    ref, body = published()
    publish(county, body)
    li = county.laptop("li")

    answer = li.do(answers(li, ref, GOOD))

    assert (answer.st, list(answer.notes)) == ("applied", [])
    assert counted(county, "holds") == 1


@pytest.mark.parametrize("grid", ["common", COUNTY, TOWN, G1])
def test_a_checklist_is_found_in_the_city_in_every_unit_above_and_in_the_grid(county: Town, grid: str) -> None:
    county.employ("luo", "common", "sys_admin")
    ref, body = published()
    writer = county.laptop("luo" if grid == "common" else "he")
    assert (
        writer.do({"op": "create", "kind": "checklist", "id": writer.id(), "grid": grid, "set": body}).st == "applied"
    )
    li = county.laptop("li")

    assert [note.note for note in li.do(answers(li, ref, GOOD | {"met": ""})).notes] == ["invalid"]


def test_a_county_s_checklist_comes_down_to_its_grids(county: Town) -> None:
    _, body = published()
    publish(county, body)

    assert [line.k for line in county.laptop("li").pull() if line.k == "checklist"] == ["checklist"]


def test_a_checklist_published_in_the_same_push_is_known(county: Town) -> None:
    ref, body = published()
    he = county.laptop("he")
    made = {"op": "create", "kind": "checklist", "id": he.id(), "grid": COUNTY, "set": body}
    chen = county.laptop("chen")
    bad = answers(chen, ref, GOOD | {"met": ""})
    assert chen.do(bad).notes == []  # nobody knows the form yet

    both = he.push([made], [{**answers(he, ref, GOOD | {"met": ""})}])

    # An agency head may publish and not fill; the mark is not made for what is refused.
    assert [answer.st for answer in both] == ["applied", "refused"]


@pytest.mark.parametrize(
    "change",
    [
        pytest.param({"checklist": {"sha256": "00" * 32}}, id="a form nobody published"),
        pytest.param({"finished_at": "yesterday"}, id="no time"),
        pytest.param({"values": "text"}, id="values that are no object"),
        pytest.param({"checklist": 7}, id="a checklist that is a number"),
        pytest.param({"checklist": None, "values": None, "finished_at": None}, id="nothing at all"),
    ],
)
def test_what_cannot_be_judged_is_taken_in_without_a_mark(county: Town, change: dict[str, Any]) -> None:
    ref, body = published()
    publish(county, body)
    li = county.laptop("li")

    answer = li.do(answers(li, ref, GOOD | {"met": ""}, change))

    assert (answer.st, list(answer.notes)) == ("applied", [])


def test_sent_again_it_is_marked_once_and_answered_word_for_word(county: Town) -> None:
    ref, body = published()
    publish(county, body)
    li = county.laptop("li")
    sealed = li.sealed(1, "", li.line(1, answers(li, ref, GOOD | {"met": ""})))

    first, again = (li.call("POST", "/v1/push", sealed).body.partition(b'"answers"')[2] for _ in range(2))

    assert first == again


def test_a_form_without_end_is_given_up_and_the_record_marked_as_a_whole(county: Town) -> None:
    endless = 'constraint="count(//*[count(//*) &gt; 0]) &gt; 0"'
    ref, body = published(xml=FORM.replace('constraint=". &lt; 130"', endless))
    publish(county, body)
    li = county.laptop("li")
    made = answers(li, ref, GOOD | {"member": [{"age": str(age % 90)} for age in range(500)]})

    begun = time.perf_counter()
    answer = li.do(made)

    assert time.perf_counter() - begun < 20
    assert answer.st == "applied"
    li.pull()
    assert body_of(li, derived_id(made["id"], "values"))["lost"][0]["value"] == [{"path": "/", "reason": "too_slow"}]


def test_what_there_is_no_time_for_is_taken_in_and_counted(county: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    ref, body = published()
    publish(county, body)
    li = county.laptop("li")
    monkeypatch.setattr(proving, "BUDGET_SECONDS", 0.0)

    told = li.push([answers(li, ref, GOOD | {"met": ""})], [answers(li, ref, GOOD)])

    assert [(answer.st, list(answer.notes)) for answer in told] == [("applied", []), ("applied", [])]
    assert counted(county, "no_time") == 2


def test_a_form_on_the_shelf_is_read_once_and_the_shelf_stays_small(county: Town) -> None:
    refs: list[str] = []
    for version in range(MOST_FORMS + 2):
        ref, body = published(str(version))
        publish(county, body)
        refs.append(ref["sha256"])
    shelf = FormShelf(county.server.blobs)
    with county.server.store.reading() as reading:
        found = [shelf.find(sha256, [COUNTY], reading) for sha256 in refs]
        assert shelf.find(refs[-1], [], reading) is found[-1]
        assert shelf.find(refs[0], [], reading) is None


def test_a_form_that_does_not_run_here_is_looked_for_once(county: Town) -> None:
    ref, body = published(xml=FORM.replace("</model>", '<instance id="a" src="jr://file-csv/a.csv"/></model>'))
    publish(county, body)
    shelf = FormShelf(county.server.blobs)
    with county.server.store.reading() as reading:
        asked: Any = Asked(reading)
        assert shelf.find(ref["sha256"], [COUNTY], asked) is None
        first = asked.times
        assert shelf.find(ref["sha256"], [COUNTY], asked) is None
    assert asked.times == first > 0


@pytest.mark.parametrize(
    "xform",
    ["", "bm8gZm9ybQ==", base64.b64encode(zstd.compress(b"<no/>")).decode(), "%%%"],
    ids=["nothing", "not packed", "no form", "not base64"],
)
def test_a_broken_checklist_is_no_form(county: Town, xform: str) -> None:
    ref, body = published()
    publish(county, body | {"xform": xform})
    with county.server.store.reading() as reading:
        assert FormShelf(county.server.blobs).find(ref["sha256"], [COUNTY], reading) is None


def body_of(laptop: Laptop, record: str) -> dict[str, Any]:
    """What a laptop has of a record."""
    body = laptop.body(record)
    assert body is not None
    return body
