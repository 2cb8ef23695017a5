"""The rail at the left: pages with their badges, and the person at the foot (UI 3, 4 "Rail entry")."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QFrame, QSizePolicy, QVBoxLayout, QWidget

from gridclient.ui.style import icons, theme
from gridclient.ui.style.tokens import FOCUS, LINE, RADIUS_CONTROL, S2, S4, S8, S12, S16, SELECTED_BAR, Tone
from gridcore.roles import Role

WIDE, WIDE_LARGE_ENGLISH, COMPACT = 160, 184, 56
"""Logical pixels (UI 2 "Widths", "Scales")."""


@dataclass(frozen=True, slots=True)
class Badge:
    """A number on a rail entry: red late, accent new, violet conflicts. `what` says it aloud, "2 late"."""

    n: int
    tone: Tone = Tone.ACCENT
    what: str = ""


@dataclass(frozen=True, slots=True)
class Person:
    """Who works here now; `user` is the name of the account."""

    user: str
    name: str
    role: Role
    grid: tuple[str, ...] = ()


class RailEntry(QAbstractButton):
    """One page: icon, word, badge. Compact it is the icon alone, the word becomes the tooltip."""

    walked = Signal(int)
    """The arrow keys ask for the entry above (-1) or below (+1)."""

    def __init__(self, name: str, icon: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.name = name
        self._icon_name = icon
        self._badge: Badge | None = None
        self._key = ""
        self.is_compact = False
        self.setCheckable(True)
        self.setObjectName(f"rail.{name}")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)

    def say(self, word: str, key: str) -> None:
        """The word, and the key that goes here."""
        self.setText(word)
        self._key = key
        self._name_aloud()

    @property
    def badge(self) -> Badge | None:
        """The number shown, None for none."""
        return self._badge

    def set_badge(self, badge: Badge | None) -> None:
        """Show a number; none and zero show nothing."""
        self._badge = badge if badge is not None and badge.n else None
        self._name_aloud()
        self.update()

    def set_compact(self, compact: bool) -> None:
        """The icon alone."""
        self.is_compact = compact
        self._name_aloud()
        self.update()

    def sizeHint(self) -> QSize:
        """As high as the tokens say, as wide as the rail."""
        return QSize(COMPACT if self.is_compact else WIDE, theme.current().size.rail_entry)

    def minimumSizeHint(self) -> QSize:
        """Eleven entries at the largest font still fit a low screen; below that nothing gives way."""
        size = theme.current().size
        return QSize(COMPACT, min(size.rail_entry, size.icon + S12 + S2))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows walk, Enter opens; a button alone would only know the space bar."""
        if event.key() in {Qt.Key.Key_Up, Qt.Key.Key_Down}:
            self.walked.emit(-1 if event.key() == Qt.Key.Key_Up else 1)
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Ground, bar, icon, word, badge."""
        tokens = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        tall = min(tokens.size.rail_selected, self.height() - S2)
        box = QRectF(S8, (self.height() - tall) / 2, self.width() - 2 * S8, tall)
        self._paint_ground(painter, box)
        self._paint_icon(painter, box)
        if not self.is_compact:
            self._paint_word(painter, box)
        self._paint_badge(painter, box)
        painter.end()

    def _paint_ground(self, painter: QPainter, box: QRectF) -> None:
        edge = QRectF(box).adjusted(LINE / 2, LINE / 2, -LINE / 2, -LINE / 2)
        if self.isChecked():
            painter.setPen(QPen(theme.colour("line"), LINE))
            painter.setBrush(theme.colour("railsel"))
            painter.drawRoundedRect(edge, RADIUS_CONTROL, RADIUS_CONTROL)
            tall = box.height() / 2
            bar = QRectF(box.x(), box.center().y() - tall / 2, SELECTED_BAR, tall)
            painter.fillRect(bar, theme.colour("accent"))
        elif self.underMouse():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("hover"))
            painter.drawRoundedRect(edge, RADIUS_CONTROL, RADIUS_CONTROL)
        if self.hasFocus():
            painter.setPen(QPen(theme.colour("accent"), FOCUS))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), RADIUS_CONTROL, RADIUS_CONTROL)

    def _paint_icon(self, painter: QPainter, box: QRectF) -> None:
        size = theme.current().size.icon
        left = box.center().x() - size / 2 if self.is_compact else box.x() + S12 + S2
        token = "accent" if self.isChecked() else "ink2"
        weight: icons.Weight = "fill" if self.isChecked() else "regular"
        drawn = icons.pixmap(self._icon_name, token, size, self.devicePixelRatioF(), weight=weight)
        painter.drawPixmap(QPointF(left, box.center().y() - size / 2), drawn)

    def _paint_word(self, painter: QPainter, box: QRectF) -> None:
        font = theme.font("body", bold=self.isChecked())
        painter.setFont(font)
        painter.setPen(theme.colour("accent" if self.isChecked() else "ink"))
        left = box.x() + S12 + S2 + theme.current().size.icon + S8 + S2
        badge = self._badge_box(box).width() + S8 if self._badge else 0
        room = QRectF(left, box.y(), box.right() - left - badge - S4, box.height())
        word = QFontMetrics(font).elidedText(self.text(), Qt.TextElideMode.ElideRight, int(room.width()))
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, word)

    def _paint_badge(self, painter: QPainter, box: QRectF) -> None:
        if self._badge is None:
            return
        tokens = theme.current()
        pill = self._badge_box(box)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tokens.soft_of(self._badge.tone)))
        painter.drawRoundedRect(pill, pill.height() / 2, pill.height() / 2)
        painter.setFont(theme.font("caption", bold=True))
        painter.setPen(QColor(tokens.text_of(self._badge.tone)))
        painter.drawText(pill, Qt.AlignmentFlag.AlignCenter, self._badge_text())

    def _badge_text(self) -> str:
        n = self._badge.n if self._badge else 0
        return str(n) if n < 100 else "99+"

    def _badge_box(self, box: QRectF) -> QRectF:
        high = theme.current().size.pill
        wide = max(high + S2, QFontMetrics(theme.font("caption", bold=True)).horizontalAdvance(self._badge_text()) + S8)
        if self.is_compact:
            return QRectF(box.right() - wide + S8 - S2, box.y() - S4, wide, high)
        return QRectF(box.right() - wide - S8 - S2, box.center().y() - high / 2, wide, high)

    def _name_aloud(self) -> None:
        badge = self._badge
        aloud = self.text()
        if badge is not None:
            aloud = self.tr("{page}, {badge}").format(page=aloud, badge=badge.what or str(badge.n))
        self.setAccessibleName(aloud)
        key = self.tr("{page} ({key})").format(page=self.text(), key=self._key) if self._key else self.text()
        self.setToolTip(key if self.is_compact or self._key else "")


class PersonButton(QAbstractButton):
    """The person at the foot: avatar letter, name, role; a press opens the menu."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name, self._role = "", ""
        self.is_compact = False
        self.setObjectName("rail.person")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def say(self, name: str, role: str) -> None:
        """Who it is."""
        self._name, self._role = name, role
        self.setAccessibleName(self.tr("{name}, {role}: menu").format(name=name, role=role))
        self.setToolTip(self.tr("{name}, {role}").format(name=name, role=role) if self.is_compact else "")
        self.update()

    def set_compact(self, compact: bool) -> None:
        """The avatar alone."""
        self.is_compact = compact
        self.say(self._name, self._role)

    def sizeHint(self) -> QSize:
        """One row of two lines."""
        return QSize(COMPACT if self.is_compact else WIDE, theme.current().size.row_tall)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens, too."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Line above, circle with the first letter, name over role."""
        size = theme.current().size
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(QRectF(0, 0, self.width(), LINE), theme.colour("line"))
        if self.underMouse():
            painter.fillRect(QRectF(0, LINE, self.width(), self.height()), theme.colour("hover"))
        left = (self.width() - size.avatar) / 2 if self.is_compact else S16
        disc = QRectF(left, (self.height() - size.avatar) / 2, size.avatar, size.avatar)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("accent"))
        painter.drawEllipse(disc)
        painter.setFont(theme.font("section"))
        painter.setPen(theme.colour("onaccent"))
        painter.drawText(disc, Qt.AlignmentFlag.AlignCenter, self._name[:1])
        if not self.is_compact:
            self._paint_words(painter, disc)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.colour("accent"), FOCUS))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(S4, S4, -S4, -S4), RADIUS_CONTROL, RADIUS_CONTROL)
        painter.end()

    def _paint_words(self, painter: QPainter, disc: QRectF) -> None:
        left = disc.right() + S8 + S2
        wide = self.width() - left - S8
        for words, font, token, top in (
            (self._name, theme.font("section"), "ink", disc.y() - S2),
            (self._role, theme.font("caption"), "ink3", disc.center().y() + S2),
        ):
            painter.setFont(font)
            painter.setPen(theme.colour(token))
            shown = QFontMetrics(font).elidedText(words, Qt.TextElideMode.ElideRight, int(wide))
            line = QRectF(left, top, wide, disc.height() / 2)
            painter.drawText(line, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)


class RailHead(QWidget):
    """Logo and name of the product."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.is_compact = False

    def sizeHint(self) -> QSize:
        """As high as the top bar and a little more."""
        return QSize(COMPACT, theme.current().size.topbar)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Nine squares, and the name."""
        size = theme.current().size
        painter = QPainter(self)
        left = (self.width() - size.logo) / 2 if self.is_compact else S16 + S2
        middle = self.height() / 2 + S2
        painter.drawPixmap(QPointF(left, middle - size.logo / 2), icons.logo(size.logo, self.devicePixelRatioF()))
        if not self.is_compact:
            painter.setFont(theme.font("card"))
            painter.setPen(theme.colour("ink"))
            room = QRectF(left + size.logo + S8, 0, self.width(), middle * 2)
            painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, self.tr("Yigetong"))
        painter.end()


class Rail(QFrame):
    """All entries; `chosen` carries the name of a page."""

    chosen = Signal(str)
    person_pressed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("frame", "rail")
        self.setObjectName("rail")
        self.head = RailHead(self)
        self.person = PersonButton(self)
        self.person.clicked.connect(self.person_pressed)
        self._entries: list[RailEntry] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, LINE, 0)
        self._column.setSpacing(0)
        self._column.addWidget(self.head)
        self._column.addSpacing(S2)
        self._column.addStretch(1)
        self._column.addWidget(self.person)

    @property
    def entries(self) -> Sequence[RailEntry]:
        """The entries from top to bottom."""
        return self._entries

    def set_pages(self, pages: Sequence[tuple[str, str]]) -> None:
        """Show entries for these pages: (name, icon), in order. Words come with `say`."""
        for entry in self._entries:
            self._column.removeWidget(entry)
            entry.deleteLater()
        self._entries = []
        for place, (name, icon) in enumerate(pages):
            entry = RailEntry(name, icon, self)
            entry.set_compact(self.head.is_compact)
            entry.clicked.connect(self._on_clicked)
            entry.walked.connect(self._on_walked)
            self._column.insertWidget(2 + place, entry)
            self._entries.append(entry)
        self._order_tabs()

    def entry(self, name: str) -> RailEntry | None:
        """The entry of a page."""
        return next((entry for entry in self._entries if entry.name == name), None)

    def select(self, name: str) -> None:
        """Mark the page in front; none of them when it has no entry."""
        for entry in self._entries:
            entry.setChecked(entry.name == name)

    def set_compact(self, compact: bool) -> None:
        """Icons only."""
        self.head.is_compact = compact
        self.person.set_compact(compact)
        for entry in self._entries:
            entry.set_compact(compact)
        self.settle_width()

    def settle_width(self) -> None:
        """As wide as mode, language and font scale ask for."""
        large_english = theme.current().size.scale > 1.2 and not theme.language().startswith("zh")
        wide = WIDE_LARGE_ENGLISH if large_english else WIDE
        self.setFixedWidth(COMPACT if self.head.is_compact else wide)
        self.updateGeometry()

    def changeEvent(self, event: QEvent) -> None:
        """Another font scale needs another width."""
        super().changeEvent(event)
        if event.type() in {QEvent.Type.StyleChange, QEvent.Type.LanguageChange} and hasattr(self, "_column"):
            self.settle_width()

    def _order_tabs(self) -> None:
        before: QWidget = self.head
        for entry in [*self._entries, self.person]:
            QWidget.setTabOrder(before, entry)
            before = entry

    def _on_clicked(self) -> None:
        entry = self.sender()
        if isinstance(entry, RailEntry):
            self.select(entry.name)
            self.chosen.emit(entry.name)

    def _on_walked(self, way: int) -> None:
        entry = self.sender()
        if isinstance(entry, RailEntry):
            walk: list[QWidget] = [*self._entries, self.person]
            place = walk.index(entry) + way
            walk[max(0, min(place, len(walk) - 1))].setFocus(Qt.FocusReason.TabFocusReason)
