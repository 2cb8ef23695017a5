"""Banner and toast: what went wrong with a way out, and what was done with a way back (UI 4)."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QEnterEvent, QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QGraphicsDropShadowEffect,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from gridclient.ui.announce import announce
from gridclient.ui.errors import Trouble
from gridclient.ui.keycap import KeyCap
from gridclient.ui.style import icons, theme
from gridclient.ui.style.tokens import S2, S8, S12, S16, SHADOW_BLUR, SHADOW_DROP, Tone

TOAST_MS = 6000
_WORST = ("red", "violet", "amber", "accent", "grey")
_ICONS = {"red": "x-circle", "violet": "git-merge", "amber": "warning", "accent": "info", "grey": "info"}
_FILLED = {"red", "amber", "accent", "grey"}


class Banner(QFrame):
    """One trouble at a time, the worst first; Esc hides it until next time. `way` names its button's action."""

    way = Signal(str)
    shown_changed = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._waiting: list[Trouble] = []
        self.setProperty("frame", "banner")
        self.setObjectName("banner")
        self._icon = QLabel(self)
        self._what = QLabel(self)
        self._what.setProperty("weight", "bold")
        self._kept = QLabel(self)
        self._kept.setWordWrap(True)
        self._kept.setProperty("ink", "second")
        self._way = QPushButton(self)
        self._way.setObjectName("banner.way")
        self._way.clicked.connect(self._on_way)
        self._more = QPushButton(self)
        self._more.setObjectName("banner.more")
        self._more.setCheckable(True)
        self._more.setProperty("kind", "quiet")
        self._more.toggled.connect(self._on_more)
        self._hide = QPushButton(self)
        self._hide.setObjectName("banner.hide")
        self._hide.setProperty("kind", "quiet")
        self._hide.setProperty("measure", "square")
        self._hide.clicked.connect(self.dismiss)
        self._details = QPlainTextEdit(self)
        self._details.setReadOnly(True)
        self._details.setTabChangesFocus(True)
        self._details.setFixedHeight(theme.current().size.control * 3)
        self._lay_out()
        self.retranslate()
        self.hide()

    @property
    def shown(self) -> Trouble | None:
        """What is told now."""
        return self._waiting[0] if self._waiting else None

    def tell(self, trouble: Trouble) -> None:
        """Show a trouble, or line it up behind a worse one; the same one twice is one."""
        before = self.shown
        self._waiting = [each for each in self._waiting if each.code != trouble.code or not trouble.code]
        self._waiting.append(trouble)
        self._waiting.sort(key=lambda each: _WORST.index(each.tone))
        self._show()
        if self.shown is not before:
            announce(self, f"{self._what.text()} {self._kept.text()}", urgent=True)

    def dismiss(self) -> None:
        """Hide this one; the next in line comes."""
        if self._waiting:
            self._waiting.pop(0)
        self._show()

    def forget(self, code: str) -> None:
        """The trouble of this code is over."""
        self._waiting = [each for each in self._waiting if each.code != code]
        self._show()

    def retranslate(self) -> None:
        """Say our own words again."""
        self._more.setText(self.tr("Details"))
        self._more.setIcon(icons.icon("caret-down"))
        self._hide.setIcon(icons.icon("x"))
        self._hide.setAccessibleName(self.tr("Hide this message"))
        self._hide.setToolTip(self.tr("Hide this message"))
        self._details.setAccessibleName(self.tr("Details"))
        self._show()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc hides."""
        if event.key() == Qt.Key.Key_Escape:
            self.dismiss()
        else:
            super().keyPressEvent(event)

    def _lay_out(self) -> None:
        words = QVBoxLayout()
        words.setSpacing(S2)
        words.addWidget(self._what)
        words.addWidget(self._kept)
        row = QHBoxLayout()
        row.setSpacing(S12)
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        row.addWidget(self._way)
        row.addWidget(self._more)
        row.addWidget(self._hide)
        column = QVBoxLayout(self)
        column.setContentsMargins(S16, S12, S12, S12)
        column.setSpacing(S8)
        column.addLayout(row)
        column.addWidget(self._details)
        self._details.hide()

    def _show(self) -> None:
        told = self.shown
        self.setVisible(told is not None)
        self.shown_changed.emit(told is not None)
        if told is None:
            return
        theme.polish(self, tone=told.tone)
        theme.polish(self._what, tone=told.tone)
        weight: icons.Weight = "fill" if told.tone in _FILLED else "regular"
        size = theme.current().size.icon
        self._icon.setPixmap(icons.pixmap(_ICONS[told.tone], told.tone, size, self.devicePixelRatioF(), weight=weight))
        self._what.setText(told.what)
        self._kept.setText(told.kept)
        self._kept.setVisible(bool(told.kept))
        self._way.setText(told.way_text)
        self._way.setVisible(bool(told.way))
        self._more.setVisible(bool(told.details))
        self._details.setPlainText(told.details)
        self._details.setVisible(self._more.isChecked() and bool(told.details))
        self.setAccessibleName(f"{told.what} {told.kept}")

    def _on_way(self) -> None:
        told = self.shown
        if told is not None:
            self.dismiss()
            self.way.emit(told.way)

    def _on_more(self, unfolded: bool) -> None:
        self._details.setVisible(unfolded)
        self._more.setIcon(icons.icon("caret-up" if unfolded else "caret-down"))


class Toast(QFrame):
    """A past-tense sentence with its undo; six seconds, longer while hovered or focused."""

    undo = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("frame", "popup")
        self.setObjectName("toast")
        self._mark = QLabel(self)
        self._said = QLabel(self)
        self._undo = QPushButton(self)
        self._undo.setProperty("kind", "link")
        self._undo.setObjectName("toast.undo")
        self._undo.clicked.connect(self._on_undo)
        self._cap = KeyCap("Ctrl Z", self)
        row = QHBoxLayout(self)
        row.setContentsMargins(S16 + S2, S2, S12, S2)
        row.setSpacing(S12)
        for widget in (self._mark, self._said, self._undo, self._cap):
            row.addWidget(widget)
        shadow = QGraphicsDropShadowEffect(self)
        shadow.setBlurRadius(SHADOW_BLUR)
        shadow.setOffset(0, SHADOW_DROP)
        self.setGraphicsEffect(shadow)
        self._leave = QTimer(self)
        self._leave.setSingleShot(True)
        self._leave.timeout.connect(self._on_time)
        self._undo.installEventFilter(self)
        self.retranslate()
        self.hide()

    def say(self, sentence: str, *, undoable: bool = False, milliseconds: int = TOAST_MS) -> None:
        """Show a sentence, in place of the one before."""
        size = theme.current().size.icon
        self._mark.setPixmap(icons.pixmap("check-circle", Tone.GREEN, size, self.devicePixelRatioF(), weight="fill"))
        self._said.setText(sentence)
        self._undo.setVisible(undoable)
        self._cap.setVisible(undoable)
        self.setAccessibleName(sentence)
        self._leave.start(milliseconds)
        self.settle()
        self.show()
        self.raise_()
        announce(self, sentence)

    def settle(self) -> None:
        """At the foot of the parent, in its middle."""
        parent = self.parentWidget()
        self.setFixedHeight(theme.current().size.toast)
        self.adjustSize()
        if parent is not None:
            self.move((parent.width() - self.width()) // 2, parent.height() - self.height() - S16 - S2 * 2)

    def retranslate(self) -> None:
        """Say our own word again."""
        self._undo.setText(self.tr("Undo"))

    def leaveEvent(self, event: QEvent) -> None:
        """The pointer is gone: the time runs again."""
        super().leaveEvent(event)
        self._leave.start(TOAST_MS // 2)

    def enterEvent(self, event: QEnterEvent) -> None:
        """Stays while hovered."""
        super().enterEvent(event)
        self._leave.stop()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stays while its button has the focus."""
        if event.type() == QEvent.Type.FocusOut and self.isVisible():
            self._leave.start(TOAST_MS // 2)
        return super().eventFilter(watched, event)

    def _on_time(self) -> None:
        if not self._undo.hasFocus() and not self.underMouse():
            self.hide()

    def _on_undo(self) -> None:
        self.hide()
        self.undo.emit()
