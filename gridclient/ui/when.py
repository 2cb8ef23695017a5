"""Times as a person says them: 今天 09:12, 昨天 17:40, 11月24日, other years in full (UI 6)."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from PySide6.QtCore import QCoreApplication, QDate, QLocale

translate = QCoreApplication.translate

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def when(at: datetime, now: datetime) -> str:
    """A moment seen from `now`, in the zone of `now`: with the clock time for today and yesterday, else the day."""
    here = at.astimezone(now.tzinfo)
    clock = f"{here:%H:%M}"
    if here.date() == now.date():
        return translate("When", "today {time}").format(time=clock)
    if here.date() == now.date() - timedelta(days=1):
        return translate("When", "yesterday {time}").format(time=clock)
    return day(here.date(), now.date())


def moment(at: datetime, now: datetime) -> str:
    """A moment as a value that is compared with another: always with the clock time."""
    here = at.astimezone(now.tzinfo)
    if timedelta(0) <= now.date() - here.date() <= timedelta(days=1):
        return when(at, now)
    return translate("When", "{day} {time}").format(day=day(here.date(), now.date()), time=f"{here:%H:%M}")


def day(on: date, today: date) -> str:
    """A day seen from `today`: without the year when it is this one."""
    month = MONTHS[on.month - 1] if QLocale().language() == QLocale.Language.English else str(on.month)
    words = translate("When", "{day} {month}") if on.year == today.year else translate("When", "{day} {month} {year}")
    return words.format(day=on.day, month=month, year=on.year)


def weekday(on: date) -> str:
    """The name of the day of the week."""
    return QLocale().toString(QDate(on.year, on.month, on.day), "dddd")


def number(n: int) -> str:
    """A number with a separator every three digits."""
    return f"{n:,}"
