"""What must be true at the end, told by what people typed and by the server (SYNC 19, oracles 1, 2, 3 and 7)."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

from gridcore.wire import chain
from tests.simulation.ledger import Ledger, Typed
from tests.simulation.truth import Change, Truth

_VALUES = frozenset({"create", "set"})
"""Ways of typing that assign a field."""


class Judge:
    """Compares what was typed with what the server has. `parked`: txs that living stores keep as refused.

    `owed`: photos that somebody who took them still has, and has the right to send.
    """

    def __init__(self, truth: Truth, ledger: Ledger, parked: set[str], owed: set[str]) -> None:
        self._truth, self._ledger, self._parked, self._owed = truth, ledger, parked, owed
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
        yield from self._refused()
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
        """Whether the server said that this changed nothing; believed where the record did stand so at that moment."""
        notes = [note for answer in self._truth.answers.get(typed.tx, ()) for note in answer.get("notes", ())]
        step = self._ledger.steps.get(typed.record)
        of = (typed.record, step.event if step is not None else None)
        said = [note for note in notes if note["note"] == "same" and note["id"] in of]
        return any(note.get("field") in (typed.field, None) for note in said) and self._stood_so(typed)

    def _stood_so(self, typed: Typed) -> bool:
        """Whether the history, up to the answer, says of a record what was typed."""
        until = self._until(typed.record, typed.tx)
        match typed.how:
            case "create" | "set":
                assigned = self._assigned[typed.record, typed.field]
                stood = [assigned[one.tx].value for one in until if one.tx in assigned and typed.field in one.fields]
                return bool((stood[-1] if stood else None) == typed.value)
            case "add" | "del":
                return (typed.value in self._elements(typed.record, until)) == (typed.how == "add")
            case "delete" | "undelete":
                return sum("deleted" in change.fields for change in until) % 2 == (typed.how == "delete")
            case "move":
                return bool(self._grid_after(typed.record, len(until)) == typed.value)
            case "photo":
                return typed.value in str(self._truth.bodies.get(typed.record))
            case _:  # a step, or what was given with it: its log is known
                return bool(self._truth.history.get(typed.record))

    def _until(self, record: str, tx: str) -> list[Change]:
        """Give the versions a record had when a tx was answered: `at` counts each grid concerned."""
        at: dict[str, int] = self._truth.answers[tx][0]["at"]
        history = self._truth.history.get(record, [])
        known = [
            number
            for number, change in enumerate(history, 1)
            if any(grid in at and seq <= at[grid] for grid, seq in change.seqs.items())
        ]
        return history[: max(known, default=0)]

    def _grid_after(self, record: str, versions: int) -> str | None:
        """Give the grid a record lay in after so many versions, walking back from where it is now."""
        row = self._truth.live.get(record)
        grid = None if row is None else row.grid
        for change in reversed(self._truth.history.get(record, [])[versions:]):
            asked = [
                one.value for one in self._ledger.by_tx.get(change.tx, ()) if (one.record, one.how) == (record, "move")
            ]
            # Moved and carried back to its parent it leaves a stub, too (decision 0013).
            if "grid" in change.fields and len(change.grids) == 2 and grid in (asked or [grid]):
                grid = next(one for one in change.grids if one != grid)
        return grid

    def _elements(self, record: str, changes: Sequence[Change]) -> set[Any]:
        """Give the tags of a record after some versions: last to arrive wins per element (F13)."""
        tags: set[Any] = set()
        for change in changes:
            for typed in self._ledger.by_tx.get(change.tx, ()) if "tags" in change.fields else ():
                if typed.record == record and typed.how in {"add", "del"}:
                    (tags.add if typed.how == "add" else tags.discard)(typed.value)
        return tags

    def _lost_or_doubled(self, typed: Typed) -> Iterator[str]:
        if typed.tx in self._ledger.undone or typed.tx in self._parked:
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
        """A record names the photos typed into it, and each that is owed lies whole in the grid the record is in."""
        for photo in self._ledger.photos():
            if not self._entered(photo):
                continue
            if photo.value not in str(self._truth.bodies.get(photo.record)):
                yield f"1 lost: photo {photo.value[:6]} is not named by {photo.record[-6:]} any more"
            if photo.value in self._owed:
                for row in self._truth.live.values():
                    if photo.value in row.body and (row.grid, photo.value) not in self._truth.blobs:
                        yield f"1 lost: photo {photo.value[:6]} of {photo.record[-6:]} is not in {row.grid}"

    def _doubled(self) -> Iterator[str]:
        by_device = Counter((tx.device, tx.id) for tx in self._truth.txs)
        for (device, tx), count in by_device.items():
            if count > 1:
                yield f"2 doubled: tx {tx} is stored {count} times for {device}"
        for tx, answers in self._truth.answers.items():
            if len({str({**answer, "n": 0}) for answer in answers}) > 1:
                yield f"2 doubled: tx {tx} was decided twice: {answers}"

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
        """The elements of a set field are those of its history (F13)."""
        for record in {typed.record: None for typed in self._ledger.typed if typed.how in {"add", "del"}}:
            tags = self._elements(record, self._truth.history.get(record, ()))
            row = self._truth.live.get(record)
            stands = set(self._truth.bodies[record].get("tags") or ()) if row is not None else tags
            if stands != tags:
                yield f"3 tags of {record[-6:]} are {sorted(stands)}, its history says {sorted(tags)}"

    def _refused(self) -> Iterator[str]:
        """What a store keeps as refused, the server did refuse."""
        for tx in sorted(self._parked):
            states = {answer["st"] for answer in self._truth.answers.get(tx, ())}
            if states != {"refused"}:
                yield f"1 tx {tx[-6:]} is kept as refused, the server's answer is {states or 'none'}"


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
