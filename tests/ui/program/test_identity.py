"""Who may open a person's records: recovery, password, wipe, over the real door (SYNC 15, decisions 0011 and 0012)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec
import pytest

from gridclient.store import crash
from gridclient.vault import vault
from gridcore.errors import InvalidInput, KeyringTrouble, Locked, Offline, Refused, SignedOut, StoreBroken
from gridserver.memory import MemoryStore
from tests.conftest import Logs
from tests.server.town import PASSWORD, Town
from tests.ui.program.desk import NEW, Desk
from tests.ui.program.street import Street


class Killed(BaseException):
    """The program is no more."""


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


@pytest.mark.fault(36, 38, 21)
def test_a_mistyped_password_does_not_use_up_a_recovery_under_way(desk: Desk, logs: Logs) -> None:
    logs.expect("gridserver.handle.recover", "store key of device")
    desk.open_recovery(known(desk).device)
    desk.restart()
    desk.reset_password()
    with crash.Watched(killing("T5", "before")), pytest.raises(Killed):
        desk.gate.recover("li", NEW)
    desk.restart()
    devices = enrolled(desk)
    for mistyped in ("new batery staple", "new battery stapel"):
        with pytest.raises(SignedOut):
            desk.gate.recover("li", mistyped)

    desk.gate.recover("li", NEW)

    assert enrolled(desk) == devices
    assert desk.addresses() == ["waiting"]
    assert len(desk.ring.secrets) == 1, "no secret of a try is left"
    assert sorted(path.name for path in desk.profile.people()[0].root.glob("recovery*")) == []


@pytest.mark.fault(36, 38)
def test_another_password_of_the_office_takes_the_place_of_a_recovery_under_way(desk: Desk, logs: Logs) -> None:
    logs.expect("gridserver.handle.recover", "store key of device")
    desk.restart()
    desk.reset_password()
    with pytest.raises(Refused):
        desk.gate.recover("li", NEW)
    desk.reset_password("a third staple battery")
    desk.open_recovery(known(desk).device)
    with pytest.raises(SignedOut):
        desk.gate.recover("li", NEW)

    desk.gate.recover("li", "a third staple battery")

    assert desk.addresses() == ["waiting"]
    assert len(desk.ring.secrets) == 1


DAMAGE = ["{", "", '{"format": 1}']


@pytest.mark.fault(36, 31)
@pytest.mark.parametrize("damage", DAMAGE)
def test_damaged_keys_of_a_recovery_keep_nobody_out(desk: Desk, logs: Logs, damage: str) -> None:
    logs.expect("gridclient.vault.vault", "it begins anew")
    (paths,) = desk.profile.people()
    desk.restart()
    paths.recovery.write_text(damage)

    desk.gate.unlock("li", PASSWORD)

    assert desk.addresses() == ["waiting"]
    assert not paths.recovery.exists()


@pytest.mark.fault(36, 31)
@pytest.mark.parametrize("damage", [*DAMAGE, "no hex"])
def test_a_recovery_whose_keys_are_damaged_begins_anew(desk: Desk, logs: Logs, damage: str) -> None:
    logs.expect("gridclient.vault.vault", "it begins anew")
    logs.expect("gridserver.handle.recover", "store key of device")
    (paths,) = desk.profile.people()
    file = msgspec.structs.replace(vault.read(paths), wrapped="no hex")
    paths.recovery.write_bytes(msgspec.json.encode(file) if damage == "no hex" else damage.encode())
    desk.restart()
    desk.reset_password()
    desk.open_recovery(known(desk).device)

    desk.gate.recover("li", NEW)

    assert desk.addresses() == ["waiting"]


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


def test_another_try_that_is_refused_does_not_hide_that_the_first_may_have_changed_it(desk: Desk) -> None:
    real = desk.session.syncing.change_password

    def reply_lost(old: str, new: str) -> None:
        real(old, new)
        raise Offline(reason="cut")

    desk.session.syncing.change_password = reply_lost  # type: ignore[method-assign]  # the line cuts the reply
    with pytest.raises(Offline):
        desk.gate.change_password(PASSWORD, NEW)
    desk.session.syncing.change_password = real  # type: ignore[method-assign]  # the line is good again

    with pytest.raises(SignedOut):
        desk.gate.change_password(PASSWORD, "a third staple battery")

    desk.restart()
    with pytest.raises(Locked) as wrong:
        desk.gate.unlock("li", NEW)
    assert wrong.value.facts["cut_off"] is True


def test_a_badge_that_cannot_be_written_leaves_nothing_open(desk: Desk) -> None:
    (paths,) = desk.profile.people()
    paths.badge.unlink(missing_ok=True)
    paths.badge.mkdir()

    desk.restart()

    paths.badge.rmdir()
    desk.gate.unlock("li", PASSWORD)
    assert desk.addresses() == ["waiting"]


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
