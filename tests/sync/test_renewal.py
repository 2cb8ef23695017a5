"""T5: a device that cannot go on is enrolled anew, and nothing is lost or doubled (SYNC 8 T5, F32, F34-F36)."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from gridclient.store import Store, crash
from gridclient.sync.enrol import peer_of, re_enrol
from gridcore.errors import Offline, ServerRefused, SignedOut, WrongServer
from gridcore.household import Household
from gridcore.visit import Visit
from gridcore.wire import Enrolled, Lost, Reply, Request, encode
from gridserver.memory import MemoryStore
from tests.server.town import G1, PASSWORD, Town
from tests.simulation.backup import back_up, restore
from tests.sync.laptop import Laptop

Open = Callable[[str], Laptop]


class Killed(BaseException):
    """The program is no more."""


@pytest.fixture
def town(tmp_path: Path) -> Town:
    """A town whose server can be restored."""
    return Town(MemoryStore(), tmp_path / "blobs")


class Copy(Laptop):
    """A second PC with a copy of the whole folder of a person."""

    def __init__(self, original: Laptop, folder: Path) -> None:
        self.town, self.user, self.rng, self.clock = original.town, original.user, original.rng, original.clock
        self.keys, self.requests, self.wire = original.keys, [], self.reach
        self.folder = folder
        folder.mkdir()
        original.store.copy_to(folder / "store.db")
        shutil.copytree(original.store.blobs.path("x").parents[2], folder / "side")
        self.open()

    def open(self) -> None:
        self.store = Store.open(
            self.folder / "store.db",
            self.keys.store,
            clock=self.clock,
            rng=self.rng,
            files=self.keys.files(self.rng),
            side=self.folder / "side",
        )
        self.peer = peer_of(self.store, self.keys)

    def died(self) -> None:
        self.store.close()
        self.open()


def made(laptop: Laptop, address: str) -> str:
    with laptop.store.write("household.new") as work:
        return work.create("household", Household(address=address), grid=G1)


def addresses(laptop: Laptop) -> list[str]:
    with laptop.store.read() as reading:
        found = [entry.body for entry in reading.all("household")]
    return sorted(body.address or "" for body in found if isinstance(body, Household))


def on_server(town: Town) -> list[int]:
    """Versions of the records of the grid: a record made once and never changed is at 1."""
    with town.server.store.reading() as read:
        return sorted(v for _, v in read.versions(G1, ["household"]))


def devices(town: Town) -> list[str]:
    return sorted(back_up(town)["device"])


@pytest.mark.fault("F35", 42)
@pytest.mark.parametrize("writes", [True, False], ids=["found by the push", "found by the pull"])
def test_a_store_copied_to_a_second_pc_goes_on_under_its_own_name(
    town: Town, laptop: Open, tmp_path: Path, *, writes: bool
) -> None:
    li = laptop("li")
    made(li, "before")
    li.synced()
    copy = Copy(li, tmp_path / "copy")
    made(li, "here")
    li.synced()
    if writes:
        made(copy, "there")

    report = copy.synced()

    assert report.enrolled
    assert copy.peer.device != li.peer.device
    li.synced()
    expected = ["before", "here", "there"] if writes else ["before", "here"]
    assert addresses(li) == addresses(copy) == expected
    assert on_server(town) == [1] * len(expected)
    assert copy.store.status().in_sync
    assert copy.store.status().re_enrolled == ("forked" if writes else "torn")
    with town.server.store.reading() as read:
        device = read.device(copy.peer.device)
    assert device is not None
    assert (device.replaces, device.user) == (li.peer.device, "li")
    copy.died()
    assert copy.sync().trouble is None, "the keys of the store count, not those of the vault"
    copy.store.close()


@pytest.mark.fault("F36")
def test_a_store_restored_from_yesterday_reads_what_it_forgot(town: Town, laptop: Open, tmp_path: Path) -> None:
    li = laptop("li")
    made(li, "before")
    li.synced()
    copy = Copy(li, tmp_path / "image")
    made(li, "forgotten")
    li.synced()
    made(copy, "after")

    assert copy.synced().enrolled

    assert addresses(copy) == ["after", "before", "forgotten"]
    assert on_server(town) == [1, 1, 1]
    assert copy.store.status().in_sync
    copy.store.close()


@pytest.mark.fault("F32")
def test_a_server_restored_to_before_the_device_asks_the_password_and_gets_everything(town: Town, laptop: Open) -> None:
    backup = back_up(town)
    li = laptop("li")
    old = li.peer.device
    made(li, "settled")
    li.synced()
    restore(town, backup)
    town.clock.advance(hours=2)  # a token of the last hour would still do
    made(li, "waiting")

    report = li.sync()

    assert isinstance(report.trouble, ServerRefused)
    assert (report.trouble.facts["name"], report.must_enrol, report.in_step) == ("unknown_device", True, False)
    assert li.store.status().waiting + li.store.status().sealed == 1
    with pytest.raises(SignedOut):
        li.drive(re_enrol(li.store, li.peer, li.keys, li.rng, why="unknown_device", password="wrong"))
    assert li.peer.device == old
    li.drive(re_enrol(li.store, li.peer, li.keys, li.rng, why="unknown_device", password=PASSWORD))
    li.synced()
    assert addresses(li) == ["settled", "waiting"]
    assert on_server(town) == [1, 1]
    assert li.store.status().in_sync


@pytest.mark.fault("F34")
def test_a_server_restored_to_before_the_journal_is_met_under_a_new_name(town: Town, laptop: Open) -> None:
    li = laptop("li")
    made(li, "of old")
    li.synced()
    backup = back_up(town)
    made(li, "older than the journal")
    li.synced()
    town.clock.advance(days=100)
    li.clock.advance(days=100)
    made(li, "new")
    li.synced()
    restore(town, backup)
    made(li, "waiting")

    report = li.synced()

    assert report.enrolled
    assert addresses(li) == ["new", "of old", "waiting"], "what the journal had dropped is the server's loss"
    assert on_server(town) == [1, 1, 1]
    assert li.store.status().re_enrolled == "torn"
    assert li.store.status().in_sync


@pytest.mark.fault("F35", "F05", 21)
def test_killed_anywhere_in_between_the_next_start_ends_it_with_one_new_device(
    town: Town, laptop: Open, tmp_path: Path
) -> None:
    def scene(name: str) -> Copy:
        copy = Copy(li, tmp_path / name)
        made(copy, name)
        return copy

    li = laptop("li")
    made(li, "before")
    li.synced()
    counted: list[str] = []
    copy = scene("counted")
    made(li, "here")
    li.synced()
    with crash.Watched(lambda name, when: counted.append(f"{name} {when}")):
        assert copy.synced().enrolled
    copy.store.close()
    assert {"T5 keys before", "T5 keys after", "T5 before", "T5 after"} <= set(counted)
    start = back_up(town)

    for number in range(len(counted)):
        restore(town, start)
        known = devices(town)
        copy = scene(f"killed {number}")
        made(li, f"other {number}")
        li.synced()
        left = number

        def kill(_name: str, _when: crash.When) -> None:
            nonlocal left
            left -= 1
            if left < 0:
                raise Killed

        with crash.Watched(kill), pytest.raises(Killed):
            copy.sync()
        copy.died()

        copy.synced()
        copy.synced()

        assert copy.store.status().in_sync, counted[number]
        li.synced()
        assert addresses(copy) == addresses(li)
        assert {f"killed {number}", f"other {number}"} <= set(addresses(li))
        assert set(on_server(town)) == {1}
        assert len(devices(town)) == len(known) + 1, counted[number]
        copy.store.close()


@pytest.mark.parametrize("lost", ["the request", "the reply"])
@pytest.mark.fault("F35", "F01", "F02")
def test_an_enrolment_lost_on_the_way_is_asked_for_again_and_is_the_same(
    town: Town, laptop: Open, tmp_path: Path, lost: str
) -> None:
    li = laptop("li")
    made(li, "before")
    li.synced()
    copy = Copy(li, tmp_path / "copy")
    made(li, "here")
    li.synced()
    made(copy, "there")
    known = len(devices(town))

    def wire(request: Request) -> Reply | Lost:
        if request.path != "/v1/devices":
            return copy.reach(request)
        if lost == "the reply":
            copy.reach(request)
        return Lost(reason="timeout")

    copy.wire = wire
    assert isinstance(copy.sync().trouble, Offline)
    assert copy.store.status().re_enrolled is None
    copy.wire = copy.reach
    copy.synced()
    li.synced()
    assert addresses(li) == addresses(copy) == ["before", "here", "there"]
    assert len(devices(town)) == known + 1
    copy.store.close()


@pytest.mark.fault("F44", 66)
def test_an_enrolment_the_pinned_key_did_not_sign_changes_nothing(town: Town, laptop: Open, tmp_path: Path) -> None:
    li = laptop("li")
    made(li, "before")
    li.synced()
    copy = Copy(li, tmp_path / "copy")
    made(li, "here")
    li.synced()

    def forged(request: Request) -> Reply | Lost:
        reply = copy.reach(request)
        if request.path != "/v1/devices" or isinstance(reply, Lost) or reply.status != 200:
            return reply
        body = encode(
            Enrolled(
                device="d-evil",
                user="li",
                name="",
                role="",
                server=town.keys.id,
                ed25519=town.server.public[0],
                cert="00" * 64,
                lease_days=14,
            )
        )
        return Reply(status=200, headers=reply.headers, body=body)

    copy.wire = forged
    assert isinstance(copy.sync().trouble, WrongServer)
    assert copy.store.outbox.meta().device == copy.peer.device == li.peer.device
    copy.store.close()


@pytest.mark.fault("F44")
def test_the_password_is_not_said_to_another_server(town: Town, laptop: Open, tmp_path: Path) -> None:
    li = laptop("li")
    other = Town(MemoryStore(), tmp_path / "other")
    other.server.keys = type(other.keys).make(li.rng)
    said: list[Request] = []

    def elsewhere(request: Request) -> Reply | Lost:
        said.append(request)
        return other.call(request.method, request.path, request.body, **request.headers)

    li.wire = elsewhere
    li.peer.met = False
    with pytest.raises(WrongServer):
        li.drive(re_enrol(li.store, li.peer, li.keys, li.rng, why="unknown_device", password=PASSWORD))
    assert [request.path for request in said] == ["/v1/hello"]


@pytest.mark.fault("F33")
def test_photos_are_asked_for_again_and_those_the_server_has_are_not_sent(
    town: Town, laptop: Open, tmp_path: Path
) -> None:
    li = laptop("li")
    home = made(li, "before")
    with li.store.write("visit.save") as work:
        visit = work.new_id()
        photo = work.attach(G1, visit, b"photo" * 99, "1.jpg", None, None)
        work.create("visit", Visit(text="x", photos=(photo,)), grid=G1, parent=home, id=visit)
    li.synced()
    copy = Copy(li, tmp_path / "copy")
    made(li, "here")
    li.synced()

    assert copy.synced().enrolled

    methods = [request.method for request in copy.requests if request.path.startswith("/v1/blobs/")]
    assert methods == ["HEAD"]
    assert copy.store.status().in_sync
    copy.store.close()


@pytest.mark.fault("F35")
def test_what_went_out_under_the_old_name_is_taken_back_by_a_new_tx(town: Town, laptop: Open, tmp_path: Path) -> None:
    """It waits again, but the server has it: it must not vanish here."""
    li = laptop("li")
    home = made(li, "before")
    li.synced()
    with li.store.write("household.edit") as work:
        work.set("household", home, {"note": None}, {"note": "typed"})
    answered = work.tx_id

    def pull_lost(request: Request) -> Reply | Lost:
        return Lost(reason="timeout") if request.path == "/v1/pull" else li.reach(request)

    li.wire = pull_lost
    li.sync()
    li.wire = li.reach
    copy = Copy(li, tmp_path / "copy")
    copy.store.outbox.re_enrol("d-next", "forked")

    copy.store.undo(answered)

    waiting = [line.tx for line in copy.store.outbox.waiting_lines()]
    assert answered in waiting
    assert len(waiting) == 3
    copy.store.close()


def test_the_person_is_told_once(laptop: Open) -> None:
    li = laptop("li")
    li.store.outbox.re_enrol("d2", "torn")
    assert li.store.status().re_enrolled == "torn"

    li.store.outbox.seen_re_enrolled()

    assert li.store.status().re_enrolled is None
