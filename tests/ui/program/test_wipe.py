"""Orders to wipe, and a lease that is over, at the door of the program (SYNC 15, F45, FAULTS 44, 45, 47)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace

from gridcore.errors import Locked, Offline, Revoked
from gridcore.wire import Problem, Reply, encode
from gridserver.memory import MemoryStore
from tests.conftest import Logs
from tests.server.town import PASSWORD, Town, seeded
from tests.sync.post import hand_in
from tests.ui.program.desk import Desk
from tests.ui.program.street import Street


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    street = Street(Town(MemoryStore(), tmp_path / "blobs"))
    found = Desk(tmp_path / "profile", street)
    yield found
    found.gate.lock()
    street.close()


@pytest.mark.fault("F45", 47)
def test_a_good_order_is_believed_and_the_folder_goes(desk: Desk) -> None:
    (paths,) = desk.profile.people()
    desk.revoke()

    report = desk.session.syncing.run()

    assert report is not None
    assert isinstance(report.trouble, Revoked)
    desk.gate.wipe(desk.session)
    assert desk.gate.session is None
    assert not paths.root.exists()
    assert desk.ring.secrets == {}
    assert desk.gate.people() == []


@pytest.mark.fault("F45")
@pytest.mark.parametrize("forgery", ["unsigned", "signed by another", "for another device", "another order"])
def test_a_forged_order_is_ignored_and_logged_without_data(desk: Desk, logs: Logs, forgery: str) -> None:
    logs.expect("gridclient.sync.orders", "ignored")
    device, other = desk.session.store.outbox.meta().device or "", Town(MemoryStore(), Path("/nonexistent"))
    other.keys = type(other.keys).make(seeded(77))
    order = f"grid-wipe|{device}|2026"
    keys = desk.town.keys
    sig = {
        "unsigned": "",
        "signed by another": other.keys.sign(order.encode()),
        "for another device": keys.sign(b"grid-wipe|d-other|2026"),
        "another order": keys.sign(f"grid-token|{device}|2026".encode()),
    }[forgery]
    order = {"for another device": "grid-wipe|d-other|2026", "another order": f"grid-token|{device}|2026"}.get(
        forgery, order
    )
    problem = Problem(type="/problems/device_revoked", status=401, order=order, sig=sig)
    for path in ("/v1/push", "/v1/pull"):
        desk.street.instead[path] = Reply(status=401, body=encode(problem))

    report = desk.session.syncing.run()

    assert report is not None
    assert isinstance(report.trouble, Offline)
    assert desk.addresses() == ["waiting"]
    desk.street.instead.clear()
    report = desk.session.syncing.run()
    assert report is not None
    assert report.in_step


@pytest.mark.fault(44, 47)
def test_past_the_lease_the_order_is_carried_out_at_the_door(desk: Desk) -> None:
    (paths,) = desk.profile.people()
    desk.revoke()
    desk.gate.lock()
    desk.clock.advance(days=20)
    desk.town.clock.advance(days=20)

    with pytest.raises(Revoked):
        desk.gate.unlock("li", PASSWORD)

    assert not paths.root.exists()


@pytest.mark.fault("F45", 44)
def test_an_order_that_comes_by_package_is_carried_out_past_the_lease_too(desk: Desk, tmp_path: Path) -> None:
    (paths,) = desk.profile.people()
    desk.revoke()
    desk.gate.lock()
    for clock in (desk.clock, desk.town.clock):
        clock.advance(days=20)
    with desk.gate.packages_only("li", PASSWORD) as packages:
        packages.write(tmp_path / "out.gridpkg")
    assert paths.store.exists()

    with desk.gate.packages_only("li", PASSWORD) as packages:
        read = packages.read(hand_in(desk.town, tmp_path / "out.gridpkg"))

    assert isinstance(read.trouble, Revoked)
    assert not paths.root.exists()
    assert desk.ring.secrets == {}


def test_a_disabled_account_keeps_everything(desk: Desk) -> None:
    with desk.town.server.store.writing() as work:
        account = work.account("li")
        assert account is not None
        work.put_account(replace(account, state="disabled"))
    desk.town.clock.advance(seconds=6)

    report = desk.session.syncing.run()

    assert report is not None
    assert report.trouble is not None
    assert report.trouble.facts["name"] == "user_disabled"
    assert desk.addresses() == ["waiting"]


@pytest.mark.fault(44)
def test_past_the_lease_nothing_is_read_but_a_package_goes_out_and_its_reply_lets_in(
    desk: Desk, tmp_path: Path
) -> None:
    desk.gate.lock()
    for clock in (desk.clock, desk.town.clock):
        clock.advance(days=20)
    desk.street.portal = True
    with pytest.raises(Locked) as locked:
        desk.gate.unlock("li", PASSWORD)
    assert locked.value.facts["reason"] == "lease"
    with pytest.raises(Locked), desk.gate.packages_only("li", "wrong"):
        raise AssertionError("let in")
    out, back = tmp_path / "out.gridpkg", tmp_path / "back.reply.gridpkg"
    with desk.gate.packages_only("li", PASSWORD) as packages:
        assert packages.write(out).txs == 1
    assert b"waiting" not in out.read_bytes()
    office = desk.town.laptop("zhao")
    reply = office.call("POST", "/v1/mail", out.read_bytes())
    assert reply.status == 200
    back.write_bytes(reply.body)

    with desk.gate.packages_only("li", PASSWORD) as packages:
        packages.read(back)

    desk.gate.unlock("li", PASSWORD)
    assert desk.session.store.outbox.waiting_lines() == ()


@pytest.mark.fault(45)
def test_a_clock_set_back_does_not_stretch_the_lease(desk: Desk) -> None:
    for _ in range(13):
        desk.clock.advance(days=1)
        desk.restart()
        desk.gate.unlock("li", PASSWORD)
    desk.street.portal = True
    desk.restart()
    desk.clock.advance(days=2)
    with pytest.raises(Locked):
        desk.gate.unlock("li", PASSWORD)
    desk.clock.set_back(days=30)
    desk.gate = desk.started()

    with pytest.raises(Locked) as locked:
        desk.gate.unlock("li", PASSWORD)

    assert locked.value.facts["reason"] == "lease"
