"""The landing of the page 信息采集: what is begun, which forms there are, what is done; and the card that opens one."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from gridclient.base.clock import Clock
from gridclient.services.surveys import About, SurveyDesk, SurveyLine
from gridclient.ui.delegates.row import RowDelegate
from gridclient.ui.models.lines import LinesModel
from gridclient.ui.models.row import GroupHead, ListGroup, Mark, Row
from gridclient.ui.style import theme
from gridclient.ui.style.shapes import Shape
from gridclient.ui.style.tokens import S8, S12, S16, S24, Tone
from gridclient.ui.when import when
from gridclient.ui.widgets.button import button
from gridclient.ui.widgets.column import Card, EmptyState, ScrollColumn
from gridclient.ui.widgets.label import divider, label
from gridclient.ui.widgets.rows import RowsView

LIST_WIDTH = 400


class SurveyLanding(QWidget):
    """List left, one form right; Enter opens it."""

    begin_asked = Signal(object)
    """A SurveyLine of a form."""
    continue_asked = Signal(str)
    """The id of a draft."""
    drop_asked = Signal(object)
    """The SurveyLine of a draft to be thrown away."""

    def __init__(self, clock: Clock, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._clock = clock
        self._about = About()
        self._model: LinesModel[SurveyLine | ListGroup] = LinesModel(self._draw, _key)
        self._title, self._second = label("", "title"), label("", ink="second", wrap=True)
        self.view = RowsView(self.tr("Forms"))
        self.view.setModel(self._model)
        self.view.setItemDelegate(RowDelegate(self.view))
        self.view.current_changed.connect(self._on_current)
        self.view.opened.connect(self._on_opened)
        self._name, self._facts = label("", "card", wrap=True), label("", ink="second", wrap=True)
        self.open = button("", "primary", "note-pencil")
        self.open.setObjectName("open-form")
        self.drop = button("", "danger", "trash")
        self.open.clicked.connect(self.press)
        self.drop.clicked.connect(self._on_drop)
        self._empty = EmptyState("note-pencil", "", "")
        self._lay_out()
        self.setFocusProxy(self.view)
        self.retranslate()

    def show_desk(self, desk: SurveyDesk) -> None:
        """Show the list; the current line stays."""
        lines: list[SurveyLine | ListGroup] = []
        for group in ("unfinished", "form", "done"):
            own = [line for line in desk.lines if line.group == group]
            lines += [ListGroup(group, len(own)), *own] if own else []
        before = self._current()
        self._model.show(lines)
        self._right.setCurrentIndex(0 if lines else 1)
        if lines and before is None:
            self.view.setCurrentIndex(self._model.index(1))
        self._on_current(self._current())

    def set_about(self, about: About) -> None:
        """What the next form will be about; an empty one asks nothing."""
        self._about = about
        self._second.setText(self.tr("The form you choose will be about {name}").format(name=about.name))
        self._second.setVisible(bool(about.id))

    @property
    def about(self) -> About:
        """What the next form will be about."""
        return self._about

    def go_to(self, line: str) -> bool:
        """Make a line the current one; False when it is not in the list."""
        index = self._model.index_of(line)
        if index.isValid():
            self.view.setCurrentIndex(index)
        return index.isValid()

    def press(self) -> bool:
        """Ctrl+Enter: begin or go on."""
        line = self._current()
        if line is None or line.group == "done":
            return False
        if line.group == "form":
            self.begin_asked.emit(line)
        else:
            self.continue_asked.emit(line.id)
        return True

    def set_panes(self, panes: int) -> None:
        """A narrow window has only the list; Enter opens the form."""
        alone = panes == 1
        width = round(LIST_WIDTH * theme.current().size.scale)
        self._line.setVisible(not alone)
        self._right.setVisible(not alone or not self._model.lines)
        self._list.setMinimumWidth(0 if alone else width)
        self._list.setMaximumWidth(16_777_215 if alone else width)

    def retranslate(self) -> None:
        """Say the words again."""
        self._title.setText(self.tr("Forms"))
        self._model.redraw()
        self.set_about(self._about)
        self._on_current(self._current())
        self._empty.set_words(
            self.tr("No forms here yet"), self.tr("They appear once an office publishes one; sync once.")
        )

    # within

    def _draw(self, line: SurveyLine | ListGroup) -> Row | GroupHead:
        if isinstance(line, ListGroup):
            words = {
                "unfinished": self.tr("Started"),
                "form": self.tr("Forms to fill"),
                "done": self.tr("Finished"),
            }
            return GroupHead(words[line.name], str(line.count))
        at = when(line.at, self._clock.now()) if line.at is not None else ""
        version = self.tr("version {v}").format(v=line.ref.version or "")
        if line.group == "unfinished":
            done = f"{line.answered}/{line.total}" if line.total else self.tr("just begun")
            marks = (Mark(done, Tone.ACCENT),)
            return Row(line.title, line.about.name or version, Shape.SOON, marks=marks, right=at)
        if line.group == "done":
            return Row(line.title, line.about.name or line.by, Shape.DONE, right=at)
        return Row(line.title, version, Shape.NONE)

    def _current(self) -> SurveyLine | None:
        line = self._model.line(self.view.currentIndex())
        return line if isinstance(line, SurveyLine) else None

    def _on_current(self, _line: object) -> None:
        line = self._current()
        self._card.setVisible(line is not None)
        if line is None:
            return
        self._name.setText(line.title)
        at = when(line.at, self._clock.now()) if line.at is not None else ""
        facts = {
            "unfinished": self.tr("{done} of {all} answered, kept {time}").format(
                done=line.answered, all=line.total, time=at
            ),
            "form": self.tr("Version {v}. What you answer is kept at once").format(v=line.ref.version or ""),
            "done": self.tr("Finished {time} by {name}").format(time=at, name=line.by),
        }
        self._facts.setText("\n".join(part for part in (line.about.name, facts[line.group]) if part))
        self.open.setText(self.tr("Go on") if line.group == "unfinished" else self.tr("Fill this form"))
        self.open.setVisible(line.group != "done")
        self.drop.setText(self.tr("Delete the draft"))
        self.drop.setVisible(line.group == "unfinished")

    def _on_opened(self, _line: object) -> None:
        self.press()

    def _on_drop(self) -> None:
        line = self._current()
        if line is not None and line.group == "unfinished":
            self.drop_asked.emit(line)

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self._list = QFrame()
        self._list.setProperty("frame", "pane")
        column = QVBoxLayout(self._list)
        column.setContentsMargins(0, S16, 0, 0)
        column.setSpacing(S12)
        head = QVBoxLayout()
        head.setContentsMargins(S16 + 4, 0, S12, 0)
        head.addWidget(self._title)
        head.addWidget(self._second)
        column.addLayout(head)
        column.addWidget(self.view, 1)
        row.addWidget(self._list)
        self._line = divider()
        row.addWidget(self._line)
        right = ScrollColumn((S24, S16, S24, S16))
        self._card = Card()
        self._card.body.addWidget(self._name)
        self._card.body.addWidget(self._facts)
        verbs = QHBoxLayout()
        verbs.setSpacing(S8)
        verbs.addWidget(self.open)
        verbs.addWidget(self.drop)
        verbs.addStretch(1)
        self._card.body.addLayout(verbs)
        right.body.addWidget(self._card)
        right.body.addStretch(1)
        self._right = QStackedWidget()
        self._right.addWidget(right)
        self._right.addWidget(self._empty)
        row.addWidget(self._right, 1)
        self._list.setMinimumWidth(round(LIST_WIDTH * theme.current().size.scale))
        self._list.setMaximumWidth(round(LIST_WIDTH * theme.current().size.scale))
        self._title.setAlignment(Qt.AlignmentFlag.AlignVCenter)


def _key(line: SurveyLine | ListGroup) -> str:
    return line.name if isinstance(line, ListGroup) else line.id
