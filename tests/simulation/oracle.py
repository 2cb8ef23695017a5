"""What must be true at the end, told by what people typed and by the server (SYNC 19, oracles 1, 2, 3 and 7)."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import Any

from gridcore.wire import chain
from tests.simulation.ledger import Ledger, Typed
from tests.simulation.truth import Change, Truth

_VALUES = frozenset({"create", "set"})
"""Ways of typing that assign a field."""


class Judge:
    """Compares what was typed with what the server has. `kept`: refused txs that a living store keeps.

    `owed`: photos that a store holds and has the right to send.
    """

    def __init__(self, truth: Truth, ledger: Ledger, kept: set[str], owed: set[str]) -> None:
        self._truth, self._ledger, self._owed = truth, ledger, owed
        self._kept = kept | ledger.parked
        self._assigned: dict[tuple[str, str], dict[str, Typed]] = defaultdict(dict)
        """By record and field: what each tx assigned."""
        for typed in ledger.typed:
            if typed.how in _VALUES:
                self._assigned[typed.record, typed.field][typed.tx] = typed

    def wrong(self) -> Iterator[str]:
        """Give everything found wrong, each line beginning with the number of its oracle."""
        for typed in self._ledger.typed:
            yield from self._lost_or_doubled(typed)
        yield from self._photos()
        yield from self._doubled()
        for (record, field), assigned in self._assigned.items():
            yield from self._overwritten(record, field, assigned)
        yield from self._tags()
        yield from _history(self._truth)
        yield from _chains(self._truth)

    def _entered(self, typed: Typed) -> list[Change]:
        """Give the versions that brought a value into the history of its record."""
        found = [change for change in self._truth.history.get(typed.record, ()) if change.tx == typed.tx]
        if typed.how == "step":
            return found
        if typed.how == "given":
            # The result of a step is a field of its event; one that came too late is kept in the log.
            found += [change for change in self._truth.history.get(str(typed.seen), ()) if change.tx == typed.tx]
            return [change for change in found if change.fields & {typed.field, "given"}]
        return [change for change in found if typed.field in change.fields]

    def _losses(self, typed: Typed) -> list[dict[str, Any]]:
        """Give the entries of issues that keep a value."""
        place = (typed.seen if typed.how == "given" else typed.record, typed.field)
        found = [one for one in self._truth.lost.get(typed.tx, ()) if (one["record"], one["field"]) == place]
        if typed.how in {"add", "del"}:
            return [one for one in found if typed.value in (one["value"].get(typed.how) or ())]
        return [one for one in found if one.get("value") == typed.value]

    def _told_same(self, typed: Typed) -> bool:
        """Whether the server said that this changed nothing; believed only where the record did stand so once."""
        notes = [note for answer in self._truth.answers.get(typed.tx, ()) for note in answer.get("notes", ())]
        said = [note for note in notes if note["note"] == "same" and note["id"] in (typed.record, typed.seen)]
        if not any(note.get("field") in (typed.field, None) for note in said):
            return False
        if typed.how in {"add", "del"}:
            return self._stands_so(typed)
        if typed.how not in _VALUES:
            return True
        assigned = self._assigned[typed.record, typed.field]
        stood = [assigned[change.tx].value for change in self._changes(typed.record, typed.field, assigned)]
        return typed.value in stood or typed.value is None

    def _stands_so(self, typed: Typed) -> bool:
        """Whether an element that was there, or was not, when it was added or taken away, still says so."""
        others = [one for one in self._ledger.typed if (one.record, one.value) == (typed.record, typed.value)]
        at: dict[str, int] = self._truth.answers[typed.tx][0]["at"]
        later = (
            seq > at.get(grid, 0)
            for one in others
            for change in (self._entered(one) if one.how != typed.how else ())
            for grid, seq in change.seqs.items()
        )
        if any(later):
            return True  # what came after it stands, as for a restored server that is told in another order
        tags: list[Any] = self._truth.bodies.get(typed.record, {}).get("tags") or []
        return (typed.value in tags) == (typed.how == "add")

    def _lost_or_doubled(self, typed: Typed) -> Iterator[str]:
        if typed.tx in self._ledger.undone or typed.tx in self._kept:
            return
        entered, losses = self._entered(typed), self._losses(typed)
        what = f"{typed.how} {typed.kind} {typed.record[-6:]} {typed.field} = {typed.value}, seen {typed.seen}"
        by = f"of {typed.who} in tx {typed.tx[-6:]}"
        if not entered and not losses and typed.tx not in self._ledger.burnt and not self._told_same(typed):
            yield f"1 lost: {what}, {by}"
        if typed.how == "create" and typed.field == "parent":
            # A child of a deleted parent is made, and an issue says so (SYNC 5, row create).
            losses = [loss for loss in losses if not entered]
        if len(entered) + len(losses) > 1 and typed.how != "given":
            yield f"2 doubled: {what}, {by}: entered {len(entered)} times, kept as lost {len(losses)} times"

    def _photos(self) -> Iterator[str]:
        """Each photo lies whole in the grid its record is in now."""
        for sha, (tx, record) in self._ledger.photos.items():
            named = any(sha in str(body) for body in self._truth.bodies.values())
            if tx in self._kept or not self._ledger.counts(tx) or sha not in self._owed or not named:
                continue
            for row in self._truth.live.values():
                if sha in row.body and (row.grid, sha) not in self._truth.blobs:
                    yield f"1 lost: photo {sha[:6]} of {record[-6:]} is not in {row.grid}"

    def _doubled(self) -> Iterator[str]:
        by_device = Counter((tx.device, tx.id) for tx in self._truth.txs)
        for (device, tx), count in by_device.items():
            if count > 1:
                yield f"2 doubled: tx {tx} is stored {count} times for {device}"
        for tx, answers in self._truth.answers.items():
            if len({str({**answer, "n": 0}) for answer in answers}) > 1:
                yield f"2 doubled: tx {tx} was decided twice: {answers}"
        for (machine, number), count in Counter(self._ledger.numbers).items():
            if count > 1:
                yield f"2 doubled: {machine} gave number {number} {count} times"

    def _changes(self, record: str, field: str, assigned: dict[str, Typed]) -> list[Change]:
        """Give the versions in which a field was assigned by something typed, in order."""
        found = self._truth.history.get(record, ())
        return [change for change in found if change.tx in assigned and field in change.fields]

    def _overwritten(self, record: str, field: str, assigned: dict[str, Typed]) -> Iterator[str]:
        """Oracle 3: in the order of versions each value replaced exactly what its author had on the screen."""
        value: Any = None
        for change in self._changes(record, field, assigned):
            typed = assigned[change.tx]
            if typed.seen != value:
                yield (
                    f"3 overwritten: {typed.who} saw {typed.seen} in {field} of {record[-6:]} and replaced {value}"
                    f" by {typed.value} (v{change.v}, tx {change.tx[-6:]})"
                )
            value = typed.value
        row = self._truth.live.get(record)
        if row is not None:
            stands = row.parent if field == "parent" else self._truth.bodies[record].get(field)
            if stands != value:
                yield f"3 body of {record[-6:]} holds {stands} in {field}, its history says {value}"

    def _tags(self) -> Iterator[str]:
        """The elements of a set field are those of its history: last to arrive wins per element (F13)."""
        by: dict[str, dict[str, list[Typed]]] = defaultdict(lambda: defaultdict(list))
        for typed in self._ledger.typed:
            if typed.how in {"add", "del"}:
                by[typed.record][typed.tx].append(typed)
        for record, typed_by in by.items():
            tags: set[Any] = set()
            for change in self._truth.history.get(record, ()):
                for typed in typed_by.get(change.tx, ()) if "tags" in change.fields else ():
                    (tags.add if typed.how == "add" else tags.discard)(typed.value)
            row = self._truth.live.get(record)
            stands = set(self._truth.bodies[record].get("tags") or ()) if row is not None else tags
            if stands != tags:
                yield f"3 tags of {record[-6:]} are {sorted(stands)}, its history says {sorted(tags)}"


def _history(truth: Truth) -> Iterator[str]:
    """Oracle 7: counted without gaps, one mark per seq, versions +1 per record."""
    for record, changes in truth.history.items():
        versions = [change.v for change in changes]
        if versions != list(range(1, len(versions) + 1)):
            yield f"7 versions of {record} are {versions}"
        row = truth.live.get(record)
        if row is None or row.v != len(versions):
            yield f"7 {record} stands at {row and row.v}, its history at {len(versions)}"
        for change in changes:
            if len(change.grids) != 1 and "grid" not in change.fields and change.v != 1:
                yield f"7 v{change.v} of {record} lies in {change.grids}"
    for grid, head in truth.heads.items():
        seqs = truth.seqs.get(grid, [])
        if {seq for seq, _ in seqs} != set(range(1, head + 1)):
            yield f"7 history of {grid} has gaps below {head}"
        if len(set(seqs)) != len({seq for seq, _ in seqs}):
            yield f"7 a seq of {grid} has two marks"


def _chains(truth: Truth) -> Iterator[str]:
    for device in truth.devices:
        h = ""
        for at, tx in enumerate(sorted((tx for tx in truth.txs if tx.device == device.id), key=lambda tx: tx.n), 1):
            h = chain(h, tx.bytes)
            if (tx.n, tx.hash) != (at, h):
                yield f"7 chain of {device.id} breaks at {tx.n}"
        if h != device.chain:
            yield f"7 chain of {device.id} is not the one it says"
