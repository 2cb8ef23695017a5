"""The honest line at the foot: state, what waits, last sync, grid; at the right the page's own line (UI 4)."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QFrame, QHBoxLayout, QSizePolicy, QWidget

from gridclient.base.clock import Clock
from gridclient.base.status import Backup, Link, StatusLine
from gridclient.ui import link_words
from gridclient.ui.announce import announce
from gridclient.ui.style import icons, theme
from gridclient.ui.style.shapes import TONES, Shape, draw_shape
from gridclient.ui.style.tokens import FOCUS, LINE, RADIUS_PILL, S2, S4, S6, S12, S16, Tone
from gridclient.ui.when import number, when


class StatusPart(QAbstractButton):
    """One part of the line: a shape or an icon, and words; a press opens the page of sync."""

    def __init__(self, name: str, *, divided: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shape: Shape | None = None
        self._tone = Tone.GREY
        self._icon_name = ""
        self._divided = divided
        self.setObjectName(f"status.{name}")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Expanding)

    def say(self, words: str, shape: Shape | None = None, tone: Tone | None = None, icon: str = "") -> None:
        """Show words behind a shape in a tone, or behind an icon."""
        self._shape, self._icon_name = shape, icon
        self._tone = tone or (TONES[shape] if shape else Tone.GREY)
        self.setText(words)
        self.setAccessibleName(words)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """As wide as the words."""
        wide = QFontMetrics(theme.font("caption")).horizontalAdvance(self.text()) + self._lead() + 2 * S12 + LINE
        return QSize(wide, theme.current().size.status)

    def minimumSizeHint(self) -> QSize:
        """The words may be cut when the window is narrow."""
        return QSize(self._lead() + 2 * S12 + theme.current().size.control, theme.current().size.status)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses, too."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Mark, words, and the line that divides it from the next part."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.underMouse():
            painter.fillRect(self.rect(), theme.colour("hover"))
        tokens = theme.current()
        if self._shape is not None:
            side = tokens.size.shape
            box = QRectF(S16, (self.height() - side) / 2, side, side)
            draw_shape(painter, self._shape, box, QColor(tokens.fill_of(self._tone)))
        elif self._icon_name:
            side = tokens.size.icon_caption
            drawn = icons.pixmap(self._icon_name, "ink2", side, self.devicePixelRatioF())
            painter.drawPixmap(QPointF(S16, (self.height() - side) / 2), drawn)
        font = theme.font("caption")
        painter.setFont(font)
        painter.setPen(theme.colour("ink2"))
        room = QRectF(S12 + S2 + self._lead(), 0, self.width() - self._lead() - 2 * S12 + S2, self.height())
        words = QFontMetrics(font).elidedText(self.text(), Qt.TextElideMode.ElideRight, int(room.width()))
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, words)
        if self._divided:
            painter.fillRect(QRectF(self.width() - LINE, 0, LINE, self.height()), theme.colour("line"))
        if self.hasFocus():
            painter.setPen(QPen(theme.colour("accent"), FOCUS))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(S4, S4, -S4, -S4), RADIUS_PILL, RADIUS_PILL)
        painter.end()

    def _lead(self) -> int:
        size = theme.current().size
        if self._shape is not None:
            return size.shape + S6 + S2
        return size.icon_caption + S4 if self._icon_name else 0


class StatusBar(QFrame):
    """The line itself; `pressed` asks for the page of sync."""

    pressed = Signal()

    def __init__(self, clock: Clock, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._clock = clock
        self._status = StatusLine()
        self._line = ""
        self._is_compact = False
        self._last_state = ""
        self.setProperty("frame", "status")
        self.setObjectName("status")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, LINE, 0, 0)
        row.setSpacing(0)
        self._state = self._add(row, "state")
        self._waiting = self._add(row, "waiting")
        self._synced = self._add(row, "synced")
        self._grid = self._add(row, "grid", divided=False)
        row.addStretch(1)
        self._own = self._add(row, "own", divided=False)

    @property
    def parts(self) -> tuple[StatusPart, ...]:
        """The parts from left to right."""
        return (self._state, self._waiting, self._synced, self._grid, self._own)

    @property
    def sentence(self) -> str:
        """The whole line, as it is read aloud."""
        return self.tr("{a}; {b}; {c}; {d}; {e}").format(
            **dict(zip("abcde", (p.text() for p in self.parts), strict=True))
        )

    def show_status(self, status: StatusLine) -> None:
        """Say these facts; the state is announced when its word changes."""
        self._status = status
        self.retranslate()

    def show_line(self, line: str) -> None:
        """The page's own line; empty gives the place back to the lease."""
        self._line = line
        self.retranslate()

    def set_compact(self, compact: bool) -> None:
        """Shorter words in a narrow window."""
        self._is_compact = compact
        self.retranslate()

    def settle_height(self) -> None:
        """As high as the font scale asks for."""
        self.setFixedHeight(theme.current().size.status)

    def retranslate(self) -> None:
        """Say everything again."""
        status = self._status
        self.settle_height()
        shape, tone = link_words.SHAPES[status.link]
        if status.link is Link.ONLINE and abs(status.clock_offset) > link_words.CLOCK_SECONDS:
            shape, tone = Shape.SOON, Tone.AMBER
        words = link_words.short(status)
        self._state.say(words, shape, tone)
        self._waiting.say(*self._words_of_open())
        self._synced.say(self._words_of_last())
        self._grid.say(self._words_of_grid())
        self._grid.setVisible(bool(status.grid))
        self._say_own()
        if words != self._last_state and self._last_state:
            announce(self, words)
        self._last_state = words

    def _words_of_open(self) -> tuple[str, Shape]:
        """What is open, the nearest to do first; the tick only when nothing at all is (FAULTS 76)."""
        status = self._status
        if status.practice:
            return self.tr("Practice grid, nothing is sent"), Shape.SOON
        if status.waiting == 1:
            return self.tr("1 change waiting"), Shape.WAITING
        if status.waiting:
            return self.tr("{n} changes waiting").format(n=number(status.waiting)), Shape.WAITING
        if status.to_decide:
            return self.tr("{n} to decide").format(n=number(status.to_decide)), Shape.CONFLICT
        if status.set_aside:
            return self.tr("{n} set aside").format(n=number(status.set_aside)), Shape.PARKED
        if status.answered:
            return self.tr("{n} at the centre, not yet read back").format(n=number(status.answered)), Shape.WAITING
        if not status.in_sync:
            return self.tr("Not everything read yet"), Shape.NONE
        return self.tr("Nothing waiting"), Shape.DONE

    def _words_of_last(self) -> str:
        last = self._status.last_sync
        if last is None:
            return self.tr("Not synced yet")
        return self.tr("Last sync: {when}").format(when=when(last, self._clock.now()))

    def _words_of_grid(self) -> str:
        grid = self._status.grid
        if not grid:
            return ""
        if self._is_compact:
            return grid[-1]
        return self.tr("Grid: {path}").format(path=self.tr(" · ").join(grid))

    def _say_own(self) -> None:
        days, backup = self._status.lease_days, self._words_of_backup()
        self._own.setVisible(bool(self._line or backup) or days is not None)
        if self._line:
            self._own.say(self._line)
        elif backup:
            self._own.say(backup, Shape.SOON)
        elif days is not None and self._is_compact:
            self._own.say(self.tr("{n} days of offline use left").format(n=days), icon="shield-check")
        elif days is not None:
            self._own.say(self.tr("Encrypted · {n} days of offline use left").format(n=days), icon="shield-check")

    def _words_of_backup(self) -> str:
        """Said only when somebody has to look (SYNC 13)."""
        return {
            Backup.FAILED: self.tr("The backup was not written; see settings"),
            Backup.DUE: self.tr("A backup is due"),
        }.get(self._status.backup, "")

    def _add(self, row: QHBoxLayout, name: str, *, divided: bool = True) -> StatusPart:
        part = StatusPart(name, divided=divided, parent=self)
        part.clicked.connect(self.pressed)
        row.addWidget(part)
        return part
