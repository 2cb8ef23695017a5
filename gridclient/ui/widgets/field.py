"""Fields: label, control, hint, what is wrong; the switch; the masked value (UI 4)."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QGuiApplication, QPaintEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from gridclient.ui.spoken import say
from gridclient.ui.style import theme
from gridclient.ui.style.paint import draw_box, draw_ring, painting
from gridclient.ui.style.shapes import Shape
from gridclient.ui.style.tokens import LABEL_EN, LABEL_ZH, S2, S4, S6, S8, S12
from gridclient.ui.widgets.button import icon_button
from gridclient.ui.widgets.label import label
from gridclient.ui.widgets.painted import PaintedTick
from gridclient.ui.widgets.shape import ShapeMark

REVEAL_MS: Final = 30_000


class Switch(PaintedTick):
    """On or off at once, 40 x 22; the sentence and what it asks for stand beside it."""

    def __init__(self, spoken: str, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self._spoken = spoken
        self.toggled.connect(self._on_toggled)
        self._on_toggled()

    def sizeHint(self) -> QSize:
        """Its own size; never under the hit height."""
        size = theme.current().size
        return QSize(size.switch_width, max(size.switch, size.hit))

    def paintEvent(self, _event: QPaintEvent, /) -> None:
        """Draw it."""
        tokens = theme.current()
        height = tokens.size.switch
        box = QRectF(0, (self.height() - height) / 2, self.width(), height)
        on = self.isChecked()
        with painting(self) as painter:
            draw_box(painter, box, tokens.accent if on else tokens.greysoft, None if on else tokens.edge, height / 2)
            knob = height / 2 - 3
            centre = QPointF(box.right() - height / 2 if on else box.x() + height / 2, box.center().y())
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(tokens.onaccent if on else tokens.edge))
            painter.drawEllipse(centre, knob, knob)
            if self.hasFocus() and self.ring:
                draw_ring(painter, box.adjusted(-1, -S2, 1, S2) if not on else box, height / 2)

    def _on_toggled(self) -> None:
        self.setAccessibleName(say(self._spoken, self.tr("on") if self.isChecked() else self.tr("off")))


class FieldRow(QWidget):
    """A label left of its control or above it, a hint below, and below that what is wrong."""

    def __init__(
        self, words: str, control: QWidget, hint: str = "", *, above: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.control = control
        self._words = words
        self._above, self._least = above, 0
        direction = QBoxLayout.Direction.TopToBottom if above else QBoxLayout.Direction.LeftToRight
        outer = QBoxLayout(direction, self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(S4 if above else S8)
        self._label = label(words, ink="second")
        self._label.setBuddy(control)
        outer.addWidget(self._label, alignment=Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout()
        column.setSpacing(S4)
        column.addWidget(control)
        self._hint = label(hint, "caption", wrap=True)
        if not hint:  # shown without a parent yet it would flash as a window of its own
            self._hint.hide()
        column.addWidget(self._hint)
        self._wrong = QWidget()
        wrong = QHBoxLayout(self._wrong)
        wrong.setContentsMargins(0, 0, 0, 0)
        wrong.setSpacing(S6)
        wrong.addWidget(ShapeMark(Shape.FAILED), alignment=Qt.AlignmentFlag.AlignTop)
        self._error = label("", "error", wrap=True)
        wrong.addWidget(self._error, 1)
        self._wrong.hide()
        column.addWidget(self._wrong)
        outer.addLayout(column, 1)
        theme.notifier().changed.connect(self._on_theme_changed)
        self._on_theme_changed()
        self.set_error("")

    @property
    def words_width(self) -> int:
        """The width its label needs."""
        return self._label.sizeHint().width()

    def set_words_width(self, width: int) -> None:
        """Have the label this wide at least, so that the controls of rows below each other begin on one line."""
        self._least = width
        self._on_theme_changed()

    @property
    def error(self) -> str:
        """What is wrong, as shown; empty when nothing is."""
        return self._error.text()

    def set_error(self, words: str) -> None:
        """Say what is wrong, or with no words that nothing is."""
        self._error.setText(words)
        self._wrong.setVisible(bool(words))
        self.control.setAccessibleName(say(self._words, words))
        theme.polish(self.control, invalid="true" if words else "false")

    def set_hint(self, words: str) -> None:
        """Say something below the control, or with no words nothing."""
        self._hint.setText(words)
        self._hint.setVisible(bool(words))

    def _on_theme_changed(self) -> None:
        size = theme.current().size
        if self._above:
            return
        width = LABEL_ZH if theme.language().startswith("zh") else LABEL_EN
        self._label.setFixedWidth(max(round(width * size.scale), self._least, self.words_width))
        self._label.setMinimumHeight(size.control)


class MaskedValue(QWidget):
    """A value of which only the tail is shown, and the eye that asks to see it.

    The page answers `asked` with `reveal`; after 30 s the value is masked again and forgotten.
    """

    asked = Signal()
    copied = Signal()
    """The whole value went to the clipboard; the page writes that down."""
    masked_again = Signal()

    def __init__(self, what: str, masked: str, tail: str, parent: QWidget | None = None) -> None:
        """`what` names the value, `masked` is how it is shown, `tail` what may be said aloud."""
        super().__init__(parent)
        self._what, self._masked, self._tail = what, masked, tail
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(S4)
        self._value = QLabel(masked)
        self._value.setProperty("kind", "second")
        row.addWidget(self._value)
        self._eye = icon_button("eye-slash", "", measure="compact")
        self._eye.clicked.connect(self._on_eye)
        row.addWidget(self._eye)
        self._copy = icon_button("copy", self.tr("Copy"), measure="compact")
        self._copy.clicked.connect(self._on_copy)
        self._copy.hide()
        row.addWidget(self._copy)
        row.addStretch(1)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.cover)
        self._open = False
        self._say()

    @property
    def is_open(self) -> bool:
        """Whether the whole value is shown."""
        return self._open

    def reveal(self, value: str) -> None:
        """Show the whole value for 30 s."""
        self._value.setText(value)
        self._open = True
        self._timer.start(REVEAL_MS)
        self._say()

    def cover(self) -> None:
        """Cover it again."""
        self._timer.stop()
        was_open, self._open = self._open, False
        self._value.setText(self._masked)
        self._say()
        if was_open:
            self.masked_again.emit()

    def _on_copy(self) -> None:
        QGuiApplication.clipboard().setText(self._value.text())
        self.copied.emit()

    def _on_eye(self) -> None:
        if self._open:
            self.cover()
        else:
            self.asked.emit()

    def _say(self) -> None:
        self._copy.setVisible(self._open)
        self._eye.set_icon("eye" if self._open else "eye-slash")
        if self._open:
            spoken = self.tr("{what}, shown; hide it").format(what=self._what)
        else:
            spoken = self.tr("{what}, masked, ends in {tail}").format(what=self._what, tail=self._tail)
        self._eye.setAccessibleName(spoken)
        self._eye.setToolTip(self.tr("Hide") if self._open else self.tr("Show"))
        self._value.setAccessibleName(spoken)


def stacked(title: str, sentence: str) -> QVBoxLayout:
    """A bold line over a caption, as beside a switch or an avatar."""
    column = QVBoxLayout()
    column.setSpacing(0)
    column.addWidget(label(title, "section"))
    column.addWidget(label(sentence, "caption", wrap=True))
    column.setContentsMargins(0, 0, S12, 0)
    return column
