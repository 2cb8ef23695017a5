"""Rounds over a bad line: lost, cut, doubled, late, refused, killed in between (SYNC 18: F01-F06, F41-F51)."""

from __future__ import annotations

import random
from typing import Any

import pytest
from msgspec.json import decode
from msgspec.structs import replace

from gridclient.store import crash
from gridcore import wire
from gridcore.errors import Offline, ServerRefused
from gridcore.kinds import KINDS
from gridcore.wire import Lost, Reply, Request
from gridserver.handle.problem import Declined
from tests.server.town import G1, Town
from tests.sync.deeds import Open, edit, in_step, losing, make, photo, shown, syncing, troubled
from tests.sync.laptop import Laptop


class Killed(BaseException):
    """The program is no more."""


@pytest.fixture
def li(laptop: Open) -> Laptop:
    found = laptop("li")
    found.synced()
    return found


def asked(at: Laptop) -> list[wire.PullAsk]:
    return [decode(request.body, type=wire.PullAsk) for request in at.requests if request.path == "/v1/pull"]


def bodies(at: Laptop, path: str) -> list[bytes]:
    return [request.body for request in at.requests if request.path == path]


def live(town: Town) -> tuple[Any, ...]:
    """All the server holds of G1: head, mark, ids and versions, and every change."""
    with town.server.store.writing() as work:
        grid = work.grids([G1])[G1]
        versions = sorted(work.versions(G1, tuple(KINDS)))
        return grid.head, grid.mark, versions, [[stand.v for stand in work.history(one)] for one, _ in versions]


@pytest.mark.fault("F01")
def test_a_push_that_never_arrived_goes_out_again_and_counts_once(li: Laptop, laptop: Open) -> None:
    home = make(li, "household", note="1")
    losing(li, "/v1/push")
    troubled(li)
    first = bodies(li, "/v1/push")
    report = li.synced()

    assert bodies(li, "/v1/push") == first, "the same bytes"
    assert report.pushed == 1
    with li.town.server.store.writing() as work:
        assert [stand.v for stand in work.history(home)] == [1]


@pytest.mark.fault("F02", 1)
@pytest.mark.parametrize("killed", [False, True])
def test_a_push_whose_reply_was_lost_is_answered_again_word_for_word(li: Laptop, killed: bool) -> None:
    home = make(li, "household", note="1")
    answers: list[bytes] = []

    def hear(request: Request) -> Reply | Lost:
        reply = li.reach(request)
        if request.path == "/v1/push" and isinstance(reply, Reply) and reply.status == 200:
            answers.append(reply.body.partition(b'"answers"')[2])
            if len(answers) == 1 and not killed:
                return Lost(reason="cut")
        return reply

    def kill(name: str, when: str) -> None:
        if killed and (name, when) == ("T3", "before"):
            raise Killed

    li.wire = hear
    if killed:
        with crash.Watched(kill), pytest.raises(Killed):
            li.sync()
        li.restart()
    else:
        troubled(li)
    li.synced()

    assert len(answers) == 2
    assert answers[0] == answers[1]
    with li.town.server.store.writing() as work:
        assert [stand.v for stand in work.history(home)] == [1]
    assert li.store.status().in_sync


@pytest.mark.fault("F04", "F05", 21)
def test_killed_at_every_commit_of_a_round_the_next_one_finishes(laptop: Open) -> None:
    """Never a moment in which the own words are not on the screen."""
    points: list[str] = []
    with crash.Watched(lambda name, when: points.append(f"{name} {when}")):
        at, home = _edited(laptop)
        del points[:]
        at.synced()
    assert {"T2 after", "T3 before", "T4 after", "T6 before", "ask after"} <= set(points)
    for number, point in enumerate(points):
        at, home = _edited(laptop)
        left = number

        def kill(_name: str, _when: str) -> None:
            nonlocal left
            left -= 1
            if left < 0:
                raise Killed

        with crash.Watched(kill), pytest.raises(Killed):
            at.sync()
        at.restart()
        assert (shown(at, "household", home) or {})["note"] == "2", point
        at.synced()
        assert (shown(at, "household", home) or {})["note"] == "2", point
        assert at.store.status().in_sync, point
        assert at.sync(verify=True).mismatched == (), point
        with at.town.server.store.writing() as work:
            assert [stand.v for stand in work.history(home)] == [2, 1], point


def _edited(laptop: Open) -> tuple[Laptop, str]:
    at = laptop("li")
    home = make(at, "household", note="1")
    at.synced()
    edit(at, "household", home, note=("1", "2"))
    photo(at, home, at.rng(3000))
    return at, home


@pytest.mark.fault("F06", 4)
@pytest.mark.parametrize("way", ["lost", "timeout", "no end", "half a line"])
def test_half_a_page_is_no_page_and_the_next_one_is_smaller(laptop: Open, li: Laptop, way: str) -> None:
    zhao = laptop("zhao")
    homes = [make(zhao, "household", note=str(number)) for number in range(5)]
    zhao.synced()

    def cut(request: Request) -> Reply | Lost:
        reply = li.reach(request)
        if request.path != "/v1/pull" or isinstance(reply, Lost) or reply.status != 200:
            return reply
        if way in {"lost", "timeout"}:
            return Lost(reason="cut" if way == "lost" else way)
        lines = reply.body.rstrip(b"\n").split(b"\n")
        body = b"\n".join(lines[:-1]) + b"\n" if way == "no end" else reply.body[:-30]
        return replace(reply, body=body)

    li.wire = cut
    assert isinstance(troubled(li).trouble, Offline)
    assert [shown(li, "household", home) for home in homes] == [None] * 5
    (before,) = asked(li)[-1:]
    li.wire = li.reach
    li.synced()
    after = asked(li)[0]

    assert after.grids == before.grids
    assert after.limit < before.limit
    assert all(shown(li, "household", home) for home in homes)


@pytest.mark.fault(5, "F03")
def test_any_request_repeated_at_any_later_time_changes_nothing(li: Laptop, laptop: Open) -> None:
    zhao = laptop("zhao")
    sent: list[Request] = []

    def remember(request: Request) -> Reply | Lost:
        sent.append(request)
        return li.reach(request)

    li.wire = remember
    dice = random.Random(5)
    home = make(li, "household", note="0")
    for turn in range(6):
        edit(li, "household", home, note=(str(turn), str(turn + 1)))
        photo(li, home, bytes([turn]) * 50)
        if turn % 2:
            edit(zhao, "household", home, area=(None if turn == 1 else turn - 2, turn))
        in_step(li, zhao)
        before = live(li.town)
        for request in dice.sample(sent[-20:], len(sent[-20:])):
            assert isinstance(li.reach(request), Reply)
        assert live(li.town) == before
    li.synced()

    assert li.sync(verify=True).mismatched == ()
    assert (shown(li, "household", home) or {})["area"] == 5
    assert li.store.status().in_sync


@pytest.mark.fault(5)
def test_an_old_reply_that_comes_late_is_not_taken(li: Laptop, laptop: Open) -> None:
    zhao = laptop("zhao")
    home = make(zhao, "household", note="0")
    zhao.synced()
    kept: list[Reply] = []

    def keep(request: Request) -> Reply | Lost:
        reply = li.reach(request)
        if isinstance(reply, Reply) and request.path in {"/v1/pull", "/v1/push"} and reply.status == 200:
            kept.append(reply)
        return reply

    li.wire = keep
    li.synced()
    edit(li, "household", home, note=("0", "1"))
    li.synced()
    edit(li, "household", home, note=("1", "2"))
    for reply in reversed(kept):
        if reply.body.startswith(b'{"ask"'):
            assert li.store.pages.take(reply.body).old
        else:
            assert li.store.outbox.take_answers(wire.decode_push_reply(reply.body)).applied == 0
    assert (shown(li, "household", home) or {})["note"] == "2"
    li.synced()

    assert li.store.status().in_sync
    assert (shown(li, "household", home) or {})["note"] == "2"


def _declined(at: Laptop, name: str, **headers: str) -> Reply:
    reply = Declined(name).reply()
    return replace(reply, headers={**reply.headers, wire.SERVER_HEADER: at.peer.server, **headers})


@pytest.mark.fault(8)
@pytest.mark.parametrize("most", [1, 3])
def test_a_batch_too_large_is_halved_down_to_one_and_nothing_is_dropped(li: Laptop, most: int) -> None:
    homes = [make(li, "household", note=str(number)) for number in range(13)]
    sizes: list[int] = []

    def small(request: Request) -> Reply | Lost:
        if request.path == "/v1/push":
            sizes.append(request.body.count(b"\n") - 1)
            if sizes[-1] > most:
                return _declined(li, "too_large")
        return li.reach(request)

    li.wire = small
    report = li.synced()

    refused = [size for size in sizes if size > most]
    assert refused[:2] == [13, 6]
    assert report.pushed == sum(size for size in sizes if size <= most) == 13
    assert li.store.status().in_sync
    with li.town.server.store.writing() as work:
        assert len(list(work.live(homes))) == 13


@pytest.mark.fault(8)
@pytest.mark.parametrize("status", [429, 503])
def test_a_busy_server_is_left_alone_for_as_long_as_it_says(li: Laptop, status: int) -> None:
    make(li, "household", note="1")
    runs = syncing(li)

    def busy(request: Request) -> Reply | Lost:
        if request.path == "/v1/hello":
            return li.reach(request)
        return replace(_declined(li, "busy", **{"retry-after": "120"}), status=status)

    li.wire = busy
    runs.run()
    assert runs.standing().next_in >= 120
    li.clock.advance(119)
    assert runs.standing().next_in >= 1
    assert li.store.status().sealed == 1, "kept"
    li.wire = li.reach
    li.clock.advance(900)
    report = runs.run()

    assert report is not None
    assert report.pushed == 1
    assert runs.standing().next_in == 60


@pytest.mark.fault("F51")
def test_a_round_begun_while_one_runs_does_nothing(li: Laptop) -> None:
    runs, inner = syncing(li), list[object]()
    make(li, "household", note="1")

    def begin_again(request: Request) -> Reply | Lost:
        inner.append(runs.run())
        return li.reach(request)

    li.wire = begin_again
    report = runs.run()

    assert report is not None
    assert (report.pushed, set(inner)) == (1, {None})


POISON = [
    pytest.param(4_100_000, "too_large", id="above the limit of a request"),
    pytest.param(1_100_000, "too_large", id="above the limit of a tx"),
    pytest.param(300_000, "invalid", id="above the limit of a record"),
]


@pytest.mark.fault(9)
@pytest.mark.parametrize(("size", "reason"), POISON)
def test_a_tx_nobody_can_take_is_parked_wherever_it_stands(laptop: Open, size: int, reason: str) -> None:
    """A program that made it is a wrong one; the outbox is not its hostage."""
    for place in range(5):
        at = laptop("li")
        homes = [make(at, "household", note=str(number)) for number in range(5)]
        with at.store.database.write("test") as connection:
            sql = "UPDATE tx SET ops = replace(ops, ?, ?) WHERE pos = (SELECT min(pos) FROM tx) + ?"
            connection.exec_driver_sql(sql, (f'"{place}"', f'"{"x" * size}"', place))
        report = at.synced()

        (parked,) = at.store.outbox.parked_lines()
        assert (parked.records, parked.reason) == ((("household", homes[place]),), reason)
        assert report.trouble is None
        assert [shown(at, "household", home) is None for home in homes] == [n == place for n in range(5)]
        assert at.store.status().waiting == at.store.status().sealed == 0


def test_a_refusal_that_is_no_answer_to_a_batch_ends_the_push_and_not_the_pull(li: Laptop, laptop: Open) -> None:
    zhao = laptop("zhao")
    home = make(zhao, "household", note="1")
    zhao.synced()
    make(li, "household", note="2")
    li.wire = lambda request: _declined(li, "malformed") if request.path == "/v1/push" else li.reach(request)
    report = li.sync()

    assert isinstance(report.trouble, ServerRefused)
    assert shown(li, "household", home) is not None
    assert li.store.status().sealed == 1
