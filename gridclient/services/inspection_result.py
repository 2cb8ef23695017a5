"""What finishing an inspection writes: records of one transaction (DOMAIN 4.1, FORMS 4)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from msgspec import json as msgspec_json
from msgspec import structs

from gridclient.services.drafts import PhotoDraft
from gridclient.services.filling import (
    AFTER,
    FOUND,
    ON_SITE,
    OVERVIEW,
    OWN,
    Filling,
    ItemState,
    Unplaced,
    attachment_name,
    texts_of,
)
from gridclient.services.me import Me
from gridclient.store import Work
from gridclient.store.inspections import InspectionLine
from gridclient.store.reading import Entry
from gridcore.answers import Answers
from gridcore.event import Event
from gridcore.finding import Finding
from gridcore.forms.audit import AnswerAudit
from gridcore.inspection import Inspection
from gridcore.parts import ChecklistRef, Photo, Subject
from gridcore.rectification import Rectification
from gridcore.task import Task
from gridcore.wire import MAX_RECORD_BYTES

SCHOOL_SURROUNDINGS, FOUND_ON_PATROL = "85", "07"
"""Category and source of the event a patrol's failed item makes (DOMAIN 4.1)."""
_HEAD = ("gate", "period", "weather")
"""What the inspection itself says of the site, too."""
_FRAME = 4_000
"""Bytes of a record left free beside its answers and their audit."""
_TAGS = {FOUND: "before", AFTER: "after", OVERVIEW: "overview", OWN: None}


@dataclass(frozen=True, slots=True)
class FailedItem:
    """A failed item as it was filled in; `refer_to` only when it is handed over."""

    item: str
    section: str
    text: str
    basis: str
    finding: str
    severity: int | None
    measure: str
    due: str
    refer_to: str
    party: str
    distance: str


@dataclass(frozen=True, slots=True)
class Result:
    """A finished filling: the values of the form, the items that failed, how many were asked, the head in words."""

    values: Mapping[str, Any]
    failed: tuple[FailedItem, ...]
    item_count: int
    finished_at: datetime
    audit: AnswerAudit | None = None
    unplaced: tuple[Unplaced, ...] = ()
    head: Mapping[str, str] = field(default_factory=dict[str, str])

    @classmethod
    def of(cls, filling: Filling, now: datetime) -> Result:
        """Finish a filling. Raises InvalidInput naming the first gap."""
        values = filling.finish(now)
        filling.set_language()
        head = {name: word for name in _HEAD if (word := filling.head.word(name))}
        failed = tuple(_failed(item) for item in filling.failed)
        return cls(values, failed, filling.total, now, filling.audit, filling.unplaced, head)


@dataclass(slots=True)
class _Papers:
    """The photos of a result by where they belong, as they were attached."""

    by_key: dict[tuple[str, str], tuple[Photo, ...]] = field(default_factory=dict[tuple[str, str], tuple[Photo, ...]])

    def of(self, item: str, role: str) -> tuple[Photo, ...] | None:
        return self.by_key.get((item, role)) or None

    @property
    def all(self) -> tuple[Photo, ...]:
        return tuple(photo for photos in self.by_key.values() for photo in photos)


def write_result(
    work: Work,
    me: Me,
    entry: Entry,
    line: InspectionLine,
    result: Result,
    photos: Mapping[tuple[str, str], Sequence[PhotoDraft]],
    record: str,
    checklist: ChecklistRef,
) -> None:
    """Write everything a finished inspection leaves; `record` becomes the id of the answers (FORMS 4: instanceID)."""
    inspection = entry.body
    if not isinstance(inspection, Inspection):
        raise TypeError(entry.kind)
    stamp = result.finished_at.isoformat(timespec="seconds")
    named = texts_of(result.values) | {one.answer for one in result.unplaced}
    papers = _attach(work, entry.grid, entry.id, photos, named)
    answers = _answers(result, checklist, papers.all, stamp, me.user)
    work.create("answers", answers, grid=entry.grid, parent=entry.id, id=record)
    orders: dict[str, str] = {}
    for failed in result.failed:
        finding = work.create("finding", _finding(failed, papers), grid=entry.grid, parent=entry.id)
        if line.mode == "patrol":
            _report(work, me, entry, line, failed, papers, stamp)
        elif failed.measure != ON_SITE:
            order = _rectification(failed, finding, papers, stamp)
            work.create("rectification", order, grid=entry.grid, parent=entry.id)
            orders[failed.item] = failed.due
    if orders:
        work.create("task", _recheck(me, entry, line, orders), grid=entry.grid)
    new: dict[str, Any] = {
        "item_count": result.item_count,
        "fail_count": len(result.failed),
        "finished_at": stamp,
        **result.head,
    }
    if checklist != inspection.checklist:
        new["checklist"] = checklist
    work.set("inspection", entry.id, {name: getattr(inspection, name) for name in new}, new)
    if line.mode == "patrol":
        # Whoever walks a patrol confirms it under their own account: no document is made that others could sign.
        work.act("inspection", entry.id, "sign", fields={"signed_at": stamp})
        work.act("inspection", entry.id, "submit")
    else:
        work.act("inspection", entry.id, "record")


def _answers(result: Result, checklist: ChecklistRef, photos: tuple[Photo, ...], stamp: str, by: str) -> Answers:
    answers = Answers(
        checklist=checklist,
        values=dict(result.values),
        photos=photos or None,
        finished_at=stamp,
        by=by,
        unplaced={one.path: one.answer for one in result.unplaced} or None,
    )
    return _audited(answers, result.audit)


def _audited(answers: Answers, audit: AnswerAudit | None) -> Answers:
    """The answers with as much of their audit as a record may hold (SYNC 17)."""
    if audit is None:
        return answers
    audit.within(_size, MAX_RECORD_BYTES - _size(answers) - _FRAME)
    return structs.replace(answers, audit=audit.changes or None, audit_cut=audit.cut or None)


def _size(part: object) -> int:
    return len(msgspec_json.encode(part))


def _failed(item: ItemState) -> FailedItem:
    severity, measure = item.value("severity"), item.value("measure")
    return FailedItem(
        item=item.code,
        section=item.section,
        text=item.text,
        basis=item.basis,
        finding=item.value("finding"),
        severity=int(severity) if severity.isdigit() else None,
        measure=measure,
        due=item.value("due"),
        refer_to=item.refer if measure == "referred" else "",
        party=item.value("party"),
        distance=_distance(item),
    )


def _distance(item: ItemState) -> str:
    """Value, method and both points (DOMAIN 0.3): `265 m 直线 东门 → 星光网吧`."""
    value = item.value("m")
    if not value:
        return ""
    method = item.part("method")
    named = "" if method is None else next(
        (offer.label for offer in method.shown.choices if offer.value == method.value), method.value
    )  # fmt: skip
    points = " → ".join(point for point in (item.value("from"), item.value("to")) if point)
    return " ".join(part for part in (f"{value} m", named, points) if part)


def _attach(
    work: Work,
    grid: str,
    record: str,
    photos: Mapping[tuple[str, str], Sequence[PhotoDraft]],
    named: frozenset[str],
) -> _Papers:
    papers = _Papers()
    for (item, role), taken in sorted(photos.items()):
        kept = [photo for photo in taken if attachment_name(photo) in named]
        papers.by_key[item, role] = tuple(
            work.attach(grid, record, photo.data, attachment_name(photo), _TAGS.get(role), photo.taken_at)
            for photo in kept
        )
    return papers


def _finding(failed: FailedItem, papers: _Papers) -> Finding:
    return Finding(
        item=failed.item,
        item_text=failed.text,
        section=failed.section,
        basis=failed.basis or None,
        text=failed.finding,
        severity=failed.severity,
        measure=failed.measure,
        due=failed.due or None,
        refer_to=failed.refer_to or None,
        party=failed.party or None,
        distance=failed.distance or None,
        photos=papers.of(failed.item, FOUND),
        after=papers.of(failed.item, AFTER),
    )


def _rectification(failed: FailedItem, finding: str, papers: _Papers, stamp: str) -> Rectification:
    return Rectification(
        finding=finding,
        item=failed.item,
        text=failed.finding,
        party=failed.party or failed.refer_to or None,
        due=failed.due or None,
        issued_at=stamp,
        photos=papers.of(failed.item, FOUND),
    )


def _recheck(me: Me, entry: Entry, line: InspectionLine, orders: Mapping[str, str]) -> Task:
    return Task(
        task_kind="reinspection",
        title=line.subject_name,
        subject=Subject(kind=line.subject_kind, id=line.subject),
        inspection=entry.id,
        items=tuple(orders),
        assignee=me.user,
        due=min((due for due in orders.values() if due), default=None),
        source=FOUND_ON_PATROL,
    )


def _report(
    work: Work, me: Me, entry: Entry, line: InspectionLine, failed: FailedItem, papers: _Papers, stamp: str
) -> None:
    event = work.create(
        "event",
        Event(
            title=failed.text,
            category=SCHOOL_SURROUNDINGS,
            source=FOUND_ON_PATROL,
            description=failed.finding,
            address=line.subject_name,
            place=line.subject,
            occurred_at=stamp,
            reporter=me.user,
            reporter_name=me.name,
            photos=papers.of(failed.item, FOUND),
        ),
        grid=entry.grid,
    )
    work.act("event", event, "report")
