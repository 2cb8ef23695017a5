"""What people do to records between any two resumptions of a round: forms held open, new records, steps, deletions."""

from __future__ import annotations

from typing import Any

import msgspec

from gridclient.store.reading import Entry
from gridcore import flow
from gridcore.ids import derived_id
from gridcore.parts import Photo
from tests.server.town import G1, G2
from tests.simulation.ledger import Step
from tests.simulation.machine import Form
from tests.simulation.person import Person

FIELDS = (
    ("household", "note"), ("household", "note"), ("household", "address"), ("household", "position"),
    ("person", "phone"), ("person", "phone"), ("person", "note"), ("person", "name"), ("person", "parent"),
    ("task", "requirement"), ("task", "due"), ("event", "title"),
)  # fmt: skip
ORDER = "00000000-0000-7000-8000-0000000000aa"
"""The order of a roll-call: one mark per household, whoever makes it (SYNC 2)."""
ID_NUMBERS = ("610726198001010011", "610726198001010038")
MOST_FORMS = 3


def form(me: Person) -> str:
    """Open a form, and look at a field; it stays open while pulls come."""
    return open_form(me, *me.rng.choice(FIELDS))


def note_form(me: Person) -> str:
    """Open the form of a household at its note."""
    return open_form(me, "household", "note")


def open_form(me: Person, kind: str, field: str) -> str:
    """Open a form at a field of some record, which is looked at."""
    entry = me.pick(kind)
    if entry is None:
        return "nothing to open"
    seen = _shown(entry, field)
    me.machine.forms = [*me.machine.forms, Form(kind, entry.id, field, seen)][-MOST_FORMS:]
    return f"{kind} {entry.id[-6:]} {field}={seen}"


def save(me: Person) -> str:
    """Save a form opened a while ago."""
    if not me.machine.forms:
        return "no form"
    held = me.rng.choice([one for one in me.machine.forms if one.record in me.about] or me.machine.forms)
    value: Any = me.word()
    if held.field == "position":
        value = {"lng": 1_100_000_000 + int(value.rpartition("-")[2]), "lat": 330_000_000, "crs": "CGCS2000"}
        value["method"] = me.machine.name
    with me.machine.store.read() as reading:
        now = reading.get(held.kind, held.record)
        if held.field == "parent":
            value = None if now is None else me.home(now.grid, held.seen, now.parent)
            if value is None:
                return "no other home"
        in_flight = reading.db.value(
            "SELECT 1 FROM tx_rec JOIN tx ON tx.pos = tx_rec.tx WHERE record = ? AND st = 'sealed'", held.record
        )
    with me.saving(f"{held.kind}.edit") as work:
        me.typed("set", (held.kind, held.record), held.field, held.seen, value)
        work.set(held.kind, held.record, {held.field: held.seen}, {held.field: value})
    me.machine.forms = [one for one in me.machine.forms if one is not held]
    if now is not None and _shown(now, held.field) != held.seen:
        me.ledger.reach("F08")
    if in_flight and me.machine.round is not None:
        me.ledger.reach("F07")
    return f"{held.kind} {held.record[-6:]} {held.field}: {held.seen} -> {value}"


def make(
    me: Person,
    kind: str,
    body: dict[str, Any],
    grid: str,
    parent: str | None = None,
    id: str | None = None,  # noqa: A002
    *,
    paper: bool = False,
) -> str:
    """Make a record; sometimes with a photo that goes up in pieces, sometimes (`paper`: always) a paper's number."""
    with me.saving(f"{kind}.new") as work:
        record = id or work.new_id()
        if kind in {"visit", "event"} and me.rng.random() < 0.4:
            data = f"{me.machine.name} {record} ".encode() * me.rng.choice((4, 12, 40))
            photo = work.attach(grid, record, data, "1.jpg", me.rng.choice((None, "signature")), None)
            body = {**body, "photos": [photo]}
            me.typed("photo", (kind, record), "photos", grid, str(photo.sha256))
        if kind == "household" and (paper or me.rng.random() < 0.5):
            me.number = work.highest_number + 1
            work.use_number(me.number)
        for field, value in body.items():
            if field not in {"photos", "tags"}:
                me.typed("create", (kind, record), field, None, value)
        if parent is not None:
            me.typed("create", (kind, record), "parent", None, parent)
        work.create(kind, body, grid=grid, parent=parent, id=record)
    return f"{record[-6:]} {body}"


def household(me: Person) -> str:
    """A household, sometimes numbered."""
    grid = me.grid()
    return "no grid yet" if grid is None else make(me, "household", {"address": me.word()}, grid)


def paper(me: Person) -> str:
    """A household with a printed paper, which bears a number."""
    grid = me.grid()
    return "no grid yet" if grid is None else make(me, "household", {"address": me.word()}, grid, paper=True)


def person(me: Person) -> str:
    """A person of a household; two workers may enter the same one (F21)."""
    home = me.pick("household")
    if home is None:
        return "no home"
    identity = {"id_type": "111", "id_no": me.rng.choice(ID_NUMBERS)}
    return make(me, "person", {"name": me.word(), "phone": me.word(), "identity": identity}, home.grid, home.id)


def visit(me: Person) -> str:
    """A visit; the household may be gone by then (F19)."""
    home = me.pick("household")
    return "no home" if home is None else make(me, "visit", {"text": me.word()}, home.grid, home.id)


def event(me: Person) -> str:
    """An event, reported in the same tx or left a draft."""
    grid = me.grid()
    return "no grid yet" if grid is None else make(me, "event", {"title": me.word()}, grid)


def task(me: Person) -> str:
    """A task with a due day, which is the office's to change."""
    grid = me.grid()
    body = {"title": me.word(), "requirement": me.word(), "due": "2026-06-01"}
    return "no grid yet" if grid is None else make(me, "task", body, grid)


def mark(me: Person) -> str:
    """Mark a household in a roll-call: the id is derived, so that two marks are one (F22)."""
    home = me.pick("household")
    if home is None:
        return "no home"
    record = derived_id(ORDER, home.id)
    with me.machine.store.read() as reading:
        if reading.get("task", record) is not None:
            return "marked already"
    return make(me, "task", {"source": "roll-call", "requirement": me.word()}, home.grid, id=record)


def tag(me: Person) -> str:
    """Add a tag, or take one away."""
    entry = me.pick(me.rng.choice(("household", "person")))
    if entry is None:
        return "nothing to tag"
    now: list[str] = list(entry.body.tags or ())  # type: ignore[attr-defined] # household or person
    value = me.rng.choice(now) if now and me.rng.random() < 0.4 else me.word()
    how = "del" if value in now else "add"
    new = [one for one in now if one != value] if how == "del" else [*now, value]
    with me.saving(f"{entry.kind}.edit") as work:
        me.typed(how, entry, "tags", None, value)
        work.set(entry.kind, entry.id, {"tags": now}, {"tags": new})
    return f"{entry.kind} {entry.id[-6:]} {how} {value}"


def step(me: Person) -> str:
    """Take a step of an event, mostly one its state allows; the text and the result are facts of the field."""
    entry = me.pick("event", me.rng.choice(("", "AND state = 'REPORTED'", "AND state = 'CLOSED'")))
    if entry is None:
        return "no event"
    state = entry.body.state  # type: ignore[attr-defined] # an event
    known = list(flow.steps("event").values())
    fitting = [one for one in known if state in one.frm or me.rng.random() < 0.05]
    if not fitting:
        return "no step"
    row = me.rng.choice(fitting)
    text = me.word()
    fields = {"result": me.word()} if "result" in row.sets else {}
    with me.saving(f"event.{row.name}") as work:
        photos: tuple[Photo, ...] = ()
        if me.rng.random() < 0.2:
            data = f"{me.machine.name} {text} ".encode() * 30
            photos = (work.attach(entry.grid, entry.id, data, "2.jpg", None, None),)
        log = work.act("event", entry.id, row.name, fields=fields, text=text, photos=photos)
        me.typed("step", ("log:event", log), "text", entry.id, text)
        for name, value in fields.items():
            me.typed("given", ("log:event", log), name, entry.id, value)
        for photo in photos:
            me.typed("photo", ("log:event", log), "photos", entry.grid, str(photo.sha256))
        me.ledger.steps[log] = Step(entry.id, f"{state}", f"{row.to or state}")
    return f"{row.name} of {entry.id[-6:]} from {state}: {text} {fields or ''}"


def delete(me: Person) -> str:
    """Delete a record as it is seen."""
    entry = me.pick(me.rng.choice(("household", "person", "person", "task")))
    if entry is None or me.rng.random() < 0.4:
        return "thought better"
    with me.saving(f"{entry.kind}.delete") as work:
        me.typed("delete", entry, "deleted", entry.v, value=True)
        work.delete(entry.kind, entry.id)
    return f"{entry.kind} {entry.id[-6:]} v{entry.v}"


def move(me: Person) -> str:
    """Move a household with all below it to the other grid; at times one that has just come back."""
    entry = me.pick("household")
    if entry is None or set(me.grids()) != {G1, G2}:
        return "no other grid"
    to = _other(entry)
    with me.saving("household.move") as work:
        me.typed("move", entry, "grid", entry.grid, to)
        work.move("household", entry.id, to)
    return f"household {entry.id[-6:]} to {to[-3:]}"


def move_out(me: Person) -> str:
    """A person moves to a household of the other grid: the tx moves first, then sets the parent (SYNC 5)."""
    entry = me.pick("person")
    if entry is None or set(me.grids()) != {G1, G2}:
        return "no other grid"
    to = _other(entry)
    home = me.home(to)
    if home is None:
        return "no home there"
    with me.saving("person.move") as work:
        me.typed("move", entry, "grid", entry.grid, to)
        if home != entry.parent:
            me.typed("set", entry, "parent", entry.parent, home)
        work.move("person", entry.id, to)
        work.set("person", entry.id, {"parent": entry.parent}, {"parent": home})
    return f"person {entry.id[-6:]} to {home[-6:]} of {to[-3:]}"


def reparent(me: Person) -> str:
    """A person goes to another household of the same grid."""
    entry = me.pick("person")
    home = None if entry is None else me.home(entry.grid, entry.parent)
    if entry is None or home is None:
        return "no other home"
    with me.saving("person.move") as work:
        me.typed("set", entry, "parent", entry.parent, home)
        work.set("person", entry.id, {"parent": entry.parent}, {"parent": home})
    return f"person {entry.id[-6:]} to {home[-6:]}"


def _shown(entry: Entry, field: str) -> Any:
    return entry.parent if field == "parent" else msgspec.to_builtins(getattr(entry.body, field))


def _other(entry: Entry) -> str:
    return G2 if entry.grid == G1 else G1
