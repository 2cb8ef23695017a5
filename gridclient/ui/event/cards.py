"""The cards of a case: what it is about, its clock, and what can be done (picture 04)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from gridclient.services.case import CaseDetail, PhotoSeen
from gridclient.ui.event.clock_words import LIGHT_TONES, due_time, left_words, limit_words, ring_words
from gridclient.ui.event.rows import dotted
from gridclient.ui.event.words import mode_words, requirement_word, step_icon, step_word, why_words
from gridclient.ui.photos import tag_word
from gridclient.ui.style.tokens import S4, S8, S12, Tone
from gridclient.ui.widgets.column import Card
from gridclient.ui.widgets.facts import Fact, FactGrid
from gridclient.ui.widgets.label import label
from gridclient.ui.widgets.photo import PhotoLine, PhotoState, PhotoStrip
from gridclient.ui.widgets.progress import ClockRing
from gridclient.ui.widgets.tile import ActionTile, TileMode
from gridcore.flow import Choice, Offline
from gridcore.roles import Role


class MatterCard(Card):
    """Description, photos, facts."""

    photo_opened = Signal(str)
    """The SHA-256 of a photo to look at."""
    add_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._text = label("", wrap=True)
        self._text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._strip = PhotoStrip(self.tr("Add photo"), self.tr("Photos"))
        self._strip.opened.connect(self.photo_opened)
        self._strip.add_asked.connect(self.add_asked)
        self._facts = FactGrid()
        self.body.addWidget(self._text)
        self.body.addWidget(self._strip)
        self.body.addWidget(self._facts)
        self._detail: CaseDetail | None = None
        self._may_add = False

    def show_matter(self, detail: CaseDetail, facts: tuple[Fact, ...], *, may_add: bool) -> None:
        """Show the words and facts of a record; pictures come with `show_pictures`."""
        self._detail, self._may_add = detail, may_add
        text = detail.text("description") or detail.text("text") or detail.text("requirement")
        self._text.setText(text)
        self._text.setVisible(bool(text))
        self._facts.show_facts(facts)
        self._strip.say(self.tr("Add photo"), self.tr("Photos"))
        self.show_pictures({})

    def show_pictures(self, pictures: Mapping[str, QImage | None]) -> None:
        """Show the photos that are here; the others wait for a round."""
        if self._detail is None:
            return
        seen = [
            (self._photo(number, one), pictures.get(one.photo.sha256 or ""))
            for number, one in enumerate(self._detail.photos)
        ]
        self._strip.show_photos(seen, may_add=self._may_add)
        self._strip.setVisible(bool(seen) or self._may_add)

    def _photo(self, number: int, seen: PhotoSeen) -> PhotoLine:
        photo = seen.photo
        stamp = photo.taken_at.replace("T", " ")[:16] if photo.taken_at else ""
        state, said = PhotoState.TAKEN, stamp
        if not seen.is_here:
            state, said = PhotoState.MISSING, self.tr("photo waiting")
        spoken = self.tr("Photo {number}, {tag}, {time}")
        spoken = spoken.format(number=number + 1, tag=tag_word(photo.tag or ""), time=said)
        return PhotoLine(photo.sha256 or "", tag_word(photo.tag or ""), said, spoken, state)


class ClockCard(Card):
    """The ring of the limit and its words."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._ring = ClockRing()
        self._left = label("", "section")
        self._due = label("", "body", ink="second")
        self._limit = label("", "caption", wrap=True)
        words = QVBoxLayout()
        words.setSpacing(S4)
        words.addStretch(1)
        for line in (self._left, self._due, self._limit):
            words.addWidget(line)
        words.addStretch(1)
        row = QHBoxLayout()
        row.setSpacing(S12)
        row.addWidget(self._ring)
        row.addLayout(words, 1)
        self.body.addLayout(row)

    def show_clock(self, detail: CaseDetail, now: datetime) -> None:
        """Show a clock; a record without one shows that it has none."""
        clock = detail.clock
        number, unit = ring_words(clock)
        tone = LIGHT_TONES[clock.light]
        self._ring.show_left(clock.share, number, unit, tone or Tone.GREY)
        self._left.setText(left_words(clock))
        due = self.tr("due {time}").format(time=due_time(clock, now)) if clock.due is not None else ""
        self._due.setText(due)
        self._due.setVisible(bool(due))
        limit = limit_words(clock)
        postponed = detail.body.get("delay_count")
        if limit and postponed:
            limit = dotted(limit, self.tr("extension no. {n}").format(n=postponed))
        self._limit.setText(limit)
        self._limit.setVisible(bool(limit))


class ChoicesPanel(QWidget):
    """现在能做 and 现在不能做: a tile for each step, with how it works offline or why not."""

    chosen = Signal(str)
    """The name of the step."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(S8)
        self._shown: tuple[Choice, ...] = ()
        self._tiles: list[tuple[str, ActionTile]] = []

    def show_choices(self, choices: tuple[Choice, ...], role: Role) -> None:
        """Show what can be done; nothing is built again when it is the same."""
        wanted = (*(one for one in choices if one.possible), *worth_saying(choices))
        if wanted == self._shown:
            return
        self._shown = wanted
        self.say_again(role)

    def say_again(self, role: Role) -> None:
        """Build the tiles in the language now chosen."""
        while (item := self._column.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        self._tiles = []
        can = [one for one in self._shown if one.possible]
        cannot = [one for one in self._shown if not one.possible]
        self._column.addWidget(label(self.tr("You can do now"), "section"))
        if not can:
            self._column.addWidget(label(self.tr("Nothing, until others have done their part"), "caption", wrap=True))
        for choice in can:
            self._column.addWidget(self._tile(choice))
        if cannot:
            self._column.addSpacing(S4)
            self._column.addWidget(label(self.tr("Not possible now"), "section", ink="second"))
        for choice in cannot:
            step = choice.step
            self._column.addWidget(
                ActionTile(step_icon(step.name), step_word(step.name), why_words(choice, role), "refused")
            )
        self._column.addStretch(1)

    def focus_first(self) -> None:
        """Put the focus on the first thing that can be done."""
        if self._tiles:
            self._tiles[0][1].setFocus(Qt.FocusReason.TabFocusReason)

    def press(self, step: str = "") -> bool:
        """Choose a step as a click does, the first one without a name; False when it cannot be done now."""
        name = next((name for name, _ in self._tiles if step in {"", name}), None)
        if name is None:
            return False
        self.chosen.emit(name)
        return True

    def _tile(self, choice: Choice) -> ActionTile:
        step = choice.step
        second = mode_words(step)
        photo = next((code for code in step.requires if code.startswith("photo") and code != "photo_by_category"), None)
        if photo is not None:
            asked = self.tr("asks for: {what}").format(what=requirement_word(photo, step))
            second = dotted(second, asked)
        mode: TileMode = "queued" if choice.mode is Offline.QUEUED else "ready"
        tile = ActionTile(step_icon(step.name), step_word(step.name), second, mode)
        tile.clicked.connect(self._on_clicked)
        self._tiles.append((step.name, tile))
        return tile

    def _on_clicked(self) -> None:
        sender = self.sender()
        name = next((name for name, tile in self._tiles if tile is sender), None)
        if name is not None:
            self.chosen.emit(name)


def worth_saying(choices: tuple[Choice, ...]) -> tuple[Choice, ...]:
    """What is listed under 现在不能做: own steps with an obstacle, who takes it next, the goal.

    Left out are steps nobody asked for yet (`needs_…`), one's own of a later state, and other people's of any time.
    """
    refused = [one for one in choices if not one.possible]
    own = [one for one in refused if one.why in {"online", "own_work", "not_mine"} or one.why.startswith("has_")]
    others = [one for one in refused if one.why == "role" and one.step.to is not None and one.step.name != "void"]
    goal = [one for one in refused if one.step.goal]
    return tuple(dict.fromkeys([*own, *[one for one in others if not one.step.goal][:1], *goal]))
