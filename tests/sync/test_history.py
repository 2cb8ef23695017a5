"""Who changed what, asked by a real laptop from the real server in process; and what a page is given of it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest

from gridclient.services.history import Did, FieldChange, History
from gridclient.sync.history import history
from gridcore import wire
from gridcore.errors import Offline, ServerRefused
from gridcore.wire import HistoryLine, Lost, Reply
from tests.server.town import G1, G2, Town
from tests.sync.laptop import Laptop

PERSON = "0199c0de-0000-7000-8000-0000000000a1"


def asking(laptop: Laptop) -> History:
    return History(lambda grid, record: laptop.drive(history(laptop.peer, grid, record)))


def test_a_page_is_told_who_changed_which_value(town: Town, laptop: Callable[[str], Laptop]) -> None:
    zhao, li = town.laptop("zhao"), laptop("li")
    zhao.do({"op": "create", "kind": "person", "id": PERSON, "grid": G1, "set": {"name": "王小明", "phone": "138"}})
    town.clock.advance(hours=1)
    pair = {"phone": ["138", "139"], "name": ["someone", "else"]}
    zhao.do({"op": "set", "kind": "person", "id": PERSON, "grid": G1, "set": pair, "add": {"tags": ["独居"]}})

    told = asking(li).of(G1, PERSON)

    changed, added = told.entries
    assert (added.did, added.v, added.by, added.by_name, added.verb) == (Did.ADDED, 1, "zhao", "name of zhao", "test")
    assert added.changes == (FieldChange("name", None, "王小明"), FieldChange("phone", None, "138"))
    assert changed.did is Did.CHANGED
    assert changed.changes == (FieldChange("phone", "138", "139"), FieldChange("tags", added=("独居",)))
    assert changed.at == datetime.fromisoformat("2026-05-11T10:00:00+08:00")
    assert not told.is_cut


def test_offline_is_told_as_offline(laptop: Callable[[str], Laptop]) -> None:
    li = laptop("li")
    li.wire = lambda _request: Lost(reason="unreachable")

    with pytest.raises(Offline):
        asking(li).of(G1, PERSON)


def test_a_reply_cut_short_is_offline_too(laptop: Callable[[str], Laptop]) -> None:
    li = laptop("li")
    server = li.peer.server
    li.wire = lambda _request: Reply(status=200, headers={wire.SERVER_HEADER: server}, body=b'{"grid":"6107')

    with pytest.raises(Offline) as caught:
        asking(li).of(G1, PERSON)
    assert caught.value.facts == {"reason": "cut"}


@pytest.mark.fault(58)
def test_what_is_not_held_is_refused_as_absent(laptop: Callable[[str], Laptop]) -> None:
    with pytest.raises(ServerRefused) as caught:
        asking(laptop("li")).of(G2, PERSON)
    assert caught.value.facts["name"] == "not_found"


def line(v: int, fields: str, **op: Any) -> HistoryLine:
    ops = [{"kind": "event", "id": PERSON, "grid": G1, **op}] if op else []
    return HistoryLine(v=v, by="li", at="2026-05-11T10:00:00+08:00", verb="x", fields=fields.split(), ops=ops)


def test_a_field_set_twice_in_one_tx_is_one_change() -> None:
    twice = line(1, "note", op="create", set={"note": "a"})
    twice.ops.append({"op": "set", "id": PERSON, "set": {"note": ["a", "b"]}})

    (entry,) = told(twice)

    assert entry.changes == (FieldChange("note", None, "b"),)


def test_what_was_put_in_and_taken_out_is_told_apart() -> None:
    """Of a field with many values the op names no other ones: "before" and "after" would be invented."""
    both = line(2, "tags", op="set", add={"tags": ["低保"]}, **{"del": {"tags": ["独居"]}})
    both.ops.append({"op": "set", "id": PERSON, "add": {"tags": ["军属", "党员"]}, "del": {"tags": ["低保"]}})

    (entry,) = told(both)

    assert entry.changes == (FieldChange("tags", added=("军属", "党员"), removed=("独居", "低保")),)


def told(*lines: HistoryLine) -> Any:
    return History(lambda grid, record: wire.History(grid=grid, id=record, lines=list(lines))).of(G1, PERSON).entries


@pytest.mark.parametrize(
    ("given", "did", "changes", "unnamed"),
    [
        (line(2, "deleted", op="delete", seen=1), Did.REMOVED, (), ()),
        (line(3, "deleted", op="delete", undo=True), Did.RESTORED, (), ()),
        (line(2, "grid", op="move"), Did.MOVED, (), ()),  # the server left out where to
        (line(2, "grid"), Did.MOVED, (), ()),
        (line(1, "name phone"), Did.ADDED, (), ("name", "phone")),
        (
            line(2, "tags", op="set", **{"del": {"tags": ["a"]}}),
            Did.CHANGED,
            (FieldChange("tags", removed=("a",)),),
            (),
        ),
        (line(2, "parent", op="set", set={"parent": ["a", "b"]}), Did.CHANGED, (FieldChange("parent", "a", "b"),), ()),
        (line(2, "note", op="set", set={"note": "no pair"}), Did.CHANGED, (), ("note",)),
        (line(2, "note", op="new", set=[1]), Did.CHANGED, (), ("note",)),
    ],
)
def test_what_a_change_did(given: HistoryLine, did: Did, changes: object, unnamed: object) -> None:
    (entry,) = told(given)

    assert (entry.did, entry.changes, entry.unnamed) == (did, changes, unnamed)


def test_a_step_shows_the_states_it_led_between() -> None:
    act = {"op": "act", "step": "report", "from": "DRAFT", "log": "x", "set": {"reason": "r"}}
    (entry,) = told(line(2, "state reason", **act))

    assert (entry.did, entry.step) == (Did.STEP, "report")
    assert [change.field for change in entry.changes] == ["state", "reason"]
    assert entry.changes[0].before == "DRAFT"
    assert entry.changes[0].after == "REPORTED"
