"""What must be true, told by what people typed, by the server and by every store (SYNC 19, oracles 1-8)."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

from gridclient.store.shape import shape
from gridcore.kinds import KINDS
from gridcore.wire import chain
from gridserver.access import current, scope_of
from gridserver.memory import MemoryStore
from gridserver.row import ChangeRow, DeviceRow, Row, TxRow
from tests.server.town import Town
from tests.simulation.ledger import Ledger, Typed
from tests.simulation.machine import Machine


class Truth:
    """All rows of the server, read once."""

    def __init__(self, town: Town) -> None:
        store = town.server.store
        if not isinstance(store, MemoryStore):
            raise TypeError("the truth of SQLite is read by its own reader")
        tables = vars(store)["_tables"]
        self.rows: list[Row] = [row for grid in tables.record.values() for row in grid.values()]
        self.live: dict[str, Row] = {row.id: row for row in self.rows if row.moved_to is None}
        self.changes: dict[str, tuple[ChangeRow, ...]] = tables.change
        self.txs: list[TxRow] = list(tables.tx.values())
        self.devices: list[DeviceRow] = list(tables.device.values())
        self.heads: dict[str, int] = {code: grid.head for code, grid in tables.grid.items()}
        self.blobs: set[str] = {sha for _, sha in tables.blob}
        self.lost: dict[str, list[dict[str, Any]]] = defaultdict(list)
        """Values of issues by the tx they came in."""
        self.causes: Counter[str] = Counter()
        for row in self.live.values():
            if row.kind.startswith("issue:"):
                body = json.loads(row.body)
                self.causes[f"issue {body.get('cause')}"] += 1
                for loss in body.get("lost", ()):
                    self.lost[loss["tx"]].append({**loss, "record": row.parent, "field": body.get("field")})


def judge(town: Town, machines: Sequence[Machine], ledger: Ledger) -> list[str]:
    """Give everything found wrong, each line beginning with the number of its oracle."""
    truth = Truth(town)
    parked = {tx for machine in machines for tx in _txs(machine, "parked")}
    wrong = [*_nothing_lost(truth, ledger, parked), *_nothing_doubled(truth, ledger)]
    wrong += [*_nothing_overwritten(truth, ledger), *_history(truth)]
    for machine in machines:
        wrong += _converged(truth, town, machine)
    _count(truth, ledger)
    return wrong


def read_your_writes(machine: Machine, ledger: Ledger) -> list[str]:
    """Oracle 4: the latest value of a field not yet read back is on the author's screen."""
    latest: dict[tuple[str, str, str], Typed] = {}
    for typed in ledger.typed:
        if typed.who == machine.name and typed.how in {"set", "create"}:
            latest[typed.kind, typed.record, typed.field] = typed
    if not latest:
        return []
    wrong: list[str] = []
    with machine.store.read() as reading:
        db = reading.db
        scope = {grid: (cur, head) for grid, cur, head in db.all("SELECT grid, cur, head FROM scope")}
        open_txs: dict[str, tuple[str, str | None]] = {}
        for tx, st, answer in db.all("SELECT id, st, answer FROM tx"):
            open_txs[tx] = (st, answer)
        deleted = {
            op["id"]
            for (ops,) in db.all("SELECT ops FROM tx WHERE ops LIKE '%\"delete\"%'")
            for op in json.loads(ops)
            if op["op"] == "delete"
        }
        for (kind, record, field), typed in latest.items():
            if typed.tx not in open_txs:
                wrong.append(f"4 {machine.name}: the tx of {typed.value} is not in the journal")
                continue
            st, answer = open_txs[typed.tx]
            if st == "parked" or record in deleted or not _is_open(answer, scope, st):
                continue
            entry = reading.get(kind, record)
            hidden = "gone IS NOT NULL" if typed.how == "create" else "body IS NULL"
            if entry is None and db.value(f"SELECT 1 FROM shadow WHERE id = ? AND {hidden}", record):
                continue  # not on the server (any more): stays hidden (SYNC 7), its values go to the issue
            shown = None if entry is None else getattr(entry.body, field)
            if shown != typed.value:
                wrong.append(
                    f"4 {machine.name}: {field} of {record[-6:]} shows {shown}, typed was {typed.value} ({st})"
                )
    return wrong


def _is_open(answer: str | None, scope: dict[str, tuple[int, int]], st: str) -> bool:
    """Whether a tx is not yet read back; asked of answer and cursors, so that a tx settled too early is seen.

    What was settled stays so while everything is read again from 0: then it is beyond no head that is known.
    """
    if answer is None:
        return True
    for grid, at in json.loads(answer).get("at", {}).items():
        cur, head = scope.get(grid, (at, at))
        if at > (head or at if st == "settled" else cur):
            return True
    return False


def _txs(machine: Machine, state: str) -> list[str]:
    with machine.store.read() as reading:
        return [tx for (tx,) in reading.db.all("SELECT id FROM tx WHERE st = ?", state)]


def _entered(truth: Truth, typed: Typed) -> list[ChangeRow]:
    """Give the changes that brought a value into the history of its record."""
    name = "parent" if typed.how == "create" else typed.field
    return [
        change
        for change in truth.changes.get(typed.record, ())
        if change.tx == typed.tx and (typed.how == "text" or name in json.loads(change.fields))
    ]


def _nothing_lost(truth: Truth, ledger: Ledger, parked: set[str]) -> Iterator[str]:
    for typed in ledger.typed:
        if typed.tx in parked or _entered(truth, typed):
            continue
        if any(typed.value in json.dumps(loss["value"]) for loss in truth.lost.get(typed.tx, ())):
            continue
        yield f"1 lost: {typed.how} {typed.kind} {typed.record[-6:]} {typed.field} = {typed.value} of {typed.who}"
    saved = {typed.value for typed in ledger.typed if typed.kind == "visit" and typed.tx not in parked}
    for sha, value in ledger.photos.items():
        if value in saved and sha not in truth.blobs:
            yield f"1 lost: photo of {value}"


def _nothing_doubled(truth: Truth, ledger: Ledger) -> Iterator[str]:
    for typed in ledger.typed:
        if len(_entered(truth, typed)) > 1:
            yield f"2 doubled: {typed.value} entered {typed.field} of {typed.record[-6:]} more than once"
    losses = Counter((tx, loss["record"], loss["field"]) for tx, found in truth.lost.items() for loss in found)
    for (tx, record, field), count in losses.items():
        if count > 1:
            yield f"2 doubled: tx {tx} lost {field} of {record} {count} times"
    by_device = Counter((tx.device, tx.id) for tx in truth.txs)
    for (device, tx), count in by_device.items():
        if count > 1:
            yield f"2 doubled: tx {tx} is stored {count} times for {device}"


def _nothing_overwritten(truth: Truth, ledger: Ledger) -> Iterator[str]:
    """Oracle 3: in the order of versions each value replaced exactly what its author had on the screen."""
    typed_by = {
        (typed.tx, typed.record, typed.field): typed for typed in ledger.typed if typed.how in {"set", "create"}
    }
    fields = {(typed.record, typed.field) for typed in typed_by.values()}
    for record, field in sorted(fields):
        value: Any = None
        for change in sorted(truth.changes.get(record, ()), key=lambda row: row.v):
            typed = typed_by.get((change.tx, record, field))
            if typed is None or not (typed.how == "create" or field in json.loads(change.fields)):
                continue
            if typed.seen != value:
                yield f"3 overwritten: {typed.who} saw {typed.seen} in {field} of {record[-6:]}, replaced {value}"
            value = typed.value
        row = truth.live.get(record)
        if row is not None and json.loads(row.body).get(field) != value:
            yield f"3 body of {record[-6:]} holds {json.loads(row.body).get(field)} in {field}, history says {value}"


def _history(truth: Truth) -> Iterator[str]:
    seqs: dict[str, set[int]] = defaultdict(set)
    for record, changes in truth.changes.items():
        versions = sorted(change.v for change in changes if change.v)
        if versions != list(range(1, len(versions) + 1)):
            yield f"7 versions of {record} are {versions}"
        for change in changes:
            seqs[change.grid].add(change.seq)
    for grid, head in truth.heads.items():
        if seqs[grid] != set(range(1, head + 1)):
            yield f"7 history of {grid} has gaps below {head}"
    for device in truth.devices:
        h = ""
        for at, tx in enumerate(sorted((tx for tx in truth.txs if tx.device == device.id), key=lambda tx: tx.n), 1):
            h = chain(h, tx.bytes)
            if (tx.n, tx.hash) != (at, h):
                yield f"7 chain of {device.id} breaks at {tx.n}"
        if h != device.chain:
            yield f"7 chain of {device.id} is not the one it says"


def _converged(truth: Truth, town: Town, machine: Machine) -> Iterator[str]:
    """Oracles 5 and 6: what lies in a store is what the server holds live in its scope and view, and nothing else."""
    now = town.clock.now()
    with town.server.store.reading() as read:
        scope = scope_of(read, machine.peer.device, current(read.grants(machine.user), now), sorted(KINDS))
    wanted = {
        row.id: (row.kind, row.grid, row.parent, row.v, json.loads(row.body))
        for entry in scope
        for row in truth.live.values()
        if row.grid == entry.grid.code and row.kind in entry.kinds and not row.deleted
    }
    held: dict[str, Any] = {}
    with machine.store.read() as reading:
        for kind in sorted(KINDS):
            form = shape(kind)
            for row in reading.db.all(form.select):
                if form.fixed == 5 or row[5] == kind:
                    held[row[0]] = (kind, row[1], row[2], row[3], form.to_body(row))
        for state, count in reading.db.all("SELECT st, count(*) FROM tx GROUP BY st"):
            if state not in {"settled", "parked"}:
                yield f"5 {machine.name}: {count} txs are {state} after the calm"
        if shadows := reading.db.value("SELECT count(*) FROM shadow"):
            yield f"5 {machine.name}: {shadows} shadows after the calm"
    grids = {entry.grid.code for entry in scope}
    for record in sorted(wanted.keys() | held.keys()):
        if record not in wanted and held[record][1] not in grids:
            yield f"6 {machine.name}: {record} of {held[record][1]} is not in its scope"
        elif wanted.get(record) != held.get(record):
            yield f"5 {machine.name}: {record[-6:]} is {held.get(record)}, at the server {wanted.get(record)}"


def _count(truth: Truth, ledger: Ledger) -> None:
    ledger.reached.update(truth.causes)
    for tx in truth.txs:
        answer = json.loads(tx.answer)
        ledger.reached[f"answer {answer['st']} {answer.get('reason') or ''}".strip()] += 1
        for note in answer.get("notes", ()):
            ledger.reached[f"note {note['note']}"] += 1
