"""SYNC 10 and 14: the rules of a pull: order, pages, cursors, resync, verify."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from gridcore import wire
from gridcore.kinds import KINDS
from gridserver.conformance.check import check, each
from gridserver.conformance.device import Device, Page, page_of, problem_of
from gridserver.conformance.stage import Stage
from gridserver.conformance.verdict import equal, holds


def fresh(stage: Stage) -> Device:
    """Give the first device with all there is of its grids pulled."""
    stage.a.pull()
    return stage.a


def place(code: str, device: Device) -> tuple[int, int, str]:
    """Give where a grid stands in a pull: own numbers, common, units from above, grids by code."""
    if code == f"@{device.id}":
        return (0, 0, "")
    if code == "common":
        return (1, 0, "")
    if len(code) == 12:
        return (2, len(code.rstrip("0")), code)
    return (3, 0, code)


@check("SYNC 10 pull")
def a_pull_is_ndjson(stage: Stage) -> None:
    """A pull is answered in NDJSON, every line an object of its own."""
    reply = stage.a.ask()
    equal((reply.status, reply.headers.get("content-type")), (200, "application/x-ndjson"))
    holds(
        reply.body.endswith(b"\n") and all(line[:1] == b"{" for line in reply.body.splitlines()), "a line is no object"
    )


@check("SYNC 10 pull")
def the_ask_is_echoed(stage: Stage) -> None:
    """`ask` is echoed."""
    equal(stage.a.page(ask=4711).head.ask, 4711)


@check("SYNC 10 pull")
def a_pull_tells_the_chain(stage: Stage) -> None:
    """Next and chain of the device are told in every reply."""
    stage.a.do(stage.create("person"))
    head = stage.a.page().head
    equal((head.next, head.chain), (stage.a.n + 1, stage.a.h))


@check("SYNC 10 pull")
def a_pull_tells_time_and_patience(stage: Stage) -> None:
    """A reply tells the server's time and in how many seconds to ask again."""
    head = stage.a.page().head
    holds(datetime.fromisoformat(head.time or "").tzinfo is not None, "no time with offset")
    holds(head.again is not None and 1 <= head.again <= 3600, f"again in {head.again}")


@check("SYNC 10 pull")
def a_pull_tells_the_scope(stage: Stage) -> None:
    """Scope names every grid held, with name, role and view, also when nothing is new."""
    rows = {row.grid: row for row in fresh(stage).page().head.scope or ()}
    holds({stage.grid, "common", f"@{stage.a.id}"} <= rows.keys(), "a grid is missing")
    holds(all(row.view and row.role for row in rows.values()), "a grid without role or view")


@check("SYNC 10 pull")
def a_scope_names_nothing_else(stage: Stage) -> None:
    """Scope names no grid that is not held, and no other device (FAULTS 58)."""
    _, far = stage.stranger()
    named = {row.grid for row in stage.a.page().head.scope or ()}
    holds(far not in named and f"@{stage.b.id}" not in named, "a foreign grid is named")


@check("SYNC 10 pull")
def grids_come_in_order(stage: Stage) -> None:
    """Grids in order: @device, common, units from above, grids by code."""
    stage.make()
    page = stage.a.page(grids={})
    for codes in ([row.grid for row in page.head.scope or ()], [part.grid or "" for part in page.parts]):
        equal(codes, sorted(codes, key=lambda code: place(code, stage.a)), "the order is")


@check("SYNC 10 pull")
def a_poll_with_nothing_new_is_short(stage: Stage) -> None:
    """With nothing new a reply is head and end, no part."""
    page = fresh(stage).page()
    equal((page.parts, page.records, page.end.more), ((), (), False))


@check("SYNC 10 pull")
def a_part_goes_on_where_the_cursor_stands(stage: Stage) -> None:
    """`from` of a part is the cursor asked with, `to` and `head` are where it ends."""
    device = fresh(stage)
    view, cur, head, mark = device.cursors[stage.grid]
    stage.make()
    part = device.page().part(stage.grid)
    equal((part.frm, part.to, part.head), ((cur, head, mark), head + 1, head + 1))
    holds(view and part.mark and part.mark != mark, "the mark did not change with the commit")


@check("SYNC 10 pull")
def a_part_counts_its_rows(stage: Stage) -> None:
    """`rows` of a part is the number of its records."""
    device = fresh(stage)
    stage.a.push([stage.create("person")], [stage.create("person"), stage.create("household")])
    page = device.page()
    equal((page.part(stage.grid).rows, sum(grid == stage.grid for grid in page.grids)), (3, 3))


@check("SYNC 10 pull")
def rows_come_by_seq(stage: Stage) -> None:
    """Rows come by seq: in the order of their commits."""
    device = fresh(stage)
    made = [stage.make() for _ in range(4)]
    equal([row.id for row in device.page().records if row.id in made], made)


@check("SYNC 10 pull")
def a_changed_record_comes_later(stage: Stage) -> None:
    """A record changed again comes once, at its last seq (F27)."""
    device = fresh(stage)
    first, second = stage.make(phone="1"), stage.make()
    stage.a.do(stage.edit(first, phone=["1", "2"]))
    equal([(row.id, row.v) for row in device.page().records], [(second, 1), (first, 2)])


@check("SYNC 10 pull")
def a_page_ends_on_a_seq(stage: Stage) -> None:
    """A part ends on a seq: the limit is passed only by the rest of one seq, a tx is never cut."""
    device = fresh(stage)
    stage.a.push([stage.create("person") for _ in range(3)], [stage.create("person")])
    page = device.page(limit=2)
    part = page.part(stage.grid)
    equal((len(page.records), part.to, part.head, page.end.more), (3, part.head - 1, part.head, True))


@check("SYNC 10 pull")
def a_limit_is_kept(stage: Stage) -> None:
    """A page of single records holds no more than its limit."""
    device = fresh(stage)
    stage.a.push(*([stage.create("person")] for _ in range(5)))
    equal((len(device.page(limit=2).records), device.page(limit=2).end.more), (2, True))


@check("SYNC 10 pull")
def a_cut_page_keeps_head_and_mark(stage: Stage) -> None:
    """A page cut at cur tells the head and mark of the grid, not those of cur (F30)."""
    device = fresh(stage)
    stage.a.push(*([stage.create("person")] for _ in range(3)))
    cut, whole = device.page(limit=1).part(stage.grid), device.page().part(stage.grid)
    equal((cut.head, cut.mark), (whole.head, whole.mark))
    holds(cut.to < cut.head, "the page was not cut")


@each("SYNC 10 pull", {"1": 1, "2": 2, "3": 3, "7": 7})
def pages_bring_everything_once(stage: Stage, limit: int) -> None:
    """Pages of at most {} bring everything once."""
    device = fresh(stage)
    made = [stage.create("person") for _ in range(7)]
    stage.a.push(*([create] for create in made))
    found = [row.id for page in device.pull(limit=limit) for row in page.records]
    equal(sorted(found), sorted(create["id"] for create in made))


@check("SYNC 10 pull")
def more_says_whether_to_ask_again(stage: Stage) -> None:
    """`more` is false at the end, and then another pull brings nothing."""
    device = fresh(stage)
    stage.make()
    pages = device.pull()
    equal((pages[-1].end.more, device.page().records), (False, ()))


@check("SYNC 10 pull")
def a_first_pull_has_no_gone_rows(stage: Stage) -> None:
    """Cur = 0: no gone rows."""
    person = stage.make()
    stage.a.do(stage.op("delete", person, seen=1))
    new = stage.device(stage.user)
    new.pull()
    holds(person not in new.rows and not any(row.gone for row in new.rows.values()), "a gone row came")


@check("SYNC 10 pull")
def a_later_pull_has_gone_rows(stage: Stage) -> None:
    """Later pulls bring gone rows, without a body."""
    person = stage.make()
    fresh(stage)
    stage.a.do(stage.op("delete", person, seen=1))
    (row,) = stage.a.page().records
    equal((row.id, row.v, row.gone, bytes(row.b)), (person, 2, "deleted", b""))


@check("SYNC 10 pull")
def a_row_has_its_parent(stage: Stage) -> None:
    """A row tells kind, id, parent, version and body."""
    home = stage.make("household")
    device = fresh(stage)
    person = stage.make(parent=home, phone="1")
    (row,) = device.page().records
    equal((row.k, row.id, row.p, row.v, bytes(row.b)), ("person", person, home, 1, b'{"phone":"1"}'))


@check("SYNC 16")
def only_kinds_asked_for_come(stage: Stage) -> None:
    """Only the kinds asked for come; the cursor moves over the others."""
    new = stage.device(stage.user)
    stage.make()
    home = stage.make("household")
    pages = new.pull(kinds=["household"])
    kinds = {row.k for page in pages for row in page.records}
    equal((kinds, home in new.rows), ({"household"}, True))
    equal(new.cursors[stage.grid][1], new.cursors[stage.grid][2], "the cursor")


@check("SYNC 16")
def an_unknown_kind_asked_for_is_no_fault(stage: Stage) -> None:
    """A kind this server does not know may be asked for."""
    equal(stage.a.ask(kinds=[*sorted(KINDS), "spaceship"]).status, 200)


@check("SYNC 16")
def a_view_is_of_its_kinds(stage: Stage) -> None:
    """Fewer kinds are another view."""
    views = [
        {row.grid: row.view for row in stage.a.page(grids={}, kinds=kinds).head.scope or ()}[stage.grid]
        for kinds in (sorted(KINDS), ["household", "person"], ["person", "household"])
    ]
    holds(views[0] != views[1] and views[1] == views[2], "views do not follow the kinds")


def _cursor(stage: Stage, **changed: Any) -> Page:
    device = fresh(stage)
    view, cur, head, mark = device.cursors[stage.grid]
    now = {"view": view, "cur": cur, "head": head, "mark": mark, **changed}
    return device.page(grids={**device.cursors, stage.grid: [now["view"], now["cur"], now["head"], now["mark"]]})


HISTORIES: dict[str, Callable[[Stage], dict[str, Any]]] = {
    "of another view": lambda _: {"view": "0000000000000000"},
    "with a mark that is not": lambda _: {"mark": "0123456789abcdef"},
    "with a head beyond the server's (F28)": lambda s: {"cur": _head(s) + 5, "head": _head(s) + 5},
    "with a cur beyond its head": lambda s: {"cur": _head(s) + 1},
    "of a cut page with a foreign head (F30)": lambda _: {"cur": 1, "mark": "0123456789abcdef"},
}


def _head(stage: Stage) -> int:
    stage.make()
    fresh(stage)
    return stage.a.cursors[stage.grid][2]


@each("SYNC 10 resync", HISTORIES)
def another_history_is_read_again(stage: Stage, changed: Callable[[Stage], dict[str, Any]]) -> None:
    """A cursor {} is answered with resync."""
    page = _cursor(stage, **changed(stage))
    equal((page.head.resync, page.parts, page.records, page.end.more), (True, (), (), True))


@check("SYNC 10 resync")
def a_resync_tells_the_scope(stage: Stage) -> None:
    """A resync tells the scope with its new views (decision 0003)."""
    page = _cursor(stage, mark="0123456789abcdef")
    holds(stage.grid in {row.grid for row in page.head.scope or ()}, "no scope")
    equal(page.head.next, stage.a.n + 1, "next")


@check("SYNC 10 resync")
def the_right_history_goes_on(stage: Stage) -> None:
    """An older head with its own mark is the same history: no resync."""
    device = fresh(stage)
    older = device.cursors[stage.grid]
    person = stage.make()
    device.pull()
    page = device.page(grids={**device.cursors, stage.grid: older})
    holds(not page.head.resync, "a resync")
    equal([row.id for row in page.records], [person])


@check("SYNC 1")
def a_mark_is_of_its_commit(stage: Stage) -> None:
    """Every commit has another mark; the same head has the same mark for everybody (F31)."""
    marks: list[str] = []
    for _ in range(3):
        stage.make()
        marks.append(stage.a.page().part(stage.grid).mark)
    equal(len(set(marks)), 3, "different marks")
    equal(stage.b.page(grids={}).part(stage.grid).mark, marks[-1], "the mark for another device")


@check("SYNC 10 pull")
def a_cursor_of_a_foreign_grid_is_nothing(stage: Stage) -> None:
    """A cursor or verify of a grid not held gets no part and no word (FAULTS 58)."""
    device = fresh(stage)
    for code in [code for code in (stage.far, "999999999999999") if code]:
        page = device.page(grids={**device.cursors, code: ["", 0, 0, ""]}, verify=[code])
        equal((page.parts, page.head.resync), ((), False))
        holds(code.encode() not in b"".join(page.raw), "the grid is named")


@check("SYNC 10 pull")
def one_sees_what_another_wrote(stage: Stage) -> None:
    """What another user writes in a grid comes to all who hold it."""
    person = stage.make(device=stage.neighbour(), phone="1")
    equal(stage.a.body(person), {"phone": "1"})


@check("SYNC 10 pull")
def one_does_not_see_other_grids(stage: Stage) -> None:
    """What is written in a grid not held does not come (FAULTS 58)."""
    them, far = stage.stranger()
    person = stage.make(device=them, grid=far)
    stage.a.pull()
    holds(person not in stage.a.rows, "a record of another grid came")


ASKS: dict[str, bytes] = {
    "no body": b"",
    "no JSON": b"{",
    "an array": b"[]",
    "no kinds": b'{"ask":1,"limit":1,"grids":{}}',
    "a text as limit": b'{"ask":1,"limit":"9","kinds":[],"grids":{}}',
    "a cursor of one value": b'{"ask":1,"limit":1,"kinds":[],"grids":{"a":[1]}}',
    "a text as head": b'{"ask":1,"limit":1,"kinds":[],"grids":{"a":["",0,"0",""]}}',
    "a nest of brackets": b"[" * 100_000,
}


@each("SYNC 11", ASKS)
def a_malformed_pull_is_refused(stage: Stage, body: bytes) -> None:
    """A pull with {} is malformed."""
    reply = stage.a.call("POST", "/v1/pull", body)
    equal((reply.status, problem_of(reply).name), (400, "malformed"))


@check("SYNC 10 pull")
def a_pull_writes_nothing(stage: Stage) -> None:
    """The same pull twice is the same reply but for its time."""
    device = fresh(stage)
    stage.make()
    first, second = (page_of(device.ask(ask=7)) for _ in range(2))
    equal(first.raw[1:], second.raw[1:], "the lines are")


# verify (SYNC 14)


@check("SYNC 14")
def verify_counts_and_sums(stage: Stage) -> None:
    """verify: count and sum of the live records of the view, at head."""
    device = stage.device(stage.user)
    stage.make()
    gone = stage.make()
    stage.a.do(stage.op("delete", gone, seen=1))
    device.pull()
    live = [(row.id, row.v) for row in device.rows.values() if device.places[row.id] == stage.grid and not row.gone]
    part = device.page(verify=[stage.grid]).part(stage.grid)
    equal((part.count, part.sum, part.rows), (len(live), wire.row_sum(live), 0))


@check("SYNC 14")
def verify_is_of_the_view(stage: Stage) -> None:
    """Verify counts the kinds asked for only."""
    device = stage.device(stage.user)
    stage.make("household")
    stage.make()
    device.pull(kinds=["household"])
    live = [(row.id, row.v) for row in device.rows.values() if device.places[row.id] == stage.grid]
    part = device.page(kinds=["household"], verify=[stage.grid]).part(stage.grid)
    equal((part.count, part.sum), (len(live), wire.row_sum(live)))


@check("SYNC 14")
def a_cut_part_has_no_sum(stage: Stage) -> None:
    """A part that does not reach the head has no count and no sum."""
    device = fresh(stage)
    stage.a.push([stage.create("person")], [stage.create("person")])
    cut = device.page(limit=1, verify=[stage.grid]).part(stage.grid)
    whole = device.page(verify=[stage.grid]).part(stage.grid)
    equal((cut.count, cut.sum, whole.count is None), (None, None, False))


@check("SYNC 14")
def verify_is_answered_only_when_asked(stage: Stage) -> None:
    """Count and sum come only for grids that were named."""
    device = fresh(stage)
    stage.make()
    equal(device.page().part(stage.grid).sum, None)
