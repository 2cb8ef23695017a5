"""The pop-up of the find box: groups, rows with the matched part marked, and a foot with keys (UI 4 "Find box")."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QListView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from gridclient.base.find import FindGroup, FindHit, FindResult
from gridclient.ui.style import icons, theme
from gridclient.ui.style.paint import cast_shadow
from gridclient.ui.style.tokens import (
    LINE,
    RADIUS_CONTROL,
    RADIUS_PILL,
    S2,
    S4,
    S6,
    S8,
    S12,
    S16,
    Tone,
)
from gridclient.ui.when import number
from gridclient.ui.widgets.pill import KeyCap

WIDTH = 700
"""Logical pixels."""
_TITLE_COLUMN = 144

_Index = QModelIndex | QPersistentModelIndex

ICONS = {
    "person": "user",
    "household": "house",
    "place": "storefront",
    "task": "check-square-offset",
    "event": "megaphone",
    "order": "flag",
    "inspection": "clipboard-text",
    "rectification": "clipboard-text",
    "service_item": "handshake",
    "basis": "file-text",
    "command": "keyboard",
}


@dataclass(frozen=True, slots=True)
class FindRow:
    """One line of the pop-up: a head of a group (no hit), or a hit."""

    head: str = ""
    head_right: str = ""
    hit: FindHit | None = None
    aloud: str = ""


class FindModel(QAbstractListModel):
    """The rows as given."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._rows: tuple[FindRow, ...] = ()

    def show(self, rows: Sequence[FindRow]) -> None:
        """Show these rows instead."""
        self.beginResetModel()
        self._rows = tuple(rows)
        self.endResetModel()

    def row(self, place: int) -> FindRow:
        """The row at a place."""
        return self._rows[place]

    def hit_places(self) -> list[int]:
        """The places a person can stand on."""
        return [place for place, row in enumerate(self._rows) if row.hit is not None]

    def rowCount(self, parent: _Index | None = None) -> int:
        """All rows; a row has no rows of its own."""
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The row itself for the delegate, words for a screen reader."""
        row = self._rows[index.row()]
        if role == Qt.ItemDataRole.UserRole:
            return row
        if role in {Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.DisplayRole}:
            return row.aloud or row.head
        return None

    def flags(self, index: _Index) -> Qt.ItemFlag:
        """A head cannot be chosen."""
        row = self._rows[index.row()]
        return Qt.ItemFlag.NoItemFlags if row.hit is None else Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable


class FindDelegate(QStyledItemDelegate):
    """Paints heads and hits."""

    def sizeHint(self, _option: QStyleOptionViewItem, index: _Index) -> QSize:
        """The height of the tokens."""
        row: FindRow = index.data(Qt.ItemDataRole.UserRole)
        size = theme.current().size
        return QSize(WIDTH // 2, size.chip - S2 if row.hit is None else size.find_row)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """One row; no layout here, only words at their places."""
        row: FindRow = index.data(Qt.ItemDataRole.UserRole)
        view = option.widget
        chosen = isinstance(view, QListView) and view.currentIndex().row() == index.row()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(option.rect)
        if row.hit is None:
            self._paint_head(painter, box, row)
        else:
            self._paint_hit(painter, box, row.hit, chosen=chosen)
        painter.restore()

    def _paint_head(self, painter: QPainter, box: QRectF, row: FindRow) -> None:
        painter.setFont(theme.font("caption"))
        painter.setPen(theme.colour("ink2"))
        inner = box.adjusted(S12, 0, -S12, 0)
        painter.drawText(inner, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, row.head)
        painter.drawText(inner, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, row.head_right)

    def _paint_hit(self, painter: QPainter, box: QRectF, hit: FindHit, *, chosen: bool) -> None:
        size = theme.current().size
        if chosen:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("accentsoft"))
            painter.drawRoundedRect(box.adjusted(0, LINE, 0, -LINE), RADIUS_CONTROL, RADIUS_CONTROL)
        ratio = painter.device().devicePixelRatio() if painter.device() else 1.0
        drawn = icons.pixmap(ICONS.get(hit.kind, "file-text"), "accent" if chosen else "ink2", size.icon, ratio)
        painter.drawPixmap(QPointF(box.x() + S12, box.center().y() - size.icon / 2), drawn)
        right = box.right() - S12
        if chosen:
            right = self._paint_open(painter, box, right)
        elif hit.tag:
            right = self._paint_tag(painter, box, right, hit)
        left = box.x() + S12 + size.icon + S12 + S2
        end = _paint_title(painter, QRectF(left, box.y(), max(0.0, right - left - S8), box.height()), hit)
        facts_left = max(left + _TITLE_COLUMN, end + S12 + S2)
        room = QRectF(facts_left, box.y(), max(0.0, right - facts_left - S12), box.height())
        font = theme.font("second")
        painter.setFont(font)
        painter.setPen(theme.colour("ink2"))
        facts = self.tr(" · ").join(hit.facts)
        shown = QFontMetrics(font).elidedText(facts, Qt.TextElideMode.ElideRight, int(room.width()))
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)

    def _paint_open(self, painter: QPainter, box: QRectF, right: float) -> float:
        words = self.tr("Enter opens")
        font = theme.font("caption")
        painter.setFont(font)
        painter.setPen(theme.colour("ink2"))
        wide = QFontMetrics(font).horizontalAdvance(words)
        place = QRectF(right - wide - S2, box.y(), wide + S2, box.height())
        painter.drawText(place, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, words)
        return right - wide

    def _paint_tag(self, painter: QPainter, box: QRectF, right: float, hit: FindHit) -> float:
        tokens = theme.current()
        tone = Tone(hit.tone)
        font = theme.font("caption")
        wide = QFontMetrics(font).horizontalAdvance(hit.tag) + 2 * S8
        pill = QRectF(right - wide, box.center().y() - tokens.size.pill / 2, wide, tokens.size.pill)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tokens.soft_of(tone)))
        painter.drawRoundedRect(pill, RADIUS_PILL, RADIUS_PILL)
        painter.setFont(font)
        painter.setPen(QColor(tokens.text_of(tone)))
        painter.drawText(pill, Qt.AlignmentFlag.AlignCenter, hit.tag)
        return pill.x()


def _paint_title(painter: QPainter, room: QRectF, hit: FindHit) -> float:
    """The title piece by piece, matched pieces bold, accent and underlined; gives where it ends."""
    left = room.x()
    for piece, matched in pieces(hit):
        font: QFont = theme.font("body", bold=matched)
        metrics = QFontMetrics(font)
        shown = metrics.elidedText(piece, Qt.TextElideMode.ElideRight, int(room.right() - left))
        wide = metrics.horizontalAdvance(shown)
        painter.setFont(font)
        painter.setPen(theme.colour("accent" if matched else "ink"))
        line = QRectF(left, room.y(), wide + S2, room.height())
        painter.drawText(line, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)
        if matched:
            under = room.center().y() + metrics.height() / 2
            painter.setPen(QPen(theme.colour("accent"), LINE))
            painter.drawLine(QPointF(left, under), QPointF(left + wide, under))
        left += wide
        if shown != piece:
            break
    return left


def pieces(hit: FindHit) -> list[tuple[str, bool]]:
    """The title cut at its spans: text and whether it matched. Spans outside the title are cut to it."""
    cut: list[tuple[str, bool]] = []
    at = 0
    for start, end in sorted(hit.spans):
        begin, stop = max(at, start), min(end, len(hit.title))
        if begin >= stop:
            continue
        cut += [(hit.title[at:begin], False), (hit.title[begin:stop], True)]
        at = stop
    cut.append((hit.title[at:], False))
    return [(text, matched) for text, matched in cut if text]


class FindPopup(QFrame):
    """A child of the window that never takes the focus; the box keeps it, and the input method with it."""

    picked = Signal(object)
    """A FindHit clicked."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("frame", "popup")
        self.setObjectName("find.popup")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._model = FindModel(self)
        self._view = QListView(self)
        self._view.setProperty("rows", "two-line")
        self._view.setModel(self._model)
        self._view.setItemDelegate(FindDelegate(self._view))
        self._view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._view.setSelectionMode(QListView.SelectionMode.NoSelection)
        self._view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._view.clicked.connect(self._on_clicked)
        self.note = QLabel(self)
        self.note.setContentsMargins(S12, S8, S12, S8)
        self.note.setWordWrap(True)
        self._separator = QFrame(self)
        self._separator.setProperty("frame", "separator")
        self._counted = QLabel(self)
        self._counted.setProperty("kind", "caption")
        self._keys: list[tuple[KeyCap, QLabel]] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(S8, S8, S8, S8)
        column.setSpacing(0)
        column.addWidget(self.note)
        column.addWidget(self._view, 1)
        column.addWidget(self._separator)
        column.addLayout(self._make_foot())
        cast_shadow(self)
        self.retranslate()
        self.hide()

    @property
    def view(self) -> QListView:
        """The list, for screen readers and tests."""
        return self._view

    @property
    def current(self) -> FindHit | None:
        """The hit preselected or walked to."""
        place = self._view.currentIndex().row()
        return self._model.row(place).hit if place >= 0 else None

    def show_result(self, result: FindResult, words: str, only: str = "") -> None:
        """Show the groups, or only one of them, and preselect the best hit; nothing found says so and what helps."""
        groups = [group for group in result.groups if group.hits and (not only or group.name == only)]
        total = sum(len(group.hits) for group in groups)
        rows: list[FindRow] = []
        for group in groups:
            rows.append(FindRow(*self._head(group, words)))
            for hit in group.hits:
                nth = sum(row.hit is not None for row in rows) + 1
                rows.append(FindRow(hit=hit, aloud=self._aloud(hit, nth, total)))
        self._model.show(rows)
        self.note.setText(self.tr("Nothing found for {words}. Try the last four digits of a phone").format(words=words))
        self.note.setVisible(not total)
        people = number(result.people_total)
        among = self.tr("{n} found · {people} people here").format(n=total, people=people)
        self._counted.setText(among if result.people_total else self.tr("{n} found").format(n=total))
        self.walk(0)
        self.fit()

    def show_searching(self) -> None:
        """It takes longer than a person notices: say so, leave the rows."""
        self._counted.setText(self.tr("Searching"))

    def walk(self, way: int) -> None:
        """The hit `way` further down; 0 preselects the first. Stops at the ends."""
        places = self._model.hit_places()
        if not places:
            return
        now = self._view.currentIndex().row()
        at = places.index(now) + way if now in places and way else 0
        place = places[max(0, min(at, len(places) - 1))]
        self._view.setCurrentIndex(self._model.index(place, 0))
        if place == places[0]:
            self._view.scrollToTop()
        self._view.viewport().update()

    def fit(self) -> None:
        """As high as the rows need, never beyond the window."""
        size = theme.current().size
        heights = (
            size.find_row if self._model.row(place).hit is not None else size.chip - S2
            for place in range(self._model.rowCount())
        )
        rows = sum(heights)
        foot = size.find_row + 2 * S8 + 2 * LINE
        note = self.note.sizeHint().height() if not self.note.isHidden() else 0
        window = self.parentWidget()
        room = window.height() - self.y() - size.status - S8 if window is not None else rows
        wide = min(WIDTH, window.width() - self.x() - S16) if window is not None else WIDTH
        self._view.setVisible(rows > 0)
        self._fit_keys(wide)
        self.resize(wide, max(foot + note, min(rows + foot + note, room)))

    def _fit_keys(self, wide: int) -> None:
        """The keys that fit beside the count; the last ones give way at large type."""
        room = wide - self._counted.sizeHint().width() - 3 * S8
        for pair in self._keys:
            room -= sum(each.sizeHint().width() for each in pair) + 3 * S8
            for each in pair:
                each.setVisible(room >= 0)

    def retranslate(self) -> None:
        """Say the foot again."""
        words = (
            ("↑ ↓", self.tr("choose")),
            ("Enter", self.tr("open")),
            ("Ctrl Enter", self.tr("first verb")),
            ("Tab", self.tr("one group")),
        )
        for (cap, label), (keys, text) in zip(self._keys, words, strict=True):
            cap.setText(keys)
            label.setText(text)
        self._view.setAccessibleName(self.tr("Found"))

    def _make_foot(self) -> QHBoxLayout:
        foot = QHBoxLayout()
        foot.setContentsMargins(S4, S8, S6, 0)
        foot.setSpacing(S8)
        for _ in range(4):
            cap, label = KeyCap("", self), QLabel(self)
            label.setProperty("kind", "caption")
            self._keys.append((cap, label))
            foot.addWidget(cap)
            foot.addWidget(label)
            foot.addSpacing(S4)
        foot.addStretch(1)
        foot.addWidget(self._counted)
        return foot

    def _head(self, group: FindGroup, words: str) -> tuple[str, str]:
        names = {
            "people": self.tr("People {n}"),
            "homes_places": self.tr("Homes and places {n}"),
            "tasks": self.tr("Tasks {n}"),
            "bases": self.tr("Rules and how-tos {n}"),
            "commands": self.tr("Commands {n}"),
            "recent": self.tr("Opened last {n}"),
        }
        how = {
            "initials": self.tr("initials {words}"),
            "pinyin": self.tr("pinyin {words}"),
            "phone": self.tr("phone {words}"),
            "id_tail": self.tr("ID number …{words}"),
            "number": self.tr("number {words}"),
        }
        name = names.get(group.name, "{n}").format(n=number(group.total))
        return name, how.get(group.how, "").format(words=words)

    def _aloud(self, hit: FindHit, nth: int, total: int) -> str:
        said = self.tr(", ").join((hit.title, *hit.facts, *((hit.tag,) if hit.tag else ())))
        return self.tr("{what}, {nth} of {total}").format(what=said, nth=nth, total=total)

    def _on_clicked(self, index: QModelIndex) -> None:
        hit = self._model.row(index.row()).hit
        if hit is not None:
            self.picked.emit(hit)
