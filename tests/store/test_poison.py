"""One record of a page no program can read: kept as it came, the others are in, the cursor moves (FAULTS 10)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import msgspec
import pytest

from gridcore.wire import PullAsk, PullLine, decode_pull_lines, encode
from tests.store.conftest import Shelf
from tests.store.tin import Tin

KINDS = ("household", "person", "event", "visit", "place", "inspection", "issue:person", "log:event")
BODIES: dict[str, dict[str, Any]] = {
    "household": {"note": "x", "area": 90, "tags": ["独居"]},
    "person": {"name": "王小明", "identity": {"id_type": "111", "id_no": "1"}},
    "event": {"title": "x", "state": "REPORTED"},
    "visit": {"text": "x", "photos": [{"sha256": "a" * 64, "size": 1}]},
    "place": {"name": "x"},
    "inspection": {"title": "x", "state": "DRAFT"},
    "issue:person": {"record": "x", "field": "phone", "state": "open", "lost": [{"value": 1}]},
    "log:event": {"step": "report", "at": "2026-01-01T00:00:00+08:00", "applied": True},
}
MUTATIONS: dict[str, Callable[[dict[str, Any]], Any]] = {
    "unknown enum": lambda body: {name: "DANCING" if isinstance(value, str) else value for name, value in body.items()},
    "texts are numbers": lambda body: {name: 7 if isinstance(value, str) else value for name, value in body.items()},
    "all are lists": lambda body: {name: [value, None] for name, value in body.items()},
    "all are objects": lambda body: {name: {"deep": value} for name, value in body.items()},
    "huge numbers": lambda body: dict.fromkeys(body, 10**30),
    "unknown fields": lambda body: {**body, "novel": {"a": [1]}, "id": "x", "v": -1, "grid": 3, "gen": [], "extra": 1},
    "no object": lambda _body: [1, "x"],
    "nothing": lambda _body: None,
    "a bare number": lambda _body: 7,
}


def ids() -> dict[str, str]:
    return {kind: f"00000000-0000-7000-8000-{number:012d}" for number, kind in enumerate(KINDS, 1)}


@pytest.fixture(scope="module")
def page() -> tuple[Tin, list[PullLine]]:
    tin = Tin(held=("G1",))
    for kind, record in ids().items():
        tin.make(kind, record, "G1", **BODIES[kind])
    return tin, decode_pull_lines(tin.pull(PullAsk(ask=1, limit=99, kinds=[], grids={})))


def poisoned(lines: list[PullLine], record: str, mutation: str) -> bytes:
    made: list[bytes] = []
    for line in lines:
        if line.id == record:
            body = MUTATIONS[mutation](msgspec.json.decode(line.b))
            line = msgspec.structs.replace(line, b=msgspec.Raw(msgspec.json.encode(body)))  # noqa: PLW2901
        made.append(encode(line))
    return b"\n".join(made)


@pytest.mark.fault(10)
@pytest.mark.parametrize("mutation", MUTATIONS)
@pytest.mark.parametrize("kind", KINDS)
def test_a_poisoned_record_is_kept_raw_and_the_others_are_in(
    shelf: Shelf, page: tuple[Tin, list[PullLine]], kind: str, mutation: str
) -> None:
    tin, lines = page
    store = shelf.open()
    store.pages.ask(list(KINDS))
    taken = store.pages.take(poisoned(lines, ids()[kind], mutation))

    assert (taken.records, taken.more, taken.skipped) == (len(KINDS), False, 0)
    for each, record in ids().items():
        with store.read() as reading:
            entry = reading.get(each, record)
            head = reading.db.one("SELECT cur, head FROM scope WHERE grid = 'G1'")
        assert entry is not None
        assert (entry.v, entry.grid, head) == (1, "G1", (tin.heads["G1"], tin.heads["G1"]))
        body = MUTATIONS[mutation](BODIES[each]) if each == kind else BODIES[each]
        if isinstance(body, dict):
            shown = {**msgspec.to_builtins(entry.body, builtin_types=()), **entry.extra}
            assert msgspec.json.decode(msgspec.json.encode(shown)) == body
    store.status()
    store.search.find("王")
    if kind in {"household", "person", "place"}:
        with store.write("edit") as work:
            work.set(kind, ids()[kind], {}, {"note": "written over"})
        with store.read() as reading:
            assert "written over" in str(reading.get(kind, ids()[kind]))
