"""The sections of an inspection as the navigation shows them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from gridclient.ui.models.lines import LINE_ROLE, LinesModel
from gridclient.ui.models.row import Row
from gridclient.ui.spoken import say

SECTION_ROLE: Final = LINE_ROLE


@dataclass(frozen=True, slots=True)
class SectionLine:
    """A section: how many of its items are answered, and in words how many failed (empty when none did).

    `spoken` is the whole of it as a sentence.
    """

    code: str
    name: str
    done: int
    total: int
    failed_words: str = ""
    spoken: str = ""

    @property
    def complete(self) -> bool:
        """Whether nothing is left to answer."""
        return self.done >= self.total


class SectionModel(LinesModel[SectionLine]):
    """The sections in the order of the form."""

    def __init__(self) -> None:
        super().__init__(_row, lambda section: section.code)


def _row(section: SectionLine) -> Row:
    counted = say(section.code, section.name, f"{section.done} / {section.total}", section.failed_words)
    return Row(title=section.name, spoken=section.spoken or counted)
