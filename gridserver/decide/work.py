"""The records of one transaction while it is decided: read when needed, changed in memory, given back as writes."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any, Protocol, TypeGuard

import msgspec

from gridcore.errors import GridError
from gridcore.forms.proof import Doubt
from gridcore.ids import derived_id
from gridcore.merge import put
from gridcore.roles import Role
from gridcore.wire import MAX_RECORD_BYTES, Answer, Note, Tx
from gridserver.row import Row, Stand

_sorted = msgspec.json.Encoder(order="sorted").encode
_encode = msgspec.json.Encoder().encode
_decode = msgspec.json.Decoder(dict[str, Any]).decode


class NotApplied(GridError):
    """The whole tx is refused. Fact: reason, as the answer names it (SYNC 5, 6)."""

    code = "not_applied"

    def __init__(self, reason: str) -> None:
        """Name the reason."""
        super().__init__(reason=reason)
        self.reason = reason


class Source(Protocol):
    """What deciding may ask of the database, earlier txs of the same request included."""

    def live(self, record: str) -> Row | None:
        """Give a record where it lives now."""
        ...

    def at(self, grid: str, record: str) -> Row | None:
        """Give what a grid has of a record: itself or its stub."""
        ...

    def children(self, row: Row) -> Sequence[Row]:
        """Give the live children of a record."""
        ...

    def history(self, record: str) -> Sequence[Stand]:
        """Give who changed a record, newest first."""
        ...

    def head(self, grid: str) -> int | None:
        """Give the last seq of a grid; None for a grid that is not."""
        ...


class Author(msgspec.Struct, frozen=True):
    """Who made the tx."""

    id: str
    name: str


class Stance(msgspec.Struct, frozen=True, kw_only=True):
    """Who asks, what they may, and when: what a decision needs beside the records. `roles` gives those in a grid."""

    author: Author
    roles: Callable[[str], frozenset[Role]]
    now: datetime
    at: str
    """The same time as text."""
    doubts: Mapping[str, tuple[Doubt, ...]] = {}
    """What the rules of their forms do not allow in finished records of this push, by record."""


class Write(msgspec.Struct, frozen=True, kw_only=True):
    """A row to store (its seq comes with the commit) and which fields of the record changed."""

    row: Row
    fields: tuple[str, ...]


class Decision(msgspec.Struct, frozen=True, kw_only=True):
    """What comes of a tx. `blobs`: names to copy with moved records, as (from grid, to grid, sha256)."""

    answer: Answer
    writes: tuple[Write, ...] = ()
    blobs: tuple[tuple[str, str, str], ...] = ()


class Held:
    """A record in the hands of one tx. `fields` names what the tx changed; `left` the grids it was moved out of."""

    __slots__ = ("body", "deleted", "fields", "grid", "id", "kind", "left", "lost_here", "parent", "was")

    def __init__(self, row: Row, *, new: bool = False) -> None:
        """Take a row up; `new`: it is not stored yet."""
        self.kind, self.id, self.grid, self.parent, self.deleted = row.kind, row.id, row.grid, row.parent, row.deleted
        self.body: dict[str, Any] = {} if new else _decode(row.body)
        self.was = None if new else row
        self.fields: dict[str, None] = {}
        self.left: list[str] = []
        self.lost_here = False
        """An issue that took a loss in this very tx stays open (F12)."""

    @property
    def v(self) -> int:
        """The version it has now or will have."""
        return (self.was.v if self.was else 0) + (1 if self.fields else 0)

    def put(self, name: str, value: Any) -> None:
        """Change a body field."""
        put(self.body, name, value)
        self.fields[name] = None

    def row(self) -> Row:
        """Give the row to store."""
        body = _encode(self.body)
        if len(body) > MAX_RECORD_BYTES and not self.kind.startswith("issue:"):
            raise NotApplied("invalid")
        return Row(
            grid=self.grid,
            id=self.id,
            kind=self.kind,
            parent=self.parent,
            v=self.v,
            deleted=self.deleted,
            body=body.decode(),
        )

    def stub(self, grid: str) -> Row:
        """Give the stub that stays in a grid it left."""
        return Row(grid=grid, id=self.id, kind=self.kind, parent=self.parent, v=self.v, moved_to=self.grid)


def same(one: Any, other: Any) -> bool:
    """Say whether two field values are one (null and absent are)."""
    return one is other or _sorted(one) == _sorted(other)


def is_list(value: object) -> TypeGuard[list[Any]]:
    """Say whether a field value is an array."""
    return isinstance(value, list)


def is_object(value: object) -> TypeGuard[dict[str, Any]]:
    """Say whether a field value is an object."""
    return isinstance(value, dict)


class Work:
    """One tx being decided."""

    def __init__(self, source: Source, tx: Tx, stance: Stance) -> None:
        """Begin with nothing read."""
        self._source = source
        self.tx = tx
        self.stance = stance
        self._held: dict[str, Held] = {}
        self.notes: list[Note] = []
        self.grids: dict[str, None] = {}
        """Grids concerned, in the order met."""
        self.blobs: list[tuple[str, str, str]] = []

    def live(self, record: str) -> Held | None:
        """Give a record where it lives now."""
        held = self._held.get(record)
        if held is None:
            row = self._source.live(record)
            held = None if row is None else self.take(row)
        return held

    def reach(self, grid: str, record: str) -> Held | None:
        """Give a record as named by an op: living in that grid, or followed through the stub it left there."""
        held = self.live(record)
        if held is None or held.grid == grid:
            return held
        if grid in held.left:
            return held
        row = self._source.at(grid, record)
        return None if row is None or row.moved_to is None else held

    def take(self, row: Row) -> Held:
        """Take a stored row up, once."""
        held = self._held.get(row.id)
        if held is None:
            held = self._held[row.id] = Held(row)
        return held

    def make(self, *, kind: str, record: str, grid: str, parent: str | None) -> Held:
        """Begin a new record."""
        held = Held(Row(grid=grid, id=record, kind=kind, parent=parent), new=True)
        self._held[record] = held
        self.concern(grid)
        return held

    def children(self, held: Held) -> list[Held]:
        """Give the living children of a record, those of this tx too."""
        stored = [] if held.was is None else [self.take(row) for row in self._source.children(held.was)]
        made = [one for one in self._held.values() if one.parent == held.id and one not in stored]
        return [one for one in stored if one.parent == held.id] + made

    def is_above(self, held: Held, other: Held) -> bool:
        """Say whether a record is another one, or above it through any number of parents."""
        met: set[str] = set()
        above: Held | None = other
        while above is not None and above.id not in met:
            if above.id == held.id:
                return True
            met.add(above.id)
            above = None if above.parent is None else self.live(above.parent)
        return False

    def moved(self) -> list[Held]:
        """Give the records this tx has moved, in the order they were taken up."""
        return [held for held in self._held.values() if "grid" in held.fields]

    def history(self, record: str) -> Sequence[Stand]:
        """Give who changed a record before this tx, newest first."""
        return self._source.history(record)

    def has_grid(self, grid: str) -> bool:
        """Say whether a grid exists."""
        return self._source.head(grid) is not None

    def concern(self, grid: str) -> None:
        """Remember that the tx is settled only when this grid was read."""
        self.grids[grid] = None

    def note(self, record: str, note: str, field: str | None = None, issue: str | None = None) -> None:
        """Tell what happened to an op that is not simply applied."""
        self.notes.append(Note(id=record, note=note, field=field, issue=issue))

    def lose(self, held: Held, field: str, cause: str, value: Any) -> None:
        """Keep a value the record did not take in the issue of (record, field), opening it (again)."""
        if held.kind.startswith("issue:"):
            self.note(held.id, cause, field)
            return
        name = derived_id(held.id, field)
        issue = self.live(name)
        if issue is None:
            issue = self.make(kind=f"issue:{held.kind}", record=name, grid=held.grid, parent=held.id)
            issue.put("record", held.id)
            issue.put("field", field)
        loss = {"value": value, "tx": self.tx.id, "by": self.stance.author.id, "at": self.tx.at, "verb": self.tx.verb}
        issue.put("cause", cause)
        issue.put("state", "open")
        issue.put("stood", self._stood(held, field))
        issue.put("lost", [*issue.body.get("lost", ()), loss])
        issue.lost_here = True
        self.concern(issue.grid)
        self.note(held.id, cause, field, name)

    def _stood(self, held: Held, field: str) -> dict[str, Any] | None:
        author = {"by": self.stance.author.id, "at": self.stance.at, "verb": self.tx.verb}
        if field in held.fields or held.was is None:
            return author
        stands = self.history(held.id)
        found = next((stand for stand in stands if field in stand.fields), stands[-1] if stands else None)
        return None if found is None else {"by": found.by, "at": found.at, "verb": found.verb}

    def writes(self) -> tuple[Write, ...]:
        """Give the rows to store, stubs of moved records included."""
        found: list[Write] = []
        for held in self._held.values():
            if held.fields:
                fields = tuple(held.fields)
                found.append(Write(row=held.row(), fields=fields))
                found += [Write(row=held.stub(grid), fields=fields) for grid in held.left if grid != held.grid]
        return tuple(found)

    def heads(self, writes: Sequence[Write]) -> dict[str, int]:
        """Give the head of each grid concerned as it will be after this tx (SYNC 6)."""
        written = {write.row.grid for write in writes}
        heads: dict[str, int] = {}
        for grid in [*self.grids, *sorted(written - self.grids.keys())]:
            head = self._source.head(grid)
            if head is not None:
                heads[grid] = head + (grid in written)
        return heads
