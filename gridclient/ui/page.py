"""What every page is: a constructor, a few slots and a `reload()` (EXAMPLES UI 1)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import ClassVar

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtWidgets import QWidget

from gridclient.base.changes import Changes
from gridclient.ui.actions import Action
from gridclient.ui.page_names import page_word
from gridclient.ui.runner import TaskRunner


@dataclass(frozen=True, slots=True)
class Changed:
    """A write came through: what it touched, who did it, and the sentence of the toast ("" = say nothing)."""

    changes: Changes
    origin: QObject | None
    said: str = ""
    undoable: bool = False


@dataclass(frozen=True, slots=True)
class Goto:
    """A wish to open a page, at a record and with a verb (both may be empty): pages do not import each other."""

    page: str
    id: str = ""
    verb: str = ""


@dataclass(frozen=True, slots=True)
class RecordHere:
    """A record a page shows now, and what a person calls it; `about` is longer, where the title alone names no one."""

    kind: str
    id: str
    title: str
    about: str = ""


class Page(QWidget):
    """Base of all pages. A page gets its services and the runner as arguments and never asks a global for them.

    A subclass names itself (`name`, `icon`: as the rail shows it), declares the kinds it `reads`, and overrides what it
    needs: `title`, `reload`, `retranslate`, `regions`, `open`, `actions_here`, and the verbs of the general keys.
    """

    name: ClassVar[str] = ""
    icon: ClassVar[str] = ""
    under: ClassVar[str] = ""
    """The page on the rail whose entry is lit while this one is in front; for pages without an entry."""
    reads: ClassVar[frozenset[str]] = frozenset()
    opens: ClassVar[frozenset[str]] = frozenset()
    """Kinds of records this page shows one of: hits of the find box go there."""

    changed = Signal(object)
    """A Changed: something was written here."""
    goto = Signal(object)
    """A Goto: the shell opens another page."""
    line_said = Signal(str)
    """The page's own line at the right of the status line ("" = take it away)."""
    title_changed = Signal()
    command_asked = Signal(str)
    """The name of a registered action: the page has a button for it."""
    history_asked = Signal()
    """Who changed what in `records`."""
    records_changed = Signal()
    """`records` may give others now."""

    def __init__(self, runner: TaskRunner, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._runner = runner
        self._stale = True
        self.records: Callable[[], Sequence[RecordHere]] = tuple
        """Gives the record shown now and what hangs on it: those whose history can be asked for."""
        self.can: Callable[[str], bool] = _cannot
        """Says whether a command is registered and open to this person; the shell sets it."""
        self.setObjectName(self.name)

    # what a page says about itself

    def title(self) -> str:
        """The word on the rail and in the head."""
        return page_word(self.name)

    def regions(self) -> Sequence[QWidget]:
        """The widgets F6 walks through, in order (list, detail, ...)."""
        return (self,)

    def actions_here(self) -> Sequence[Action]:
        """The commands of this page; asked once, when the shell takes the page in."""
        return ()

    # what the shell does with it

    def reload(self) -> None:
        """Read again what is shown, keeping selection and scroll."""

    def retranslate(self) -> None:
        """Say every word again in the language now chosen."""

    def open(self, id: str, verb: str = "") -> None:  # noqa: A002 - the glossary's word for the number of a record
        """Show this record; with a verb, start it (e.g. record a visit)."""

    def here(self) -> tuple[str, str]:
        """The id and verb with which `open` leads back to the form that is open now, after a lock; empty: none is."""
        return "", ""

    def set_width_class(self, panes: int) -> None:
        """How many panes fit (3, 2 or 1: UI 2 "Widths"); a page with a third column makes it a tab at 2."""

    # the verbs of the general keys; True = did something

    def press_primary(self) -> bool:
        """Ctrl+Enter: the primary button of the form."""
        return False

    def save_now(self) -> bool:
        """Ctrl+S: keep what is typed at once; harmless when it is kept already."""
        return False

    def edit_in_place(self) -> bool:
        """F2."""
        return False

    def focus_filter(self) -> bool:
        """Ctrl+F: the filter of the list."""
        return False

    def print_this(self) -> bool:
        """Ctrl+P: this page or record."""
        return False

    def step_back(self) -> bool:
        """Esc: unfold, then back to the list; never loses text."""
        return False

    # staleness

    @property
    def is_stale(self) -> bool:
        """True when the page has to read before it is shown."""
        return self._stale

    def mark_stale(self) -> None:
        """Read again when next shown."""
        self._stale = True

    def take(self, changed: Changed) -> None:
        """Something was written: read again now when visible, later when not, never for what we wrote ourselves."""
        if changed.origin is self or not changed.changes.touch(*self.reads):
            return
        if self.isVisible():
            self.refresh()
        else:
            self.mark_stale()

    def refresh(self) -> None:
        """Reload and be fresh."""
        self._stale = False
        self.reload()

    def freshen(self) -> None:
        """Reload when stale; the shell calls it when the page comes to the front."""
        if self._stale:
            self.refresh()

    def changeEvent(self, event: QEvent) -> None:
        """Say the words again when the language changes."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)


def _cannot(_command: str) -> bool:
    return False
