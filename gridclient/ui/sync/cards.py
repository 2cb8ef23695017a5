"""State, what was refused, what waits, the last rounds."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from gridclient.base.clock import Clock
from gridclient.base.status import Link
from gridclient.services.outgoing import OutgoingLine, ParkedEntry, RoundLine, StoreStatus, SyncFacts
from gridclient.sync.syncing import Standing
from gridclient.ui import link_words
from gridclient.ui.field_words import verb_word
from gridclient.ui.style.shapes import Shape
from gridclient.ui.style.tokens import S4, S8, S12, Tone
from gridclient.ui.when import number, when
from gridclient.ui.widgets.banner import IconLabel
from gridclient.ui.widgets.button import button
from gridclient.ui.widgets.column import Card, Disc
from gridclient.ui.widgets.label import label, separator
from gridclient.ui.widgets.shape import ShapeMark


class StateCard(Card):
    """One sentence about where the records are, one about what helps, one button."""

    asked = Signal()

    def __init__(self, clock: Clock, parent: QWidget | None = None) -> None:
        """Words come with the first state."""
        super().__init__(parent=parent)
        self._clock = clock
        self._disc = Disc("cloud-slash", Tone.GREY, small=True)
        self._head, self._sentence = label("", "card"), label("", ink="second", wrap=True)
        self._try = button("", "primary", "arrows-clockwise")
        self._try.clicked.connect(self.asked)
        row = QHBoxLayout()
        row.setSpacing(S12)
        words = QVBoxLayout()
        words.setSpacing(S4)
        words.addWidget(self._head)
        words.addWidget(self._sentence)
        row.addWidget(self._disc)
        row.addLayout(words, 1)
        row.addWidget(self._try, 0, Qt.AlignmentFlag.AlignVCenter)
        self.body.addLayout(row)
        self.setFocusProxy(self._try)

    @property
    def words(self) -> tuple[str, str]:
        """The heading and the sentence."""
        return self._head.text(), self._sentence.text()

    def retranslate(self) -> None:
        """Say the button's words."""
        self._try.setText(self.tr("Try now"))
        self._try.setToolTip("F5")

    def show_state(self, standing: Standing, facts: SyncFacts) -> None:
        """Say how it stands; `facts` are counted, the link is of the last round."""
        icon, tone = link_words.ICONS[standing.link]
        if facts.status.in_sync and standing.link is Link.ONLINE:
            icon, tone = "cloud-check", Tone.GREEN
        self._disc.show_drawing(icon, tone)
        self._head.setText(self._heading(standing, facts))
        self._sentence.setText(self._joined(self._kept(standing, facts), self._last(facts)))
        self._try.setEnabled(standing.link is not Link.SYNCING)
        self.setAccessibleName(f"{self._head.text()}. {self._sentence.text()}")

    def _heading(self, standing: Standing, facts: SyncFacts) -> str:
        if standing.link is not Link.ONLINE:
            return link_words.heading(standing.link)
        status = facts.status
        if status.in_sync:
            return self.tr("Everything arrived, no conflicts")
        if not status.unsent and (status.conflicts or status.parked):
            return self.tr("Everything arrived, but something is to be decided")
        if not status.unsent and status.behind is not None:
            return self.tr("Everything arrived, but this PC has lost something")
        return self.tr("Connected; the rest is on its way")

    def _kept(self, standing: Standing, facts: SyncFacts) -> str:
        waiting = facts.status.unsent
        if standing.link in {Link.ONLINE, Link.SYNCING}:
            one = self.tr("1 change waiting.")
            many = self.tr("{n} changes waiting.").format(n=number(waiting))
            said = (one if waiting == 1 else many) if waiting else self._open(facts.status)
            clock = facts.status.clock_offset
            if abs(clock) <= link_words.CLOCK_SECONDS:
                return said
            return self._joined(self.tr("{clock}; set it.").format(clock=link_words.clock_words(clock)), said)
        if waiting:
            said = self.tr("{n} changes are on this PC and are sent when connected.").format(n=number(waiting))
        else:
            said = self.tr("Nothing waits to be sent.")
        again = link_words.wait(standing.next_in) if standing.link in link_words.RETRIED else ""
        return self._joined(link_words.advice(standing.link), self._joined(said, again))

    def _open(self, status: StoreStatus) -> str:
        """What is open though nothing waits to be sent."""
        if status.answered:
            return self.tr("{n} at the centre, not yet read back.").format(n=number(status.answered))
        if not status.in_sync and not status.conflicts and not status.parked and status.behind is None:
            return self.tr("Not everything was read yet.")
        return ""

    def _joined(self, one: str, two: str) -> str:
        return self.tr("{one} {two}").format(one=one, two=two) if one and two else one or two

    def _last(self, facts: SyncFacts) -> str:
        if facts.status.last_pull is None:
            return self.tr("Not synced yet.")
        return self.tr("Last sync {time}.").format(time=when(facts.status.last_pull, self._clock.now()))


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


class _ListCard(Card):
    """A card whose rows are made anew at each showing."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._title, self._note = label("", "section"), label("", "caption")
        self.head.addWidget(self._title)
        self.head.addWidget(self._note)
        self.head.addStretch(1)
        self.body.addLayout(self.head)
        self._rows = QWidget()
        self.body.addWidget(self._rows)

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


class ParkedCard(_ListCard):
    """What the centre did not accept; hidden while there is nothing."""

    resend_asked = Signal(str)
    hide_asked = Signal(str)

    def __init__(self, clock: Clock, parent: QWidget | None = None) -> None:
        """Nothing yet."""
        super().__init__(parent)
        self._clock = clock
        self.hide()

    def retranslate(self) -> None:
        """Say the head."""
        self._title.setText(self.tr("Set aside"))
        self._note.setText(self.tr("Not accepted by the centre; kept here, never deleted by itself"))

    def show_entries(self, entries: Sequence[ParkedEntry]) -> None:
        """Show what is set aside."""
        self.setVisible(bool(entries))
        column = self._renew()
        for place, entry in enumerate(entries):
            if place:
                column.addWidget(separator())
            column.addWidget(self._row(entry))

    def _row(self, entry: ParkedEntry) -> QWidget:
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, S4, 0, S4)
        line.setSpacing(S12)
        line.addWidget(IconLabel("pause-circle", "amber"))
        words = QVBoxLayout()
        words.setSpacing(0)
        title = verb_word(entry.verb)
        if entry.about:
            title = self.tr("{what} · {about}").format(what=title, about=entry.about)
        head = label(title)
        head.setProperty("weight", "bold")
        words.addWidget(head)
        why = self.tr("{why} Recorded {time}.").format(
            why=self._why(entry.reason), time=when(entry.made, self._clock.now())
        )
        words.addWidget(label(why, "second", wrap=True))
        line.addLayout(words, 1)
        hide, again = button(self.tr("Put away")), button(self.tr("Send again"))
        hide.clicked.connect(lambda: self.hide_asked.emit(entry.tx))
        again.clicked.connect(lambda: self.resend_asked.emit(entry.tx))
        line.addWidget(hide)
        line.addWidget(again)
        row.setAccessibleName(f"{title}. {why}")
        return row

    def _why(self, reason: str) -> str:
        return {
            "forbidden": self.tr("This grid is no longer yours to change."),
            "id_taken": self.tr("The centre has another record under this number."),
            "missing_parent": self.tr("What it belongs to was not accepted."),
            "unknown_record": self.tr("The centre does not know this record."),
            "unknown_kind": self.tr("The centre does not know this kind of record yet."),
            "immutable": self.tr("This cannot be changed once sent."),
            "internal": self.tr("The centre met a fault of its own."),
        }.get(reason, self.tr("The centre could not read it."))


class WaitingCard(_ListCard):
    """What waits, by kind, with whom it is about."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Nothing yet."""
        super().__init__(parent)

    def retranslate(self) -> None:
        """Say the head."""
        self._title.setText(self.tr("Waiting"))

    def show_facts(self, facts: SyncFacts) -> None:
        """Show the counts."""
        self._note.setText(self._sum(facts))
        column = self._renew()
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

    def _sum(self, facts: SyncFacts) -> str:
        if not facts.status.blobs_waiting:
            one, many = self.tr("1 change"), self.tr("{n} changes").format(n=number(facts.waiting))
            return (one if facts.waiting == 1 else many) if facts.waiting else ""
        size = f"{max(0.1, facts.status.blob_bytes / 1e6):.1f}"
        said = self.tr("{n} changes and {photos} photos · about {size} MB")
        return said.format(n=number(facts.waiting), photos=number(facts.status.blobs_waiting), size=size)

    def _group(self, line: OutgoingLine) -> tuple[str, str]:
        return {
            "visits": ("note-pencil", self.tr("Visits")),
            "events": ("megaphone", self.tr("Events and supplements")),
            "households": ("house", self.tr("Changes of households")),
            "inspections": ("clipboard-text", self.tr("Inspections")),
            "conflicts": ("git-merge", self.tr("Decided conflicts")),
        }.get(line.group, ("list", self.tr("Other changes")))

    def _add(self, grid: QGridLayout, place: int, icon: str, word: str, count: str, about: str) -> None:
        grid.addWidget(IconLabel(icon, "ink2"), place, 0)
        grid.addWidget(label(word), place, 1)
        many = label(count)
        many.setProperty("weight", "bold")
        grid.addWidget(many, place, 2)
        grid.addWidget(label(about, "caption"), place, 3)


class RoundsCard(_ListCard):
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
        column = self._renew()
        grid = QGridLayout()
        grid.setHorizontalSpacing(S12)
        grid.setVerticalSpacing(S8)
        grid.setColumnStretch(2, 1)
        now = self._clock.now()
        for place, line in enumerate(lines):
            shape, words = self._said(line)
            grid.addWidget(ShapeMark(shape), place, 0)
            grid.addWidget(label(when(line.at, now)), place, 1)
            grid.addWidget(_elided(words), place, 2)
        column.addLayout(grid)
        if not lines:
            column.addWidget(label(self.tr("No round yet."), ink="second"))

    def _said(self, line: RoundLine) -> tuple[Shape, str]:
        pushed, pulled, parked = (int(line.facts.get(name) or 0) for name in ("pushed", "pulled", "parked"))
        if line.outcome != Link.ONLINE:
            if line.outcome in {Link.OFFLINE, Link.UNKNOWN}:
                return Shape.SAME, self.tr("Could not connect, trying later")
            return Shape.SOON, self.tr("Interrupted; nothing is lost")
        if parked:
            return Shape.SOON, self.tr("Sent {n}, {parked} set aside").format(n=number(pushed), parked=number(parked))
        if not pushed and not pulled:
            return Shape.DONE, self.tr("Nothing new")
        return Shape.DONE, self.tr("Sent {n}, received {m}").format(n=number(pushed), m=number(pulled))


def _elided(words: str) -> QLabel:
    made = label(words, ink="second")
    made.setWordWrap(True)
    return made
