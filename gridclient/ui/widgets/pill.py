"""Small marks: pill, key cap, avatar, the logo."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from gridclient.ui.style import icons, theme
from gridclient.ui.style.fonts import TextKind
from gridclient.ui.style.paint import CENTRE, draw_box, draw_pill, draw_words, metrics, painting, pill_width
from gridclient.ui.style.shapes import TONES, Shape
from gridclient.ui.style.tokens import RADIUS_PILL, S8, Tone

AvatarLook = Literal["soft", "solid", "grey"]
AvatarSize = Literal["avatar", "avatar_small", "avatar_large"]


class Pill(QLabel):
    """A state in one word: soft ground, shape, word. Its accessible name is the word."""

    def __init__(
        self, words: str, tone: Tone | None = None, shape: Shape | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(words, parent)
        self._tone = tone
        self._shape = shape
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    @property
    def tone(self) -> Tone:
        """The tone given, else the one the shape has of itself, else grey."""
        if self._tone is not None:
            return self._tone
        return TONES[self._shape] if self._shape is not None else Tone.GREY

    def show_state(self, words: str, tone: Tone | None = None, shape: Shape | None = None) -> None:
        """Say another state."""
        self._tone, self._shape = tone, shape
        self.setText(words)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """As wide as its word, as high as every pill."""
        return QSize(round(pill_width(self.text(), self._shape)), theme.current().size.pill)

    def minimumSizeHint(self) -> QSize:
        """Never squeezed."""
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent, /) -> None:
        """Draw it."""
        with painting(self) as painter:
            draw_pill(painter, QRectF(self.rect()), self.text(), self.tone, self._shape)


class KeyCap(QLabel):
    """The name of a key, as a cap. Screen readers skip it: the verb names its own key."""

    def __init__(self, keys: str, parent: QWidget | None = None) -> None:
        super().__init__(keys, parent)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def sizeHint(self) -> QSize:
        """As wide as its keys."""
        return QSize(cap_width(self.text()), theme.current().size.keycap)

    def minimumSizeHint(self) -> QSize:
        """Never squeezed."""
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent, /) -> None:
        """Draw it."""
        with painting(self) as painter:
            tokens = theme.current()
            box = QRectF(self.rect())
            draw_box(painter, box, tokens.greysoft, tokens.line, RADIUS_PILL)
            draw_words(painter, box, self.text(), tokens.ink2, "caption", align=CENTRE)


class Avatar(QLabel):
    """The first character of a name in a circle; decoration beside the name, so it is not read aloud."""

    def __init__(
        self, letter: str, look: AvatarLook = "soft", size: AvatarSize = "avatar", parent: QWidget | None = None
    ) -> None:
        super().__init__(letter[:1], parent)
        self._look = look
        self._size: AvatarSize = size
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """A square of its size."""
        side: int = getattr(theme.current().size, self._size)
        return QSize(side, side)

    def minimumSizeHint(self) -> QSize:
        """Never squeezed."""
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent, /) -> None:
        """Draw it."""
        tokens = theme.current()
        ground, ink = {
            "soft": (tokens.accentsoft, tokens.accent),
            "solid": (tokens.accent, tokens.onaccent),
            "grey": (tokens.greysoft, tokens.grey),
        }[self._look]
        with painting(self) as painter:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(ground))
            painter.drawEllipse(QRectF(self.rect()))
            kind: TextKind = "card" if self._size == "avatar_large" else "section"
            draw_words(painter, QRectF(self.rect()), self.text(), ink, kind, align=CENTRE)


class LogoMark(QLabel):
    """The nine squares of the product."""

    def __init__(self, side: int | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._side = side
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """A square: the side given, in logical pixels, or that of the rail."""
        side = self._side if self._side is not None else theme.current().size.logo
        return QSize(side, side)

    def minimumSizeHint(self) -> QSize:
        """Never squeezed."""
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent, /) -> None:
        """Draw it."""
        with painting(self) as painter:
            painter.drawPixmap(0, 0, icons.logo(self.width(), self.devicePixelRatioF()))


def cap_width(keys: str) -> int:
    """How wide the cap of a key is, in logical pixels."""
    return round(metrics("caption").horizontalAdvance(keys)) + 2 * S8
