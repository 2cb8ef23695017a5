"""A pad to sign or draw on, also over a photo: mouse, pen and finger, each stroke kept when it ends (FORMS 2)."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QHBoxLayout

from gridclient.base.progress import Progress
from gridclient.services.drafts import PhotoDraft
from gridclient.services.filling import attachment_name
from gridclient.services.questionnaire import Shown, Typed
from gridclient.ui.forms.control import Bench, QuestionControl
from gridclient.ui.forms.pad import SketchPad
from gridclient.ui.forms.strokes import PICTURE, picture_of, read_strokes
from gridclient.ui.photos import PhotoPicker, thumbnail
from gridclient.ui.style.tokens import S8
from gridclient.ui.widgets.button import Button

_PAUSE_MS: Final = 300
"""The picture is made when the hand has rested so long."""


class SketchControl(QuestionControl):
    """The pad with its verbs; the picture is made and kept a moment after the hand rests.

    Without pad or mouse the paper is signed and its photo filed: a photo answers as well (UI 5 "Signatures"). An
    annotation needs its photo first. What is drawn is in the draft at the end of each stroke: {base, strokes, made}.
    """

    def __init__(self, key: str, shown: Shown, bench: Bench) -> None:
        super().__init__()
        self._key, self._bench, self._shown = key, bench, shown
        self._is_annotate = "annotate" in shown.appearance
        self._tag = "signature" if "signature" in shown.appearance else None
        self._busy = self._again = False
        self._told: object = None
        self.pad = SketchPad(shown.label, line=self._tag is not None)
        self.pad.stroke_ended.connect(self._on_stroke)
        self.back = Button(self.tr("Take a stroke back"), "secondary", "arrow-u-up-left")
        self.clear = Button(self.tr("Start over"), "quiet")
        self.photo = Button(self.tr("File a photo instead"), "link")
        self.photo.clicked.connect(self._on_instead)
        self.back.clicked.connect(self._on_back)
        self.clear.clicked.connect(self._on_clear)
        self.picker = PhotoPicker(bench.drafts, bench.runner, bench.draft, most=1, stamp=bench.stamp)
        self.picker.setAccessibleName(shown.label)
        self.picker.changed.connect(self._on_photo)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_PAUSE_MS)
        self._timer.timeout.connect(self._make)
        self._lay_out()
        self.pad.show_strokes(read_strokes(self._state.get("strokes")))

    def show_answer(self, shown: Shown, typed: Typed | None) -> None:  # noqa: ARG002 - a drawing is never half typed
        """Show drawing or photo; a drawing whose picture was not kept in time is made now."""
        self._shown = shown
        base = self._base()
        if self._state.get("base") != self._told:
            self._told = self._state.get("base")
            self.picker.show_photos((base,) if base is not None else ())
        self._show_below(base)
        self._show_parts()
        is_lost = shown.value != self._state.get("made") or shown.value not in self._bench.files
        if self.pad.strokes and is_lost and not self._busy:
            self._timer.start()

    def focus_first(self) -> None:
        """The pad where one can draw, else the photo."""
        if self.pad.isVisibleTo(self):
            self.pad.setFocus(Qt.FocusReason.TabFocusReason)
        else:
            self.picker.focus_first()

    def settle(self) -> None:
        """Make the picture at once."""
        if self._timer.isActive():
            self._make()

    # within

    @property
    def _state(self) -> dict[str, object]:
        return dict(self._bench.strokes.get(self._key, {}))

    def _base(self) -> PhotoDraft | None:
        """The photo below or instead of a drawing."""
        name = self._state.get("base")
        return self._bench.files.get(str(name)) if name else None

    def _keep(self, **new: object) -> None:
        state = {**self._state, "strokes": self.pad.strokes, **new}
        self._bench.strokes[self._key] = state
        self.changed.emit()

    def _on_stroke(self) -> None:
        self._keep()
        self._show_parts()
        self._timer.start()

    def _on_back(self) -> None:
        if self.pad.take_back():
            self._on_stroke()

    def _on_clear(self) -> None:
        self.pad.show_strokes(())
        self._on_stroke()

    def _on_photo(self) -> None:
        photos = self.picker.photos
        for photo in photos:
            self._bench.files[attachment_name(photo)] = photo
        name = attachment_name(photos[0]) if photos else ""
        if not self._is_annotate or not name:
            self.pad.show_strokes(())
        self._told = name
        self._keep(base=name)
        self._show_below(photos[0] if photos else None)
        self._show_parts()
        self._make()

    def _make(self) -> None:
        """Make the picture, keep it, drop the one before, answer with its name."""
        self._timer.stop()
        if self._busy:
            self._again = True
            return
        strokes, base = [list(stroke) for stroke in self.pad.strokes], self._base()
        if not strokes:
            self._tell(str(self._state.get("base") or ""))
            return
        self._busy = True
        before = self._bench.files.get(str(self._state.get("made")))
        bench, tag = self._bench, self._tag

        def work(_progress: Progress) -> PhotoDraft:
            below = thumbnail(base.data, PICTURE) if base is not None else None
            made = bench.drafts.add_photo(bench.draft(), picture_of(strokes, below=below), "drawing.png", tag)
            if before is not None:
                bench.drafts.drop_photo(before)
            return made

        bench.runner.write(self, work, self._on_made, failed=self._on_failed)

    def _on_made(self, made: PhotoDraft) -> None:
        self._busy = False
        name = attachment_name(made)
        self._bench.files[name] = made
        self._keep(made=name)
        self._tell(name)
        if self._again:
            self._again = False
            self._make()

    def _on_failed(self, error: Exception) -> None:
        self._busy = self._again = False
        self._bench.runner.tell(error, self)

    def _tell(self, name: str) -> None:
        if name != self._shown.value:
            self.answered.emit(name)

    def _show_below(self, base: PhotoDraft | None) -> None:
        if not self._is_annotate or base is None:
            self.pad.below = None
            return
        if self.pad.property("below") != base.id:
            self.pad.setProperty("below", base.id)
            self._bench.runner.read(self, lambda: thumbnail(base.data, PICTURE), self._on_below, latest="below")

    def _on_below(self, image: QImage | None) -> None:
        self.pad.below = image
        self.pad.redraw()

    def _show_parts(self) -> None:
        """The pad unless a photo stands for it; the photo where it is wanted or there; verbs once something is."""
        has_base, drawn = bool(self._state.get("base")), bool(self.pad.strokes)
        can_draw = has_base if self._is_annotate else not has_base
        self.pad.setVisible(can_draw)
        self.back.setVisible(can_draw and drawn)
        self.clear.setVisible(can_draw and drawn)
        self.photo.setVisible(not self._is_annotate and not has_base and not drawn)
        self.picker.setVisible(self._is_annotate or has_base)

    def _on_instead(self) -> None:
        self.picker.show()
        self.picker.focus_first()

    def _lay_out(self) -> None:
        verbs = QHBoxLayout()
        verbs.setSpacing(S8)
        for verb in (self.back, self.clear, self.photo):
            verbs.addWidget(verb)
        verbs.addStretch(1)
        self.column.setSpacing(S8)
        if self._is_annotate:
            self.column.addWidget(self.picker)
        self.column.addWidget(self.pad)
        self.column.addLayout(verbs)
        if not self._is_annotate:
            self.column.addWidget(self.picker)


def sketch_control(key: str, shown: Shown, bench: Bench) -> QuestionControl:
    """A pad."""
    return SketchControl(key, shown, bench)
