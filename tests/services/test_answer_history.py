"""The history of an inspection shows when its answers were given, with and without the centre (answer audit)."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from gridclient.services.checklists import Checklists
from gridclient.services.filling import FAIL, PASS
from gridclient.services.history import History
from gridclient.services.inspections import Inspections, Result
from gridclient.services.record_history import AnswerHistory, RecordHistory
from gridclient.store import Store
from gridcore import wire
from gridcore.errors import Offline, Refused
from tests.clock import FakeClock
from tests.services import school
from tests.services.test_inspections import answer_all, start

Ask = Callable[[str, str], wire.History]


def history(store: Store, clock: FakeClock, ask: Ask) -> RecordHistory:
    return RecordHistory(store, History(ask), AnswerHistory(store, Checklists(store), clock))


def finish(store: Store, inspections: Inspections, clock: FakeClock) -> None:
    sheet, filling = start(inspections)
    filling.answer("A03", FAIL)
    clock.advance(minutes=2)
    filling.answer("A03", PASS)
    clock.advance(minutes=1)
    answer_all(store, sheet, filling, ())
    inspections.finish(sheet, Result.of(filling, clock.now()))


def lost(_grid: str, _record: str) -> wire.History:
    raise Offline(reason="test")


def told(grid: str, record: str) -> wire.History:
    return wire.History(grid=grid, id=record, lines=[])


def test_each_answer_is_told_with_its_question_its_words_and_its_time(
    store: Store, inspections: Inspections, clock: FakeClock
) -> None:
    finish(store, inspections, clock)

    found = history(store, clock, told).of("inspection", school.INSPECTION)

    changes = [one for one in found.answers if one.code == "A03"]
    assert [(f"{one.at:%H:%M}", one.old, one.new, one.by) for one in changes] == [
        ("10:32", "不合格", "合格", "lizhengyang"),
        ("10:30", "", "不合格", "lizhengyang"),
    ]
    assert changes[0].question == "既有场所显著位置设有未成年人禁入、限入标志"
    assert found.trouble is None


def test_without_the_centre_the_answers_are_shown_and_why_nothing_else_is(
    store: Store, inspections: Inspections, clock: FakeClock
) -> None:
    finish(store, inspections, clock)

    found = history(store, clock, lost).of("inspection", school.INSPECTION)

    assert len(found.answers) > 90
    assert isinstance(found.trouble, Offline)


def test_without_answers_the_trouble_is_told_as_before(
    store: Store, inspections: Inspections, clock: FakeClock
) -> None:
    start(inspections)
    with pytest.raises(Offline):
        history(store, clock, lost).of("inspection", school.INSPECTION)
    with pytest.raises(Refused):
        history(store, clock, told).of("inspection", "nobody")


def test_of_a_version_that_is_not_here_codes_and_values_stand_for_themselves(
    store: Store, inspections: Inspections, clock: FakeClock
) -> None:
    finish(store, inspections, clock)
    with store._rows("test") as rows:  # pyright: ignore[reportPrivateUsage] # what a lost page would leave
        rows.db.run("DELETE FROM checklist")

    found = history(store, clock, told).of("inspection", school.INSPECTION)

    assert [(one.code, one.question, one.new) for one in found.answers if one.code == "A03"][-1] == ("A03", "", FAIL)
