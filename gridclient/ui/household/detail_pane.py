"""The right pane: one household with its verbs, tabs and timeline (picture 02)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from gridclient.services.households import HouseholdDetail
from gridclient.services.people import Duplicate
from gridclient.services.timeline import TimelineEntry
from gridclient.ui.household import story, words
from gridclient.ui.household.overview import Overview
from gridclient.ui.style import theme
from gridclient.ui.style.shapes import Shape
from gridclient.ui.style.tokens import S2, S8, S12, S16, S24, Tone
from gridclient.ui.widgets.banner import Banner
from gridclient.ui.widgets.button import button, icon_button
from gridclient.ui.widgets.column import EmptyState, ScrollColumn
from gridclient.ui.widgets.facts import Fact, FactGrid
from gridclient.ui.widgets.flow import FlowLayout
from gridclient.ui.widgets.label import divider, label, separator
from gridclient.ui.widgets.pill import Pill
from gridclient.ui.widgets.tabs import Tabs
from gridclient.ui.widgets.timeline import Timeline
from gridcore.household import Household

TIMELINE_WIDTH, TIMELINE_WIDTH_EN, COLUMN_FROM = 300, 340, 690
_TABS = ("overview", "timeline", "house", "events")


class DetailPane(QFrame):
    """Verbs are signals; the page acts."""

    back_asked = Signal()
    """To the list, where only one of both fits."""
    visit_asked = Signal()
    event_asked = Signal()
    edit_asked = Signal()
    history_asked = Signal()
    person_asked = Signal()
    unmask_asked = Signal(str)
    entry_opened = Signal(str)
    shown = Signal()
    """Another household may be shown now, or none."""
    """"what/record" of an entry of the timeline or the list of events."""

    def __init__(self, now: Callable[[], datetime], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("frame", "pane")
        self._now = now
        self._detail: HouseholdDetail | None = None
        self._story: tuple[TimelineEntry, ...] = ()
        self._twins: tuple[Duplicate, ...] = ()
        self._panes = 3
        self._build()
        self.retranslate()

    def show_detail(
        self, detail: HouseholdDetail, story_of: Sequence[TimelineEntry], twins: Sequence[Duplicate] = ()
    ) -> None:
        """Show a household, what happened there, and who in it may be somebody else's double."""
        moved = self._detail is None or self._detail.line.id != detail.line.id
        self._detail, self._story, self._twins = detail, tuple(story_of), tuple(twins)
        self._say_head(detail)
        self.overview.show_detail(detail)
        entries = story.entries(self._story, self._now())
        self._timeline.show_entries(entries)
        self._events.show_entries([entry for entry in entries if entry.id.startswith("event/")])
        self._no_events.setVisible(not detail.events)
        self._show_houses(detail)
        self._say_tabs()
        self._say_twins()
        self._stack.setCurrentIndex(1)
        if moved:
            self._tabs.setCurrentIndex(0)
            self.overview.verticalScrollBar().setValue(0)
        self.shown.emit()

    @property
    def detail(self) -> HouseholdDetail | None:
        """What is shown."""
        return self._detail

    def name_of(self, person: str) -> str:
        """The name of one of the people shown, "" for another."""
        members = self._detail.members if self._detail is not None else ()
        return next((one.body.name or "" for one in members if one.id == person), "")

    def show_nothing(self) -> None:
        """No household is chosen."""
        self._detail = None
        self._stack.setCurrentIndex(0)
        self.shown.emit()

    def set_panes(self, panes: int) -> None:
        """Below three panes, or where the column would squeeze the rest, the timeline is a tab."""
        self._panes = panes
        self._back.setVisible(panes == 1)
        self._say_tabs()

    def retranslate(self) -> None:
        """Say every word again."""
        self._visit.setText(self.tr("Record visit"))
        self._event.setText(self.tr("Report event"))
        self._edit.setText(self.tr("Edit"))
        self._tabs.setAccessibleName(self.tr("Parts of the household"))
        self._back.setAccessibleName(self.tr("Back to the list"))
        self._back.setToolTip(self.tr("Back to the list"))
        self._who.setAccessibleName(self.tr("Who changed what"))
        self._who.setToolTip(self.tr("Who changed what (F3)"))
        self._say_nothing()
        self._time_title.setText(self.tr("Timeline"))
        self._no_events.setText(self.tr("No event was reported here."))
        self._no_house.setText(self.tr("No house is recorded for the people here."))
        self.overview.retranslate()
        if self._detail is not None:
            self.show_detail(self._detail, self._story, self._twins)
        self._say_tabs()

    def focus_primary(self) -> None:
        """Where the focus goes when the household is opened."""
        self._visit.setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The column of the timeline needs room."""
        super().resizeEvent(event)
        self._say_tabs()

    def _build(self) -> None:
        self._title = label("", "title")
        self._back = icon_button("arrow-left", "")
        self._back.clicked.connect(self.back_asked)
        self._pills = QWidget()
        self._pill_row = FlowLayout(self._pills, S8)
        self._address = label("", ink="second", wrap=True)
        self._visit, self._event = button("", "primary", "note-pencil"), button("", "secondary", "megaphone")
        self._edit = button("", "quiet", "pencil-simple")
        self._visit.clicked.connect(self.visit_asked)
        self._event.clicked.connect(self.event_asked)
        self._edit.clicked.connect(self.edit_asked)
        self._who = icon_button("clock-counter-clockwise", "")
        self._who.setObjectName("history.open")
        self._who.clicked.connect(self.history_asked)
        self._twin_place = QVBoxLayout()
        self._tabs = Tabs("")
        for name in _TABS:
            self._tabs.setTabData(self._tabs.addTab(""), name)
        self._tabs.currentChanged.connect(self._on_tab)
        self.overview = Overview(self._now)
        self.overview.unmask_asked.connect(self.unmask_asked)
        self.overview.person_asked.connect(self.person_asked)
        self._parts = QStackedWidget()
        self._timeline_part = ScrollColumn()
        self._parts.addWidget(self.overview)
        self._parts.addWidget(self._timeline_part)
        self._parts.addWidget(self._house_part())
        self._parts.addWidget(self._event_part())
        self._timeline = Timeline()
        self._timeline.opened.connect(self.entry_opened)
        self._time_title = label("", "section")
        self._column = ScrollColumn((S16, S16, S16, S16))
        self._line = divider()
        shown = QWidget()
        self._lay_out(shown)
        self._stack = QStackedWidget(self)
        self._stack.addWidget(QWidget())
        self._stack.addWidget(shown)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._stack)

    def _lay_out(self, shown: QWidget) -> None:
        first = QHBoxLayout()
        first.setSpacing(S12)
        first.addWidget(self._back)
        first.addWidget(self._title)
        first.addWidget(self._pills, 1, Qt.AlignmentFlag.AlignVCenter)
        verbs = QHBoxLayout()
        verbs.setSpacing(S8)
        verbs.addWidget(self._visit)
        verbs.addWidget(self._event)
        verbs.addStretch(1)
        verbs.addWidget(self._who)
        verbs.addWidget(self._edit)
        head = QVBoxLayout()
        head.setContentsMargins(S24, S12 + S2, S16, 0)
        head.setSpacing(S8)
        head.addLayout(first)
        head.addWidget(self._address)
        head.addLayout(verbs)
        head.addLayout(self._twin_place)
        head.addWidget(self._tabs)
        body = QHBoxLayout()
        body.setSpacing(0)
        body.addWidget(self._parts, 1)
        body.addWidget(self._line)
        body.addWidget(self._column)
        column = QVBoxLayout(shown)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(separator())
        column.addLayout(body, 1)

    def _house_part(self) -> QWidget:
        part = ScrollColumn()
        self._no_house = label("", ink="second", wrap=True)
        self._houses = QVBoxLayout()
        self._houses.setSpacing(S16)
        part.body.addWidget(self._no_house)
        part.body.addLayout(self._houses)
        part.body.addStretch(1)
        return part

    def _event_part(self) -> QWidget:
        part = ScrollColumn()
        self._no_events = label("", ink="second", wrap=True)
        self._events = Timeline()
        self._events.opened.connect(self.entry_opened)
        part.body.addWidget(self._no_events)
        part.body.addWidget(self._events)
        part.body.addStretch(1)
        return part

    def _say_head(self, detail: HouseholdDetail) -> None:
        line, body = detail.line, detail.body
        self._title.setText(self.tr("{name}'s home").format(name=line.head_name or "—"))
        number = self.tr("no. {no}").format(no=body.household_no) if body.household_no else ""
        self._address.setText(words.joined(line.address, number))
        while (item := self._pill_row.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for pill in self._pills_of(detail):
            self._pill_row.addWidget(pill)
            pill.show()

    def _pills_of(self, detail: HouseholdDetail) -> list[Pill]:
        line, found = detail.line, list[Pill]()
        if detail.body.living_state:
            is_same = detail.body.living_state == "1"
            word = words.coded("living_state", detail.body.living_state)
            found.append(Pill(word, shape=Shape.DONE) if is_same else Pill(word, Tone.GREY))
        if line.state.is_new:
            found.append(Pill(self.tr("New here"), shape=Shape.WAITING))
        elif detail.waiting:
            found.append(Pill(self.tr("{n} changes waiting").format(n=detail.waiting), shape=Shape.WAITING))
        if line.state.has_conflict:
            found.append(Pill(self.tr("Conflict"), shape=Shape.CONFLICT))
        if line.state.is_parked:
            found.append(Pill(self.tr("Set aside"), shape=Shape.PARKED))
        found += [Pill(words.tag(tag), words.tag_tone(tag)) for tag in line.tags]
        return found

    def _say_tabs(self) -> None:
        events = len(self._detail.events) if self._detail is not None else 0
        entries = len(story.entries(self._story, self._now())) if self._detail is not None else 0
        texts = {
            "overview": self.tr("Overview"),
            "timeline": self.tr("Timeline {n}").format(n=entries),
            "house": self.tr("House"),
            "events": self.tr("Events {n}").format(n=events) if events else self.tr("Events"),
        }
        for index, name in enumerate(_TABS):
            self._tabs.setTabText(index, texts[name])
        is_column = self._panes >= 3 and self.width() >= COLUMN_FROM * theme.current().size.scale
        self._tabs.setTabVisible(1, not is_column)
        self._line.setVisible(is_column)
        self._column.setVisible(is_column)
        self._column.setFixedWidth(round(self._timeline_width() * min(theme.current().size.scale, 1.15)))
        home = self._column if is_column else self._timeline_part
        if self._timeline.parentWidget() is not home.widget():
            for widget in (self._time_title, self._timeline):
                home.body.addWidget(widget)
            home.body.addStretch(1)
        self._time_title.setVisible(is_column)
        self._time_title.setMinimumHeight(theme.current().size.control)  # level with the head of the people

    def _timeline_width(self) -> int:
        return TIMELINE_WIDTH if theme.language().startswith("zh") else TIMELINE_WIDTH_EN

    def _show_houses(self, detail: HouseholdDetail) -> None:
        while (item := self._houses.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        home = detail.body
        self._no_house.setVisible(not detail.houses)
        if not detail.houses and (home.area or home.structure or home.tenure):
            self._show_home(home)
        for house in detail.houses:
            grid = FactGrid()
            area = self.tr("{n} m²").format(n=house.area) if house.area else "—"
            grid.show_facts(
                [
                    Fact(words.field("address"), house.address or "—"),
                    Fact(self.tr("Use"), words.coded("use", house.use) or "—"),
                    Fact(words.field("structure"), words.coded("structure", house.structure) or "—"),
                    Fact(self.tr("Size"), area),
                    Fact(self.tr("Built in"), str(house.built_year) if house.built_year else "—"),
                    Fact(self.tr("Hazard"), words.coded("hazard", house.hazard) or "—"),
                    Fact(self.tr("Owner"), (house.owner.name if house.owner is not None else None) or "—"),
                    Fact(self.tr("House no."), house.house_no or "—"),
                ]
            )
            self._houses.addWidget(grid)

    def _show_home(self, home: Household) -> None:
        """What the household itself says of its house, where no house is recorded."""
        grid = FactGrid()
        grid.show_facts(
            [
                Fact(words.field("tenure"), words.coded("tenure", home.tenure) or "—"),
                Fact(words.field("structure"), words.coded("structure", home.structure) or "—"),
                Fact(self.tr("Size"), self.tr("{n} m²").format(n=home.area) if home.area else "—"),
            ]
        )
        self._houses.addWidget(grid)

    def _say_nothing(self) -> None:
        before = self._stack.widget(0)
        is_shown = self._stack.currentIndex() == 0
        nothing = EmptyState("house", self.tr("Choose a household"), self.tr("It is shown here."))
        self._stack.insertWidget(0, nothing)
        if before is not None:
            self._stack.removeWidget(before)
            before.deleteLater()
        if is_shown:
            self._stack.setCurrentIndex(0)

    def _say_twins(self) -> None:
        while (item := self._twin_place.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        if not self._twins:
            return
        twin = self._twins[0]
        same = self.tr("the same ID number") if twin.why == "id_no" else self.tr("the same name and birth")
        names = self.tr(", ").join(dict.fromkeys(person.name for person in twin.people))
        title = self.tr("May be one person twice: {names}").format(names=names)
        why = self.tr("Two records have {same}. The office decides.").format(same=same)
        self._twin_place.addWidget(Banner("warning", title, why, Tone.AMBER))

    def _on_tab(self, index: int) -> None:
        self._parts.setCurrentIndex(index)
