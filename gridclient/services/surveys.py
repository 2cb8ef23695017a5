"""Forms filled outside an inspection (信息采集): which there are, those begun, those finished, and the verbs.

What is filled lives in a draft on this PC, whose id becomes that of the record; finishing is one transaction (FORMS 4).
A draft stays with the version of the form it was begun with until its holder moves it to a newer one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

import msgspec

from gridclient.base.clock import Clock
from gridclient.services.checklist_version import moved
from gridclient.services.checklists import ChecklistLine, Checklists
from gridclient.services.drafts import DraftLine, Drafts, PhotoDraft
from gridclient.services.filling import Form, Unplaced, attachment_name, texts_of
from gridclient.services.me import Me
from gridclient.services.saved import Saved
from gridclient.store import Reading, Store
from gridcore.errors import InvalidInput
from gridcore.parts import ChecklistRef, Photo
from gridcore.survey import Survey

__all__ = ["DRAFT", "MODE", "About", "ChecklistLine", "SurveyDesk", "SurveyLine", "SurveySheet", "Surveys"]

DRAFT = "survey"
"""The kind of the drafts of forms."""
MODE = "survey"
"""The mode of a checklist that is filled outside inspections."""
_MOST = 200


class About(msgspec.Struct, frozen=True):
    """What a form is about: a household, person, house, place or school; its words as a list shows them."""

    kind: str = ""
    id: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True)
class SurveyLine:
    """A form in the list: group is unfinished | form | done. `id` is that of the draft, the form or the record."""

    id: str
    group: str
    title: str
    about: About
    ref: ChecklistRef
    answered: int = 0
    total: int = 0
    at: datetime | None = None
    by: str = ""


@dataclass(frozen=True, slots=True)
class SurveyDesk:
    """What the landing shows."""

    lines: tuple[SurveyLine, ...]


@dataclass(frozen=True, slots=True)
class SurveySheet:
    """Everything the page needs to fill a form: its files by attachment name, too."""

    draft: str
    title: str
    about: About
    form: Form
    files: dict[str, PhotoDraft]
    head: Mapping[str, Any]
    """What stands in the draft beside the answers: form, what it is about, when it was begun, what fits nowhere."""
    checklist: ChecklistRef
    """The version it is filled on; a newer one changes nothing until its holder moves it (FORMS 4)."""
    newer: ChecklistLine | None = None
    """The version that is published now, where it is another one."""
    unplaced: tuple[Unplaced, ...] = ()
    """Answers of an older version that this one has no place for; they go with the record."""


class Surveys:
    """Questions about forms, and the verbs."""

    def __init__(self, store: Store, me: Me, clock: Clock, drafts: Drafts, checklists: Checklists) -> None:
        self._store, self._me, self._clock = store, me, clock
        self.drafts, self._checklists = drafts, checklists

    @property
    def me(self) -> Me:
        """Who works here."""
        return self._me

    def now(self) -> datetime:
        """The time of the wall."""
        return self._clock.now()

    # questions

    def desk(self) -> SurveyDesk:
        """Give what is begun, the forms there are, and what is finished, newest first."""
        begun = [_begun(line) for line in self.drafts.lines() if line.kind == DRAFT]
        forms = [
            SurveyLine(line.ref.code or "", "form", line.title, About(), line.ref)
            for line in self._checklists.published(MODE)
        ]
        return SurveyDesk((*begun, *forms, *self._done()))

    def about(self, kind: str, record: str) -> About:
        """Give what a record is called; raises InvalidInput, reason unknown_record."""
        with self._store.read() as reading:
            return _about(reading, kind, record)

    def sheet(self, draft: str) -> SurveySheet:
        """Give a form that was begun; slow work, off the ui thread. Raises InvalidInput and as `Checklists.load`."""
        line = self.drafts.get(draft)
        if line is None or line.kind != DRAFT:
            raise InvalidInput(field="id", reason="unknown_record", kind=DRAFT)
        body = cast("Mapping[str, Any]", line.body)
        head = {name: body.get(name) for name in ("form", "about", "begun", "unplaced")}
        ref = msgspec.convert(head["form"], ChecklistRef)
        facts = {"deviceid": self._me.device, "username": self._me.user}
        form = Form(self._checklists.load(ref), self._clock.now(), draft, facts, {}, body if "values" in body else None)
        files = {attachment_name(photo): photo for photo in self.drafts.photos(draft)}
        about, newer = msgspec.convert(head["about"], About), self._checklists.newer(ref, MODE)
        unplaced = msgspec.convert(head["unplaced"] or (), tuple[Unplaced, ...])
        return SurveySheet(draft, line.title, about, form, files, head, ref, newer, unplaced)

    # verbs

    def begin(self, ref: ChecklistRef, title: str, about: About) -> str:
        """Begin a form; gives the id of its draft."""
        head = {
            "form": msgspec.to_builtins(ref),
            "about": msgspec.to_builtins(about),
            "begun": self._stamp(self._clock.now()),
        }
        return self.drafts.keep(DRAFT, title, head, subject=about.id or None)

    def keep(self, sheet: SurveySheet, body: Mapping[str, Any]) -> datetime:
        """Keep what is filled, one small write; gives the moment of the keeping."""
        whole = {**sheet.head, **body}
        self.drafts.keep(DRAFT, sheet.title, whole, subject=sheet.about.id or None, draft=sheet.draft)
        return self._clock.now()

    def move(self, draft: str) -> None:
        """Take a draft over to the version of its form that is published now; one small write, nothing is lost.

        Answers the new version has no place for are kept in the draft, named, and go with the finished record.
        Raises InvalidInput (field checklist, reason no_newer) and as `sheet`.
        """
        sheet = self.sheet(draft)
        if sheet.newer is None:
            raise InvalidInput(field="checklist", reason="no_newer")
        body = moved(sheet.form, self._checklists.load(sheet.newer.ref))
        self.keep(sheet, {**body, "form": msgspec.to_builtins(sheet.newer.ref)})

    def drop(self, draft: str) -> None:
        """Throw a begun form away, with its files."""
        self.drafts.drop(draft)

    def finish(self, sheet: SurveySheet, values: Mapping[str, Any], finished_at: datetime) -> Saved:
        """Write the finished record with the files it names; its draft goes in the same commit.

        Raises InvalidInput (unknown_record) when what it is about is no longer here.
        """
        named = texts_of(values) | {one.answer for one in sheet.unplaced}
        with self._store.write("survey.finish") as work:
            grid = self._me.grid
            if sheet.about.id:
                found = work.get(sheet.about.kind, sheet.about.id)
                if found is None or found.body is None:
                    raise InvalidInput(field="about", reason="unknown_record", kind=sheet.about.kind)
                grid = found.grid
            photos: list[Photo] = []
            for photo in self.drafts.photos(sheet.draft):
                name = attachment_name(photo)
                if name in named:
                    photos.append(work.attach(grid, sheet.draft, photo.data, name, photo.tag, photo.taken_at))
            body = Survey(
                checklist=sheet.checklist,
                title=sheet.title,
                values=dict(values),
                photos=tuple(photos) or None,
                started_at=str(sheet.head["begun"]),
                finished_at=self._stamp(finished_at),
                by=self._me.user,
                by_name=self._me.name,
                unplaced={one.path: one.answer for one in sheet.unplaced} or None,
            )
            work.create("survey", body, grid=grid, parent=sheet.about.id or None, id=sheet.draft)
            work.forget_draft(sheet.draft)
        return Saved(sheet.draft, work.changes, work.tx_id)

    # within

    def _done(self) -> list[SurveyLine]:
        with self._store.read() as reading:
            entries = [entry for entry in reading.all("survey") if isinstance(entry.body, Survey)]
            entries.sort(key=lambda entry: str(getattr(entry.body, "finished_at", "") or ""), reverse=True)
            found: list[SurveyLine] = []
            for entry in entries[:_MOST]:
                body = entry.body
                if not isinstance(body, Survey):
                    continue
                about = _parent(reading, entry.parent)
                at = datetime.fromisoformat(body.finished_at) if body.finished_at else None
                ref = body.checklist or ChecklistRef()
                line = SurveyLine(entry.id, "done", body.title or "", about, ref, at=at, by=body.by_name or "")
                found.append(line)
        return found

    @staticmethod
    def _stamp(at: datetime) -> str:
        return at.isoformat(timespec="seconds")


def _begun(line: DraftLine) -> SurveyLine:
    body = cast("Mapping[str, Any]", line.body)
    return SurveyLine(
        line.id,
        "unfinished",
        line.title,
        msgspec.convert(body.get("about") or {}, About),
        msgspec.convert(body.get("form") or {}, ChecklistRef),
        int(body.get("answered") or 0),
        int(body.get("total") or 0),
        line.updated,
    )


def _parent(reading: Reading, record: str | None) -> About:
    for kind in ("household", "place", "school", "person", "house") if record else ():
        if reading.get(kind, str(record)) is not None:
            return _about(reading, kind, str(record))
    return About()


def _about(reading: Reading, kind: str, record: str) -> About:
    entry = reading.get(kind, record)
    if entry is None:
        raise InvalidInput(field="id", reason="unknown_record", kind=kind)
    name = next((str(found) for one in ("name", "address") if (found := getattr(entry.body, one, None))), "")
    return About(kind, record, name)
