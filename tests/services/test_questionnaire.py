"""A form being filled, without a window: what blocks finishing, rows with undo, what a draft brings back."""
# pyright: reportPrivateUsage=false

from __future__ import annotations

import random
from collections.abc import Iterator

import pytest

from gridclient.services.filling import Filling, Form
from gridclient.services.questionnaire import LineKind, Questionnaire, Shown
from tests.clock import FakeClock
from tests.ui.forms import every

WORKER = "/data/people/worker"
SAID = ("/data/words/welcome", "/data/words/shown_dense")
"""What is only read."""
ANSWERS = ("", "1", "3", "yes", "no", "nq", "other", "x y", "2020-01-01")


def opened(body: dict[str, object] | None = None) -> Questionnaire:
    return Questionnaire(Form(every.definition(), FakeClock().now(), "r1", {}, {}, body))


def leaves(form: Questionnaire) -> list[str]:
    return [line.key for part in form.sections() for line in form.lines(part.code) if line.kind is LineKind.QUESTION]


@pytest.mark.parametrize("seed", range(6))
def test_what_is_kept_up_with_equals_what_the_engine_says(seed: int) -> None:
    """Gaps and lines are followed answer by answer; the engine walks all of it."""
    draw, form = random.Random(seed), opened()
    for _ in range(120):
        rows = [line for part in form.sections() for line in form.lines(part.code) if line.kind is LineKind.ROW]
        if draw.random() < 0.08:
            form.add_row(WORKER)
        elif draw.random() < 0.05 and rows and not (row := draw.choice(rows)).is_fixed:
            form.remove_row(row.key)
        elif draw.random() < 0.05 and form.can_undo:
            form.undo()
        else:
            form.give(draw.choice([key for key in leaves(form) if key not in SAID]), draw.choice(ANSWERS))
        missing = {(one.path, one.reason) for one in form._live.missing()}
        paths = {line.key: line.path for line in form._standing.by_key.values()}
        typed = {key for key in form._typed if form._standing._is_live(key)}
        assert {(paths[gap.key], gap.reason) for gap in form.gaps() if gap.key not in typed} == {
            one for one in missing if one[0] not in {paths[key] for key in typed}
        }
        assert [form._standing.by_key[key].path for key in leaves(form)] == list(drawn(form._live.view()))


def drawn(view: tuple[Shown, ...]) -> Iterator[str]:
    """The paths of the questions as the engine draws them."""
    for one in view:
        if one.kind in {"group", "repeat", "row"}:
            yield from drawn(one.children)
        else:
            yield one.path


def test_rows_made_after_a_draft_was_opened_again_have_ids_of_their_own() -> None:
    form = opened()
    form.add_row(WORKER)
    again = opened(form.body())
    again.add_row(WORKER)
    rows = [line.key for line in again.lines("5") if line.kind is LineKind.ROW and line.depth == 1]
    assert len(set(rows)) == len(rows) == 3


def test_a_row_made_after_an_inspection_was_opened_again_has_no_id_given_before() -> None:
    clock = FakeClock()
    filling = Filling(Form(every.definition(), clock.now(), "r1", {}, {}), lambda day: day)
    for _ in range(4):
        filling._live.add_row(WORKER)
    for _ in range(4):
        filling._live.remove_row(f"{WORKER}[1]")
    clock.advance(minutes=5)
    again = Filling(Form(every.definition(), clock.now(), "r1", {}, {}, filling.body()), lambda day: day)
    for _ in range(4):
        again._live.add_row(WORKER)
    ids = [row.row_id for row in again._live.rows(WORKER)]
    assert len(set(ids)) == len(ids) == 5


def test_a_draft_brings_back_answers_half_answers_and_the_place() -> None:
    form = opened()
    form.give("/data/words/name", "老街文具店")
    form.give("/data/words/staff", "12a")
    again = opened(form.body())
    assert again.current == "/data/words/staff"
    kept = again.typed("/data/words/staff")
    assert kept is not None
    assert (kept.text, kept.reason) == ("12a", "not_an_integer")
    assert ("/data/words/staff", "not_an_integer") in {(gap.key, gap.reason) for gap in again.gaps()}
    assert again.body()["values"] == form.body()["values"]


def test_a_row_taken_out_takes_its_half_answers_with_it_and_brings_them_back() -> None:
    form = opened()
    touched, row = form.add_row(WORKER)
    assert touched.moved
    key = f"{row}/who"
    form.give(key, "\x00")
    assert form.typed(key) is not None
    form.remove_row(row)
    assert form.typed(key) is None
    form.undo()
    assert form.typed(key) is not None


def test_the_first_answer_to_a_form_in_one_group_does_not_make_one_section_of_it() -> None:
    assert [part.title for part in opened().sections()] == ["文字与数字", "选择", "时间地点", "照片与签名", "从业人员"]
