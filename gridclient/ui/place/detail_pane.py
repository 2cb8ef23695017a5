"""One school or place: head with the verbs of the role, tabs (picture 25)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from gridclient.services.places import PlaceDetail
from gridclient.ui.place import words
from gridclient.ui.place.cards import HistoryCard, contact_words, facts_card, licences_card, orders_card
from gridclient.ui.style import theme
from gridclient.ui.style.shapes import Shape
from gridclient.ui.style.tokens import S4, S8, S12, S16, S24, Tone
from gridclient.ui.widgets.button import button, icon_button
from gridclient.ui.widgets.column import EmptyState, ScrollColumn
from gridclient.ui.widgets.label import label
from gridclient.ui.widgets.pill import Pill
from gridclient.ui.widgets.tabs import Tabs
from gridcore.place import Place
from gridcore.school import School

_SHORT = 3
_THREE = 3
_BESIDE = 640
"""Narrower than this at scale 1, the overview has one column."""


class _Columns(QWidget):
    """Two columns, the second below the first where the room for both ends."""

    def __init__(self, *, may_stand_beside: bool) -> None:
        super().__init__()
        self._may_stand_beside = may_stand_beside
        self._row = QBoxLayout(QBoxLayout.Direction.TopToBottom, self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(S12)
        self.left, self.right = QVBoxLayout(), QVBoxLayout()
        for column, share in ((self.left, 5), (self.right, 3)):
            column.setSpacing(S12)
            self._row.addLayout(column, share)

    def minimumSizeHint(self) -> QSize:
        """Never wider than the wider column."""
        widest = max(self.left.minimumSize().width(), self.right.minimumSize().width())
        return QSize(widest, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Turn where the room ends or comes back."""
        super().resizeEvent(event)
        beside = self._may_stand_beside and self.width() >= round(_BESIDE * theme.current().size.scale)
        way = QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        if way != self._row.direction():
            self._row.setDirection(way)


class PlaceDetailPane(QWidget):
    """Overview, inspections, rectifications, licences."""

    start_asked = Signal(str)
    """An inspection to begin or go on with: its id."""
    patrol_asked = Signal()
    form_asked = Signal()
    """A form about this place."""
    edit_asked = Signal()
    recheck_asked = Signal()
    inspection_asked = Signal(str)
    back_asked = Signal()
    shown = Signal()
    """Another place may be shown now, or none."""

    def __init__(self, now: Callable[[], datetime], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._now = now
        self._detail: PlaceDetail | None = None
        self._panes = _THREE
        self._name, self._where, self._note = (
            label("", "title"),
            label("", ink="second", wrap=True),
            label("", "second"),
        )
        self._note.setProperty("tone", "amber")
        self._kind, self._light = Pill("", Tone.GREY), Pill("", None, Shape.LATE)
        self.start = button("", "primary", "clipboard-text")
        self.start.setObjectName("start-at-place")
        self.recheck = button("", icon="arrows-clockwise")
        self.fill = button("", icon="note-pencil")
        self.fill.setObjectName("form-about-place")
        self.edit = button("", icon="pencil-simple")
        self.edit.setObjectName("edit-place")
        self.history = icon_button("clock-counter-clockwise", "")
        self.history.setObjectName("history.open")
        self.back = icon_button("arrow-left", "")
        self.back.hide()
        self.tabs = Tabs("")
        for _ in range(4):
            self.tabs.addTab("")
        self._column = ScrollColumn((S24, S12, S24, S16))
        self._holder: QWidget | None = None
        self._lay_out()
        self.start.clicked.connect(self.press)
        self.recheck.clicked.connect(self.recheck_asked)
        self.fill.clicked.connect(self.form_asked)
        self.edit.clicked.connect(self.edit_asked)
        self.back.clicked.connect(self.back_asked)
        self.tabs.currentChanged.connect(self._show_tab)
        self.retranslate()

    @property
    def detail(self) -> PlaceDetail | None:
        """What is shown."""
        return self._detail

    def show_detail(self, detail: PlaceDetail | None) -> None:
        """Show a school or place; None shows that nothing is chosen."""
        is_other = self._detail is None or detail is None or self._detail.line.id != detail.line.id
        self._detail = detail
        self.shown.emit()
        self._head.setVisible(detail is not None)
        if detail is None:
            self._put(EmptyState("storefront", self.tr("Nothing chosen"), self.tr("Choose a school or place.")))
            return
        if is_other and self.tabs.currentIndex():
            self.tabs.blockSignals(True)
            self.tabs.setCurrentIndex(0)
            self.tabs.blockSignals(False)
        self._show_head(detail)
        self._show_tab()

    def set_panes(self, panes: int) -> None:
        """Two columns in the overview where there is room."""
        self._panes = panes
        self.back.setVisible(panes == 1)
        self._show_tab()

    def press(self) -> bool:
        """The primary verb of the role."""
        detail = self._detail
        if detail is None or not self.start.isVisibleTo(self):
            return False
        wanted = detail.unfinished or detail.startable
        if wanted:
            self.start_asked.emit(wanted)
        else:
            self.patrol_asked.emit()
        return True

    def retranslate(self) -> None:
        """Say every word again."""
        self.fill.setText(self.tr("Fill a form"))
        self.edit.setText(self.tr("Edit"))
        self.back.setAccessibleName(self.tr("Back to the list"))
        self.history.setAccessibleName(self.tr("Who changed what"))
        self.history.setToolTip(self.tr("Who changed what (F3)"))
        self.tabs.setAccessibleName(self.tr("Parts of the place"))
        self.show_detail(self._detail)

    # head

    def _show_head(self, detail: PlaceDetail) -> None:
        line = detail.line
        self._name.setText(line.name)
        self._kind.show_state(self._kind_words(detail), Tone.GREY)
        self._light.setVisible(line.late > 0)
        self._light.show_state(self.tr("{n} orders late").format(n=line.late), None, Shape.LATE)
        body = detail.body
        person = body.safety_lead if isinstance(body, School) else body.legal_rep
        self._where.setText(words.beside(line.address, contact_words(person)))
        self._show_verbs(detail)
        n = len(detail.inspections), len(detail.orders), len(detail.licences)
        titles = (
            self.tr("Overview"),
            self.tr("Inspections {n}").format(n=n[0] or ""),
            self.tr("To put right {n}").format(n=n[1] or ""),
            self.tr("Licences {n}").format(n=n[2] or ""),
        )
        for place, title in enumerate(titles):
            self.tabs.setTabText(place, title.strip())
        self.tabs.setTabVisible(3, line.kind == "place")

    def _show_verbs(self, detail: PlaceDetail) -> None:
        if detail.unfinished:
            self.start.setText(self.tr("Go on with it"))
        elif detail.startable:
            self.start.setText(self.tr("Start inspection"))
        else:
            self.start.setText(self.tr("Patrol"))
        self.start.setVisible(bool(detail.unfinished or detail.startable) or detail.may_patrol)
        still = len(detail.open_orders)
        self.recheck.setText(self.tr("Re-check {n}").format(n=still))
        self.recheck.setVisible(still > 0 and not detail.may_patrol)
        self.fill.setVisible(detail.may_patrol)
        self.edit.setVisible(detail.may_edit)
        self._note.setText(self._cap_words(detail))

    def _cap_words(self, detail: PlaceDetail) -> str:
        cap = detail.body.yearly_cap if isinstance(detail.body, Place) else None
        if detail.may_patrol:
            return ""
        if cap is not None and detail.this_year >= cap:
            return self.tr("Inspected {n} times this year, planned {cap}; more needs a reason").format(
                n=detail.this_year, cap=cap
            )
        if not detail.startable and not detail.unfinished:
            return self.tr("No approved and notified inspection here")
        return ""

    def _kind_words(self, detail: PlaceDetail) -> str:
        if detail.line.kind == "school":
            return words.beside(self.tr("School"), words.stage_word(detail.line.what))
        chinese, english = detail.what
        return chinese if theme.language().startswith("zh") else english

    # body

    def _show_tab(self) -> None:
        detail = self._detail
        if detail is None:
            return
        today = self._now().date()
        match self.tabs.currentIndex():
            case 1:
                self._put(self._history(HistoryCard(detail.inspections, today)))
            case 2:
                self._put(orders_card(detail.orders, today, title=self.tr("Rectifications")))
            case 3:
                self._put(licences_card(detail.licences, today))
            case _:
                self._put(self._overview(detail))

    def _overview(self, detail: PlaceDetail) -> QWidget:
        today = self._now().date()
        whole = _Columns(may_stand_beside=self._panes == _THREE)
        left, right = whole.left, whole.right
        left.addWidget(facts_card(detail))
        if detail.line.kind == "place":
            left.addWidget(licences_card(detail.licences, today, most=_SHORT))
        left.addStretch(1)
        right.addWidget(orders_card(detail.open_orders, today, most=_SHORT))
        right.addWidget(self._history(HistoryCard(detail.inspections, today, most=_SHORT + 1)))
        right.addStretch(1)
        return whole

    def _history(self, card: HistoryCard) -> HistoryCard:
        card.opened.connect(self.inspection_asked)
        return card

    def _put(self, widget: QWidget) -> None:
        if self._holder is not None:
            self._body.removeWidget(self._holder)
            self._holder.hide()
            self._holder.deleteLater()
        self._holder = widget
        self._body.insertWidget(0, widget)

    def _lay_out(self) -> None:
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        self._head = QFrame()
        self._head.setProperty("frame", "topbar")
        column = QVBoxLayout(self._head)
        column.setContentsMargins(S24, S16, S24, 0)
        column.setSpacing(S8)
        first = QHBoxLayout()
        first.setSpacing(S12)
        for widget in (self.back, self._name, self._kind, self._light):
            first.addWidget(widget)
        first.addStretch(1)
        column.addLayout(first)
        column.addWidget(self._where)
        verbs = QHBoxLayout()
        verbs.setSpacing(S8)
        for one in (self.start, self.recheck, self.fill, self.history, self.edit):
            verbs.addWidget(one)
        verbs.addStretch(1)
        verbs.addWidget(self._note)
        column.addLayout(verbs)
        column.addSpacing(S4)
        column.addWidget(self.tabs)
        whole.addWidget(self._head)
        self._body = self._column.body
        self._body.addStretch(1)
        whole.addWidget(self._column, 1)
