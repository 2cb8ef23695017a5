"""The report of an event: category, place, description, photos, time, and 自办自结 (picture 17)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import Any

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from gridclient.base.progress import Progress
from gridclient.services.drafts import DraftLine, Drafts, PhotoDraft
from gridclient.services.events import Chosen, EventDraft, Events, missing, title_of
from gridclient.services.saved import Saved
from gridclient.ui.event.category_picker import CategoryPicker
from gridclient.ui.event.draft_keeper import DraftKeeper
from gridclient.ui.event.draft_merge import laid_over, typed_over
from gridclient.ui.event.more_row import MoreRow
from gridclient.ui.event.place_picker import PlacePicker
from gridclient.ui.event.report_foot import ReportFoot
from gridclient.ui.event.step_field import TimeField, text_area
from gridclient.ui.event.step_form import gap_words
from gridclient.ui.photos import PhotoPicker
from gridclient.ui.runner import TaskRunner
from gridclient.ui.style import theme
from gridclient.ui.style.shapes import Shape
from gridclient.ui.style.tokens import S8, S12, S16, S24, Tone
from gridclient.ui.widgets.column import ScrollColumn, inset
from gridclient.ui.widgets.field import FieldRow, Switch, stacked
from gridclient.ui.widgets.label import label, separator
from gridclient.ui.widgets.pill import Pill
from gridcore.codetable import CodeTable
from gridcore.pinyin import Pinyin
from gridcore.roles import Role

translate = QCoreApplication.translate

KIND = "event"
"""The kind of the drafts of reports."""
_MOST_PHOTOS = 9
_SHORT, _SHORT_EN = 9, 17
"""Characters of a source that are always seen; its list shows them whole."""


class ReportForm(QFrame):
    """A report as it is written. `done` carries the Saved; `kept` follows every pause that was kept."""

    done = Signal(object)
    kept = Signal()

    def __init__(
        self,
        events: Events,
        drafts: Drafts,
        runner: TaskRunner,
        pinyin: Pinyin,
        now: datetime,
        *,
        draft: str = "",
        parent: QWidget | None = None,
    ) -> None:
        """`draft` is the id of a draft to go on with."""
        super().__init__(parent)
        self.setProperty("frame", "pane")
        self._events, self._drafts, self._runner, self._now = events, drafts, runner, now
        self._sending = False
        self.keeper = DraftKeeper(drafts, runner, KIND, self._snapshot, draft=draft, parent=self)
        self.keeper.kept.connect(self.kept)
        tables = events.tables
        self._category = CategoryPicker(tables["category"], pinyin)
        self._where = PlacePicker(events, runner)
        self._text = text_area(2)
        self._photos = self._picker("before")
        self._time = TimeField(now)
        self._source = _source_box(tables["source"])
        self._people = QLineEdit()
        self._people.setPlaceholderText(self.tr("may stay empty"))
        self._people.setAccessibleName(self.tr("People concerned"))
        self._switch = Switch(self.tr("Handled on the spot"))
        self._result = text_area(2)
        self._after = self._picker("after")
        self.foot = ReportFoot()
        self._rows: dict[str, FieldRow] = {}
        self._own = self._own_box()
        self._lay_out()
        self._connect()
        self._unread = bool(draft)
        """True until the draft was read: what is typed meanwhile is laid over it, and nothing is kept over it."""
        self._blank = self._snapshot()[1]
        if draft:
            runner.read(self, partial(self._load, draft), self._restore)
        runner.read(self, events.used_categories, self._category.show_used)
        self._settle()

    def _picker(self, tag: str) -> PhotoPicker:
        return PhotoPicker(self._drafts, self._runner, self.keeper.in_lane, most=_MOST_PHOTOS, tag=tag)

    def _connect(self) -> None:
        self._category.changed.connect(self._on_changed)
        self._where.changed.connect(self._on_changed)
        self._text.textChanged.connect(self._on_changed)
        self._photos.changed.connect(self._on_changed)
        self._time.changed.connect(self._on_changed)
        self._source.activated.connect(self._on_changed)
        self._people.textEdited.connect(self._on_changed)
        self._result.textChanged.connect(self._on_changed)
        self._after.changed.connect(self._on_changed)
        self._switch.toggled.connect(self._on_switched)
        self.foot.send.clicked.connect(self.press_primary)
        self.foot.keep.clicked.connect(self.save_now)

    # layout

    def _lay_out(self) -> None:
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        head = QHBoxLayout()
        head.setContentsMargins(S24, S16, S24, S8)
        head.setSpacing(S12)
        head.addWidget(label(self.tr("Report an event"), "title"))
        head.addWidget(Pill(self.tr("Urgent: call 110, 119, 120 first, write after"), Tone.RED, Shape.LATE))
        head.addStretch(1)
        outer.addLayout(head)
        outer.addWidget(separator())
        self._column = ScrollColumn((S24, S12, S24, S16))
        self._column.body.setSpacing(S8)
        outer.addWidget(self._column, 1)
        for code, words, control in (
            ("category", self.tr("Category"), self._category),
            ("place", self.tr("Place"), self._where),
            ("text", self.tr("What"), self._text),
            ("photo", self.tr("Photos"), self._photos),
        ):
            self._rows[code] = FieldRow(words, control)
            self._column.body.addWidget(self._rows[code])
        self._rows["photo_before"] = self._rows["photo"]
        self._rows["occurred_at"] = FieldRow(self.tr("Seen at"), self._time)
        people = (self.tr("People concerned"), self._people)
        self._column.body.addWidget(MoreRow(self._rows["occurred_at"], (self.tr("Source"), self._source), people))
        self._column.body.addWidget(self._own)
        self._column.body.addStretch(1)
        outer.addWidget(self.foot)

    def _own_box(self) -> QWidget:
        box, body = inset()
        head = QHBoxLayout()
        head.setSpacing(S12)
        head.addWidget(self._switch, alignment=Qt.AlignmentFlag.AlignTop)
        head.addLayout(
            stacked(
                self.tr("Done on the spot (handled by myself)"),
                self.tr(
                    "Small things settled at once: write the result here; the grid leader confirms it once connected"
                ),
            ),
            1,
        )
        head.addWidget(Pill(self.tr("shown as “to be confirmed”")), alignment=Qt.AlignmentFlag.AlignTop)
        body.addLayout(head)
        self._rows["result"] = FieldRow(self.tr("Result"), self._result)
        self._rows["photo_after"] = FieldRow(
            self.tr("After"), self._after, self.tr("Same place, same angle is clearest")
        )
        for code in ("result", "photo_after"):
            self._rows[code].hide()
            body.addWidget(self._rows[code])
        if self._events.me.role is not Role.GRID_WORKER:
            box.hide()
        return box

    # what the page asks

    def prefill(self, chosen: Chosen | None, source: str = "") -> None:
        """Begin with a household or place that was carried over, or another source."""
        if source:
            self._source.setCurrentIndex(max(0, self._source.findData(source)))
        if chosen is not None:
            self._where.choose(chosen)

    def focus_first(self) -> None:
        """Put the focus where the first thing is missing."""
        self._category.focus_first()

    def draft(self) -> EventDraft:
        """The report as it stands."""
        return EventDraft(
            category=self._category.category,
            subcategory=self._category.subcategory,
            description=self._text.toPlainText().strip(),
            address=self._where.address,
            household=self._where.household,
            place=self._where.place,
            occurred_at=self._time.moment(),
            source=str(self._source.currentData() or ""),
            people=self._people.text().strip(),
            photos=(*self._photos.photos, *(self._after.photos if self._switch.isChecked() else ())),
            self_handled=self._switch.isChecked(),
            result=self._result.toPlainText().strip(),
        )

    def missing(self) -> tuple[str, ...]:
        """What still lacks before it can be sent."""
        draft = self.draft()
        return missing(draft, photo=self._events.needs_photo(draft.category, draft.subcategory))

    def press_primary(self) -> bool:
        """Send the report, or go to what is missing."""
        gaps = self.missing()
        if gaps:
            self.point_at(gaps[0], gap_words(_words(gaps[0])))
        elif not self._sending:
            self._sending = True
            self.keeper.end()
            self._runner.write(self, partial(self._report, self.draft()), self.done.emit, failed=self._on_failed)
        return True

    def point_at(self, field: str, what: str) -> bool:
        """Show words at a field and put the cursor there."""
        row = self._rows.get(field)
        if row is None:
            return False
        row.set_error(what)
        self._column.ensureWidgetVisible(row)
        if field == "category":
            self._category.focus_first()
        else:
            (row.control.focusProxy() or row.control).setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def save_now(self) -> bool:
        """Keep what is typed; a draft that is not read yet is kept already."""
        if not self._unread:
            self.keeper.keep_now()
        return True

    def show_link(self, *, online: bool) -> None:
        """Whether the centre can be reached now: the foot says where the report goes."""
        self.foot.show_link(online=online)

    # the draft

    def _snapshot(self) -> tuple[str, Mapping[str, Any]]:
        draft = self.draft()
        title = title_of(draft.description) or self._events.tables["category"].text(draft.category, theme.language())
        return title, {
            "category": draft.category,
            "subcategory": draft.subcategory,
            "address": draft.address,
            "household": draft.household,
            "place": draft.place,
            "description": self._text.toPlainText(),
            "people": self._people.text(),
            "source": draft.source,
            "occurred_at": draft.occurred_at.isoformat(timespec="seconds"),
            "self_handled": draft.self_handled,
            "result": self._result.toPlainText(),
        }

    def _load(self, draft: str) -> tuple[DraftLine | None, tuple[PhotoDraft, ...]]:
        return self._drafts.get(draft), self._drafts.photos(draft)

    def _restore(self, found: tuple[DraftLine | None, tuple[PhotoDraft, ...]]) -> None:
        line, photos = found
        typed = typed_over(self._blank, self._snapshot()[1])
        if line is not None:
            self.show_values(laid_over(line.body, typed))
        for picker, is_after in ((self._photos, False), (self._after, True)):
            kept = [photo for photo in photos if (photo.tag == "after") is is_after]
            known = {photo.id for photo in kept}
            picker.show_photos([*kept, *(photo for photo in picker.photos if photo.id not in known)])
        self._unread = False
        if typed:
            self._text.moveCursor(QTextCursor.MoveOperation.End)
            self.keeper.touch()
        self._settle()

    def show_values(self, body: Mapping[str, Any]) -> None:
        """Show the values of a draft; nothing is kept again for it."""
        held = (self._text, self._result, self._time, self._switch)
        for one in held:
            one.blockSignals(True)
        self._category.set_value(str(body.get("category") or ""), str(body.get("subcategory") or ""))
        self._where.set_value(*(str(body.get(name) or "") for name in ("address", "household", "place")))
        self._text.setPlainText(str(body.get("description") or ""))
        self._people.setText(str(body.get("people") or ""))
        self._source.setCurrentIndex(max(0, self._source.findData(body.get("source"))))
        self._time.set_value(body.get("occurred_at"))
        self._switch.setChecked(bool(body.get("self_handled")))
        self._result.setPlainText(str(body.get("result") or ""))
        for one in held:
            one.blockSignals(False)
        self._unfold()
        self._settle()

    # slots

    def _report(self, draft: EventDraft, _progress: Progress) -> Saved:
        # The report takes the id of its draft, so that one sent twice (a crash between) is made once.
        return self._events.report(replace(draft, id=self.keeper.draft))

    def _on_failed(self, error: Exception) -> None:
        self._sending = False
        self.keeper.begin_again()
        self._runner.tell(error, self)

    def _on_changed(self) -> None:
        for row in self._rows.values():
            if row.error:
                row.set_error("")
        if not self._unread:
            self.keeper.touch()
        self._settle()

    def _on_switched(self) -> None:
        self._unfold()
        self._on_changed()
        if self._switch.isChecked():
            self._result.setFocus(Qt.FocusReason.OtherFocusReason)

    def _unfold(self) -> None:
        for code in ("result", "photo_after"):
            self._rows[code].setVisible(self._switch.isChecked())

    def _settle(self) -> None:
        self.foot.show_gaps(len(self.missing()))
        needs = self._events.needs_photo(self._category.category, self._category.subcategory)
        hint = self.tr("At least 1 photo for this category. No faces, no number plates") if needs else ""
        self._rows["photo"].set_hint(hint if not self._photos.photos else "")


def _source_box(table: CodeTable) -> QComboBox:
    made = QComboBox()
    language = theme.language()
    for entry in table.entries:
        made.addItem(entry.text(language), entry.code)
    made.setAccessibleName(translate("ReportForm", "Source"))
    made.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    made.setMinimumContentsLength(_SHORT if language.startswith("zh") else _SHORT_EN)
    return made


def _words(code: str) -> str:
    """What a missing field is called."""
    return {
        "category": translate("ReportForm", "Category"),
        "place": translate("ReportForm", "Place"),
        "text": translate("ReportForm", "What"),
        "photo": translate("ReportForm", "Photos"),
        "photo_before": translate("ReportForm", "a photo from before"),
        "photo_after": translate("ReportForm", "a photo from after"),
        "result": translate("ReportForm", "Result"),
    }.get(code, code)
