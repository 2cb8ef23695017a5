"""The working calendar and the limits counted by it (DOMAIN 3.3)."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gridcore.deadlines import (
    BEIJING,
    Countdown,
    Light,
    SuperviseLevel,
    Unit,
    WorkingCalendar,
    due,
    length,
    light,
    remaining,
    supervise_level,
    used,
)
from gridcore.errors import Damaged, InvalidInput

FILES = sorted((Path(__file__).parents[2] / "resources" / "calendar").glob("*.json"))
CALENDAR = WorkingCalendar.from_years(file.read_bytes() for file in FILES)
HOUR = timedelta(hours=1)

NEW_YEAR = datetime(2026, 1, 1, tzinfo=BEIJING)
INSTANTS = st.integers(0, 510 * 24 * 3600).map(lambda seconds: NEW_YEAR + timedelta(seconds=seconds))
UNITS = st.sampled_from(Unit)
AMOUNTS = st.integers(1, 40)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=BEIJING)


@pytest.mark.parametrize(
    ("start", "amount", "unit", "end"),
    [
        # office hours are 8:30-12:00 and 14:00-17:30, a working day is seven hours
        ("2026-03-02 09:00", 2, Unit.WORKING_HOUR, "2026-03-02 11:00"),
        ("2026-03-02 11:00", 2, Unit.WORKING_HOUR, "2026-03-02 15:00"),
        ("2026-03-02 12:30", 1, Unit.WORKING_HOUR, "2026-03-02 15:00"),
        ("2026-03-02 10:00", 2, Unit.WORKING_DAY, "2026-03-04 10:00"),
        ("2026-03-02 20:00", 1, Unit.WORKING_DAY, "2026-03-03 17:30"),
        ("2026-03-06 16:30", 4, Unit.WORKING_HOUR, "2026-03-09 11:30"),
        ("2026-02-13 10:00", 1, Unit.WORKING_DAY, "2026-02-14 10:00"),  # a Saturday worked before the Spring Festival
        ("2026-02-14 10:00", 1, Unit.WORKING_DAY, "2026-02-24 10:00"),  # nine days off
        ("2026-09-30 16:00", 2, Unit.WORKING_DAY, "2026-10-09 16:00"),
        ("2026-10-09 16:00", 1, Unit.WORKING_DAY, "2026-10-10 16:00"),
        ("2026-10-03 23:00", 2, Unit.URGENT_HOUR, "2026-10-04 01:00"),
        ("2026-10-03 23:00", 3, Unit.CALENDAR_DAY, "2026-10-06 23:00"),
        ("2028-03-04 09:00", 1, Unit.WORKING_HOUR, "2028-03-06 09:30"),  # a year nobody knows follows its weekdays
    ],
)
def test_a_limit_ends_when_its_hours_were_worked(start: str, amount: int, unit: Unit, end: str) -> None:
    assert due(at(start), amount, unit, CALENDAR) == at(end)


@given(INSTANTS, AMOUNTS, UNITS)
def test_what_is_used_at_the_due_time_is_the_limit(start: datetime, amount: int, unit: Unit) -> None:
    end = due(start, amount, unit, CALENDAR)
    assert used(start, end, unit, CALENDAR) == length(amount, unit, CALENDAR)
    assert used(start, end - timedelta(seconds=1), unit, CALENDAR) < length(amount, unit, CALENDAR)


@given(INSTANTS, AMOUNTS, AMOUNTS, UNITS)
def test_a_longer_limit_and_a_later_start_end_later(start: datetime, amount: int, more: int, unit: Unit) -> None:
    assert due(start, amount, unit, CALENDAR) < due(start, amount + more, unit, CALENDAR)
    assert due(start, amount, unit, CALENDAR) <= due(start + more * HOUR, amount, unit, CALENDAR)


@given(INSTANTS, INSTANTS, INSTANTS, UNITS)
def test_used_time_adds_up_and_never_shrinks(one: datetime, two: datetime, three: datetime, unit: Unit) -> None:
    first, middle, last = sorted((one, two, three))
    whole = used(first, last, unit, CALENDAR)
    assert used(first, middle, unit, CALENDAR) + used(middle, last, unit, CALENDAR) == whole
    assert used(last, first, unit, CALENDAR) == timedelta(0)


@given(INSTANTS, AMOUNTS, UNITS, st.integers(0, 200), st.integers(0, 400))
def test_a_pause_costs_nothing_of_the_limit(start: datetime, amount: int, unit: Unit, run: int, rest: int) -> None:
    clock = Countdown.start(start, amount, unit, CALENDAR)
    paused = clock.pause(start + run * HOUR, CALENDAR)
    again = start + (run + rest) * HOUR
    assert paused.used(again, CALENDAR) == paused.spent
    assert paused.due(CALENDAR) is None
    resumed = paused.resume(again)
    assert resumed.used(again, CALENDAR) == clock.used(start + run * HOUR, CALENDAR)
    end = resumed.due(CALENDAR)
    assert end is not None
    if resumed.spent < resumed.limit:
        assert resumed.share(end, CALENDAR) == 1.0


def test_a_clock_that_stands_stays_and_a_clock_that_runs_runs_on() -> None:
    clock = Countdown.start(at("2026-03-02 09:00"), 1, Unit.WORKING_DAY, CALENDAR)
    assert clock.resume(at("2026-03-03 09:00")) == clock
    paused = clock.pause(at("2026-03-02 11:00"), CALENDAR)
    assert paused.pause(at("2026-03-05 11:00"), CALENDAR) == paused
    assert paused.restart(at("2026-03-05 09:00")).due(CALENDAR) == at("2026-03-06 09:00")


def test_a_granted_request_moves_the_due_time_and_mixes_no_units() -> None:
    clock = Countdown.start(at("2026-03-02 09:00"), 1, Unit.WORKING_DAY, CALENDAR)
    assert clock.extend(2, Unit.WORKING_HOUR, CALENDAR).due(CALENDAR) == at("2026-03-03 11:00")
    with pytest.raises(InvalidInput) as caught:
        clock.extend(1, Unit.CALENDAR_DAY, CALENDAR)
    assert caught.value.reason == "mixed"


@pytest.mark.parametrize(
    ("now", "colour"),
    [
        ("2026-03-03 09:59", Light.GREEN),
        ("2026-03-03 10:00", Light.AMBER),  # one working day is left
        ("2026-03-04 10:00", Light.AMBER),
        ("2026-03-04 10:01", Light.RED),
        ("2026-03-14 10:00", Light.RED),
    ],
)
def test_the_light_turns_a_working_day_before_the_end_and_at_the_end(now: str, colour: Light) -> None:
    end = at("2026-03-04 10:00")
    assert light(end, at(now), CALENDAR) is colour
    assert light(end, at(now), CALENDAR, stopped=True) is Light.NONE
    assert light(None, at(now), CALENDAR) is Light.NONE


def test_the_amber_time_is_a_setting() -> None:
    end, now = at("2026-03-04 10:00"), at("2026-03-03 14:00")
    assert light(end, now, CALENDAR) is Light.AMBER
    assert light(end, now, CALENDAR, amber=2 * HOUR) is Light.GREEN


@pytest.mark.parametrize(
    ("now", "unit", "left"),
    [
        ("2026-03-02 10:00", Unit.WORKING_DAY, (False, 2, 0, 0)),
        ("2026-03-03 16:30", Unit.WORKING_HOUR, (False, 0, 2, 30)),
        ("2026-03-04 09:59:30", Unit.WORKING_HOUR, (False, 0, 0, 1)),
        ("2026-03-05 11:00", Unit.WORKING_DAY, (True, 1, 1, 0)),
        ("2026-03-07 12:00", Unit.CALENDAR_DAY, (True, 3, 2, 0)),
        ("2026-03-04 10:00", Unit.URGENT_HOUR, (False, 0, 0, 0)),
        ("2026-03-02 09:59:30", Unit.WORKING_DAY, (False, 2, 0, 1)),
        ("2026-03-02 10:00:30", Unit.WORKING_DAY, (False, 2, 0, 0)),
    ],
)
def test_what_is_left_is_told_in_the_units_of_the_limit(now: str, unit: Unit, left: tuple[bool, int, int, int]) -> None:
    found = remaining(at("2026-03-04 10:00"), at(now), unit, CALENDAR)
    assert (found.late, found.days, found.hours, found.minutes) == left
    day = CALENDAR.day_length if unit.working else 24 * HOUR
    told = found.days * day + timedelta(hours=found.hours, minutes=found.minutes)
    assert told - timedelta(minutes=1) < found.span <= told


@pytest.mark.parametrize(
    ("share", "facts", "level"),
    [
        (0.9, {}, SuperviseLevel.NONE),
        (1.0, {}, SuperviseLevel.NONE),
        (1.2, {}, SuperviseLevel.YELLOW),
        (1.5, {}, SuperviseLevel.YELLOW),
        (1.6, {}, SuperviseLevel.ORANGE),
        (2.0, {}, SuperviseLevel.ORANGE),
        (2.1, {}, SuperviseLevel.RED),
        (0.1, {"repeat_complaint": True}, SuperviseLevel.YELLOW),
        (0.1, {"reworks": 1}, SuperviseLevel.NONE),
        (0.1, {"reworks": 2}, SuperviseLevel.ORANGE),
        (0.1, {"danger": True}, SuperviseLevel.RED),
        (0.1, {"ordered": True}, SuperviseLevel.RED),
    ],
)
def test_supervision_takes_the_colour_of_the_delay(share: float, facts: dict[str, int], level: SuperviseLevel) -> None:
    found = supervise_level(
        share,
        reworks=facts.get("reworks", 0),
        repeat_complaint=bool(facts.get("repeat_complaint")),
        danger=bool(facts.get("danger")),
        ordered=bool(facts.get("ordered")),
    )
    assert found is level


def test_any_offset_is_understood_and_a_naive_time_is_refused() -> None:
    assert due(datetime(2026, 3, 2, 1, tzinfo=UTC), 2, Unit.WORKING_HOUR, CALENDAR) == at("2026-03-02 11:00")
    with pytest.raises(InvalidInput) as caught:
        used(datetime(2026, 3, 2, 9), at("2026-03-02 11:00"), Unit.WORKING_HOUR, CALENDAR)  # noqa: DTZ001 the point
    assert caught.value.reason == "naive"


def test_the_shipped_calendar_knows_its_years_and_says_that_it_is_a_sample() -> None:
    assert CALENDAR.years == {2026, 2027}
    assert CALENDAR.day_length == 7 * HOUR
    assert all("Sample data" in file.read_text(encoding="utf-8") for file in FILES)
    assert all(day.weekday() >= 5 for day in CALENDAR.workdays)
    assert not CALENDAR.workdays & CALENDAR.holidays
    assert CALENDAR.is_working_day(date(2026, 2, 14))
    assert not CALENDAR.is_working_day(date(2026, 10, 7))
    assert sum(day.year == 2026 for day in CALENDAR.holidays) == 33


@pytest.mark.parametrize("raw", [b"{}", b"[", b'{"year": 2026, "office_hours": [[["8", "9"]]], "holidays": {}}'])
def test_a_broken_calendar_is_damaged(raw: bytes) -> None:
    with pytest.raises(Damaged):
        WorkingCalendar.from_years([raw])
    with pytest.raises(Damaged):
        WorkingCalendar.from_years([])


def test_a_calendar_without_a_working_hour_is_refused_because_no_limit_would_ever_end() -> None:
    with pytest.raises(InvalidInput):
        WorkingCalendar(((),) * 7)
