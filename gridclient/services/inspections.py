"""Inspections: what can be begun, filled again, finished; the pair that must do it (DOMAIN 0.1, 4.1; UI "Inspection").

A grid worker patrols, a certified pair of officers inspects; the checklist may be the same (DOMAIN 0.1). What is filled
lives in a draft on this PC until it is finished; finishing is one transaction (`services.inspection_result`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import Any, cast

from msgspec import to_builtins

from gridclient.base.clock import Clock
from gridclient.services.checklist_version import moved, version_of
from gridclient.services.checklists import ChecklistLine, Checklists
from gridclient.services.drafts import DraftLine, Drafts, PhotoDraft
from gridclient.services.filling import Form
from gridclient.services.inspection_result import Result, write_result
from gridclient.services.me import Me
from gridclient.services.saved import Saved
from gridclient.services.working_calendar import working_calendar
from gridclient.store import Store
from gridclient.store import inspections as repository
from gridclient.store.inspections import InspectionLine
from gridcore.certificate import Certificate
from gridcore.deadlines import Unit, WorkingCalendar
from gridcore.deadlines import due as due_time
from gridcore.errors import InvalidInput, Refused
from gridcore.flow import InspectionState
from gridcore.inspection import Inspection
from gridcore.org import Grid
from gridcore.parts import ChecklistRef, OfficerRef
from gridcore.place import Place
from gridcore.school import School

__all__ = [
    "DRAFT",
    "ChecklistLine",
    "Desk",
    "Entry",
    "InspectionLine",
    "Inspections",
    "Officer",
    "PhotoKey",
    "Result",
    "Sheet",
    "StartDraft",
]

DRAFT = "inspection"
"""The kind of the drafts of fillings; their subject is the inspection."""
_SOON = timedelta(days=30)
_I = InspectionState
_WAITING = frozenset({_I.PLANNED, _I.APPROVED})

PhotoKey = tuple[str, str]
"""Item (or section, for an overview) and role of a photo."""


@dataclass(frozen=True, slots=True)
class Officer:
    """An officer with a certificate: standing is verified | expiring (30 days or fewer) | expired."""

    user: str
    name: str
    cert_no: str
    valid_to: str
    standing: str

    @property
    def ref(self) -> OfficerRef:
        """How an inspection names the officer."""
        return OfficerRef(user=self.user, name=self.name, cert_no=self.cert_no)


@dataclass(frozen=True, slots=True)
class Entry:
    """An inspection in the list: group is unfinished | start | waiting | done | others; counts are of its draft."""

    line: InspectionLine
    group: str
    answered: int = 0
    total: int = 0
    failed: int = 0
    kept_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Desk:
    """What the landing list shows."""

    entries: tuple[Entry, ...]
    officers: tuple[Officer, ...]


@dataclass(frozen=True, slots=True)
class StartDraft:
    """What a person gives to begin: the second officer (a user) and how the site was met with."""

    inspection: str
    second: str = ""
    gate: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """Everything the page needs to fill an inspection."""

    line: InspectionLine
    weather: str
    form: Form
    draft: str
    officers: tuple[Officer, ...]
    photos: Mapping[PhotoKey, tuple[PhotoDraft, ...]]
    phrases: Mapping[str, tuple[str, ...]]
    checklist: ChecklistRef
    """The version it is filled on; a newer one changes nothing until its holder moves it (FORMS 4)."""
    newer: ChecklistLine | None = None
    """The version that is published now, where it is another one."""


class Inspections:
    """Questions about inspections, and the verbs."""

    def __init__(self, store: Store, me: Me, clock: Clock, drafts: Drafts, checklists: Checklists) -> None:
        self._store, self._me, self._clock = store, me, clock
        self._drafts, self._checklists = drafts, checklists
        self._lines = repository.Inspections(store)

    @property
    def me(self) -> Me:
        """Who works here."""
        return self._me

    def now(self) -> datetime:
        """The time of the wall."""
        return self._clock.now()

    # questions

    def desk(self) -> Desk:
        """Give the list, what to go on with first."""
        drafts = {line.subject: line for line in reversed(self._drafts.lines()) if line.kind == DRAFT}
        entries = [self._entry(line, drafts.get(line.id)) for line in self._lines.lines()]
        order = ("unfinished", "start", "waiting", "others", "done")
        return Desk(tuple(sorted(entries, key=lambda entry: order.index(entry.group))), self.officers())

    def officers(self) -> tuple[Officer, ...]:
        """Give the officers whose certificates are held here, by name."""
        bodies = [entry.body for entry in self._lines.certificates()]
        found = [_officer(body, self._clock.now().date()) for body in bodies if isinstance(body, Certificate)]
        return tuple(sorted(found, key=lambda officer: officer.name))

    def checklists(self) -> tuple[ChecklistLine, ...]:
        """Give the checklists a patrol may follow."""
        return self._checklists.published("patrol")

    def sheet(self, inspection: str) -> Sheet:
        """Give an inspection in progress as it is filled, from its draft or new; slow work, off the ui thread.

        Raises InvalidInput (unknown_record), Refused (reason state) and what `Checklists.load` raises.
        """
        line, body = self._held(inspection)
        if line.stage != _I.IN_PROGRESS or line.finished_at:
            raise Refused(step="fill", state=line.stage, reason="state")
        draft = self._drafts.of(DRAFT, inspection)
        ref = version_of(draft, body)
        definition = self._checklists.load(ref)
        if draft is None:
            record = self._drafts.keep(DRAFT, line.subject_name, {}, subject=inspection)
            kept: Mapping[str, Any] | None = None
        else:
            record, kept = draft.id, draft.body or None
        now = self._clock.now()
        facts = {"deviceid": self._me.device, "username": self._me.user}
        clock = self._clock.now if line.mode == "admin" else None
        form = Form(definition, now, record, facts, self._head(body, line), kept, clock)
        pair = {officer.user: officer for officer in self.officers()}
        named = tuple(pair[ref.user] for ref in body.officers or () if ref.user in pair)
        newer = self._checklists.newer(ref, line.mode)
        photos, phrases = self._photos(record), self._lines.phrases()
        return Sheet(line, body.weather or "", form, record, named, photos, phrases, ref, newer)

    def referral_due(self, day: date) -> date:
        """Give the last day of the working day in which a matter is handed over (DOMAIN 4.1, limit R)."""
        start = self._clock.now().replace(year=day.year, month=day.month, day=day.day)
        return due_time(start, 1, Unit.WORKING_DAY, self._calendar).date()

    # verbs

    def start(self, draft: StartDraft) -> Saved:
        """Begin an approved and notified inspection with its pair.

        Raises Refused: reason `not_named`, `second_missing`, `no_certificate`, `certificate_expired`, or as the flow.
        """
        line, body = self._held(draft.inspection)
        seen = {"officers": body.officers, "gate": body.gate}
        new: dict[str, Any] = {"gate": draft.gate or body.gate}
        if line.mode == "admin":
            new["officers"] = self._pair(body, draft.second)
        with self._store.write("inspection.start") as work:
            work.set("inspection", draft.inspection, seen, new)
            work.act("inspection", draft.inspection, "start", fields={"started_at": self._stamp()})
        return Saved(draft.inspection, work.changes, work.tx_id)

    def patrol(self, kind: str, subject: str, checklist: ChecklistLine) -> Saved:
        """Begin a patrol of a school or place (`kind`) with a checklist; a patrol needs no approval."""
        with self._store.read() as reading:
            entry = reading.get(kind, subject)
        if entry is None:
            raise InvalidInput(field="id", reason="unknown_record", kind=kind)
        body = Inspection(
            mode="patrol",
            checklist=checklist.ref,
            title=checklist.title,
            planned_for=self._clock.now().date().isoformat(),
        )
        with self._store.write("inspection.patrol") as work:
            inspection = work.create("inspection", body, grid=entry.grid, parent=subject)
            work.act("inspection", inspection, "start", fields={"started_at": self._stamp()})
        return Saved(inspection, work.changes, work.tx_id)

    def keep(self, sheet: Sheet, body: Mapping[str, Any]) -> datetime:
        """Keep what is filled, one small write; gives the moment of the keeping."""
        self._drafts.keep(DRAFT, sheet.line.subject_name, dict(body), subject=sheet.line.id, draft=sheet.draft)
        return self._clock.now()

    def finish(self, sheet: Sheet, result: Result) -> Saved:
        """Finish: answers, findings, rectifications and the task (or, of a patrol, events) in one transaction."""
        with self._store.read() as reading:
            entry = reading.get("inspection", sheet.line.id)
        if entry is None or not isinstance(entry.body, Inspection):
            raise InvalidInput(field="id", reason="unknown_record", kind="inspection")
        photos = self._photos(sheet.draft)
        with self._store.write("inspection.finish") as work:
            write_result(work, self._me, entry, sheet.line, result, photos, sheet.draft, sheet.checklist)
            work.forget_draft(sheet.draft)
        return Saved(sheet.line.id, work.changes, work.tx_id)

    def move(self, inspection: str) -> None:
        """Take a draft over to the version of its checklist that is published now; one small write, nothing is lost.

        Answers the new version has no place for are kept in the draft, named, and go with the finished record.
        Raises InvalidInput (field checklist, reason no_newer) and as `sheet`.
        """
        sheet = self.sheet(inspection)
        if sheet.newer is None:
            raise InvalidInput(field="checklist", reason="no_newer")
        body = moved(sheet.form, self._checklists.load(sheet.newer.ref))
        self.keep(sheet, {**body, "checklist": to_builtins(sheet.newer.ref)})

    def abort(self, inspection: str, reason: str) -> Saved:
        """Stop for good: entry refused, premises closed; the reason is kept. Raises InvalidInput without one."""
        if not reason.strip():
            raise InvalidInput(field="reason", reason="missing")
        draft = self._drafts.of(DRAFT, inspection)
        with self._store.write("inspection.abort") as work:
            work.act("inspection", inspection, "abort", fields={"reason": reason.strip()})
            if draft is not None:
                work.forget_draft(draft.id)
        return Saved(inspection, work.changes, work.tx_id)

    @staticmethod
    def photo_draft(draft: str, key: PhotoKey) -> str:
        """The draft the photos of one part of a filling are kept under."""
        return f"{draft}:{key[0]}:{key[1]}"

    # within

    def _entry(self, line: InspectionLine, draft: DraftLine | None) -> Entry:
        mine = not line.officers or any(officer.user == self._me.user for officer in line.officers)
        able = (line.mode == "patrol") != self._me.is_officer
        if line.stage == _I.IN_PROGRESS and not line.finished_at and mine and able:
            body = cast("dict[str, Any]", draft.body) if draft is not None else {}
            answered, total, failed = (int(body.get(name) or 0) for name in ("answered", "total", "failed"))
            return Entry(line, "unfinished", answered, total, failed, None if draft is None else draft.updated)
        if line.stage == _I.NOTIFIED and mine and self._me.is_officer:
            return Entry(line, "start")
        if line.stage in _WAITING:
            return Entry(line, "waiting")
        if line.stage in {_I.NOTIFIED, _I.IN_PROGRESS} and not line.finished_at:
            return Entry(line, "others")
        return Entry(line, "done")

    def _held(self, inspection: str) -> tuple[InspectionLine, Inspection]:
        line, entry = self._lines.line(inspection), self._lines.get(inspection)
        if line is None or entry is None or not isinstance(entry.body, Inspection):
            raise InvalidInput(field="id", reason="unknown_record", kind="inspection")
        return line, entry.body

    def _pair(self, body: Inspection, second: str) -> tuple[OfficerRef, ...]:
        named = [ref.user for ref in body.officers or ()]
        if self._me.user not in named:
            raise Refused(step="start", reason="not_named")
        if not second or second == self._me.user:
            raise Refused(step="start", reason="second_missing")
        held = {officer.user: officer for officer in self.officers()}
        pair = [held.get(user) for user in (self._me.user, second)]
        found = [officer for officer in pair if officer is not None]
        if len(found) < len(pair):
            raise Refused(step="start", reason="no_certificate")
        if any(officer.standing == "expired" for officer in found):
            raise Refused(step="start", reason="certificate_expired")
        first, other = found
        # The order of the appointment stays where both are named in it.
        keeps = second not in named or named.index(self._me.user) < named.index(second)
        return (first.ref, other.ref) if keeps else (other.ref, first.ref)

    def _head(self, body: Inspection, line: InspectionLine) -> dict[str, str]:
        """What the head of the form may be given: the school's facts and those of the appointment."""
        with self._store.read() as reading:
            entry = reading.get(line.subject_kind, line.subject) if line.subject else None
            grids = reading.where("grid", "code", line.grid) if line.mode == "patrol" else ()
        found = entry.body if entry is not None else None
        own = next((grid.body.name for grid in grids if isinstance(grid.body, Grid)), None)
        head = {
            "school": line.subject_name,
            "gate": body.gate or "",
            "period": body.period or "",
            "weather": body.weather or "",
            "agency": body.unit or own or "",
            "officers": " ".join(ref.name or "" for ref in body.officers or ()) or self._me.name,
            "escort": (body.accompany.name or "") if body.accompany is not None else "",
        }
        if isinstance(found, School):
            boarding = "" if found.boarding is None else "yes" if found.boarding else "no"
            students = "" if found.students is None else str(found.students)
            gates = [gate.name or "" for gate in found.gates or ()]
            if not head["gate"] and len(gates) == 1:
                head["gate"] = gates[0]
            return head | {"stage": found.stage or "", "boarding": boarding, "students": students}
        return head | ({"school": found.name or ""} if isinstance(found, Place) else {})

    def _photos(self, draft: str) -> dict[PhotoKey, tuple[PhotoDraft, ...]]:
        """The photos of a filling by where they belong; one look at the drafts."""
        found: dict[PhotoKey, list[PhotoDraft]] = {}
        for subject, photo in self._drafts.photos_below(f"{draft}:"):
            _, item, role = subject.split(":")
            found.setdefault((item, role), []).append(photo)
        return {key: tuple(photos) for key, photos in found.items()}

    def _stamp(self) -> str:
        return self._clock.now().isoformat(timespec="seconds")

    @cached_property
    def _calendar(self) -> WorkingCalendar:
        with self._store.read() as reading:
            return working_calendar(reading)


def _officer(body: Certificate, today: date) -> Officer:
    try:
        last = date.fromisoformat(body.valid_to or "")
    except ValueError:
        last = date.min
    standing = "expired" if last < today else "expiring" if last - today <= _SOON else "verified"
    return Officer(body.user or "", body.name or "", body.cert_no or "", body.valid_to or "", standing)
