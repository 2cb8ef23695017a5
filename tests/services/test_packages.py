"""What the page of packages shows and does, over the real floor of sync."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from gridclient.app.packages import PackageWay
from gridclient.services.packages import Packages
from gridclient.sync.transport import Transport
from gridserver.memory import MemoryStore
from tests.server.town import Town
from tests.sync.deeds import make
from tests.sync.laptop import Laptop
from tests.sync.post import hand_in


@pytest.fixture
def li(tmp_path: Path) -> Iterator[Laptop]:
    found = Laptop(Town(MemoryStore(), tmp_path / "blobs"), tmp_path, "li", 1)
    yield found
    found.store.close()


@pytest.fixture
def packages(li: Laptop) -> Iterator[Packages]:
    transport = Transport("http://127.0.0.1:9", li.rng)
    yield Packages(li.store, PackageWay(li.store, li.keys, transport, li.clock, li.rng))
    transport.close()


def test_what_was_written_and_read_is_remembered(li: Laptop, packages: Packages, tmp_path: Path) -> None:
    make(li, "household", address="1")
    before = packages.facts()
    written = packages.write(tmp_path / "out.gridpkg")
    between = packages.facts()
    li.clock.advance(hours=2)
    read = packages.read(hand_in(li.town, written.path))
    after = packages.facts()

    assert (before.unanswered, before.written, before.read, before.expecting) == (1, None, None, False)
    assert between.expecting
    assert between.written is not None
    assert (between.written.at, between.written.txs) == (written.made, 1)
    assert (read.answered, after.unanswered, after.expecting) == (1, 0, False)
    assert after.read is not None
    assert after.read.txs == 1


def test_a_name_says_which_device_and_nothing_of_a_person(li: Laptop, packages: Packages) -> None:
    name = packages.suggested_name(li.clock.now())

    assert name == f"{li.peer.device[-8:]}-{li.clock.now():%Y%m%d-%H%M}.gridpkg"
    assert "li" not in name.replace(li.peer.device[-8:], "")


def test_replies_and_other_files_are_no_requests(packages: Packages, tmp_path: Path) -> None:
    for name in ("b.gridpkg", "a.gridpkg", "a.reply.gridpkg", "c.gridpkg.part", "letter.txt"):
        (tmp_path / name).touch()
    (tmp_path / "d.gridpkg").mkdir()

    assert [path.name for path in packages.found_in(tmp_path)] == ["a.gridpkg", "b.gridpkg"]
    assert packages.found_in(tmp_path / "gone") == ()
