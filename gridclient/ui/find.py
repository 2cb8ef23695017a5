"""The find box: everything on this PC in one field, as one types, also while an input method composes (UI 7.6)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QInputMethodEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QLabel, QLineEdit, QWidget

from gridclient.base.find import FindGroup, FindHit, FindResult, FindService
from gridclient.ui.actions import Action, ActionRegistry
from gridclient.ui.find_popup import FindPopup
from gridclient.ui.runner import TaskRunner
from gridclient.ui.style import icons, theme
from gridclient.ui.style.tokens import S4, S6, S8, S12
from gridclient.ui.widgets.pill import KeyCap

WIDTH = 460
PAUSE_MS = 120
"""After the last key or change of a composition."""
SLOW_MS = 300
"""Before the box admits that it searches."""
LIMIT = 5
COMMANDS = 3

_WALK = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 5, Qt.Key.Key_PageUp: -5}


class FindBox(QLineEdit):
    """The field. It tells words and keys; what they do is the finder's."""

    words_changed = Signal()
    walked = Signal(int)
    entered = Signal(bool)
    """True with Ctrl: the first verb of the record."""
    narrowed = Signal()
    escaped = Signal()
    came = Signal()
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._preedit = ""
        self.is_open = False
        self.setProperty("field", "find")
        self.setObjectName("find.box")
        self._cap = KeyCap("", self)
        self._glass = QLabel(self)
        self._glass.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.textChanged.connect(self.words_changed)
        self.retranslate()

    @property
    def words(self) -> str:
        """What is typed, with the open composition at the cursor; its separators (zh'san, zhang san) do not count."""
        text, at = self.text(), self.cursorPosition()
        inner = self._preedit.replace("'", "").replace("’", "").replace(" ", "")
        return (text[:at] + inner + text[at:]).strip()

    @property
    def is_composing(self) -> bool:
        """True while an input method has an open composition: Enter and arrows are its own."""
        return bool(self._preedit)

    def retranslate(self) -> None:
        """Say the words again, in the present size."""
        self.setPlaceholderText(self.tr("Find people, homes, places, tasks"))
        self.setAccessibleName(self.tr("Find"))
        self.setAccessibleDescription(self.tr("Characters or pinyin; > lists commands. Ctrl+K"))
        self._settle_cap()

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Search what is being composed, too."""
        super().inputMethodEvent(event)
        if event.preeditString() != self._preedit:
            self._preedit = event.preeditString()
            self.words_changed.emit()

    def event(self, event: QEvent) -> bool:
        """Claim our keys before shortcuts and the focus chain get them."""
        if isinstance(event, QKeyEvent) and not self.is_composing and self._is_ours(event):
            if event.type() == QEvent.Type.ShortcutOverride:
                event.accept()
                return True
            if event.type() == QEvent.Type.KeyPress:
                self._do(event)
                return True
        return super().event(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The key cap shows how to leave; recent ones may be shown."""
        super().focusInEvent(event)
        self._settle_cap()
        self.came.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """The key cap shows how to come."""
        super().focusOutEvent(event)
        self._preedit = ""
        self._settle_cap()
        self.left.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The key cap stays at the right end."""
        super().resizeEvent(event)
        self._settle_cap()

    def _settle_cap(self) -> None:
        self._cap.setText("Esc" if self.hasFocus() else "Ctrl K")
        hint = self._cap.sizeHint()
        self._cap.setGeometry(
            self.width() - hint.width() - S8, (self.height() - hint.height()) // 2, hint.width(), hint.height()
        )
        side = theme.current().size.icon
        token = "accent" if self.hasFocus() else "ink2"
        self._glass.setPixmap(icons.pixmap("magnifying-glass", token, side, self.devicePixelRatioF()))
        self._glass.setGeometry(S12, (self.height() - side) // 2, side, side)
        self.setTextMargins(side + S12 - S4, 0, hint.width() + S8, 0)

    def _is_ours(self, event: QKeyEvent) -> bool:
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if not self.is_open:
            return plain and event.key() == Qt.Key.Key_Escape
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            return plain or event.modifiers() == Qt.KeyboardModifier.ControlModifier
        return plain and (event.key() in _WALK or event.key() in {Qt.Key.Key_Tab, Qt.Key.Key_Escape})

    def _do(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in _WALK:
            self.walked.emit(_WALK[key])
        elif key == Qt.Key.Key_Tab:
            self.narrowed.emit()
        elif key == Qt.Key.Key_Escape:
            self.escaped.emit()
        else:
            self.entered.emit(event.modifiers() == Qt.KeyboardModifier.ControlModifier)


@dataclass(frozen=True, slots=True)
class Opened:
    """A hit a person chose; with `verb` the first verb of the record is started."""

    hit: FindHit
    verb: bool


class Finder(QObject):
    """Brings box, pop-up, service and commands together: only the newest answer lands."""

    opened = Signal(object)
    """An Opened; commands are run here and not told."""
    escaped = Signal()
    """Esc in the empty box: the focus belongs to the page again."""

    def __init__(self, box: FindBox, popup: FindPopup, runner: TaskRunner, actions: ActionRegistry) -> None:
        super().__init__(box)
        self._box, self._popup, self._runner, self._actions = box, popup, runner, actions
        self._service: FindService | None = None
        self._result: FindResult | None = None
        self._only = ""
        self._pause = self._timer(PAUSE_MS, self._search)
        self._slow = self._timer(SLOW_MS, popup.show_searching)
        box.words_changed.connect(self._on_words)
        box.came.connect(self._on_words)
        box.left.connect(self.close)
        box.walked.connect(popup.walk)
        box.entered.connect(self._on_entered)
        box.narrowed.connect(self._on_narrowed)
        box.escaped.connect(self._on_escaped)
        popup.picked.connect(self._on_picked)

    def set_service(self, service: FindService | None) -> None:
        """Search with this service; without one only commands are found."""
        self._service = service
        self.close()

    def close(self) -> None:
        """Take the pop-up away; the words stay."""
        self._pause.stop()
        self._slow.stop()
        self._popup.hide()
        self._box.is_open = False

    def _timer(self, milliseconds: int, do: Callable[[], object]) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(milliseconds)
        timer.timeout.connect(do)
        return timer

    def _on_words(self) -> None:
        if self._box.hasFocus():
            self._only = ""
            self._pause.start()

    def _search(self) -> None:
        words = self._box.words
        if words.startswith((">", "》", "＞")):
            self._show(FindResult(self._commands(words[1:], len(self._actions.listed())), 0), words)
        elif self._service is not None:
            service = self._service
            self._slow.start()
            self._runner.read(
                self, lambda: (words, service.find(words, LIMIT)), self._on_found, failed=self._on_failed, latest="find"
            )

    def _on_found(self, found: tuple[str, FindResult]) -> None:
        words, result = found
        self._slow.stop()
        if words == self._box.words and self._box.hasFocus():
            commands = self._commands(words, COMMANDS) if words else ()
            self._show(FindResult((*result.groups, *commands), result.people_total, result.took_ms), words)

    def _on_failed(self, error: Exception) -> None:
        self._slow.stop()
        self.close()
        self._runner.tell(error, self)

    def _commands(self, words: str, limit: int) -> tuple[FindGroup, ...]:
        found = self._actions.matching(words)
        hits = tuple(self._command(action) for action in found[:limit])
        return (FindGroup("commands", hits, len(found)),) if hits else ()

    def _command(self, action: Action) -> FindHit:
        text = self._actions.text(action)
        return FindHit("command", action.name, text, facts=(action.shortcut,) if action.shortcut else ())

    def _show(self, result: FindResult, words: str) -> None:
        self._result = result
        empty = not any(group.hits for group in result.groups)
        if empty and not words:
            self.close()
            return
        window = self._popup.parentWidget()
        if window is not None:
            self._popup.move(self._box.mapTo(window, QPoint(0, self._box.height() + S6)))
        self._popup.show_result(result, words, self._only)
        self._popup.show()
        self._popup.raise_()
        self._box.is_open = True

    def _on_narrowed(self) -> None:
        if self._result is None:
            return
        names = ["", *(group.name for group in self._result.groups if group.hits)]
        at = names.index(self._only) if self._only in names else 0
        self._only = names[(at + 1) % len(names)]
        self._popup.show_result(self._result, self._box.words, self._only)

    def _on_escaped(self) -> None:
        if self._box.text():
            self._box.clear()
            self.close()
        else:
            self.close()
            self.escaped.emit()

    def _on_entered(self, verb: bool) -> None:
        hit = self._popup.current
        if hit is not None:
            self._open(hit, verb=verb)

    def _on_picked(self, hit: FindHit) -> None:
        self._open(hit, verb=False)

    def _open(self, hit: FindHit, *, verb: bool) -> None:
        self.close()
        self._box.clear()
        self._box.clearFocus()
        if hit.kind == "command":
            self._actions.run(hit.id)
        else:
            self.opened.emit(Opened(hit, verb))
