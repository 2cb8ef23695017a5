"""The words of fields and verbs, for pages that show a record without knowing its noun (conflicts, changes)."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any, cast

from PySide6.QtCore import QCoreApplication

from gridclient.ui.event.words import state_word
from gridclient.ui.household.words import coded, is_coded, tag
from gridcore.codes import mask_id, mask_phone

translate = QCoreApplication.translate

_ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
"""A record named by its id: which one it is, the page cannot say here."""


_FIELDS: Mapping[str, Callable[[], str]] = {
    "accepted": lambda: translate("Fields", "Accepted"),
    "accompany": lambda: translate("Fields", "Accompanied by"),
    "address": lambda: translate("Fields", "Address"),
    "after": lambda: translate("Fields", "Photos afterwards"),
    "answers": lambda: translate("Fields", "Answers"),
    "approved": lambda: translate("Fields", "Approved"),
    "archive_type": lambda: translate("Fields", "Kind of archive"),
    "applied": lambda: translate("Fields", "Applied"),
    "area": lambda: translate("Fields", "Area"),
    "arrival": lambda: translate("Fields", "Arrival"),
    "ask_next": lambda: translate("Fields", "Ask next time"),
    "assignee": lambda: translate("Fields", "Who does it"),
    "assist_units": lambda: translate("Fields", "Helping units"),
    "at": lambda: translate("Fields", "Time"),
    "authority": lambda: translate("Fields", "Authority"),
    "basis": lambda: translate("Fields", "Legal basis"),
    "birth_date": lambda: translate("Fields", "Date of birth"),
    "boarding": lambda: translate("Fields", "Boarding"),
    "building": lambda: translate("Fields", "Building"),
    "built_year": lambda: translate("Fields", "Built in"),
    "by": lambda: translate("Fields", "Done by"),
    "by_name": lambda: translate("Fields", "Name of who did it"),
    "category": lambda: translate("Fields", "Category"),
    "cause": lambda: translate("Fields", "Cause"),
    "check_limit": lambda: translate("Fields", "Check until"),
    "check_verdict": lambda: translate("Fields", "Verdict of the check"),
    "checked": lambda: translate("Fields", "Reviewed"),
    "checker": lambda: translate("Fields", "Who checks"),
    "checklist": lambda: translate("Fields", "Checklist"),
    "confirmed_on": lambda: translate("Fields", "Confirmed on"),
    "contact": lambda: translate("Fields", "Contact"),
    "corrects": lambda: translate("Fields", "Corrects"),
    "delay_count": lambda: translate("Fields", "Times postponed"),
    "departure": lambda: translate("Fields", "Departure"),
    "description": lambda: translate("Fields", "What happened"),
    "device_at": lambda: translate("Fields", "Time on the PC"),
    "distance": lambda: translate("Fields", "Distance"),
    "done_at": lambda: translate("Fields", "Done at"),
    "due": lambda: translate("Fields", "Due"),
    "due_time": lambda: translate("Fields", "Due time"),
    "education": lambda: translate("Fields", "Education"),
    "emergency": lambda: translate("Fields", "Emergency"),
    "escalated_to": lambda: translate("Fields", "Escalated to"),
    "estate": lambda: translate("Fields", "Estate"),
    "ethnic": lambda: translate("Fields", "Ethnic group"),
    "event": lambda: translate("Fields", "Event"),
    "event_no": lambda: translate("Fields", "Event number"),
    "extended_to": lambda: translate("Fields", "Extended to"),
    "fail_count": lambda: translate("Fields", "Items failed"),
    "finding": lambda: translate("Fields", "Finding"),
    "finished_at": lambda: translate("Fields", "Finished at"),
    "flood_roster": lambda: translate("Fields", "Flood roster"),
    "floor": lambda: translate("Fields", "Floor"),
    "former_name": lambda: translate("Fields", "Former name"),
    "frm": lambda: translate("Fields", "From"),
    "gas": lambda: translate("Fields", "Gas"),
    "gate": lambda: translate("Fields", "Gate"),
    "gates": lambda: translate("Fields", "Gates"),
    "guard_count": lambda: translate("Fields", "Guards"),
    "handler": lambda: translate("Fields", "Who handles it"),
    "hazard": lambda: translate("Fields", "Hazard"),
    "head": lambda: translate("Fields", "Head of household"),
    "house_no": lambda: translate("Fields", "House number"),
    "household": lambda: translate("Fields", "Household"),
    "household_no": lambda: translate("Fields", "Household number"),
    "hukou": lambda: translate("Fields", "Registered residence"),
    "hukou_consistency": lambda: translate("Fields", "Lives where registered"),
    "identity": lambda: translate("Fields", "ID number"),
    "industry_unit": lambda: translate("Fields", "Industry authority"),
    "informant": lambda: translate("Fields", "Informant"),
    "inspection": lambda: translate("Fields", "Inspection"),
    "is_owner": lambda: translate("Fields", "Owner"),
    "issued_at": lambda: translate("Fields", "Ordered at"),
    "item": lambda: translate("Fields", "Item"),
    "item_count": lambda: translate("Fields", "Items"),
    "item_text": lambda: translate("Fields", "Words of the item"),
    "items": lambda: translate("Fields", "Items"),
    "job": lambda: translate("Fields", "Job"),
    "joint_units": lambda: translate("Fields", "Joint units"),
    "lead_unit": lambda: translate("Fields", "Leading unit"),
    "legal_rep": lambda: translate("Fields", "Legal representative"),
    "level": lambda: translate("Fields", "Level"),
    "licences": lambda: translate("Fields", "Licences"),
    "limit_amount": lambda: translate("Fields", "Limit"),
    "limit_unit": lambda: translate("Fields", "Unit of the limit"),
    "living_state": lambda: translate("Fields", "Living here"),
    "marital": lambda: translate("Fields", "Marital status"),
    "master": lambda: translate("Fields", "Merged into"),
    "measure": lambda: translate("Fields", "Measure"),
    "measures": lambda: translate("Fields", "Measures"),
    "met": lambda: translate("Fields", "Who was met"),
    "mode": lambda: translate("Fields", "Kind of inspection"),
    "name": lambda: translate("Fields", "Name"),
    "nationality": lambda: translate("Fields", "Nationality"),
    "native_place": lambda: translate("Fields", "Native place"),
    "next_visit": lambda: translate("Fields", "Next visit"),
    "note": lambda: translate("Fields", "Note"),
    "notified_at": lambda: translate("Fields", "Told at"),
    "occupancy_type": lambda: translate("Fields", "How they live there"),
    "occurred_at": lambda: translate("Fields", "Happened at"),
    "officers": lambda: translate("Fields", "Officers"),
    "one_key_alarm": lambda: translate("Fields", "One-key alarm"),
    "open_request": lambda: translate("Fields", "Open request"),
    "opinion": lambda: translate("Fields", "Opinion"),
    "owner": lambda: translate("Fields", "Owner of the house"),
    "parent": lambda: translate("Fields", "Belongs to"),
    "party": lambda: translate("Fields", "Who is answerable"),
    "paused_at": lambda: translate("Fields", "Paused at"),
    "period": lambda: translate("Fields", "Time of day"),
    "person": lambda: translate("Fields", "Person"),
    "person_kind": lambda: translate("Fields", "Kind of resident"),
    "phone": lambda: translate("Fields", "Phone"),
    "photos": lambda: translate("Fields", "Photos"),
    "place": lambda: translate("Fields", "Place"),
    "place_type": lambda: translate("Fields", "Kind of place"),
    "planned_for": lambda: translate("Fields", "Planned for"),
    "politics": lambda: translate("Fields", "Political status"),
    "position": lambda: translate("Fields", "Position"),
    "principal": lambda: translate("Fields", "Principal"),
    "reason": lambda: translate("Fields", "Reason"),
    "rechecked_at": lambda: translate("Fields", "Re-inspected at"),
    "refer_to": lambda: translate("Fields", "Referred to"),
    "refusal_note": lambda: translate("Fields", "Why it was refused"),
    "reissue_count": lambda: translate("Fields", "Times ordered again"),
    "relation": lambda: translate("Fields", "Relation to head"),
    "relation_to_owner": lambda: translate("Fields", "Relation to the owner"),
    "rented": lambda: translate("Fields", "Rented out"),
    "reply_due": lambda: translate("Fields", "Reply due"),
    "reporter": lambda: translate("Fields", "Reported by"),
    "reporter_name": lambda: translate("Fields", "Name of the reporter"),
    "request_days": lambda: translate("Fields", "Days asked for"),
    "request_reason": lambda: translate("Fields", "Why it was asked for"),
    "request_unit": lambda: translate("Fields", "Unit asked for"),
    "request_until": lambda: translate("Fields", "Asked until"),
    "requirement": lambda: translate("Fields", "Requirement"),
    "residence": lambda: translate("Fields", "Present address"),
    "result": lambda: translate("Fields", "Result"),
    "review_on": lambda: translate("Fields", "Looked at again on"),
    "rework_count": lambda: translate("Fields", "Times reworked"),
    "risk": lambda: translate("Fields", "Risk"),
    "role": lambda: translate("Fields", "Post"),
    "room": lambda: translate("Fields", "Room"),
    "safety_lead": lambda: translate("Fields", "Answers for safety"),
    "satisfaction": lambda: translate("Fields", "Satisfaction"),
    "school_buses": lambda: translate("Fields", "School buses"),
    "section": lambda: translate("Fields", "Section"),
    "severity": lambda: translate("Fields", "Severity"),
    "sex": lambda: translate("Fields", "Sex"),
    "signed_at": lambda: translate("Fields", "Signed at"),
    "since": lambda: translate("Fields", "Since"),
    "source": lambda: translate("Fields", "Source"),
    "staff_count": lambda: translate("Fields", "Staff"),
    "stage": lambda: translate("Fields", "Stage"),
    "started_at": lambda: translate("Fields", "Started at"),
    "state": lambda: translate("Fields", "State"),
    "stay_behind": lambda: translate("Fields", "Left behind"),
    "step": lambda: translate("Fields", "Step"),
    "structure": lambda: translate("Fields", "Structure"),
    "students": lambda: translate("Fields", "Students"),
    "subcategory": lambda: translate("Fields", "Subcategory"),
    "subject": lambda: translate("Fields", "About"),
    "supervise_level": lambda: translate("Fields", "Level of supervision"),
    "tags": lambda: translate("Fields", "Tags"),
    "task_kind": lambda: translate("Fields", "Kind of task"),
    "tenure": lambda: translate("Fields", "Own or rent"),
    "text": lambda: translate("Fields", "Words"),
    "title": lambda: translate("Fields", "Title"),
    "to": lambda: translate("Fields", "To"),
    "to_confirm": lambda: translate("Fields", "To be confirmed"),
    "transferred_to": lambda: translate("Fields", "Handed over to"),
    "unit": lambda: translate("Fields", "Unit"),
    "units_called": lambda: translate("Fields", "Units called"),
    "until": lambda: translate("Fields", "Until"),
    "urge_count": lambda: translate("Fields", "Times urged"),
    "uscc": lambda: translate("Fields", "Unified social credit code"),
    "use": lambda: translate("Fields", "Use of the house"),
    "values": lambda: translate("Fields", "Answers of the checklist"),
    "verifier": lambda: translate("Fields", "Who verifies"),
    "verify_limit": lambda: translate("Fields", "Verify until"),
    "verify_result": lambda: translate("Fields", "Result of verification"),
    "visit_every": lambda: translate("Fields", "Visit every (days)"),
    "visit_kind": lambda: translate("Fields", "Kind of visit"),
    "visited_at": lambda: translate("Fields", "Visited at"),
    "visitor": lambda: translate("Fields", "Who visited"),
    "visitor_name": lambda: translate("Fields", "Name of who visited"),
    "water": lambda: translate("Fields", "Water"),
    "way": lambda: translate("Fields", "Way of the visit"),
    "weather": lambda: translate("Fields", "Weather"),
    "whistle_at": lambda: translate("Fields", "Whistled at"),
    "whistle_level": lambda: translate("Fields", "Level of the whistle"),
    "whistle_place": lambda: translate("Fields", "Where to report"),
    "workplace": lambda: translate("Fields", "Workplace"),
    "yearly_cap": lambda: translate("Fields", "Visits a year at most"),
}
"""The word of a field, whatever noun it is of."""

_OF_KIND: Mapping[tuple[str, str], Callable[[], str]] = {
    ("household", "unit"): lambda: translate("Fields", "Unit", "of a building"),
    ("house", "unit"): lambda: translate("Fields", "Unit", "of a building"),
    ("place", "name"): lambda: translate("Fields", "Name", "of a place"),
    ("school", "name"): lambda: translate("Fields", "Name", "of a place"),
}
"""The word of a field where one noun means another thing by it."""


def field_word(kind: str, name: str) -> str:
    """The word of a field as a form would label it; an unknown one is its own word."""
    word = _OF_KIND.get((kind, name)) or _FIELDS.get(name)
    return name if word is None else word()


_HIDDEN = frozenset({"region", "house", "crs", "method"})
"""Parts of a value that are codes and ids for programs."""
_DEGREE = 10_000_000


def value_words(name: str, value: Any, *, is_masked: bool = True) -> str:
    """A value on one line; numbers of people are masked, for this is read over shoulders (DOMAIN 4.5)."""
    if value is None or value in ("", [], {}, ()):
        return translate("Fields", "nothing")
    if isinstance(value, bool):
        return translate("Fields", "yes") if value else translate("Fields", "no")
    if isinstance(value, dict):
        return _parts(name, cast("dict[str, Any]", value), is_masked=is_masked)
    if isinstance(value, (list, tuple)):
        return _several(name, cast("Sequence[Any]", value), is_masked=is_masked)
    return _text(name, str(value), is_masked=is_masked)


def _text(name: str, text: str, *, is_masked: bool) -> str:
    masks = {"phone": mask_phone, "id_no": mask_id}
    if name in masks:
        return masks[name](text) if is_masked else text
    if name == "state":
        return state_word(text)
    if name == "tags":
        return tag(text)
    if is_coded(name):
        return coded(name, text)
    return translate("Fields", "another record") if _ID.fullmatch(text) else text


def _parts(name: str, value: Mapping[str, Any], *, is_masked: bool) -> str:
    if name == "position" and value.get("lng") is not None and value.get("lat") is not None:
        return f"{value['lng'] / _DEGREE:.5f}, {value['lat'] / _DEGREE:.5f}"
    told = [
        value_words(key, each, is_masked=is_masked)
        for key, each in value.items()
        if each is not None and key not in _HIDDEN and not (key == "id_type" and value.get("id_no"))
    ]
    return translate("Fields", ", ").join(told) or translate("Fields", "nothing")


def _several(name: str, values: Sequence[Any], *, is_masked: bool) -> str:
    if name in {"photos", "after"}:
        one, many = translate("Fields", "1 photo"), translate("Fields", "{n} photos").format(n=len(values))
        return one if len(values) == 1 else many
    return translate("Fields", ", ").join(value_words(name, each, is_masked=is_masked) for each in values)


def verb_word(verb: str) -> str:
    """What a person did, as a noun: for "known from" and the list of what waits."""
    group = verb.removeprefix("undo:").partition(".")[0]
    words = {
        "visit": translate("Verbs", "Visit"),
        "person": translate("Verbs", "Change of a person"),
        "household": translate("Verbs", "Change of a household"),
        "event": translate("Verbs", "Event"),
        "task": translate("Verbs", "Task"),
        "inspection": translate("Verbs", "Inspection"),
        "rectification": translate("Verbs", "Rectification"),
        "issue": translate("Verbs", "Decided conflict"),
        "place": translate("Verbs", "Change of a place"),
        "load": translate("Verbs", "Loaded in bulk"),
        "erased": translate("Verbs", "Erased by law"),
    }
    return words.get(group, translate("Verbs", "Change"))
