"""A step of a life-cycle as a form gives it, and what it becomes in the record (DOMAIN 3.2, SYNC 5 `act`)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from gridclient.services.drafts import PhotoDraft
from gridcore import deadlines
from gridcore.deadlines import BEIJING, Unit, WorkingCalendar
from gridcore.flow import Step

PHOTO_TAGS: Mapping[str, str] = {
    "photo": "scene",
    "photo_same_place": "scene",
    "photo_before": "before",
    "photo_after": "after",
    "signed_form": "form",
    "text_or_photo": "scene",
}
"""The tag of the photo that meets a requirement of a step."""

ELSEWHERE = frozenset({"officers", "notice", "all_items", "transcript", "signature_or_refusal"})
"""Requirements that only the page of inspections can meet."""

_FIELDS: Mapping[str, tuple[str, ...]] = {
    "result": ("result",),
    "measures": ("measures",),
    "reason": ("request_reason", "reason"),
    "opinion": ("opinion",),
    "unit": ("lead_unit", "request_unit", "escalated_to", "transferred_to"),
    "assist_units": ("assist_units",),
    "units": ("units_called",),
    "place": ("whistle_place",),
    "time": ("whistle_at",),
    "worker": ("verifier", "checker", "handler"),
    "level": ("supervise_level", "level"),
    "whistle_level": ("whistle_level",),
    "days": ("request_days",),
    "date": ("request_until", "review_on", "reply_due"),
    "archive_type": ("archive_type",),
    "satisfaction": ("satisfaction",),
    "master": ("master",),
    "requirement": ("requirement",),
}
"""Which field of the record a requirement fills: the first of these the step may set."""

_WORDS = ("text", "measures", "result", "reason", "opinion", "requirement")
"""Requirements whose words belong into the history, in this order."""


@dataclass(frozen=True, slots=True)
class StepDraft:
    """What a person gives with a step.

    Attributes:
        kind, id: the record. step: the step's name.
        given: values by requirement code of the step (see `flow.requirements`): texts, codes, ISO dates; `limit` is
            (amount, unit), `days` a number, `units` and `assist_units` tuples of codes, `category` a corrected one.
        photos: photos with the tags of `PHOTO_TAGS`.
        words: what the history says when a given value is a code (the name of a reason).
        kept: the id of the draft it comes from, gone in the commit of the step; "" without one.
    """

    kind: str
    id: str
    step: str
    given: Mapping[str, Any] = field(default_factory=dict[str, Any])
    photos: tuple[PhotoDraft, ...] = ()
    words: str = ""
    kept: str = ""


def met(draft: StepDraft) -> frozenset[str]:
    """The requirement codes a draft meets."""
    tags = {photo.tag for photo in draft.photos}
    found = {code for code, value in draft.given.items() if value not in (None, "", (), [])}
    found |= {code for code, tag in PHOTO_TAGS.items() if tag in tags}
    return frozenset(found | ({"text_or_photo"} if "text" in found or draft.photos else set()))


def fields_of(step: Step, draft: StepDraft, user: str, now: datetime, calendar: WorkingCalendar) -> dict[str, Any]:
    """Give the flow fields an act carries in its `set`."""
    fields: dict[str, Any] = {}
    for code, value in draft.given.items():
        name = next((name for name in _FIELDS.get(code, ()) if name in step.sets), None)
        if name is not None and value not in (None, "", (), []):
            fields[name] = _plain(value)
    limit = draft.given.get("limit")
    if limit is not None:
        fields.update(_limit(step, limit, now, calendar))
    if step.name in {"sign_for", "self_handle"}:
        fields["handler"] = user
    if step.name == "whistle":
        fields.setdefault("whistle_level", "1")
    if "done_at" in step.sets:
        fields["done_at"] = now.isoformat(timespec="seconds")
        if draft.given.get("text"):
            fields["result"] = draft.given["text"]
    return fields


def _plain(value: Any) -> Any:
    """A tuple of codes as the list a field holds."""
    codes: list[Any] = list(value) if isinstance(value, tuple) else []  # pyright: ignore[reportUnknownArgumentType] # Any
    return codes if isinstance(value, tuple) else value


def _limit(step: Step, limit: tuple[int, str], now: datetime, calendar: WorkingCalendar) -> dict[str, Any]:
    amount, unit = int(limit[0]), Unit(limit[1])
    if "limit_amount" in step.sets:
        return {"limit_amount": amount, "limit_unit": str(unit)}
    moment = deadlines.due(now, amount, unit, calendar)
    if "extended_to" in step.sets:
        return {"extended_to": moment.astimezone(BEIJING).date().isoformat()}
    name = next(name for name in ("verify_limit", "check_limit") if name in step.sets)
    return {name: moment.isoformat(timespec="seconds")}


def words_of(draft: StepDraft) -> str:
    """Give what the history says: the words the person wrote, each on its line."""
    given = [str(draft.given[code]) for code in _WORDS if draft.given.get(code)]
    if draft.words and "reason" in draft.given:
        given = [draft.words if text == draft.given["reason"] else text for text in given]
    return "\n".join(dict.fromkeys(given))
