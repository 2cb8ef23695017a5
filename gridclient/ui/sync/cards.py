"""Nothing to decide, what waits, the last rounds."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from contextlib import contextmanager
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QGridLayout, QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from gridclient.base.clock import Clock
from gridclient.base.status import Link
from gridclient.services.outgoing import OutgoingLine, RoundLine, SyncFacts
from gridclient.ui import link_words
from gridclient.ui.field_words import verb_word
from gridclient.ui.style.shapes import Shape
from gridclient.ui.style.tokens import S4, S8, S12, Tone
from gridclient.ui.when import number, when
from gridclient.ui.widgets.banner import IconLabel
from gridclient.ui.widgets.button import button
from gridclient.ui.widgets.column import Card, Disc
from gridclient.ui.widgets.label import label
from gridclient.ui.widgets.shape import ShapeMark

_LONG = 24
"""Characters of a change in the narrow column; the whole is the tooltip."""


class CalmCard(Card):
    """Stands where conflicts would: nothing is to be decided."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Words come with the language."""
        super().__init__(parent=parent)
        row = QHBoxLayout()
        row.setSpacing(S12)
        words = QVBoxLayout()
        words.setSpacing(S4)
        self._head, self._sentence = label("", "section"), label("", ink="second", wrap=True)
        words.addWidget(self._head)
        words.addWidget(self._sentence)
        row.addWidget(Disc("check", Tone.GREY, small=True))
        row.addLayout(words, 1)
        self.body.addLayout(row)

    def retranslate(self) -> None:
        """Say it."""
        self._head.setText(self.tr("No conflicts"))
        self._sentence.setText(self.tr("When both sides change the same field, you choose here; nothing is lost."))


class ListCard(Card):
    """A card whose rows are made anew at each showing."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._title, self._note = label("", "section"), label("", "caption")
        self.head.addWidget(self._title)
        # In a narrow column the note gives way, not the verbs at the right.
        self._note.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.head.addWidget(self._note, 1)
        self.body.addLayout(self.head)
        self._rows = QWidget()
        self.body.addWidget(self._rows)

    @contextmanager
    def renewed(self) -> Generator[QVBoxLayout]:
        """Take the rows away; gives the column for the new ones.

        The focus stays where it was: in the row of the same name, else in the first that takes it.
        """
        focus = QApplication.focusWidget()
        held = focus.objectName() if focus is not None and self._rows.isAncestorOf(focus) else None
        yield self._renew()
        if held is not None:
            takers = [each for each in self._rows.findChildren(QPushButton) if each.isEnabled()]
            same = next((each for each in takers if held and each.objectName() == held), None)
            target = same or next(iter(takers), None)
            if target is not None:
                target.setFocus(Qt.FocusReason.OtherFocusReason)

    def _renew(self) -> QVBoxLayout:
        self.body.removeWidget(self._rows)
        self._rows.hide()
        self._rows.deleteLater()
        self._rows = QWidget()
        column = QVBoxLayout(self._rows)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(S8)
        self.body.addWidget(self._rows)
        return column


class WaitingCard(ListCard):
    """What waits, by kind, with whom it is about; unfolded, one by one."""

    open_asked = Signal(object)
    """A WaitingItem whose record is to be opened."""

    def __init__(self, clock: Clock, parent: QWidget | None = None) -> None:
        """Nothing yet."""
        super().__init__(parent)
        self._clock = clock
        self._facts: SyncFacts | None = None
        self._is_unfolded = False
        self._each = button("", "link")
        self._each.setObjectName("waiting.each")
        self._each.clicked.connect(self._on_each)
        self.head.addWidget(self._each)

    def retranslate(self) -> None:
        """Say the head."""
        self._title.setText(self.tr("Waiting"))
        self._each.setText(self.tr("Sum up") if self._is_unfolded else self.tr("One by one"))

    def show_facts(self, facts: SyncFacts) -> None:
        """Show the counts, or each change."""
        self._facts = facts
        self._note.setText(self._sum(facts))
        self._each.setVisible(bool(facts.items))
        with self.renewed() as column:
            if self._is_unfolded and facts.items:
                self._show_each(column, facts)
            else:
                self._show_groups(column, facts)

    def _show_groups(self, column: QVBoxLayout, facts: SyncFacts) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(S12)
        grid.setVerticalSpacing(S12)
        grid.setColumnStretch(3, 1)
        for place, line in enumerate(facts.lines):
            icon, word = self._group(line)
            about = self.tr(", ").join(line.about)
            self._add(grid, place, icon, word, number(line.count), about)
        if facts.status.blobs_waiting:
            note = self.tr("after the words, resumable")
            self._add(grid, len(facts.lines), "image", self.tr("Photos"), number(facts.status.blobs_waiting), note)
        column.addLayout(grid)
        if not facts.lines and not facts.status.blobs_waiting:
            column.addWidget(
                label(
                    self.tr("Nothing waits. What you record is listed here until it arrives."), ink="second", wrap=True
                )
            )

    def _show_each(self, column: QVBoxLayout, facts: SyncFacts) -> None:
        now = self._clock.now()
        for item in facts.items:
            title = verb_word(item.verb)
            if item.about:
                title = self.tr("{what} · {about}").format(what=title, about=item.about)
            row = QHBoxLayout()
            row.setSpacing(S8)
            if item.record:
                open_it = button(title if len(title) <= _LONG else title[: _LONG - 1] + "…", "link")
                open_it.setToolTip(title)
                open_it.setObjectName(f"waiting.{item.tx}")
                open_it.clicked.connect(partial(self.open_asked.emit, item))
                row.addWidget(open_it)
                row.addStretch(1)
            else:
                row.addWidget(label(title, wrap=True), 1)
            row.addWidget(label(when(item.made, now), "caption"))
            column.addLayout(row)
        left = facts.status.waiting + facts.status.sealed - len(facts.items)
        if left > 0:
            column.addWidget(label(self.tr("and {n} more").format(n=number(left)), ink="second"))

    def _on_each(self) -> None:
        self._is_unfolded = not self._is_unfolded
        self.retranslate()
        if self._facts is not None:
            self.show_facts(self._facts)

    def _sum(self, facts: SyncFacts) -> str:
        changes = facts.status.waiting + facts.status.sealed
        if not facts.status.blobs_waiting:
            one, many = self.tr("1 change"), self.tr("{n} changes").format(n=number(changes))
            return (one if changes == 1 else many) if changes else ""
        size = f"{max(0.1, facts.status.blob_bytes / 1e6):.1f}"
        said = self.tr("{n} changes, {photos} photos · about {size} MB")
        return said.format(n=number(changes), photos=number(facts.status.blobs_waiting), size=size)

    def _group(self, line: OutgoingLine) -> tuple[str, str]:
        return {
            "visits": ("note-pencil", self.tr("Visits")),
            "events": ("megaphone", self.tr("Events and supplements")),
            "households": ("house", self.tr("Changes of households")),
            "inspections": ("clipboard-text", self.tr("Inspections")),
            "surveys": ("note-pencil", self.tr("Forms")),
            "conflicts": ("git-merge", self.tr("Decided conflicts")),
        }.get(line.group, ("list", self.tr("Other changes")))

    def _add(self, grid: QGridLayout, place: int, icon: str, word: str, count: str, about: str) -> None:
        grid.addWidget(IconLabel(icon, "ink2"), place, 0)
        grid.addWidget(label(word), place, 1)
        many = label(count)
        many.setProperty("weight", "bold")
        grid.addWidget(many, place, 2)
        names = label(about, "caption", wrap=True)
        grid.addWidget(names, place, 3)


class RoundsCard(ListCard):
    """The last rounds, in words."""

    def __init__(self, clock: Clock, parent: QWidget | None = None) -> None:
        """Nothing yet."""
        super().__init__(parent)
        self._clock = clock

    def retranslate(self) -> None:
        """Say the head."""
        self._title.setText(self.tr("Last rounds"))

    def show_lines(self, lines: Sequence[RoundLine]) -> None:
        """Show them, newest first."""
        with self.renewed() as column:
            self._show_rounds(column, lines)

    def _show_rounds(self, column: QVBoxLayout, lines: Sequence[RoundLine]) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(S12)
        grid.setVerticalSpacing(S8)
        grid.setColumnStretch(2, 1)
        now = self._clock.now()
        for place, line in enumerate(lines):
            shape, words = self._said(line)
            grid.addWidget(ShapeMark(shape), place, 0)
            grid.addWidget(label(when(line.at, now)), place, 1)
            grid.addWidget(label(words, ink="second", wrap=True), place, 2)
        column.addLayout(grid)
        if not lines:
            column.addWidget(label(self.tr("No round yet."), ink="second"))

    def _said(self, line: RoundLine) -> tuple[Shape, str]:
        pushed, pulled, parked = (int(line.facts.get(name) or 0) for name in ("pushed", "pulled", "parked"))
        if line.outcome != Link.ONLINE:
            if line.outcome in {Link.OFFLINE, Link.UNKNOWN}:
                return Shape.SAME, self.tr("Could not connect, trying later")
            if line.outcome in list(Link):
                shape, _tone = link_words.SHAPES[Link(line.outcome)]
                return shape, link_words.heading(Link(line.outcome))
            return Shape.SOON, self.tr("Interrupted; nothing is lost")
        if parked:
            return Shape.SOON, self.tr("Sent {n}, {parked} set aside").format(n=number(pushed), parked=number(parked))
        if not pushed and not pulled:
            return Shape.DONE, self.tr("Nothing new")
        return Shape.DONE, self.tr("Sent {n}, received {m}").format(n=number(pushed), m=number(pulled))
