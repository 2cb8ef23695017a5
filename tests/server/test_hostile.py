"""What a hostile client may send: no field, no id and no text of it does more than it may (FAULTS 58-60, 63)."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest

from gridcore.kinds import KINDS, KindClass, Rule
from gridcore.roles import Role
from gridcore.wire import decode_push_reply
from gridserver.store import SqlStore
from tests.server.book import EVENT, G1, HOUSEHOLD, NEW, OTHER, PERSON, Book, body, create, decided, done, edit, held
from tests.server.listening import listen
from tests.server.town import G1 as GRID
from tests.server.town import G2, Laptop, Town, problem

# mass assignment

RESERVED = (
    "id", "kind", "grid", "v", "seq", "gen", "deleted", "moved_to", "body", "by", "by_name", "at", "mark", "tx", "head",
    "author", "role", "user", "op", "seen", "extra", "gone", "n", "hash",
)  # fmt: skip
"""Facts of a record that are no fields of it: the server gives them."""
FLOW = sorted((kind.name, name) for kind in KINDS.values() for name, rule in kind.rules.items() if rule is Rule.FLOW)
CENTRAL = sorted(
    (kind.name, name) for kind in KINDS.values() for name, rule in kind.rules.items() if rule is Rule.CENTRAL
)
CLOSED = [kind for kind in KINDS.values() if kind.klass is KindClass.SERVER or kind.name.startswith(("log:", "issue:"))]


def everywhere(grid: str) -> frozenset[Role]:
    """Roles that may do most: what is refused to all of them is refused to anybody."""
    return frozenset(Role) if grid == G1 else frozenset()


@pytest.mark.fault(60)
@pytest.mark.parametrize("name", RESERVED)
def test_a_fact_of_the_record_is_not_a_field_of_it(book: Book, name: str) -> None:
    """Named as a field it is an unknown field: kept in the body, and nothing else changes."""
    for given in (99, "admin", True, G2):
        done(book, create("person", NEW, parent=HOUSEHOLD, name="x"))
        before = book.live(NEW)
        assert before is not None
        pair = (body(book, NEW).get(name), given)
        answer = done(book, {**edit("person", NEW), "set": {name: pair}})
        row = book.live(NEW)
        assert row is not None
        assert (row.id, row.kind, row.grid, row.parent, row.deleted, row.moved_to) == (
            NEW, "person", G1, HOUSEHOLD, False, None,
        )  # fmt: skip
        assert row.v == before.v + 1
        assert (answer.st, answer.notes, body(book, NEW)[name]) == ("applied", [], given)


@pytest.mark.fault(60)
@pytest.mark.parametrize(("kind", "name"), FLOW)
def test_no_op_but_a_step_changes_what_the_life_cycle_owns(book: Book, kind: str, name: str) -> None:
    book.has(kind, OTHER, state="DRAFT")
    before = body(book, OTHER)
    roles = everywhere

    assert done(book, {**create(kind), "set": {name: "x"}}, roles=roles).reason == "invalid"
    answer = done(book, {**edit(kind, OTHER), "set": {name: (before.get(name), "CLOSED")}}, roles=roles)
    assert [(note.field, note.note) for note in answer.notes] == [(name, "owned")]
    again = {**create(kind, OTHER), "set": {name: "CLOSED"}}
    assert done(book, again, roles=roles).reason == "invalid"
    add = {"op": "set", "kind": kind, "id": OTHER, "grid": G1, "add": {name: ["x"]}}
    assert done(book, add, roles=roles).reason == "invalid"
    assert body(book, OTHER) == before


@pytest.mark.fault(60)
@pytest.mark.parametrize(("kind", "name"), CENTRAL)
def test_a_field_somebody_owns_is_changed_by_its_owners_only(book: Book, kind: str, name: str) -> None:
    old: dict[str, Any] = {name: "old"}
    book.has(kind, OTHER, **old)
    for role in KINDS[kind].write:
        may = role in KINDS[kind].owners
        done(book, {**edit(kind, OTHER), "set": {name: ("old", "new")}}, roles=held(G1, role=role))
        assert body(book, OTHER)[name] == ("new" if may else "old"), role
        book.has(kind, OTHER, **old)


@pytest.mark.fault(60)
@pytest.mark.parametrize("kind", CLOSED, ids=lambda kind: kind.name)
def test_what_the_server_makes_nobody_else_makes_changes_or_deletes(book: Book, kind: Any) -> None:
    book.has(kind.name, OTHER, state="open", field="phone")
    before = body(book, OTHER)
    ops = [
        create(kind.name, parent=OTHER if not kind.parents else None),
        {**edit(kind.name, OTHER), "set": {"field": ("phone", "name")}},
        {"op": "delete", "kind": kind.name, "id": OTHER, "grid": G1, "seen": 1},
    ]
    for op in ops:
        answer = done(book, op, roles=everywhere)
        assert (answer.st, answer.reason in {"forbidden", "immutable"}) == ("refused", True), op
    assert body(book, OTHER) == before


@pytest.mark.fault(60)
def test_a_step_states_nothing_its_row_does_not_name(book: Book) -> None:
    given = dict.fromkeys((*RESERVED, "handler", "rework_count", "level"), "x")
    op = {
        "op": "act", "kind": "event", "id": EVENT, "grid": G1, "step": "report", "from": "DRAFT", "log": NEW,
        "set": given,
    }  # fmt: skip
    before = body(book, EVENT)
    done(book, op)

    assert body(book, EVENT) == {**before, "state": "REPORTED"}
    log = body(book, NEW)
    assert (log["by"], log["role"], log["applied"]) == ("li", "grid_worker", True)


# other grids


def told(town: Town, at: Laptop, *ops: dict[str, Any]) -> bytes:
    """The answer to a tx, without what names the tx itself."""
    answer = at.do(*ops)
    return msgspec.json.encode(msgspec.structs.replace(answer, n=0, tx=""))


@pytest.fixture
def foreign(town: Town) -> str:
    """A household of the other grid, with a person in it."""
    wang = town.laptop("wang")
    record = wang.id()
    wang.do({"op": "create", "kind": "household", "id": record, "grid": G2, "set": {"note": "secret"}})
    return record


@pytest.mark.fault(58, 59)
@pytest.mark.parametrize("grid", [GRID, G2])
def test_a_record_of_another_grid_looks_like_one_that_is_not(town: Town, foreign: str, grid: str) -> None:
    li = town.laptop("li")
    for kind in ("household", "person", "event"):
        answers: list[list[bytes]] = []
        for record in (foreign, li.id()):
            child: dict[str, Any] = {
                "op": "create",
                "kind": "person",
                "id": li.id(),
                "grid": grid,
                "parent": record,
                "set": {},
            }
            named: dict[str, Any] = {"kind": kind, "id": record, "grid": grid}
            ops: tuple[dict[str, Any], ...] = (
                {**named, "op": "set", "set": {"note": ["secret", "x"]}},
                {**named, "op": "delete", "seen": 1},
                {**named, "op": "move", "to": GRID},
                {**named, "op": "act", "step": "report", "from": "DRAFT", "log": li.id()},
                child,
            )
            answers.append([told(town, li, op) for op in ops])
        assert answers[0] == answers[1]
        assert all(b'"refused"' in answer and b"secret" not in answer for answer in answers[0])
    for path in (f"/v1/history/{grid}/{{}}", f"/v1/blobs/{grid}/" + "a" * 64):
        replies = [li.call("GET", path.format(record)) for record in (foreign, li.id())]
        assert replies[0].status == replies[1].status == 404
        assert replies[0].body == replies[1].body


@pytest.mark.fault(59)
def test_an_id_that_lives_elsewhere_is_refused_and_nothing_told_of_it(town: Town, foreign: str) -> None:
    """The contract refuses it as taken: that is all anybody learns, and an id has 74 random bits."""
    li, wang = town.laptop("li"), town.laptop("wang")
    for kind in ("household", "person", "visit"):
        answer = li.do({"op": "create", "kind": kind, "id": foreign, "grid": GRID, "set": {"note": "mine"}})
        assert (answer.st, answer.reason, answer.at, answer.notes) == ("refused", "id_taken", {}, [])
    wang.pull()

    assert wang.body(foreign) == {"note": "secret"}
    assert wang.rows[foreign].v == 1
    assert all(line.id != foreign for line in li.pull())


# texts

TEXTS = (
    "'; DROP TABLE record; --", '" OR 1=1 --', "1; ATTACH DATABASE '/tmp/x' AS x", "%_%", "\\", "\x00", "\x1b[2J",
    "${jndi:ldap://x}", "{{7*7}}", "../../server.keys", '"}],"n":2,"x":[{"', "\u202e", "𠀀", "\ufeff", "a" * 300,
    '{"$ne":null}', "' || (SELECT pw FROM account) || '", '\n{"end":true}', "\r\n\r\n",
)  # fmt: skip


@pytest.mark.fault(63)
@pytest.mark.parametrize("text", TEXTS)
def test_a_text_is_a_text_wherever_it_stands(town: Town, text: str) -> None:
    li, zhao = town.laptop("li"), town.laptop("zhao")
    store, said = town.server.store, listen(town.server.store)
    record = li.id()
    fine = {"op": "create", "kind": "household", "id": record, "grid": GRID, "set": {"note": text, text: [text]}}
    ops: list[dict[str, Any]] = [
        {"op": "create", "kind": text, "id": li.id(), "grid": GRID},
        {"op": "create", "kind": "household", "id": text, "grid": GRID},
        {"op": "create", "kind": "household", "id": li.id(), "grid": text},
        {"op": "create", "kind": "person", "id": li.id(), "grid": GRID, "parent": text},
        {"op": "set", "kind": "household", "id": record, "grid": GRID, "set": {"parent": [None, text]}},
        {"op": "move", "kind": "household", "id": record, "grid": GRID, "to": text},
        {"op": "act", "kind": "event", "id": record, "grid": GRID, "step": text, "from": text, "log": li.id()},
        {"op": text, "kind": "household", "id": record, "grid": GRID},
    ]
    lines = [li.line(1, fine, verb=text), *(li.line(n, op) for n, op in enumerate(ops, 2))]
    first, *rest = li.push_lines(*lines).answers

    assert first.st == "applied"
    assert {answer.st for answer in rest} == {"refused"}
    assert {answer.reason for answer in rest} <= {
        "invalid", "unknown_kind", "unknown_record", "missing_parent", "forbidden",
    }  # fmt: skip
    zhao.pull()
    assert zhao.body(record) == {"note": text, text: [text]}
    ask = {"ask": 9, "limit": 1, "kinds": [text], "grids": {text: [text, 1, 1, text]}, "verify": [text]}
    assert li.call("POST", "/v1/pull", msgspec.json.encode(ask)).status == 200
    for path in ("devices", "token"):
        names = ("user", "password", "ed25519", "x25519", "device", "challenge", "sig")
        reply = li.call("POST", f"/v1/{path}", msgspec.json.encode(dict.fromkeys(names, text)))
        assert reply.status in {400, 401, 409}
    assert said or not isinstance(store, SqlStore)
    assert not [line for line in said if len(text) > 3 and text in line], "only ever a parameter"


MALFORMED = [
    pytest.param(b"NaN", id="not a number"),
    pytest.param(b"-Infinity", id="infinity"),
    pytest.param(b'"\\ud800"', id="half a surrogate"),
    pytest.param(b"'x'", id="single quotes"),
    pytest.param(b"[1,]", id="a comma too many"),
    pytest.param(b"0x10", id="hexadecimal"),
    pytest.param(b"// x", id="a comment"),
    pytest.param(b"[" * 100_000 + b"]" * 100_000, id="nested too deep"),
    pytest.param(b'{"a":' * 5_000 + b"1" + b"}" * 5_000, id="objects nested too deep"),
]
UNREADABLE = [
    pytest.param(b'"\xff\xfe"', id="no utf-8"),
    pytest.param(b"1e400", id="1e400"),
    pytest.param(b"-1e400", id="-1e400"),
    pytest.param(b"1" + b"0" * 400, id="10^400"),
    pytest.param(b"-9223372036854775809", id="below 64 bits"),
    pytest.param(b"18446744073709551616", id="above 64 bits"),
    pytest.param(b'{"a":[[{"b":123456789012345678901234567890}]]}', id="endless inside"),
]


def with_value(li: Laptop, value: bytes) -> tuple[bytes, bytes]:
    """A tx whose note is the given bytes, and a good one after it."""
    ops = b'[{"op":"create","kind":"household","id":"%s","grid":"%s","set":{"note":%s}}]'
    named = (li.id().encode(), GRID.encode(), value)
    bad = b'{"n":1,"id":"%s","at":"x","verb":"v","ops":%s}' % (li.id().encode(), ops % named)
    return bad, li.line(2, {"op": "create", "kind": "household", "id": li.id(), "grid": GRID, "set": {}})


@pytest.mark.fault(63)
@pytest.mark.parametrize("value", MALFORMED)
def test_what_is_not_json_stops_the_push_with_a_name(town: Town, value: bytes) -> None:
    li = town.laptop("li")
    li.sign_in()
    bad, good = with_value(li, value)
    reply = li.call("POST", "/v1/push", li.sealed(1, "", bad, good))

    assert (reply.status, problem(reply).name) == (400, "malformed")
    assert li.push_lines(good.replace(b'"n":2', b'"n":1')).answers[0].st == "applied"


@pytest.mark.fault(9, 63)
@pytest.mark.parametrize("value", UNREADABLE)
def test_a_value_nobody_can_read_refuses_its_tx_and_the_rest_goes_on(town: Town, value: bytes) -> None:
    li = town.laptop("li")
    bad, good = with_value(li, value)
    first, second = decode_push_reply(li.call("POST", "/v1/push", li.sealed(1, "", bad, good)).body).answers

    assert (first.st, first.reason, second.st) == ("refused", "invalid", "applied")


@pytest.mark.parametrize("value", [b"9223372036854775807", b'"18446744073709551616,18446744073709551616"', b"0.1"])
def test_a_long_text_of_digits_is_no_number_without_an_end(town: Town, value: bytes) -> None:
    li = town.laptop("li")
    bad, good = with_value(li, value)

    assert {answer.st for answer in li.push_lines(bad, good).answers} == {"applied"}


@pytest.mark.fault(63)
def test_of_a_key_that_stands_twice_all_read_the_same(town: Town) -> None:
    """Every reader of the bytes is the same decoder: what was decided is what the history and the page tell."""
    li = town.laptop("li")
    record = li.id()
    named = '"op":"create","kind":"household","id":"%s","grid":"%s"'
    ops = "[{" + named + ',"set":{"note":"one"},"set":{"note":"x","note":"two"}}]'
    line = f'{{"n":9,"n":1,"id":"{li.id()}","at":"x","verb":"v","ops":{ops % (record, GRID)}}}'.encode()
    assert li.push_lines(line).answers[0].st == "applied"
    li.pull()

    assert li.body(record) == {"note": "two"}
    history = li.call("GET", f"/v1/history/{GRID}/{record}")
    assert b'"note":"two"' in history.body
    assert b"one" not in history.body


@pytest.mark.fault(63)
def test_what_cannot_be_decided_leaves_no_trace(book: Book) -> None:
    before = dict(book.rows)
    for op in ({**edit("person", PERSON), "set": {"name": ("a", "b"), "": (1, 2)}}, create("person", "no id")):
        assert decided(book, op).writes == ()
    assert book.rows == before
