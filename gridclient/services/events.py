"""Events (事件): reported from the grid, then taken step by step (DOMAIN 3)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from gridclient.base.changes import Changes
from gridclient.base.clock import Clock
from gridclient.services import code_tables
from gridclient.services.case import CaseDetail, Cases, Online
from gridclient.services.drafts import Drafts, PhotoDraft
from gridclient.services.me import Me
from gridclient.services.saved import Saved
from gridclient.services.step import take
from gridclient.services.step_draft import StepDraft
from gridclient.store import Store
from gridclient.store import events as repository
from gridclient.store.events import EventLine, ReportCounts
from gridcore import codes, flow
from gridcore.codetable import CodeTable
from gridcore.deadlines import BEIJING
from gridcore.errors import InvalidInput
from gridcore.event import Event
from gridcore.parts import Photo

__all__ = ["Chosen", "EventDraft", "EventLine", "Events", "ReportCounts", "Reported", "missing", "title_of"]

_LONGEST_TITLE = 20
_KEPT = (
    "category", "subcategory", "address", "household", "place", "description", "source", "occurred_at", "result"
)  # fmt: skip
_ENDS_OF_CLAUSE = "，。；！？,;!?\n"


@dataclass(frozen=True, slots=True)
class EventDraft:
    """An event as the report form gives it.

    Attributes:
        id: the id the event gets: that of its draft, so that a report sent twice is made once; empty = a new one.
        category, subcategory, source: codes of the tables category and source.
        address: where, in words. household, place: ids, where it is one.
        people: who is concerned, in words; may stay empty.
        photos: before (or of the matter). self_handled: 自办自结, with `result` and photos with the tag `after`.
    """

    category: str
    description: str
    address: str
    occurred_at: datetime
    subcategory: str = ""
    source: str = "01"
    household: str = ""
    place: str = ""
    people: str = ""
    photos: tuple[PhotoDraft, ...] = ()
    self_handled: bool = False
    result: str = ""
    id: str = ""


@dataclass(frozen=True, slots=True)
class Chosen:
    """A household, place or school to choose from: its kind, id, name and address."""

    kind: str
    id: str
    title: str
    address: str


@dataclass(frozen=True, slots=True)
class Reported:
    """My reports and how many there are."""

    lines: tuple[EventLine, ...]
    counts: ReportCounts


class Events(Cases):
    """What a person does with events."""

    def __init__(self, store: Store, me: Me, clock: Clock, online: Online) -> None:
        super().__init__(store, me, clock, online)
        self._tables: Mapping[str, CodeTable] | None = None

    @property
    def tables(self) -> Mapping[str, CodeTable]:
        """The code tables by name; read once."""
        if self._tables is None:
            self._tables = code_tables.code_tables(self._store)
        return self._tables

    def needs_photo(self, category: str, subcategory: str = "") -> bool:
        """Whether an event of this category demands a photo."""
        table = self.tables["category"]
        entry = table.get(subcategory) or table.get(category)
        return entry is not None and entry.photo

    def report(self, draft: EventDraft) -> Saved:
        """Report an event, or report it as handled on the spot: one transaction, kept here until the next round.

        Raises InvalidInput(field, reason=missing) for the first thing that is missing (see `missing`).
        """
        wanted = missing(draft, photo=self.needs_photo(draft.category, draft.subcategory))
        if wanted:
            raise InvalidInput(field=wanted[0], reason="missing", step=_step(draft))
        with self._store.write("event.report") as work:
            event = draft.id or work.new_id()
            if draft.id:
                work.forget_draft(draft.id)
            if work.get("event", event) is not None:
                return Saved(event, work.changes, "")
            photos = tuple(
                work.attach(self._me.grid, event, photo.data, photo.name, photo.tag, photo.taken_at)
                for photo in draft.photos
            )
            work.create("event", self._noun(draft, event, photos), grid=self._me.grid, id=event)
            if draft.self_handled:
                fields = {"result": draft.result, "handler": self._me.user}
                work.act("event", event, "self_handle", fields=fields, text=draft.result, photos=photos)
            else:
                work.act("event", event, "report")
        return Saved(event, work.changes, work.tx_id)

    def take_back_report(self, detail: CaseDetail, tx: str, drafts: Drafts) -> tuple[Changes, str]:
        """Take a report back that still waits here; gives the changes and the draft that holds its words and photos.

        Raises Refused(reason=not_undoable) once it has gone out.
        """
        photos = [(seen.photo, self.photo(seen.photo.sha256)) for seen in detail.photos if seen.photo.sha256]
        body = {name: detail.text(name) for name in _KEPT} | {"self_handled": detail.text("archive_type") == "self"}
        draft = drafts.keep("event", detail.text("title"), body | {"people": detail.text("informant")})
        for photo, data in photos:
            if data is not None:
                drafts.add_photo(draft, data, photo.name or "", photo.tag)
        # Only now: a kill between leaves the report and its draft, never neither.
        try:
            return self.take_back(tx), draft
        except Exception:
            drafts.drop(draft)
            raise

    def undo_report(self, tx: str, drafts: Drafts) -> Changes:
        """Undo a report by its tx: while it waits its words and photos become a draft again. Raises Refused after."""
        waiting = next((line for line in self._store.outbox.waiting_lines() if line.tx == tx), None)
        event = next((record for kind, record in waiting.records if kind == "event"), "") if waiting else ""
        detail = self.detail(event) if event else None
        return self._store.undo(tx) if detail is None else self.take_back_report(detail, tx, drafts)[0]

    def act(self, draft: StepDraft) -> Saved:
        """Take a step. Raises Refused where the table forbids it, InvalidInput where the form lacks something."""
        return take(self._store, self._me, self._clock, draft, online=self._online())

    def detail(self, record: str) -> CaseDetail | None:
        """Give an event as its pane shows it, None when this PC does not hold it."""
        return self.case("event", record)

    def mine(self, only: str = "all") -> Reported:
        """Give what I reported, newest first; `only` is all, waiting or open."""
        with self._store.read() as reading:
            return Reported(repository.mine(reading, self._me.user, only), repository.counts(reading, self._me.user))

    def used_categories(self) -> tuple[str, ...]:
        """Give the categories this person reports most, most used first."""
        with self._store.read() as reading:
            return repository.used_categories(reading, self._me.user)

    def find_where(self, words: str, limit: int = 8) -> tuple[Chosen, ...]:
        """Find households, places and schools by words, pinyin or initials."""
        kinds = ("household", "place", "school") if self._me.holds_households else ("place", "school")
        found = self._store.search.find(words, kinds, limit)
        return tuple(
            Chosen(one.kind, one.id, one.title, str(one.facts.get("address") or ""))
            for group in found
            for one in group.found
        )

    def where(self, kind: str, record: str) -> Chosen | None:
        """Give a household, place or school by id."""
        with self._store.read() as reading:
            entry = reading.get(kind, record)
            if entry is None:
                return None
            head = getattr(entry.body, "head", None)
            person = reading.get("person", head) if head else None
        title = getattr(person.body if person is not None else entry.body, "name", None)
        return Chosen(kind, record, str(title or ""), str(getattr(entry.body, "address", None) or ""))

    def units(self) -> tuple[tuple[str, str], ...]:
        """Give code and name of the units a matter can go to."""
        with self._store.read() as reading:
            return repository.units(reading)

    def workers(self, grid: str) -> tuple[tuple[str, str], ...]:
        """Give user id and name of those who may be sent in a grid."""
        with self._store.read() as reading:
            names = {**repository.people(reading), self._me.user: self._me.name}
            users = repository.grid_workers(reading, grid) or tuple(names)
        return tuple((user, names.get(user, user)) for user in users)

    def _noun(self, draft: EventDraft, event: str, photos: tuple[Photo, ...]) -> Event:
        day = self._clock.now().astimezone(BEIJING).date()
        return Event(
            event_no=codes.event_no(self._me.grid[:6], day, UUID(event)),
            title=title_of(draft.description),
            category=draft.category,
            subcategory=draft.subcategory or None,
            source=draft.source or None,
            description=draft.description,
            address=draft.address,
            household=draft.household or None,
            place=draft.place or None,
            occurred_at=draft.occurred_at.isoformat(timespec="seconds"),
            reporter=self._me.user,
            reporter_name=self._me.name,
            informant=draft.people or None,
            photos=photos or None,
        )


def missing(draft: EventDraft, *, photo: bool) -> tuple[str, ...]:
    """Give what a report still lacks, as fields of the form, from `category` to `photo_after`."""
    step = flow.steps("event")[_step(draft)]
    needed = ["category", *flow.requirements(flow.steps("event")["report"], photo_by_category=photo)]
    needed += [code for code in flow.requirements(step) if code not in needed]
    if draft.self_handled:
        needed = [code for code in needed if code != "photo"]
    given: dict[str, Any] = {
        "category": draft.category,
        "place": draft.address.strip() or draft.household or draft.place,
        "text": draft.description.strip(),
        "occurred_at": draft.occurred_at,
        "photo": any(one.tag != "after" for one in draft.photos),
        "photo_before": any(one.tag != "after" for one in draft.photos),
        "photo_after": any(one.tag == "after" for one in draft.photos),
        "result": draft.result.strip(),
    }
    order = ("category", "place", "text", "occurred_at", "photo", "photo_before", "result", "photo_after")
    return tuple(code for code in order if code in needed and not given[code])


def title_of(description: str) -> str:
    """Give the title of a report: its first clause, cut at 20 characters."""
    text = description.strip()
    end = next((at for at, letter in enumerate(text) if letter in _ENDS_OF_CLAUSE), len(text))
    clause = text[:end]
    return clause if len(clause) <= _LONGEST_TITLE else clause[: _LONGEST_TITLE - 1] + "…"


def _step(draft: EventDraft) -> str:
    return "self_handle" if draft.self_handled else "report"
