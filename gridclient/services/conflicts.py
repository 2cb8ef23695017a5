"""Conflicts side by side, and what a person decides about them (SYNC 5, UI "Sync")."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from msgspec import ValidationError, convert

from gridclient.services.me import Me
from gridclient.services.saved import Saved
from gridclient.store import Reading, Store
from gridclient.store.conflicts import names_of, open_issues
from gridclient.store.reading import Entry
from gridclient.store.transaction import Work
from gridclient.store.value import plain
from gridcore.errors import InvalidInput, Refused
from gridcore.forms.proof import Doubt
from gridcore.issue import Issue
from gridcore.kinds import KINDS, Rule
from gridcore.parts import Loss, Stood


class Choice(StrEnum):
    """Which side of a field is right; the other stays in history."""

    MINE = "mine"
    THEIRS = "theirs"


@dataclass(frozen=True, slots=True)
class SideValue:
    """One side of a field: the value as it stands in a body, who gave it, when (ISO time), by which verb."""

    value: Any
    by: str
    by_name: str
    at: str
    verb: str


@dataclass(frozen=True, slots=True)
class ConflictField:
    """A field both sides changed. `may_choose` is False where the owner decides (cause `owned`).

    `lost`: how many values the server did not apply were there when this was read; they only grow (SYNC 5).
    """

    issue: str
    field: str
    cause: str
    mine: SideValue
    theirs: SideValue
    may_choose: bool
    lost: int
    doubts: tuple[Doubt, ...] = ()
    """With the cause `invalid`: what the form of a finished checklist does not allow (decision 0024)."""


@dataclass(frozen=True, slots=True)
class Conflict:
    """One record with its open fields. `mine_by_me`: the value that lost was typed here, not by a colleague."""

    kind: str
    record: str
    title: str
    where: str
    fields: tuple[ConflictField, ...]
    mine_by_me: bool
    page_of: tuple[str, str] = ("", "")
    """Kind and id of the record a page shows it under."""

    @property
    def is_doubt(self) -> bool:
        """Whether there is nothing to choose, only something to look at."""
        return all(field.cause == "invalid" for field in self.fields)


class Conflicts:
    """The conflicts of this store."""

    def __init__(self, store: Store, me: Me) -> None:
        """Use a store, for a person."""
        self._store, self._me = store, me

    def open(self) -> tuple[Conflict, ...]:
        """Give the open conflicts, one per record."""
        with self._store.read() as reading:
            grouped: dict[str, list[Entry]] = {}
            for issue in open_issues(reading):
                grouped.setdefault(issue.parent or issue.id, []).append(issue)
            return tuple(self._conflict(reading, record, issues) for record, issues in grouped.items())

    def resolve(self, conflict: Conflict, choices: Mapping[str, Choice]) -> Saved:
        """Apply what was chosen, by issue id; fields without a choice stay open. One tx for the record.

        What a round has changed since the person looked stays open, too: they chose between other values.

        Raises InvalidInput when nothing was chosen, or a choice is not this person's to make; Refused(reason=state)
        when nothing chosen stands as it was seen: nothing is written, and the conflicts are to be read again.
        """
        chosen = [field for field in conflict.fields if field.issue in choices]
        if not chosen:
            raise InvalidInput(field="choice", reason="missing")
        for field in chosen:
            if not field.may_choose and choices[field.issue] is Choice.MINE:
                raise InvalidInput(field=field.field, reason="not_yours")
        with self._store.write("issue.resolve") as work:
            standing = [field for field in chosen if _stands(work, conflict, field)]
            if not standing:
                raise Refused(reason="state")
            for field in standing:
                if choices[field.issue] is Choice.MINE:
                    seen, new = {field.field: field.theirs.value}, {field.field: field.mine.value}
                    work.set(conflict.kind, conflict.record, seen, new)
                work.set(f"issue:{conflict.kind}", field.issue, {"state": "open"}, {"state": "done"})
        return Saved(conflict.record, work.changes, work.tx_id)

    def _conflict(self, reading: Reading, record: str, issues: list[Entry]) -> Conflict:
        kind = issues[0].kind.partition(":")[2]
        entry = reading.get(kind, record)
        bodies = [(issue.id, issue.body) for issue in issues if isinstance(issue.body, Issue)]
        users = {loss.by for _, body in bodies for loss in body.lost or () if loss.by}
        users |= {body.stood.by for _, body in bodies if body.stood is not None and body.stood.by}
        names = names_of(reading, frozenset(users))
        fields = tuple(self._field(kind, issue, body, entry, names) for issue, body in bodies)
        title, where = _title(reading, entry)
        mine = all(field.mine.by == self._me.user for field in fields)
        is_part = kind == "answers" and entry is not None and entry.parent is not None
        page_of = ("inspection", str(entry.parent)) if is_part and entry is not None else (kind, record)
        return Conflict(kind, record, title, where, fields, mine, page_of)

    def _field(
        self, kind: str, issue: str, body: Issue, entry: Entry | None, names: Mapping[str, str]
    ) -> ConflictField:
        lost = body.lost or (Loss(),)
        # Of several lost values the newest of one's own is offered, else the newest of all.
        loss = next((each for each in reversed(lost) if each.by == self._me.user), lost[-1])
        name = body.field or ""
        now = None if entry is None else getattr(entry.body, name, entry.extra.get(name))
        rule = KINDS[kind].rule(name)
        may = rule is not Rule.CENTRAL or self._me.role in KINDS[kind].owners
        return ConflictField(
            issue=issue,
            field=name,
            cause=body.cause or "",
            mine=self._side(loss.value, loss, names),
            theirs=self._side(now, body.stood or Stood(), names),
            may_choose=may and body.cause == "conflict",
            lost=len(body.lost or ()),
            doubts=_doubts(loss.value) if body.cause == "invalid" else (),
        )

    def _side(self, value: Any, known: Loss | Stood, names: Mapping[str, str]) -> SideValue:
        by = known.by or ""
        name = self._me.name if by == self._me.user else known.by_name or names.get(by, by)
        return SideValue(value, by, name, known.at or "", known.verb or "")


def _stands(work: Work, conflict: Conflict, field: ConflictField) -> bool:
    """Say whether a field is still as it was when the person chose, in the transaction that writes the choice."""
    issue, record = work.get(f"issue:{conflict.kind}", field.issue), work.get(conflict.kind, conflict.record)
    body = issue.body if issue is not None else None
    if body is None or body.get("state") != "open" or len(body.get("lost") or ()) != field.lost:
        return False
    now = record.body.get(field.field) if record is not None and record.body is not None else None
    return bool(plain(now) == plain(field.theirs.value))


def _doubts(value: Any) -> tuple[Doubt, ...]:
    """The doubts of an issue; what a newer centre says otherwise is left out."""
    try:
        return convert(value or (), tuple[Doubt, ...])
    except ValidationError:
        return ()


def _title(reading: Reading, entry: Entry | None) -> tuple[str, str]:
    """Give what a person calls the record, and where it is."""
    if entry is None:
        return "", ""
    body: Any = entry.body
    if entry.kind == "answers" and entry.parent is not None:
        above = reading.get("inspection", entry.parent)
        return ("", "") if above is None else (_title(reading, above)[0], _subject(reading, above.parent))
    title = str(
        getattr(body, "name", None) or getattr(body, "title", None) or getattr(body, "household_no", None) or ""
    )
    where = str(getattr(body, "address", None) or "")
    if entry.kind == "household":
        head = reading.get("person", body.head) if body.head else None
        title = str(getattr(head.body, "name", None) or title) if head is not None else title
    elif entry.parent is not None and not where:
        home = reading.get("household", entry.parent)
        where = str(getattr(home.body, "address", None) or "") if home is not None else ""
    return title, where


def _subject(reading: Reading, record: str | None) -> str:
    """The name of the school or place an inspection was of."""
    found = (reading.get(kind, record) for kind in ("school", "place") if record is not None)
    return next((str(getattr(entry.body, "name", None) or "") for entry in found if entry is not None), "")
