"""A file is whole or not there, however large it is and whenever the disk fills up (FAULTS 12, 29)."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from gridclient.base.durable import durable, write_durably
from gridcore.errors import NoPlace
from tests.base.disk import room_for

Write = Callable[[Path, bytes], None]


def in_a_block(path: Path, data: bytes) -> None:
    with durable(path) as file:
        file.write(data)


@pytest.mark.fault(12, 29)
@pytest.mark.parametrize("write", [in_a_block, write_durably])
@pytest.mark.parametrize("size", [100_000, 5_000], ids=["while it is written", "at the flush"])
def test_a_disk_that_fills_up_leaves_the_older_file_and_nothing_half(tmp_path: Path, write: Write, size: int) -> None:
    target = tmp_path / "a"
    write(target, b"old")

    with room_for(1000), pytest.raises(NoPlace) as full:
        write(target, b"x" * size)

    assert full.value.facts["reason"] == "full"
    assert [path.name for path in tmp_path.iterdir()] == ["a"]
    assert target.read_bytes() == b"old"


@pytest.mark.parametrize("write", [in_a_block, write_durably])
def test_a_place_that_is_none_is_told_and_left_as_it_was(tmp_path: Path, write: Write) -> None:
    (tmp_path / "file").write_bytes(b"1")
    (tmp_path / "folder").mkdir()
    for target in (tmp_path / "file" / "a", tmp_path / "folder"):
        with pytest.raises(NoPlace):
            write(target, b"2")

    assert sorted(path.name for path in tmp_path.rglob("*")) == ["file", "folder"]


def test_the_folder_of_a_small_file_is_made(tmp_path: Path) -> None:
    write_durably(tmp_path / "a" / "b" / "c", b"1")

    assert (tmp_path / "a" / "b" / "c").read_bytes() == b"1"
