"""Answers that are files: a photo, any file (FORMS 2). Each is in the draft before it is an answer."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeyEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout

from gridclient.base.progress import Progress
from gridclient.services.drafts import PhotoDraft
from gridclient.services.filling import attachment_name
from gridclient.services.questionnaire import Shown, Typed
from gridclient.ui.errors import trouble_of
from gridclient.ui.forms.control import Bench, QuestionControl
from gridclient.ui.photos import PhotoPicker
from gridclient.ui.style.tokens import S4, S8
from gridclient.ui.widgets.button import Button, icon_button
from gridclient.ui.widgets.label import label
from gridcore.errors import GridError

_KB = 1024


class PhotoControl(QuestionControl):
    """One photo: by file, drop or paste; shown large with its stamp, kept as it came."""

    def __init__(self, shown: Shown, bench: Bench) -> None:
        super().__init__()
        self._files, self._told = bench.files, ""
        self.picker = PhotoPicker(bench.drafts, bench.runner, bench.draft, most=1, stamp=bench.stamp)
        self.picker.setAccessibleName(shown.label)
        self.picker.changed.connect(self._on_changed)
        self.column.addWidget(self.picker)

    def focus_first(self) -> None:
        """The photo, or the place for it."""
        self.picker.focus_first()

    def show_answer(self, shown: Shown, typed: Typed | None) -> None:  # noqa: ARG002 - a file is never half typed
        """Show the photo the answer names, if it lies in the draft."""
        if shown.value == self._told:
            return  # a photo on its way into the draft is no answer yet
        self._told = shown.value
        held = self._files.get(shown.value)
        self.picker.show_photos(() if held is None else (held,))

    def _on_changed(self) -> None:
        photos = self.picker.photos
        for photo in photos:
            self._files[attachment_name(photo)] = photo
        self._told = attachment_name(photos[0]) if photos else ""
        self.answered.emit(self._told)


class FileControl(QuestionControl):
    """Any file: chosen or dropped; its name and size stand there, the answer is its name among the attachments."""

    def __init__(self, shown: Shown, bench: Bench) -> None:
        super().__init__()
        self._bench = bench
        self.choose = Button(self.tr("Choose file"), "secondary", "paperclip")
        self.choose.setAccessibleName(f"{shown.label} {self.choose.text()}")
        self.choose.clicked.connect(self._on_choose)
        self.away = icon_button("x", self.tr("Take the file away"), measure="compact")
        self.away.clicked.connect(self._on_away)
        self._name = label("", "second")
        self._why = label("", "error", wrap=True)
        self._why.hide()
        row = QHBoxLayout()
        row.setSpacing(S8)
        for widget in (self.choose, self._name, self.away):
            row.addWidget(widget)
        row.addStretch(1)
        self.column.setSpacing(S4)
        self.column.addLayout(row)
        self.column.addWidget(self._why)
        self.setAcceptDrops(True)
        self.setFocusProxy(self.choose)

    def show_answer(self, shown: Shown, typed: Typed | None) -> None:  # noqa: ARG002 - a file is never half typed
        """Show the file the answer names."""
        held = self._bench.files.get(shown.value)
        if held is not None:
            size = self.tr("{name}, {n} kB").format(name=held.name, n=f"{max(1, len(held.data) // _KB):,}")
            self._name.setText(size)
        else:
            self._name.setText(shown.value)
        self._name.setVisible(bool(shown.value))
        self.away.setVisible(bool(shown.value))
        self.choose.setText(self.tr("Choose another") if shown.value else self.tr("Choose file"))

    def take(self, path: Path) -> None:
        """Take a file into the draft; what cannot be taken is said below."""

        def keep(_progress: Progress) -> PhotoDraft:
            return self._bench.drafts.add_file(self._bench.draft(), path.read_bytes(), path.name)

        self._bench.runner.write(self, keep, self._on_kept, failed=self._on_failed)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Files are welcome."""
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Take the first file."""
        paths = [url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile()]
        if paths:
            self.take(Path(paths[0]))
        event.acceptProposedAction()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Del takes the file away."""
        if event.key() == Qt.Key.Key_Delete and self.away.isVisibleTo(self):
            self._on_away()
        else:
            super().keyPressEvent(event)

    def _on_choose(self) -> None:
        path, _ = QFileDialog.getOpenFileName(self, self.tr("Choose file"))
        if path:
            self.take(Path(path))

    def _on_kept(self, kept: PhotoDraft) -> None:
        self._why.hide()
        self._bench.files[attachment_name(kept)] = kept
        self.answered.emit(attachment_name(kept))

    def _on_failed(self, error: Exception) -> None:
        if isinstance(error, OSError):
            self._why.setText(self.tr("This file cannot be read. Choose another, or copy it to this PC first"))
        elif isinstance(error, GridError):
            told = trouble_of(error)
            self._why.setText(" ".join(part for part in (told.what, told.kept) if part))
        else:
            self._bench.runner.tell(error, self)
            return
        self._why.show()

    def _on_away(self) -> None:
        self.answered.emit("")


def photo_control(_key: str, shown: Shown, bench: Bench) -> QuestionControl:
    """A photo."""
    return PhotoControl(shown, bench)


def file_control(_key: str, shown: Shown, bench: Bench) -> QuestionControl:
    """Any file."""
    return FileControl(shown, bench)
