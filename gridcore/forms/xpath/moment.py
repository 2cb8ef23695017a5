"""Dates and times as values: local days and instants (FORMS 2: `date + 1` is a whole local day)."""

from __future__ import annotations

import datetime as dt
import re

import msgspec

LOCAL = dt.timezone(dt.timedelta(hours=8))
"""The zone of a time written without an offset: the product shows Beijing time (DOMAIN 2.10)."""

_EPOCH = dt.date(1970, 1, 1)
_EPOCH_TIME = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
_DAY = 86_400.0
_DATE = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})", re.ASCII)
_TIME = re.compile(r"(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?(Z|[+-]\d{2}(?::?\d{2})?)?", re.ASCII)


class Moment(msgspec.Struct, frozen=True):
    """A calendar day (`time` is None) or an instant with its own offset."""

    day: dt.date
    time: dt.datetime | None = None

    @property
    def text(self) -> str:
        """The lexical form: `2026-01-31` or `2026-01-31T08:00:00.000+08:00`."""
        if self.time is None:
            return self.day.isoformat()
        return self.time.isoformat(timespec="milliseconds")

    @property
    def number(self) -> float:
        """Days since 1970-01-01: whole local days of a day, UTC days with a fraction of an instant."""
        if self.time is None:
            return float((self.day - _EPOCH).days)
        return (self.time - _EPOCH_TIME).total_seconds() / _DAY

    @property
    def start(self) -> dt.datetime:
        """The instant; of a day its first, local."""
        return self.time if self.time is not None else dt.datetime.combine(self.day, dt.time(), LOCAL)

    @property
    def utc_days(self) -> float:
        """Days since the epoch in UTC with a fraction (`decimal-date-time`)."""
        return (self.start - _EPOCH_TIME).total_seconds() / _DAY


def parse_moment(text: str) -> Moment | None:
    """An ISO date or date-time; None if it is neither or no such day exists (2026-02-30)."""
    text = text.strip()
    match = _DATE.match(text)
    if match is None:
        return None
    try:
        day = dt.date(int(match[1]), int(match[2]), int(match[3]))
    except ValueError:
        return None
    rest = text[match.end() :]
    if not rest:
        return Moment(day)
    clock = parse_clock(rest[1:]) if rest[0] in "T " else None
    if clock is None:
        return None
    time = dt.datetime.combine(day, clock)
    try:
        time.astimezone(LOCAL)
    except OverflowError:  # an instant at either end of the calendar, of which another zone has no day
        return None
    return Moment(day, time)


def parse_clock(text: str) -> dt.time | None:
    """A time of day `hh:mm[:ss[.fff]][zone]`; without a zone it is local. None if it is none."""
    match = _TIME.fullmatch(text.strip())
    if match is None:
        return None
    micro = int((match[4] or "0").ljust(6, "0")[:6])
    try:
        return dt.time(int(match[1]), int(match[2]), int(match[3] or 0), micro, _zone(match[5]))
    except ValueError:
        return None


def _zone(text: str | None) -> dt.tzinfo:
    if text is None:
        return LOCAL
    if text == "Z":
        return dt.UTC
    digits = text[1:].replace(":", "").ljust(4, "0")
    offset = dt.timedelta(hours=int(digits[:2]), minutes=int(digits[2:]))
    return dt.timezone(-offset if text[0] == "-" else offset)


def moment_of_days(days: float) -> Moment | None:
    """Days since the epoch to a moment: a whole number is a local day, a fraction an instant. None out of range."""
    try:
        if days == int(days):
            return Moment(_EPOCH + dt.timedelta(days=int(days)))
        time = (_EPOCH_TIME + dt.timedelta(days=days)).astimezone(LOCAL)
    except (OverflowError, ValueError):
        return None
    return Moment(time.date(), time)


def day_of(moment: Moment) -> Moment:
    """The local day of a moment."""
    if moment.time is None:
        return moment
    return Moment(moment.time.astimezone(LOCAL).date())


def days_between(left: Moment, right: Moment) -> float:
    """`left - right` in days; whole where both are days."""
    if left.time is None and right.time is None:
        return float((left.day - right.day).days)
    return (left.start - right.start).total_seconds() / _DAY
