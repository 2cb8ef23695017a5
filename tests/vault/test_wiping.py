"""A wipe goes to its end, whatever cuts it; the keys go first (SYNC 15, FAULTS 47)."""

from __future__ import annotations

import random
from itertools import islice
from pathlib import Path

import pytest

from gridclient.base.paths import PersonPaths, Profile
from gridclient.vault import vault
from gridclient.vault.keys import Keys
from gridclient.vault.wiping import wipe, wipe_steps
from tests.ui.program.conftest import CHEAP, Ring

RNG = random.Random(3).randbytes
KNOWN = vault.Known(
    user="li", name="李", role="grid_worker", device="d1", address="127.0.0.1:1", server="s", server_name="n",
    server_key="ab", server_x25519="cd", lease_days=14,
)  # fmt: skip


def person(profile: Profile, ring: Ring, name: str) -> PersonPaths:
    paths = profile.person(name)
    keys = Keys.new(RNG)
    vault.create(paths, password="x", keys=keys, known=KNOWN, keyring=ring, cost=CHEAP, rng=RNG)
    for file in (paths.store, paths.badge, paths.tries, paths.root / "highest", paths.root / "files" / "ab" / "abcd"):
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(b"secret")
    return paths


@pytest.mark.fault(47, 41)
def test_nothing_of_the_person_is_left_and_others_keep_theirs(tmp_path: Path) -> None:
    profile, ring = Profile(tmp_path), Ring()
    gone, kept = person(profile, ring, "gone"), person(profile, ring, "kept")
    secrets = set(ring.secrets)

    wipe(gone, ring)

    assert not gone.root.exists()
    assert profile.people() == (kept,)
    assert kept.store.read_bytes() == b"secret"
    assert len(secrets - set(ring.secrets)) == 1


@pytest.mark.fault(47, 21)
def test_killed_after_any_step_the_next_start_ends_it(tmp_path: Path) -> None:
    ring = Ring()
    steps = list(wipe_steps(person(Profile(tmp_path / "counted"), ring, "p"), ring))
    assert steps[:3] == ["mark", "secret of vault.json", "vault.json"]
    assert steps[3] == "store.db"

    for number in range(1, len(steps) + 1):
        profile = Profile(tmp_path / str(number))
        paths = person(profile, ring, "p")
        assert list(islice(wipe_steps(paths, ring), number)) == steps[:number]
        assert profile.people() == (), "not to be opened again"
        for left in profile.wiped():
            wipe(left, ring)
        assert profile.wiped() == ()
        assert not paths.vault.exists()
        assert not paths.store.exists()
    assert ring.secrets == {}


def test_a_wipe_of_a_folder_whose_vault_is_damaged_ends_too(tmp_path: Path) -> None:
    profile, ring = Profile(tmp_path), Ring()
    paths = person(profile, ring, "p")
    paths.vault.write_bytes(b"{")

    wipe(paths, ring)

    assert not paths.root.exists()
