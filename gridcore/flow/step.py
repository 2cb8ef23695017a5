"""What a step of a life-cycle is: one row of a table, and the states it joins (DOMAIN 3.2, 4.1)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from gridcore.roles import Role


class EventState(StrEnum):
    """States of an event (DOMAIN 3.2)."""

    DRAFT = "DRAFT"
    REPORTED = "REPORTED"
    VERIFYING = "VERIFYING"
    REFUSED = "REFUSED"
    FILED = "FILED"
    DISPATCHED = "DISPATCHED"
    HANDLING = "HANDLING"
    HUNG = "HUNG"
    FEEDBACK = "FEEDBACK"
    CHECKING = "CHECKING"
    CLOSED = "CLOSED"
    RATED = "RATED"
    ARCHIVED = "ARCHIVED"
    VOIDED = "VOIDED"


OPEN_STATES = frozenset(
    {
        EventState.REPORTED,
        EventState.VERIFYING,
        EventState.FILED,
        EventState.DISPATCHED,
        EventState.HANDLING,
        EventState.HUNG,
        EventState.FEEDBACK,
        EventState.CHECKING,
    }
)
"""States in which an event waits for somebody; a draft is not open, it is nobody's but its author's."""


class InspectionState(StrEnum):
    """States of an inspection (DOMAIN 4.1); a patrol skips APPROVED, NOTIFIED and RECORDED."""

    PLANNED = "PLANNED"
    APPROVED = "APPROVED"
    NOTIFIED = "NOTIFIED"
    IN_PROGRESS = "IN_PROGRESS"
    RECORDED = "RECORDED"
    SIGNED = "SIGNED"
    SUBMITTED = "SUBMITTED"
    REVIEWED = "REVIEWED"
    DONE = "DONE"
    ARCHIVED = "ARCHIVED"
    ABORTED = "ABORTED"


class RectificationState(StrEnum):
    """States of a rectification (DOMAIN 4.1); it begins as issued."""

    ISSUED = "ISSUED"
    FIXING = "FIXING"
    EXT_REQ = "EXT_REQ"
    FIXED = "FIXED"
    RECHECK = "RECHECK"
    PASSED = "PASSED"
    PARTIAL = "PARTIAL"
    FAILED = "FAILED"
    TRANSFERRED = "TRANSFERRED"
    SUPERVISED = "SUPERVISED"


class TaskState(StrEnum):
    """States of a task."""

    OPEN = "OPEN"
    DONE = "DONE"
    CANCELLED = "CANCELLED"


State = EventState | InspectionState | RectificationState | TaskState


class Offline(StrEnum):
    """What may be done without a connection (DOMAIN 3.2, column Off)."""

    FINAL = "Y"
    """Done on the spot; final when synced if nobody was faster."""
    QUEUED = "Q"
    """A request that waits for the server."""
    ONLINE = "N"
    """Offered only while connected."""


class ClockMove(StrEnum):
    """What a step does to the disposal clock (DOMAIN 3.3)."""

    NONE = "none"
    MAY_START = "may_start"
    """Starts it where the setting says that the clock runs from dispatch, not from signing."""
    START = "start"
    """Starts it unless it runs already."""
    STOP = "stop"
    PAUSE = "pause"
    RESUME = "resume"
    RESTART = "restart"


class Party(StrEnum):
    """Whom of a role a step belongs to; `allowed` asks its caller whether the user is that person (`mine`)."""

    ANYONE = "anyone"
    REPORTER = "reporter"
    ASSIGNEE = "assignee"
    PARTICIPANT = "participant"


@dataclass(frozen=True, slots=True)
class Condition:
    """A record's field must hold (or, under `unless`, must not hold) a value; no value means anything but empty."""

    field: str
    value: object = None

    def holds(self, body: Mapping[str, object]) -> bool:
        """Whether the record meets it."""
        found = body.get(self.field)
        return bool(found) if self.value is None else found == self.value


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One row of a life-cycle. A step has exactly one target, because `act` says `state := to` (SYNC 5).

    Attributes:
        name: a verb of the glossary, unique within its kind; it travels in `act`.
        kind: event, inspection, rectification or task.
        number: the row of DOMAIN 3.2 ("T20"), empty where the design numbers nothing.
        frm: the states it starts from. to: where it leads; None leaves the state as it is.
        roles: who may take it. system: the server's own timer may take it too.
        patrol_frm, patrol_roles: the same in an inspection of mode `patrol`; None means as `frm` and `roles`.
        offline: final, queued or only online.
        requires: what the person must give: codes such as photo, text, reason (see `requirements`).
        sets: flow fields the act may carry in its `set`.
        flags: flow fields the rule itself writes, with their values. counts: flow fields it raises by one.
        when, unless: conditions on the record.
        party: whether it belongs to one person of the role. not_by: the field that names who must not take it.
        clock: what it does to the disposal clock.
        goal: the end everybody waits for; panels name it, and who takes it, in every open state.
    """

    name: str
    kind: str
    number: str = ""
    frm: frozenset[State]
    to: State | None = None
    roles: frozenset[Role]
    system: bool = False
    patrol_frm: frozenset[State] | None = None
    patrol_roles: frozenset[Role] | None = None
    offline: Offline
    requires: tuple[str, ...] = ()
    sets: frozenset[str] = frozenset()
    flags: tuple[tuple[str, object], ...] = ()
    counts: frozenset[str] = frozenset()
    when: tuple[Condition, ...] = ()
    unless: tuple[Condition, ...] = ()
    party: Party = Party.ANYONE
    not_by: str = ""
    clock: ClockMove = ClockMove.NONE
    goal: bool = False

    @property
    def label(self) -> str:
        """Code under which the ui finds the words of the button."""
        return f"step.{self.kind}.{self.name}"

    def starts(self, mode: str) -> frozenset[State]:
        """The states it starts from in this mode of inspection; the mode of everything else is empty."""
        return self.frm if mode != "patrol" or self.patrol_frm is None else self.patrol_frm

    def takers(self, mode: str) -> frozenset[Role]:
        """The roles that may take it in this mode of inspection."""
        return self.roles if mode != "patrol" or self.patrol_roles is None else self.patrol_roles


def event_step(
    name: str,
    number: str,
    frm: set[EventState] | frozenset[EventState],
    to: EventState | None,
    roles: set[Role] | frozenset[Role],
    offline: Offline,
    *requires: str,
    sets: tuple[str, ...] = (),
    flags: dict[str, object] | None = None,
    counts: tuple[str, ...] = (),
    when: Condition | None = None,
    unless: Condition | None = None,
    party: Party = Party.ANYONE,
    not_by: str = "",
    clock: ClockMove = ClockMove.NONE,
    system: bool = False,
    goal: bool = False,
) -> Step:
    """One row of the table of events, written as the design writes it: name, number, from, to, who, off, required."""
    return Step(
        name=name,
        kind="event",
        number=number,
        frm=frozenset(frm),
        to=to,
        roles=frozenset(roles),
        offline=offline,
        requires=requires,
        sets=frozenset(sets),
        flags=tuple((flags or {}).items()),
        counts=frozenset(counts),
        when=(when,) if when else (),
        unless=(unless,) if unless else (),
        party=party,
        not_by=not_by,
        clock=clock,
        system=system,
        goal=goal,
    )
