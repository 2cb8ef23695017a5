"""Finished records out to a folder and in again, laid as ODK Briefcase lays them: any tool of the field reads it.

DIR/forms/<code> <version>/<code> <version>.xml            the form, with its lists and pictures in `...-media/`
DIR/forms/<code> <version>/instances/uuid<id>/submission.xml   one record, its attachments beside it
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import cast

from msgspec import structs

from gridclient.base.durable import durable, no_place
from gridclient.base.progress import NO_PROGRESS, Progress
from gridclient.services import photos
from gridclient.services.checklists import Checklists
from gridclient.services.me import Me
from gridclient.store import Store
from gridclient.store.reading import Entry
from gridcore.answers import Answers
from gridcore.checklist import Checklist
from gridcore.errors import Damaged, GridError, InvalidInput, Refused
from gridcore.forms.definition import FormDefinition
from gridcore.forms.openrosa import Submission, read_submission, submission_xml, with_row_ids
from gridcore.forms.record import read_instance
from gridcore.forms.safe_xml import MAX_BYTES
from gridcore.kinds import KINDS
from gridcore.parts import ChecklistRef, Photo
from gridcore.survey import Survey
from gridcore.wire import MAX_BLOB_BYTES

SUBMISSION = "submission.xml"
KIND_OF: Mapping[str, type[Answers | Survey]] = {"answers": Answers, "survey": Survey}
"""Kinds of finished records; a form with verdicts is an inspection's, every other one a survey."""
_MOST_FILES = 200_000
"""Files of a folder looked at."""
_PLAIN = re.compile(r"[^\w.\-]+")
_PICTURES = {".jpg", ".jpeg", ".png", ".webp"}


@dataclass(frozen=True, slots=True)
class Trouble:
    """A file or record that was left out: its name below the folder (or the record's id), and why."""

    name: str
    reason: str


@dataclass(slots=True)
class Report:
    """What went over: records, attachments; those here already; those left out, with their reasons."""

    records: int = 0
    files: int = 0
    known: int = 0
    troubles: list[Trouble] = field(default_factory=list[Trouble])


class OpenRosa:
    """Export and import of finished checklists. Slow work, off the ui thread."""

    def __init__(self, store: Store, me: Me, checklists: Checklists) -> None:
        """Use a store, for a person."""
        self._store, self._me, self._checklists = store, me, checklists

    # out

    def export(self, folder: Path, progress: Progress = NO_PROGRESS) -> Report:
        """Write every finished record held here; what lies there of earlier is written over, nothing is taken away.

        Raises NoPlace for a folder that cannot take it, Cancelled.
        """
        report = Report()
        with self._store.read() as reading:
            bodies = [entry.body for entry in reading.all("checklist")]
            records = [entry for kind in KIND_OF for entry in reading.all(kind)]
        forms = {body.sha256: body for body in bodies if isinstance(body, Checklist)}
        for done, entry in enumerate(records):
            progress.step(done, len(records))
            try:
                self._write(folder, entry, forms, report)
            except InvalidInput as wrong:
                report.troubles.append(Trouble(entry.id, wrong.reason))
            except Damaged as wrong:
                report.troubles.append(Trouble(entry.id, str(wrong.facts.get("reason", "damaged"))))
            except OSError as wrong:
                raise no_place(wrong) from wrong
        return report

    def _write(self, folder: Path, entry: Entry, forms: Mapping[str | None, Checklist], report: Report) -> None:
        body = cast("Answers | Survey", entry.body)
        ref = body.checklist or ChecklistRef()
        form = self._checklists.load(ref)
        xml = submission_xml(form, body.values or {}, entry.id, body.corrects or "")
        name = _PLAIN.sub("_", f"{ref.code} {ref.version}").strip("_") or (ref.sha256 or "form")[:16]
        home = folder / "forms" / name
        place = home / "instances" / f"uuid{entry.id}"
        place.mkdir(parents=True, exist_ok=True)
        definition = home / f"{name}.xml"
        if not definition.exists():
            _put(definition, self._checklists.xform(ref))
            for photo in forms[ref.sha256].media or () if ref.sha256 in forms else ():
                media = home / f"{name}-media"
                media.mkdir(exist_ok=True)
                self._attachment(media, photo, report)
        for photo in body.photos or ():
            report.files += self._attachment(place, photo, report)
        # The record last: a folder with it is whole.
        _put(place / SUBMISSION, xml)
        report.records += 1

    def _attachment(self, place: Path, photo: Photo, report: Report) -> int:
        name = Path(photo.name or photo.sha256 or "").name
        try:
            _put(place / name, self._store.blobs.open(photo.sha256 or ""))
        except Damaged:
            # Only its place is here: it lies at the centre.
            report.troubles.append(Trouble(f"{place.name}/{name}", "photo_not_here"))
            return 0
        return 1

    # in

    def read(self, folder: Path, progress: Progress = NO_PROGRESS) -> Report:
        """Take in every record of a folder that is not here yet; each in a transaction of its own.

        A file that cannot be taken is named with its reason and left where it is; the rest goes on.

        Raises Refused (reason role) for who may not record, NoPlace for a folder that cannot be read, Cancelled.
        """
        if not any(self._me.role in KINDS[kind].write for kind in KIND_OF):
            raise Refused(step="import", role=str(self._me.role), reason="role")
        report = Report()
        try:
            files = sorted(_instances(folder))
        except OSError as wrong:
            raise no_place(wrong) from wrong
        for done, path in enumerate(files):
            progress.step(done, len(files))
            name = str(path.relative_to(folder))
            try:
                self._take(path, report)
            except InvalidInput as wrong:
                report.troubles.append(Trouble(name, wrong.reason))
            except OSError:
                report.troubles.append(Trouble(name, "unreadable"))
            except GridError as wrong:
                report.troubles.append(Trouble(name, str(wrong.facts.get("reason", wrong.code))))
        return report

    def _take(self, path: Path, report: Report) -> None:
        if path.stat().st_size > MAX_BYTES:
            raise Damaged(reason="too_large")
        xml = path.read_bytes()
        said = read_submission(xml)
        with self._store.read() as reading:
            held = reading.get("answers", said.record) or reading.get("survey", said.record)
        ref = self._ref(said)
        form = self._checklists.load(ref)
        values = with_row_ids(form, read_instance(xml, form), said.record)
        if held is not None:
            body = cast("Answers | Survey", held.body)
            if _bare(body.values or {}) != _bare(values):
                raise InvalidInput(field="instanceID", reason="other_content")
            report.known += 1
            return
        files = {name: _attachment(path.parent, name) for name in dict.fromkeys(_attached(form, values))}
        with self._store.write("answers.import") as work:
            taken = tuple(
                work.attach(self._me.grid, said.record, data, name, None, None) for name, data in files.items()
            )
            kind = (
                "answers" if any(node.bind.grid.get("role") == "verdict" for node in form.nodes.values()) else "survey"
            )
            body = KIND_OF[kind](
                checklist=ref,
                values=values,
                photos=taken or None,
                finished_at=_end(form, values) or work.now.isoformat(timespec="seconds"),
                by=self._me.user,
                corrects=said.replaces or None,
            )
            if isinstance(body, Survey):
                body = structs.replace(body, title=form.title or form.form_id)
            work.create(kind, body, grid=self._me.grid, id=said.record)
        report.records += 1
        report.files += len(files)

    def _ref(self, said: Submission) -> ChecklistRef:
        with self._store.read() as reading:
            entries = [*reading.where("checklist", "code", said.form_id)]
        for entry in entries:
            body = entry.body
            if isinstance(body, Checklist) and (body.version or "") == said.version:
                return ChecklistRef(code=body.code, version=body.version, sha256=body.sha256)
        raise InvalidInput(field="checklist", reason="unknown_version" if entries else "unknown_form")


def _put(path: Path, data: bytes) -> None:
    with durable(path) as out:
        out.write(data)


def _instances(folder: Path) -> Iterator[Path]:
    """Every submission of Briefcase and every lone instance file of a phone's `instances` folders.

    Collect names an instance as its folder; `submission.xml` is Briefcase's and Aggregate's. Forms are no instances.
    """
    if not folder.is_dir():
        raise FileNotFoundError(folder)
    for seen, path in enumerate(folder.rglob("*.xml")):
        if seen >= _MOST_FILES:
            return
        if path.name == SUBMISSION or (path.stem == path.parent.name and path.parent.parent.name == "instances"):
            yield path


def _attached(form: FormDefinition, values: Mapping[str, object]) -> Iterator[str]:
    """The names of files a record speaks of."""
    yield from _binaries(form.root.path, values, {p for p, node in form.nodes.items() if node.bind.type == "binary"})


def _binaries(path: str, values: Mapping[str, object], wanted: Iterable[str]) -> Iterator[str]:
    for name, value in values.items():
        here = f"{path}/{name}"
        if isinstance(value, str) and value and here in wanted:
            yield value
        elif isinstance(value, Mapping):
            yield from _binaries(here, cast("Mapping[str, object]", value), wanted)
        elif isinstance(value, list):
            for row in cast("list[Mapping[str, object]]", value):
                yield from _binaries(here, row, wanted)


def _attachment(folder: Path, name: str) -> bytes:
    """A file beside the record; a name that leads out of its folder is none of ours."""
    if Path(name).name != name or name in {".", "..", ""}:
        raise InvalidInput(field="photo", reason="photo_name")
    path = folder / name
    if not path.is_file():
        raise InvalidInput(field="photo", reason="photo_missing", name=name)
    if path.stat().st_size > MAX_BLOB_BYTES:
        raise InvalidInput(field="photo", reason="too_large")
    data = path.read_bytes()
    if path.suffix.lower() in _PICTURES:
        photos.read(data)
    return data


def _bare(value: object) -> object:
    """A record without what XML has not: ids of rows."""
    if isinstance(value, Mapping):
        fields = cast("Mapping[str, object]", value)
        return {name: _bare(inner) for name, inner in fields.items() if name not in {"@row", "meta"}}
    return [_bare(one) for one in cast("list[object]", value)] if isinstance(value, list) else value


def _end(form: FormDefinition, values: Mapping[str, object]) -> str:
    """When the record was finished, as its own metadata say; '' where they do not."""
    for node in form.root.children:
        value = values.get(node.name)
        if node.bind.preload == "timestamp" and node.bind.preload_parameter == "end" and isinstance(value, str):
            return value
    return ""
