"""Limits, the working calendar, and what is left of a limit (DOMAIN 3.3). Instants are aware; days are Beijing's."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta, timezone
from enum import StrEnum

import msgspec

from gridcore.errors import Damaged, InvalidInput

BEIJING = timezone(timedelta(hours=8), "Asia/Shanghai")
"""Beijing time; it has had no summer time since 1991, and Windows brings no time zone data."""

_ZERO = timedelta(0)
_DAY = timedelta(days=1)


class Unit(StrEnum):
    """Units of a limit (DOMAIN 3.3)."""

    WORKING_HOUR = "working_hour"
    WORKING_DAY = "working_day"
    URGENT_HOUR = "urgent_hour"
    """紧急工作时: counted round the clock."""
    CALENDAR_DAY = "calendar_day"

    @property
    def working(self) -> bool:
        """Whether only office hours count."""
        return self in {Unit.WORKING_HOUR, Unit.WORKING_DAY}


class Light(StrEnum):
    """亮灯: in time, one working day or less left, overdue; none where no clock runs."""

    GREEN = "green"
    AMBER = "amber"
    RED = "red"
    NONE = "none"


class SuperviseLevel(StrEnum):
    """Colours of a supervision order (督办)."""

    NONE = "none"
    YELLOW = "yellow"
    ORANGE = "orange"
    RED = "red"


class CalendarYear(msgspec.Struct, frozen=True, kw_only=True):
    """One year of the calendar as it is shipped and synced.

    Attributes:
        year: which. note: where the days come from.
        office_hours: seven weekdays from Monday on, each a list of (opening, closing).
        holidays, workdays: days off, and weekend days that are worked (调休), each with its Chinese name.
    """

    year: int
    note: str = ""
    office_hours: tuple[tuple[tuple[time, time], ...], ...]
    holidays: dict[date, str]
    workdays: dict[date, str]


@dataclass(frozen=True, slots=True)
class WorkingCalendar:
    """Which hours are worked. A day no shipped year covers follows its weekday.

    Attributes:
        office_hours: seven weekdays from Monday on, each a tuple of (opening, closing) in order.
        holidays: days off. workdays: weekend days that are worked like a Monday.
        years: the years whose holidays are known.
    """

    office_hours: tuple[tuple[tuple[time, time], ...], ...]
    holidays: frozenset[date] = frozenset()
    workdays: frozenset[date] = frozenset()
    years: frozenset[int] = frozenset()
    day_length: timedelta = field(init=False)
    """Working time of one working day: that of the longest weekday."""

    def __post_init__(self) -> None:
        lengths = [sum((_length(span) for span in spans), _ZERO) for spans in self.office_hours]
        if len(lengths) != 7 or max(lengths) <= _ZERO:
            raise InvalidInput(field="office_hours", reason="no_working_time")
        object.__setattr__(self, "day_length", max(lengths))

    @classmethod
    def from_years(cls, raws: Iterable[bytes]) -> WorkingCalendar:
        """Join the JSON of several years; office hours are those of the latest. Raises Damaged: reason calendar."""
        try:
            years = sorted((msgspec.json.decode(raw, type=CalendarYear) for raw in raws), key=lambda one: one.year)
        except msgspec.MsgspecError as trouble:
            raise Damaged(reason="calendar") from trouble
        if not years:
            raise Damaged(reason="calendar")
        return cls(
            years[-1].office_hours,
            frozenset(day for year in years for day in year.holidays),
            frozenset(day for year in years for day in year.workdays),
            frozenset(year.year for year in years),
        )

    def is_working_day(self, day: date) -> bool:
        """Whether offices are open on this day."""
        return bool(self._spans(day))

    def hours_on(self, day: date) -> tuple[tuple[datetime, datetime], ...]:
        """Office hours of a day as instants."""
        return tuple(
            (datetime.combine(day, opening, BEIJING), datetime.combine(day, closing, BEIJING))
            for opening, closing in self._spans(day)
        )

    def _spans(self, day: date) -> tuple[tuple[time, time], ...]:
        if day in self.holidays:
            return ()
        if day in self.workdays:
            return self.office_hours[0] or max(self.office_hours, key=len)
        return self.office_hours[day.weekday()]


def _length(span: tuple[time, time]) -> timedelta:
    opening, closing = span
    return datetime.combine(date.min, closing) - datetime.combine(date.min, opening)


def _beijing(instant: datetime) -> datetime:
    if instant.tzinfo is None:
        raise InvalidInput(field="time", reason="naive")
    return instant.astimezone(BEIJING)


def length(amount: float, unit: Unit, calendar: WorkingCalendar) -> timedelta:
    """A limit as time: office time for working units (a working day is `day_length`), plain time for the others."""
    if unit is Unit.WORKING_DAY:
        return amount * calendar.day_length
    return amount * (_DAY if unit is Unit.CALENDAR_DAY else timedelta(hours=1))


def used(start: datetime, now: datetime, unit: Unit, calendar: WorkingCalendar) -> timedelta:
    """Time of the unit's kind that passed from start to now; nothing while now is before start."""
    start, now = _beijing(start), _beijing(now)
    if now <= start:
        return _ZERO
    if not unit.working:
        return now - start
    total, day = _ZERO, start.date()
    while day <= now.date():
        for opening, closing in calendar.hours_on(day):
            total += max(min(closing, now) - max(opening, start), _ZERO)
        day += _DAY
    return total


def due(start: datetime, amount: float, unit: Unit, calendar: WorkingCalendar) -> datetime:
    """The first instant at which the limit is used up, in Beijing time. An amount of nothing is due at once."""
    return due_after(start, length(amount, unit, calendar), unit, calendar)


def due_after(start: datetime, left: timedelta, unit: Unit, calendar: WorkingCalendar) -> datetime:
    """As `due`, with the limit given as time of the unit's kind (what is left after a pause)."""
    start = _beijing(start)
    if left <= _ZERO:
        return start
    if not unit.working:
        return start + left
    day = start.date()
    while True:
        for opening, closing in calendar.hours_on(day):
            begin = max(opening, start)
            if closing - begin >= left:
                return begin + left
            left -= max(closing - begin, _ZERO)
        day += _DAY


def light(
    due_time: datetime | None,
    now: datetime,
    calendar: WorkingCalendar,
    *,
    stopped: bool = False,
    amber: timedelta | None = None,
) -> Light:
    """The light of a limit.

    Args:
        due_time: None where no limit was set.
        stopped: the clock stands (feedback given, hung, closed).
        amber: office time at which it turns; one working day unless the setting says otherwise.
    """
    if due_time is None or stopped:
        return Light.NONE
    if now > due_time:
        return Light.RED
    left = used(now, due_time, Unit.WORKING_HOUR, calendar)
    return Light.AMBER if left <= (calendar.day_length if amber is None else amber) else Light.GREEN


@dataclass(frozen=True, slots=True)
class Remaining:
    """What is left of a limit, or how late it is, in time of the unit's kind.

    `span` is the exact time; days, hours and minutes are what is said of it, a started minute counted as a whole one.
    """

    late: bool
    span: timedelta
    days: int
    hours: int
    minutes: int


def remaining(due_time: datetime, now: datetime, unit: Unit, calendar: WorkingCalendar) -> Remaining:
    """Time to the due time, or past it."""
    late = now > due_time
    span = used(due_time, now, unit, calendar) if late else used(now, due_time, unit, calendar)
    days, rest = divmod(span, calendar.day_length if unit.working else _DAY)
    minutes = -(-rest // timedelta(minutes=1))
    if timedelta(minutes=minutes) >= (calendar.day_length if unit.working else _DAY):
        days, minutes = days + 1, 0
    return Remaining(late, span, days, *divmod(minutes, 60))


@dataclass(frozen=True, slots=True)
class Countdown:
    """The disposal clock of one record: started, paused, resumed and restarted by steps (`flow.ClockMove`).

    Attributes:
        limit: the whole limit as time of the unit's kind.
        unit: what counts.
        since: when it last began to run; None while it stands.
        spent: what was used before `since`.
    """

    limit: timedelta
    unit: Unit
    since: datetime | None = None
    spent: timedelta = _ZERO

    @classmethod
    def start(cls, at: datetime, amount: float, unit: Unit, calendar: WorkingCalendar) -> Countdown:
        """A clock that begins to run."""
        return cls(length(amount, unit, calendar), unit, since=at)

    @property
    def running(self) -> bool:
        """Whether time is being used."""
        return self.since is not None

    def used(self, now: datetime, calendar: WorkingCalendar) -> timedelta:
        """What is used of the limit."""
        return self.spent if self.since is None else self.spent + used(self.since, now, self.unit, calendar)

    def share(self, now: datetime, calendar: WorkingCalendar) -> float:
        """Used share of the limit: 0.0 at the start, 1.0 at the due time, more when late (for the ring)."""
        return self.used(now, calendar) / self.limit if self.limit else 1.0

    def due(self, calendar: WorkingCalendar) -> datetime | None:
        """When the limit ends if the clock runs on; None while it stands.

        Where the limit was used up before the last pause it is `since`: late from the moment the clock ran again.
        """
        if self.since is None:
            return None
        return due_after(self.since, self.limit - self.spent, self.unit, calendar)

    def pause(self, at: datetime, calendar: WorkingCalendar) -> Countdown:
        """Stand still (挂账, or stopped by feedback) and keep what was used; a clock that stands stays as it is."""
        return replace(self, since=None, spent=self.used(at, calendar))

    def resume(self, at: datetime) -> Countdown:
        """Run on with what is left; a clock that runs stays as it is."""
        return self if self.running else replace(self, since=at)

    def restart(self, at: datetime) -> Countdown:
        """Run again with the whole limit (返工)."""
        return replace(self, since=at, spent=_ZERO)

    def extend(self, amount: float, unit: Unit, calendar: WorkingCalendar) -> Countdown:
        """A limit made longer by a granted request, counted in the units of this clock.

        Raises:
            InvalidInput: field unit, reason mixed, when office time would be added to plain time.
        """
        if unit.working != self.unit.working:
            raise InvalidInput(field="unit", reason="mixed")
        return replace(self, limit=self.limit + length(amount, unit, calendar))


def supervise_level(
    share: float, *, reworks: int = 0, repeat_complaint: bool = False, danger: bool = False, ordered: bool = False
) -> SuperviseLevel:
    """The colour a supervision order takes (DOMAIN 3.3).

    Args:
        share: used share of the limit (`Countdown.share`); 1.0 is the due time.
        reworks: how often the check failed.
        repeat_complaint: the same complaint came again.
        danger: danger to life. ordered: a leader ordered it.
    """
    overdue = share - 1.0
    if overdue > 1.0 or danger or ordered:
        return SuperviseLevel.RED
    if overdue > 0.5 or reworks >= 2:
        return SuperviseLevel.ORANGE
    return SuperviseLevel.YELLOW if overdue > 0 or repeat_complaint else SuperviseLevel.NONE
