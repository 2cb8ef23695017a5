"""The painter of two-line rows: tasks, households, places, orders (UI 4: Task row, Household row)."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from gridclient.ui.models.lines import ROW_ROLE
from gridclient.ui.models.row import GroupHead, Mark, Row
from gridclient.ui.style import theme
from gridclient.ui.style.paint import (
    RIGHT,
    draw_box,
    draw_icon,
    draw_pill,
    draw_ring,
    draw_words,
    metrics,
    pill_width,
)
from gridclient.ui.style.shapes import TONES, Shape, draw_shape
from gridclient.ui.style.tokens import LINE, RADIUS_PILL, S4, S6, S8, S12, S14, S16, SELECTED_BAR, Tone

INDENT = S16 + S4
"""Where the words begin when no shape stands before them."""
_LEAST_TITLE = 3
"""Characters of the title that pills must leave room for: a name."""


class RowDelegate(QStyledItemDelegate):
    """Draws a `Row` or a `GroupHead`; nothing is laid out but rectangles, fonts are those of the theme."""

    def sizeHint(self, _option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex, /) -> QSize:
        """56, 60 for tall rows, 32 for the head of a group; grown with the type."""
        row = index.data(ROW_ROLE)
        size = theme.current().size
        if isinstance(row, GroupHead):
            return QSize(0, size.group_head)
        return QSize(0, size.row_tall if isinstance(row, Row) and row.tall else size.row)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex, /
    ) -> None:
        """Draw one row."""
        row = index.data(ROW_ROLE)
        box = QRectF(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if isinstance(row, GroupHead):
            _draw_head(painter, box, row)
        elif isinstance(row, Row):
            state: QStyle.StateFlag = option.state
            ring = bool(state & QStyle.StateFlag.State_HasFocus) and bool(getattr(option.widget, "ring", False))
            _draw_ground(painter, box, state, ring=ring)
            _draw_row(painter, box, row, selected=bool(state & QStyle.StateFlag.State_Selected))
        painter.restore()


def _draw_head(painter: QPainter, box: QRectF, head: GroupHead) -> None:
    tokens = theme.current()
    inner = box.adjusted(S16, 0, -S16, 0)
    width = metrics("caption").horizontalAdvance(head.note)
    draw_words(painter, inner.adjusted(0, 0, -width - S8, 0), head.title, tokens.ink2, "caption", bold=True)
    draw_words(painter, inner, head.note, tokens.ink3, "caption", align=RIGHT)


def _draw_ground(painter: QPainter, box: QRectF, state: QStyle.StateFlag, *, ring: bool) -> None:
    tokens = theme.current()
    line = QRectF(box.x() + S16, box.bottom() - LINE, box.width() - S16, LINE)
    if state & QStyle.StateFlag.State_Selected:
        painter.fillRect(box.adjusted(0, 0, 0, -LINE), QColor(tokens.accentsoft))
        painter.fillRect(QRectF(box.x(), box.y(), SELECTED_BAR, box.height() - LINE), QColor(tokens.accent))
    elif state & QStyle.StateFlag.State_MouseOver:
        painter.fillRect(box.adjusted(0, 0, 0, -LINE), QColor(tokens.hover))
    painter.fillRect(line, QColor(tokens.line))
    if ring:
        draw_ring(painter, box.adjusted(0, 0, 0, -LINE), RADIUS_PILL)


def _draw_row(painter: QPainter, box: QRectF, row: Row, *, selected: bool) -> None:
    size = theme.current().size
    half = round(size.row * 3 / 7)
    top = round(size.row * 3 / 28)
    first = QRectF(box.x(), box.y() + top, box.width(), half)
    second = QRectF(box.x(), first.bottom(), box.width(), half)
    left = _draw_lead(painter, first, row)
    _draw_first(painter, first, left, row, selected=selected)
    _draw_second(painter, second, left, row)


def _draw_lead(painter: QPainter, line: QRectF, row: Row) -> float:
    """The box to tick, or the shape; gives where the words begin."""
    size = theme.current().size
    if row.ticked is not None:
        side = size.box
        _draw_tick(painter, QRectF(line.x() + S12, line.center().y() - side / 2, side, side), on=row.ticked)
        return line.x() + S12 + side + S12
    if row.shape is None:
        return line.x() + INDENT
    side = size.shape
    draw_shape(painter, row.shape, QRectF(line.x() + S16 + S4, line.center().y() - side / 2, side, side))
    return line.x() + S16 + S4 + side + S12


def _draw_tick(painter: QPainter, box: QRectF, *, on: bool) -> None:
    tokens = theme.current()
    draw_box(painter, box, tokens.accent if on else tokens.surface, tokens.accent if on else tokens.edge, RADIUS_PILL)
    if on:
        draw_icon(painter, "check", "onaccent", QPointF(box.center()), round(box.width()) - S4)


def _draw_first(painter: QPainter, line: QRectF, left: float, row: Row, *, selected: bool) -> None:
    tokens = theme.current()
    right = line.right() - S14
    least = left + metrics("body", bold=True).horizontalAdvance(row.title[:_LEAST_TITLE]) + S8
    for mark in reversed(row.marks):
        if right - pill_width(mark.word, mark.shape) < least:
            break  # the last mark says where the record is, the ones before it give way to the title
        right -= _draw_mark(painter, line, right, mark, selected=selected) + S8
    drawn = draw_words(painter, QRectF(left, line.y(), right - left, line.height()), row.title, tokens.ink, bold=True)
    start = left + drawn + S8
    if row.note and metrics("second").horizontalAdvance(row.note) <= right - start:
        draw_words(painter, QRectF(start, line.y(), right - start, line.height()), row.note, tokens.ink2, "second")


def _draw_mark(painter: QPainter, line: QRectF, right: float, mark: Mark, *, selected: bool) -> float:
    tokens = theme.current()
    width = pill_width(mark.word, mark.shape)
    height = tokens.size.pill
    tone = mark.tone or (TONES[mark.shape] if mark.shape is not None else Tone.GREY)
    box = QRectF(right - width, line.center().y() - height / 2, width, height)
    draw_pill(painter, box, mark.word, tone, mark.shape, ground=tokens.surface if selected else None)
    return width


def _draw_second(painter: QPainter, line: QRectF, left: float, row: Row) -> None:
    tokens = theme.current()
    right = line.right() - S14
    if row.right:
        colour = tokens.ink2 if row.right_tone is None else tokens.text_of(row.right_tone)
        width = metrics("second").horizontalAdvance(row.right) + 1
        draw_words(
            painter, QRectF(right - width, line.y(), width, line.height()), row.right, colour, "second", align=RIGHT
        )
        right -= width + S6
    if row.waiting:
        side = tokens.size.shape_pill
        box = QRectF(right - side, line.center().y() - side / 2, side, side)
        draw_shape(painter, Shape.WAITING, box)
        right = box.x()
    words = QRectF(left, line.y(), max(0.0, right - S8 - left), line.height())
    painter.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
    draw_words(painter, words, row.second, tokens.ink2, "second")
