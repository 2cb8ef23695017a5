"""The life-cycles, walked as whole tables (EXAMPLES 2; DOMAIN 3.2, 4.1)."""

from __future__ import annotations

import pytest

from gridcore import flow
from gridcore.errors import InvalidInput, Refused
from gridcore.flow import ClockMove, EventState, InspectionState, Offline, Stand, Step
from gridcore.roles import Role

ROWS = [step for kind in flow.KINDS for step in flow.steps(kind).values()]
CASES = [(step, state) for step in ROWS for state in flow.states(step.kind)]


def _meeting(step: Step, mode: str = "") -> dict[str, object]:
    """A record that meets every condition of the step."""
    return {"mode": mode} | {c.field: c.value if c.value is not None else 1 for c in step.when}


def _refused(kind: str, state: str, step: str, role: Role | None, **body: object) -> object:
    actor = str(body.pop("actor", ""))
    with pytest.raises(Refused) as caught:
        flow.advance(kind, state, step, role, body=body, actor=actor)
    return caught.value.facts["reason"]


@pytest.mark.parametrize(("step", "state"), CASES, ids=[f"{p.kind}-{p.name}-{s}" for p, s in CASES])
def test_a_step_starts_only_where_the_table_says_and_only_by_whom_it_says(step: Step, state: flow.State) -> None:
    modes = ("admin", "patrol") if step.kind == "inspection" else ("",)
    for mode in modes:
        body = _meeting(step, mode)
        for role in (*Role, None):
            right = step.system if role is None else role in step.takers(mode)
            if state in step.starts(mode) and right:
                moved = flow.advance(step.kind, state, step.name, role, body=body)
                assert moved.to == (state if step.to is None else step.to)
                assert moved.changes.keys() == dict(step.flags).keys() | step.counts
                assert moved.clock is step.clock
            else:
                assert _refused(step.kind, state, step.name, role, **body) in {"state", "role", "mode"}


@pytest.mark.parametrize("step", ROWS, ids=lambda s: f"{s.kind}-{s.name}")
def test_a_step_whose_condition_is_not_met_is_refused(step: Step) -> None:
    mode = "admin" if step.kind == "inspection" else ""
    role = next(iter(step.takers(mode)), None)
    state = next(iter(step.starts(mode)))
    for condition in step.when:
        assert _refused(step.kind, state, step.name, role, mode=mode) == f"needs_{condition.field}"
    for condition in step.unless:
        body = _meeting(step, mode) | {condition.field: condition.value or 1}
        assert _refused(step.kind, state, step.name, role, **body) == f"has_{condition.field}"


# DOMAIN 3.2, typed once more by hand: (number, steps, froms, to, roles, off)
DESIGN = [
    ("T2", "report", "DRAFT", "REPORTED", "GW GL CO", "Y"),
    ("T3", "self_handle", "DRAFT", "CLOSED", "GW", "Y"),
    ("T3", "confirm_self", "CLOSED", "", "GL CO", "Y"),
    ("T3", "send_back", "CLOSED", "HANDLING", "GL CO", "Y"),
    ("T4", "accept", "REPORTED", "FILED", "CO OP", "N"),
    ("T4", "accept_to_verify", "REPORTED", "VERIFYING", "CO OP", "N"),
    ("T5", "refuse", "REPORTED", "REFUSED", "OP", "N"),
    ("T6", "withdraw", "REPORTED VERIFYING", "DRAFT", "GW GL CO", "Q"),
    ("T7", "send_verify", "REPORTED", "VERIFYING", "OP", "N"),
    ("T8", "verified_true", "VERIFYING", "FILED", "GW", "Y"),
    ("T8", "verified_false", "VERIFYING", "REFUSED", "GW", "Y"),
    ("T8", "verified_duplicate", "VERIFYING", "REFUSED", "GW", "Y"),
    ("T9", "merge", "REPORTED", "VOIDED", "OP", "N"),
    ("T10", "dispatch", "FILED", "DISPATCHED", "DI DC CO", "N"),
    ("T11", "handle_self", "FILED", "HANDLING", "CO", "Y"),
    ("T12", "sign_for", "DISPATCHED", "HANDLING", "DH", "Q"),
    ("T13", "ask_return", "DISPATCHED HANDLING", "", "DH", "Q"),
    ("T14", "grant_return", "DISPATCHED HANDLING", "FILED", "DC", "N"),
    ("T14", "refuse_return", "DISPATCHED HANDLING", "", "DC", "N"),
    ("T15", "ask_postpone", "HANDLING", "", "DH", "Q"),
    ("T16", "grant_postpone", "HANDLING", "", "DC", "N"),
    ("T16", "refuse_postpone", "HANDLING", "", "DC", "N"),
    ("T17", "ask_hang", "HANDLING", "", "DH", "Q"),
    ("T18", "grant_hang", "HANDLING", "HUNG", "DC", "N"),
    ("T18", "refuse_hang", "HANDLING", "", "DC", "N"),
    ("T19", "resume", "HUNG", "HANDLING", "DC", "N"),
    ("T20", "feedback", "HANDLING", "FEEDBACK", "DH CO", "Y"),
    ("T31", "reassign", "HANDLING", "", "DH CO", "Q"),
    ("T21", "send_check", "FEEDBACK", "CHECKING", "OP DC", "N"),
    ("T22", "check_pass", "CHECKING", "", "GW", "Y"),
    ("T23", "check_fail", "CHECKING", "", "GW", "Y"),
    ("T23", "rework", "CHECKING", "HANDLING", "DC", "N"),
    ("T24", "close_case", "FEEDBACK CHECKING", "CLOSED", "DC", "N"),
    ("T25", "rate", "CLOSED", "RATED", "GW GL CO", "Y"),
    ("T25", "reopen", "RATED", "HANDLING", "DC", "N"),
    ("T26", "archive", "CLOSED RATED", "ARCHIVED", "", "N"),
    ("T27", "void", "open", "VOIDED", "DC", "N"),
    ("T28", "escalate", "open", "", "CO DC", "N"),
    ("T29", "whistle", "open", "", "CO DC", "Q"),
    ("T29", "muster_in", "open", "", "DH", "Q"),
    ("T30", "urge", "open", "", "SU DC", "N"),
    ("T30", "supervise", "open", "", "SU DC", "N"),
    ("T30", "reply", "open", "", "DH CO", "Q"),
    ("T32", "supplement", "open", "", "GW GL CO OP DI DC DH SU", "Y"),
]
SHORT = {
    "GW": Role.GRID_WORKER,
    "GL": Role.GRID_LEADER,
    "CO": Role.COMMUNITY_OFFICE,
    "OP": Role.CENTER_OPERATOR,
    "DI": Role.CENTER_DISPATCHER,
    "DC": Role.DUTY_CHIEF,
    "DH": Role.DEPT_HANDLER,
    "SU": Role.SUPERVISOR,
}


def test_the_table_of_events_is_the_table_of_the_design() -> None:
    assert [row[1] for row in DESIGN] == list(flow.steps("event"))
    for number, name, froms, to, roles, off in DESIGN:
        step = flow.steps("event")[name]
        open_states = "REPORTED VERIFYING FILED DISPATCHED HANDLING HUNG FEEDBACK CHECKING"
        assert step.number == number
        assert step.frm == set((open_states if froms == "open" else froms).split()), name
        assert (step.to or "") == to, name
        assert step.roles == {SHORT[role] for role in roles.split()}, name
        assert step.offline == off, name


@pytest.mark.parametrize("kind", flow.KINDS)
def test_every_state_is_reached_from_the_first(kind: str) -> None:
    reached = {flow.first_state(kind)}
    for _ in flow.states(kind):
        for step in flow.steps(kind).values():
            if step.to is not None and reached & (step.frm | (step.patrol_frm or frozenset())):
                reached.add(step.to)
    assert reached == set(flow.states(kind))


def test_an_event_goes_from_draft_to_archive_with_one_rework() -> None:
    body: dict[str, object] = {"state": "DRAFT"}
    way = [
        ("report", Role.GRID_WORKER),
        ("accept", Role.CENTER_OPERATOR),
        ("dispatch", Role.CENTER_DISPATCHER),
        ("sign_for", Role.DEPT_HANDLER),
        ("ask_postpone", Role.DEPT_HANDLER),
        ("grant_postpone", Role.DUTY_CHIEF),
        ("ask_hang", Role.DEPT_HANDLER),
        ("grant_hang", Role.DUTY_CHIEF),
        ("resume", None),
        ("feedback", Role.DEPT_HANDLER),
        ("send_check", Role.CENTER_OPERATOR),
        ("check_fail", Role.GRID_WORKER),
        ("rework", Role.DUTY_CHIEF),
        ("feedback", Role.DEPT_HANDLER),
        ("send_check", Role.CENTER_OPERATOR),
        ("check_pass", Role.GRID_WORKER),
        ("close_case", Role.DUTY_CHIEF),
        ("rate", Role.GRID_WORKER),
        ("archive", None),
    ]
    for name, role in way:
        moved = flow.advance("event", str(body["state"]), name, role, body=body)
        body |= {**moved.changes, "state": moved.to}
    assert body["state"] is EventState.ARCHIVED
    assert (body["rework_count"], body["delay_count"], body["open_request"]) == (1, 1, None)


def test_a_verdict_of_the_last_round_does_not_send_the_next_one_to_rework() -> None:
    assert flow.advance("event", "FEEDBACK", "send_check", Role.DUTY_CHIEF).changes == {"check_verdict": None}


def test_the_checker_is_never_the_handler() -> None:
    body = {"handler": "u1"}
    assert _refused("event", "CHECKING", "check_pass", Role.GRID_WORKER, handler="u1", actor="u1") == "own_work"
    assert flow.advance("event", "CHECKING", "check_pass", Role.GRID_WORKER, body=body, actor="u2").changes
    assert _refused("event", "CLOSED", "confirm_self", Role.GRID_LEADER, handler="u1", to_confirm=True, actor="u1")


def test_an_accepted_event_is_not_withdrawn() -> None:
    moved = flow.advance("event", "REPORTED", "accept_to_verify", Role.CENTER_OPERATOR)
    reason = _refused("event", moved.to, "withdraw", Role.GRID_WORKER, **moved.changes)
    assert reason == "has_accepted"
    moved = flow.advance("event", "REPORTED", "send_verify", Role.CENTER_OPERATOR)
    assert flow.advance("event", moved.to, "withdraw", Role.GRID_WORKER, body=moved.changes).to is EventState.DRAFT


def test_an_unknown_step_or_kind_is_refused_with_its_facts() -> None:
    assert _refused("event", "DRAFT", "fly", Role.GRID_WORKER) == "unknown_step"
    assert _refused("person", "DRAFT", "report", Role.GRID_WORKER) == "unknown_step"
    with pytest.raises(Refused) as caught:
        flow.advance("event", "CLOSED", "report", Role.GRID_WORKER)
    assert caught.value.facts == {"step": "report", "state": "CLOSED", "role": "grid_worker", "reason": "state"}


@pytest.mark.parametrize(
    ("step", "clock"),
    [
        ("dispatch", ClockMove.MAY_START),
        ("sign_for", ClockMove.START),
        ("feedback", ClockMove.STOP),
        ("grant_hang", ClockMove.PAUSE),
        ("resume", ClockMove.RESUME),
        ("rework", ClockMove.RESTART),
        ("grant_postpone", ClockMove.NONE),
    ],
)
def test_the_clock_moves_where_the_design_says(step: str, clock: ClockMove) -> None:
    assert flow.steps("event")[step].clock is clock


def test_a_patrol_starts_from_its_plan_and_is_signed_without_a_transcript() -> None:
    state: str = InspectionState.PLANNED
    way = (("start", Role.GRID_WORKER), ("sign", Role.GRID_WORKER), ("submit", Role.GRID_WORKER))
    for name, role in (*way, ("review", Role.GRID_LEADER), ("finish", None), ("archive", None)):
        state = flow.advance("inspection", state, name, role, body={"mode": "patrol"}).to
    assert state == "ARCHIVED"
    assert _refused("inspection", "PLANNED", "approve", Role.AGENCY_HEAD, mode="patrol") == "mode"


def test_an_administrative_inspection_is_never_a_grid_workers() -> None:
    for step in flow.steps("inspection").values():
        assert not step.takers("admin") & {Role.GRID_WORKER, Role.GRID_LEADER, Role.COMMUNITY_OFFICE}
    assert _refused("inspection", "PLANNED", "start", Role.OFFICER, mode="admin") == "state"
    assert flow.advance("inspection", "NOTIFIED", "start", Role.OFFICER, body={"mode": "admin"}).to == "IN_PROGRESS"


def test_in_an_emergency_the_approval_follows() -> None:
    body: dict[str, object] = {"mode": "admin"}
    moved = flow.advance("inspection", "PLANNED", "start_in_emergency", Role.OFFICER, body=body)
    body |= moved.changes
    approved = flow.advance("inspection", moved.to, "approve_afterwards", Role.AGENCY_HEAD, body=body)
    assert approved.to == "IN_PROGRESS"
    body |= approved.changes
    assert _refused("inspection", "IN_PROGRESS", "approve_afterwards", Role.AGENCY_HEAD, **body) == "has_approved"


def _why(choices: tuple[flow.Choice, ...]) -> dict[str, str]:
    return {choice.step.name: choice.why for choice in choices}


def test_a_panel_says_what_can_be_done_now_and_why_the_rest_cannot() -> None:
    handler = Role.DEPT_HANDLER
    offline = flow.allowed("event", "HANDLING", handler, online=False, mine=True)
    assert [c.step.name for c in offline if c.possible] == [
        "feedback",
        "supplement",
        "ask_return",
        "ask_postpone",
        "ask_hang",
        "reassign",
    ]
    assert [c.possible for c in offline] == sorted((c.possible for c in offline), reverse=True)
    why = _why(offline)
    assert why["void"] == why["close_case"] == "role"
    assert "grant_postpone" not in why  # nobody asked for it
    assert why["reply"] == "needs_reply_due"
    assert "archive" not in why
    modes = {c.step.name: c.mode for c in offline}
    assert (modes["feedback"], modes["ask_postpone"]) == (Offline.FINAL, Offline.QUEUED)
    assert _why(flow.allowed("event", "HANDLING", handler, online=False, mine=False))["feedback"] == "not_mine"


def test_what_needs_the_server_waits_for_the_connection() -> None:
    chief = Role.DUTY_CHIEF
    assert _why(flow.allowed("event", "FEEDBACK", chief, online=False, mine=False))["close_case"] == "online"
    assert _why(flow.allowed("event", "FEEDBACK", chief, online=True, mine=False))["close_case"] == ""
    waiting = _why(flow.allowed("event", "REPORTED", chief, online=True, mine=False))
    assert waiting["dispatch"] == waiting["close_case"] == "state"
    assert "rework" not in waiting
    asked = flow.allowed(
        "event", "HANDLING", Role.DEPT_HANDLER, online=True, mine=True, body={"open_request": "postpone"}
    )
    assert _why(asked)["grant_postpone"] == "role"
    assert _why(asked)["ask_hang"] == "has_open_request"
    assert "close_case" not in _why(flow.allowed("event", "ARCHIVED", Role.DUTY_CHIEF, online=True, mine=False))


def test_a_second_postponement_wants_a_signed_form() -> None:
    step = flow.steps("event")["ask_postpone"]
    assert flow.requirements(step, {}) == ("days", "reason")
    assert flow.requirements(step, {"delay_count": 1}) == ("days", "reason", "signed_form")
    flow.check_given(step, {"days", "reason"})
    with pytest.raises(InvalidInput) as caught:
        flow.check_given(step, {"days", "reason"}, {"delay_count": 1})
    assert (caught.value.field, caught.value.reason) == ("signed_form", "missing")


def test_a_report_wants_a_photo_only_where_its_category_does() -> None:
    step = flow.steps("event")["report"]
    assert "photo" not in flow.requirements(step)
    assert "photo" in flow.requirements(step, photo_by_category=True)


def test_a_draft_may_name_its_category_because_no_step_owns_it() -> None:
    owned = flow.flow_fields("event")
    assert {"state", "rework_count", "due_time", "open_request", "to_confirm"} <= owned
    assert not owned & {"category", "subcategory", "text", "place", "occurred_at"}
    assert "rectification_due" not in flow.flow_fields("rectification")


@pytest.mark.parametrize("state", EventState)
def test_the_stepper_has_eight_words_and_at_most_one_is_current(state: EventState) -> None:
    found = flow.milestones({"state": state})
    assert [m.code for m in found] == list(flow.MILESTONES)
    current = [m.code for m in found if m.stand is Stand.CURRENT]
    ended = {"CLOSED", "RATED", "ARCHIVED", "REFUSED", "VOIDED"}
    assert len(current) == (0 if state in ended else 1)


def test_the_stepper_stands_at_the_work_that_is_due() -> None:
    current = {
        state: m.code for state in EventState for m in flow.milestones({"state": state}) if m.stand is Stand.CURRENT
    }
    assert current == {
        "DRAFT": "report",
        "REPORTED": "accept",
        "VERIFYING": "file_case",
        "FILED": "dispatch",
        "DISPATCHED": "sign_for",
        "HANDLING": "handle",
        "HUNG": "handle",
        "FEEDBACK": "check",
        "CHECKING": "check",
    }
    self_handled = flow.milestones({"state": "CLOSED", "archive_type": "self"})
    assert [m.code for m in self_handled if m.stand is Stand.DONE] == ["report", "handle", "close_case"]
    refused = flow.milestones({"state": "REFUSED"})
    assert [m.stand for m in refused] == [Stand.DONE] + [Stand.LEFT_OUT] * 7


@pytest.mark.parametrize(
    ("event", "code", "mark"),
    [
        ({"state": "HUNG"}, "handle", "hang"),
        ({"state": "HANDLING", "rework_count": 1}, "handle", "rework"),
        ({"state": "FILED", "return_count": 1}, "dispatch", "return_back"),
        ({"state": "REFUSED"}, "accept", "refuse"),
        ({"state": "VOIDED"}, "accept", "void"),
        ({"state": "HANDLING", "rework_count": 0}, "", ""),
        ({"state": "CHECKING", "rework_count": 1}, "", ""),
        ({"state": "DISPATCHED", "return_count": 1}, "", ""),
    ],
)
def test_what_happened_is_a_mark_on_the_step(event: dict[str, object], code: str, mark: str) -> None:
    marked = [(m.code, m.mark) for m in flow.milestones(event) if m.mark]
    assert marked == ([(code, mark)] if mark else [])
