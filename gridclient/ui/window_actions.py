"""The commands every window has, with the keys of UI 3."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from gridclient.ui.actions import QT_TRANSLATE_NOOP, Action, Group
from gridclient.ui.appearance import Appearance
from gridclient.ui.language import Lang
from gridclient.ui.page_names import PAGE_KEYS
from gridclient.ui.style.tokens import SCALES

CONTEXT = "Actions"

Do = Callable[[], object]


@dataclass(frozen=True, slots=True)
class WindowVerbs:
    """What the commands of the window do; the window fills it in."""

    find: Do
    next_region: Do
    previous_region: Do
    new: Do
    sync: Do
    lock: Do
    help: Do
    undo: Do
    redo: Do
    primary: Do
    save: Do
    edit: Do
    filter: Do
    print: Do
    history: Do
    back: Do
    settings: Do
    password: Do
    sign_out: Do


def window_actions(verbs: WindowVerbs) -> tuple[Action, ...]:
    """The table."""
    window, edit, record, person = Group.WINDOW, Group.EDIT, Group.RECORD, Group.PERSON
    return (
        _action("find", QT_TRANSLATE_NOOP("Actions", "Find"), verbs.find, window, "Ctrl+K"),
        _action("sync.now", QT_TRANSLATE_NOOP("Actions", "Sync now"), verbs.sync, window, "F5"),
        _action("new", QT_TRANSLATE_NOOP("Actions", "New"), verbs.new, window, "Ctrl+N", hidden=True),
        _action("lock", QT_TRANSLATE_NOOP("Actions", "Lock"), verbs.lock, window, "Ctrl+L"),
        _action("help", QT_TRANSLATE_NOOP("Actions", "Help and keys"), verbs.help, window, "F1"),
        _action("region.next", QT_TRANSLATE_NOOP("Actions", "Next part"), verbs.next_region, window, "F6", hidden=True),
        _action(
            "region.previous",
            QT_TRANSLATE_NOOP("Actions", "Previous part"),
            verbs.previous_region,
            window,
            "Shift+F6",
            hidden=True,
        ),
        _action("undo", QT_TRANSLATE_NOOP("Actions", "Undo"), verbs.undo, edit, "Ctrl+Z"),
        _action("redo", QT_TRANSLATE_NOOP("Actions", "Redo"), verbs.redo, edit, "Ctrl+Y"),
        _action(
            "form.primary",
            QT_TRANSLATE_NOOP("Actions", "Finish this form"),
            verbs.primary,
            record,
            "Ctrl+Return",
            hidden=True,
        ),
        _action("form.save", QT_TRANSLATE_NOOP("Actions", "Save now"), verbs.save, record, "Ctrl+S", hidden=True),
        _action("form.edit", QT_TRANSLATE_NOOP("Actions", "Edit in place"), verbs.edit, record, "F2", hidden=True),
        _action(
            "list.filter", QT_TRANSLATE_NOOP("Actions", "Filter the list"), verbs.filter, record, "Ctrl+F", hidden=True
        ),
        _action("record.history", QT_TRANSLATE_NOOP("Actions", "Who changed what"), verbs.history, record, "F3"),
        _action("page.print", QT_TRANSLATE_NOOP("Actions", "Print"), verbs.print, record, "Ctrl+P"),
        _action("back", QT_TRANSLATE_NOOP("Actions", "Back to the list"), verbs.back, record, "Esc", hidden=True),
        _action("person.settings", QT_TRANSLATE_NOOP("Actions", "Settings"), verbs.settings, person),
        _action("person.password", QT_TRANSLATE_NOOP("Actions", "Change the password"), verbs.password, person),
        _action("person.sign_out", QT_TRANSLATE_NOOP("Actions", "Sign out"), verbs.sign_out, person),
    )


def look_actions(look: Appearance) -> tuple[Action, ...]:
    """Language, theme and font size, as the menu of the person and the palette list them."""
    person = Group.PERSON
    small, middle, large = SCALES
    return (
        _action(
            "look.zh", QT_TRANSLATE_NOOP("Actions", "Language: Chinese"), partial(look.speak, Lang.CHINESE), person
        ),
        _action(
            "look.en", QT_TRANSLATE_NOOP("Actions", "Language: English"), partial(look.speak, Lang.ENGLISH), person
        ),
        _action(
            "look.auto",
            QT_TRANSLATE_NOOP("Actions", "Theme: same as the system"),
            partial(look.set_mode, "auto"),
            person,
        ),
        _action("look.light", QT_TRANSLATE_NOOP("Actions", "Theme: light"), partial(look.set_mode, "light"), person),
        _action("look.dark", QT_TRANSLATE_NOOP("Actions", "Theme: dark"), partial(look.set_mode, "dark"), person),
        _action(
            "look.font.1", QT_TRANSLATE_NOOP("Actions", "Text size: standard"), partial(look.set_scale, small), person
        ),
        _action(
            "look.font.2", QT_TRANSLATE_NOOP("Actions", "Text size: large"), partial(look.set_scale, middle), person
        ),
        _action(
            "look.font.3",
            QT_TRANSLATE_NOOP("Actions", "Text size: extra large"),
            partial(look.set_scale, large),
            person,
        ),
    )


def page_actions(show: Callable[[str], object], held: set[str]) -> tuple[Action, ...]:
    """One command for each page of the rail that this person has."""
    texts = {
        "today": QT_TRANSLATE_NOOP("Actions", "Go to Today"),
        "tasks": QT_TRANSLATE_NOOP("Actions", "Go to Tasks"),
        "households": QT_TRANSLATE_NOOP("Actions", "Go to Households"),
        "places": QT_TRANSLATE_NOOP("Actions", "Go to Places"),
        "inspections": QT_TRANSLATE_NOOP("Actions", "Go to Inspections"),
        "events": QT_TRANSLATE_NOOP("Actions", "Go to Events"),
        "services": QT_TRANSLATE_NOOP("Actions", "Go to Services"),
        "map": QT_TRANSLATE_NOOP("Actions", "Go to Map"),
        "insight": QT_TRANSLATE_NOOP("Actions", "Go to Insight"),
        "orders": QT_TRANSLATE_NOOP("Actions", "Go to Orders"),
        "sync": QT_TRANSLATE_NOOP("Actions", "Go to Sync"),
    }
    return tuple(
        _action(f"go.{name}", texts[name], partial(show, name), Group.GO, key)
        for name, key in PAGE_KEYS.items()
        if name in held
    )


def _action(name: str, text: str, do: Do, group: Group, key: str = "", *, hidden: bool = False) -> Action:
    return Action(name, CONTEXT, text, do, group, key, hidden=hidden)
