"""What the commands of the window do: general keys go to the page in front, undo goes to the write lane (UI 3)."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import QObject, QPoint
from PySide6.QtWidgets import QMenu

from gridclient.base.changes import Changes
from gridclient.ui.actions import Group
from gridclient.ui.appearance import Appearance
from gridclient.ui.key_help import KeyHelp
from gridclient.ui.page import Changed
from gridclient.ui.runner import TaskRunner
from gridclient.ui.window_actions import Do, WindowVerbs, look_actions, window_actions
from gridclient.ui.work import WorkView


class Undoer(Protocol):
    """Takes the last verb back, thirty steps deep; empty Changes: nothing left."""

    def undo(self) -> Changes:
        """A new transaction with seen and new swapped. Raises Refused when the verb may not be taken back."""
        ...

    def redo(self) -> Changes:
        """The verb again."""
        ...


class Commands(QObject):
    """Registers the table of the window and carries it out. `undoer` is set while a person is in."""

    def __init__(
        self, work: WorkView, runner: TaskRunner, look: Appearance, *, lock: Do, sync: Do, sign_out: Do, password: Do
    ) -> None:
        super().__init__(work)
        self._work, self._runner, self._look = work, runner, look
        self._menu = QMenu(work)
        self.undoer: Undoer | None = None
        self._register(lock, sync, sign_out, password)

    def _ask(self, verb: str) -> None:
        """A general key goes to the page in front; a page without that verb does nothing."""
        page = self._work.page
        if page is not None:
            getattr(page, verb)()

    def _on_find(self) -> None:
        self._work.top.box.setFocus()
        self._work.top.box.selectAll()

    def _on_save(self) -> None:
        page = self._work.page
        if page is not None:
            page.save_now()
            self._work.status.show_line(self.tr("Saved on this PC, safe if power fails"))

    def _on_back(self) -> None:
        """Esc: pop-up, then banner, then what the page unfolds or leads back from."""
        if self._work.popup.isVisible():
            self._work.finder.close()
            return
        if self._work.history.leave():
            return
        page = self._work.page
        if (page is not None and page.step_back()) or self._work.go_back():
            return
        if self._work.banner.shown is not None:
            self._work.banner.dismiss()

    def show_help(self) -> None:
        """The keys that act now."""
        KeyHelp(self._work.actions_, self._work).open()

    def show_person_menu(self) -> None:
        """The menu at the foot, made from the table each time."""
        self._menu.clear()
        actions = self._work.actions_
        group = ""
        for action in [*actions.listed((Group.PERSON,)), actions.find("lock")]:
            if action is None or (action.name == "person.settings" and not self._has_page("settings")):
                continue
            family = action.text.partition(":")[0] if action.name.startswith("look.") else "person"
            if group and family != group:
                self._menu.addSeparator()
            group = family
            self._menu.addAction(actions.qaction(action.name))
        button = self._work.rail.person
        self._menu.popup(button.mapToGlobal(QPoint(0, -self._menu.sizeHint().height())))

    def _has_page(self, name: str) -> bool:
        return any(page.name == name for page in self._work.pages)

    def undo(self) -> None:
        """Take the last verb back."""
        undoer = self.undoer
        if undoer is not None:
            self._runner.write(self, lambda _progress: undoer.undo(), self._on_undone)

    def redo(self) -> None:
        """Do again what was taken back."""
        undoer = self.undoer
        if undoer is not None:
            self._runner.write(self, lambda _progress: undoer.redo(), self._on_redone)

    def _on_undone(self, changes: Changes) -> None:
        self._tell_step(changes, self.tr("Undone"), self.tr("There is nothing left to undo"))

    def _on_redone(self, changes: Changes) -> None:
        self._tell_step(changes, self.tr("Done again"), self.tr("There is nothing left to do again"))

    def _tell_step(self, changes: Changes, done: str, nothing: str) -> None:
        self._work.tell_changed(Changed(changes, None, done if changes else nothing))

    def _register(self, lock: Do, sync: Do, sign_out: Do, password: Do) -> None:
        work = self._work
        verbs = WindowVerbs(
            find=self._on_find, next_region=lambda: work.walk_regions(1), previous_region=lambda: work.walk_regions(-1),
            new=work.top.open_new, sync=sync, lock=lock, help=self.show_help,
            undo=self.undo, redo=self.redo, primary=lambda: self._ask("press_primary"), save=self._on_save,
            edit=lambda: self._ask("edit_in_place"), filter=lambda: self._ask("focus_filter"),
            print=lambda: self._ask("print_this"), history=lambda: work.history.toggle(work.page), back=self._on_back,
            settings=lambda: work.show_page("settings"),
            password=password, sign_out=sign_out,
        )  # fmt: skip
        work.actions_.add(*window_actions(verbs), *look_actions(self._look))
