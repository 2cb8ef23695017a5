"""The foot of the report: where it goes, keep it, send it (picture 17)."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from gridclient.ui.style.shapes import Shape
from gridclient.ui.style.tokens import S8, S12, S24
from gridclient.ui.widgets.button import Button
from gridclient.ui.widgets.label import label
from gridclient.ui.widgets.pill import KeyCap
from gridclient.ui.widgets.shape import ShapeMark


class ReportFoot(QFrame):
    """Two lines of words and two buttons; the primary one counts what is missing until nothing is."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("frame", "foot")
        self._offline = ShapeMark(Shape.NONE)
        self._title, self._sentence = label("", "section"), label("", "caption", wrap=True)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self._title)
        words.addWidget(self._sentence)
        self.keep = Button(self.tr("Keep as draft"))
        self.send = Button("", "primary")
        self._cap = KeyCap("Ctrl Enter")
        row = QHBoxLayout(self)
        row.setContentsMargins(S24, S8, S24, S8)
        row.setSpacing(S12)
        row.addWidget(self._offline)
        row.addLayout(words, 1)
        for widget in (self.keep, self.send, self._cap):
            row.addWidget(widget)
        self.show_link(online=False)
        self.show_gaps(0)

    def show_link(self, *, online: bool) -> None:
        """Say where the report goes."""
        self._offline.setVisible(not online)
        if online:
            self._title.setText(self.tr("Goes to the community office"))
            self._sentence.setText(self.tr("Kept here first, then sent: text before photos"))
        else:
            self._title.setText(self.tr("Offline now: kept on this PC first"))
            self._sentence.setText(self.tr("Sent by itself once connected: text before photos"))

    def show_gaps(self, gaps: int) -> None:
        """The button names what is missing, and turns into the verb at zero."""
        self.send.setText(self.tr("{n} missing").format(n=gaps) if gaps else self.tr("Report"))
        if gaps:
            self.send.set_kind("secondary")
            self.send.set_icon("warning", "ink2")
        else:
            self.send.set_icon("paper-plane-tilt", "onaccent")
            self.send.set_kind("primary")
