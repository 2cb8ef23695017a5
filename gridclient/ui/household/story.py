"""The timeline of a household in words."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import QCoreApplication

from gridclient.services.timeline import Sent, TimelineEntry, What
from gridclient.ui.household import words
from gridclient.ui.style.tokens import Tone
from gridclient.ui.value_words import Seen, change_body, change_words
from gridclient.ui.when import when
from gridclient.ui.widgets.timeline import EntryLine, EntryState

translate = QCoreApplication.translate

_ICONS = {
    What.VISIT: "note-pencil",
    What.EVENT: "megaphone",
    What.CHANGED: "pencil-simple",
    What.ADDED: "sign-in",
    What.REMOVED: "sign-out",
}
_TONES = {What.VISIT: Tone.ACCENT, What.EVENT: Tone.AMBER, What.ADDED: Tone.GREEN}
_STATES = {Sent.WAITING: EntryState.WAITING, Sent.REFUSED: EntryState.REFUSED, Sent.ARRIVED: EntryState.SENT}
_QUIET = frozenset({"ask_next", "confirmed_on", "head"})
"""Fields that follow from another verb, such as a visit: no entry of their own."""


def entries(found: Sequence[TimelineEntry], now: datetime) -> tuple[EntryLine, ...]:
    """Give the entries as the timeline shows them."""
    return tuple(_line(one, now) for one in found if not _is_quiet(one))


def _is_quiet(entry: TimelineEntry) -> bool:
    return entry.what is What.CHANGED and all(change.field in _QUIET for change in entry.changes)


def _line(entry: TimelineEntry, now: datetime) -> EntryLine:
    mark = {
        Sent.WAITING: translate("HouseholdStory", "Waiting"),
        Sent.REFUSED: translate("HouseholdStory", "Set aside"),
        Sent.ARRIVED: "",
    }[entry.sent]
    return EntryLine(
        id=f"{entry.what}/{entry.record}",
        icon=_ICONS[entry.what],
        title=_title(entry),
        when=when(entry.at, now),
        body=_body(entry, now),
        state=_STATES[entry.sent],
        tone=_TONES.get(entry.what, Tone.GREY),
        mark=mark,
    )


def _title(entry: TimelineEntry) -> str:
    if entry.what is What.VISIT:
        if entry.is_corrected:
            return translate("HouseholdStory", "Visit, corrected later")
        absent = translate("HouseholdStory", "Visit, nobody in")
        return absent if entry.code == "absent" else translate("HouseholdStory", "Visit")
    if entry.what is What.EVENT:
        return translate("HouseholdStory", "Event · {state}").format(state=words.event_state(entry.code))
    if entry.what is What.CHANGED:
        loud = [change for change in entry.changes if change.field not in _QUIET]
        names = [words.field(change.field) for change in loud]
        if len(names) == 1:
            return translate("HouseholdStory", "Changed: {field}").format(field=names[0])
        return translate("HouseholdStory", "Changed {n} fields").format(n=len(names))
    if entry.what is What.ADDED:
        person = translate("HouseholdStory", "Person added")
        return person if entry.kind == "person" else translate("HouseholdStory", "Household added")
    person = translate("HouseholdStory", "Person removed")
    return person if entry.kind == "person" else translate("HouseholdStory", "Household removed")


def _body(entry: TimelineEntry, now: datetime) -> str:
    if entry.what is What.CHANGED:
        seen, loud = Seen(now), [change for change in entry.changes if change.field not in _QUIET]
        if len(loud) == 1:
            return change_body(loud[0], seen)
        return "\n".join(change_words(entry.kind, change, seen) for change in loud)
    if entry.photos:
        counted = translate("HouseholdStory", "{n} photos").format(n=entry.photos)
        return f"{entry.text}\n{counted}" if entry.text else counted
    return entry.text
