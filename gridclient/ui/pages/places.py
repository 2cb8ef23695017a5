"""场所: schools and small places, what hangs on each, and the verbs of the role (UI "Places", picture 25)."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import ClassVar

from PySide6.QtCore import SignalInstance
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from gridclient.services.drafts import Drafts
from gridclient.services.places import PlaceDetail, PlaceList, Places
from gridclient.services.saved import Saved
from gridclient.ui.actions import QT_TRANSLATE_NOOP, Action, Group
from gridclient.ui.page import Changed, Goto, Page, RecordHere
from gridclient.ui.place.detail_pane import PlaceDetailPane
from gridclient.ui.place.edit_form import PlaceForm
from gridclient.ui.place.list_pane import PlacesPane
from gridclient.ui.runner import TaskRunner
from gridclient.ui.style import theme
from gridclient.ui.widgets.label import divider
from gridcore.kinds import PLACE_READERS
from gridcore.roles import FIELD_ROLES

LIST_WIDTH = 340


class PlacesPage(Page):
    """The list stays, the detail changes."""

    name: ClassVar[str] = "places"
    icon: ClassVar[str] = "storefront"
    reads: ClassVar[frozenset[str]] = frozenset(
        {"school", "place", "inspection", "rectification", "issue:school", "issue:place"}
    )
    opens: ClassVar[frozenset[str]] = frozenset({"school", "place"})

    def __init__(self, places: Places, drafts: Drafts, runner: TaskRunner, parent: QWidget | None = None) -> None:
        super().__init__(runner, parent)
        self._places = places
        self._current, self._wanted = "", ""
        self._is_form_wanted = False
        """The form is to open once the detail is read."""
        self._panes = 3
        self.list = PlacesPane(places.now)
        self.detail = PlaceDetailPane(places.now)
        self.form = PlaceForm(places, drafts, runner, places.now)
        self._right = QStackedWidget()
        self._right.addWidget(self.detail)
        self._right.addWidget(self.form)
        self._line = divider()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.list)
        row.addWidget(self._line)
        row.addWidget(self._right, 1)
        self._connect()
        self._settle(deep=False)

    # what a page says about itself

    def regions(self) -> Sequence[QWidget]:
        """List and detail."""
        return (self.list, self._right)

    def actions_here(self) -> Sequence[Action]:
        """The commands of this page."""
        made = partial(Action, context="PlacesPage", page=self.name, group=Group.RECORD)
        patrol = QT_TRANSLATE_NOOP("PlacesPage", "Patrol this place")
        edit = QT_TRANSLATE_NOOP("PlacesPage", "Edit this place")
        form = QT_TRANSLATE_NOOP("PlacesPage", "Fill a form about this place")
        return (
            made("place.patrol", text=patrol, run=self._on_patrol, roles=FIELD_ROLES, icon="clipboard-text"),
            made(
                "place.form",
                text=form,
                run=partial(_fill_form, self.detail, self.goto),
                roles=FIELD_ROLES,
                icon="note-pencil",
            ),
            made("place.edit", text=edit, run=self.edit_in_place, roles=PLACE_READERS, icon="pencil-simple"),
        )

    # what the shell does with it

    def reload(self) -> None:
        """Read list and detail again."""
        chip, words = self.list.chip, self.list.words
        self._runner.read(self, lambda: self._places.list(chip, words), self._on_list, latest="list")
        self._read_detail()

    def retranslate(self) -> None:
        """Say every word again."""
        self.list.retranslate()
        self.detail.retranslate()
        self.form.retranslate()

    def open(self, id: str, verb: str = "") -> None:  # noqa: A002 - as the base
        """Show a school or place; `edit` opens its form."""
        self._leave_form()
        self._current = self._wanted = id
        self._is_form_wanted = verb == "edit"
        self._settle(deep=True)
        if not self.list.select(id):
            self.list.clear()
        self._read_detail()

    def here(self) -> tuple[str, str]:
        """The school or place shown, and whether its form is open."""
        return self._current, "edit" if self._right.currentWidget() is self.form else ""

    def set_width_class(self, panes: int) -> None:
        """Two columns of the detail, one, or list or detail."""
        self._panes = panes
        self.detail.set_panes(panes)
        self._settle(deep=False)

    def press_primary(self) -> bool:
        """Save the form; else the primary verb."""
        if self._right.currentWidget() is self.form:
            self.form.press_primary()
            return True
        return self.detail.press()

    def save_now(self) -> bool:
        """Ctrl+S."""
        return self._right.currentWidget() is self.form and self.form.keep()

    def edit_in_place(self) -> bool:
        """F2: the form."""
        detail = self.detail.detail
        if detail is None or not detail.may_edit:
            return False
        self._right.setCurrentWidget(self.form)
        self.form.open(detail)
        return True

    def focus_filter(self) -> bool:
        """Ctrl+F."""
        self.list.focus_filter()
        return True

    def step_back(self) -> bool:
        """Esc: out of the form, then to the list."""
        if self._right.currentWidget() is self.form:
            self._leave_form()
            return True
        if self._panes == 1 and not self.list.isVisibleTo(self):
            self._settle(deep=False)
        elif self.list.isAncestorOf(self.focusWidget() or self):
            return False
        self.list.view.setFocus()
        return True

    # reading

    def _read_detail(self) -> None:
        place = self._current
        if place:
            self._runner.read(self, lambda: self._places.detail(place), self._on_detail, latest="detail")

    def _on_detail(self, detail: PlaceDetail | None) -> None:
        self.detail.show_detail(detail)
        if self._is_form_wanted:
            self._is_form_wanted = False
            self.edit_in_place()

    def _on_list(self, shown: PlaceList) -> None:
        self.list.show_list(shown, self._current)
        if self._wanted and self.list.select(self._wanted):
            self._wanted = ""
        if not self._current:
            self.detail.show_detail(None)

    # verbs

    def _on_chosen(self, place: str) -> None:
        if place != self._current:
            self._leave_form()
            self._current, self._is_form_wanted = place, False
            self._read_detail()

    def _on_opened(self, place: str) -> None:
        self._on_chosen(place)
        self._settle(deep=True)
        self.detail.start.setFocus()

    def _on_start(self, inspection: str) -> None:
        detail = self.detail.detail
        verb = "continue" if detail is not None and inspection == detail.unfinished else "start"
        self.goto.emit(Goto("inspections", inspection, verb))

    def _on_patrol(self) -> None:
        detail = self.detail.detail
        if detail is not None and detail.may_patrol:
            self.goto.emit(Goto("inspections", detail.line.id, f"patrol:{detail.line.kind}"))

    def _on_saved(self, saved: Saved) -> None:
        self._leave_form()
        self.changed.emit(Changed(saved.changes, self, self.tr("Place saved"), undoable=True))
        self.reload()

    def _leave_form(self) -> None:
        if self._right.currentWidget() is self.form:
            self.form.leave()
            self._right.setCurrentWidget(self.detail)

    def _on_back(self) -> None:
        self._settle(deep=False)
        self.list.view.setFocus()

    def _settle(self, *, deep: bool) -> None:
        """With one pane: the list, or what was opened."""
        alone = self._panes == 1
        self.list.setVisible(not alone or not deep)
        self._line.setVisible(not alone)
        self._right.setVisible(not alone or deep)
        width = round(LIST_WIDTH * theme.current().size.scale)
        self.list.setMinimumWidth(0 if alone else width)
        self.list.setMaximumWidth(16_777_215 if alone else width)

    def _connect(self) -> None:
        self.list.asked.connect(self.reload)
        self.list.chosen.connect(self._on_chosen)
        self.list.opened.connect(self._on_opened)
        self.detail.start_asked.connect(self._on_start)
        self.detail.patrol_asked.connect(self._on_patrol)
        self.detail.form_asked.connect(partial(_fill_form, self.detail, self.goto))
        self.detail.edit_asked.connect(self.edit_in_place)
        self.detail.history.clicked.connect(self.history_asked)
        self.records = partial(_records, self.detail)
        self.detail.shown.connect(self.records_changed)
        self.detail.recheck_asked.connect(partial(self.goto.emit, Goto("tasks")))
        self.detail.inspection_asked.connect(partial(_open_inspection, self.goto))
        self.detail.back_asked.connect(self._on_back)
        self.form.closed.connect(self._leave_form)
        self.form.saved.connect(self._on_saved)


def _records(pane: PlaceDetailPane) -> Sequence[RecordHere]:
    """The school or place."""
    detail = pane.detail
    return () if detail is None else (RecordHere(detail.line.kind, detail.line.id, detail.line.name),)


def _fill_form(pane: PlaceDetailPane, goto: SignalInstance) -> None:
    detail = pane.detail
    if detail is not None and detail.may_patrol:
        goto.emit(Goto("surveys", detail.line.id, f"about:{detail.line.kind}"))


def _open_inspection(goto: SignalInstance, inspection: str) -> None:
    goto.emit(Goto("inspections", inspection))
