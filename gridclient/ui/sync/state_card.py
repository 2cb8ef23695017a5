"""The card at the head of the page of sync: where the records are, what helps, and the three ways (UI "Sync")."""

from __future__ import annotations

from datetime import timedelta

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from gridclient.base.clock import Clock
from gridclient.base.status import Link
from gridclient.services.outgoing import StoreStatus, SyncFacts
from gridclient.sync.syncing import Standing
from gridclient.ui import link_words
from gridclient.ui.style.tokens import S4, S8, S12, Tone
from gridclient.ui.when import number, when
from gridclient.ui.widgets.button import button
from gridclient.ui.widgets.column import Card, Disc
from gridclient.ui.widgets.label import label

_STALE = timedelta(minutes=10)
"""A centre that answers, but whose newest data is older than this, answers from something frozen (FAULTS 18)."""


class StateCard(Card):
    """One sentence about where the records are, one about what helps, the age of the data; three buttons."""

    asked = Signal()
    export_asked = Signal()
    import_asked = Signal()

    def __init__(self, clock: Clock, parent: QWidget | None = None) -> None:
        """Words come with the first state."""
        super().__init__(parent=parent)
        self._clock = clock
        self._disc = Disc("cloud-slash", Tone.GREY, small=True)
        self._head, self._sentence = label("", "card"), label("", ink="second", wrap=True)
        self._age = label("", "caption", wrap=True)
        self._try = button("", "primary", "arrows-clockwise")
        self._export, self._import = button("", icon="export"), button("", icon="download-simple")
        self._try.setObjectName("sync.try")
        self._export.setObjectName("sync.export")
        self._import.setObjectName("sync.import")
        self._try.clicked.connect(self.asked)
        self._export.clicked.connect(self.export_asked)
        self._import.clicked.connect(self.import_asked)
        row = QHBoxLayout()
        row.setSpacing(S12)
        words = QVBoxLayout()
        words.setSpacing(S4)
        words.addWidget(self._head)
        words.addWidget(self._sentence)
        words.addWidget(self._age)
        row.addWidget(self._disc)
        row.addLayout(words, 1)
        self._ways = QHBoxLayout()
        self._ways.setSpacing(S8)
        for way in (self._try, self._export, self._import):
            self._ways.addWidget(way, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addLayout(self._ways)
        self.body.addLayout(row)
        self.setFocusProxy(self._try)

    @property
    def age(self) -> str:
        """How old the data is, as it is said."""
        return self._age.text()

    @property
    def words(self) -> tuple[str, str]:
        """The heading and the sentence."""
        return self._head.text(), self._sentence.text()

    def retranslate(self) -> None:
        """Say the buttons' words."""
        self._try.setText(self.tr("Try now"))
        self._try.setToolTip("F5")
        self._export.setText(self.tr("Write a package (USB)"))
        self._import.setText(self.tr("Read a package"))

    def set_narrow(self, narrow: bool) -> None:
        """In a narrow window the buttons stand under each other."""
        way = QHBoxLayout.Direction.TopToBottom if narrow else QHBoxLayout.Direction.LeftToRight
        self._ways.setDirection(way)

    def show_state(self, standing: Standing, facts: SyncFacts) -> None:
        """Say how it stands; `facts` are counted, the link is of the last round."""
        icon, tone = link_words.ICONS[standing.link]
        if facts.status.in_sync and standing.link is Link.ONLINE:
            icon, tone = "cloud-check", Tone.GREEN
        self._disc.show_drawing(icon, tone)
        self._head.setText(self._heading(standing, facts))
        self._sentence.setText(self._joined(self._kept(standing, facts), self._last(facts)))
        self._age.setText(self._of_age(standing, facts))
        self._age.setVisible(bool(self._age.text()))
        self._try.setEnabled(standing.link is not Link.SYNCING)
        self.setAccessibleName(f"{self._head.text()}. {self._sentence.text()} {self._age.text()}")

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

    def _of_age(self, standing: Standing, facts: SyncFacts) -> str:
        """How old the newest reply is, and when the centre last brought something new (FAULTS 18)."""
        now, as_of, changed = self._clock.now(), facts.data_as_of, facts.centre_changed
        if as_of is None:
            return ""
        said = self.tr("Data as of {time}.").format(time=when(as_of, now))
        if changed is not None:
            said = self._joined(
                said, self.tr("The centre last brought something new {time}.").format(time=when(changed, now))
            )
        ahead = timedelta(seconds=facts.status.clock_offset)
        if standing.link is Link.ONLINE and now - ahead - as_of > _STALE:
            old = self.tr("It answers, but only with old data; tell the office if this stays.")
            said = self._joined(said, old)
        return said
