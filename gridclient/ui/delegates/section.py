"""The painter of the sections of an inspection: how much is answered, what failed (picture 03)."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize
from PySide6.QtGui import QColor, QHelpEvent, QPainter
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QToolTip

from gridclient.ui.models.section import SECTION_ROLE, SectionLine
from gridclient.ui.style import theme
from gridclient.ui.style.paint import RIGHT, draw_icon, draw_ring, draw_words, metrics
from gridclient.ui.style.shapes import Shape, draw_shape
from gridclient.ui.style.tokens import CODE_WIDTH, RADIUS_PILL, S4, S12, S16, SECTION_BAR, SELECTED_BAR
from gridclient.ui.widgets.progress import draw_bar


class SectionDelegate(QStyledItemDelegate):
    """44 high: code, name and count; below, the bar and what failed."""

    def sizeHint(self, _option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex, /) -> QSize:
        """Grown with the type."""
        return QSize(0, theme.current().size.section_entry)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex, /
    ) -> None:
        """Draw one section."""
        section = index.data(SECTION_ROLE)
        if not isinstance(section, SectionLine):
            return
        state: QStyle.StateFlag = option.state
        box = QRectF(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        selected = bool(state & QStyle.StateFlag.State_Selected)
        tokens = theme.current()
        if selected:
            painter.fillRect(box, QColor(tokens.accentsoft))
            painter.fillRect(QRectF(box.x(), box.y(), SELECTED_BAR, box.height()), QColor(tokens.accent))
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(box, QColor(tokens.hover))
        _draw_first(painter, box, section, selected=selected)
        _draw_second(painter, box, section, selected=selected)
        if state & QStyle.StateFlag.State_HasFocus and getattr(option.widget, "ring", False):
            draw_ring(painter, box, RADIUS_PILL)
        painter.restore()

    def helpEvent(
        self,
        event: QHelpEvent,
        view: QAbstractItemView,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> bool:
        """The whole name where the column is too narrow for it."""
        section = index.data(SECTION_ROLE)
        words = ""
        if isinstance(section, SectionLine):
            selected = view.currentIndex() == index
            room = _name_box(_first_line(QRectF(option.rect)), section).width()
            words = section.name if metrics("body", bold=selected).horizontalAdvance(section.name) > room else ""
        QToolTip.showText(event.globalPos(), words, view)
        return bool(words)


def _first_line(box: QRectF) -> QRectF:
    return QRectF(box.x() + S16, box.y() + S4, box.width() - S16 - S12, box.height() / 2)


def _name_box(line: QRectF, section: SectionLine) -> QRectF:
    tokens = theme.current()
    beside = tokens.size.icon if section.complete else metrics("second").horizontalAdvance(_count(section))
    left = line.x() + CODE_WIDTH * tokens.size.scale
    return QRectF(left, line.y(), line.right() - beside - S4 - left, line.height())


def _count(section: SectionLine) -> str:
    return f"{section.done}/{section.total}"


def _draw_first(painter: QPainter, box: QRectF, section: SectionLine, *, selected: bool) -> None:
    tokens = theme.current()
    line = _first_line(box)
    code = tokens.accent if selected else tokens.ink3
    draw_words(painter, line, section.code, code, bold=True)
    if section.complete:
        side = tokens.size.icon
        draw_icon(painter, "check", "green", QPointF(line.right() - side / 2, line.center().y()), side)
    else:
        draw_words(painter, line, _count(section), tokens.ink2, "second", align=RIGHT)
    name = _name_box(line, section)
    draw_words(painter, name, section.name, tokens.accent if selected else tokens.ink, bold=selected)


def _draw_second(painter: QPainter, box: QRectF, section: SectionLine, *, selected: bool) -> None:
    tokens = theme.current()
    middle = box.y() + box.height() * 0.75
    left = box.x() + S16 + CODE_WIDTH * tokens.size.scale
    end = box.right() - S12
    if section.failed_words:
        width = metrics("caption").horizontalAdvance(section.failed_words) + 1
        words = QRectF(end - width, middle - tokens.size.pill / 2, width, tokens.size.pill)
        draw_words(painter, words, section.failed_words, tokens.red, "caption", align=RIGHT)
        side = tokens.size.shape_pill - 2
        draw_shape(painter, Shape.FAILED, QRectF(words.x() - side - S4, middle - side / 2, side, side))
        end = words.x() - side - S12
    high = tokens.size.bar_thin
    bar = QRectF(left, middle - high / 2, min(SECTION_BAR, end - left), high)
    share = section.done / section.total if section.total else 0.0
    draw_bar(painter, bar, share, ground=tokens.surface if selected else "")
