"""What a row of the sheet tells, and what it is given to draw itself."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from gridclient.services.drafts import Drafts, PhotoDraft
from gridclient.ui.runner import TaskRunner


@dataclass(frozen=True, slots=True)
class Given:
    """A part of an item was answered: its role, the value, and which of the parts with that role."""

    item: str
    role: str
    value: str
    place: int = 0


@dataclass(frozen=True, slots=True)
class Pictured:
    """The photos of a part are others now; `item` is a section for an overview."""

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
