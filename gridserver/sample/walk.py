"""Life-cycles walked step by step through the very tables the product uses, so that no log tells a lie."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from gridcore import deadlines, flow
from gridcore.deadlines import BEIJING, Unit, WorkingCalendar
from gridcore.flow import ClockMove
from gridcore.roles import Role
from gridserver.sample.draw import Draw
from gridserver.sample.record import Fields, SampleRecord, stamp

_STARTS = frozenset({ClockMove.START, ClockMove.RESTART})


@dataclass(frozen=True, slots=True)
class Actor:
    """Who takes a step, in which role."""

    user: str
    name: str
    role: Role


class OfficeTime:
    """Moves along office hours, so that centres work when they are open."""

    def __init__(self, calendar: WorkingCalendar) -> None:
        """Follow this calendar."""
        self.calendar = calendar

    def after(self, at: datetime, hours: float) -> datetime:
        """The instant so many office hours later."""
        return deadlines.due_after(at, timedelta(hours=hours), Unit.WORKING_HOUR, self.calendar)

    def before(self, at: datetime, hours: float) -> datetime:
        """The instant so many office hours earlier."""
        at, left = at.astimezone(BEIJING), timedelta(hours=hours)
        day = at.date()
        while True:
            for opening, closing in reversed(self.calendar.hours_on(day)):
                end = min(closing, at)
                if end - opening >= left:
                    return end - left
                left -= max(end - opening, timedelta(0))
            day -= timedelta(days=1)


class Walk:
    """One record on its way: the body as it stands and the logs it left."""

    def __init__(self, kind: str, body: Fields) -> None:
        """Begin in the first state of the kind, with the fields a create would name."""
        self.kind = kind
        self.body: Fields = {**body, "state": str(flow.first_state(kind))}
        self.logs: list[tuple[Fields, datetime]] = []

    def step(
        self,
        name: str,
        actor: Actor | None,
        at: datetime,
        text: str | None = None,
        *,
        photos: list[Fields] | None = None,
        given: Fields | None = None,
    ) -> None:
        """Take a step; no actor means the server's timer. Raises Refused where the table does not allow it."""
        frm = self.body["state"]
        role = None if actor is None else actor.role
        moved = flow.advance(self.kind, frm, name, role, body=self.body, actor="" if actor is None else actor.user)
        stated = given or {}
        if not moved.step.sets >= stated.keys():
            raise ValueError(sorted(stated.keys() - moved.step.sets))
        self._put({**moved.changes, **stated, "state": str(moved.to)})
        log: Fields = {"step": name, "frm": frm, "to": str(moved.to), "at": stamp(at), "device_at": stamp(at)}
        log |= {"applied": True, "by": "system", "by_name": "系统"}
        if actor is not None:
            log |= {"by": actor.user, "by_name": actor.name, "role": str(actor.role)}
        if text:
            log["text"] = text
        if photos:
            log["photos"] = photos
        self.logs.append((log, at))

    def clock(self, at: datetime, due: datetime | None, move: ClockMove) -> None:
        """Write the fields of the clock that the server writes for this move."""
        if move in _STARTS and due is not None:
            self._put({"started_at": stamp(at), "due_time": stamp(due), "paused_at": None})
        elif move in {ClockMove.PAUSE, ClockMove.STOP} and "started_at" in self.body:
            self._put({"paused_at": stamp(at)})

    def records(self, grid: str, record: str, parent: str | None, made: datetime, draw: Draw) -> list[SampleRecord]:
        """The record and its logs."""
        found = [SampleRecord(grid, record, self.kind, parent, self.body, made)]
        for log, at in self.logs:
            found.append(SampleRecord(grid, draw.id(at), f"log:{self.kind}", record, log, at))
        return found

    def _put(self, changes: dict[str, Any]) -> None:
        for name, value in changes.items():
            if value is None:
                self.body.pop(name, None)
            else:
                self.body[name] = value
