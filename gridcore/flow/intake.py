"""Steps of an event from draft to filing: T2-T9 of DOMAIN 3.2 (T1 is the creation of the draft)."""

from __future__ import annotations

from gridcore.flow.step import ClockMove, Condition, EventState, Offline, Party, event_step
from gridcore.roles import Role

_S = EventState
_GW, _GL, _CO, _OP = Role.GRID_WORKER, Role.GRID_LEADER, Role.COMMUNITY_OFFICE, Role.CENTER_OPERATOR
_FIELD = frozenset({_GW, _GL, _CO})
_Y, _Q, _N = Offline.FINAL, Offline.QUEUED, Offline.ONLINE

INTAKE = (
    event_step(
        "report", "T2", {_S.DRAFT}, _S.REPORTED, _FIELD, _Y, "text", "place", "occurred_at", "photo_by_category"
    ),
    event_step(
        "self_handle",
        "T3",
        {_S.DRAFT},
        _S.CLOSED,
        {_GW},
        _Y,
        "result",
        "photo_before",
        "photo_after",
        sets=("result", "measures", "handler"),
        flags={"to_confirm": True, "archive_type": "self"},
    ),
    event_step(
        "confirm_self",
        "T3",
        {_S.CLOSED},
        None,
        {_GL, _CO},
        _Y,
        flags={"to_confirm": False},
        when=Condition("to_confirm", value=True),
        not_by="handler",
    ),
    event_step(
        "send_back",
        "T3",
        {_S.CLOSED},
        _S.HANDLING,
        {_GL, _CO},
        _Y,
        "reason",
        sets=("reason",),
        flags={"to_confirm": False, "archive_type": None},
        counts=("rework_count",),
        when=Condition("to_confirm", value=True),
        not_by="handler",
        clock=ClockMove.START,
    ),
    event_step(
        "accept",
        "T4",
        {_S.REPORTED},
        _S.FILED,
        {_CO, _OP},
        _N,
        "level",
        "category",
        sets=("level",),
        flags={"accepted": True},
    ),
    event_step(
        "accept_to_verify",
        "T4",
        {_S.REPORTED},
        _S.VERIFYING,
        {_CO, _OP},
        _N,
        "level",
        "category",
        sets=("level", "verifier", "verify_limit"),
        flags={"accepted": True},
    ),
    event_step("refuse", "T5", {_S.REPORTED}, _S.REFUSED, {_OP}, _N, "reason", sets=("reason",)),
    event_step(
        "withdraw",
        "T6",
        {_S.REPORTED, _S.VERIFYING},
        _S.DRAFT,
        _FIELD,
        _Q,
        party=Party.REPORTER,
        unless=Condition("accepted"),
    ),
    event_step(
        "send_verify",
        "T7",
        {_S.REPORTED},
        _S.VERIFYING,
        {_OP},
        _N,
        "worker",
        "limit",
        sets=("verifier", "verify_limit"),
    ),
    event_step(
        "verified_true",
        "T8",
        {_S.VERIFYING},
        _S.FILED,
        {_GW},
        _Y,
        "photo",
        "text",
        flags={"verify_result": "true", "accepted": True},
        party=Party.ASSIGNEE,
    ),
    event_step(
        "verified_false",
        "T8",
        {_S.VERIFYING},
        _S.REFUSED,
        {_GW},
        _Y,
        "photo",
        "text",
        flags={"verify_result": "false"},
        party=Party.ASSIGNEE,
    ),
    event_step(
        "verified_duplicate",
        "T8",
        {_S.VERIFYING},
        _S.REFUSED,
        {_GW},
        _Y,
        "photo",
        "text",
        sets=("master",),
        flags={"verify_result": "duplicate"},
        party=Party.ASSIGNEE,
    ),
    event_step(
        "merge", "T9", {_S.REPORTED}, _S.VOIDED, {_OP}, _N, "master", sets=("master",), flags={"reason": "merged"}
    ),
)
"""From the draft to filing; a corrected category is an ordinary `set` in the tx of accept, for a create names it."""
