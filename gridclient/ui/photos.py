"""Photos into a form: by file, drop or paste; each kept in the form's draft at once (UI 4: Photo strip, FAULTS 54)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QCoreApplication, QIODevice, QSize, Signal
from PySide6.QtGui import QImage, QImageReader
from PySide6.QtWidgets import QFileDialog, QLabel, QVBoxLayout, QWidget

from gridclient.base.progress import Progress
from gridclient.services.drafts import Drafts, PhotoDraft
from gridclient.ui.errors import trouble_of
from gridclient.ui.photo_view import PhotoView
from gridclient.ui.runner import TaskRunner
from gridclient.ui.style import theme
from gridclient.ui.watermark import stamped
from gridclient.ui.widgets.photo import PhotoLine, PhotoState, PhotoStrip
from gridcore.errors import GridError

translate = QCoreApplication.translate

KINDS = "*.jpg *.jpeg *.png *.webp"
_THUMB_TIMES = 2
"""Thumbnails are decoded at twice their size, for screens with more pixels."""


def thumbnail(data: bytes, size: QSize) -> QImage | None:
    """Decode a picture small and turned as the camera was held; None when Qt cannot read it. For any thread."""
    buffer = QBuffer()
    buffer.setData(QByteArray(data))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer)
    reader.setAutoTransform(True)
    whole = reader.size()
    if whole.isValid() and not whole.isEmpty():
        share = max(size.width() / whole.width(), size.height() / whole.height())
        if share < 1:
            reader.setScaledSize(QSize(max(1, round(whole.width() * share)), max(1, round(whole.height() * share))))
    image = reader.read()
    return None if image.isNull() else image


def show_large(owner: QWidget, runner: TaskRunner, read: Callable[[], bytes | None], stamp: Sequence[str] = ()) -> None:
    """Show a photo over the window of `owner`, turned as the camera was held; read and decoded off the ui thread."""
    window = owner.window()
    size = window.size() * window.devicePixelRatioF()

    def work() -> QImage | None:
        data = read()
        image = None if data is None else thumbnail(data, size)
        return image if image is None or not stamp else stamped(image, stamp)

    runner.read(owner, work, partial(PhotoView.show_over, window), latest="large")


def thumb_size() -> QSize:
    """The pixels a thumbnail is decoded to; asked on the ui thread."""
    size = theme.current().size
    return QSize(size.thumb_width * _THUMB_TIMES, size.thumb * _THUMB_TIMES)


def tag_word(tag: str) -> str:
    """What a photo shows, by its tag; an unknown tag is its own word."""
    return {
        "before": translate("PhotoTag", "before"),
        "after": translate("PhotoTag", "after"),
        "scene": translate("PhotoTag", "on site"),
        "form": translate("PhotoTag", "form"),
    }.get(tag, tag)


class PhotoPicker(QWidget):
    """The photos of a form: a strip, and below it the sentence that says why a file was not taken."""

    changed = Signal()
    """The photos of the form are others now."""

    def __init__(
        self,
        drafts: Drafts,
        runner: TaskRunner,
        draft: Callable[[], str],
        *,
        most: int = 5,
        tag: str = "",
        stamp: Callable[[PhotoDraft], Sequence[str]] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        """`draft` gives the id of the form's draft, making it if need be; it is called off the ui thread.

        `stamp` gives the lines written on the copy that is shown large; the original stays as it came.
        """
        super().__init__(parent)
        self._stamp = stamp
        self._drafts, self._runner, self._draft, self._most, self._tag = drafts, runner, draft, most, tag
        self._photos: list[PhotoDraft] = []
        self._pictures: dict[str, QImage | None] = {}
        self._strip = PhotoStrip(self.tr("Add photo"), self.tr("Photos"), self)
        self._why = QLabel(self)
        self._why.setProperty("kind", "error")
        self._why.setWordWrap(True)
        self._why.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._strip)
        column.addWidget(self._why)
        self.setFocusProxy(self._strip)
        self._strip.add_asked.connect(self._on_add_asked)
        self._strip.files_dropped.connect(self.add_files)
        self._strip.picture_pasted.connect(self._on_pasted)
        self._strip.removal_asked.connect(self._on_removal_asked)
        self._strip.opened.connect(self._on_opened)
        self._draw()

    @property
    def photos(self) -> tuple[PhotoDraft, ...]:
        """The photos now in the form."""
        return tuple(self._photos)

    def focus_first(self) -> None:
        """Put the focus on the first photo, else on the place for one."""
        self._strip.focus_first()

    def show_photos(self, photos: Sequence[PhotoDraft]) -> None:
        """Show the photos of a draft that was opened again."""
        self._photos = list(photos)
        self._pictures = {}
        size = thumb_size()
        self._runner.read(
            self,
            lambda: {photo.id: thumbnail(photo.data, size) for photo in photos},
            self._on_decoded,
            latest="thumbs",
        )
        self._draw()

    def clear(self) -> None:
        """Begin a new form."""
        self._photos, self._pictures = [], {}
        self._why.hide()
        self._draw()

    def add_files(self, paths: Sequence[str]) -> None:
        """Take photos from files; what is no photo is named below the strip."""
        for path in list(paths)[: self._most - len(self._photos)]:
            self._add(partial(_from_file, Path(path)))

    def add_bytes(self, data: bytes, name: str) -> None:
        """Take a photo that is already in memory."""
        self._add(lambda: (data, name))

    def _add(self, read: Callable[[], tuple[bytes, str]]) -> None:
        size = thumb_size()

        def keep(_progress: Progress) -> tuple[PhotoDraft, QImage | None]:
            data, name = read()
            photo = self._drafts.add_photo(self._draft(), data, name, self._tag or None)
            return photo, thumbnail(data, size)

        self._runner.write(self, keep, self._on_kept, failed=self._on_failed)

    def _on_kept(self, kept: tuple[PhotoDraft, QImage | None]) -> None:
        photo, picture = kept
        self._photos.append(photo)
        self._pictures[photo.id] = picture
        self._why.hide()
        self._draw()
        self.changed.emit()

    def _on_failed(self, error: Exception) -> None:
        if not isinstance(error, GridError):
            self._runner.tell(error, self)
            return
        told = trouble_of(error)
        self._why.setText(" ".join(part for part in (told.what, told.kept) if part))
        self._why.show()

    def _on_decoded(self, pictures: dict[str, QImage | None]) -> None:
        self._pictures.update(pictures)
        self._draw()

    def _on_add_asked(self) -> None:
        paths, _ = QFileDialog.getOpenFileNames(
            self, self.tr("Choose photos"), "", self.tr("Photos ({kinds})").format(kinds=KINDS)
        )
        self.add_files(paths)

    def _on_pasted(self, picture: QImage) -> None:
        self._add(partial(_from_picture, picture, self.tr("Pasted picture") + ".png"))

    def _on_removal_asked(self, photo_id: str) -> None:
        photo = next((each for each in self._photos if each.id == photo_id), None)
        if photo is None:
            return
        self._photos.remove(photo)
        self._draw()
        self.changed.emit()
        self._runner.write(self, lambda _progress: self._drafts.drop_photo(photo), lambda _none: None)

    def _on_opened(self, photo_id: str) -> None:
        photo = next((each for each in self._photos if each.id == photo_id), None)
        if photo is not None:
            show_large(self, self._runner, lambda: photo.data, self._stamp(photo) if self._stamp is not None else ())

    def _draw(self) -> None:
        lines = [(self._line(number, photo), self._pictures.get(photo.id)) for number, photo in enumerate(self._photos)]
        self._strip.show_photos(lines, may_add=len(self._photos) < self._most)

    def _line(self, number: int, photo: PhotoDraft) -> PhotoLine:
        stamp = "" if photo.taken_at is None else f"{photo.taken_at:%Y-%m-%d %H:%M}"
        spoken = self.tr("Photo {number}, {tag}, {time}").format(
            number=number + 1, tag=tag_word(photo.tag or ""), time=stamp
        )
        return PhotoLine(photo.id, tag_word(photo.tag or ""), stamp, spoken, PhotoState.TAKEN)


def _from_file(path: Path) -> tuple[bytes, str]:
    return path.read_bytes(), path.name


def _from_picture(picture: QImage, name: str) -> tuple[bytes, str]:
    """Packing a photo of a phone takes the better part of a second: never on the ui thread."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    picture.save(buffer, "PNG")  # type: ignore[call-overload] # the stub wants bytes, Qt takes text
    return bytes(buffer.data().data()), name
