"""The life-cycles of an inspection, of a rectification (DOMAIN 4.1) and of a task.

An inspection has a mode. An administrative one (`admin`) walks all states, by a pair of officers. A patrol (`patrol`)
skips APPROVED, NOTIFIED and RECORDED and is walked by the people of the grid; its review is their leader's or the
community's, for a legal reviewer has nothing to review where no document is made.

A rectification is created with its `rectification_due`, which is no flow field (SYNC 5: a create names none); a limit
moved later stands in `extended_to`.
"""

from __future__ import annotations

from gridcore.flow.step import (
    ClockMove,
    Condition,
    InspectionState,
    Offline,
    Party,
    RectificationState,
    Step,
    TaskState,
)
from gridcore.roles import CENTER_ROLES, FIELD_ROLES, Role

_I = InspectionState
_R = RectificationState
_OFFICER = frozenset({Role.OFFICER})
_HEAD = frozenset({Role.AGENCY_HEAD})
_PATROL = FIELD_ROLES | _OFFICER
_NEVER: frozenset[InspectionState] = frozenset()
_NOBODY: frozenset[Role] = frozenset()


def _inspection(
    name: str,
    frm: set[InspectionState],
    to: InspectionState | None,
    roles: frozenset[Role],
    offline: Offline,
    *requires: str,
    patrol_frm: set[InspectionState] | frozenset[InspectionState] | None = None,
    patrol_roles: frozenset[Role] | None = None,
    sets: tuple[str, ...] = (),
    flags: dict[str, object] | None = None,
    when: Condition | None = None,
    unless: Condition | None = None,
    system: bool = False,
) -> Step:
    return Step(
        name=name,
        kind="inspection",
        frm=frozenset(frm),
        to=to,
        roles=roles,
        patrol_frm=None if patrol_frm is None else frozenset(patrol_frm),
        patrol_roles=patrol_roles,
        offline=offline,
        requires=requires,
        sets=frozenset(sets),
        flags=tuple((flags or {}).items()),
        when=(when,) if when else (),
        unless=(unless,) if unless else (),
        system=system,
        party=Party.ASSIGNEE if roles == _OFFICER else Party.ANYONE,
    )


INSPECTION_STEPS = (
    _inspection(
        "approve",
        {_I.PLANNED},
        _I.APPROVED,
        _HEAD,
        Offline.ONLINE,
        "opinion",
        sets=("opinion",),
        flags={"approved": True},
        patrol_frm=_NEVER,
    ),
    _inspection(
        "notify", {_I.APPROVED}, _I.NOTIFIED, _HEAD, Offline.ONLINE, "notice", sets=("notified_at",), patrol_frm=_NEVER
    ),
    _inspection(
        "start",
        {_I.NOTIFIED},
        _I.IN_PROGRESS,
        _OFFICER,
        Offline.FINAL,
        "officers",
        patrol_frm={_I.PLANNED},
        patrol_roles=_PATROL,
        sets=("started_at",),
    ),
    _inspection(
        "start_in_emergency",
        {_I.PLANNED, _I.APPROVED},
        _I.IN_PROGRESS,
        _OFFICER,
        Offline.FINAL,
        "officers",
        "reason",
        patrol_frm=_NEVER,
        sets=("started_at", "reason"),
        flags={"emergency": True},
    ),
    _inspection(
        "approve_afterwards",
        {_I.IN_PROGRESS, _I.RECORDED, _I.SIGNED, _I.SUBMITTED},
        None,
        _HEAD,
        Offline.ONLINE,
        "opinion",
        patrol_frm=_NEVER,
        sets=("opinion",),
        flags={"approved": True},
        when=Condition("emergency", value=True),
        unless=Condition("approved"),
    ),
    _inspection(
        "record",
        {_I.IN_PROGRESS},
        _I.RECORDED,
        _OFFICER,
        Offline.FINAL,
        "officers",
        "all_items",
        "transcript",
        patrol_frm=_NEVER,
    ),
    _inspection(
        "sign",
        {_I.RECORDED},
        _I.SIGNED,
        _OFFICER,
        Offline.FINAL,
        "signature_or_refusal",
        patrol_frm={_I.IN_PROGRESS},
        patrol_roles=_PATROL,
        sets=("signed_at", "refusal_note"),
    ),
    _inspection(
        "submit",
        {_I.SIGNED},
        _I.SUBMITTED,
        _OFFICER,
        Offline.FINAL,
        "all_items",
        patrol_roles=_PATROL,
    ),
    _inspection(
        "review",
        {_I.SUBMITTED},
        _I.REVIEWED,
        frozenset({Role.LEGAL_REVIEWER}),
        Offline.ONLINE,
        "opinion",
        patrol_roles=frozenset({Role.GRID_LEADER, Role.COMMUNITY_OFFICE}),
        sets=("opinion",),
    ),
    _inspection("finish", {_I.REVIEWED}, _I.DONE, _NOBODY, Offline.ONLINE, system=True),
    _inspection("archive", {_I.DONE}, _I.ARCHIVED, _NOBODY, Offline.ONLINE, system=True),
    _inspection(
        "abort",
        {_I.PLANNED, _I.APPROVED, _I.NOTIFIED, _I.IN_PROGRESS, _I.RECORDED},
        _I.ABORTED,
        _OFFICER,
        Offline.FINAL,
        "reason",
        patrol_frm={_I.PLANNED, _I.IN_PROGRESS},
        patrol_roles=_PATROL,
        sets=("reason",),
    ),
)
"""Every step of an inspection in the order of its way."""


def _rectification(
    name: str,
    frm: set[RectificationState],
    to: RectificationState,
    roles: frozenset[Role],
    offline: Offline,
    *requires: str,
    sets: tuple[str, ...] = (),
    counts: tuple[str, ...] = (),
    clock: ClockMove = ClockMove.NONE,
) -> Step:
    return Step(
        name=name,
        kind="rectification",
        frm=frozenset(frm),
        to=to,
        roles=roles,
        offline=offline,
        requires=requires,
        sets=frozenset(sets),
        counts=frozenset(counts),
        clock=clock,
    )


_REPORTERS = _OFFICER | {Role.GRID_WORKER}

RECTIFICATION_STEPS = (
    _rectification("begin_fixing", {_R.ISSUED}, _R.FIXING, _REPORTERS, Offline.FINAL),
    _rectification(
        "ask_extension",
        {_R.FIXING},
        _R.EXT_REQ,
        _OFFICER,
        Offline.QUEUED,
        "days",
        "reason",
        sets=("request_days", "request_reason"),
    ),
    _rectification(
        "grant_extension",
        {_R.EXT_REQ},
        _R.FIXING,
        _HEAD,
        Offline.ONLINE,
        "opinion",
        sets=("opinion", "extended_to"),
        counts=("delay_count",),
    ),
    _rectification("refuse_extension", {_R.EXT_REQ}, _R.FIXING, _HEAD, Offline.ONLINE, "opinion", sets=("opinion",)),
    _rectification(
        "report_fixed",
        {_R.ISSUED, _R.FIXING, _R.EXT_REQ},
        _R.FIXED,
        _REPORTERS,
        Offline.FINAL,
        "measures",
        "photo_after",
        sets=("measures",),
        clock=ClockMove.STOP,
    ),
    _rectification(
        "recheck",
        {_R.ISSUED, _R.FIXING, _R.EXT_REQ, _R.FIXED},  # a limit that ran out is rechecked though nobody reported
        _R.RECHECK,
        _OFFICER,
        Offline.FINAL,
        "officers",
        sets=("rechecked_at",),
    ),
    _rectification("pass_", {_R.RECHECK}, _R.PASSED, _OFFICER, Offline.FINAL, "photo_same_place", "opinion"),
    _rectification("partial", {_R.RECHECK}, _R.PARTIAL, _OFFICER, Offline.FINAL, "photo_same_place", "opinion"),
    _rectification("fail", {_R.RECHECK}, _R.FAILED, _OFFICER, Offline.FINAL, "photo_same_place", "opinion"),
    _rectification(
        "reissue",
        {_R.PARTIAL},
        _R.ISSUED,
        _OFFICER,
        Offline.FINAL,
        "limit",
        sets=("extended_to",),
        counts=("reissue_count",),
        clock=ClockMove.RESTART,
    ),
    _rectification(
        "transfer", {_R.FAILED}, _R.TRANSFERRED, _OFFICER, Offline.QUEUED, "unit", "reason", sets=("transferred_to",)
    ),
    _rectification(
        "supervise",
        {_R.FAILED},
        _R.SUPERVISED,
        frozenset({Role.SUPERVISOR}),
        Offline.ONLINE,
        "text",
        sets=("reply_due",),
    ),
)
"""Every step of a rectification; PARTIAL is issued again, FAILED is transferred or supervised."""

TASK_STEPS = (
    Step(
        name="do",
        kind="task",
        frm=frozenset({TaskState.OPEN}),
        to=TaskState.DONE,
        roles=FIELD_ROLES | {Role.OFFICER, Role.DEPT_HANDLER},
        offline=Offline.FINAL,
        sets=frozenset({"result", "done_at"}),
        party=Party.ASSIGNEE,
        clock=ClockMove.STOP,
    ),
    Step(
        name="cancel",
        kind="task",
        frm=frozenset({TaskState.OPEN}),
        to=TaskState.CANCELLED,
        roles=CENTER_ROLES | {Role.COMMUNITY_OFFICE},
        offline=Offline.ONLINE,
        requires=("reason",),
        sets=frozenset({"reason"}),
        clock=ClockMove.STOP,
    ),
)
"""Both steps of a task: done by whom it was given to, cancelled by an office."""
