"""The one mouth for trouble: errors carry codes and facts, here are the words (EXAMPLES UI 6, UI 6).

Every sentence says what happened, what was kept, and what to do. Nothing here ever shows a traceback or a code as its
message; the copyable details name places in the program and no person.
"""

from __future__ import annotations

import logging
import platform
import sys
import traceback
from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from types import TracebackType
from typing import Protocol, runtime_checkable

from PySide6.QtCore import QObject, Signal, qVersion

from gridclient.base.status import Link
from gridclient.sync.syncing import link_of
from gridclient.ui import error_words as words
from gridcore.errors import Cancelled, GridError, InvalidInput, Offline, SignedOut

_LOG = logging.getLogger(__name__)


class Where(StrEnum):
    """Where a trouble is shown."""

    FIELD = "field"
    BANNER = "banner"
    BADGE = "badge"
    SYNC_PAGE = "sync_page"
    SIGN_IN = "sign_in"
    DIALOG = "dialog"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Trouble:
    """What a person is told: a bold sentence, what is kept and what helps, and one way out.

    `way` is the name of a registered action, `way_text` its button; `details` unfold and can be copied.
    """

    where: Where
    tone: str = "amber"
    what: str = ""
    kept: str = ""
    way: str = ""
    way_text: str = ""
    field: str = ""
    link: Link | None = None
    details: str = ""
    code: str = ""


@runtime_checkable
class FieldHost(Protocol):
    """A form that can show words at one of its fields and put the cursor there."""

    def point_at(self, field: str, what: str) -> bool:
        """Show `what` at `field`; False when this form has no such field."""
        ...


@runtime_checkable
class KeepsDraft(Protocol):
    """Something that can keep what is typed at once."""

    def save_now(self) -> bool:
        """True when something was kept."""
        ...


_WHERE: dict[str, tuple[Where, str]] = {
    "invalid_input": (Where.FIELD, "red"),
    "refused": (Where.BANNER, "amber"),
    "cancelled": (Where.NOTHING, "grey"),
    "offline": (Where.BADGE, "grey"),
    "timeout": (Where.BADGE, "grey"),
    "wrong_server": (Where.BANNER, "red"),
    "signed_out": (Where.SIGN_IN, "accent"),
    "revoked": (Where.BANNER, "red"),
    "upgrade_required": (Where.BANNER, "amber"),
    "server_refused": (Where.SYNC_PAGE, "amber"),
    "locked": (Where.FIELD, "red"),
    "keyring": (Where.BANNER, "amber"),
    "store_busy": (Where.BANNER, "amber"),
    "store_broken": (Where.DIALOG, "red"),
    "too_new": (Where.DIALOG, "red"),
    "disk_full": (Where.DIALOG, "red"),
    "damaged": (Where.BANNER, "amber"),
    "bad_package": (Where.BANNER, "amber"),
    "no_place": (Where.BANNER, "amber"),
}
"""Every code of gridcore.errors: a test walks the tree and misses none."""

WAYS = {
    "store_broken": "backup.restore",
    "too_new": "program.update",
    "upgrade_required": "program.update",
    "disk_full": "photos.clear",
    "store_busy": "again",
    "server_refused": "go.sync",
    "wrong_server": "go.sync",
}
"""The one way out of a trouble, as the name of a registered action."""


def trouble_of(error: Exception) -> Trouble:
    """The words for an error, in the language now chosen; an error that is no GridError is a bug of ours."""
    if not isinstance(error, GridError):
        what, kept = words.bug()
        return Trouble(Where.DIALOG, "red", what, kept, "report.copy", words.way("report.copy"), details=report(error))
    where, tone = _WHERE.get(error.code, (Where.BANNER, "amber"))
    what, kept = words.of(error)
    way = WAYS.get(error.code, "")
    told = Trouble(where, tone, what, kept, way, words.way(way), code=error.code, details=_facts(error))
    if isinstance(error, Offline):
        return replace(told, link=link_of(error))
    if isinstance(error, InvalidInput):
        return replace(told, field=error.field)
    return replace(told, field="password") if error.code == "locked" else told


def report(error: Exception) -> str:
    """A report of a bug that holds no personal data: kinds of errors and places in our program, never a message.

    A message or a local value may quote what a person typed, and a full path names the account of the PC.
    """
    lines = [
        f"gridclient; Python {platform.python_version()}; Qt {qVersion()}; {platform.system()} {platform.release()}",
    ]
    link: BaseException | None = error
    while link is not None:
        refused = getattr(link, "sqlite_errorname", "")  # which rule of the store, e.g. SQLITE_CONSTRAINT_NOTNULL
        lines.append(f"{type(link).__qualname__} {refused}".rstrip())
        lines += [f"  {_place(frame.filename)}:{frame.lineno} {frame.name}" for frame in _frames(link)]
        link = link.__cause__ or link.__context__
    return "\n".join(lines)


class ErrorReporter(QObject):
    """Tells trouble where it belongs. The shell shows what the signals carry; tests listen to them."""

    banner = Signal(object)
    dialog = Signal(object)
    badge = Signal(object)
    sign_in = Signal(object)
    sync_entry = Signal(object)
    """Each carries one Trouble."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._logged: set[str] = set()
        self._roads: dict[Where, Callable[[Trouble], object]] = {
            Where.BANNER: self.banner.emit,
            Where.BADGE: self.badge.emit,
            Where.SIGN_IN: self.sign_in.emit,
            Where.SYNC_PAGE: self.sync_entry.emit,
            Where.DIALOG: self.dialog.emit,
        }

    def tell(self, error: Exception, owner: QObject | None = None) -> Trouble:
        """Show an error at its place; `owner` is the form or page it happened in. Gives back what was told."""
        if isinstance(error, Cancelled):
            return Trouble(Where.NOTHING, code=error.code)
        told = trouble_of(error)
        if not isinstance(error, GridError) or isinstance(error, SignedOut):
            self._keep_draft(owner)
        if not isinstance(error, GridError) and not self._is_first(told):
            # What nobody asked for (a paint, a timer) is silent from now on. Work of a page that fails again is said
            # in the page: a person who tries once more must not think it went well, nor close a dialog each time.
            told = replace(told, where=Where.NOTHING if owner is None else Where.BANNER)
        if told.where is Where.FIELD:
            if self._point(told, owner):
                return told
            told = replace(told, where=Where.BANNER)
        if told.where is not Where.NOTHING:
            self._roads[told.where](told)
        return told

    def install(self) -> None:
        """Hear of what nobody caught: a bug in a slot ends here instead of on a console nobody sees."""
        sys.excepthook = self._on_uncaught

    def _on_uncaught(self, _kind: type[BaseException], error: BaseException, _tb: TracebackType | None) -> None:
        if isinstance(error, Exception):
            self.tell(error)

    def _is_first(self, told: Trouble) -> bool:
        """A bug in a paint or a timer comes again and again: it is logged once, and opens one dialog."""
        if told.details in self._logged:
            return False
        self._logged.add(told.details)
        _LOG.error("a bug of ours\n%s", told.details)
        return True

    def _point(self, told: Trouble, owner: QObject | None) -> bool:
        place = owner
        while place is not None:
            if isinstance(place, FieldHost) and place.point_at(told.field, told.what):
                return True
            place = place.parent()
        return False

    def _keep_draft(self, owner: QObject | None) -> None:
        place = owner
        while place is not None:
            if isinstance(place, KeepsDraft):
                try:
                    place.save_now()
                except Exception:  # noqa: BLE001 - the bug itself must still be told when the draft cannot be kept
                    _LOG.error("a draft could not be kept beside a bug")
                return
            place = place.parent()


def _facts(error: GridError) -> str:
    return "\n".join([error.code, *(f"{name}: {value}" for name, value in error.facts.items())])


def _frames(error: BaseException) -> traceback.StackSummary:
    return traceback.extract_tb(error.__traceback__)


def _place(filename: str) -> str:
    parts = Path(filename).parts
    for root in ("gridclient", "gridcore", "site-packages"):
        if root in parts:
            return "/".join(parts[parts.index(root) :])
    return parts[-1] if parts else "?"
