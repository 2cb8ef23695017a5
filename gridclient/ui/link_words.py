"""The words for how this PC stands to the centre: short for the status line, whole for the page of sync (UI 6).

Every state a person can meet says what was kept and what to do (SYNC 11; FAULTS 1-20, 46).
"""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from gridclient.base.status import Link, StatusLine
from gridclient.ui.style.shapes import Shape
from gridclient.ui.style.tokens import Tone

translate = QCoreApplication.translate

CLOCK_SECONDS = 300
"""A clock that is off by more is told (UI 4 "Status line")."""
_MINUTE = 60

SHAPES = {
    Link.UNKNOWN: (Shape.NONE, Tone.GREY),
    Link.OFFLINE: (Shape.NONE, Tone.GREY),
    Link.ONLINE: (Shape.IN_TIME, Tone.GREEN),
    Link.SYNCING: (Shape.WAITING, Tone.ACCENT),
    Link.SLOW: (Shape.NONE, Tone.GREY),
    Link.BUSY: (Shape.SOON, Tone.AMBER),
    Link.PORTAL: (Shape.SOON, Tone.AMBER),
    Link.CLOCK: (Shape.SOON, Tone.AMBER),
    Link.WRONG_SERVER: (Shape.FAILED, Tone.RED),
    Link.SIGNED_OUT: (Shape.SOON, Tone.AMBER),
    Link.UPGRADE: (Shape.SOON, Tone.AMBER),
    Link.UNKNOWN_DEVICE: (Shape.SOON, Tone.AMBER),
    Link.DISABLED: (Shape.FAILED, Tone.RED),
    Link.REVOKED: (Shape.FAILED, Tone.RED),
    Link.REFUSED: (Shape.FAILED, Tone.RED),
}
"""Shape and tone of each state: offline is grey, red only where somebody must act."""

ICONS = {
    Link.UNKNOWN: ("arrows-clockwise", Tone.GREY),
    Link.OFFLINE: ("cloud-slash", Tone.GREY),
    Link.ONLINE: ("arrows-clockwise", Tone.ACCENT),
    Link.SYNCING: ("arrows-clockwise", Tone.ACCENT),
    Link.SLOW: ("cloud-slash", Tone.GREY),
    Link.BUSY: ("clock", Tone.AMBER),
    Link.PORTAL: ("sign-in", Tone.AMBER),
    Link.CLOCK: ("clock", Tone.AMBER),
    Link.WRONG_SERVER: ("warning", Tone.RED),
    Link.SIGNED_OUT: ("sign-in", Tone.AMBER),
    Link.UPGRADE: ("download-simple", Tone.AMBER),
    Link.UNKNOWN_DEVICE: ("sign-in", Tone.AMBER),
    Link.DISABLED: ("warning", Tone.RED),
    Link.REVOKED: ("warning", Tone.RED),
    Link.REFUSED: ("warning", Tone.RED),
}
"""The drawing of each state on the page of sync."""


def short(status: StatusLine) -> str:
    """The state, in the few words of the status line."""
    link = status.link
    if link is Link.SYNCING:
        if not status.share:
            return translate("LinkWords", "Syncing")
        return translate("LinkWords", "Syncing {n} %").format(n=int(status.share * 100))
    if link is Link.ONLINE and abs(status.clock_offset) > CLOCK_SECONDS:
        return clock_words(status.clock_offset)
    return {
        Link.UNKNOWN: translate("LinkWords", "Looking for the centre"),
        Link.ONLINE: translate("LinkWords", "Online"),
        Link.SLOW: translate("LinkWords", "The line is too slow · keep working"),
        Link.BUSY: translate("LinkWords", "The centre is busy · keep working"),
        Link.PORTAL: translate("LinkWords", "Connected, but the network asks you to sign in first"),
        Link.CLOCK: translate("LinkWords", "The clock of this PC is wrong; set it"),
        Link.WRONG_SERVER: translate("LinkWords", "The address is another city's"),
        Link.SIGNED_OUT: translate("LinkWords", "Sign in to the centre again"),
        Link.UPGRADE: translate("LinkWords", "The program needs an update"),
        Link.UNKNOWN_DEVICE: translate("LinkWords", "This PC has to be registered again"),
        Link.DISABLED: translate("LinkWords", "Your account is switched off"),
        Link.REVOKED: translate("LinkWords", "The centre has withdrawn this PC"),
        Link.REFUSED: translate("LinkWords", "The centre did not accept this PC"),
    }.get(link, translate("LinkWords", "Offline · keep working"))


def clock_words(offset: int) -> str:
    """How far the clock of this PC is off, in minutes; `offset` in seconds ahead of the centre's."""
    minutes = max(1, round(abs(offset) / _MINUTE))
    if offset > 0:
        return translate("LinkWords", "The clock of this PC is {n} minutes fast").format(n=minutes)
    return translate("LinkWords", "The clock of this PC is {n} minutes slow").format(n=minutes)


def heading(link: Link) -> str:
    """The state as the bold sentence of the page; for ONLINE the counts have the word."""
    return {
        Link.UNKNOWN: translate("LinkWords", "Looking for the centre"),
        Link.SYNCING: translate("LinkWords", "Talking with the centre"),
        Link.SLOW: translate("LinkWords", "The line is too slow, or was cut"),
        Link.BUSY: translate("LinkWords", "The centre can take nothing in just now"),
        Link.PORTAL: translate("LinkWords", "Connected, but the network asks you to sign in first"),
        Link.CLOCK: translate("LinkWords", "The clock of this PC is wrong, so the centre cannot be trusted"),
        Link.WRONG_SERVER: translate("LinkWords", "The address leads to the centre of another city"),
        Link.SIGNED_OUT: translate("LinkWords", "The centre asks you to sign in again"),
        Link.UPGRADE: translate("LinkWords", "The centre wants a newer program"),
        Link.UNKNOWN_DEVICE: translate("LinkWords", "The centre does not know this PC any more"),
        Link.DISABLED: translate("LinkWords", "Your account is switched off at the centre"),
        Link.REVOKED: translate("LinkWords", "The centre has withdrawn this PC"),
        Link.REFUSED: translate("LinkWords", "The centre did not accept this PC"),
    }.get(link, translate("LinkWords", "Offline. Keep working"))


def advice(link: Link) -> str:
    """What helps, and what becomes of the records; empty where nothing has to be done."""
    return {
        Link.SLOW: translate("LinkWords", "What has arrived is not sent twice."),
        Link.BUSY: translate("LinkWords", "It is busy or full; it is asked again by itself."),
        Link.PORTAL: translate("LinkWords", "Sign in to the network in a browser, then try again. Nothing was sent."),
        Link.CLOCK: translate("LinkWords", "Set the date and time, then try again. Nothing was sent."),
        Link.WRONG_SERVER: translate("LinkWords", "Nothing was sent. Check the address with the office."),
        Link.SIGNED_OUT: translate("LinkWords", "Lock, then sign in with your password; you go on where you were."),
        Link.UPGRADE: translate("LinkWords", "What you write is still sent; news comes after the update."),
        Link.UNKNOWN_DEVICE: translate("LinkWords", "Sign in with your password once; all your records go along."),
        Link.DISABLED: translate("LinkWords", "Everything is kept. Ask the office; a package can still be written."),
        Link.REVOKED: translate("LinkWords", "Everything is kept. Ask the office before you go on."),
        Link.REFUSED: translate(
            "LinkWords", "Everything is kept. Tell the support; a package can be written meanwhile."
        ),
    }.get(link, "")


def wait(seconds: float) -> str:
    """When it is tried again."""
    if seconds <= 0:
        return ""
    if seconds < _MINUTE:
        return translate("LinkWords", "Trying again in {n} seconds.").format(n=max(1, round(seconds)))
    minutes = round(seconds / _MINUTE)
    if minutes == 1:
        return translate("LinkWords", "Trying again in 1 minute.")
    return translate("LinkWords", "Trying again in {n} minutes.").format(n=minutes)


RETRIED = frozenset({Link.OFFLINE, Link.SLOW, Link.BUSY, Link.PORTAL, Link.CLOCK})
"""States that pass by themselves: when it is tried again is said."""
