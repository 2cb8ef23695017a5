"""What people do between any two resumptions: open a form, save it later, add, tag, visit, report, delete."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import msgspec

from gridcore.errors import DiskFull, GridError, InvalidInput
from tests.server.town import G1, G2
from tests.simulation.ledger import Ledger, Typed
from tests.simulation.machine import Machine

GRIDS = {"li": (G1,), "sun": (G1,), "wang": (G2,), "zhao": (G1, G2)}
FREE = {"household": ("note", "address"), "person": ("phone", "note", "name")}
_DOINGS = (
    "form",
    "form",
    "form",
    "save",
    "save",
    "save",
    "person",
    "household",
    "visit",
    "tag",
    "event",
    "report",
    "delete",
)


class Person:
    """Types unique values, so that each can be found again."""

    def __init__(self, machine: Machine, ledger: Ledger) -> None:
        self._machine, self._ledger, self._count = machine, ledger, 0

    def act(self) -> str:
        """Do one thing; gives what, for the story. A full disk is told and the form kept (F47)."""
        doing = self._machine.rng.choice(_DOINGS)
        self._ledger.reached[f"do {doing}"] += 1
        self._machine.points.clear()
        try:
            return f"{doing}: {getattr(self, f'_{doing}')()}"
        except InvalidInput as wrong:
            return f"{doing}: told {wrong.facts.get('reason')}"
        except DiskFull:
            self._ledger.reached["disk full at typing"] += 1
            return f"{doing}: told the disk is full"
        except GridError as wrong:
            return f"{doing}: told {wrong.code}"

    def _word(self) -> str:
        self._count += 1
        return f"{self._machine.name}-{self._count}"

    def _pick(self, kind: str) -> Any:
        with self._machine.store.read() as reading:
            found = reading.all(kind)
        return self._machine.rng.choice(found) if found else None

    def _note(self, tx: str, how: str, kind: str, record: str, field: str, seen: Any, value: Any) -> None:
        if tx:
            self._ledger.typed.append(
                Typed(self._machine.name, tx, how, kind, record, field, msgspec.to_builtins(seen), value)
            )

    def _form(self) -> str:
        kind = self._machine.rng.choice(("household", "person"))
        entry = self._pick(kind)
        if entry is None:
            return "nothing to open"
        field = self._machine.rng.choice(FREE[kind])
        self._machine.form = (kind, entry.id, field, getattr(entry.body, field))
        return f"{kind} {entry.id[-6:]} {field}={self._machine.form[3]}"

    def _save(self) -> str:
        form = self._machine.form
        if form is None:
            return "no form"
        kind, record, field, seen = form
        value = self._word()
        self._machine.form = None
        self._write("set", kind, record, field, seen, value)
        return f"{kind} {record[-6:]} {field}: {seen} -> {value}"

    def _write(self, how: str, kind: str, record: str, field: str, seen: Any, value: Any) -> None:
        new = [*(seen or ()), value] if how == "tag" else value
        work = None
        try:
            with self._machine.store.write(f"{kind}.edit") as work:
                work.set(kind, record, {field: seen}, {field: new})
        except BaseException:
            self._unless_committed(work, lambda tx: self._note(tx, how, kind, record, field, seen, value))
            raise
        self._note(work.tx_id, how, kind, record, field, seen, value)

    def _unless_committed(self, work: Any, note: Callable[[str], None]) -> None:
        """Killed after the commit, what was saved is saved: T1 had done its work."""
        if work is not None and work.tx_id and self._machine.points[-1:] == ["T1 after"]:
            note(work.tx_id)

    def _make(self, kind: str, body: dict[str, Any], field: str, grid: str, parent: str | None) -> str:
        work, record = None, ""
        value = body[field]

        def note(tx: str) -> None:
            self._note(tx, "create", kind, record, field, None, value)

        try:
            with self._machine.store.write(f"{kind}.new") as work:
                if kind == "visit" and self._machine.rng.random() < 0.3:
                    record = work.new_id()
                    photo = work.attach(grid, record, value.encode() * 50, "1.jpg", None, None)
                    body = {**body, "photos": [photo]}
                    self._ledger.photos[str(photo.sha256)] = value
                record = work.create(kind, body, grid=grid, parent=parent, id=record or None)
        except BaseException:
            self._unless_committed(work, note)
            raise
        note(work.tx_id)
        return f"{record[-6:]} {value}"

    def _grid(self) -> str:
        return self._machine.rng.choice(GRIDS[self._machine.user])

    def _household(self) -> str:
        return self._make("household", {"address": self._word()}, "address", self._grid(), None)

    def _person(self) -> str:
        home = self._pick("household")
        return "no home" if home is None else self._make("person", {"name": self._word()}, "name", home.grid, home.id)

    def _visit(self) -> str:
        home = self._pick("household")
        return "no home" if home is None else self._make("visit", {"text": self._word()}, "text", home.grid, home.id)

    def _event(self) -> str:
        return self._make("event", {"title": self._word()}, "title", self._grid(), None)

    def _tag(self) -> str:
        kind = self._machine.rng.choice(("household", "person"))
        entry = self._pick(kind)
        if entry is None:
            return "nothing to tag"
        value = self._word()
        self._write("tag", kind, entry.id, "tags", msgspec.to_builtins(entry.body.tags), value)
        return f"{kind} {entry.id[-6:]} + {value}"

    def _report(self) -> str:
        entry = self._pick("event")
        if entry is None:
            return "no event"
        work, log, value = None, "", self._word()
        try:
            with self._machine.store.write("event.report") as work:
                log = work.act("event", entry.id, "report", text=value)
        except BaseException:
            self._unless_committed(work, lambda tx: self._note(tx, "text", "log:event", log, "text", None, value))
            raise
        self._note(work.tx_id, "text", "log:event", log, "text", None, value)
        return f"{entry.id[-6:]} {value}"

    def _delete(self) -> str:
        entry = self._pick(self._machine.rng.choice(("household", "person", "person")))
        if entry is None or self._machine.rng.random() < 0.5:
            return "thought better"
        with self._machine.store.write(f"{entry.kind}.delete") as work:
            work.delete(entry.kind, entry.id)
        return f"{entry.kind} {entry.id[-6:]}"
