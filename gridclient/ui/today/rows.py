"""Rows of the day: heads of groups, what waits, and homes to visit (picture 01)."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from datetime import datetime

from PySide6.QtCore import QCoreApplication

from gridclient.services.households import HouseholdLine
from gridclient.services.inbox import InboxLine
from gridclient.services.today import TodayView
from gridclient.ui.event.rows import inbox_row
from gridclient.ui.household import words
from gridclient.ui.models.row import GroupHead, ListGroup, Mark, Row
from gridclient.ui.style import theme
from gridclient.ui.style.shapes import Shape
from gridclient.ui.style.tokens import Tone
from gridclient.ui.when import day
from gridcore.codetable import CodeTable

translate = QCoreApplication.translate
_MOST_TAGS = 2


Line = ListGroup | InboxLine | HouseholdLine


def lines_of(view: TodayView) -> list[Line]:
    """The rows of a day under their heads."""
    lines: list[Line] = []
    if view.lines:
        lines += [ListGroup("first", len(view.lines)), *view.lines]
    if view.visits:
        lines += [ListGroup("visits", len(view.visits)), *view.visits]
    return lines


def key_of(line: Line) -> Hashable:
    """What makes a row the same row."""
    if isinstance(line, ListGroup):
        return line.name
    return line.key if isinstance(line, InboxLine) else ("visit", line.id)


def draw(line: Line, tables: Mapping[str, CodeTable], now: datetime) -> Row | GroupHead:
    """How a row looks."""
    if isinstance(line, ListGroup):
        return _head(line)
    if isinstance(line, InboxLine):
        return inbox_row(line, tables, theme.language(), now)
    return visit_row(line, now)


def visit_row(line: HouseholdLine, now: datetime) -> Row:
    """A home to visit: light, name and why; address and last visit; how late."""
    shape, right, tone = _light(line, now)
    name = line.head_name or line.household_no or line.address
    last = ""
    if line.last_visit is not None:
        seen = day(line.last_visit.astimezone(now.tzinfo).date(), now.date())
        last = translate("TodayRows", "last visit {day}").format(day=seen)
    second = words.joined(line.address, last)
    marks = tuple(Mark(words.tag(code), words.tag_tone(code)) for code in line.tags[:_MOST_TAGS])
    return Row(
        title=name,
        note=words.people(line.people),
        second=second,
        shape=shape,
        marks=marks,
        right=right,
        right_tone=tone,
        waiting=line.state.is_waiting,
        spoken=", ".join(part for part in (right, name, *(mark.word for mark in marks), second) if part),
        typeahead=line.head_name,
    )


def _head(head: ListGroup) -> GroupHead:
    if head.name == "first":
        return GroupHead(translate("TodayRows", "Do first"), translate("TodayRows", "By due time"))
    one = translate("TodayRows", "1 home to visit today")
    many = translate("TodayRows", "{n} homes to visit today").format(n=head.count)
    return GroupHead(one if head.count == 1 else many, translate("TodayRows", "By building, no walking back"))


def _light(line: HouseholdLine, now: datetime) -> tuple[Shape, str, Tone | None]:
    if line.light == "first" or line.due is None:
        return Shape.NONE, translate("TodayRows", "first visit"), None
    late = (now.date() - line.due).days
    if late == 1:
        return Shape.LATE, translate("TodayRows", "overdue · 1 day late"), Tone.RED
    if late > 1:
        return Shape.LATE, translate("TodayRows", "overdue · {n} days late").format(n=late), Tone.RED
    return Shape.SOON, translate("TodayRows", "due soon · today"), Tone.AMBER
