"""A checklist on its author's table: read from its sheet, checked, tried, compared, published (FORMS 4, 5).

A published version is one append record in the grid of the unit (`common` for the city's) and never changes again.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from backports import zstd
from msgspec import json as msgspec_json
from msgspec import structs

from gridclient.base.clock import Clock
from gridclient.base.durable import no_place
from gridclient.services.checklist_sheet import convert_book, export_expanded
from gridclient.services.checklists import Checklists
from gridclient.services.me import Me
from gridclient.services.saved import Saved
from gridclient.store import Store
from gridcore.checklist import Checklist
from gridcore.errors import GridError, InvalidInput, Refused
from gridcore.forms import book as book_module
from gridcore.forms.book import Book
from gridcore.forms.check import Finding
from gridcore.forms.compare import Difference, compare
from gridcore.forms.definition import FormDefinition
from gridcore.forms.xform import read_form
from gridcore.kinds import KINDS, readable, view
from gridcore.parts import ChecklistRef
from gridcore.roles import Role
from gridcore.wire import MAX_BLOB_BYTES, MAX_RECORD_BYTES

MOST_BYTES = 16_000_000
"""Largest sheet read."""
COMMON = "common"
"""The pseudo-grid of the whole city's checklists (SYNC 1)."""
UNREADABLE = "no_file"
"""The finding of a file that cannot be opened at this moment."""
SAME_VERSION = "same_version"
"""The finding of a version that is published already."""
SURVEY = "survey"
"""The mode of a form that is filled outside inspections: one without verdicts."""
_RULES = frozenset({"显示条件", "算式", "必填", "relevant", "constraint", "calculation", "required", "readonly"})
"""Columns of rules: what is not understood there is left out of a trial, so that its question is shown always."""
NAMES = ("编号", "name", "名称")
"""Columns that name what a row of a sheet is about."""
_FILE = re.compile(r"jr://[\w-]+/([^\s\"<>/\\\\]+)")
_UNIT_DIGITS = 12
MODES = ("both", "patrol", "admin")


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet as it was read last: findings with the errors first, and, without errors, the form it becomes.

    `counts` are rows read by worksheet; `before` is the version published now, `differences` what this one changes.
    """

    path: Path
    at: datetime
    data: bytes = b""
    findings: tuple[Finding, ...] = ()
    counts: Mapping[str, int] = field(default_factory=dict[str, int])
    book: Book | None = None
    xml: str = ""
    form: FormDefinition | None = None
    files: Mapping[str, bytes] = field(default_factory=dict[str, bytes])
    before: ChecklistRef | None = None
    differences: tuple[Difference, ...] = ()
    preview: FormDefinition | None = None
    """With errors: the form without what is not understood, None where even that does not run."""
    marks: Mapping[str, int] = field(default_factory=dict[str, int])
    """Items and questions that are shown always in the preview since their rule is not understood, with their rows."""

    @property
    def questions(self) -> int:
        """How many items, or questions where there are none, the form has."""
        form = self.form or self.preview
        nodes = () if form is None else form.nodes.values()
        items = {node.bind.grid["item"] for node in nodes if "item" in node.bind.grid}
        return len(items) if items else len(form.by_path) if form is not None else 0

    @property
    def has_items(self) -> bool:
        """Whether the form has inspection items with a verdict; one without is filled as any other form."""
        form = self.form or self.preview
        return form is not None and any(node.bind.grid.get("role") == "verdict" for node in form.nodes.values())

    @property
    def mode(self) -> str:
        """What it is published for unless its author says otherwise."""
        return "both" if self.has_items else SURVEY

    @property
    def errors(self) -> int:
        """How many findings keep it from being published."""
        return sum(finding.is_error for finding in self.findings)

    @property
    def is_ready(self) -> bool:
        """Whether it may be published."""
        return self.form is not None and not self.errors


@dataclass(frozen=True, slots=True)
class PublishedLine:
    """A published version; `is_newest` when it is the one in use, `is_waiting` while it is only here."""

    id: str
    ref: ChecklistRef
    title: str
    at: str
    is_newest: bool
    is_waiting: bool


class Authoring:
    """What an author does with a sheet."""

    def __init__(self, store: Store, me: Me, clock: Clock, checklists: Checklists) -> None:
        """Use a store, for a person."""
        self._store, self._me, self._clock, self._checklists = store, me, clock, checklists

    @property
    def may_publish(self) -> bool:
        """Whether this person's post publishes checklists."""
        return may_publish(self._me.role)

    def grid(self) -> str:
        """Where a checklist of this person is published: the city's for everybody, a unit's for what lies below it.

        Raises Refused (reason no_unit) for who holds no unit here.
        """
        if self.is_city:
            return COMMON
        own = view(readable([self._me.role]))
        units = [line.grid for line in self._store.status().grids if line.view == own and _is_unit(line.grid)]
        if not units:
            raise Refused(step="publish", role=str(self._me.role), reason="no_unit")
        return min(units, key=lambda code: (len(code.rstrip("0")), code))

    @property
    def is_city(self) -> bool:
        """Whether what this person publishes is the whole city's."""
        return self._me.role is Role.SYS_ADMIN

    def published(self) -> tuple[PublishedLine, ...]:
        """Give every published version, newest first."""
        with self._store.read() as reading:
            entries = [entry for entry in reading.all("checklist") if isinstance(entry.body, Checklist)]
        newest: set[str] = set()
        found: list[PublishedLine] = []
        for entry in sorted(
            entries, key=lambda entry: str(getattr(entry.body, "published_at", "") or ""), reverse=True
        ):
            body = entry.body
            if isinstance(body, Checklist):
                ref = ChecklistRef(code=body.code, version=body.version, sha256=body.sha256)
                is_newest = (body.code or "") not in newest
                newest.add(body.code or "")
                title, at = body.title or body.code or "", body.published_at or ""
                found.append(PublishedLine(entry.id, ref, title, at, is_newest, entry.state.is_waiting))
        return tuple(found)

    def read(self, path: Path) -> Sheet:
        """Read a sheet and say everything about it; slow work, off the ui thread. A broken file is a finding too."""
        from gridclient.services.checklist_check import check_file, check_lists  # noqa: PLC0415 - readers of sheets take 0.2 s

        at = self._clock.now()
        try:
            if path.stat().st_size > MOST_BYTES:
                return Sheet(path, at, findings=(Finding("too_large"),))
            data = path.read_bytes()
            beside = _beside(path)
            checked = check_file(data, path.name, frozenset(beside))
            files = _read_files(checked.xml, beside)
        except OSError:
            return Sheet(path, at, findings=(Finding(UNREADABLE),))
        findings, book, made = list(checked.findings), checked.book, _Made()
        if checked.is_sound:
            form = read_form(checked.xml.encode(), files)
            made, findings = _Made(checked.xml, form, files), list(check_lists(form, findings))
        counts = {} if book is None else {sheet.name: sum(1 for _ in sheet.lines()) for sheet in book.sheets}
        ranked = sorted(findings, key=lambda finding: not finding.is_error)
        preview, marks = (None, {}) if book is None or made.form is not None else _lenient(book, ranked, beside)
        before, differences = self._compared(made.form or preview)
        if book is not None and made.form is not None and before is not None and before.version == made.form.version:
            ranked.insert(0, _same_version(book, made.form.version))
        return Sheet(
            path,
            at,
            data,
            tuple(ranked),
            counts,
            book,
            made.xml,
            made.form,
            made.files,
            before,
            differences,
            preview,
            marks,
        )

    def export(self, sheet: Sheet, path: Path) -> None:
        """Write the standard XLSForm a sheet becomes. Raises NoPlace, InvalidInput as `expansion.expand`."""
        if sheet.book is None:
            return
        try:
            export_expanded(sheet.book, path)
        except OSError as wrong:
            raise no_place(wrong) from wrong

    def publish(self, sheet: Sheet, mode: str = "both") -> Saved:
        """Publish a sheet without errors, as it was read; it goes to the centre with the next round.

        Raises Refused (reason role, errors), InvalidInput: field version, reason version_taken (another content was
        published under it) or missing; field code, reason missing; field checklist, reason too_large.
        """
        form = sheet.form
        if not self.may_publish:
            raise Refused(step="publish", role=str(self._me.role), reason="role")
        if form is None or not sheet.is_ready:
            raise Refused(step="publish", reason="errors")
        for name, value in (("code", form.form_id), ("version", form.version)):
            if not value:
                raise InvalidInput(field=name, reason="missing")
        raw, grid = sheet.xml.encode(), self.grid()
        sha256 = hashlib.sha256(raw).hexdigest()
        with self._store.write("checklist.publish") as work:
            if self._checklists.is_taken(form.form_id, form.version):
                raise InvalidInput(field="version", reason="version_taken", version=form.version)
            record = work.new_id()
            kept = work.attach(grid, record, sheet.data, f"{form.form_id}{sheet.path.suffix.lower()}", None, None)
            media = [work.attach(grid, record, data, name, None, None) for name, data in sheet.files.items()]
            body = Checklist(
                code=form.form_id,
                version=form.version,
                title=form.title or form.form_id,
                mode=mode,
                xform=base64.b64encode(zstd.compress(raw, 19)).decode(),
                sha256=sha256,
                sheet=kept,
                media=tuple(media) or None,
                published_at=work.now.isoformat(timespec="seconds"),
                published_by=self._me.user,
            )
            if len(msgspec_json.encode(body)) > MAX_RECORD_BYTES:
                raise InvalidInput(field="checklist", reason="too_large")
            work.create("checklist", body, grid=grid, id=record)
        return Saved(record, work.changes, work.tx_id)

    def _compared(self, form: FormDefinition | None) -> tuple[ChecklistRef | None, tuple[Difference, ...]]:
        if form is None:
            return None, ()
        line = next((line for line in self.published() if line.is_newest and line.ref.code == form.form_id), None)
        if line is None:
            return None, ()
        try:
            return line.ref, compare(self._checklists.load(line.ref), form)
        except GridError:
            # The version before cannot be read here: there is nothing to compare with, and no harm.
            return line.ref, ()


@dataclass(frozen=True, slots=True)
class _Made:
    """A sheet as a form, with the files it reads."""

    xml: str = ""
    form: FormDefinition | None = None
    files: dict[str, bytes] = field(default_factory=dict[str, bytes])


def _lenient(
    book: Book, findings: Sequence[Finding], beside: Mapping[str, Path]
) -> tuple[FormDefinition | None, dict[str, int]]:
    """The form a sheet with errors would be: rules not understood left out, other cells as the checker would mend them.

    With it the names of the questions whose rule was left out, and their rows.
    """
    marks: dict[str, int] = {}
    sheets: list[book_module.Sheet] = []
    for sheet in book.sheets:
        rows = [list(row) for row in sheet.rows]
        for finding in findings:
            at = finding.row - sheet.row
            is_here = finding.sheet == sheet.name and 0 < at < len(rows) and finding.column in sheet.header
            if not (is_here and finding.is_error):
                continue
            place = sheet.header.index(finding.column)
            if place < len(rows[at]):
                is_rule = finding.column.partition(":")[0] in _RULES
                rows[at][place] = "" if is_rule else finding.mend or rows[at][place]
                name = next((rows[at][sheet.header.index(one)] for one in NAMES if one in sheet.header), "")
                if is_rule and name:
                    marks[name] = finding.row
        sheets.append(structs.replace(sheet, rows=tuple(tuple(row) for row in rows)))
    try:
        xml = convert_book(Book(tuple(sheets))).xml
        return read_form(xml.encode(), _read_files(xml, beside)), marks
    except (GridError, OSError):
        return None, {}


def may_publish(role: Role) -> bool:
    """Whether a post publishes checklists (SYNC 2: the table of kinds)."""
    return role in KINDS["checklist"].write


def _is_unit(grid: str) -> bool:
    return grid.isdigit() and len(grid) == _UNIT_DIGITS


def _beside(path: Path) -> dict[str, Path]:
    """Files that lie beside the sheet or in its media folder, by name, as ODK's tools look for them."""
    found: dict[str, Path] = {}
    for folder in (path.with_name(f"{path.stem}-media"), path.parent):
        for file in sorted(folder.iterdir()) if folder.is_dir() else ():
            if file != path and file.is_file():
                found.setdefault(file.name, file)
    return found


def _read_files(xml: str, beside: Mapping[str, Path]) -> dict[str, bytes]:
    """The lists and pictures a form reads, of those beside its sheet."""
    wanted = {name: beside[name] for name in _FILE.findall(xml) if name in beside}
    return {name: path.read_bytes() for name, path in wanted.items() if path.stat().st_size <= MAX_BLOB_BYTES}


def _same_version(book: Book, version: str) -> Finding:
    """The version is the published one: publishing would be refused."""
    for sheet in book.sheets:
        for column in ("版本", "version"):
            if column in sheet.header:
                at = sheet.header.index(column)
                return Finding(SAME_VERSION, sheet.name, sheet.row_number(1), column, sheet.place(1, at), found=version)
    return Finding(SAME_VERSION, found=version)
