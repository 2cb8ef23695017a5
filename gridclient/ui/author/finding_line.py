"""Findings of the checker as a list shows them: words, place, cell now, cell to write (UI 4 "Finding row")."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from gridclient.ui.models.lines import LINE_ROLE, LinesModel
from gridclient.ui.models.row import Row
from gridclient.ui.spoken import say
from gridclient.ui.style import theme
from gridclient.ui.style.paint import RIGHT, draw_box, draw_icon, draw_ring, draw_words, metrics
from gridclient.ui.style.shapes import Shape, draw_shape
from gridclient.ui.style.tokens import LINE, RADIUS_PILL, S2, S4, S8, S12, S16, SELECTED_BAR
from gridcore.forms.check import Finding

COPY = "copy"


@dataclass(frozen=True, slots=True)
class FindingLine:
    """One finding: `span` is where in the cell the wrong characters stand, `name` the question its row is about."""

    finding: Finding
    title: str
    place: str
    cell: str = ""
    span: tuple[int, int] = (0, 0)
    name: str = ""

    @property
    def key(self) -> str:
        """What tells it from others after the next save."""
        one = self.finding
        return f"{one.code} {one.sheet} {one.row} {one.column} {one.at}"


class FindingModel(LinesModel[FindingLine]):
    """Errors first, then remarks; each in the order of the sheet."""

    def __init__(self, error: str, remark: str) -> None:
        """Give the words for an error and for a remark, as they are said aloud."""
        self._words = {True: error, False: remark}
        super().__init__(self._row, lambda line: line.key)

    def _row(self, line: FindingLine) -> Row:
        spoken = say(self._words[line.finding.is_error], line.place, line.title, line.cell)
        return Row(title=line.title, spoken=spoken)


class FindingDelegate(QStyledItemDelegate):
    """Two lines: what is wrong and where; the cell now, an arrow, the cell to write, and the word that copies it."""

    def __init__(self, copy: str, parent: QStyledItemDelegate | None = None) -> None:
        super().__init__(parent)
        self.copy = copy

    def sizeHint(self, _option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex, /) -> QSize:
        """As high as two lines and their space."""
        return QSize(0, theme.current().size.row_tall + S4)

    def copy_box(self, box: QRectF) -> QRectF:
        """Where the word that copies stands in a row."""
        size = theme.current().size
        width = metrics("body").horizontalAdvance(self.copy) + size.icon_caption + S4 + S8
        return QRectF(box.right() - S16 - width, box.bottom() - S4 - size.chip, width, size.chip)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex, /
    ) -> None:
        """Draw one finding."""
        line = index.data(LINE_ROLE)
        if not isinstance(line, FindingLine):
            return
        state: QStyle.StateFlag = option.state
        box, tokens = QRectF(option.rect), theme.current()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(box, QColor(tokens.accentsoft))
            painter.fillRect(QRectF(box.x(), box.y(), SELECTED_BAR, box.height()), QColor(tokens.accent))
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(box, QColor(tokens.hover))
        painter.fillRect(QRectF(box.x(), box.bottom() - LINE, box.width(), LINE), QColor(tokens.line))
        self._first(painter, box, line)
        self._second(painter, box, line)
        if state & QStyle.StateFlag.State_HasFocus and getattr(option.widget, "ring", False):
            draw_ring(painter, box, RADIUS_PILL)
        painter.restore()

    def _first(self, painter: QPainter, box: QRectF, line: FindingLine) -> None:
        tokens = theme.current()
        side = tokens.size.shape
        top = QRectF(
            box.x() + S16 + side + S12, box.y() + S4, box.width() - 2 * S16 - side - S12, box.height() / 2 - S4
        )
        shape, tone = (Shape.LATE, "redfill") if line.finding.is_error else (Shape.SOON, "amberfill")
        mark = QRectF(box.x() + S16, top.center().y() - side / 2, side, side)
        draw_shape(painter, shape, mark, theme.colour(tone))
        wide = min(metrics("caption").horizontalAdvance(line.place), top.width() * 0.55)
        place = QRectF(top.right() - wide, top.y(), wide, top.height())
        draw_words(painter, place, line.place, tokens.ink3, "caption", align=RIGHT)
        draw_words(painter, top.adjusted(0, 0, -wide - S12, 0), line.title, tokens.ink, bold=True)

    def _second(self, painter: QPainter, box: QRectF, line: FindingLine) -> None:
        tokens, finding = theme.current(), line.finding
        left = box.x() + S16 + tokens.size.shape + S12
        right = box.right() - S16
        if finding.mend:
            copy = self.copy_box(box)
            side = tokens.size.icon_caption
            draw_icon(painter, "copy", "accent", QPointF(copy.x() + side / 2 + S4, copy.center().y()), side)
            draw_words(painter, copy.adjusted(side + S8, 0, 0, 0), self.copy, tokens.accent)
            right = copy.x() - S8
        high = tokens.size.chip - S4
        row = QRectF(left, box.bottom() - S8 - high, right - left, high)
        if not line.cell:
            return
        arrow = tokens.size.icon_caption + 2 * S8
        most = (row.width() - arrow) / 2 if finding.mend else row.width()
        tone = "red" if finding.is_error else "amber"
        drawn = _cell(painter, QRectF(row.x(), row.y(), most, high), line.cell, tone, line.span)
        if finding.mend:
            middle = QPointF(row.x() + drawn + arrow / 2, row.center().y())
            draw_icon(painter, "arrow-right", "ink3", middle, tokens.size.icon_caption)
            _cell(painter, QRectF(row.x() + drawn + arrow, row.y(), most, high), finding.mend, "green", (0, 0))


def _cell(painter: QPainter, room: QRectF, text: str, tone: str, span: tuple[int, int]) -> float:
    """A cell of the sheet as a small box, blanks shown, the wrong characters underlined; gives its width."""
    tokens = theme.current()
    font = theme.font("second")
    measures = QFontMetricsF(font)
    shown = " ".join(text.split("\n"))
    elided = measures.elidedText(shown, Qt.TextElideMode.ElideRight, room.width() - 2 * S8)
    wide = min(room.width(), measures.horizontalAdvance(elided) + 2 * S8)
    box = QRectF(room.x(), room.y(), wide, room.height())
    draw_box(painter, box, getattr(tokens, f"{tone}soft"), getattr(tokens, f"{tone}fill"), RADIUS_PILL)
    painter.setFont(font)
    painter.setPen(theme.colour(tone))
    inner = box.adjusted(S8, 0, -S8, 0)
    painter.drawText(inner, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, elided)
    start, end = span
    if start < end <= len(elided):
        x = inner.x() + measures.horizontalAdvance(elided[:start])
        y = inner.center().y() + measures.ascent() / 2 + S2
        painter.setPen(QPen(theme.colour(f"{tone}fill"), S2))
        painter.drawLine(QPointF(x, y), QPointF(x + max(S4, measures.horizontalAdvance(elided[start:end])), y))
    return wide
