"""What a list row shows: frozen, without Qt, made from a line of a service."""

from __future__ import annotations

from dataclasses import dataclass

from gridclient.ui.spoken import say
from gridclient.ui.style.shapes import Shape
from gridclient.ui.style.tokens import Tone


@dataclass(frozen=True, slots=True)
class Mark:
    """A pill on a row: its word, and its tone or shape (a shape has a tone of its own)."""

    word: str
    tone: Tone | None = None
    shape: Shape | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """A row of two lines.

    `title` bold with `note` beside it and `marks` at the right; below, `second`, and at the right `right` in its tone,
    with ↑ before it when the record waits to be sent. `ticked` None shows no box. `spoken` is what a person would say
    aloud; when empty it is put together from the parts. `typeahead` is what typing finds, e.g. the pinyin.
    """

    title: str
    second: str = ""
    shape: Shape | None = None
    note: str = ""
    marks: tuple[Mark, ...] = ()
    right: str = ""
    right_tone: Tone | None = None
    waiting: bool = False
    ticked: bool | None = None
    tall: bool = False
    spoken: str = ""
    typeahead: str = ""


@dataclass(frozen=True, slots=True)
class GroupHead:
    """The head of a group of rows: a bold caption, and a word at the right (how it is sorted)."""

    title: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class ListGroup:
    """Stands in a list before the lines of one group; its head is drawn from it. `name` is no word to be shown."""

    name: str
    count: int


def spoken(row: Row | GroupHead) -> str:
    """What a screen reader says for a row."""
    if isinstance(row, GroupHead):
        return say(row.title, row.note)
    if row.spoken:
        return row.spoken
    return say(row.right, row.title, row.note, *(mark.word for mark in row.marks), row.second)
