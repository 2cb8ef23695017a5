"""Where a store may lie (FAULTS 35)."""

from __future__ import annotations

from pathlib import Path

import pytest

from gridclient.base.paths import why_unsafe

MOUNTS = """overlay / overlay rw 0 0
proc /proc proc rw 0 0
/dev/sda1 /people ext4 rw 0 0
//nas/share /mnt/nas cifs rw 0 0
nas:/export /srv/na\\040me nfs4 rw 0 0
/dev/sdb1 /mnt/nas/disk ext4 rw 0 0
box /people/li/box fuse.sshfs rw 0 0
"""


@pytest.mark.fault(35)
@pytest.mark.parametrize(
    ("folder", "why"),
    [
        ("/people/li/.local/share/gridclient", None),
        ("/mnt/nas/li", "network_share"),
        ("/mnt/nas", "network_share"),
        ("/mnt/nasty/li", None),
        ("/srv/na me/x", "network_share"),
        ("/mnt/nas/disk/x", None),
        ("/people/li/box/gridclient", "network_share"),
        ("/people/li/OneDrive - City/gridclient", "synced_folder"),
        ("/people/li/Dropbox/gridclient", "synced_folder"),
        ("/people/li/坚果云/gridclient", "synced_folder"),
        ("/people/li/WPS云盘/x", "synced_folder"),
        ("/people/li/Dropbox (City)/gridclient", "synced_folder"),
        ("/people/li/Library/CloudStorage/GoogleDrive-li@city.example/x", "synced_folder"),
        ("/people/li/GoogleDrive-li@city.example/x", "synced_folder"),
        ("/people/li/documents/dropped", None),
        ("/people/weiyunfeng/gridclient", None),
        ("/people/li/weiyunfeng/gridclient", None),
        ("/people/li/weiyun-feng/gridclient", None),
        ("/people/li/dropbox_old/gridclient", None),
    ],
)
def test_a_share_of_the_network_and_a_folder_of_a_cloud_drive_are_no_place_for_records(
    folder: str, why: str | None
) -> None:
    assert why_unsafe(Path(folder), MOUNTS) == why


def test_whose_account_it_is_says_nothing_but_a_synced_folder_in_it_does() -> None:
    home = Path("/people/weiyun")

    assert why_unsafe(home / ".local" / "share" / "gridclient", MOUNTS, home) is None
    assert why_unsafe(home / "WeiYun" / "gridclient", MOUNTS, home) == "synced_folder"


def test_the_place_of_these_tests_is_safe(tmp_path: Path) -> None:
    assert why_unsafe(tmp_path) is None
