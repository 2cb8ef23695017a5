"""The school check as the inspection page and the services see it (FORMS 3, DOMAIN 4.1-4.2)."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gridcore.errors import InvalidInput
from gridcore.forms.definition import FormDefinition
from gridcore.forms.items_view import FAIL, PASS, PHOTO_MISSING, UNCHECKED, Gap, ItemsView, Progress
from gridcore.forms.live import LiveForm
from gridcore.forms.record import Data, read_instance
from gridcore.forms.xform import read_form
from tests.core.forms.sample import NOW, live, open_definition

_XYZB = Path(__file__).parents[3] / "resources" / "checklists" / "XYZB.xml"


@pytest.fixture(scope="module")
def school() -> FormDefinition:
    return read_form(_XYZB.read_bytes())


def _open(school: FormDefinition, data: Data | None = None) -> tuple[LiveForm, ItemsView]:
    form = open_definition(school, data=data)
    return form, ItemsView(form)


def _lead(items: ItemsView, code: str) -> str:
    return items.item(code).parts[0].path


def test_the_school_check_has_its_94_items_in_11_sections(school: FormDefinition) -> None:
    _, items = _open(school)
    sections = items.sections()
    assert [section.code for section in sections] == list("ABCDEFGHIJK")
    assert sections[0].title == "不适宜未成年人场所"
    assert items.progress() == Progress(total=94, answered=0, failed=0, photos_missing=0)
    assert sum(item.has_verdict for section in sections for item in section.items) == 86
    assert school.notices == ()


def test_a_failed_item_asks_for_its_finding_and_its_photo(school: FormDefinition) -> None:
    form, items = _open(school)
    path = _lead(items, "A01")
    assert items.item("A01").missing == (Gap("verdict", UNCHECKED, path),)
    changes = form.answer(path, FAIL)
    assert items.touched(changes) == ("A01",)
    item = items.item("A01")
    assert (item.verdict, item.is_answered, item.default_severity, item.refer) == (FAIL, True, 3, "文旅/市监")
    assert [(gap.role, gap.reason) for gap in item.missing] == [("finding", "required"), ("photo", PHOTO_MISSING)]
    form.answer(f"{path}_finding", "门口一百五十米有一家网吧")
    form.answer(f"{path}_photo", "a.jpg")
    item = items.item("A01")
    assert (item.missing, item.photos) == ((), ("a.jpg",))
    form.answer(path, PASS)
    assert (items.item("A01").photos, items.progress().failed) == ((), 0)
    form.answer(path, FAIL)
    assert items.item("A01").photos == ("a.jpg",)


def test_a_fail_corrected_on_site_asks_for_the_photo_after(school: FormDefinition) -> None:
    form, items = _open(school)
    path = _lead(items, "C04")
    form.answer(path, FAIL)
    form.answer(f"{path}_measure", "on_site")
    assert ("after", PHOTO_MISSING) in [(gap.role, gap.reason) for gap in items.item("C04").missing]
    form.answer(f"{path}_measure", "by_date")
    form.answer(f"{path}_due", "")
    assert ("due", "required") in [(gap.role, gap.reason) for gap in items.item("C04").missing]


def test_an_item_without_verdict_is_answered_by_all_its_values(school: FormDefinition) -> None:
    form, items = _open(school)
    lead = _lead(items, "D01")
    form.answer(lead, "12")
    assert (items.item("D01").is_answered, items.item("D01").verdict) == (False, "")
    form.answer(f"{lead}2", "9")
    assert items.item("D01").is_answered


def test_this_section_all_pass_keeps_the_verdicts_given(school: FormDefinition) -> None:
    form, items = _open(school)
    form.answer(_lead(items, "A02"), FAIL)
    changes = items.pass_section("A")
    assert len(items.touched(changes)) == 7
    section = items.sections()[0]
    assert [item.verdict for item in section.items] == [PASS, FAIL, *[PASS] * 6]
    assert section.progress == Progress(total=8, answered=8, failed=1, photos_missing=1)
    assert section.overview is not None
    assert section.overview.shown.kind == "upload"


def test_a_bound_is_compared_and_never_blocks(school: FormDefinition) -> None:
    form, items = _open(school)
    form.answer(_lead(items, "A01"), PASS)
    distance = items.item("A01").part("m")
    assert distance is not None
    assert distance.is_within is None
    for value, is_within in (("180", False), ("200", True)):
        form.answer(distance.path, value)
        part = items.item("A01").part("m")
        assert part is not None
        assert part.is_within is is_within
    assert items.item("A01").missing == ()
    for path, value in (("boarding", "no"), ("students", "1600")):
        form.answer(f"/XYZB/head/{path}", value)
    form.answer(_lead(items, "F02"), "3")
    guards = items.item("F02").part("n")
    assert guards is not None
    assert guards.is_within is False


def test_a_whole_round_can_be_finished_when_nothing_is_missing(school: FormDefinition) -> None:
    form, items = _open(school)
    assert {missing.reason for missing in form.missing()} == {"required"}
    values = {"string": "无", "decimal": "200", "date": "2026-11-24", "binary": "p.jpg"}
    for section in items.sections():
        items.pass_section(section.code)
    form.answer(_lead(items, "G01"), FAIL)
    while missing := form.missing():
        path = missing[0].path
        offers = form.choices(path)
        form.answer(path, offers[0].value if offers else values[form.form.nodes[path].bind.type])
    assert items.progress() == Progress(total=94, answered=94, failed=1, photos_missing=0)
    assert form.finish(NOW) == ()
    again = read_instance(form.xml(), school)
    failed = again["G"]["G01_g"]  # type: ignore[index]
    assert failed["G01_photo"] == "p.jpg"
    assert "G02_photo" not in again["G"]["G02_g"]  # type: ignore[index]


def test_an_unknown_item_is_said_and_an_ordinary_form_has_none(school: FormDefinition) -> None:
    _, items = _open(school)
    with pytest.raises(InvalidInput, match="unknown_item"):
        items.item("Z99")
    plain = ItemsView(live("<a/>"))
    assert (plain.has_items, plain.sections(), plain.progress().total) == (False, (), 0)


def test_an_answer_in_the_school_check_touches_one_item_only(school: FormDefinition) -> None:
    form, items = _open(school)
    for section in items.sections():
        for item in section.items:
            if item.has_verdict:
                changes = form.answer(item.parts[0].path, FAIL)
                assert items.touched(changes) == (item.code,)
                assert all(item.code in change.path for change in changes)


@given(st.lists(st.tuples(st.integers(0, 93), st.sampled_from([PASS, FAIL, "na", ""])), max_size=12))
def test_the_school_check_reopened_is_the_school_check_left(answers: list[tuple[int, str]]) -> None:
    school = _definition()
    form, items = _open(school)
    leads = [item.parts[0] for section in items.sections() for item in section.items]
    for number, verdict in answers:
        if leads[number].role == "verdict":
            form.answer(leads[number].path, verdict)
    again, items_again = _open(school, form.data())
    assert items_again.sections() == items.sections()
    assert again.missing() == form.missing()


_read: list[FormDefinition] = []


def _definition() -> FormDefinition:
    if not _read:
        _read.append(read_form(_XYZB.read_bytes()))
    return _read[0]
