"""Photos of a record as a strip of thumbnails. It is given pictures, never files (UI 4: Photo strip)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QMimeData, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QDragEnterEvent,
    QDropEvent,
    QGuiApplication,
    QImage,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPainterPath,
    QPaintEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from gridclient.ui.style import theme
from gridclient.ui.style.paint import (
    CENTRE,
    draw_dashed_box,
    draw_icon,
    draw_ring,
    draw_words,
    metrics,
    painting,
)
from gridclient.ui.style.shapes import Shape, draw_shape
from gridclient.ui.style.tokens import RADIUS_CONTROL, RADIUS_PILL, S4, S6, S8, VEIL_OPACITY
from gridclient.ui.widgets.flow import FlowLayout
from gridclient.ui.widgets.painted import PaintedPush


class PhotoState(StrEnum):
    """Where the picture is."""

    TAKEN = "taken"
    WAITING = "waiting"
    MISSING = "missing"
    TOO_BIG = "too_big"


@dataclass(frozen=True, slots=True)
class PhotoLine:
    """A photo as the strip shows it: tag at the top left, watermark words at the foot, the sentence read aloud."""

    id: str
    tag: str
    watermark: str
    spoken: str
    state: PhotoState = PhotoState.TAKEN


class _Tile(PaintedPush):
    """What stands in the row: a photo, or the place of the next."""

    def __init__(self, words: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAccessibleName(words)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """124 x 88, grown with the type."""
        size = theme.current().size
        return QSize(size.thumb_width, size.thumb)

    def minimumSizeHint(self) -> QSize:
        """Never squeezed."""
        return self.sizeHint()


class _Thumb(_Tile):
    """One thumbnail."""

    def __init__(self, line: PhotoLine, picture: QImage | None, parent: QWidget) -> None:
        super().__init__(line.spoken, parent)
        self.line = line
        self._picture = picture
        self.setToolTip(line.spoken)

    def paintEvent(self, _event: QPaintEvent, /) -> None:
        """Draw it."""
        tokens = theme.current()
        box = QRectF(self.rect())
        with painting(self) as painter:
            shape = QPainterPath()
            shape.addRoundedRect(box, RADIUS_CONTROL, RADIUS_CONTROL)
            painter.setClipPath(shape)
            if self._picture is None or self.line.state is PhotoState.MISSING:
                painter.fillRect(box, QColor(tokens.greysoft))
                draw_icon(painter, "image", "ink3", box.center(), tokens.size.icon_tile)
            else:
                self._draw_picture(painter, box, self._picture)
            self._draw_strip(painter, box)
            self._draw_tag(painter)
            painter.setClipping(False)
            if self.hasFocus() and self.ring:
                draw_ring(painter, box)

    def _draw_picture(self, painter: QPainter, box: QRectF, picture: QImage) -> None:
        share = max(box.width() / picture.width(), box.height() / picture.height())
        width, height = box.width() / share, box.height() / share
        source = QRectF((picture.width() - width) / 2, (picture.height() - height) / 2, width, height)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(box, picture, source)

    def _draw_strip(self, painter: QPainter, box: QRectF) -> None:
        tokens = theme.current()
        strip = QRectF(box.x(), box.bottom() - tokens.size.thumb_strip, box.width(), tokens.size.thumb_strip)
        painter.fillRect(strip, _veil())
        words = strip.adjusted(S6, 0, -S6, 0)
        if self.line.state in {PhotoState.WAITING, PhotoState.TOO_BIG}:
            side = tokens.size.shape_pill
            shape = Shape.WAITING if self.line.state is PhotoState.WAITING else Shape.SOON
            mark = QRectF(words.right() - side, words.center().y() - side / 2, side, side)
            draw_shape(painter, shape, mark, QColor(tokens.onwatermark))
            words.setRight(mark.x() - S4)
        draw_words(painter, words, self.line.watermark, tokens.onwatermark, "stamp")

    def _draw_tag(self, painter: QPainter) -> None:
        if not self.line.tag:
            return
        tokens = theme.current()
        width = metrics("caption").horizontalAdvance(self.line.tag) + 2 * S4 + 2
        tag = QRectF(S4, S4, width, tokens.size.pill - 2)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(_veil())
        painter.drawRoundedRect(tag, RADIUS_PILL, RADIUS_PILL)
        draw_words(painter, tag, self.line.tag, tokens.onwatermark, "caption", align=CENTRE)


class _AddTile(_Tile):
    """The dashed place for the next photo."""

    def __init__(self, words: str, parent: QWidget) -> None:
        super().__init__(words, parent)
        self.setText(words)

    def paintEvent(self, _event: QPaintEvent, /) -> None:
        """Draw it."""
        tokens = theme.current()
        box = QRectF(self.rect())
        with painting(self) as painter:
            draw_dashed_box(painter, box, tokens.hover if self.underMouse() else tokens.sunken, tokens.edge)
            middle = box.center()
            draw_icon(painter, "image", "ink2", QPointF(middle.x(), middle.y() - S8 - S4), tokens.size.icon)
            line = QRectF(S4, middle.y(), box.width() - 2 * S4, tokens.size.pill)
            draw_words(painter, line.translated(0, S4), self.text(), tokens.ink2, "caption", align=CENTRE)
            if self.hasFocus() and self.ring:
                draw_ring(painter, box)


class PhotoStrip(QWidget):
    """← → walk, Enter views, Del asks to take a photo away, P adds, Ctrl+V pastes, files can be dropped."""

    add_asked = Signal()
    opened = Signal(str)
    removal_asked = Signal(str)
    files_dropped = Signal(list)
    """Paths of dropped or pasted files, as text."""
    picture_pasted = Signal(QImage)

    def __init__(self, add_words: str, spoken: str, parent: QWidget | None = None) -> None:
        """`add_words` stand on the tile, `spoken` names the strip."""
        super().__init__(parent)
        self.setAccessibleName(spoken)
        self.setAcceptDrops(True)
        self._thumbs: list[_Thumb] = []
        self._flow = FlowLayout(self, S8)
        self._add = _AddTile(add_words, self)
        self._add.clicked.connect(self.add_asked)
        self._flow.addWidget(self._add)

    def focus_first(self) -> None:
        """Put the focus on the first photo, else on the place for one."""
        first = self._thumbs[0] if self._thumbs else self._add
        first.setFocus(Qt.FocusReason.TabFocusReason)

    def say(self, add_words: str, spoken: str) -> None:
        """Say the words of the tile and the name of the strip, in the language now chosen."""
        self.setAccessibleName(spoken)
        self._add.setText(add_words)
        self._add.setAccessibleName(add_words)
        self._add.update()

    def show_photos(self, photos: Sequence[tuple[PhotoLine, QImage | None]], *, may_add: bool = True) -> None:
        """Show these photos; a picture of None is not on this computer."""
        had_focus, old = any(tile.hasFocus() for tile in (*self._thumbs, self._add)), self._thumbs
        for thumb in old:
            self._flow.removeWidget(thumb)
        self._flow.removeWidget(self._add)
        self._thumbs = [_Thumb(line, picture, self) for line, picture in photos]
        for thumb in self._thumbs:
            thumb.clicked.connect(self._on_thumb_clicked)
            self._flow.addWidget(thumb)
            thumb.show()
        self._flow.addWidget(self._add)
        if had_focus:  # before what had it goes: Qt would give it to the next field of the form
            (self._thumbs[-1] if self._thumbs else self._add).setFocus(Qt.FocusReason.OtherFocusReason)
        self._add.setVisible(may_add)
        for thumb in old:
            thumb.hide()
            thumb.deleteLater()
        self.updateGeometry()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The keys of the strip."""
        tiles: list[PaintedPush] = [*self._thumbs, *([self._add] if self._add.isVisibleTo(self) else [])]
        here = next((place for place, tile in enumerate(tiles) if tile.hasFocus()), None)
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        if event.matches(QKeySequence.StandardKey.Paste):
            self._take(QGuiApplication.clipboard().mimeData())
        elif step is not None and here is not None and 0 <= here + step < len(tiles):
            tiles[here + step].setFocus(Qt.FocusReason.TabFocusReason)
        elif event.key() == Qt.Key.Key_P and not event.modifiers() and self._add.isVisibleTo(self):
            self.add_asked.emit()
        elif event.key() == Qt.Key.Key_Delete and here is not None and here < len(self._thumbs):
            self.removal_asked.emit(self._thumbs[here].line.id)
        else:
            super().keyPressEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Files and pictures are welcome while photos may be added."""
        mime = event.mimeData()
        if self._add.isVisibleTo(self) and (mime.hasImage() or mime.hasUrls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Hand on what was dropped."""
        self._take(event.mimeData())
        event.acceptProposedAction()

    def _take(self, mime: QMimeData) -> None:
        files = [url.toLocalFile() for url in mime.urls() if url.isLocalFile()]
        picture = mime.imageData() if mime.hasImage() else None
        if files:
            self.files_dropped.emit(files)
        elif isinstance(picture, QImage):
            self.picture_pasted.emit(picture)

    def _on_thumb_clicked(self) -> None:
        thumb = self.sender()
        if isinstance(thumb, _Thumb):
            self.opened.emit(thumb.line.id)


def _veil() -> QColor:
    veil = theme.colour("watermark")
    veil.setAlphaF(VEIL_OPACITY)
    return veil
