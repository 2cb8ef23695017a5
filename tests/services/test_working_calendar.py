"""The working calendar of a store: the server's years over the shipped ones (DOMAIN 3.3)."""

from __future__ import annotations

from datetime import date, time

from gridclient.base.resources import resource
from gridclient.services.working_calendar import joined
from gridcore.deadlines import WorkingCalendar
from gridcore.reference import Calendar

SHIPPED = WorkingCalendar.from_years(path.read_bytes() for path in sorted(resource("calendar").glob("*.json")))
WEEK = (*["09:00-12:00 13:00-18:00"] * 5, "", "")


def test_without_a_calendar_of_the_server_the_shipped_one_holds() -> None:
    assert joined(SHIPPED, ()) == SHIPPED


def test_a_year_of_the_server_replaces_that_year_and_the_hours() -> None:
    theirs = Calendar(year=2026, holidays=("2026-11-24",), workdays=("2026-11-28",), hours=WEEK)

    calendar = joined(SHIPPED, [theirs])

    assert not calendar.is_working_day(date(2026, 11, 24))
    assert calendar.is_working_day(date(2026, 11, 28))
    assert calendar.is_working_day(date(2026, 10, 1)), "our holiday of that year is theirs to keep"
    assert not calendar.is_working_day(date(2027, 1, 1)), "a year they do not maintain stays ours"
    assert calendar.office_hours[0] == ((time(9), time(12)), (time(13), time(18)))


def test_hours_nobody_can_read_leave_the_shipped_ones() -> None:
    for hours in (("09:00-12:00",), ("",) * 7, None):
        assert joined(SHIPPED, [Calendar(year=2026, hours=hours)]).office_hours == SHIPPED.office_hours
