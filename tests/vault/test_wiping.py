"""A wipe goes to its end, whatever cuts it; the keys go first (SYNC 15, FAULTS 47)."""

from __future__ import annotations

import random
from itertools import islice
from pathlib import Path

import pytest

from gridclient.base.paths import PersonPaths, Profile
from gridclient.vault import vault, wiping
from gridclient.vault.keys import Keys
from gridclient.vault.wiping import wipe, wipe_steps
from gridcore.errors import KeyringTrouble, NoPlace
from tests.ui.program.conftest import CHEAP
from tests.vault.ring import Ring

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


class Locked(Ring):
    """A keyring that lets nothing go."""

    def forget(self, name: str) -> None:
        raise KeyringTrouble(reason="locked", name_length=len(name))


def test_a_locked_keyring_stops_no_wipe(tmp_path: Path) -> None:
    paths = person(Profile(tmp_path), Ring(), "p")

    wipe(paths, Locked())

    assert not paths.root.exists()


def full(_path: Path, _data: bytes) -> None:
    raise NoPlace(reason="full")


@pytest.mark.fault(29, 47)
def test_on_a_full_disk_that_takes_no_mark_everything_goes_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    paths = person(Profile(tmp_path), Ring(), "p")
    monkeypatch.setattr(wiping, "write_durably", full)

    wipe(paths, Ring())

    assert not paths.root.exists()


@pytest.mark.fault(34, 47)
def test_a_file_that_is_held_costs_no_other_its_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    profile, ring = Profile(tmp_path), Ring()
    paths = person(profile, ring, "p")
    unlink = Path.unlink

    def held(path: Path, missing_ok: bool = False) -> None:
        if path == paths.store:
            raise PermissionError(13, "held")
        unlink(path, missing_ok=missing_ok)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "unlink", held)
        with pytest.raises(PermissionError):
            wipe(paths, ring)

    assert sorted(path.name for path in paths.root.iterdir()) == ["store.db", "wiping"]
    (left,) = profile.wiped()
    wipe(left, ring)
    assert not paths.root.exists()


def test_a_wipe_of_a_folder_whose_vault_is_damaged_ends_too(tmp_path: Path) -> None:
    profile, ring = Profile(tmp_path), Ring()
    paths = person(profile, ring, "p")
    paths.vault.write_bytes(b"{")

    wipe(paths, ring)

    assert not paths.root.exists()
