"""Words on a page, and the lines between things."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QWidget

from gridclient.ui.style.tokens import S8, Tone

LabelKind = Literal["body", "caption", "second", "section", "card", "title", "number", "error"]
Ink = Literal["first", "second", "third"]


def label(
    words: str, kind: LabelKind = "body", *, tone: Tone | None = None, ink: Ink = "first", wrap: bool = False
) -> QLabel:
    """A label of a kind of text (UI 2: Type); plain text always, so that data is never read as markup."""
    made = QLabel(words)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setProperty("kind", kind)
    if ink != "first":
        made.setProperty("ink", ink)
    if tone is not None:
        made.setProperty("tone", tone.value)
    if wrap:
        made.setWordWrap(True)
        made.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
    return made


def separator() -> QFrame:
    """A horizontal hairline."""
    return _line("separator")


def divider() -> QFrame:
    """A vertical hairline."""
    return _line("divider")


def section_head(title: str, note: str = "", *trailing: QWidget) -> QWidget:
    """The head of a part of a page: bold title, caption beside it, verbs at the right."""
    head = QWidget()
    row = QHBoxLayout(head)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(S8)
    row.addWidget(label(title, "section"))
    if note:
        row.addWidget(label(note, "caption"))
    row.addStretch(1)
    for widget in trailing:
        row.addWidget(widget)
    return head


def _line(kind: str) -> QFrame:
    made = QFrame()
    made.setProperty("frame", kind)
    return made
