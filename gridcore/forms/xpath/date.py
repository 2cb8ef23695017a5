"""Functions of dates and times."""

from __future__ import annotations

import math
import re

from gridcore.forms.xpath.function import Function, aware
from gridcore.forms.xpath.moment import LOCAL, Moment, day_of, moment_of_days, parse_clock
from gridcore.forms.xpath.value import Context, Value, as_moment, as_number, as_text

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_ESCAPE = re.compile(r"%(.)", re.DOTALL)


def _moment(ctx: Context, value: Value) -> Moment | None:
    """The moment of a text, date or number of days; None, with a note, where it is none."""
    if isinstance(value, float):
        found = None if math.isnan(value) or math.isinf(value) else moment_of_days(value)
    else:
        found = as_moment(value)
        if found is None and not isinstance(value, bool):
            number = as_number(value)
            found = None if math.isnan(number) else moment_of_days(number)
    if found is None and as_text(value):
        ctx.host.note("no_such_date", ctx.current)
    return found


def today(ctx: Context) -> Value:
    """The frozen present day."""
    return Moment(ctx.host.now.astimezone(LOCAL).date())


def now(ctx: Context) -> Value:
    """The frozen present instant."""
    return Moment(ctx.host.now.date(), ctx.host.now)


def date(ctx: Context, value: Value) -> Value:
    """The local day of a text, date or number of days; '' if it is none."""
    found = _moment(ctx, value)
    return "" if found is None else day_of(found)


def date_time(ctx: Context, value: Value) -> Value:
    """The instant of a text, date or number of days; '' if it is none."""
    found = _moment(ctx, value)
    return "" if found is None else Moment(found.day, found.start)


def decimal_date_time(ctx: Context, value: Value) -> Value:
    """Days since 1970-01-01 UTC with a fraction."""
    found = _moment(ctx, value)
    return math.nan if found is None else found.utc_days


def decimal_time(_ctx: Context, value: Value) -> Value:
    """The fraction of the day of a time or of the local time of an instant."""
    found = as_moment(value)
    clock = parse_clock(as_text(value)) if found is None else found.start.astimezone(LOCAL).timetz()
    if clock is None:
        return math.nan
    return (clock.hour * 3600 + clock.minute * 60 + clock.second + clock.microsecond / 1e6) / 86_400


def format_date(ctx: Context, value: Value, pattern: Value) -> Value:
    """A date written by a pattern of `%Y %y %m %n %b %d %e %a %H %h %M %S %3`; '' if it is no date."""
    found = _moment(ctx, value)
    if found is None:
        return ""
    time = found.start.astimezone(LOCAL)
    pieces = {
        "Y": f"{time.year:04d}",
        "y": f"{time.year % 100:02d}",
        "m": f"{time.month:02d}",
        "n": str(time.month),
        "b": _MONTHS[time.month - 1],
        "d": f"{time.day:02d}",
        "e": str(time.day),
        "a": _DAYS[time.weekday()],
        "H": f"{time.hour:02d}",
        "h": str(time.hour),
        "M": f"{time.minute:02d}",
        "S": f"{time.second:02d}",
        "3": f"{time.microsecond // 1000:03d}",
        "%": "%",
    }
    return _ESCAPE.sub(lambda match: pieces.get(match[1], match[0]), as_text(pattern))


DATE: tuple[Function, ...] = (
    aware("today", 0, 0, today),
    aware("now", 0, 0, now),
    aware("date", 1, 1, date),
    aware("date-time", 1, 1, date_time),
    aware("decimal-date-time", 1, 1, decimal_date_time),
    aware("decimal-time", 1, 1, decimal_time),
    aware("format-date", 2, 2, format_date),
    aware("format-date-time", 2, 2, format_date),
)
