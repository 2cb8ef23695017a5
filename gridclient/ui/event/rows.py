"""Rows of the inbox and of my reports, made of their lines (picture 01, 04, 17)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from PySide6.QtCore import QCoreApplication

from gridclient.services.events import EventLine
from gridclient.services.inbox import InboxLine
from gridclient.ui.event.clock_words import LIGHT_TONES, SHAPES, due_words
from gridclient.ui.event.words import kind_word, mark_word, state_word
from gridclient.ui.models.row import Mark, Row
from gridclient.ui.style.shapes import Shape
from gridclient.ui.style.tokens import Tone
from gridclient.ui.when import when
from gridcore.codetable import CodeTable

translate = QCoreApplication.translate

_EMPTY = CodeTable(name="", entries=())


def dotted(*parts: str) -> str:
    """Short facts in one line; empty ones are left out."""
    return translate("State", " · ").join(part for part in parts if part)


def code_text(tables: Mapping[str, CodeTable], table: str, code: str, language: str) -> str:
    """The name of a code in a language; nothing for no code."""
    return tables.get(table, _EMPTY).text(code, language) if code else ""


def inbox_row(line: InboxLine, tables: Mapping[str, CodeTable], language: str, now: datetime) -> Row:
    """Light shape, title, what·where·source; state pill, light word·due."""
    row = line.row
    kind = kind_word(row.kind, row.subkind)
    if row.kind == "event" and row.subkind:
        kind = code_text(tables, "category", row.subkind, language)
    source = code_text(tables, "source", row.source, language) if row.kind == "event" else ""
    second = dotted(row.place, kind, source)
    state = mark_word(row.mark) or state_word(row.state)
    due = due_words(line.clock, now)
    title = row.title or kind
    return Row(
        title=title,
        second=second,
        shape=SHAPES[line.clock.light],
        marks=(Mark(state, Tone.AMBER if row.mark in {"rework", "return_back"} else Tone.GREY),),
        right=due,
        right_tone=LIGHT_TONES[line.clock.light],
        waiting=row.is_waiting,
        spoken=", ".join(part for part in (due, title, state, second) if part),
    )


def report_mark(line: EventLine) -> Mark:
    """The pill of a report of mine: not sent yet, waiting to be confirmed, or its state."""
    if line.is_parked:
        return Mark(translate("State", "set aside"), shape=Shape.PARKED)
    if line.to_confirm:
        return Mark(translate("State", "to be confirmed"), None if line.is_waiting else Tone.GREY, _waits(line))
    if line.is_waiting:
        return Mark(translate("State", "waiting"), shape=Shape.WAITING)
    if line.state in {"CLOSED", "RATED", "ARCHIVED"}:
        return Mark(state_word(line.state), shape=Shape.DONE)
    if line.rework:
        return Mark(mark_word("rework"), Tone.AMBER)
    return Mark(state_word(line.state), Tone.GREY)


def _waits(line: EventLine) -> Shape | None:
    return Shape.WAITING if line.is_waiting else None


def report_row(line: EventLine, tables: Mapping[str, CodeTable], language: str, now: datetime) -> Row:
    """Title and state; category·place and the time it was seen."""
    category = code_text(tables, "category", line.category, language)
    where = translate("State", "handled on the spot") if line.archive_type == "self" else line.address
    seen = when(datetime.fromisoformat(line.occurred_at), now) if line.occurred_at else ""
    return Row(
        title=line.title or category,
        second=dotted(category, where),
        marks=(report_mark(line),),
        right=seen,
    )
