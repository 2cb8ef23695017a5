"""Visits: what is asked at one, the form, and saving it (DOMAIN 3.5, UI 5 "Visit")."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any, Final

import msgspec

from gridclient.base.clock import Clock
from gridclient.services.drafts import PhotoDraft
from gridclient.services.me import Me
from gridclient.services.saved import Saved
from gridclient.store import Store
from gridclient.store import households as repository
from gridclient.store import visits as visit_repository
from gridclient.store.households import HouseholdLine
from gridclient.store.visits import VisitLine
from gridcore.errors import InvalidInput
from gridcore.household import Household
from gridcore.person import Person
from gridcore.visit import Visit

__all__ = ["ELDER", "FAMILY", "Answer", "VisitDraft", "VisitLine", "VisitSheet", "Visits", "Way"]


class Way(StrEnum):
    """How the people were met."""

    SEEN = "seen"
    PHONE = "phone"
    NEIGHBOUR = "neighbour"


class Answer(StrEnum):
    """The answer to a question."""

    NORMAL = "normal"
    CHANGED = "changed"
    UNASKED = "unasked"


ELDER: Final = ("spirit", "medicine", "fire", "food", "fraud")
"""What is asked at a care visit (关爱探访), in order."""
FAMILY: Final = ("people", "fire", "dispute", "fraud")
"""What is asked at every other visit."""
_CARE = frozenset({"alone_elder", "empty_nest"})
_PIECES = re.compile(r"[;；,，、。\n？?]+")
_MOST_QUESTIONS = 6
_FAR = timedelta(minutes=10)
"""A clock may be a little off; a visit of tomorrow is a slip of the finger."""


class VisitDraft(msgspec.Struct, frozen=True, kw_only=True):
    """What the form holds. `seen` is the household's field values on the screen when it was opened.

    `asked` are the carried-over questions that were ticked; `notes` the words to an answer that says changed;
    `corrects` names the visit this one takes the place of.
    """

    household: str
    visited_at: str = ""
    way: str = Way.SEEN
    is_absent: bool = False
    asked: tuple[str, ...] = ()
    answers: dict[str, str] = {}
    notes: dict[str, str] = {}
    text: str = ""
    next_visit: str = ""
    ask_next: str = ""
    seen: dict[str, Any] = {}
    corrects: str = ""


@dataclass(frozen=True, slots=True)
class VisitSheet:
    """What the form shows before anything is typed."""

    line: HouseholdLine
    household: Household
    head: Person | None
    last: VisitLine | None
    questions: tuple[str, ...]
    """What was to be asked this time."""
    codes: tuple[str, ...]
    every: int | None
    next_visit: date | None


class Visits:
    """Questions about visits, and the verb."""

    def __init__(self, store: Store, me: Me, clock: Clock) -> None:
        self._store, self._me, self._clock = store, me, clock
        self._lines = visit_repository.Visits(store)

    def now(self) -> datetime:
        """The time of the wall."""
        return self._clock.now()

    def sheet(self, household: str) -> VisitSheet | None:
        """Give what a visit to a household begins with; None when it is not here."""
        today = self._clock.now().date()
        line = repository.Households(self._store).line(household, today)
        last = next((one for one in self._lines.of_household(household) if not one.is_corrected), None)
        with self._store.read() as reading:
            entry = reading.get("household", household)
            body = entry.body if entry is not None else None
            if line is None or not isinstance(body, Household):
                return None
            found = reading.get("person", body.head) if body.head else None
        head = found.body if found is not None and isinstance(found.body, Person) else None
        codes = ELDER if _CARE & set(line.tags) else FAMILY
        following = today + timedelta(days=body.visit_every) if body.visit_every else None
        return VisitSheet(line, body, head, last, questions(body.ask_next), codes, body.visit_every, following)

    def get(self, visit: str) -> Visit | None:
        """Give one visit whole."""
        entry = self._lines.get(visit)
        return entry.body if entry is not None and isinstance(entry.body, Visit) else None

    def save(self, draft: VisitDraft, photos: Sequence[PhotoDraft] = (), kept: str | None = None) -> Saved:
        """Save a visit with its photos, and what it says about the household, in one tx; works offline.

        `kept` is the id of the draft it comes from: gone in the same commit, or a kill would offer it once more.

        Raises InvalidInput: field `visited_at` (in_the_future, not_a_date), `text` (required) when a change has no
        words, `next_visit` (not_a_date).
        """
        at = _moment(draft.visited_at, self._clock.now())
        _check(draft)
        with self._store.write("visit.save") as work:
            found = work.get("household", draft.household)
            if found is None or found.body is None:
                raise InvalidInput(field="id", reason="unknown_record", kind="household")
            visit = work.new_id()
            pictures = tuple(
                work.attach(found.grid, visit, one.data, one.name, one.tag, one.taken_at or at) for one in photos
            )
            body = self._body(draft, at, found.body)
            work.create(
                "visit",
                msgspec.structs.replace(body, photos=pictures or None),
                grid=found.grid,
                parent=draft.household,
                id=visit,
            )
            new: dict[str, Any] = {"ask_next": draft.ask_next.strip() or None}
            if _confirms(draft):
                new["confirmed_on"] = at.date().isoformat()
            work.set("household", draft.household, draft.seen, new)
            if kept is not None:
                work.forget_draft(kept)
        return Saved(visit, work.changes, work.tx_id)

    def _body(self, draft: VisitDraft, at: datetime, household: dict[str, Any]) -> Visit:
        answers = {code: value for code, value in draft.answers.items() if value}
        answers |= {f"{code}_note": note for code, note in draft.notes.items() if note and code in answers}
        if draft.asked:
            answers["asked"] = "；".join(draft.asked)
        head = household.get("head")
        is_met = draft.way == Way.SEEN and not draft.is_absent
        changed = Answer.CHANGED in draft.answers.values()
        return Visit(
            visited_at=at.isoformat(timespec="seconds"),
            visitor=self._me.user,
            visitor_name=self._me.name,
            visit_kind="care_visit" if _CARE & set(household.get("tags") or ()) else "visit",
            way=draft.way,
            met=(head,) if is_met and head else None,
            result="absent" if draft.is_absent else "changed" if changed else "normal",
            text=draft.text.strip() or None,
            answers=answers or None,
            next_visit=draft.next_visit or None,
            corrects=draft.corrects or None,
        )


def questions(ask_next: str | None) -> tuple[str, ...]:
    """Take the line of things to ask apart, one question each."""
    pieces = (piece.strip() for piece in _PIECES.split(ask_next or ""))
    return tuple(dict.fromkeys(piece for piece in pieces if piece))[:_MOST_QUESTIONS]


def _confirms(draft: VisitDraft) -> bool:
    """Whether the visit says that what is written about the household still holds."""
    answers = set(draft.answers.values())
    return draft.way == Way.SEEN and not draft.is_absent and answers == {str(Answer.NORMAL)}


def _check(draft: VisitDraft) -> None:
    for code, value in draft.answers.items():
        if value == Answer.CHANGED and not (draft.notes.get(code, "").strip() or draft.text.strip()):
            raise InvalidInput(field=code, reason="required")
    if draft.next_visit:
        try:
            date.fromisoformat(draft.next_visit)
        except ValueError as wrong:
            raise InvalidInput(field="next_visit", reason="not_a_date") from wrong


def _moment(text: str, now: datetime) -> datetime:
    try:
        at = datetime.fromisoformat(text) if text else now
    except ValueError as wrong:
        raise InvalidInput(field="visited_at", reason="not_a_date") from wrong
    at = at if at.tzinfo is not None else at.replace(tzinfo=now.tzinfo)
    if at > now + _FAR:
        raise InvalidInput(field="visited_at", reason="in_the_future")
    return at
