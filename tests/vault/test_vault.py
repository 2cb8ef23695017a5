"""The vault: what opens it, what does not, and that nothing is ever lost by a wrong try (DOMAIN 4.5, FAULTS 36-45)."""

from __future__ import annotations

import os
import random
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import keyring
import pytest
from keyring.backend import KeyringBackend
from keyring.backends import fail, null

from gridclient.base.paths import Profile
from gridclient.vault import vault
from gridclient.vault.keyring import NoKeyring, SystemKeyring
from gridclient.vault.keys import Keys, fingerprint, is_signed
from gridclient.vault.sealing import FileBox
from gridclient.vault.tries import lease
from gridcore.errors import Damaged, KeyringTrouble, Locked, StoreBroken
from tests.clock import FakeClock
from tests.vault.ring import Ring

CHEAP = vault.Cost(memory=64, passes=1, lanes=1)
PASSWORD = "汉中-2026"
KNOWN = vault.Known(
    user="zhangmin",
    name="张敏",
    role="grid_worker",
    device="d1",
    address="http://127.0.0.1:1",
    server="s1",
    server_name="汉中",
    server_key="00" * 32,
    server_x25519="00" * 32,
    lease_days=14,
)


@pytest.fixture
def rng() -> Callable[[int], bytes]:
    return random.Random(7).randbytes


@pytest.fixture
def made(tmp_path: Path, rng: Callable[[int], bytes]) -> tuple[Profile, Keys, Ring]:
    profile, keys, ring = Profile(tmp_path), Keys.new(rng), Ring()
    vault.create(profile.person("p1"), password=PASSWORD, keys=keys, known=KNOWN, keyring=ring, cost=CHEAP, rng=rng)
    return profile, keys, ring


def test_the_password_and_the_keyring_open_it(made: tuple[Profile, Keys, Ring], clock: FakeClock) -> None:
    profile, keys, ring = made

    assert vault.unlock(profile.person("p1"), PASSWORD, keyring=ring, clock=clock) == keys
    assert [vault.read(paths).known.name for paths in profile.people()] == ["张敏"]


@pytest.mark.fault(40, 43)
def test_no_key_lies_in_the_profile_in_clear(made: tuple[Profile, Keys, Ring]) -> None:
    profile, keys, ring = made
    held = b"".join(path.read_bytes() for path in profile.root.rglob("*") if path.is_file())

    for secret in (keys.store, keys.store[:32], keys.ed25519, keys.x25519, *ring.secrets.values(), PASSWORD.encode()):
        assert secret not in held
        assert secret.hex().encode() not in held


@pytest.mark.fault(43)
def test_five_wrong_tries_wait_ten_minutes_and_then_it_opens(
    made: tuple[Profile, Keys, Ring], clock: FakeClock
) -> None:
    profile, keys, ring = made
    paths = profile.person("p1")
    for left in (4, 3, 2, 1, 0):
        with pytest.raises(Locked) as wrong:
            vault.unlock(paths, "not it", keyring=ring, clock=clock)
        assert wrong.value.facts["tries_left"] == left

    with pytest.raises(Locked) as waiting:
        vault.unlock(paths, PASSWORD, keyring=ring, clock=clock)
    assert waiting.value.facts == {"reason": "too_many", "tries_left": 0, "wait_seconds": 600}

    clock.advance(minutes=10, seconds=1)
    assert vault.unlock(paths, PASSWORD, keyring=ring, clock=clock) == keys


@pytest.mark.fault(45)
def test_a_clock_set_back_never_waits_longer(made: tuple[Profile, Keys, Ring], clock: FakeClock) -> None:
    profile, _, ring = made
    for _ in range(5):
        with pytest.raises(Locked):
            vault.unlock(profile.person("p1"), "not it", keyring=ring, clock=clock)
    clock.set_back(days=3650)

    with pytest.raises(Locked) as waiting:
        vault.unlock(profile.person("p1"), PASSWORD, keyring=ring, clock=clock)
    assert waiting.value.facts["wait_seconds"] == 600


@pytest.mark.fault(36, 37)
@pytest.mark.parametrize("trouble", ["missing", "locked"])
def test_a_keyring_in_trouble_says_so_and_changes_nothing(
    trouble: str, made: tuple[Profile, Keys, Ring], clock: FakeClock
) -> None:
    profile, keys, ring = made
    ring.trouble = trouble
    with pytest.raises(KeyringTrouble) as told:
        vault.unlock(profile.person("p1"), PASSWORD, keyring=ring, clock=clock)
    assert told.value.facts == {"reason": trouble}

    ring.trouble = ""
    assert vault.unlock(profile.person("p1"), PASSWORD, keyring=ring, clock=clock) == keys


@pytest.mark.fault(38)
def test_a_lost_keyring_entry_is_not_a_wrong_password(made: tuple[Profile, Keys, Ring], clock: FakeClock) -> None:
    profile, _, ring = made
    ring.secrets.clear()

    with pytest.raises(KeyringTrouble) as told:
        vault.unlock(profile.person("p1"), PASSWORD, keyring=ring, clock=clock)
    assert told.value.facts == {"reason": "lost"}


def test_without_a_keyring_the_password_alone_opens_it(
    tmp_path: Path, rng: Callable[[int], bytes], clock: FakeClock
) -> None:
    keys, paths = Keys.new(rng), Profile(tmp_path).person("p1")
    vault.create(paths, password=PASSWORD, keys=keys, known=KNOWN, keyring=NoKeyring(), cost=CHEAP, rng=rng)

    assert vault.unlock(paths, PASSWORD, keyring=NoKeyring(), clock=clock) == keys


@pytest.mark.fault(36)
def test_a_new_key_is_never_made_over_an_existing_store(
    made: tuple[Profile, Keys, Ring], rng: Callable[[int], bytes]
) -> None:
    profile, _, ring = made
    paths = profile.person("p1")
    paths.vault.unlink()
    paths.store.write_bytes(b"something")

    with pytest.raises(StoreBroken):
        vault.create(paths, password="x", keys=Keys.new(rng), known=KNOWN, keyring=ring, cost=CHEAP, rng=rng)


def test_a_damaged_vault_says_so(made: tuple[Profile, Keys, Ring], clock: FakeClock) -> None:
    profile, _, ring = made
    profile.person("p1").vault.write_text("{")

    with pytest.raises(StoreBroken) as broken:
        vault.unlock(profile.person("p1"), PASSWORD, keyring=ring, clock=clock)
    assert broken.value.facts["reason"] == "vault_damaged"


def test_a_changed_password_opens_the_same_store(
    made: tuple[Profile, Keys, Ring], clock: FakeClock, rng: Callable[[int], bytes]
) -> None:
    profile, keys, ring = made
    paths = profile.person("p1")
    vault.change_password(paths, PASSWORD, "another", keyring=ring, clock=clock, rng=rng)

    assert vault.unlock(paths, "another", keyring=ring, clock=clock) == keys
    with pytest.raises(Locked):
        vault.unlock(paths, PASSWORD, keyring=ring, clock=clock)
    assert len(ring.secrets) == 1


@pytest.mark.fault(43)
def test_a_guess_costs_half_a_second_on_this_machine(clock: FakeClock) -> None:
    """A clock that grows 0.2 s a look stands for a machine on which the first cost is too cheap."""

    class Counting(FakeClock):
        def monotonic(self) -> float:
            self.advance(0.2)
            return super().monotonic()

    with pytest.MonkeyPatch.context() as patch:
        counted: list[int] = []

        def stretch(_password: str, _salt: bytes, cost: vault.Cost) -> bytes:
            counted.append(cost.passes)
            slow.advance(0.1 * cost.passes / 3)
            return bytes(32)

        slow = Counting(clock.now())
        patch.setattr(vault, "_stretch", stretch)
        cost = vault.calibrate(slow)

    assert cost.passes == counted[-1] > counted[0]


@pytest.mark.fault(45)
@pytest.mark.parametrize(
    ("days", "back", "expected"),
    [(0, 0, (14, False, False)), (13, 0, (1, False, False)), (15, 0, (-1, True, False)), (15, 400, (-1, True, True))],
)
def test_the_lease_counts_from_the_last_word_of_the_centre(
    days: int, back: int, expected: tuple[int, bool, bool], clock: FakeClock
) -> None:
    verified = clock.now()
    high = verified + timedelta(days=days)

    found = lease(verified, 14, high - timedelta(days=back), high)

    assert (found.days_left, found.is_over, found.clock_went_back) == expected


@pytest.mark.parametrize("size", [0, 1, 65_535, 65_536, 65_537, 200_000])
def test_a_sealed_file_opens_byte_for_byte(size: int, rng: Callable[[int], bytes]) -> None:
    box, data = FileBox(rng(32), rng), os.urandom(size)

    assert box.open(box.seal(data)) == data


@pytest.mark.parametrize("harm", ["cut", "cut at a chunk", "flip", "swap", "foreign key"])
def test_a_harmed_file_is_refused(harm: str, rng: Callable[[int], bytes]) -> None:
    box = FileBox(rng(32), rng)
    sealed = box.seal(b"x" * 200_000)
    step, head = 65_536 + 16, 11
    first, second = sealed[head : head + step], sealed[head + step : head + 2 * step]
    harmed = {
        "cut": sealed[:-1],
        "cut at a chunk": sealed[: head + 2 * step],
        "flip": sealed[:500] + bytes([sealed[500] ^ 1]) + sealed[501:],
        "swap": sealed[:head] + second + first + sealed[head + 2 * step :],
        "foreign key": sealed,
    }[harm]
    opener = FileBox(rng(32), rng) if harm == "foreign key" else box

    with pytest.raises(Damaged):
        opener.open(harmed)


def test_a_device_signs_and_others_can_tell(rng: Callable[[int], bytes]) -> None:
    keys = Keys.new(rng)
    signature = keys.sign(b"grid-push|d1|1|00")

    assert is_signed(keys.ed25519_public, signature, b"grid-push|d1|1|00")
    assert not is_signed(keys.ed25519_public, signature, b"grid-push|d1|2|00")
    assert not is_signed(Keys.new(rng).ed25519_public, signature, b"grid-push|d1|1|00")
    assert len(fingerprint(keys.ed25519_public).split()) == 8


@pytest.mark.fault(39)
@pytest.mark.parametrize("backend", [fail.Keyring, null.Keyring], ids=["none", "one that forgets"])
def test_only_a_keyring_known_to_be_safe_is_trusted(backend: Callable[[], KeyringBackend]) -> None:
    before = keyring.get_keyring()
    keyring.set_keyring(backend())
    try:
        assert not SystemKeyring().keep("zhangmin", b"secret")
        with pytest.raises(KeyringTrouble) as told:
            SystemKeyring().get("zhangmin")
    finally:
        keyring.set_keyring(before)
    assert told.value.facts == {"reason": "missing"}
