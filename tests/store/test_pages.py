"""T4: pages whole or not at all, scope, re-reads, restored servers (SYNC 8, 9a, 14)."""

from __future__ import annotations

import msgspec
import pytest

from gridclient.store import Store
from gridcore.errors import Damaged
from gridcore.wire import PullLine, PushReply, decode_pull_lines, encode
from tests.store.homes import A, B, C, edit, filled, pull, sent, shown
from tests.store.tin import Tin


@pytest.fixture
def tin() -> Tin:
    return filled()


def test_a_first_sync_in_small_pages_is_searchable_at_its_end(store: Store, tin: Tin) -> None:
    tin.make("person", "00000000-0000-7000-8000-000000000001", "G2", C, name="王建国")
    assert store.status().first_sync
    pages = 0
    while (taken := pull(store, tin, 1)).more:
        pages += 1
        assert not taken.skipped
        assert store.search.find("王建国") == ()

    assert pages == 3
    assert [group.kind for group in store.search.find("王建国")] == ["person"]
    assert not store.status().first_sync
    with store.read() as reading:
        assert reading.db.value("SELECT count(*) FROM sqlite_master WHERE name = 'ix_person_parent'") == 1


@pytest.mark.fault("F06", 4)
@pytest.mark.parametrize("cut", ["end", "half a line", "head", "garbage", "nothing"])
def test_a_page_that_is_not_whole_is_no_page(store: Store, tin: Tin, cut: str) -> None:
    ask = store.pages.ask(["household"])
    page = tin.pull(ask)
    lines = page.split(b"\n")
    damaged = {
        "end": b"\n".join(lines[:-1]),
        "half a line": page[:-10],
        "head": b"\n".join(lines[1:]),
        "garbage": b"<html>",
        "nothing": b"",
    }[cut]

    with pytest.raises(Damaged):
        store.pages.take(damaged)
    assert shown(store) == {}
    assert store.pages.take(page).records == 3


@pytest.mark.fault("F06", 3)
def test_cut_at_every_byte_no_half_page_is_seen(store: Store, tin: Tin) -> None:
    page = tin.pull(store.pages.ask(["household"]))
    for size in range(len(page)):
        with pytest.raises(Damaged):
            store.pages.take(page[:size])

    assert shown(store) == {}


def test_an_older_reply_is_not_taken(store: Store, tin: Tin) -> None:
    early, late = store.pages.ask(["household"]), store.pages.ask(["household"])
    tin_page = tin.pull(early)
    tin.change(A, note="new")
    assert store.pages.take(tin.pull(late)).records == 3

    assert store.pages.take(tin_page).old
    assert shown(store)[A] == ("G1", "new")


@pytest.mark.fault(10)
def test_poison_is_kept_raw_and_the_rest_applied(store: Store, tin: Tin) -> None:
    page = tin.pull(store.pages.ask(["household"])).replace(
        b'"note":"2"', b'"note":{"x":[1,null]},"area":"big","novel":1'
    )
    taken = store.pages.take(page)

    assert taken.records == 3
    with store.read() as reading:
        entry = reading.get("household", B)
    assert entry is not None
    assert entry.extra == {"note": {"x": [1, None]}, "area": "big", "novel": 1}
    tin.change(B, note="whole")
    pull(store, tin)
    assert shown(store)[B] == ("G1", "whole")


@pytest.mark.fault("F04")
def test_own_edit_stays_visible_from_typing_to_settling(store: Store, tin: Tin) -> None:
    pull(store, tin)
    edit(store, A, "1", "mine")
    assert shown(store)[A] == ("G1", "mine")
    tin.change(A, area=5)
    pull(store, tin)
    assert shown(store)[A] == ("G1", "mine")
    sent(store, tin)
    assert shown(store)[A] == ("G1", "mine")
    assert store.status().answered == 1
    pull(store, tin)
    assert shown(store)[A] == ("G1", "mine")
    status = store.status()
    assert (status.answered, status.in_sync) == (0, True)


@pytest.mark.fault("F24")
@pytest.mark.parametrize("order", [("G1", "G2"), ("G2", "G1")])
def test_a_moved_record_is_there_exactly_once(store: Store, tin: Tin, order: tuple[str, str]) -> None:
    pull(store, tin)
    tin.move(A, "G2")
    page = tin.pull(store.pages.ask(["household"]))
    head, *lines, end = decode_pull_lines(page)
    parts: dict[str, list[PullLine]] = {}
    grid = ""
    for line in lines:
        grid = line.grid or grid
        parts.setdefault(grid, []).append(line)
    store.pages.take([head, *parts[order[0]], *parts[order[1]], end])

    assert shown(store)[A] == ("G2", "1")
    tin.move(A, "G1")
    pull(store, tin, verify=True)
    assert shown(store)[A] == ("G1", "1")


@pytest.mark.fault("F23")
def test_an_edit_of_what_moved_away_out_of_scope_settles_and_goes(store: Store, tin: Tin) -> None:
    tin.held = ("G1",)
    pull(store, tin)
    edit(store, A, "1", "mine")
    tin.move(A, "G2")
    pull(store, tin)
    sent(store, tin)
    pull(store, tin)

    assert A not in shown(store)
    assert tin.rows["G2"][A].body["note"] == "mine"
    assert store.status().in_sync


@pytest.mark.fault("F54", 20)
def test_a_grid_left_out_is_hidden_and_kept_until_the_rule_allows(store: Store, tin: Tin) -> None:
    pull(store, tin)
    tin.held = ("G1",)
    taken = pull(store, tin)
    assert (taken.leaving, taken.left) == (("G2",), ())
    assert C in shown(store)
    tin.time = "2026-11-27T10:29:59+08:00"
    assert pull(store, tin).left == ()
    tin.time = "2026-11-27T10:30:00+08:00"
    taken = pull(store, tin)

    assert taken.left == ("G2",)
    assert taken.changes.ids("household") == frozenset({C})
    assert C not in shown(store)
    assert [line.grid for line in store.status().grids] == ["G1"]


@pytest.mark.fault("F37", "F54")
def test_a_grid_given_back_in_time_lost_nothing_and_reads_nothing_again(store: Store, tin: Tin) -> None:
    pull(store, tin)
    tin.held = ("G1",)
    pull(store, tin)
    tin.held = ("G1", "G2")
    tin.time = "2027-01-01T00:00:00+08:00"
    taken = pull(store, tin)

    assert (taken.leaving, taken.records, taken.skipped) == ((), 0, 0)
    assert C in shown(store)


@pytest.mark.fault("F54", 20)
def test_no_grids_at_all_deletes_nothing_until_a_person_says_so(store: Store, tin: Tin) -> None:
    pull(store, tin)
    tin.held = ()
    for time in ("2026-11-24T11:00:00+08:00", "2026-12-24T11:00:00+08:00", "2027-12-24T11:00:00+08:00"):
        tin.time = time
        assert pull(store, tin).left == ()
    assert len(shown(store)) == 3
    edit(store, C, "3", "mine")
    store.pages.leave(["G1", "G2"])

    assert shown(store) == {C: ("G2", "mine")}, "what is not sent stays"


@pytest.mark.fault("F37")
def test_waiting_work_in_a_leaving_grid_goes_out_first(store: Store, tin: Tin) -> None:
    pull(store, tin)
    edit(store, C, "3", "mine")
    tin.held = ("G1",)
    pull(store, tin)
    tin.time = "2026-12-24T11:00:00+08:00"
    assert pull(store, tin).left == ()
    sent(store, tin)

    assert pull(store, tin).left == ("G2",)
    assert tin.rows["G2"][C].body["note"] == "mine"


@pytest.mark.fault("F37", "F38")
@pytest.mark.parametrize("verb", ["visit.save", "bad"])
def test_photos_of_a_leaving_grid_go_out_first_and_those_of_a_refused_tx_stay(
    store: Store, tin: Tin, verb: str
) -> None:
    pull(store, tin)
    with store.write(verb) as work:
        photo = work.attach("G2", C, b"x" * 50, "1.jpg", None, None)
        work.create("visit", {"photos": [photo]}, grid="G2", parent=C)
    sent(store, tin)
    tin.held = ("G1",)
    pull(store, tin)
    tin.time = "2026-12-24T11:00:00+08:00"
    sha = str(photo.sha256)
    assert pull(store, tin).left == ()
    assert store.blobs.is_here(sha)
    if verb == "bad":
        store.blobs.broken("G2", sha)
    else:
        store.blobs.confirm("G2", sha, 50)

    assert pull(store, tin).left == ("G2",)
    assert store.blobs.is_here(sha) == (verb == "bad")


def test_verify_finds_a_lost_row_and_one_resync_brings_it_back(store: Store, tin: Tin) -> None:
    pull(store, tin)
    assert pull(store, tin, verify=True).mismatch == ()
    with store.database.write("test") as connection:
        connection.exec_driver_sql("DELETE FROM household WHERE id = ?", (A,))
    edit(store, B, "2", "mine")
    taken = pull(store, tin, verify=True)

    assert (taken.mismatch, taken.resync, taken.more) == (("G1",), True, True)
    assert pull(store, tin, verify=True).mismatch == ()
    assert shown(store) == {A: ("G1", "1"), B: ("G1", "mine"), C: ("G2", "3")}
    with store.database.write("test") as connection:
        connection.exec_driver_sql("DELETE FROM household WHERE id = ?", (A,))
    taken = pull(store, tin, verify=True)
    assert (taken.mismatch, taken.resync) == (("G1",), False), "one automatic resync a day"


def test_verify_is_due_once_a_day(store: Store, tin: Tin) -> None:
    pull(store, tin)
    assert store.pages.to_verify() == ("G1", "G2")
    pull(store, tin, verify=True)

    assert store.pages.to_verify() == ()


@pytest.mark.fault("F39")
def test_a_resync_deletes_only_what_it_does_not_bring_and_keeps_local_work(store: Store, tin: Tin) -> None:
    pull(store, tin)
    edit(store, B, "2", "mine")
    with store.write("household.new") as work:
        new = work.create("household", {"note": "new"}, grid="G1")
    del tin.rows["G1"][A], tin.rows["G1"][B]
    store.pages.resync()
    assert len(shown(store)) == 4, "nothing is deleted before the re-read is whole"
    while pull(store, tin, 1).more:
        pass

    assert shown(store) == {C: ("G2", "3"), new: ("G1", "new")}
    assert store.status().waiting == 2


@pytest.mark.fault("F29", 15)
def test_a_restored_server_is_noticed_by_the_mark_and_gets_back_what_it_lost(store: Store, tin: Tin) -> None:
    pull(store, tin)
    backup = tin.copy()
    edit(store, A, "1", "mine")
    sent(store, tin)
    pull(store, tin)
    assert store.status().in_sync
    tin = backup
    tin.commits = 500
    tin.change(A, area=7)
    taken = pull(store, tin)

    assert (taken.resync, taken.rewound, taken.more) == (True, True, True)
    assert store.status().sealed == 1
    assert shown(store)[A] == ("G1", "mine")
    pull(store, tin)
    sent(store, tin)
    pull(store, tin)
    assert (shown(store)[A], tin.rows["G1"][A].body["note"]) == (("G1", "mine"), "mine")
    assert store.status().in_sync


@pytest.mark.parametrize("case", ["ahead", "foreign"])
def test_another_history_is_told_and_nothing_taken(store: Store, tin: Tin, case: str) -> None:
    pull(store, tin)
    edit(store, A, "1", "mine")
    sent(store, tin)
    ask = store.pages.ask(["household"])
    head, *rest = decode_pull_lines(tin.pull(ask))
    change = {"next": 9} if case == "ahead" else {"chain": "ab" * 32}
    taken = store.pages.take([msgspec.structs.replace(head, **change), *rest])

    assert taken.torn_chain
    assert store.status().answered == 1


def test_what_the_journal_cannot_fill_is_another_history(store: Store, tin: Tin) -> None:
    pull(store, tin)
    backup = tin.copy()
    edit(store, A, "1", "mine")
    sent(store, tin)
    pull(store, tin)
    with store.database.write("test") as connection:
        connection.exec_driver_sql("DELETE FROM tx")

    assert not pull(store, tin).torn_chain
    assert pull(store, backup).torn_chain


def test_settled_txs_leave_the_journal_after_90_days(store: Store, tin: Tin) -> None:
    pull(store, tin)
    for number in range(2):
        edit(store, A, "1", f"mine {number}")
        sent(store, tin)
        pull(store, tin)
    tin.time = "2027-02-24T10:30:00+08:00"
    pull(store, tin)
    with store.read() as reading:
        assert reading.db.value("SELECT count(*) FROM tx") == 1, "the last one proves the chain"
    edit(store, A, "mine 1", "later")
    sent(store, tin)
    pull(store, tin)

    assert store.status().in_sync


def test_what_was_made_long_ago_stays_in_the_journal_for_90_days_after_it_settled(store: Store, tin: Tin) -> None:
    def kept() -> int:
        with store.read() as reading:
            return int(reading.db.value("SELECT count(*) FROM tx"))

    pull(store, tin)
    for number in range(3):
        edit(store, A, "1", f"made offline {number}")
    tin.time = "2027-02-24T10:30:00+08:00"  # 92 days later the laptop is back
    sent(store, tin)
    pull(store, tin)
    assert kept() == 3
    tin.time = "2027-05-25T10:30:00+08:00"
    pull(store, tin)
    assert kept() == 3, "90 days later it is just not over"
    tin.time = "2027-05-26T10:30:00+08:00"
    pull(store, tin)

    assert kept() == 1


def test_what_settled_before_that_was_written_down_counts_from_the_next_trimming(store: Store, tin: Tin) -> None:
    pull(store, tin)
    for number in range(2):
        edit(store, A, "1", f"mine {number}")
        sent(store, tin)
        pull(store, tin)
    with store.database.write("an older program") as connection:
        connection.exec_driver_sql("UPDATE tx SET settled = NULL")
    for time, left in (("2027-02-24T10:30:00+08:00", 2), ("2027-05-26T10:30:00+08:00", 1)):
        tin.time = time
        pull(store, tin)
        with store.read() as reading:
            assert reading.db.value("SELECT count(*) FROM tx") == left


def test_the_clock_is_compared_with_the_server(store: Store, tin: Tin) -> None:
    tin.time = "2026-11-24T10:29:57+08:00"
    pull(store, tin)
    edit(store, A, "1", "mine")
    batch = store.outbox.seal()

    assert batch is not None
    assert msgspec.json.decode(batch.lines[0])["offset"] == 3


def test_a_reply_from_a_stick_does_not_set_the_clock(store: Store, tin: Tin) -> None:
    tin.time = "2026-11-20T10:30:00+08:00"
    ask = store.pages.ask(["household"])
    store.pages.take(tin.pull(ask), online=False)
    store.outbox.take_answers(PushReply(time=tin.time, next=1, chain="", answers=[]), online=False)

    assert store.outbox.meta().clock_offset == 0
    assert store.outbox.meta().verified_at == tin.time


def test_an_unknown_line_is_passed_over(store: Store, tin: Tin) -> None:
    page = tin.pull(store.pages.ask(["household"])).split(b"\n")
    page.insert(3, encode(PullLine(k="starship", id="x", v=1, b=msgspec.Raw(b"{}"))))
    store.pages.take(b"\n".join(page))

    assert len(shown(store)) == 3
