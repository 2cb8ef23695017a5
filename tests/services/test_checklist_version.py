"""A draft keeps its version of a checklist until its holder moves it; when answers were given is kept (FORMS 4)."""

from __future__ import annotations

import base64
import datetime as dt
import hashlib
import random

import msgspec
import pytest
from backports import zstd

from gridclient.services import inspection_result
from gridclient.services.drafts import Drafts
from gridclient.services.filling import FAIL, FOUND, PASS, Filling, attachment_name
from gridclient.services.inspections import Inspections, Result, Sheet
from gridclient.services.saved import Saved
from gridclient.store import Store
from gridcore.answers import AnswerChange, Answers
from gridcore.checklist import Checklist
from gridcore.errors import InvalidInput
from gridcore.forms.audit import CUT, MOST_CHANGES, MOST_TEXT, AnswerAudit, AuditedForm
from gridcore.forms.xform import read_form
from gridcore.inspection import Inspection
from gridcore.wire import MAX_RECORD_BYTES
from tests.clock import FakeClock
from tests.services import school
from tests.services.place import WORKER, picture, server_rows
from tests.services.test_inspections import answer_all, bodies, start

NOON = dt.datetime(2026, 11, 24, 12, 0, tzinfo=dt.timezone(dt.timedelta(hours=8)))


def publish_newer(store: Store, *, without: str = "A03", version: str = "2026-12") -> Checklist:
    """A version in which an item is gone and a choice has another name."""
    xml = school.XYZB.decode()
    head, _, rest = xml.partition(f"<{without}_g>")
    _, _, rest = rest.partition(f"</{without}_g>")
    xml = (head + rest).replace('version="2026-11"', f'version="{version}"')
    raw = xml.encode()
    body = Checklist(
        code="XYZB",
        version=version,
        sha256=hashlib.sha256(raw).hexdigest(),
        title="校园周边安全检查",
        mode="both",
        xform=base64.b64encode(zstd.compress(raw, 3)).decode(),
        published_at="2026-11-24T10:00:00+08:00",
    )
    server_rows(store, ("checklist", "x2", body))
    return body


def again(inspections: Inspections) -> tuple[Sheet, Filling]:
    sheet = inspections.sheet(school.INSPECTION)
    return sheet, Filling(sheet.form, inspections.referral_due)


def finished(
    store: Store,
    inspections: Inspections,
    clock: FakeClock,
    sheet: Sheet,
    filling: Filling,
    failing: tuple[str, ...] = (),
) -> tuple[Saved, Answers]:
    answer_all(store, sheet, filling, failing)
    saved = inspections.finish(sheet, Result.of(filling, clock.now()))
    (answers,) = bodies(store, "answers", Answers)
    return saved, answers


def test_a_draft_stays_on_the_version_it_was_begun_with(store: Store, inspections: Inspections) -> None:
    sheet, filling = start(inspections)
    filling.answer("A03", FAIL)
    inspections.keep(sheet, filling.body())

    newer = publish_newer(store)
    kept, resumed = again(inspections)

    assert (kept.checklist.version, kept.newer.ref.version if kept.newer else None) == ("2026-11", newer.version)
    assert resumed.item("A03").verdict == FAIL
    assert resumed.unplaced == ()


def test_moved_every_answer_that_fits_is_in_its_place_and_the_others_are_named(
    store: Store, inspections: Inspections
) -> None:
    sheet, filling = start(inspections)
    filling.answer("A02", PASS)
    filling.answer("A03", FAIL)
    filling.give("A03", "finding", "标志掉了")
    inspections.keep(sheet, filling.body())
    newer = publish_newer(store)

    inspections.move(school.INSPECTION)

    moved, resumed = again(inspections)
    assert (moved.checklist.sha256, moved.newer, moved.draft) == (newer.sha256, None, sheet.draft)
    assert (resumed.item("A02").verdict, resumed.has("A03"), resumed.total) == (PASS, False, 93)
    named = {one.path: (one.question, one.answer) for one in resumed.unplaced}
    assert named["/XYZB/A/A03_g/A03"] == ("既有场所显著位置设有未成年人禁入、限入标志", FAIL)
    assert named["/XYZB/A/A03_g/A03_finding"] == ("存在问题", "标志掉了")
    assert (
        set(named) - {f"/XYZB/A/A03_g/A03{part}" for part in ("", "_finding", "_severity", "_measure", "_due")} == set()
    )


def test_what_a_form_presets_at_a_question_nobody_was_asked_is_no_answer(
    store: Store, inspections: Inspections
) -> None:
    sheet, filling = start(inspections)
    filling.answer("A03", PASS)
    inspections.keep(sheet, filling.body())
    publish_newer(store)

    inspections.move(school.INSPECTION)

    assert [one.path for one in again(inspections)[1].unplaced] == ["/XYZB/A/A03_g/A03"]


def test_what_did_not_fit_goes_with_the_finished_record_and_the_inspection_names_its_version(
    store: Store, inspections: Inspections, clock: FakeClock
) -> None:
    sheet, filling = start(inspections)
    filling.answer("A03", FAIL)
    inspections.keep(sheet, filling.body())
    newer = publish_newer(store)
    inspections.move(school.INSPECTION)

    _, answers = finished(store, inspections, clock, *again(inspections))

    assert answers.checklist is not None
    assert answers.checklist.sha256 == newer.sha256
    assert (answers.unplaced or {})["/XYZB/A/A03_g/A03"] == FAIL
    (body,) = [one for one in bodies(store, "inspection", Inspection) if one.finished_at]
    assert body.checklist == answers.checklist


def test_the_photo_of_an_item_the_new_version_does_not_ask_goes_with_the_finished_record(
    store: Store, inspections: Inspections, clock: FakeClock
) -> None:
    sheet, filling = start(inspections)
    filling.answer("A03", FAIL)
    kept = Drafts(store).add_photo(inspections.photo_draft(sheet.draft, ("A03", FOUND)), picture(), "a.png")
    filling.show_photos("A03", FOUND, [attachment_name(kept)])
    inspections.keep(sheet, filling.body())
    publish_newer(store)
    inspections.move(school.INSPECTION)

    _, answers = finished(store, inspections, clock, *again(inspections))

    assert (answers.unplaced or {})["/XYZB/A/A03_g/A03_photo"] == attachment_name(kept)
    (attached,) = [one for one in answers.photos or () if one.name == attachment_name(kept)]
    assert store.blobs.open(attached.sha256 or "") == kept.data


def test_moved_twice_nothing_that_did_not_fit_is_lost(store: Store, inspections: Inspections, clock: FakeClock) -> None:
    sheet, filling = start(inspections)
    for code in ("A03", "C03"):
        filling.answer(code, FAIL)
    inspections.keep(sheet, filling.body())
    publish_newer(store)
    inspections.move(school.INSPECTION)
    clock.advance(minutes=5)
    raw = publish_newer(store, without="C03", version="2027-01")
    server_rows(store, ("checklist", "x3", msgspec.structs.replace(raw, published_at="2026-11-24T11:00:00+08:00")))

    inspections.move(school.INSPECTION)

    _, resumed = again(inspections)
    assert {"/XYZB/A/A03_g/A03", "/XYZB/C/C03_g/C03"} <= {one.path for one in resumed.unplaced}


def test_moved_before_anything_was_answered_it_begins_with_what_is_known_of_the_school(
    store: Store, inspections: Inspections
) -> None:
    _, filling = start(inspections)
    newer = publish_newer(store)

    inspections.move(school.INSPECTION)

    moved, begun = again(inspections)
    assert moved.checklist.sha256 == newer.sha256
    assert begun.head.value("school") == filling.head.value("school") != ""


def test_there_is_nothing_to_move_to(inspections: Inspections) -> None:
    start(inspections)
    with pytest.raises(InvalidInput) as wrong:
        inspections.move(school.INSPECTION)
    assert wrong.value.reason == "no_newer"


# when answers were given


def test_an_officer_s_answers_are_kept_with_the_time_each_was_given_and_changed(
    store: Store, inspections: Inspections, clock: FakeClock
) -> None:
    sheet, filling = start(inspections)
    filling.answer("A01", PASS)
    clock.advance(seconds=70)
    filling.answer("A01", FAIL)
    inspections.keep(sheet, filling.body())
    clock.advance(hours=1)
    sheet, filling = again(inspections)
    filling.answer("A01", PASS)

    _, answers = finished(store, inspections, clock, sheet, filling)

    first = [one for one in answers.audit or () if one.question == "/XYZB/A/A01_g/A01"]
    assert [(one.at, one.old, one.new) for one in first] == [
        ("2026-11-24T10:30:00+08:00", None, PASS),
        ("2026-11-24T10:31:10+08:00", PASS, FAIL),
        ("2026-11-24T11:31:10+08:00", FAIL, PASS),
    ]
    asked = {one.question for one in answers.audit or ()}
    assert "/XYZB/head/gate" not in {one.question for one in (answers.audit or ())[:1]}
    assert len(asked) > 90


def test_a_patrol_has_no_audit(store: Store, clock: FakeClock) -> None:
    patrols = school.service(store, clock, WORKER)
    saved = patrols.patrol("school", school.SCHOOL, patrols.checklists()[0])
    sheet = patrols.sheet(saved.id)
    filling = Filling(sheet.form, patrols.referral_due)
    filling.answer("A01", PASS)

    assert "audit" not in filling.body()
    answer_all(store, sheet, filling, ())
    patrols.finish(sheet, Result.of(filling, clock.now()))
    (answers,) = bodies(store, "answers", Answers)
    assert answers.audit is None


def test_what_stood_in_the_head_before_the_officer_began_is_no_answer_of_theirs(inspections: Inspections) -> None:
    _, filling = start(inspections)
    assert filling.audit is not None
    assert filling.audit.changes == ()


def audit_of(*steps: tuple[int, str, str, str]) -> list[tuple[str | None, str | None, str | None]]:
    audit = AnswerAudit()
    for seconds, question, old, new in steps:
        audit.note(NOON + dt.timedelta(seconds=seconds), question, old, new)
    return [(one.question, one.old, one.new) for one in audit.changes]


@pytest.mark.parametrize(
    ("steps", "kept"),
    [
        pytest.param([(0, "a", "", "1")], [("a", None, "1")], id="given"),
        pytest.param([(0, "a", "", "1"), (3, "a", "1", "12")], [("a", None, "12")], id="typed on in one go"),
        pytest.param([(0, "a", "", "1"), (11, "a", "1", "2")], [("a", None, "1"), ("a", "1", "2")], id="changed later"),
        pytest.param([(0, "a", "", "1"), (3, "a", "1", "")], [], id="taken back at once"),
        pytest.param([(0, "a", "", "1"), (30, "a", "1", "")], [("a", None, "1"), ("a", "1", None)], id="taken back"),
        pytest.param(
            [(0, "a", "", "1"), (1, "b", "", "2"), (2, "a", "1", "3")],
            [("a", None, "1"), ("b", None, "2"), ("a", "1", "3")],
            id="after another question",
        ),
        pytest.param([(0, "a", "1", "1")], [], id="nothing changed"),
    ],
)
def test_a_change_is_noted_once(
    steps: list[tuple[int, str, str, str]], kept: list[tuple[str | None, str | None, str | None]]
) -> None:
    assert audit_of(*steps) == kept


def test_the_audit_keeps_the_first_and_the_last_of_a_question_and_counts_what_it_left_out() -> None:
    audit = AnswerAudit()
    for number in range(MOST_CHANGES + 40):
        audit.note(NOON + dt.timedelta(minutes=number), "a", str(number), str(number + 1))

    assert (len(audit.changes), audit.cut) == (MOST_CHANGES, 40)
    assert (audit.changes[0].new, audit.changes[-1].new) == ("1", str(MOST_CHANGES + 40))


def test_a_long_text_is_cut_in_the_audit_and_whole_in_the_record() -> None:
    audit = AnswerAudit()
    audit.note(NOON, "a", "", "字" * 500)
    assert audit.changes[0].new == "字" * MOST_TEXT + CUT


def test_an_audit_that_would_burst_the_record_gives_way_to_the_answers(
    store: Store, inspections: Inspections, clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    sheet, filling = start(inspections)
    assert filling.audit is not None
    for number in range(900):
        at = clock.now() - dt.timedelta(days=1, minutes=number)
        filling.audit.note(at, f"/XYZB/q{number % 7}", "旧" * 100, f"{number}" + "新" * 150)
    monkeypatch.setattr(inspection_result, "MAX_RECORD_BYTES", 60_000)

    _, answers = finished(store, inspections, clock, sheet, filling)

    assert len(msgspec.json.encode(answers)) < 60_000 < MAX_RECORD_BYTES
    assert answers.values
    assert (answers.audit_cut or 0) > 100


ROWS = """<?xml version="1.0"?><h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml"
 xmlns:jr="http://openrosa.org/javarosa"><h:head><h:title>R</h:title><model><instance><data id="r">
 <member jr:template=""><age/><old/></member></data></instance>
 <bind nodeset="/data/member/age" type="int"/><bind nodeset="/data/member/old" calculate="../age &gt; 59"/></model>
 </h:head><h:body><group ref="/data/member"><repeat nodeset="/data/member"><input ref="/data/member/age">
 <label>Age</label></input></repeat></group></h:body></h:html>"""


def test_answers_in_rows_are_told_apart_by_the_row_and_not_by_its_place() -> None:
    times = iter(NOON + dt.timedelta(minutes=number) for number in range(99))
    live = AuditedForm(
        read_form(ROWS.encode()), AnswerAudit(), lambda: next(times), now=NOON, rng=random.Random(1)
    )  # fmt: skip
    for number, age in enumerate(("61", "30"), 1):
        live.add_row("/data/member", f"r{number}")
        live.answer(f"/data/member[{number}]/age", age)
    live.remove_row("/data/member[1]")

    assert [(one.question, one.old, one.new) for one in live.audit.changes] == [
        ("/data/member[@r1]/age", None, "61"),
        ("/data/member[@r2]/age", None, "30"),
        ("/data/member[@r1]/age", "61", None),
    ]


def test_a_change_without_a_time_is_not_joined_to_the_next() -> None:
    audit = AnswerAudit([AnswerChange(question="a", new="1")])
    audit.note(NOON, "a", "1", "2")
    assert len(audit.changes) == 2
