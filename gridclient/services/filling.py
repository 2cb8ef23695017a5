"""A checklist being filled: the live form with its items counted, and what a draft of it holds (FORMS 2-4, UI 5).

No store and no Qt: the page answers, draws again what `Turn` names, and keeps `body()` as the draft.
"""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any, cast

from msgspec import Struct, convert, to_builtins

from gridclient.services.drafts import PhotoDraft
from gridclient.services.form_head import Head, name_of
from gridcore.answers import AnswerChange
from gridcore.errors import InvalidInput
from gridcore.forms.audit import AnswerAudit, AuditedForm
from gridcore.forms.definition import FormDefinition
from gridcore.forms.items_view import FAIL, NOT_APPLICABLE, PASS, ItemState, ItemsView, Part, Section
from gridcore.forms.live import LiveForm
from gridcore.forms.view import Change, Offer, Shown

__all__ = [
    "AFTER",
    "BY_DATE",
    "FAIL",
    "FOUND",
    "NOT_APPLICABLE",
    "ON_SITE",
    "OVERVIEW",
    "PASS",
    "REFERRED",
    "Filling",
    "Form",
    "Head",
    "ItemState",
    "Offer",
    "Part",
    "Section",
    "SectionState",
    "Shown",
    "Turn",
    "Unplaced",
    "attachment_name",
    "name_of",
    "texts_of",
]

ON_SITE, BY_DATE, REFERRED = "on_site", "by_date", "referred"
"""Measures of a failed item (DOMAIN 4.1)."""
FOUND, AFTER, OVERVIEW, OWN = "photo", "after", "overview", "f"
"""Roles of photos: of what was found, of what was put right on the spot, of a whole section, asked by an item."""

_KEPT = ("checklist", "unplaced")
"""What a draft says beside its answers: the version it is filled on, once it was moved, and what did not fit there."""

ReferralDue = Callable[[dt.date], dt.date]
"""The last day of the one working day in which a matter is handed over (DOMAIN 4.1, limit R)."""


@dataclass(frozen=True, slots=True)
class Form:
    """What a filling stands on: the definition, the moment it was begun, facts for its head, and its draft.

    `head` holds names of head questions and their values, given once to a new filling.
    """

    definition: FormDefinition
    now: dt.datetime
    record: str
    facts: Mapping[str, str]
    head: Mapping[str, str]
    body: Mapping[str, Any] | None = None
    clock: Callable[[], dt.datetime] | None = None
    """In administrative mode: the time at which each answer is given goes into the audit. A patrol has none."""

    def rng(self, opening: int = 0) -> random.Random:
        """For order of choices and ids of new rows: other ones at each opening, those made before are in the record."""
        return random.Random(f"{self.record} {self.now.isoformat()} {opening}")  # noqa: S311 - no secret


@dataclass(frozen=True, slots=True)
class SectionState:
    """How far a section is."""

    code: str
    title: str
    total: int
    answered: int
    failed: int
    gaps: int


@dataclass(frozen=True, slots=True)
class Turn:
    """What an answer did: items to be drawn again; `all` when items came or went."""

    items: tuple[str, ...]
    all: bool = False


class Unplaced(Struct, frozen=True):
    """An answer of an older version that a newer one has no place for: path, the question in words, the answer.

    `said` is the answer as people read it: the label of a choice, else the answer itself.
    """

    path: str
    question: str
    answer: str
    said: str = ""


def _live_form(form: Form) -> LiveForm:
    body = form.body or {}
    values = body.get("values")
    data = cast("Mapping[str, object]", values) if isinstance(values, Mapping) else None
    rng = form.rng()
    if form.clock is None:
        return LiveForm(
            form.definition, now=form.now, rng=rng, facts=form.facts, data=data, record_id=form.record
        )  # fmt: skip
    audit = AnswerAudit(convert(body.get("audit") or (), tuple[AnswerChange, ...]), int(body.get("audit_cut") or 0))
    return AuditedForm(
        form.definition, audit, form.clock, now=form.now, rng=rng, facts=form.facts, data=data, record_id=form.record
    )


class Filling:
    """One inspection being filled. Lives on one thread; every call takes well under 10 ms."""

    def __init__(self, form: Form, referral_due: ReferralDue) -> None:
        """Open a new filling, or a kept one when the form has a body.

        Raises InvalidInput as `LiveForm` does.
        """
        body = form.body or {}
        self._kept = {name: body[name] for name in _KEPT if name in body}
        self.unplaced = convert(body.get("unplaced") or (), tuple[Unplaced, ...])
        """Answers of an older version of the checklist that this one has no place for; they go with the record."""
        self._live = _live_form(form)
        self.audit = self._live.audit if isinstance(self._live, AuditedForm) else None
        """When each answer was given and changed; None in a patrol."""
        self.language = self._live.language
        """The language the form is shown in, as the form names it."""
        self._view = ItemsView(self._live)
        self.head = Head(self._live)
        self._today = form.now.date()
        self._referral_due = referral_due
        self.current = str(body.get("current") or "")
        """Code of the item last answered: where a resumed filling opens."""
        if "values" not in body:
            self.head.fill(form.head)
            if isinstance(self._live, AuditedForm):
                self._live.forget_until_now()
        self._count_all()

    # what is to be seen

    def sections(self) -> tuple[SectionState, ...]:
        """All sections with their counts."""
        return tuple(self.section(code) for code in self._order)

    def section(self, code: str) -> SectionState:
        """How far one section is."""
        items = self.items(code)
        return SectionState(
            code,
            self._sections[code].title,
            len(items),
            sum(item.is_answered for item in items),
            sum(item.verdict == FAIL for item in items),
            sum(bool(item.missing) or not item.is_answered for item in items),
        )

    def items(self, section: str) -> tuple[ItemState, ...]:
        """The items of a section that are asked now."""
        return tuple(self._items[code] for code in self._order[section])

    def item(self, code: str) -> ItemState:
        """One item as it was last drawn. Raises InvalidInput, reason `unknown_item`."""
        found = self._items.get(code)
        if found is None:
            raise InvalidInput(field="item", reason="unknown_item", code=code)
        return found

    def has(self, code: str) -> bool:
        """Whether an item is asked now."""
        return code in self._items

    @property
    def total(self) -> int:
        """How many items are asked."""
        return len(self._items)

    @property
    def answered(self) -> int:
        """How many of them are answered."""
        return sum(item.is_answered for item in self._items.values())

    @property
    def failed(self) -> tuple[ItemState, ...]:
        """The failed items, in order."""
        return tuple(item for item in self._items.values() if item.verdict == FAIL)

    def gaps(self) -> tuple[str, ...]:
        """The items that still block finishing, in order."""
        return tuple(code for code, item in self._items.items() if item.missing or not item.is_answered)

    # answering

    def answer(self, code: str, verdict: str) -> Turn:
        """Give a verdict; a failed item gets its due date preset from the template's limit."""
        lead = self.item(code).part("verdict")
        if lead is None:
            raise InvalidInput(field=code, reason="no_verdict")
        changes = [*self._live.answer(lead.path, verdict)]
        if verdict == FAIL:
            changes += self._preset_due(code)
        return self._turn(code, changes)

    def give(self, code: str, role: str, value: str, place: int = 0) -> Turn:
        """Answer another part of an item (`place`: among parts of the same role). Raises InvalidInput, see LiveForm."""
        parts = [part for part in self._view.item(code).parts if part.role == role]
        if place >= len(parts):
            raise InvalidInput(field=role, reason="unknown_path", item=code)
        changes = [*self._live.answer(parts[place].path, value)]
        if role == "measure":
            changes += self._preset_due(code)
        return self._turn(code, changes)

    def show_photos(self, code: str, role: str, names: Sequence[str]) -> Turn:
        """Say which photos a part of an item has now; too many for the form are left out."""
        parts = [part for part in self._view.item(code).parts if part.role == role]
        changes: list[Change] = []
        for place, part in enumerate(parts):
            wanted = names[place] if place < len(names) else ""
            if part.value != wanted:
                changes += self._live.answer(part.path, wanted)
        return self._turn(code, changes)

    def show_overview(self, section: str, name: str) -> None:
        """Say which overview photo a section has."""
        part = self._overview(section)
        if part is not None:
            self._live.answer(part.path, name)

    def has_overview(self, section: str) -> bool:
        """Whether the section has its overview photo, or the form asks for none."""
        part = self._overview(section)
        return part is None or bool(part.value)

    def pass_section(self, section: str) -> Turn:
        """All of the section that is not checked yet passes (DOMAIN 4.2).

        Raises InvalidInput, reason photo_missing, without the section's overview photo.
        """
        if not self.has_overview(section):
            raise InvalidInput(field="overview", reason="photo_missing", section=section)
        changes = self._view.pass_section(section)
        self._count_all()
        return Turn(self._view.touched(changes), all=True)

    def recount(self) -> tuple[str, ...]:
        """Count again after an answer of the head, on which rules of items may stand; gives all items."""
        self._count_all()
        return tuple(self._items)

    def set_language(self, language: str = "") -> None:
        """Show the form in `zh` or `en`, or a language as it names it; without one in its own, as records are."""
        own = self._live.form.default_language
        named = (one for one in self._live.form.languages if language and (f"({language})" in one or language == one))
        self.language = wanted = next(named, own)
        if wanted != self._live.language:
            self._live.set_language(wanted)
            self._count_all()

    # keeping

    def body(self) -> dict[str, Any]:
        """The draft: answers, where the person was, and the counts its line in a list shows."""
        audit = self.audit
        noted = {} if audit is None else {"audit": to_builtins(audit.changes), "audit_cut": audit.cut}
        return {
            **self._kept,
            **noted,
            "values": self._live.data(),
            "current": self.current,
            "answered": self.total - len(self.gaps()),
            "total": self.total,
            "failed": len(self.failed),
        }

    def finish(self, now: dt.datetime) -> dict[str, Any]:
        """Give the finished record's values (FORMS 4). Raises InvalidInput naming the first gap (field = item)."""
        gaps = self.gaps()
        if gaps:
            item = self.item(gaps[0])
            reason = item.missing[0].reason if item.missing else "unchecked"
            raise InvalidInput(field=gaps[0], reason=reason)
        missing = self._live.finish(now)
        if missing:  # a question of the head
            raise InvalidInput(field=missing[0].path.rpartition("/")[2], reason=missing[0].reason)
        return dict(self._live.data(finished=True))

    # within

    def _preset_due(self, code: str) -> list[Change]:
        item = self._view.item(code)
        due = item.part("due")
        if due is None or due.value:
            return []
        if item.default_limit is not None:
            day = self._today + dt.timedelta(days=item.default_limit)
        elif item.value("measure") == REFERRED:
            day = self._referral_due(self._today)
        else:
            return []
        return [*self._live.answer(due.path, day.isoformat())]

    def _turn(self, code: str, changes: Sequence[Change]) -> Turn:
        self.current = code
        touched = self._view.touched(tuple(changes))
        if any(one != code for one in touched):
            before = set(self._items)
            self._count_all()
            return Turn(tuple(touched) or (code,), all=set(self._items) != before)
        self._items[code] = self._view.item(code)
        return Turn((code,))

    def _count_all(self) -> None:
        self._sections = {section.code: section for section in self._view.sections()}
        self._order = {
            code: tuple(item.code for item in section.items)
            for code, section in self._sections.items()
            if section.items
        }
        self._items = {item.code: item for code in self._order for item in self._sections[code].items}

    def _overview(self, section: str) -> Part | None:
        found = next((one for one in self._view.sections() if one.code == section), None)
        return None if found is None else found.overview


def attachment_name(photo: PhotoDraft) -> str:
    """The name of a photo among the attachments of a record: two photos called IMG_1.jpg must not be one."""
    return f"{photo.id}{PurePath(photo.name).suffix.lower() or '.jpg'}"


def texts_of(values: Mapping[str, Any]) -> frozenset[str]:
    """Every text of a record: files the form no longer names are not taken along."""
    found: set[str] = set()
    left: list[Any] = [values]
    while left:
        one = left.pop()
        if isinstance(one, Mapping):
            left += one.values()
        elif isinstance(one, list):
            left += one
        elif isinstance(one, str):
            found.add(one)
    return frozenset(found)
