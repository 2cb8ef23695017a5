"""What a page must say: a banner at its head, a toast at its foot (UI 4)."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QAccessibleEvent, QEnterEvent, QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from gridclient.ui.spoken import say
from gridclient.ui.style import icons, theme
from gridclient.ui.style.icons import Weight
from gridclient.ui.style.paint import cast_shadow
from gridclient.ui.style.tokens import S4, S8, S12, S16, S24, Tone
from gridclient.ui.widgets.button import Button, button
from gridclient.ui.widgets.label import label
from gridclient.ui.widgets.pill import KeyCap

TOAST_MS: Final = 6000


class IconLabel(QLabel):
    """An icon among words, in the colour of a token; decoration, so it is not read aloud."""

    def __init__(
        self, name: str, token: str, size: int = 18, weight: Weight = "regular", parent: QWidget | None = None
    ) -> None:
        """`size` is in logical pixels at font scale 1."""
        super().__init__(parent)
        self._drawn = (name, token, size, weight)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.notifier().changed.connect(self._on_theme_changed)
        self._on_theme_changed()

    def show_icon(self, name: str, token: str) -> None:
        """Show another drawing, or the same in another colour."""
        self._drawn = (name, token, self._drawn[2], self._drawn[3])
        self._on_theme_changed()

    def _on_theme_changed(self) -> None:
        name, token, size, weight = self._drawn
        grown = round(size * theme.current().size.scale)
        self.setPixmap(icons.pixmap(name, token, grown, self.devicePixelRatioF(), weight=weight))


class Banner(QFrame):
    """What happened (bold), what is kept and what helps, one way out; details unfold as text to copy.

    Esc hides it until the next time. Announced once as an alert when it is shown.
    """

    closed = Signal()

    def __init__(
        self,
        icon: str,
        title: str,
        sentence: str,
        tone: Tone,
        *buttons: QWidget,
        details: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setProperty("frame", "banner")
        self.setProperty("tone", tone.value)
        self.setAccessibleName(say(title, sentence))
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        column = QVBoxLayout(self)
        column.setContentsMargins(S16, S8 + 2, S16, S8 + 2)
        row = QHBoxLayout()
        row.setSpacing(S12)
        column.addLayout(row)
        row.addWidget(IconLabel(icon, tone.value, 18, "fill"), alignment=Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(label(title, "section", tone=tone))
        if sentence:
            words.addWidget(label(sentence, ink="second", wrap=True))
        row.addLayout(words, 1)
        for widget in buttons:
            row.addWidget(widget)
        self._details = label(details, "caption", wrap=True)
        self._details.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self._details.hide()
        column.addWidget(self._details)
        self._unfold: Button | None = None
        if details:
            self._unfold = button(self.tr("Details"), "quiet", "caret-down")
            self._unfold.clicked.connect(self._on_unfold)
            row.addWidget(self._unfold)

    def announce(self) -> None:
        """Say it to a screen reader, as an alert."""
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc hides it."""
        if event.key() == Qt.Key.Key_Escape:
            self.hide()
            self.closed.emit()
            return
        super().keyPressEvent(event)

    def _on_unfold(self) -> None:
        folded = self._details.isHidden()
        self._details.setVisible(folded)
        if self._unfold is not None:
            self._unfold.set_icon("caret-up" if folded else "caret-down")


class Toast(QFrame):
    """What was done, in the past tense, and how to take it back. Stays 6 s, longer while hovered or focused."""

    undone = Signal()
    closed = Signal()

    def __init__(
        self, sentence: str, undo_keys: str = "", icon: str = "check-circle", tone: Tone = Tone.GREEN,
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        """With `undo_keys` (as shown on a cap) the toast offers to take the verb back."""
        super().__init__(parent)
        self.setProperty("frame", "popup")
        self._sentence = sentence
        row = QHBoxLayout(self)
        row.setContentsMargins(S16 + 2, S4, S12, S4)
        row.setSpacing(S12)
        row.addWidget(IconLabel(icon, tone.value, 18, "fill"))
        row.addWidget(label(sentence))
        if undo_keys:
            undo = button(self.tr("Undo"), "link")
            undo.clicked.connect(self._on_undo)
            row.addWidget(undo)
            row.addWidget(KeyCap(undo_keys))
        self.setAccessibleName(sentence)
        cast_shadow(self)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._on_timeout)

    def show_at_foot(self, area: QWidget) -> None:
        """Show it centred above the lower edge of an area, and say it politely."""
        self.setParent(area)
        self.resize(self.sizeHint().width(), max(self.sizeHint().height(), theme.current().size.toast))
        self.stand_at_foot(area)
        self.show()
        self.raise_()
        self._timer.start(TOAST_MS)
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, self._sentence))

    def stand_at_foot(self, area: QWidget) -> None:
        """Stand centred in an area, above the verbs at the foot of a form."""
        foot = theme.current().size.control + S8 + S24
        self.move((area.width() - self.width()) // 2, area.height() - self.height() - foot)

    def enterEvent(self, event: QEnterEvent) -> None:
        """Stay while the mouse is here."""
        self._timer.stop()
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        """Count again."""
        self._timer.start(TOAST_MS)
        super().leaveEvent(event)

    def _on_timeout(self) -> None:
        focus = self.window().focusWidget() if self.isVisible() else None
        if focus is not None and self.isAncestorOf(focus) and focus.hasFocus():
            self._timer.start(TOAST_MS)
            return
        self._close()

    def _on_undo(self) -> None:
        self.undone.emit()
        self._close()

    def _close(self) -> None:
        self.hide()
        self.closed.emit()
        self.deleteLater()
