"""A store key opened for the device that replaces, and the own password changed (SYNC 15, decision 0011)."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

import msgspec
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from msgspec.structs import replace

from gridclient.vault.keys import Keys
from gridcore.wire import Enrol, Enrolled, NewPassword, Recover, Recovered, Reply, encode
from gridserver.clock import stamp
from gridserver.guesses import MOST
from gridserver.row import RecoveryRow, ServerStore
from tests.conftest import Logs
from tests.server.town import PASSWORD, Laptop, Town, problem, seeded


def opened(town: Town, device: str, user: str = "li", hours: int = 24) -> None:
    """What `gridserver device recover` does."""
    town.clock.advance(seconds=6)
    now = town.clock.now()
    until = stamp(now + timedelta(hours=hours))
    with town.server.store.writing() as work:
        work.put_recovery(RecoveryRow(device=device, user=user, opened=stamp(now), until=until))


def sealed_device(town: Town, user: str = "li") -> tuple[Laptop, Keys]:
    """A laptop whose store key lies sealed at the server."""
    laptop = town.laptop(user)
    keys = Keys.new(seeded(9))
    laptop.key = Ed25519PrivateKey.from_private_bytes(keys.ed25519)
    laptop.x25519 = keys.x25519_public
    return enrolled(town, laptop, keys.sealed_to(town.server.public[1], seeded(3))), keys


def enrolled(town: Town, laptop: Laptop, sealed: str | None, replaces: str | None = None) -> Laptop:
    ask = Enrol(
        user=laptop.user, ed25519=laptop.public, x25519=laptop.x25519, password=PASSWORD, replaces=replaces,
        sealed_key=sealed,
    )  # fmt: skip
    reply = town.call("POST", "/v1/devices", encode(ask))
    assert reply.status == 200, reply.body
    laptop.device = msgspec.json.decode(reply.body, type=Enrolled).device
    laptop.sign_in()
    return laptop


def successor(town: Town, replaces: str, user: str = "li", seed: int = 11) -> tuple[Laptop, Keys]:
    """The device with new keys that replaces."""
    laptop, keys = town.laptop(user, seed), Keys.new(seeded(seed))
    laptop.key, laptop.x25519 = Ed25519PrivateKey.from_private_bytes(keys.ed25519), keys.x25519_public
    return enrolled(town, laptop, None, replaces), keys


def recover(laptop: Laptop, device: str) -> Reply:
    return laptop.call("POST", "/v1/recover", encode(Recover(device=device)))


def refused(reply: Reply) -> bool:
    return (reply.status, problem(reply).name) == (403, "forbidden")


@pytest.mark.fault(36, 38)
def test_the_store_key_comes_to_the_device_that_replaces_and_again_when_the_reply_was_lost(
    town: Town, logs: Logs
) -> None:
    logs.expect("gridserver.handle.recover", "store key of device")
    old, keys = sealed_device(town)
    new, theirs = successor(town, old.device)
    opened(town, old.device)

    for _ in range(2):
        reply = recover(new, old.device)
        assert theirs.opened(msgspec.json.decode(reply.body, type=Recovered).sealed_key) == keys.store

    with town.server.store.reading() as read:
        device = read.device(new.device)
    assert device is not None
    assert device.sealed is not None, "a later recovery finds it at the new device"
    assert (device.n, device.replaces) == (0, old.device)
    another, _ = successor(town, old.device, seed=12)
    assert refused(recover(another, old.device)), "one use"


@pytest.mark.fault(38)
def test_the_key_of_a_device_that_was_enrolled_anew_is_found_along_the_line(town: Town, logs: Logs) -> None:
    logs.expect("gridserver.handle.recover", "store key of device")
    first, keys = sealed_device(town)
    second, _ = successor(town, first.device)
    new, theirs = successor(town, first.device, seed=12)
    opened(town, second.device)

    reply = recover(new, first.device)

    assert theirs.opened(msgspec.json.decode(reply.body, type=Recovered).sealed_key) == keys.store


def test_nobody_else_and_no_other_time_gets_a_key(town: Town) -> None:
    old, _ = sealed_device(town)
    new, _ = successor(town, old.device)
    assert refused(recover(new, old.device)), "nothing was opened"
    opened(town, old.device, hours=1)
    assert refused(recover(old, old.device)), "it replaces nothing"
    stranger = town.laptop("wang")
    assert refused(recover(stranger, old.device))
    assert refused(recover(new, "d-unknown"))
    town.clock.advance(seconds=3601)
    assert refused(recover(new, old.device)), "too late"
    assert new.call("POST", "/v1/recover", b"{").status == 400


@pytest.mark.fault(47)
def test_a_revoked_line_of_devices_opens_nothing(town: Town) -> None:
    old, _ = sealed_device(town)
    new, _ = successor(town, old.device)
    opened(town, old.device)
    with town.server.store.writing() as work:
        device = work.device(old.device)
        assert device is not None
        work.put_device(replace(device, revoked=stamp(town.clock.now())))

    assert refused(recover(new, old.device))
    ask = Enrol(user="li", ed25519="ab" * 32, x25519="cd" * 32, password=PASSWORD, replaces=old.device)
    assert problem(town.call("POST", "/v1/devices", encode(ask))).name == "device_revoked"


@pytest.mark.fault(47)
def test_a_device_revoked_while_its_key_is_asked_for_opens_nothing(postgres_store: ServerStore, tmp_path: Path) -> None:
    town = Town(postgres_store, tmp_path / "blobs")
    old, _ = sealed_device(town)
    new, _ = successor(town, old.device)
    opened(town, old.device)
    with ThreadPoolExecutor(1) as pool:
        with postgres_store.writing() as work:
            device = work.lock_device(old.device)
            assert device is not None
            asking = pool.submit(recover, new, old.device)
            with pytest.raises(TimeoutError):
                asking.result(0.5)  # it has read the devices, and waits for this one
            work.put_device(replace(device, revoked=stamp(town.clock.now())))

        assert refused(asking.result(10))


def change(laptop: Laptop, old: str, new: str) -> Reply:
    return laptop.call("POST", "/v1/password", encode(NewPassword(old=old, new=new)))


def signs_in(town: Town, password: str) -> bool:
    ask = Enrol(user="li", ed25519="ab" * 32, x25519="cd" * 32, password=password)
    return town.call("POST", "/v1/devices", encode(ask)).status == 200


def test_a_password_is_changed_by_who_knows_it_and_tokens_stay_good(town: Town) -> None:
    li = town.laptop("li")
    li.sign_in()
    assert change(li, PASSWORD, "new battery staple").status == 200
    assert change(li, PASSWORD, "new battery staple").status == 200, "sent again after a lost reply"

    assert (signs_in(town, PASSWORD), signs_in(town, "new battery staple")) == (False, True)
    assert li.ask().status == 200


@pytest.mark.parametrize("new", ["short", PASSWORD, "12345678", "xli12345", "aaaaaaaaaa"])
def test_a_weak_password_is_refused(town: Town, new: str) -> None:
    li = town.laptop("li")
    assert (change(li, PASSWORD, new).status == 400) is (new != "xli12345")


def test_guesses_make_the_name_wait_and_only_that_name(town: Town) -> None:
    li, wang = town.laptop("li"), town.laptop("wang")
    for _ in range(MOST):
        reply = change(li, "guess", "another guess")
        assert (reply.status, problem(reply).name) == (403, "wrong_password")

    reply = change(li, PASSWORD, "new battery staple")

    assert (reply.status, problem(reply).name, reply.headers["retry-after"]) == (429, "too_many", "601")
    assert not signs_in(town, PASSWORD)
    assert change(wang, PASSWORD, "new battery staple").status == 200
    town.clock.advance(seconds=601)
    assert change(li, PASSWORD, "new battery staple").status == 200


def test_a_name_nobody_has_waits_like_any_other(town: Town) -> None:
    ask = Enrol(user="nobody", ed25519="ab" * 32, x25519="cd" * 32, password="guess")
    statuses = [town.call("POST", "/v1/devices", encode(ask)).status for _ in range(MOST + 1)]

    assert statuses == [401] * MOST + [429]
