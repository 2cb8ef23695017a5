"""`GET /v1/history/{grid}/{id}`: who changed what, as far as the caller holds the grids it happened in."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest
from msgspec.structs import replace
from sqlalchemy import update

from gridcore.ids import derived_id
from gridcore.wire import History, HistoryLine, Reply
from gridserver import schema
from gridserver.engine import WRITES
from gridserver.memory import MemoryStore
from gridserver.row import ChangeRow, GrantRow, GridRow, Row, TxRow
from gridserver.store import SqlStore
from tests.server.listening import listen
from tests.server.town import COMMUNITY, G1, G2, START, Laptop, Town, problem


def create(record: str, kind: str = "person", grid: str = G1, parent: str | None = None, **body: Any) -> dict[str, Any]:
    return {"op": "create", "kind": kind, "id": record, "grid": grid, "parent": parent, "set": body}


def edit(record: str, seen: Any, new: Any, grid: str = G1) -> dict[str, Any]:
    return {"op": "set", "kind": "person", "id": record, "grid": grid, "set": {"phone": [seen, new]}}


def asked(laptop: Laptop, record: str, grid: str = G1) -> Reply:
    return laptop.call("GET", f"/v1/history/{grid}/{record}")


def told(laptop: Laptop, record: str, grid: str = G1) -> list[HistoryLine]:
    reply = asked(laptop, record, grid)
    assert reply.status == 200, reply.body
    found = msgspec.json.decode(reply.body, type=History)
    assert (found.grid, found.id, found.more) == (grid, record, False)
    return found.lines


def test_it_tells_who_changed_what_newest_first(town: Town) -> None:
    li, zhao = town.laptop("li"), town.laptop("zhao")
    person = li.id()
    li.do(create(person, name="王小明", phone="138"))
    town.clock.advance(hours=1)
    zhao.do(edit(person, "138", "139"))

    last, first = told(li, person)

    assert (last.v, last.by, last.by_name, last.verb, last.fields) == (2, "zhao", "name of zhao", "test", ["phone"])
    assert last.ops == [edit(person, "138", "139")]
    assert (first.v, first.by, first.fields) == (1, "li", ["name", "phone", "parent"])
    assert (first.at, last.at) == ("2026-05-11T09:00:00+08:00", "2026-05-11T10:00:00+08:00")


def test_the_names_of_all_who_changed_it_are_read_at_once(real_town: Town) -> None:
    li, zhao = real_town.laptop("li"), real_town.laptop("zhao")
    person = li.id()
    li.do(create(person, phone="0"))
    told(li, person)
    said = listen(real_town.server.store)
    many: list[int] = []
    for turn in range(2):
        said.clear()
        told(li, person)
        many.append(len(said))
        for step in range(4):
            (li, zhao)[step % 2].do(edit(person, str(step + 4 * turn), str(step + 4 * turn + 1)))

    said.clear()
    assert {line.by_name for line in told(li, person)} == {"name of li", "name of zhao"}
    assert 0 < len(said) == many[0] == many[1]


def test_ops_of_other_records_in_the_same_tx_are_cut_out(town: Town) -> None:
    li = town.laptop("li")
    one, two = li.id(), li.id()
    li.do(create(one, phone="1"), create(two, phone="2"), edit(one, "1", "3"))

    (line,) = told(li, one)

    assert [op["op"] for op in line.ops] == ["create", "set"]
    assert two not in str(line)


def test_a_log_tells_the_step_that_made_it(town: Town) -> None:
    li = town.laptop("li")
    event, log = li.id(), li.id()
    act: dict[str, Any] = {
        "op": "act",
        "kind": "event",
        "id": event,
        "grid": G1,
        "step": "report",
        "from": "DRAFT",
        "log": log,
        "set": {},
    }
    li.do(create(event, "event", title="井盖"), act)

    (line,) = told(li, log)

    assert line.ops == [act]


def test_an_issue_does_not_repeat_the_values_of_its_record(town: Town) -> None:
    li = town.laptop("li")
    person = li.id()
    li.do(create(person, phone="1"))
    li.do(edit(person, "0", "2"))

    (line,) = told(li, derived_id(person, "phone"))

    assert line.ops == []
    assert "lost" in line.fields


@pytest.mark.fault(58)
@pytest.mark.parametrize("user", ["wang", "chen", "he"])
def test_what_one_may_not_read_is_not_told_from_what_is_not_there(town: Town, user: str) -> None:
    """Wang does not hold the grid, the officer and the head of an agency hold it, but no persons."""
    li, other = town.laptop("li"), town.laptop(user)
    person, nobody = li.id(), li.id()
    li.do(create(person, name="王小明"))

    hidden, absent = asked(other, person), asked(other, nobody)

    assert (hidden.status, problem(hidden).name) == (404, "not_found")
    assert replace(hidden, body=hidden.body) == absent
    assert asked(li, person).status == 200


@pytest.mark.fault(58)
def test_a_grant_that_ended_tells_nothing(town: Town) -> None:
    li = town.laptop("li")
    person = li.id()
    li.do(create(person))
    with town.server.store.writing() as work:
        since = "2026-01-01T00:00:00+08:00"
        work.put_grant(GrantRow(user="li", prefix=G1, role="grid_worker", since=since, until=START.isoformat()))
    town.clock.advance(seconds=6)

    assert asked(li, person).status == 404


@pytest.mark.fault(58)
def test_a_moved_record_tells_each_side_what_happened_there(town: Town) -> None:
    li, wang, zhao = town.laptop("li"), town.laptop("wang"), town.laptop("zhao")
    home, person = li.id(), li.id()
    li.do(create(home, "household", address="东大街"), create(person, parent=home, phone="1"))
    zhao.do({"op": "move", "kind": "household", "id": home, "grid": G1, "to": G2})
    wang.do(edit(person, "1", "2", G2))

    assert [line.v for line in told(zhao, person, G2)] == [3, 2, 1]
    assert [line.v for line in told(zhao, person, G1)] == [3, 2, 1]
    assert [line.v for line in told(li, person, G1)] == [2, 1]
    assert [line.v for line in told(wang, person, G2)] == [3, 2]
    assert asked(li, person, G2).status == asked(wang, person, G1).status == 404
    assert G2 not in str(told(li, home))
    assert told(zhao, home)[0].ops[0]["to"] == G2


@pytest.mark.fault(58)
def test_of_a_unit_above_only_what_comes_down_is_told(town: Town) -> None:
    zhao, li = town.laptop("zhao"), town.laptop("li")
    post, matter = zhao.id(), zhao.id()
    zhao.do(create(post, "post", COMMUNITY, name="书记"), create(matter, "event", COMMUNITY, title="x"))

    assert told(li, post, COMMUNITY)[0].by == "zhao"
    assert asked(li, matter, COMMUNITY).status == 404


def test_what_was_erased_by_law_tells_no_ops(town: Town) -> None:
    li = town.laptop("li")
    person = li.id()
    li.do(create(person, name="王小明"))
    _blank_txs(town)

    (line,) = told(li, person)

    assert (line.verb, line.ops, line.by, line.fields) == ("erased", [], "li", ["name", "parent"])


def _blank_txs(town: Town) -> None:
    store = town.server.store
    if isinstance(store, SqlStore):
        with store.engine.execution_options(**{WRITES: True}).begin() as connection:
            connection.execute(update(schema.tx).values(bytes=b""))
    else:
        assert isinstance(store, MemoryStore)
        table: dict[tuple[str, int], TxRow] = store._tables.tx
        table.update({key: replace(tx, bytes=b"") for key, tx in table.items()})


def test_what_was_loaded_tells_no_ops(town: Town) -> None:
    record, at = "0199c0de-0000-7000-8000-000000000001", "2026-01-01T00:00:00+08:00"
    with town.server.store.writing() as work:
        row = Row(grid=G1, id=record, kind="person", v=1, seq=1)
        change = ChangeRow(grid=G1, seq=1, id=record, v=1, tx="", by="system", mark="m", at=at, fields='["name"]')
        work.load(grids=[GridRow(code=G1, head=1, mark="m")], rows=[row], changes=[change])

    (line,) = told(town.laptop("li"), record)

    assert (line.verb, line.by, line.by_name, line.ops) == ("load", "system", "", [])


@pytest.mark.fault(61)
def test_a_tx_of_another_user_under_the_same_id_is_not_taken_for_it(town: Town) -> None:
    """Wang sends a tx under the id of one of li's: refused, but kept; it must not speak for her."""
    li, wang = town.laptop("li"), town.laptop("wang")
    person, tx = li.id(), li.id()
    forged = wang.line(1, edit(person, "1", "forged", G2), tx=tx, verb="forged")
    li.push_lines(li.line(1, create(person, phone="1"), tx=tx))
    assert wang.push_lines(forged).answers[0].reason == "invalid"

    (line,) = told(li, person)

    assert (line.verb, line.ops[0]["set"]) == ("test", {"phone": "1"})


def test_a_long_history_is_cut_and_says_so(town: Town) -> None:
    record = "0199c0de-0000-7000-8000-000000000001"
    changes = [
        ChangeRow(grid=G1, seq=n, id=record, v=n, tx="", by="system", mark="m", at="2026-01-01", fields="[]")
        for n in range(1, 1003)
    ]
    with town.server.store.writing() as work:
        rows = [Row(grid=G1, id=record, kind="person", v=1002, seq=1002)]
        work.load(grids=[GridRow(code=G1, head=1002, mark="m")], rows=rows, changes=changes)

    found = msgspec.json.decode(asked(town.laptop("li"), record).body, type=History)

    assert ([line.v for line in found.lines], found.more) == (list(range(1002, 2, -1)), True)


@pytest.mark.parametrize("path", [f"{G1}/x", f"{G1}/{'a' * 37}", "..%2f..%2fserver.keys", "", f"{G1}/../{G1}/x"])
def test_a_path_that_names_no_record_leads_nowhere(town: Town, path: str) -> None:
    li = town.laptop("li")
    assert li.call("GET", f"/v1/history/{path}").status == 404


def test_without_a_token_nothing_is_told(town: Town) -> None:
    assert town.call("GET", f"/v1/history/{G1}/0199c0de-0000-7000-8000-000000000001").status == 401
