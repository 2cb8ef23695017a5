"""Every command of the window, once: menus, palette, help and tests read this table (EXAMPLES UI 9, UI 3)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from enum import StrEnum

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, Signal
from PySide6.QtGui import QAction, QInputMethodEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QWidget

from gridcore.roles import Role


def QT_TRANSLATE_NOOP(_context: str, text: str) -> str:
    """Mark a text for the translators without translating it now: lupdate knows this name, Qt's own is not typed."""
    return text


class Group(StrEnum):
    """Where a command stands in menus and in the help of keys."""

    GO = "go"
    NEW = "new"
    RECORD = "record"
    EDIT = "edit"
    WINDOW = "window"
    PERSON = "person"


@dataclass(frozen=True, slots=True)
class Action:
    """One command. `text` is the English source in the translation context `context`; no roles means everybody."""

    name: str
    context: str
    text: str
    run: Callable[[], object] = field(compare=False)
    group: Group = Group.RECORD
    shortcut: str = ""
    roles: frozenset[Role] = frozenset()
    icon: str = ""
    page: str = ""
    """Lives on this page: its key acts only there, the palette goes there first ("" = everywhere)."""
    everywhere: bool = False
    """With a page: the key acts from every page, which is shown first (Ctrl+1...4)."""
    hidden: bool = False
    """A key without a line in menus and palette (F6, Esc)."""


class TypingGuard(QObject):
    """Keeps keys from becoming commands while an input method composes.

    Qt asks the focused widget first with ShortcutOverride; an accepted one comes back as an ordinary key press. Plain
    keys in a text field need no guard: every text field of Qt accepts them itself (tests hold that).
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._composing = False

    @property
    def is_composing(self) -> bool:
        """True while an input method has an open composition."""
        return self._composing

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow compositions and claim keys; everything else passes."""
        if isinstance(event, QInputMethodEvent) and event.type() == QEvent.Type.InputMethod:
            self._composing = bool(event.preeditString())
        elif event.type() == QEvent.Type.FocusOut:
            self._composing = False
        elif event.type() == QEvent.Type.ShortcutOverride and self._composing:
            event.accept()
            return True
        return super().eventFilter(watched, event)


class ActionRegistry(QObject):
    """The table of commands of one window."""

    ran = Signal(str)
    """Name of a command that just ran."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._actions: dict[str, Action] = {}
        self._qactions: dict[str, QAction] = {}
        self._roles: frozenset[Role] = frozenset()
        self._page = ""
        self._show_page: Callable[[str], object] = self._show_nothing
        self.guard = TypingGuard(self)
        app = QApplication.instance()
        if app is not None:
            app.installEventFilter(self.guard)

    def add(self, *actions: Action) -> None:
        """Take commands in. Two commands with one name, or one key at the same place, are a bug: ValueError."""
        for action in actions:
            self._refuse_double(action)
            self._actions[action.name] = action
            qaction = QAction(self)
            qaction.setObjectName(action.name)
            qaction.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
            qaction.setAutoRepeat(False)
            if action.shortcut:
                qaction.setShortcut(QKeySequence.fromString(action.shortcut, QKeySequence.SequenceFormat.PortableText))
            qaction.triggered.connect(self._on_triggered)
            self._window.addAction(qaction)
            self._qactions[action.name] = qaction
            self._settle(action)

    def drop(self, *names: str) -> None:
        """Forget commands whose page goes; unknown names are none."""
        for name in names:
            qaction = self._qactions.pop(name, None)
            self._actions.pop(name, None)
            if qaction is not None:
                self._window.removeAction(qaction)
                qaction.deleteLater()

    def set_show_page(self, show: Callable[[str], object]) -> None:
        """How to bring a page to the front: commands that live there need it."""
        self._show_page = show

    def set_roles(self, roles: frozenset[Role]) -> None:
        """Only commands of these roles act and are listed."""
        self._roles = roles
        self._settle_all()

    def set_page(self, name: str) -> None:
        """The page in front; keys of the others sleep."""
        self._page = name
        self._settle_all()

    def retranslate(self) -> None:
        """Say the texts again."""
        self._settle_all()

    def text(self, action: Action) -> str:
        """The words of a command in the language now chosen."""
        return QCoreApplication.translate(action.context, action.text)

    def find(self, name: str) -> Action | None:
        """The command of this name, if there is one."""
        return self._actions.get(name)

    def qaction(self, name: str) -> QAction:
        """The Qt action behind a command, for menus and buttons; KeyError for an unknown name."""
        return self._qactions[name]

    def listed(self, groups: Iterable[Group] = tuple(Group)) -> list[Action]:
        """The commands this person has, without hidden ones, in the order of `groups` and then as taken in."""
        order = list(groups)
        shown = [a for a in self._actions.values() if a.group in order and not a.hidden and self._is_ours(a)]
        return sorted(shown, key=lambda action: order.index(action.group))

    def with_keys(self) -> list[Action]:
        """Every command with a key that acts on the page in front: the help of F1."""
        return [a for a in self._actions.values() if a.shortcut and self._is_ours(a) and self._acts_here(a)]

    def matching(self, words: str) -> list[Action]:
        """Commands whose text, source text or name holds all the words: what `>` in the find box lists."""
        parts = words.casefold().split()
        return [a for a in self.listed() if all(part in self._haystack(a) for part in parts)]

    def run(self, name: str) -> bool:
        """Run a command as a menu does; False when this person does not have it."""
        action = self._actions.get(name)
        if action is None or not self._is_ours(action):
            return False
        if action.page and action.page != self._page:
            self._show_page(action.page)
        action.run()
        self.ran.emit(name)
        return True

    def _haystack(self, action: Action) -> str:
        return f"{self.text(action)} {action.text} {action.name}".casefold()

    def _is_ours(self, action: Action) -> bool:
        return not action.roles or bool(action.roles & self._roles)

    def _acts_here(self, action: Action) -> bool:
        return not action.page or action.everywhere or action.page == self._page

    def _settle_all(self) -> None:
        for action in self._actions.values():
            self._settle(action)

    def _settle(self, action: Action) -> None:
        qaction = self._qactions[action.name]
        qaction.setText(self.text(action))
        qaction.setEnabled(self._is_ours(action) and self._acts_here(action))

    def _refuse_double(self, action: Action) -> None:
        if action.name in self._actions:
            raise ValueError(action.name)
        for other in self._actions.values():
            together = not (other.page and action.page) or other.page == action.page
            together = together or other.everywhere or action.everywhere
            if action.shortcut and other.shortcut == action.shortcut and together:
                raise ValueError(f"{action.name} and {other.name} both want {action.shortcut}")

    def _on_triggered(self) -> None:
        sender = self.sender()
        if isinstance(sender, QAction):
            self.run(sender.objectName())

    def _show_nothing(self, _name: str) -> None:
        """Before the shell says how."""
