"""Who may open a person's records: recovery, password, wipe, over the real door (SYNC 15, decisions 0011 and 0012)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace

from gridclient.app.gate import ProgramGate
from gridclient.app.session import Session
from gridclient.base.paths import Profile
from gridclient.base.progress import NO_PROGRESS
from gridclient.store import crash
from gridclient.vault import vault
from gridcore.errors import InvalidInput, KeyringTrouble, Locked, Offline, Refused, Revoked, SignedOut, StoreBroken
from gridcore.household import Household
from gridcore.wire import Problem, Reply, encode
from gridserver.clock import stamp
from gridserver.keys import hash_password
from gridserver.memory import MemoryStore
from gridserver.row import RecoveryRow
from tests.clock import FakeClock
from tests.conftest import Logs
from tests.server.town import CHEAP as SERVER_CHEAP
from tests.server.town import G1, PASSWORD, Town, seeded
from tests.ui.program.conftest import CHEAP, Ring
from tests.ui.program.street import Street

NEW = "new battery staple"


class Killed(BaseException):
    """The program is no more."""


class Desk:
    """One PC of li with a store in step and one household that waits; the window is left out."""

    def __init__(self, folder: Path, street: Street) -> None:
        self.street, self.town = street, street.town
        self.profile, self.ring = Profile(folder), Ring()
        self.clock = FakeClock(street.town.clock.now())
        self.rng = seeded(8)
        self.gate = self.started()
        seen = self.gate.check_server(street.address)
        self.gate.enroll(seen, "li", PASSWORD, NO_PROGRESS)
        assert self.session.syncing.run() is not None
        self.write("waiting")

    def started(self) -> ProgramGate:
        return ProgramGate(self.profile, self.clock, self.rng, self.ring, CHEAP)

    def restart(self) -> None:
        """The program starts anew, also after a kill."""
        self.gate.lock()
        self.gate = self.started()

    @property
    def session(self) -> Session:
        assert self.gate.session is not None
        return self.gate.session

    def write(self, address: str) -> None:
        with self.session.store.write("household.new") as work:
            work.create("household", Household(address=address), grid=G1)

    def addresses(self) -> list[str]:
        with self.session.store.read() as reading:
            bodies = [entry.body for entry in reading.all("household")]
        return sorted(body.address or "" for body in bodies if isinstance(body, Household))

    def reset_password(self, password: str = NEW) -> None:
        """`gridserver account add` by the office."""
        with self.town.server.store.writing() as work:
            account = work.account("li")
            assert account is not None
            work.put_account(replace(account, pw=hash_password(password, SERVER_CHEAP, self.rng)))

    def open_recovery(self, device: str) -> None:
        """`gridserver device recover DEVICE` by the office."""
        now = self.town.clock.now()
        with self.town.server.store.writing() as work:
            until = stamp(now + timedelta(hours=24))
            work.put_recovery(RecoveryRow(device=device, user="li", opened=stamp(now), until=until))

    def revoke(self) -> None:
        with self.town.server.store.writing() as work:
            device = work.device(self.session.store.outbox.meta().device or "")
            assert device is not None
            work.put_device(replace(device, revoked=stamp(self.town.clock.now())))
        self.town.clock.advance(seconds=6)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    street = Street(Town(MemoryStore(), tmp_path / "blobs"))
    found = Desk(tmp_path / "profile", street)
    yield found
    found.gate.lock()
    street.close()


def known(desk: Desk) -> vault.Known:
    (paths,) = desk.profile.people()
    return vault.read(paths).known


# recovery


def lose_nothing(desk: Desk) -> None:
    """Only the password."""
    assert desk.ring.secrets


def lose_keyring(desk: Desk) -> None:
    desk.ring.secrets.clear()


def replace_keyring(desk: Desk) -> None:
    desk.ring.secrets = dict.fromkeys(desk.ring.secrets, b"another secret of thirty-two byte")


@pytest.mark.fault(36, 38)
@pytest.mark.parametrize("loss", [lose_nothing, lose_keyring, replace_keyring], ids=["password", "lost", "other"])
def test_what_nobody_can_open_any_more_is_opened_with_the_office_and_work_is_kept(
    desk: Desk, loss: Callable[[Desk], None], logs: Logs
) -> None:
    logs.expect("gridserver.handle.recover", "store key of device")
    old = known(desk).device
    desk.restart()
    loss(desk)
    with pytest.raises((Locked, KeyringTrouble)):
        desk.gate.unlock("li", "forgotten")
    desk.reset_password()
    with pytest.raises(Refused) as refused:
        desk.gate.recover("li", NEW)
    assert refused.value.facts["reason"] == "not_opened"
    desk.open_recovery(old)

    desk.gate.recover("li", NEW)

    assert desk.addresses() == ["waiting"]
    assert desk.session.store.status().re_enrolled == "recovered"
    report = desk.session.syncing.run()
    assert report is not None
    assert report.in_step
    assert desk.session.store.status().in_sync
    assert known(desk).device != old
    desk.restart()
    desk.gate.unlock("li", NEW)
    assert desk.addresses() == ["waiting"]
    assert len(desk.ring.secrets) == 1, "no secret of the old wrapping is left"


@pytest.mark.fault(36, 38)
def test_a_wrong_password_and_a_stranger_recover_nothing(desk: Desk) -> None:
    desk.restart()
    before = desk.profile.people()[0].vault.read_bytes()
    with pytest.raises(SignedOut):
        desk.gate.recover("li", "wrong")
    with pytest.raises(InvalidInput):
        desk.gate.recover("wang", PASSWORD)
    desk.street.portal = True
    with pytest.raises(Offline):
        desk.gate.recover("li", PASSWORD)
    desk.street.portal = False

    assert desk.profile.people()[0].vault.read_bytes() == before
    desk.gate.unlock("li", PASSWORD)
    assert desk.addresses() == ["waiting"]


def killing(point: str, moment: str) -> crash.Hook:
    def kill(name: str, when: str) -> None:
        if (name, when) == (point, moment):
            raise Killed

    return kill


def enrolled(desk: Desk) -> set[str]:
    with desk.town.server.store.reading() as read:
        return {row.id for row in read.devices("li")}


@pytest.mark.fault(36, 38, 21)
def test_a_recovery_cut_anywhere_is_gone_on_with(desk: Desk, logs: Logs) -> None:
    """Between the centre's yes and the store, between the store and the vault: same password, same device, one use."""
    logs.expect("gridserver.handle.recover", "store key of device")
    desk.open_recovery(known(desk).device)
    desk.restart()
    desk.reset_password()
    for when in ("before", "after"):
        with crash.Watched(killing("T5", when)), pytest.raises(Killed):
            desk.gate.recover("li", NEW)
        desk.restart()
    devices = enrolled(desk)

    desk.gate.recover("li", NEW)

    assert enrolled(desk) == devices
    assert desk.addresses() == ["waiting"]
    desk.restart()
    desk.gate.unlock("li", NEW)


@pytest.mark.fault(36, 34)
def test_no_key_and_no_store_is_made_over_what_was_there(desk: Desk) -> None:
    (paths,) = desk.profile.people()
    desk.gate.lock()
    away = paths.store.rename(paths.root.parent / "quarantine")
    for attempt in (desk.gate.unlock, desk.gate.recover):
        with pytest.raises(StoreBroken):
            attempt("li", PASSWORD)
    assert not paths.store.exists()
    away.rename(paths.store)
    desk.gate.unlock("li", PASSWORD)
    assert desk.addresses() == ["waiting"]


# password


def test_the_password_changes_at_the_centre_and_here(desk: Desk) -> None:
    desk.gate.change_password(PASSWORD, NEW)

    desk.restart()
    with pytest.raises(Locked) as wrong:
        desk.gate.unlock("li", PASSWORD)
    assert "cut_off" not in wrong.value.facts
    desk.gate.unlock("li", NEW)
    assert desk.addresses() == ["waiting"]
    desk.gate.change_password(NEW, PASSWORD)


def test_a_change_whose_answer_was_lost_is_asked_again_and_heals(desk: Desk) -> None:
    """The centre has the new one, this PC the old one; the person tries again with the same two."""
    real, lost = desk.session.syncing.change_password, list[str]()

    def reply_lost(old: str, new: str) -> None:
        real(old, new)
        lost.append("reply")
        raise Offline(reason="cut")

    desk.session.syncing.change_password = reply_lost  # type: ignore[method-assign]  # the line cuts the reply
    with pytest.raises(Offline):
        desk.gate.change_password(PASSWORD, NEW)
    assert lost == ["reply"]
    desk.restart()
    with pytest.raises(Locked) as wrong:
        desk.gate.unlock("li", NEW)
    assert wrong.value.facts["cut_off"] is True
    desk.gate.unlock("li", PASSWORD)

    desk.gate.change_password(PASSWORD, NEW)

    desk.restart()
    desk.gate.unlock("li", NEW)


def test_a_refused_change_changes_nothing(desk: Desk) -> None:
    for old, new, error in (
        (PASSWORD, "short", InvalidInput),
        (PASSWORD, PASSWORD, InvalidInput),
        ("wrong", NEW, Locked),
    ):
        with pytest.raises(error):
            desk.gate.change_password(old, new)
    desk.reset_password("the office gave another")
    with pytest.raises(SignedOut):
        desk.gate.change_password(PASSWORD, NEW)
    desk.restart()
    with pytest.raises(Locked) as wrong:
        desk.gate.unlock("li", NEW)
    assert "cut_off" not in wrong.value.facts
    desk.gate.unlock("li", PASSWORD)


# wipe


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
