"""A limit in words: its light, its due time, what is left (DOMAIN 3.3, UI 6)."""

from __future__ import annotations

from datetime import date, datetime

from PySide6.QtCore import QCoreApplication

from gridclient.services.case import ClockLine
from gridclient.ui.style.shapes import Shape
from gridclient.ui.style.tokens import Tone
from gridclient.ui.when import day, when
from gridcore.deadlines import BEIJING, Light, Remaining, Unit

translate = QCoreApplication.translate

SHAPES = {Light.GREEN: Shape.IN_TIME, Light.AMBER: Shape.SOON, Light.RED: Shape.LATE, Light.NONE: Shape.NONE}
LIGHT_TONES = {Light.GREEN: Tone.GREEN, Light.AMBER: Tone.AMBER, Light.RED: Tone.RED, Light.NONE: None}


def light_word(clock: ClockLine) -> str:
    """The word of a light."""
    if clock.light is Light.RED:
        return translate("Clock", "overdue")
    if clock.light is Light.AMBER:
        return translate("Clock", "due soon")
    if clock.light is Light.GREEN:
        return translate("Clock", "in time")
    return translate("Clock", "stopped") if clock.is_stopped else translate("Clock", "no limit")


def due_words(clock: ClockLine, now: datetime) -> str:
    """Light and due time in one: `overdue · 1 day late`, `due soon · today 17:30`."""
    word = light_word(clock)
    if clock.review_on:
        again = day(date.fromisoformat(clock.review_on), now.date())
        return translate("Clock", "{light} · look again {day}").format(light=word, day=again)
    if clock.due is None or clock.left is None:
        return word
    if clock.left.late:
        return translate("Clock", "{light} · {time} late").format(light=word, time=span_words(clock.left, clock.unit))
    return translate("Clock", "{light} · {time}").format(light=word, time=due_time(clock, now))


def due_time(clock: ClockLine, now: datetime) -> str:
    """The due moment: with the time of day where it is near and known."""
    if clock.due is None:
        return ""
    if not clock.is_day:
        return when(clock.due, now)
    if clock.due.astimezone(BEIJING).date() == now.astimezone(BEIJING).date():
        return translate("Clock", "today")
    return day(clock.due.astimezone(BEIJING).date(), now.astimezone(BEIJING).date())


def span_words(left: Remaining, unit: Unit) -> str:
    """A span in its largest part: working days, days, hours or minutes."""
    if left.days and unit.working:
        return _counted(left.days, translate("Clock", "1 working day"), translate("Clock", "{n} working days"))
    if left.days:
        return _counted(left.days, translate("Clock", "1 day"), translate("Clock", "{n} days"))
    if left.hours:
        return _counted(left.hours, translate("Clock", "1 hour"), translate("Clock", "{n} hours"))
    return _counted(left.minutes, translate("Clock", "1 minute"), translate("Clock", "{n} minutes"))


def _counted(n: int, one: str, many: str) -> str:
    return one if n == 1 else many.format(n=n)


def ring_words(clock: ClockLine) -> tuple[str, str]:
    """Number and unit inside the ring; empty where no clock runs."""
    left = clock.left
    if left is None:
        return "–", ""
    hours = left.span.total_seconds() / 3600
    if clock.unit.working:
        return _short(hours), translate("Clock", "work h")
    if left.days:
        return str(left.days), translate("Clock", "days")
    return _short(hours), translate("Clock", "hours")


def left_words(clock: ClockLine) -> str:
    """What is left, as a sentence."""
    if clock.left is None:
        return translate("Clock", "The clock stands") if clock.is_stopped else translate("Clock", "No time limit")
    number, unit = ring_words(clock)
    if clock.left.late:
        return translate("Clock", "{n} {unit} late").format(n=number, unit=unit)
    return translate("Clock", "{n} {unit} left").format(n=number, unit=unit)


def limit_words(clock: ClockLine) -> str:
    """The limit as it was set, empty where none is known."""
    if clock.limit_amount is None:
        return ""
    words = {
        Unit.WORKING_DAY: translate("Clock", "limit {n} working days"),
        Unit.WORKING_HOUR: translate("Clock", "limit {n} working hours"),
        Unit.URGENT_HOUR: translate("Clock", "limit {n} hours round the clock"),
        Unit.CALENDAR_DAY: translate("Clock", "limit {n} days"),
    }[clock.unit]
    return words.format(n=clock.limit_amount)


def _short(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")
