"""Backups as they run in the program: by its clockwork, and once more before the keys go."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from gridclient.base.changes import Changes
from gridclient.ui.page import Changed
from gridcore.errors import InvalidInput
from gridcore.household import Household
from tests.server.town import G1
from tests.ui.program.conftest import Seat

Sit = Callable[..., Seat]


def save(seat: Seat, address: str) -> None:
    """Somebody saves a household; the page says so."""
    session = seat.program.session
    assert session is not None
    with session.store.write("household.save") as work:
        work.create("household", Household(address=address), grid=G1)
    seat.program._on_changed(Changed(Changes.of("household", ["x"]), None))


def tick(seat: Seat) -> None:
    seat.program._on_tick()
    seat.hands.settle()


def test_a_minute_after_the_last_save_the_stick_has_it(sit: Sit, tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    seat = sit()
    seat.sign_in()
    session = seat.program.session
    assert session is not None
    session.backup.choose(stick)
    seat.street.close()
    save(seat, "东大街 1")
    seat.clock.advance(3)
    tick(seat)
    assert list(stick.iterdir()) == []

    seat.clock.advance(60)
    tick(seat)
    tick(seat)

    assert len(list(stick.glob("backup-*.gridpkg"))) == 1
    assert session.backup.status().is_safe
    assert seat.told.nothing


def test_what_was_saved_just_before_the_lock_is_on_the_stick(sit: Sit, tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    seat = sit()
    seat.sign_in()
    session = seat.program.session
    assert session is not None
    session.backup.choose(stick)
    save(seat, "东大街 1")
    seat.lock()

    assert len(list(stick.glob("backup-*.gridpkg"))) == 1
    assert seat.program.session is None


def test_a_folder_in_the_profile_of_this_pc_is_no_second_disk(sit: Sit) -> None:
    seat = sit()
    seat.sign_in()
    session = seat.program.session
    assert session is not None
    beside = seat.profile.root / "backups"
    beside.mkdir()

    with pytest.raises(InvalidInput) as own:
        session.backup.choose(beside)

    assert own.value.reason == "own_disk"
