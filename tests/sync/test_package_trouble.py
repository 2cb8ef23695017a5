"""What the centre says no to travels inside the package; a restored centre, kills, bad folders (SYNC 13, F49)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace

from gridclient.store import crash
from gridclient.sync.package import take_reply
from gridcore import package
from gridcore.errors import BadPackage, Cancelled, NoPlace, Offline, Revoked, ServerRefused, UpgradeRequired
from gridcore.package import REPLY, Envelope, Part, write_package
from gridcore.wire import Lost, Problem, Reply, Request, encode
from gridserver.clock import stamp
from gridserver.memory import MemoryStore
from gridserver.packaging import PackageKeys
from gridserver.row import GrantRow
from tests.conftest import Logs
from tests.server.town import COMMUNITY, G1, Town
from tests.simulation.backup import back_up, restore
from tests.sync.deeds import edit, make, photo, shown
from tests.sync.laptop import Laptop
from tests.sync.post import StopsAt, by_stick, changes_of, hand_in, take, write

Open = Callable[[str], Laptop]


@pytest.mark.fault(44)
def test_the_lease_begins_anew_at_the_time_of_the_reply(town: Town, laptop: Open, tmp_path: Path) -> None:
    worker = laptop("li")
    worker.synced()
    town.clock.advance(days=20)
    write(worker, tmp_path / "past")
    reply = hand_in(town, tmp_path / "past")
    at = town.clock.now()
    town.clock.advance(days=3)

    take(worker, reply)

    assert worker.store.status().verified_at == at.replace(microsecond=0)
    take(worker, reply)
    assert worker.store.status().verified_at == at.replace(microsecond=0)


@pytest.mark.fault("F49")
def test_what_is_refused_comes_home_refused(town: Town, laptop: Open, tmp_path: Path) -> None:
    worker = laptop("li")
    make(worker, "household", grid="610726103005002", address="not mine")
    make(worker, "household", address="mine")

    read = by_stick(worker, tmp_path / "mixed")

    assert (read.answered, read.parked) == (2, 1)
    assert [line.reason for line in worker.store.outbox.parked_lines()] == ["forbidden"]


def revoke(town: Town, device: str) -> None:
    with town.server.store.writing() as work:
        row = work.device(device)
        assert row is not None
        work.put_device(replace(row, revoked=stamp(town.clock.now())))
    town.clock.advance(60)


@pytest.mark.fault("F45")
def test_a_revoked_device_gets_the_signed_order_and_believes_it(town: Town, laptop: Open, tmp_path: Path) -> None:
    worker = laptop("li")
    make(worker, "household", address="1")
    revoke(town, worker.peer.device)

    read = by_stick(worker, tmp_path / "stolen")

    assert isinstance(read.trouble, Revoked)
    assert changes_of(town, 0)
    assert worker.store.status().sealed == 1


@pytest.mark.fault("F45")
@pytest.mark.parametrize("forgery", ["unsigned", "for another device", "another order"])
def test_a_forged_order_in_a_package_is_ignored_and_logged_without_data(
    town: Town, laptop: Open, tmp_path: Path, logs: Logs, forgery: str
) -> None:
    logs.expect("gridclient.sync.orders", "ignored")
    worker, keys = laptop("li"), town.server.keys
    device = worker.peer.device
    order = {"for another device": "grid-wipe|d-other|2026", "another order": f"grid-token|{device}|2026"}.get(
        forgery, f"grid-wipe|{device}|2026"
    )
    sig = "" if forgery == "unsigned" else keys.sign(order.encode())
    problem = Problem(type="/problems/device_revoked", status=401, order=order, sig=sig)
    reply = Envelope(
        format=0, kind=REPLY, device=device, server_id=keys.id, made=stamp(town.clock.now()), size=0, ask=1
    )
    with (tmp_path / "reply").open("wb") as out:
        parts = [Part.of("problem:401", encode(problem))]
        sealer = PackageKeys(keys, town.rng)
        write_package(out, reply, parts, reader=bytes.fromhex(worker.keys.x25519_public), sealer=sealer)

    read = take(worker, tmp_path / "reply")

    assert isinstance(read.trouble, Offline)
    assert not read.must_enrol


def test_a_disabled_person_is_told_and_keeps_everything(town: Town, laptop: Open, tmp_path: Path) -> None:
    worker = laptop("li")
    make(worker, "household", address="1")
    with town.server.store.writing() as work:
        account = work.account("li")
        assert account is not None
        work.put_account(replace(account, state="disabled"))
    town.clock.advance(60)

    read = by_stick(worker, tmp_path / "left")

    assert isinstance(read.trouble, ServerRefused)
    assert (read.trouble.facts["name"], read.must_enrol) == ("user_disabled", False)
    assert worker.store.status().sealed == 1


@pytest.mark.fault("F52")
def test_an_old_program_hands_in_its_work_and_learns_that_it_is_old(town: Town, laptop: Open, tmp_path: Path) -> None:
    worker = laptop("li")
    make(worker, "household", address="1")
    town.server.config = replace(town.config, protocol=(2, 2))

    read = by_stick(worker, tmp_path / "old")

    assert isinstance(read.trouble, UpgradeRequired)
    assert (read.answered, read.trouble.facts["minimum"]) == (1, 2)
    assert changes_of(town, 1)


@pytest.mark.fault("F35")
def test_a_copied_store_is_told_to_enrol_anew(town: Town, laptop: Open, tmp_path: Path) -> None:
    worker, twin = laptop("li"), laptop("li")
    meta = worker.store.outbox.meta()
    twin.keys = worker.keys
    with twin.store._rows("copy") as rows:
        rows.db.run("UPDATE meta SET device = ?", meta.device)
    make(worker, "household", address="here")
    make(twin, "household", address="there")
    by_stick(worker, tmp_path / "first")

    read = by_stick(twin, tmp_path / "second")

    assert read.must_enrol
    assert twin.store.status().sealed == 1
    assert changes_of(town, 1)


class TestRestored:
    """The centre set back to yesterday's copy, and only sticks between it and the laptop."""

    @pytest.fixture
    def town(self, tmp_path: Path) -> Town:
        """A town whose server can be restored."""
        return Town(MemoryStore(), tmp_path / "blobs")

    @pytest.mark.fault("F28", "F33", "F49")
    def test_what_it_lost_comes_back_by_the_next_package(self, town: Town, laptop: Open, tmp_path: Path) -> None:
        worker = laptop("li")
        home = make(worker, "household", address="1")
        by_stick(worker, tmp_path / "one")
        backup = back_up(town)
        edit(worker, "household", home, note=(None, "lost there"))
        name = photo(worker, home, b"p" * 999)
        by_stick(worker, tmp_path / "two")
        restore(town, backup)

        third = by_stick(worker, tmp_path / "three")
        fourth = by_stick(worker, tmp_path / "four")

        assert (third.more, fourth.answered, fourth.photos_up, fourth.more) == (True, 2, 1, False)
        assert changes_of(town, 3)
        assert worker.store.status().in_sync
        with town.server.store.reading() as read:
            assert read.blob(G1, name) == 999

    @pytest.mark.fault("F33", "F49")
    def test_what_an_old_reply_says_of_photos_does_not_count(self, town: Town, laptop: Open, tmp_path: Path) -> None:
        """The centre had the photo when the reply was made, and lost it since."""
        worker = laptop("li")
        name = photo(worker, make(worker, "household", address="1"), b"p" * 999)
        backup = back_up(town)
        write(worker, tmp_path / "one")
        old = hand_in(town, tmp_path / "one")
        restore(town, backup)

        def photos_lost(request: Request) -> Reply | Lost:
            return Lost(reason="cut") if request.method == "PUT" else worker.reach(request)

        worker.wire = photos_lost
        worker.sync()
        read = take(worker, old)

        assert (read.is_old, read.photos_up, worker.store.status().blobs_waiting) == (True, 0, 1)
        worker.wire = worker.reach
        worker.synced()
        with town.server.store.reading() as reading:
            assert reading.blob(G1, name) == 999

    @pytest.mark.fault("F29", "F49")
    def test_others_wrote_past_our_cursor_and_one_package_reads_everything_again(
        self, town: Town, laptop: Open, tmp_path: Path
    ) -> None:
        worker, office = laptop("li"), laptop("zhao")
        backup = back_up(town)
        gone = make(office, "household", address="gone with the restore")
        office.synced()
        by_stick(worker, tmp_path / "one")
        assert shown(worker, "household", gone) is not None
        restore(town, backup)
        other = laptop("zhao")
        kept = [make(other, "household", address=f"{number}") for number in range(3)]
        other.synced()

        read = by_stick(worker, tmp_path / "two")

        assert (read.more, read.trouble, read.rows) == (False, None, 3)
        assert shown(worker, "household", gone) is None
        assert all(shown(worker, "household", record) for record in kept)
        assert worker.store.status().in_sync


@pytest.mark.fault("F39", "F49")
def test_a_changed_view_is_read_again_in_the_same_package(town: Town, laptop: Open, tmp_path: Path) -> None:
    worker, office = laptop("li"), laptop("zhao")
    make(office, "household", address="1")
    office.synced()
    by_stick(worker, tmp_path / "one")
    with town.server.store.writing() as work:
        work.put_grant(GrantRow(user="li", prefix=COMMUNITY, role="officer", since=stamp(town.clock.now())))
    town.clock.advance(60)

    read = by_stick(worker, tmp_path / "two")

    assert (read.more, read.trouble) == (False, None)
    assert worker.store.status().in_sync


# kills and disks


@pytest.mark.fault("F05", "F49")
def test_killed_at_every_point_of_writing_and_reading_nothing_is_lost(town: Town, laptop: Open, tmp_path: Path) -> None:
    class Killed(BaseException):
        pass

    worker = laptop("li")
    done, number = False, 0
    for number in range(60):
        make(worker, "household", address=f"{number}")
        photo_of = make(worker, "household", address=f"p{number}")
        photo(worker, photo_of, f"{number}".encode() * 50)
        left = number

        def kill(_name: str, _when: str, left: list[int] = [left]) -> None:  # noqa: B006
            if left[0] == 0:
                raise Killed
            left[0] -= 1

        try:
            with crash.Watched(kill):
                write(worker, tmp_path / f"{number}")
                take(worker, hand_in(town, tmp_path / f"{number}"))
                done = True
        except Killed:
            pass
        if done:
            break
    assert done
    by_stick(worker, tmp_path / "last")

    assert worker.store.status().in_sync
    with town.server.store.reading() as read:
        assert read.grids([G1])[G1].head == 3 * (number + 1)


@pytest.mark.fault(34, "F49")
def test_a_photo_that_is_held_now_is_told_as_left_out_and_comes_with_the_next(
    town: Town, laptop: Open, tmp_path: Path
) -> None:
    worker = laptop("li")
    home = make(worker, "household", address="1")
    held, good = photo(worker, home, b"held" * 90), photo(worker, home, b"good" * 99)
    path = worker.store.blobs.path(held)
    away = path.rename(path.with_suffix(".away"))
    path.mkdir()

    written = write(worker, tmp_path / "one")

    assert (written.txs, written.photos, written.photos_left) == (3, 1, 1)
    assert written.held == {(G1, good)}
    path.rmdir()
    away.rename(path)
    assert write(worker, tmp_path / "two").photos == 2


@pytest.mark.fault(9, "F49")
def test_a_tx_nobody_can_take_is_parked_when_a_package_is_written_and_the_rest_goes(
    town: Town, laptop: Open, tmp_path: Path
) -> None:
    """Sealed into a package it would stand in the way of every push over the line."""
    worker = laptop("li")
    homes = [make(worker, "household", note=str(number)) for number in range(3)]
    with worker.store.database.write("test") as connection:
        sql = "UPDATE tx SET ops = replace(ops, '\"1\"', ?) WHERE pos = (SELECT min(pos) FROM tx) + 1"
        connection.exec_driver_sql(sql, (f'"{"x" * 4_100_000}"',))

    assert write(worker, tmp_path / "out").txs == 2

    (parked,) = worker.store.outbox.parked_lines()
    assert (parked.records, parked.reason) == ((("household", homes[1]),), "too_large")
    assert worker.synced().pushed == 2
    assert changes_of(town, 2)


def test_a_folder_that_is_gone_or_full_leaves_nothing_behind(laptop: Open, tmp_path: Path) -> None:
    worker = laptop("li")
    make(worker, "household", address="1")
    with pytest.raises(NoPlace) as gone:
        write(worker, tmp_path / "no" / "such" / "a.gridpkg")
    assert gone.value.facts["reason"] == "gone"
    with pytest.raises(NoPlace) as refused:
        write(worker, Path("/proc/version.gridpkg"))
    assert refused.value.facts["reason"] in {"gone", "read_only"}
    assert list(tmp_path.glob("**/*.part")) == []
    assert worker.store.status().sealed == 1
    with pytest.raises(NoPlace):
        take(worker, tmp_path / "nothing.gridpkg")


def test_a_package_that_is_none_is_told_by_its_own_reason(laptop: Open, tmp_path: Path) -> None:
    worker = laptop("li")
    (tmp_path / "x").write_bytes(b"not a package at all")
    with pytest.raises(BadPackage) as bad:
        take(worker, tmp_path / "x")
    assert (bad.value.reason, bad.value.code) == ("not_a_package", "bad_package")


def test_a_reply_stopped_halfway_tells_what_was_taken(laptop: Open, tmp_path: Path) -> None:
    """Before its first part nothing is taken; after it the answers are, and they are told."""
    worker = laptop("li")
    make(worker, "household", address="mine")
    write(worker, tmp_path / "stick")
    reply = hand_in(worker.town, tmp_path / "stick")

    with pytest.raises(Cancelled):
        take_reply(worker.store, worker.keys, reply, rng=worker.rng, progress=StopsAt(0))
    assert worker.store.status().unsent == 1
    half = take_reply(worker.store, worker.keys, reply, rng=worker.rng, progress=StopsAt(1))

    assert (half.answered, half.rows, type(half.broke)) == (1, 0, Cancelled)
    assert worker.store.status().unsent == 0
    whole = take(worker, reply)
    assert (whole.broke, whole.is_old) == (None, False)


def test_a_stick_pulled_out_while_it_is_read_is_no_fault_of_the_program(
    laptop: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    worker = laptop("li")
    make(worker, "household", address="mine")
    write(worker, tmp_path / "stick")
    reply = hand_in(worker.town, tmp_path / "stick")
    real = package.Package.parts

    def parts(self: package.Package) -> Iterator[tuple[str, bytes]]:
        found = real(self)
        yield next(found)
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(package.Package, "parts", parts)
    half = take(worker, reply)

    assert half.answered == 1
    assert isinstance(half.broke, NoPlace)
