"""What the tables allow: one step at a time, on the server and on the client alike (SYNC 5, row act)."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from gridcore.errors import InvalidInput, Refused
from gridcore.flow.event import STEPS as EVENT_STEPS
from gridcore.flow.inspection import INSPECTION_STEPS, RECTIFICATION_STEPS, TASK_STEPS
from gridcore.flow.step import (
    OPEN_STATES,
    ClockMove,
    EventState,
    InspectionState,
    Offline,
    Party,
    RectificationState,
    State,
    Step,
    TaskState,
)
from gridcore.roles import Role


@dataclass(frozen=True, slots=True)
class _Cycle:
    states: type[EventState | InspectionState | RectificationState | TaskState]
    first: State
    steps: Mapping[str, Step]


def _cycle(first: State, table: tuple[Step, ...]) -> _Cycle:
    return _Cycle(type(first), first, MappingProxyType({step.name: step for step in table}))


_CYCLES: Mapping[str, _Cycle] = MappingProxyType(
    {
        "event": _cycle(EventState.DRAFT, EVENT_STEPS),
        "inspection": _cycle(InspectionState.PLANNED, INSPECTION_STEPS),
        "rectification": _cycle(RectificationState.ISSUED, RECTIFICATION_STEPS),
        "task": _cycle(TaskState.OPEN, TASK_STEPS),
    }
)

KINDS = tuple(_CYCLES)
"""The kinds that have a life-cycle."""

_EMPTY: Mapping[str, object] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Advance:
    """What a step does to a record.

    Attributes:
        to: the state afterwards. step: the row of the table.
        changes: the flow fields the rule writes besides the state (rework_count + 1, to_confirm, open_request …).
        clock: what happens to the disposal clock.
    """

    to: State
    step: Step
    changes: Mapping[str, object]
    clock: ClockMove


@dataclass(frozen=True, slots=True)
class Choice:
    """A step as a panel lists it: how it may be done, and why it may not be done now.

    `why` is empty when it can be done now; else: role, not_mine, own_work, mode, state, online,
    `needs_<field>` or `has_<field>`.
    """

    step: Step
    mode: Offline
    why: str = ""

    @property
    def possible(self) -> bool:
        """Whether it can be done now."""
        return not self.why


def steps(kind: str) -> Mapping[str, Step]:
    """The table of a kind by step name, in the order of its way. Raises KeyError for a kind without a life-cycle."""
    return _CYCLES[kind].steps


def states(kind: str) -> tuple[State, ...]:
    """All states of a kind, from first to last."""
    return tuple(_CYCLES[kind].states)


def first_state(kind: str) -> State:
    """The state in which a record of this kind is made (SYNC 5: a create names no flow field)."""
    return _CYCLES[kind].first


def flow_fields(kind: str) -> frozenset[str]:
    """Every field only the life-cycle may write: the state, and all that steps set, flag or count."""
    found = {"state"}
    for step in steps(kind).values():
        found |= step.sets | step.counts | {name for name, _ in step.flags}
    return frozenset(found)


def advance(
    kind: str, state: str, step: str, role: Role | None, *, body: Mapping[str, object] = _EMPTY, actor: str = ""
) -> Advance:
    """Take a step.

    Args:
        kind: event, inspection, rectification or task.
        state: the record's present state.
        step: the step's name.
        role: the role of who takes it; None is the server itself (a timer).
        body: the record's fields as they stand.
        actor: id of who takes it; needed only for "the checker is never the handler".

    Raises:
        Refused: facts step, state, role and reason: unknown_step, state, mode, role, own_work, needs_…, has_….
    """
    row = steps(kind).get(step) if kind in _CYCLES else None
    reason = "unknown_step" if row is None else _obstacle(row, state, role, body, actor)
    if row is None or reason:
        raise Refused(step=step, state=state, role=None if role is None else str(role), reason=reason)
    changes = dict(row.flags)
    for name in row.counts:
        before = body.get(name)
        changes[name] = (before if isinstance(before, int) else 0) + 1
    to = row.to if row.to is not None else _CYCLES[kind].states(state)
    return Advance(to, row, MappingProxyType(changes), row.clock)


def _obstacle(row: Step, state: str, role: Role | None, body: Mapping[str, object], actor: str = "") -> str:
    """Why the step cannot be taken, leaving the connection aside; empty when it can."""
    mode = str(body.get("mode") or "")
    if state not in row.starts(mode):
        return "mode" if state in row.frm else "state"
    if (role is None and not row.system) or (role is not None and role not in row.takers(mode)):
        return "role"
    if row.not_by and actor and body.get(row.not_by) == actor:
        return "own_work"
    for condition in row.when:
        if not condition.holds(body):
            return f"needs_{condition.field}"
    for condition in row.unless:
        if condition.holds(body):
            return f"has_{condition.field}"
    return ""


def requirements(
    step: Step, body: Mapping[str, object] = _EMPTY, *, photo_by_category: bool = False
) -> tuple[str, ...]:
    """What must be given with the step for this record, conditional demands resolved.

    `photo_by_category` becomes `photo` when the category demands one; `signed_form_second` becomes `signed_form` from
    the second postponement on (T15).
    """
    wanted: list[str] = []
    for code in step.requires:
        if code == "photo_by_category":
            wanted += ["photo"] if photo_by_category else []
        elif code == "signed_form_second":
            wanted += ["signed_form"] if body.get("delay_count") else []
        else:
            wanted.append(code)
    return tuple(wanted)


def check_given(
    step: Step, given: Collection[str], body: Mapping[str, object] = _EMPTY, *, photo_by_category: bool = False
) -> None:
    """Refuse a form that lacks something. Only forms ask this: the server accepts every fact of the field (SYNC 5).

    Raises:
        InvalidInput: field = the first missing requirement code, reason = missing.
    """
    for code in requirements(step, body, photo_by_category=photo_by_category):
        if code not in given:
            raise InvalidInput(field=code, reason="missing", step=step.name)


def allowed(
    kind: str, state: str, role: Role, online: bool, mine: bool, *, body: Mapping[str, object] = _EMPTY, actor: str = ""
) -> tuple[Choice, ...]:
    """What the panels 现在能做 and 现在不能做 list, possible ones first, final ones before queued ones.

    Relevant are the steps that start from this state (those of others only where their conditions are met: nobody
    waits for an answer to a request nobody made), the role's own steps one state ahead (reason `state`: their turn
    comes next), and the goal of an open record. `mine` says whether the user is the person the record names: its
    reporter, assignee or participant. Steps only the server's timer takes are left out.
    """
    mode = str(body.get("mode") or "")
    table = [step for step in steps(kind).values() if step.takers(mode)]
    ahead = {step.to for step in steps(kind).values() if state in step.starts(mode) and step.to is not None}
    found: list[Choice] = []
    for step in table:
        taker = role in step.takers(mode)
        if state in step.starts(mode):
            if taker or _met(step, body):
                found.append(Choice(step, step.offline, _why_not(step, state, role, online, mine, body, actor)))
        elif taker and not ahead.isdisjoint(step.starts(mode)):
            found.append(Choice(step, step.offline, "state"))
        elif step.goal and state in OPEN_STATES:
            found.append(Choice(step, step.offline, "state" if taker else "role"))
    order = list(Offline)
    return tuple(sorted(found, key=lambda choice: (not choice.possible, order.index(choice.mode))))


def _met(step: Step, body: Mapping[str, object]) -> bool:
    return all(one.holds(body) for one in step.when) and not any(one.holds(body) for one in step.unless)


def _why_not(
    step: Step, state: str, role: Role, online: bool, mine: bool, body: Mapping[str, object], actor: str
) -> str:
    reason = _obstacle(step, state, role, body, actor)
    if reason:
        return reason
    if step.party is not Party.ANYONE and not mine:
        return "not_mine"
    return "online" if step.offline is Offline.ONLINE and not online else ""


class Stand(StrEnum):
    """Where a milestone stands."""

    DONE = "done"
    CURRENT = "current"
    COMING = "coming"
    LEFT_OUT = "left_out"
    """Never to come: the event was refused or voided, or was closed without it (自办自结)."""


@dataclass(frozen=True, slots=True)
class Milestone:
    """One of the eight words of the stepper: a glossary verb, where it stands, and what happened on it.

    `mark` is empty or hang (挂账), rework (返工), return_back (退回), refuse or void (where the way ended).
    """

    code: str
    stand: Stand
    mark: str = ""


MILESTONES = ("report", "accept", "file_case", "dispatch", "sign_for", "handle", "check", "close_case")
"""上报 受理 立案 派遣 签收 处置 核查 结案."""

_REACHED: Mapping[EventState, int] = MappingProxyType(
    {
        EventState.DRAFT: 0,
        EventState.REPORTED: 1,
        EventState.VERIFYING: 2,
        EventState.FILED: 3,
        EventState.DISPATCHED: 4,
        EventState.HANDLING: 5,
        EventState.HUNG: 5,
        EventState.FEEDBACK: 6,
        EventState.CHECKING: 6,
        EventState.CLOSED: 8,
        EventState.RATED: 8,
        EventState.ARCHIVED: 8,
    }
)
_SELF_HANDLED = frozenset({"report", "handle", "close_case"})


def milestones(event: Mapping[str, object]) -> tuple[Milestone, ...]:
    """Fold the fourteen states into the eight words a person follows.

    Args:
        event: the record's fields; read are `state`, `archive_type`, `rework_count` and `return_count`. A refused or
            voided event shows only that it was reported: how far it came is in its history.
    """
    state = EventState(str(event["state"]))
    self_handled = event.get("archive_type") == "self"
    ended = state in {EventState.REFUSED, EventState.VOIDED}
    reached = 1 if ended else _REACHED[state]
    found: list[Milestone] = []
    for place, code in enumerate(MILESTONES):
        if (self_handled and code not in _SELF_HANDLED) or (ended and place >= reached):
            stand = Stand.LEFT_OUT
        elif place < reached:
            stand = Stand.DONE
        else:
            stand = Stand.CURRENT if place == reached else Stand.COMING
        found.append(Milestone(code, stand, _mark(state, event) if place == reached else ""))
    return tuple(found)


def _mark(state: EventState, event: Mapping[str, object]) -> str:
    """What the picture draws on the step the event stands at."""
    if state is EventState.FILED and event.get("return_count"):
        return "return_back"
    if state is EventState.HANDLING and event.get("rework_count"):
        return "rework"
    return {EventState.HUNG: "hang", EventState.REFUSED: "refuse", EventState.VOIDED: "void"}.get(state, "")
