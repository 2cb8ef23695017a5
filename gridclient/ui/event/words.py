"""The words of a life-cycle: its steps, states, milestones, and why something cannot be done now (DOMAIN 3.2, UI 6)."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication

from gridclient.ui.roles import role_name
from gridcore.flow import Choice, Offline, Step
from gridcore.roles import CENTER_ROLES, Role

translate = QCoreApplication.translate

ICONS: Mapping[str, str] = {
    "report": "megaphone",
    "self_handle": "checks",
    "confirm_self": "seal-check",
    "send_back": "arrow-u-up-left",
    "accept": "check-square-offset",
    "accept_to_verify": "eye",
    "refuse": "x-circle",
    "withdraw": "arrow-u-up-left",
    "send_verify": "eye",
    "verified_true": "check",
    "verified_false": "x",
    "verified_duplicate": "copy",
    "merge": "git-merge",
    "dispatch": "paper-plane-tilt",
    "handle_self": "hand-pointing",
    "sign_for": "hand-pointing",
    "ask_return": "arrow-u-up-left",
    "ask_postpone": "clock-clockwise",
    "grant_postpone": "clock-clockwise",
    "ask_hang": "pause-circle",
    "grant_hang": "pause-circle",
    "feedback": "check-square-offset",
    "reassign": "user-plus",
    "send_check": "eye",
    "check_pass": "check",
    "check_fail": "x",
    "rework": "arrow-u-up-left",
    "close_case": "seal-check",
    "rate": "chat-centered-text",
    "void": "trash",
    "escalate": "arrow-up",
    "whistle": "bell",
    "urge": "bell",
    "supervise": "flag",
    "reply": "chat-centered-text",
    "supplement": "note-pencil",
    "do": "check-square-offset",
    "cancel": "x-circle",
    "begin_fixing": "clock",
    "report_fixed": "check-square-offset",
    "recheck": "clipboard-text",
}
"""Phosphor names by step."""


def step_icon(step: str) -> str:
    """The icon of a step."""
    return ICONS.get(step, "note")


def step_word(step: str) -> str:
    """The verb of a step, as its button and the history say it; an unknown step is its own word."""
    return {**_intake(), **_disposal(), **_closing(), **_others()}.get(step, step)


def _intake() -> dict[str, str]:
    return {
        "report": translate("Step", "Report"),
        "self_handle": translate("Step", "Handled on the spot"),
        "confirm_self": translate("Step", "Confirm the closing"),
        "send_back": translate("Step", "Send back to be handled"),
        "accept": translate("Step", "Accept"),
        "accept_to_verify": translate("Step", "Accept, verify first"),
        "refuse": translate("Step", "Refuse"),
        "withdraw": translate("Step", "Withdraw"),
        "send_verify": translate("Step", "Send for verification"),
        "verified_true": translate("Step", "Verified: true"),
        "verified_false": translate("Step", "Verified: not true"),
        "verified_duplicate": translate("Step", "Verified: duplicate"),
        "merge": translate("Step", "Merge duplicate"),
    }


def _disposal() -> dict[str, str]:
    return {
        "dispatch": translate("Step", "Dispatch"),
        "handle_self": translate("Step", "Handle in the community"),
        "sign_for": translate("Step", "Sign for"),
        "ask_return": translate("Step", "Ask to return it"),
        "grant_return": translate("Step", "Grant the return"),
        "refuse_return": translate("Step", "Refuse the return"),
        "ask_postpone": translate("Step", "Ask for more time"),
        "grant_postpone": translate("Step", "Grant more time"),
        "refuse_postpone": translate("Step", "Keep the time limit"),
        "ask_hang": translate("Step", "Ask to suspend"),
        "grant_hang": translate("Step", "Suspend"),
        "refuse_hang": translate("Step", "Refuse to suspend"),
        "resume": translate("Step", "Resume"),
        "feedback": translate("Step", "Give feedback (ask to close)"),
        "reassign": translate("Step", "Give it to another person"),
    }


def _closing() -> dict[str, str]:
    return {
        "send_check": translate("Step", "Send for a check"),
        "check_pass": translate("Step", "Check passed"),
        "check_fail": translate("Step", "Check failed"),
        "rework": translate("Step", "Rework"),
        "close_case": translate("Step", "Close"),
        "rate": translate("Step", "Call back"),
        "reopen": translate("Step", "Open again"),
        "archive": translate("Step", "Archive"),
        "void": translate("Step", "Void"),
        "escalate": translate("Step", "Escalate"),
        "whistle": translate("Step", "Whistle"),
        "muster_in": translate("Step", "Muster in"),
        "urge": translate("Step", "Urge"),
        "supervise": translate("Step", "Supervise"),
        "reply": translate("Step", "Reply"),
        "supplement": translate("Step", "Add a note or photo"),
    }


def _others() -> dict[str, str]:
    return {
        "do": translate("Step", "Mark as done"),
        "cancel": translate("Step", "Cancel the task"),
        "begin_fixing": translate("Step", "Fixing has begun"),
        "ask_extension": translate("Step", "Ask for an extension"),
        "grant_extension": translate("Step", "Grant the extension"),
        "refuse_extension": translate("Step", "Refuse the extension"),
        "report_fixed": translate("Step", "Report as fixed"),
        "recheck": translate("Step", "Re-inspect"),
        "pass_": translate("Step", "Put right"),
        "partial": translate("Step", "Partly put right"),
        "fail": translate("Step", "Not put right"),
        "reissue": translate("Step", "Set a new limit"),
        "transfer": translate("Step", "Hand over the case"),
    }


def state_word(state: str) -> str:
    """The word of a state; an unknown one is its own word."""
    return {
        "DRAFT": translate("State", "draft"),
        "REPORTED": translate("State", "to be accepted"),
        "VERIFYING": translate("State", "being verified"),
        "REFUSED": translate("State", "refused"),
        "FILED": translate("State", "to be dispatched"),
        "DISPATCHED": translate("State", "to be signed for"),
        "HANDLING": translate("State", "being handled"),
        "HUNG": translate("State", "suspended"),
        "FEEDBACK": translate("State", "to be checked"),
        "CHECKING": translate("State", "being checked"),
        "CLOSED": translate("State", "closed"),
        "RATED": translate("State", "called back"),
        "ARCHIVED": translate("State", "archived"),
        "VOIDED": translate("State", "voided"),
        "OPEN": translate("State", "to do"),
        "DONE": translate("State", "done"),
        "CANCELLED": translate("State", "cancelled"),
        "ISSUED": translate("State", "to be fixed"),
        "FIXING": translate("State", "being fixed"),
        "EXT_REQ": translate("State", "extension asked"),
        "FIXED": translate("State", "to be re-inspected"),
        "RECHECK": translate("State", "being re-inspected"),
        "PASSED": translate("State", "put right"),
        "PARTIAL": translate("State", "partly put right"),
        "FAILED": translate("State", "not put right"),
        "TRANSFERRED": translate("State", "handed over"),
        "SUPERVISED": translate("State", "supervised"),
        "DUE": translate("State", "to be visited"),
    }.get(state, state)


def mark_word(mark: str) -> str:
    """The mark beside a state or on a milestone; nothing for none."""
    return {
        "rework": translate("State", "rework"),
        "return_back": translate("State", "returned"),
        "to_confirm": translate("State", "to be confirmed"),
        "request": translate("State", "request open"),
        "hang": translate("State", "suspended"),
        "refuse": translate("State", "refused"),
        "void": translate("State", "voided"),
    }.get(mark, "")


def milestone_word(code: str) -> str:
    """One of the eight words of the stepper."""
    return {
        "report": translate("Milestone", "Report"),
        "accept": translate("Milestone", "Accept"),
        "file_case": translate("Milestone", "File"),
        "dispatch": translate("Milestone", "Dispatch"),
        "sign_for": translate("Milestone", "Sign"),
        "handle": translate("Milestone", "Handle"),
        "check": translate("Milestone", "Check"),
        "close_case": translate("Milestone", "Close"),
    }[code]


def kind_word(kind: str, subkind: str = "") -> str:
    """What a row of the inbox is."""
    if kind == "task":
        return {
            "patrol": translate("Kind", "Patrol"),
            "reinspection": translate("Kind", "Re-inspection"),
            "campaign": translate("Kind", "Campaign"),
        }.get(subkind, translate("Kind", "Task"))
    return {
        "event": translate("Kind", "Event"),
        "rectification": translate("Kind", "Rectification"),
        "visit": translate("Kind", "Visit"),
    }.get(kind, kind)


def mode_words(step: Step) -> str:
    """How a step that can be taken works without a connection."""
    if step.offline is Offline.FINAL:
        return translate("Mode", "Works offline")
    if step.offline is Offline.ONLINE:
        return translate("Mode", "Online now")
    if step.name.startswith("ask_"):
        return translate("Mode", "Queued; the duty chief decides")
    return translate("Mode", "Queued until connected")


def why_words(choice: Choice, role: Role) -> str:
    """Why a step cannot be taken now, and who takes it."""
    who = _takers(choice.step)
    if choice.why == "role":
        if choice.step.offline is Offline.ONLINE:
            return translate("Why", "By {who}, online").format(who=who)
        return translate("Why", "By {who}").format(who=who)
    reasons = {
        "online": translate("Why", "Needs a connection"),
        "own_work": translate("Why", "Not for who handled it"),
        "not_mine": translate("Why", "Given to somebody else"),
        "has_accepted": translate("Why", "Already accepted"),
        "has_open_request": translate("Why", "A request is already open"),
    }
    if choice.why in reasons:
        return reasons[choice.why]
    if choice.why == "state" and role in choice.step.roles:
        return translate("Why", "Its turn comes next")
    return translate("Why", "Not at this stage")


def _takers(step: Step) -> str:
    """The roles that take a step, at most two; those of the grid before those of the centre."""
    order = [role for role in Role if role in step.roles]
    named = sorted(order, key=lambda role: role in CENTER_ROLES)[:2]
    return translate("Why", " or ").join(role_name(role) for role in named)


def requirement_word(code: str, step: Step) -> str:
    """The label of what a step asks for."""
    if code == "text" and step.name == "whistle":
        return translate("Requirement", "Matter")
    if code == "date":
        return _date_word(step)
    if code == "unit":
        return _unit_word(step)
    return {
        "text": translate("Requirement", "Note"),
        "text_or_photo": translate("Requirement", "Note"),
        "result": translate("Requirement", "Result"),
        "measures": translate("Requirement", "Measures"),
        "reason": translate("Requirement", "Reason"),
        "opinion": translate("Requirement", "Opinion"),
        "photo": translate("Requirement", "Photos"),
        "photo_same_place": translate("Requirement", "Photos of the same place"),
        "photo_before": translate("Requirement", "Before"),
        "photo_after": translate("Requirement", "After"),
        "signed_form": translate("Requirement", "Signed form"),
        "units": translate("Requirement", "Units"),
        "assist_units": translate("Requirement", "Co-units"),
        "worker": translate("Requirement", "Person"),
        "limit": translate("Requirement", "Limit"),
        "days": translate("Requirement", "Days"),
        "level": translate("Requirement", "Level"),
        "category": translate("Requirement", "Category"),
        "requirement": translate("Requirement", "What to do"),
        "place": translate("Requirement", "Place"),
        "time": translate("Requirement", "Time"),
        "archive_type": translate("Requirement", "How closed"),
        "satisfaction": translate("Requirement", "Satisfaction"),
        "master": translate("Requirement", "Number of the other"),
    }.get(code, code)


def _date_word(step: Step) -> str:
    if "request_until" in step.sets:
        return translate("Requirement", "Until")
    return translate("Requirement", "Review on") if "review_on" in step.sets else translate("Requirement", "Reply by")


def _unit_word(step: Step) -> str:
    return translate("Requirement", "Suggested") if "request_unit" in step.sets else translate("Requirement", "Unit")
