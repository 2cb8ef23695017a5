"""What was refused, taken out as a file (F38); what waits again after a new enrolment (SYNC 8 T5)."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from gridclient.services.outgoing import Outgoing
from gridcore.errors import NoPlace, StoreBusy
from tests.base.disk import room_for
from tests.server.town import G2
from tests.sync.deeds import make
from tests.sync.laptop import Laptop


@pytest.fixture
def refused(li: Laptop) -> tuple[str, str]:
    """Work in a grid li has no right to, with a photo; gives its tx and the photo's hash."""
    with li.store.write("household.new") as work:
        home = work.new_id()
        work.create("household", {"address": "1"}, grid=G2, id=home)
        taken = work.attach(G2, home, li.rng(20_000), "1.jpg", None, None)
    li.synced()
    (line,) = li.store.outbox.parked_lines()
    return line.tx, str(taken.sha256)


@pytest.mark.fault("F38", 29)
def test_a_disk_that_fills_up_leaves_the_older_file_and_nothing_half(
    li: Laptop, refused: tuple[str, str], stick: Path
) -> None:
    outgoing, target = Outgoing(li.store), stick / "refused.zip"
    outgoing.export(target, "what was refused", [refused[0]])
    whole = target.read_bytes()
    with zipfile.ZipFile(target) as packed:
        assert packed.namelist() == ["parked.txt", "1-1.jpg"]

    with room_for(10_000), pytest.raises(NoPlace) as full:
        outgoing.export(target, "what was refused, again", [refused[0]])

    assert full.value.facts["reason"] == "full"
    assert [path.name for path in stick.iterdir()] == ["refused.zip"]
    assert target.read_bytes() == whole


def test_a_photo_that_is_held_now_is_told_and_no_file_without_it_is_left(
    li: Laptop, refused: tuple[str, str], stick: Path
) -> None:
    path = li.store.blobs.path(refused[1])
    path.rename(path.with_suffix(".away"))
    path.mkdir()

    with pytest.raises(StoreBusy):
        Outgoing(li.store).export(stick / "refused.zip", "what was refused", [refused[0]])

    assert list(stick.iterdir()) == []


def test_what_was_refused_and_hidden_counts_when_it_waits_again(li: Laptop) -> None:
    make(li, "household", grid=G2, address="not mine")
    li.synced()
    (line,) = li.store.outbox.parked_lines()
    li.store.outbox.hide(line.tx)
    before = li.store.status()

    li.store.outbox.re_enrol("another-device", "forked")

    after = li.store.status()
    assert (before.waiting, before.in_sync) == (0, True)
    assert (after.waiting, after.in_sync) == (1, False)
