"""Pull as SYNC 10 and 14 say it: scope, cursors, marks, resync, verify."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import msgspec
import pytest
from sqlalchemy import event

from gridcore.kinds import KINDS
from gridcore.wire import PullLine, decode_pull_lines, row_sum
from gridserver.clock import stamp
from gridserver.row import GrantRow, GridRow
from gridserver.store import SqlStore
from tests.server.town import COMMUNITY, G1, G2, START, TOWN, Laptop, Town, problem


def person(record: str, grid: str = G1, **body: Any) -> dict[str, Any]:
    return {"op": "create", "kind": "person", "id": record, "grid": grid, "set": body}


def edit(record: str, seen: Any, new: Any) -> dict[str, Any]:
    return {"op": "set", "kind": "person", "id": record, "grid": G1, "set": {"phone": (seen, new)}}


def scope(laptop: Laptop) -> dict[str, str]:
    return {row.grid: row.role for row in laptop.page()[0].scope or ()}


def parts(lines: list[PullLine]) -> list[PullLine]:
    return [line for line in lines if line.grid is not None]


def records(lines: list[PullLine]) -> list[str]:
    return [line.id for line in lines if line.k is not None]


def test_the_scope_is_told_from_above_to_below(town: Town) -> None:
    li, chen = town.laptop("li"), town.laptop("chen")

    assert list(scope(li)) == [f"@{li.device}", "common", TOWN, COMMUNITY, G1]
    assert list(scope(chen)) == [f"@{chen.device}", "common", TOWN, COMMUNITY, G1, G2]
    assert set(scope(li).values()) == {"grid_worker"}


def test_the_head_says_where_the_device_stands(town: Town) -> None:
    li, ma = town.laptop("li"), town.laptop("ma")
    li.do(person(li.id()))

    head = li.page()[0]

    assert (head.ask, head.next, head.chain, head.again) == (li.asked, 2, li.h, 60)
    assert head.time == stamp(START)
    assert ma.page()[0].again == 5


def test_nothing_new_is_no_part(town: Town) -> None:
    li = town.laptop("li")
    li.do(person(li.id()))
    li.pull()

    lines = li.page()

    assert (parts(lines), lines[-1].more) == ([], False)


def test_a_tx_unseen_in_the_view_moves_the_cursor(town: Town) -> None:
    li, chen = town.laptop("li"), town.laptop("chen")
    li.do(person(li.id()))

    (part,) = parts(chen.page())

    assert (part.grid, part.rows, part.to, part.head) == (G1, 0, 1, 1)


def test_persons_stay_with_the_people_of_the_grid(town: Town) -> None:
    li = town.laptop("li")
    name = li.id()
    li.do(person(name, phone="1"))
    li.do(edit(name, "0", "2"))

    assert set(records(town.laptop("zhao").pull())) == {
        name,
        *[line.id for line in li.pull() if line.k == "issue:person"],
    }
    assert records(town.laptop("chen").pull()) == []
    assert records(town.laptop("wang").pull()) == []


def test_posts_come_down_from_above_and_work_does_not(town: Town) -> None:
    zhao, li = town.laptop("zhao"), town.laptop("li")
    post, matter = zhao.id(), zhao.id()
    zhao.do(
        {"op": "create", "kind": "post", "id": post, "grid": COMMUNITY, "set": {"name": "书记"}},
        {"op": "create", "kind": "event", "id": matter, "grid": COMMUNITY, "set": {"title": "x"}},
    )

    assert records(li.pull()) == [post]
    assert set(records(zhao.pull())) == {post, matter}
    assert li.do({"op": "create", "kind": "event", "id": li.id(), "grid": COMMUNITY, "set": {}}).reason == "forbidden"


@pytest.mark.parametrize("limit", [1, 3, 7, 100])
def test_pages_bring_everything_once(town: Town, limit: int) -> None:
    li = town.laptop("li")
    made = {li.id() for _ in range(20)}
    li.push(*([person(record)] for record in made))
    li.do(*(person(record) for record in (li.id(), li.id(), li.id())))

    lines = li.pull(limit)

    assert len(records(lines)) == len(set(records(lines))) == 23
    assert made < set(records(lines))
    assert li.cursors[G1][1:3] == (21, 21)


@pytest.mark.fault("F27")
def test_a_page_never_cuts_a_tx(town: Town) -> None:
    li = town.laptop("li")
    li.do(*(person(li.id()) for _ in range(9)))
    li.do(person(li.id()))

    lines = li.page(limit=2)

    assert (len(records(lines)), parts(lines)[0].to, lines[-1].more) == (9, 1, True)


def test_a_page_is_never_above_the_size_of_a_body(town: Town) -> None:
    li = town.laptop("li")
    for _ in range(6):
        li.push(*([person(li.id(), note="x" * 100_000)] for _ in range(9)))

    reply = li.ask(limit=5000)
    lines = li.pull(limit=5000)

    assert len(reply.body) <= 4_000_000
    assert len(records(lines)) == 54


def test_a_first_pull_brings_no_gone_rows_and_a_later_one_does(town: Town) -> None:
    li = town.laptop("li")
    one, two = li.id(), li.id()
    li.push([person(one)], [person(two)])
    li.pull()
    li.do({"op": "delete", "kind": "person", "id": one, "grid": G1, "seen": 1})

    assert records(town.laptop("li", seed=2).pull()) == [two]
    (line,) = [line for line in li.pull() if line.k]
    assert (line.id, line.gone, line.v) == (one, "deleted", 2)


@pytest.mark.fault("F39")
def test_a_changed_role_is_another_view_and_resyncs(town: Town) -> None:
    li = town.laptop("li")
    li.do(person(li.id()))
    li.pull()
    with town.server.store.writing() as work:
        work.put_grant(GrantRow(user="li", prefix=G1, role="grid_worker", since=stamp(START), until=stamp(START)))
        work.put_grant(GrantRow(user="li", prefix=G1, role="officer", since=stamp(START)))
    town.clock.advance(seconds=6)

    lines = li.page()

    assert (lines[0].resync, len(lines), lines[-1].more) == (True, 2, True)
    assert not li.page()[0].resync


@pytest.mark.fault(12)
def test_a_program_that_learns_a_kind_resyncs(town: Town) -> None:
    li = town.laptop("li")
    li.do(person(li.id()))
    known = tuple(kind for kind in sorted(KINDS) if "person" not in kind)
    old = decode_pull_lines(li.ask(kinds=known).body)
    assert records(old) == []
    views = {row.grid: row.view for row in old[0].scope or ()}
    li.cursors = {part.grid: (views[part.grid], part.to, part.head, part.mark) for part in old if part.grid}

    assert li.page()[0].resync
    assert len(records(li.pull())) == 1


@pytest.mark.fault("F37", "F38")
def test_a_grant_that_ended_shows_nothing_and_takes_work_for_30_days(town: Town) -> None:
    li = town.laptop("li")
    li.do(person(li.id()))
    with town.server.store.writing() as work:
        work.put_grant(
            GrantRow(user="li", prefix=G1, role="grid_worker", since=stamp(START), until=stamp(town.clock.now()))
        )
    town.clock.advance(days=29)

    assert scope(li) == {}
    assert li.do(person(li.id())).st == "applied"
    town.clock.advance(days=2)
    assert li.do(person(li.id())).reason == "forbidden"


def test_a_grant_of_the_future_shows_nothing_yet(town: Town) -> None:
    town.employ("new", G1, "grid_worker")
    with town.server.store.writing() as work:
        later = stamp(START + timedelta(days=1))
        work.put_grant(GrantRow(user="new", prefix=G1, role="grid_worker", since=later))

    assert scope(town.laptop("new")) == {}


def test_a_poll_with_nothing_new_reads_little_and_writes_nothing(sqlite_town: Town) -> None:
    """B5."""
    li = sqlite_town.laptop("li")
    li.do(person(li.id()))
    li.pull()
    said: list[str] = []
    store = sqlite_town.server.store
    assert isinstance(store, SqlStore)
    event.listen(store.engine, "before_cursor_execute", lambda *args: said.append(args[2]))

    li.page()

    assert [line.split()[0] for line in said] == ["BEGIN", *["SELECT"] * (len(said) - 1)]
    assert len(said) <= 5, said
    assert not [line for line in said if "FROM record" in line]


# verify


def test_verify_sums_the_live_records_of_the_view_at_head(town: Town) -> None:
    li = town.laptop("li")
    one, two, three = li.id(), li.id(), li.id()
    li.push([person(one)], [person(two)], [person(three)])
    li.do({"op": "delete", "kind": "person", "id": three, "grid": G1, "seen": 1})
    li.do(edit(one, None, "1"))

    (part,) = parts(li.page(verify=(G1,)))
    assert (part.count, part.sum) == (2, row_sum([(one, 2), (two, 1)]))

    (again,) = parts(li.page(verify=(G1, "610726103005999")))
    assert (again.rows, again.count, again.sum) == (0, 2, part.sum)


def test_a_part_cut_short_has_no_sum(town: Town) -> None:
    li = town.laptop("li")
    li.push([person(li.id())], [person(li.id())])

    (part,) = parts(li.page(limit=1, verify=(G1,)))
    assert (part.count, part.sum) == (None, None)
    (part,) = parts(li.page(limit=9, verify=(G1,)))
    assert part.count == 2


# form


@pytest.mark.parametrize(
    "body", [b"", b"{", b'{"ask":1}', b"[" * 100_000, b'{"ask":1,"limit":1,"kinds":[],"grids":{"a":[1]}}']
)
def test_a_malformed_ask_is_refused(town: Town, body: bytes) -> None:
    li = town.laptop("li")
    li.sign_in()
    reply = li.call("POST", "/v1/pull", body)
    assert (reply.status, problem(reply).name) == (400, "malformed")


@pytest.mark.fault("F52", 12)
def test_an_old_protocol_pushes_but_does_not_pull(town: Town) -> None:
    """F52."""
    li = town.laptop("li")
    li.sign_in()
    town.server.config = msgspec.structs.replace(town.server.config, protocol=(2, 2))

    reply = li.call("POST", "/v1/pull", b"{}", grid_protocol="1")
    assert (reply.status, problem(reply).name, problem(reply).minimum) == (426, "upgrade_required", 2)
    body = li.sealed(1, "", li.line(1, person(li.id())))
    assert li.call("POST", "/v1/push", body, grid_protocol="1").status == 200


@pytest.mark.fault(58)
def test_grids_of_others_are_not_there(town: Town) -> None:
    """FAULTS 58: asking for a grid not held says nothing of it."""
    li, wang = town.laptop("li"), town.laptop("wang")
    wang.do(person(wang.id(), grid=G2))
    li.pull()
    before = li.cursors
    for other in (G2, "610726103005777"):
        li.cursors = {**before, other: ("", 0, 0, "")}
        lines = decode_pull_lines(li.ask(verify=(other,)).body)
        assert (parts(lines), records(lines)) == ([], [])


def test_a_device_sees_its_own_numbers_only(town: Town) -> None:
    li, zhao = town.laptop("li"), town.laptop("zhao")
    with town.server.store.writing() as work:
        assert set(work.grids([f"@{li.device}", f"@{zhao.device}"])) == {f"@{li.device}", f"@{zhao.device}"}
        work.put_grid(GridRow(code=f"@{li.device}", name=""))

    assert f"@{zhao.device}" not in scope(li)
    assert li.do(person(li.id(), grid=f"@{li.device}")).reason == "forbidden"
