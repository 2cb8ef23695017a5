"""T1: what a person does, and taking it back (SYNC 5, 8)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import msgspec
import pytest
from _pytest.mark import ParameterSet

from gridclient.store import Store, Work
from gridcore.errors import InvalidInput, Refused
from gridcore.parts import Position
from gridcore.person import Person
from gridcore.wire import MAX_OPS, Answer, PushReply, decode_tx
from tests.store.tin import TIME, Tin

Act = Callable[[Work], object]


def does(act: Act, reason: str, name: str) -> ParameterSet:
    """One thing a person does, and why it is refused."""
    return pytest.param(act, reason, id=name)


def done(store: Store, act: Act) -> None:
    with store.write("x") as work:
        act(work)


def ops(store: Store) -> list[dict[str, Any]]:
    """The ops of everything that waits, as they would travel."""
    with store.read() as reading:
        rows = reading.db.all("SELECT ops FROM tx ORDER BY pos")
    return [op for (text,) in rows for op in msgspec.json.decode(text)]


def person(store: Store, **fields: Any) -> str:
    with store.write("person.new") as work:
        return work.create("person", {"name": "王小明", "phone": "139", **fields}, grid="G1")


def answered(store: Store, tin: Tin) -> None:
    batch = store.outbox.seal()
    assert batch is not None
    store.outbox.take_answers(tin.push(batch))


def settled(store: Store, tin: Tin) -> None:
    answered(store, tin)
    store.pages.take(tin.pull(store.pages.ask(["person"])))
    assert store.status().answered == 0


def test_only_what_changed_becomes_an_op(store: Store) -> None:
    one = person(store, tags=("独居", "低保"))
    with store.write("person.edit") as work:
        seen = {"name": "王小明", "phone": "139", "tags": ("独居", "低保"), "job": None, "note": None}
        new = {"name": "王小明", "phone": "138", "tags": ("低保", "军属"), "job": None, "note": "搬走"}
        work.set("person", one, seen, new)

    assert ops(store)[1] == {
        "op": "set",
        "kind": "person",
        "id": one,
        "grid": "G1",
        "set": {"phone": ["139", "138"], "note": [None, "搬走"]},
        "add": {"tags": ["军属"]},
        "del": {"tags": ["独居"]},
    }
    with store.read() as reading:
        entry = reading.get("person", one)
    assert entry is not None
    assert isinstance(entry.body, Person)
    assert (entry.body.phone, entry.body.tags, entry.state.is_waiting) == ("138", ("低保", "军属"), True)


def test_nothing_changed_makes_no_tx(store: Store) -> None:
    one = person(store)
    with store.write("person.edit") as work:
        work.set("person", one, {"phone": "139"}, {"phone": "139"})

    assert (work.tx_id, bool(work.changes), len(ops(store))) == ("", False, 1)


def test_seen_is_what_stood_on_the_screen_not_what_is_in_the_row(store: Store) -> None:
    one = person(store)
    tin = Tin()
    settled(store, tin)
    tin.change(one, phone="137")
    store.pages.take(tin.pull(store.pages.ask(["person"])))
    with store.write("person.edit") as work:
        work.set("person", one, {"phone": "139"}, {"phone": "138"})

    assert ops(store)[1]["set"] == {"phone": ["139", "138"]}


def test_texts_are_nfc_and_structs_one_value(store: Store) -> None:
    with store.write("place.new") as work:
        place = work.create("place", {"name": "Cafe\u0301"}, grid="G1")
        work.set("place", place, {"position": None}, {"position": Position(lng=1, lat=2, crs="CGCS2000")})

    made, moved = ops(store)
    assert made["set"] == {"name": "Café"}
    assert moved["set"] == {"position": [None, {"lng": 1, "lat": 2, "crs": "CGCS2000"}]}


@pytest.mark.parametrize(
    ("act", "reason"),
    [
        does(lambda w: w.create("person", {"nme": "x"}, grid="G1"), "unknown_field", "unknown field"),
        does(lambda w: w.create("person", {"name": 5}, grid="G1"), "wrong_type", "wrong type"),
        does(lambda w: w.create("event", {"state": "CLOSED"}, grid="G1"), "flow_field", "flow field at birth"),
        does(lambda w: w.create("grid", {"name": "x"}, grid="G1"), "server_kind", "a kind of the server"),
        does(lambda w: w.create("person", {"note": "长" * 100_000}, grid="G1"), "too_large", "record too large"),
        does(lambda w: w.set("person", "no", {}, {"name": "x"}), "unknown_record", "nothing to change"),
        does(lambda w: w.delete("person", "no"), "unknown_record", "nothing to delete"),
    ],
)
def test_what_the_server_would_refuse_is_refused_here_and_nothing_happened(store: Store, act: Act, reason: str) -> None:
    def also(work: Work) -> None:
        work.create("person", {"name": "不会有"}, grid="G1")
        act(work)

    with pytest.raises(InvalidInput) as refused:
        done(store, also)

    assert refused.value.reason == reason
    assert ops(store) == []
    assert store.search.people() == 0


def test_a_visit_is_not_changed_nor_deleted(store: Store) -> None:
    with store.write("visit.save") as work:
        visit = work.create("visit", {"text": "老人按时服药"}, grid="G1")
    with pytest.raises(InvalidInput), store.write("x") as work:
        work.set("visit", visit, {}, {"text": "x"})
    with pytest.raises(InvalidInput), store.write("x") as work:
        work.delete("visit", visit)


def test_what_raises_leaves_no_row_behind(store: Store) -> None:
    def half(work: Work) -> None:
        work.create("person", {"name": "张三"}, grid="G1")
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        done(store, half)

    assert store.status().waiting == 0
    assert store.search.find("张三") == ()


def test_a_step_shows_its_state_and_leaves_a_log(store: Store) -> None:
    with store.write("event.report") as work:
        event = work.create("event", {"title": "路灯不亮"}, grid="G1")
        log = work.act("event", event, "report", text="已上报")
    with store.read() as reading:
        shown, left = reading.get("event", event), reading.get("log:event", log)

    assert shown is not None
    assert left is not None
    assert left.parent == event
    assert left.body.text == "已上报"  # type: ignore[attr-defined]  # a Log
    assert ops(store)[1]["from"] == "DRAFT"
    assert shown.body.state != "DRAFT"  # type: ignore[attr-defined]  # an Event


def test_a_large_import_is_cut_into_txs_of_one_group_in_one_commit(store: Store) -> None:
    with store.write("roster.import") as work:
        for number in range(MAX_OPS * 2 + 1):
            work.create("person", {"name": f"甲{number}"}, grid="G1")
    with store.read() as reading:
        rows = reading.db.all("SELECT json_array_length(ops), grp, id FROM tx ORDER BY pos")

    assert [row[0] for row in rows] == [MAX_OPS, MAX_OPS, 1]
    assert {row[1] for row in rows} == {work.tx_id} == {rows[0][2]}
    assert work.changes.whole == {"person"}


def test_a_tx_stays_below_a_megabyte(store: Store) -> None:
    with store.write("roster.import") as work:
        for _ in range(8):
            work.create("person", {"name": "甲", "note": "x" * 250_000}, grid="G1")
    batch = store.outbox.seal(max_bytes=4_000_000)

    assert batch is not None
    assert len(batch.lines) == 3
    assert max(map(len, batch.lines)) <= 1_000_000


def test_undo_of_what_waits_leaves_nothing(store: Store) -> None:
    one = person(store)
    with store.write("person.edit") as work:
        work.set("person", one, {"phone": "139"}, {"phone": "138"})
    changes = store.undo(work.tx_id)

    assert changes.ids("person") == frozenset({one})
    assert store.status().waiting == 1
    with store.read() as reading:
        assert reading.get("person", one).body.phone == "139"  # type: ignore[union-attr]  # a Person


def test_undo_of_a_whole_import_is_one_step(store: Store) -> None:
    with store.write("roster.import") as work:
        for number in range(MAX_OPS + 5):
            work.create("person", {"name": f"甲{number}"}, grid="G1")
    store.undo(work.tx_id)

    assert (store.status().waiting, store.search.people()) == (0, 0)
    assert store.search.find("甲") == ()


def test_undo_of_what_was_built_on_is_a_new_tx(store: Store) -> None:
    one = person(store)
    with store.write("person.edit") as work:
        work.set("person", one, {"phone": "139", "tags": None}, {"phone": "138", "tags": ["独居"]})
    with store.write("person.edit"):
        pass
    with store.write("person.edit") as later:
        later.set("person", one, {"note": None}, {"note": "x"})
    store.undo(work.tx_id)

    assert ops(store)[-1]["set"] == {"phone": ["138", "139"]}
    assert ops(store)[-1]["del"] == {"tags": ["独居"]}
    with store.read() as reading:
        entry = reading.get("person", one)
    assert entry is not None
    assert isinstance(entry.body, Person)
    assert (entry.body.phone, entry.body.note, entry.body.tags) == ("139", "x", None)


def test_undo_of_a_deletion_that_went_out_brings_the_record_back_by_a_tx(store: Store) -> None:
    one, tin = person(store), Tin()
    settled(store, tin)
    with store.write("person.delete") as work:
        work.delete("person", one)
    answered(store, tin)
    store.undo(work.tx_id)
    with store.read() as reading:
        assert reading.get("person", one) is not None
    settled(store, tin)
    with store.read() as reading:
        assert reading.get("person", one) is not None


def test_a_step_that_went_out_is_not_undone(store: Store) -> None:
    with store.write("event.report") as work:
        event = work.create("event", {"title": "路灯不亮"}, grid="G1")
        work.act("event", event, "report")
    answered(store, Tin())

    assert store.undo_lines() == ()
    with pytest.raises(Refused):
        store.undo(work.tx_id)


def test_thirty_steps_are_kept(store: Store) -> None:
    one = person(store)
    made: list[str] = []
    for number in range(40):
        with store.write("person.edit") as work:
            work.set("person", one, {"note": str(number - 1) if number else None}, {"note": str(number)})
        made.append(work.tx_id)

    assert [line.tx for line in store.undo_lines()] == made[:9:-1]


def test_a_lost_reply_is_not_applied_twice(store: Store) -> None:
    person(store)
    tin, first = Tin(), store.outbox.seal()
    assert first is not None
    tin.push(first)
    again = store.outbox.seal()

    assert again == first
    reply = tin.push(first)
    assert store.outbox.take_answers(reply).applied == 1
    assert store.outbox.take_answers(reply).applied == 0
    assert (len(tin.txs), store.outbox.seal()) == (1, None)


def test_the_chain_is_over_the_exact_bytes(store: Store) -> None:
    for _ in range(3):
        person(store)
    first, rest = store.outbox.seal(max_txs=1), None
    assert first is not None
    Tin().push(first)
    store.outbox.take_answers(
        PushReply(
            time=TIME,
            next=2,
            chain=first.h,
            answers=[Answer(n=1, tx=decode_tx(first.lines[0]).id, st="applied", at={})],
        )
    )
    rest = store.outbox.seal()

    assert rest is not None
    assert (rest.first, rest.last, rest.prev) == (2, 3, first.h)


def test_a_refused_tx_is_parked_and_sent_again_as_a_new_one(store: Store) -> None:
    one = person(store)
    tin = Tin()
    settled(store, tin)
    with store.write("bad") as work:
        work.set("person", one, {"phone": "139"}, {"phone": "138"})
    answered(store, tin)

    (line,) = store.outbox.parked_lines()
    assert (line.tx, line.reason, line.records) == (work.tx_id, "forbidden", (("person", one),))
    assert store.status().parked == 1
    with store.read() as reading:
        entry = reading.get("person", one)
    assert entry is not None
    assert (entry.body.phone, entry.state.is_parked) == ("139", True)  # type: ignore[attr-defined]  # a Person
    tin.refuses = frozenset()
    again = store.resend(line.tx)
    assert store.outbox.parked_lines() == ()
    assert [waiting.tx for waiting in store.outbox.waiting_lines()] == [again]
    settled(store, tin)
    assert store.status().in_sync


def test_re_enrolled_everything_goes_out_again_and_nothing_is_folded_twice(store: Store) -> None:
    one, tin = person(store), Tin()
    settled(store, tin)
    with store.write("person.edit") as work:
        work.set("person", one, {"phone": "139"}, {"phone": "138"})
    answered(store, tin)
    store.outbox.re_enrol("d2", "forked")

    meta = store.outbox.meta()
    assert (meta.device, meta.n, meta.h) == ("d2", 0, "")
    assert store.status().waiting == 2
    batch = store.outbox.seal()
    assert batch is not None
    assert (batch.first, batch.last, batch.prev) == (1, 2, "")
    with store.read() as reading:
        assert reading.db.all("SELECT count(*) FROM tx_rec") == [(1,)]


def test_a_work_sees_what_it_did(store: Store) -> None:
    with store.write("x") as work:
        one = work.create("person", {"name": "张三"}, grid="G1")
        work.move("person", one, "G2")
        work.set("person", one, {}, {"note": "x"})
        found = work.get("person", one)

    assert found is not None
    assert (found.grid, found.body) == ("G2", {"name": "张三", "note": "x"})
    assert [op["grid"] for op in ops(store)] == ["G1", "G1", "G2"]


def test_verbs_are_written_by_one_thread_at_a_time(store: Store) -> None:
    def unused(work: Work) -> None:
        work.create("person", {"name": "x"}, grid="G1")

    with store.write("a") as work:
        unused(work)
        with store.read() as reading:
            assert reading.all("person") == ()
    with store.read() as reading:
        assert len(reading.all("person")) == 1


def test_a_write_inside_a_write_says_so_instead_of_waiting_for_ever(store: Store) -> None:
    def nested(_work: Work) -> None:
        store.drafts.keep("visit", "x", {})

    with pytest.raises(RuntimeError):
        done(store, nested)
    done(store, lambda work: work.create("person", {"name": "x"}, grid="G1"))
    assert store.search.people() == 1
