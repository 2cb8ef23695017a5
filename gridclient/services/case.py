"""What a record with a life-cycle shows: where it stands, its clock, its history, and what may be done with it now."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

import msgspec

from gridclient.base.changes import Changes
from gridclient.base.clock import Clock
from gridclient.services.me import Me
from gridclient.services.working_calendar import working_calendar
from gridclient.store import Entry, Reading, Store
from gridclient.store import events as repository
from gridclient.store.events import LogLine
from gridcore import deadlines, flow
from gridcore.deadlines import BEIJING, Light, Remaining, Unit, WorkingCalendar
from gridcore.flow import Choice, Milestone, Offline, Party
from gridcore.parts import Photo
from gridcore.roles import CENTER_ROLES, Role

__all__ = ["CaseDetail", "Cases", "ClockLine", "HistoryLine", "LogLine", "MilestoneLine", "PhotoSeen"]

Online = Callable[[], bool]

_OFFICE_ROLES = CENTER_ROLES | {Role.COMMUNITY_OFFICE, Role.GRID_LEADER}
_END_OF_DAY = time(23, 59, 59, tzinfo=BEIJING)


@dataclass(frozen=True, slots=True)
class MilestoneLine:
    """A word of the stepper with the moment it was reached, None where nobody wrote it down."""

    milestone: Milestone
    at: datetime | None


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """An entry of the history.

    `is_waiting` while only this PC knows it; `takes_back` is the transaction that can still vanish, else empty.
    `is_supplement` when the record had moved on before the step arrived: its words and photos are kept, nothing else.
    """

    id: str
    step: str
    to: str
    text: str
    photos: tuple[Photo, ...]
    by_name: str
    role: str
    at: datetime | None
    is_waiting: bool
    is_supplement: bool
    takes_back: str


@dataclass(frozen=True, slots=True)
class ClockLine:
    """The limit of a record: light, due moment, what is left in the limit's unit, used share (0 to 1 and more).

    `is_day` where the limit is a day, not a moment. `left` and `due` are None where no clock runs; `review_on` is the
    ISO date a hung matter is looked at again.
    """

    light: Light
    due: datetime | None = None
    is_day: bool = False
    left: Remaining | None = None
    unit: Unit = Unit.WORKING_DAY
    share: float = 0.0
    limit_amount: int | None = None
    is_stopped: bool = False
    review_on: str = ""


@dataclass(frozen=True, slots=True)
class PhotoSeen:
    """A photo of a record, and whether its file is on this PC."""

    photo: Photo
    is_here: bool


@dataclass(frozen=True, slots=True)
class CaseDetail:
    """An event, a task or a rectification as its pane shows it. `body` is the noun with every field.

    `names` gives the name of a user id, `units` that of a unit's code; `place_name` and `household_address` those of
    the records it names.
    """

    kind: str
    id: str
    grid: str
    body: Mapping[str, Any]
    state: str
    is_waiting: bool
    clock: ClockLine
    milestones: tuple[MilestoneLine, ...]
    choices: tuple[Choice, ...]
    history: tuple[HistoryLine, ...]
    photos: tuple[PhotoSeen, ...]
    names: Mapping[str, str]
    units: Mapping[str, str]
    place_name: str = ""
    household_address: str = ""

    @property
    def report_tx(self) -> str:
        """The transaction of this PC that reported it, while it can still vanish; else empty."""
        return next((one.takes_back for one in self.history if one.step in {"report", "self_handle"}), "")

    def text(self, name: str) -> str:
        """A field of the record as text, empty when it has none."""
        value = self.body.get(name)
        return "" if value is None else str(value)


class Cases:
    """Reads one record with a life-cycle. Base of the services of events and of tasks."""

    def __init__(self, store: Store, me: Me, clock: Clock, online: Online) -> None:
        """`online` says whether the centre can be reached now: steps that need it (DOMAIN 3.2) wait for it."""
        self._store, self._me, self._clock, self._online = store, me, clock, online

    @property
    def me(self) -> Me:
        """Who works here."""
        return self._me

    @property
    def is_online(self) -> bool:
        """Whether the centre can be reached now."""
        return self._online()

    def case(self, kind: str, record: str) -> CaseDetail | None:
        """Give a record, None when this PC does not hold it (any more)."""
        now = self._clock.now()
        with self._store.read() as reading:
            entry = reading.get(kind, record)
            if entry is None:
                return None
            body = {**msgspec.to_builtins(entry.body), **entry.extra}
            lines = repository.history(reading, kind, record)
            history = tuple(self._history(line) for line in lines)
            place, address = _where(reading, entry, body)
            return CaseDetail(
                kind=kind,
                id=record,
                grid=entry.grid,
                body=body,
                state=str(body.get("state") or ""),
                is_waiting=entry.state.is_waiting,
                clock=clock_line(kind, body, now, working_calendar(reading)),
                milestones=_milestones(kind, body, history),
                choices=choices(
                    kind,
                    entry.grid,
                    body,
                    self._me,
                    online=self._online(),
                    posts=repository.posts_of(reading, self._me.user),
                ),
                history=history,
                photos=self._seen(msgspec.convert(body.get("photos") or (), tuple[Photo, ...])),
                names={**repository.people(reading), self._me.user: self._me.name},
                units=dict(repository.units(reading)),
                place_name=place,
                household_address=address,
            )

    def take_back(self, tx: str) -> Changes:
        """Take back what still waits here. Raises Refused(reason=not_undoable) once it has gone out."""
        return self._store.undo(tx)

    def photo(self, sha256: str) -> bytes | None:
        """Give the bytes of a photo, None when its file is not on this PC. Raises Damaged for an altered file."""
        return self._store.blobs.open(sha256) if self._store.blobs.is_here(sha256) else None

    def want(self, detail: CaseDetail) -> None:
        """Ask the centre for the photos of a record that are not here; the next round brings them."""
        missing = [seen.photo for seen in detail.photos if not seen.is_here]
        missing += [photo for line in detail.history for photo in line.photos if not line.is_waiting]
        self._store.blobs.want(detail.grid, missing, detail.id)

    def _history(self, line: LogLine) -> HistoryLine:
        log = line.log
        mine = not line.is_sent or log.by is None
        return HistoryLine(
            line.id,
            log.step or "",
            log.to or "",
            log.text or "",
            log.photos or (),
            log.by_name or (self._me.name if mine else ""),
            log.role or (str(self._me.role) if mine else ""),
            line.done_at,
            is_waiting=not line.is_sent,
            is_supplement=log.applied is False,
            takes_back=line.tx if line.tx_state == "waiting" and line.is_last else "",
        )

    def _seen(self, photos: Sequence[Photo]) -> tuple[PhotoSeen, ...]:
        return tuple(
            PhotoSeen(photo, self._store.blobs.is_here(photo.sha256)) for photo in photos if photo.sha256 is not None
        )


def _where(reading: Reading, entry: Entry, body: Mapping[str, Any]) -> tuple[str, str]:
    """The name of the place and the address of the household a record is about."""
    subject: Mapping[str, Any] = body.get("subject") or {}
    place = body.get("place") or (subject.get("id") if subject.get("kind") in {"place", "school"} else None)
    household = body.get("household") or (subject.get("id") if subject.get("kind") == "household" else None)
    if entry.kind == "rectification" and entry.parent is not None:
        inspection = reading.get("inspection", entry.parent)
        place = inspection.parent if inspection is not None else None
    found = next((one for kind in ("place", "school") if place and (one := reading.get(kind, place))), None)
    home = reading.get("household", household) if household else None
    return (
        str(getattr(found.body, "name", None) or "") if found is not None else "",
        str(getattr(home.body, "address", None) or "") if home is not None else "",
    )


# what may be done


def choices(
    kind: str, grid: str, body: Mapping[str, Any], me: Me, *, online: bool, posts: frozenset[str] = frozenset()
) -> tuple[Choice, ...]:
    """What this person may do now and what not, with the reason: `flow.allowed`, asked for each kind of party apart.

    `posts` are the units the person's posts are bound to; with none, what is dispatched in the grids held is theirs.
    """
    state = str(body.get("state") or "")
    asked = {
        party: flow.allowed(
            kind, state, me.role, online, mine=is_party(party, kind, grid, body, me, posts), body=body, actor=me.user
        )
        for party in Party
    }
    found = {
        choice.step.name: choice for party, listed in asked.items() for choice in listed if choice.step.party is party
    }
    order = list(Offline)
    return tuple(sorted(found.values(), key=lambda one: (not one.possible, order.index(one.mode), _place(kind, one))))


def _place(kind: str, choice: Choice) -> tuple[bool, int]:
    """In the order of the table; what may be done at any time comes after the steps of the way."""
    return choice.step.party is Party.PARTICIPANT, list(flow.steps(kind)).index(choice.step.name)


def is_party(
    party: Party, kind: str, grid: str, body: Mapping[str, Any], me: Me, posts: frozenset[str] = frozenset()
) -> bool:
    """Whether the person is the one of a role a step belongs to (DOMAIN 3.2)."""
    if party is Party.ANYONE:
        return True
    if party is Party.REPORTER:
        return body.get("reporter") == me.user
    if party is Party.ASSIGNEE:
        return _is_assignee(kind, body, me, posts)
    named = {body.get(name) for name in ("reporter", "handler", "verifier", "checker", "assignee")}
    return me.user in named or me.role in _OFFICE_ROLES or me.grid == grid or me.role is Role.DEPT_HANDLER


def _is_assignee(kind: str, body: Mapping[str, Any], me: Me, posts: frozenset[str]) -> bool:
    if kind == "task":
        return body.get("assignee") in {None, me.user}
    if kind != "event":
        return True
    named = {"VERIFYING": "verifier", "CHECKING": "checker"}.get(str(body.get("state") or ""))
    if named is not None:
        return body.get(named) == me.user
    if body.get("handler") == me.user:
        return True
    ours = body.get("lead_unit") in posts | {me.grid} or (not posts and body.get("handler") is None)
    return me.role is Role.DEPT_HANDLER and ours


# the clock

_STOPPED = {
    "event": {"FEEDBACK", "CHECKING", "HUNG", "CLOSED", "RATED", "ARCHIVED", "REFUSED", "VOIDED", "DRAFT"},
    "task": {"DONE", "CANCELLED"},
    "rectification": {"FIXED", "RECHECK", "PASSED", "PARTIAL", "FAILED", "TRANSFERRED", "SUPERVISED"},
}


def clock_line(kind: str, body: Mapping[str, Any], now: datetime, calendar: WorkingCalendar) -> ClockLine:
    """The limit of a record as it stands: an event's due time, or counted from where its clock started."""
    state = str(body.get("state") or "")
    if kind == "event" and state == "VERIFYING":
        return due_line(str(body.get("verify_limit") or ""), now, calendar)
    if state in _STOPPED.get(kind, set()):
        return ClockLine(Light.NONE, is_stopped=state != "DRAFT", review_on=str(body.get("review_on") or ""))
    if kind != "event":
        return due_line(str(body.get("extended_to") or body.get("due") or ""), now, calendar)
    return due_line(
        str(body.get("due_time") or ""),
        now,
        calendar,
        started=str(body.get("started_at") or ""),
        amount=body.get("limit_amount"),
        unit=str(body.get("limit_unit") or ""),
    )


def due_line(
    due: str, now: datetime, calendar: WorkingCalendar, *, started: str = "", amount: int | None = None, unit: str = ""
) -> ClockLine:
    """A limit from texts of a record: an ISO date (due at its end) or instant; else from start, amount and unit."""
    counted = Unit(unit) if unit in set(Unit) else Unit.WORKING_DAY
    begin = _instant(started)
    is_day = len(due) == 10
    moment = _instant(due)
    if moment is None and begin is not None and amount is not None:
        moment = deadlines.due(begin, amount, counted, calendar)
    if moment is None:
        return ClockLine(Light.NONE)
    if is_day:
        counted = Unit.CALENDAR_DAY
    return ClockLine(
        deadlines.light(moment, now, calendar),
        moment,
        is_day,
        deadlines.remaining(moment, now, counted, calendar),
        counted,
        _share(begin, moment, now, counted, calendar),
        amount,
    )


def _share(begin: datetime | None, moment: datetime, now: datetime, unit: Unit, calendar: WorkingCalendar) -> float:
    if now > moment:
        return 1.0
    whole = deadlines.used(begin, moment, unit, calendar) if begin is not None else None
    return deadlines.used(begin, now, unit, calendar) / whole if begin is not None and whole else 0.0


def _instant(text: str) -> datetime | None:
    """An ISO date as the end of its day in Beijing, an instant as it is; anything else is none."""
    try:
        if len(text) == 10:
            return datetime.combine(date.fromisoformat(text), _END_OF_DAY)
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    return found if found.tzinfo is not None else found.replace(tzinfo=BEIJING)


# the stepper

_REACHED_BY: Mapping[str, frozenset[str]] = {
    "report": frozenset({"report", "self_handle"}),
    "accept": frozenset({"accept", "accept_to_verify", "verified_true"}),
    "file_case": frozenset({"accept", "verified_true"}),
    "dispatch": frozenset({"dispatch", "handle_self"}),
    "sign_for": frozenset({"sign_for", "handle_self"}),
    "handle": frozenset({"feedback", "self_handle"}),
    "check": frozenset({"check_pass"}),
    "close_case": frozenset({"close_case", "self_handle"}),
}


def _milestones(kind: str, body: Mapping[str, Any], history: Sequence[HistoryLine]) -> tuple[MilestoneLine, ...]:
    if kind != "event":
        return ()
    at: dict[str, datetime | None] = {}
    for code, steps in _REACHED_BY.items():
        at[code] = next((line.at for line in history if line.step in steps and not line.is_supplement), None)
    return tuple(MilestoneLine(one, at[one.code]) for one in flow.milestones(body))
