"""A person is not enrolled where their records would not be safe (FAULTS 35)."""

from __future__ import annotations

from pathlib import Path

import pytest

from gridclient.app.gate import ProgramGate
from gridclient.base.paths import Profile
from gridclient.base.progress import NO_PROGRESS
from gridclient.ui.gate import ServerSeen
from gridclient.vault.keyring import Keyring
from gridcore.errors import Refused
from tests.clock import FakeClock


class Forgetful:
    """A keyring nobody gets to."""

    def get(self, name: str) -> bytes | None:
        raise AssertionError(name)

    def keep(self, name: str, secret: bytes) -> bool:
        raise AssertionError(name, secret)

    def forget(self, name: str) -> None:
        raise AssertionError(name)


@pytest.mark.fault(35)
def test_a_folder_a_cloud_drive_copies_is_refused_at_setup_and_nothing_written(tmp_path: Path) -> None:
    root = tmp_path / "OneDrive" / "gridclient"
    keyring: Keyring = Forgetful()
    gate = ProgramGate(Profile(root), FakeClock(), bytes, keyring)

    with pytest.raises(Refused) as refused:
        gate.enroll(ServerSeen("http://127.0.0.1:1", "city", "1234", "ab"), "li", "x", NO_PROGRESS)

    assert refused.value.facts == {"reason": "synced_folder"}
    assert not root.exists()
