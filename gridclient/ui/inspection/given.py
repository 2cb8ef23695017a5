"""What a row of the sheet tells, and what it is given to draw itself."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from gridclient.services.drafts import Drafts, PhotoDraft
from gridclient.services.filling import OVERVIEW, Filling, Turn, attachment_name
from gridclient.ui.runner import TaskRunner

HEAD, VERDICT = "·", "verdict"
"""Stands for the questions before the items where others have the code of a section; the role of a verdict."""


@dataclass(frozen=True, slots=True)
class Given:
    """A part of an item was answered: its role, the value, and which of the parts with that role."""

    item: str
    role: str
    value: str
    place: int = 0


@dataclass(frozen=True, slots=True)
class Pictured:
    """The photos of a part are others now; `item` is a section for an overview, HEAD for a question of the head."""

    item: str
    role: str
    photos: tuple[PhotoDraft, ...]


@dataclass(frozen=True, slots=True)
class Desk:
    """What rows need besides their item."""

    runner: TaskRunner
    drafts: Drafts
    photo_draft: Callable[[tuple[str, str]], str]
    photos: dict[tuple[str, str], tuple[PhotoDraft, ...]]
    phrases: Mapping[str, tuple[str, ...]]
    today: dt.date
    gate: str


def answer(filling: Filling, given: Given) -> Turn:
    """Put an answer into the filling. Raises InvalidInput as its verbs do."""
    if given.item == HEAD:
        filling.head.give(given.role, given.value)
        return Turn(filling.recount())
    if given.role == VERDICT:
        return filling.answer(given.item, given.value)
    return filling.give(given.item, given.role, given.value, given.place)


def picture(filling: Filling, pictured: Pictured, desk: Desk) -> Turn:
    """Put the photos of a part into the filling; an overview lets the rest of its section pass."""
    desk.photos[pictured.item, pictured.role] = pictured.photos
    names = [attachment_name(photo) for photo in pictured.photos]
    if pictured.item == HEAD:
        return answer(filling, Given(HEAD, pictured.role, names[0] if names else ""))
    if pictured.role != OVERVIEW:
        return filling.show_photos(pictured.item, pictured.role, names)
    filling.show_overview(pictured.item, names[0] if names else "")
    return filling.pass_section(pictured.item) if names else Turn(())
