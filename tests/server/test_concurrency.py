"""Many callers at once, with real threads and connections, on both databases (SYNC 4)."""

from __future__ import annotations

import hashlib
import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any, TypeVar

import msgspec
import pytest

from gridcore.wire import Enrol, Enrolled, Reply, decode_push_reply, encode
from gridserver.guesses import MOST
from tests.server.test_push import edit, household
from tests.server.town import G1, G2, PASSWORD, Laptop, Town, problem

T = TypeVar("T")


def at_once(*calls: Callable[[], T]) -> list[T]:
    """Let all begin at the same moment, each in its thread; give what they give, in order."""
    start = threading.Barrier(len(calls))

    def one(call: Callable[[], T]) -> T:
        start.wait()
        return call()

    with ThreadPoolExecutor(len(calls)) as pool:
        return list(pool.map(one, calls))


def send(laptop: Laptop, body: bytes) -> Reply:
    return laptop.call("POST", "/v1/push", body)


def sealed(laptop: Laptop, *ops: dict[str, Any], tx: str | None = None) -> bytes:
    """The next push of a laptop: one tx."""
    return laptop.sealed(laptop.n + 1, laptop.h, laptop.line(laptop.n + 1, *ops, tx=tx))


def took(laptop: Laptop, reply: Reply) -> None:
    told = decode_push_reply(reply.body)
    laptop.n, laptop.h = told.next - 1, told.chain


def move(record: str, source: str, target: str) -> dict[str, Any]:
    return {"op": "move", "kind": "household", "id": record, "grid": source, "to": target}


@pytest.mark.fault("F03", 2)
def test_64_copies_of_one_tx_have_one_effect_and_one_answer(real_town: Town) -> None:
    """Duplicated by a proxy, all in flight at once."""
    li = real_town.laptop("li")
    li.sign_in()
    for trial in range(4):
        body = sealed(li, household(li.id(), note=str(trial)))

        replies = at_once(*[partial(send, li, body)] * 64)

        assert {reply.status for reply in replies} == {200}
        assert len({reply.body for reply in replies}) == 1
        took(li, replies[0])
    li.pull()
    assert sorted(str((li.body(record) or {}).get("note")) for record in li.rows) == ["0", "1", "2", "3"]
    with real_town.server.store.writing() as work:
        assert [tx.n for tx in work.txs(li.device, 0, 99)] == [1, 2, 3, 4]
        assert work.grids([G1])[G1].head == 4


@pytest.mark.fault("F03", "F36", 2)
def test_two_devices_of_a_user_send_one_tx_at_once_and_it_counts_once(real_town: Town) -> None:
    """A copied store enrolled anew while the old one still sends (T5): the tx id names one effect."""
    old, new = real_town.laptop("li", 1), real_town.laptop("li", 2)
    old.sign_in()
    new.sign_in()
    old.do(household(record := old.id(), tags=[], note=""))
    new.do(household(new.id()))
    for trial in range(15):
        tx, visit = old.id(), {**household(old.id()), "kind": "visit", "parent": record, "set": {"text": "在家"}}
        change = edit(record, "" if trial == 0 else str(trial - 1), str(trial))
        bodies = [sealed(laptop, change, visit, tx=tx) for laptop in (old, new)]

        replies = at_once(partial(send, old, bodies[0]), partial(send, new, bodies[1]))

        took(old, replies[0])
        took(new, replies[1])
        answers = [decode_push_reply(reply.body).answers[0] for reply in replies]
        assert msgspec.structs.replace(answers[0], n=0) == msgspec.structs.replace(answers[1], n=0)
        assert answers[0].notes == []
    with real_town.server.store.writing() as work:
        assert work.grids([G1])[G1].head == 2 + 15
        assert len(work.history(record)) == 1 + 15


@pytest.mark.fault("F25")
def test_moves_there_and_back_at_once_lock_without_deadlock(real_town: Town) -> None:
    """One names G1 then G2, the other G2 then G1: all are answered, none is sent away."""
    laptops = [real_town.laptop("zhao", seed) for seed in range(4)]
    grids = [(G1, G2), (G2, G1)] * 2
    houses = [laptop.id() for laptop in laptops]
    for laptop, house, (source, _) in zip(laptops, houses, grids, strict=True):
        laptop.do({**household(house), "grid": source})

    def go(laptop: Laptop, house: str, way: Sequence[str]) -> list[int]:
        found: list[int] = []
        for step in range(8):
            source, target = way if step % 2 == 0 else reversed(way)
            reply = send(laptop, sealed(laptop, move(house, source, target)))
            found.append(reply.status)
            took(laptop, reply)
        return found

    statuses = at_once(*(partial(go, *those) for those in zip(laptops, houses, grids, strict=True)))

    assert {status for found in statuses for status in found} == {200}
    with real_town.server.store.writing() as work:
        assert [row.grid for row in work.live(houses)].count(G1) == 2
        for code in (G1, G2):
            head = work.grids([code])[code].head
            assert all(work.mark_of(code, seq) for seq in range(1, head + 1))


@pytest.mark.fault("F26")
def test_a_later_seq_is_given_only_after_the_earlier_commit(real_town: Town) -> None:
    """The second writer gets the grid when the first has committed, and sees its head."""
    store = real_town.server.store
    li, wang = real_town.laptop("li"), real_town.laptop("zhao")
    seen: list[int] = []

    def second() -> None:
        with store.writing() as work:
            seen.append(work.lock_grids([G1])[G1].head)

    with store.writing() as work:
        assert work.lock_grids([G1])[G1].head == 0
        late = threading.Thread(target=second)
        late.start()
        time.sleep(0.3)
        with store.reading() as read:
            assert read.grids([G1])[G1].head == 0
        assert seen == []
        row = work.grids([G1])[G1]
        work.load(grids=[msgspec.structs.replace(row, head=5, mark="m5")])
    late.join()

    assert seen == [5]
    assert (li.ask().status, wang.ask().status) == (200, 200)


@pytest.mark.fault("F26")
def test_a_reader_between_many_writers_misses_nothing(real_town: Town) -> None:
    writers = [real_town.laptop("zhao", seed) for seed in range(3)]
    reader = real_town.laptop("li")
    left = threading.Semaphore(0)

    def write(laptop: Laptop) -> None:
        for _ in range(12):
            laptop.do(household(laptop.id()))
        left.release()

    def read() -> None:
        done = 0
        while done < len(writers):
            done += left.acquire(blocking=False)
            assert not reader.page()[0].resync
        reader.pull()

    at_once(read, *(partial(write, laptop) for laptop in writers))

    assert len(reader.rows) == 36
    assert reader.cursors[G1][1:3] == (36, 36)


def test_one_key_enrolled_many_times_at_once_is_one_device(real_town: Town) -> None:
    li = real_town.laptop("li")
    ask = encode(Enrol(user="li", ed25519="cd" * 32, x25519=li.x25519, password=PASSWORD))

    replies = at_once(*[lambda: real_town.call("POST", "/v1/devices", ask)] * MOST)

    assert {reply.status for reply in replies} == {200}
    assert len({msgspec.json.decode(reply.body, type=Enrolled).device for reply in replies}) == 1
    with real_town.server.store.reading() as read:
        assert len(read.devices("li")) == 2


@pytest.mark.fault(59)
def test_an_id_made_in_two_grids_at_once_lives_once(real_town: Town) -> None:
    """The second is sent away (503) or refused; sent again, it is refused."""
    li, wang = real_town.laptop("li"), real_town.laptop("wang")
    li.sign_in()
    wang.sign_in()
    for _ in range(6):
        record = li.id()
        pushes = [(li, sealed(li, household(record))), (wang, sealed(wang, {**household(record), "grid": G2}))]

        first = at_once(*(partial(send, *push) for push in pushes))
        again = [send(*push) for push in pushes]

        assert {reply.status for reply in first} <= {200, 503}
        for (laptop, _), reply in zip(pushes, again, strict=True):
            took(laptop, reply)
        answers = [decode_push_reply(reply.body).answers[0] for reply in again]
        assert sorted(answer.reason or "" for answer in answers) == ["", "id_taken"]


@pytest.mark.fault("F41")
def test_two_pieces_at_once_make_no_gap(real_town: Town) -> None:
    """One file begun by two requests of one device at the same moment: it grows by one piece."""
    li = real_town.laptop("li")
    li.sign_in()
    whole = bytes(range(256)) * 40
    name = hashlib.sha256(whole).hexdigest()

    def put(start: int, end: int) -> Reply:
        said = f"bytes {start}-{end - 1}/{len(whole)}"
        return li.call("PUT", f"/v1/blobs/{G1}/{name}", whole[start:end], content_range=said)

    replies = at_once(*[lambda: put(0, 4096)] * 8)
    assert sorted(reply.status for reply in replies) == [202] + [409] * 7
    assert {problem(reply).have for reply in replies if reply.status == 409} == {4096}
    replies = at_once(*[lambda: put(4096, len(whole))] * 8)
    assert {reply.status for reply in replies} == {201}
    assert li.call("GET", f"/v1/blobs/{G1}/{name}").body == whole
