"""A photo large, over the window; Esc or a click closes it (UI 4: Photo strip, Enter views)."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QImage, QKeyEvent, QMouseEvent, QPaintEvent
from PySide6.QtWidgets import QLabel, QWidget

from gridclient.ui.style import theme
from gridclient.ui.style.paint import painting
from gridclient.ui.style.tokens import S24


class PhotoView(QLabel):
    """A child of the window that covers it; the focus goes back to where it was."""

    def __init__(self, picture: QImage, window: QWidget) -> None:
        super().__init__(window)
        self._picture = picture
        self.setAccessibleName(self.tr("Photo, large. Esc closes it"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._before = window.focusWidget()
        self.setGeometry(window.rect())
        self.show()
        self.raise_()
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    @staticmethod
    def show_over(window: QWidget, picture: QImage | None) -> None:
        """Show a photo over a window; nothing where there is no picture."""
        if picture is not None:
            PhotoView(picture, window)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc, Enter and Space close."""
        if event.key() in {Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space}:
            self.leave()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, _event: QMouseEvent) -> None:
        """A click closes."""
        self.leave()

    def paintEvent(self, _event: QPaintEvent, /) -> None:
        """Draw it on the ground of paper, as large as fits."""
        with painting(self) as painter:
            painter.fillRect(self.rect(), theme.colour("desk"))
            room = QRectF(self.rect()).adjusted(S24, S24, -S24, -S24)
            share = min(room.width() / self._picture.width(), room.height() / self._picture.height())
            width, height = self._picture.width() * share, self._picture.height() * share
            middle = room.center()
            painter.drawImage(QRectF(middle.x() - width / 2, middle.y() - height / 2, width, height), self._picture)

    def leave(self) -> None:
        """Close; the focus goes back."""
        self.hide()
        if self._before is not None:  # pyright: ignore[reportUnnecessaryComparison] # the stub hides None
            self._before.setFocus(Qt.FocusReason.OtherFocusReason)
        self.deleteLater()
