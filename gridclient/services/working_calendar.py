"""The working calendar of this store: the years the server maintains, else those shipped (DOMAIN 3.3)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, time

from gridclient.base.resources import resource
from gridclient.store import Reading
from gridcore.deadlines import WorkingCalendar
from gridcore.errors import InvalidInput
from gridcore.reference import Calendar

_SPAN = re.compile(r"(\d{1,2}):(\d{2})\s*[-–~]\s*(\d{1,2}):(\d{2})")

Hours = tuple[tuple[tuple[time, time], ...], ...]


def working_calendar(reading: Reading) -> WorkingCalendar:
    """Give the calendar; years the server does not maintain are taken from the shipped ones, hours from the newest."""
    shipped = WorkingCalendar.from_years(path.read_bytes() for path in sorted(resource("calendar").glob("*.json")))
    kept = [entry.body for entry in reading.all("calendar") if isinstance(entry.body, Calendar)]
    return joined(shipped, kept)


def joined(shipped: WorkingCalendar, kept: Iterable[Calendar]) -> WorkingCalendar:
    """Lay the server's years over the shipped ones."""
    years = sorted((one for one in kept if one.year is not None), key=lambda one: one.year or 0)
    theirs = {one.year for one in years}
    hours = next((found for one in reversed(years) if (found := _hours(one.hours or ()))), shipped.office_hours)
    days = {
        name: frozenset(day for day in getattr(shipped, name) if day.year not in theirs)
        | {date.fromisoformat(day) for one in years for day in getattr(one, name) or ()}
        for name in ("holidays", "workdays")
    }
    known = shipped.years | {year for year in theirs if year is not None}
    try:
        return WorkingCalendar(hours, days["holidays"], days["workdays"], frozenset(known))
    except InvalidInput:
        return shipped


def _hours(texts: tuple[str, ...]) -> Hours:
    """Read seven weekdays of texts like `08:30-12:00,14:00-17:30`; anything else is no calendar."""
    if len(texts) != 7:
        return ()
    week = tuple(
        tuple((time(int(a), int(b)), time(int(c), int(d))) for a, b, c, d in _SPAN.findall(text)) for text in texts
    )
    return week if any(week) else ()
