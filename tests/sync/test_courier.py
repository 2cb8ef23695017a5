"""The office carries packages of others to the centre, and what it brings back (SYNC 13, F49)."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gridclient.base.packages import Carried
from gridcore.errors import Offline, WrongServer
from gridcore.wire import Lost, Reply, Request
from gridserver.memory import MemoryStore
from tests.server.town import G1, Town
from tests.sync.deeds import edit, make, photo, shown
from tests.sync.laptop import Laptop
from tests.sync.post import by_stick, carried, changes_of, hand_in, take, write

Open = Callable[[str], Laptop]


def test_the_office_carries_many_and_tells_each_outcome(town: Town, laptop: Open, tmp_path: Path) -> None:
    li, wang, office = laptop("li"), laptop("wang"), laptop("zhao")
    for each, grid in ((li, G1), (wang, "610726103005002")):
        make(each, "household", grid=grid, address=each.user)
        write(each, tmp_path / f"{each.user}.gridpkg")
    whole = (tmp_path / "li.gridpkg").read_bytes()
    (tmp_path / "cut.gridpkg").write_bytes(whole[:-9])
    (tmp_path / "flip.gridpkg").write_bytes(whole[:-9] + b"x" + whole[-8:])
    (tmp_path / "letter.gridpkg").write_bytes(b"dear centre")
    files = [tmp_path / f"{name}.gridpkg" for name in ("cut", "li", "flip", "letter", "none", "wang")]

    told = carried(office, files)

    assert [outcome(one) for one in told] == ["cut", "done", "altered", "not_a_package", "gone", "done"]
    assert [take(each, told[at].reply or Path()).answered for each, at in ((li, 1), (wang, 5))] == [1, 1]
    assert li.store.status().in_sync
    assert [outcome(one) for one in carried(office, [files[1]])] == ["was done"]


def outcome(one: Carried) -> str:
    if one.trouble is not None:
        facts = one.trouble.facts
        return str(facts.get("name", facts.get("reason", one.trouble.code)))
    return "was done" if one.was_done else "done"


@pytest.mark.fault("F49")
def test_a_journey_that_breaks_off_goes_on_where_it_was(town: Town, laptop: Open, tmp_path: Path) -> None:
    office = laptop("zhao")
    files: list[Path] = []
    for user in ("li", "wang", "chen"):
        files.append(tmp_path / f"{user}.gridpkg")
        write(laptop(user), files[-1])
    mails: list[str] = []

    def drops_the_second(request: Request) -> Reply | Lost:
        if request.path == "/v1/mail" and request.body:
            mails.append(hashlib.sha256(request.body).hexdigest())
            if len(mails) == 2:
                office.reach(request)
                return Lost(reason="cut")
        return office.reach(request)

    office.wire = drops_the_second
    out = tmp_path / "replies"
    out.mkdir()
    first = carried(office, files, out)
    second = carried(office, files, out)

    assert [outcome(one) for one in first] == ["done", "cut", "cut"]
    assert [outcome(one) for one in second] == ["was done", "done", "done"]
    assert len(mails) == 4
    assert sorted(path.name for path in out.iterdir()) == [f"{u}.reply.gridpkg" for u in ("chen", "li", "wang")]


def test_a_new_package_under_an_old_name_is_handed_in(town: Town, laptop: Open, tmp_path: Path) -> None:
    li, office = laptop("li"), laptop("zhao")
    path = tmp_path / "li.gridpkg"
    write(li, path)
    carried(office, [path])
    make(li, "household", address="new")
    write(li, path)

    (told,) = carried(office, [path])

    assert (told.was_done, take(li, told.reply or Path()).answered) == (False, 1)


def test_a_package_of_a_store_that_was_put_back_is_handed_in_though_its_number_was_answered_before(
    town: Town, laptop: Open, tmp_path: Path
) -> None:
    li, office = laptop("li"), laptop("zhao")
    path = tmp_path / "li.gridpkg"
    li.store.close()
    before = li.file.read_bytes()
    li.restart()
    write(li, path)
    carried(office, [path])
    li.store.close()
    for old in li.file.parent.glob(f"{li.file.name}-*"):
        old.unlink()
    li.file.write_bytes(before)
    li.restart()
    make(li, "household", address="new")
    write(li, path)

    (told,) = carried(office, [path])

    assert (told.was_done, take(li, told.reply or Path()).answered) == (False, 1)


def test_nothing_is_handed_to_another_city_or_without_the_centre(laptop: Open, tmp_path: Path) -> None:
    li, office = laptop("li"), laptop("zhao")
    write(li, tmp_path / "li.gridpkg")

    office.peer.server = "elsewhere"
    with pytest.raises(WrongServer):
        carried(office, [tmp_path / "li.gridpkg"])
    office.peer.server = li.peer.server
    office.wire = lambda _request: Lost(reason="unreachable")
    office.peer.met = False
    with pytest.raises(Offline):
        carried(office, [tmp_path / "li.gridpkg"])


# any order at all


DEEDS = st.lists(
    st.tuples(st.sampled_from(["make", "edit", "write", "hand", "take", "round", "half"]), st.integers(0, 9)),
    max_size=25,
)


@pytest.mark.fault("F49", 49)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(DEEDS)
def test_whatever_the_order_everything_arrives_once(
    tmp_path_factory: pytest.TempPathFactory, deeds: list[tuple[str, int]]
) -> None:
    folder = tmp_path_factory.mktemp("sticks")
    town = Town(MemoryStore(), folder / "blobs")
    worker, office = Laptop(town, folder, "li", 1), Laptop(town, folder, "zhao", 2)
    requests: list[Path] = []
    replies: list[Path] = []
    homes: dict[str, str | None] = {}
    typed = 0
    try:
        for deed, number in deeds:
            if deed == "make":
                homes[make(worker, "household", address=f"{len(homes)}")] = None
                typed += 1
            elif deed == "edit" and homes:
                home = list(homes)[number % len(homes)]
                edit(worker, "household", home, note=(homes[home], f"{typed}"))
                homes[home] = f"{typed}"
                typed += 1
            elif deed == "write":
                requests.append(write(worker, folder / f"{len(requests)}").path)
            elif deed == "hand" and requests:
                replies.append(hand_in(town, requests[number % len(requests)]).rename(folder / f"{len(replies)}.r"))
            elif deed == "take" and replies:
                assert take(worker, replies[number % len(replies)]).trouble is None
            elif deed == "round":
                worker.wire = worker.reach
                worker.synced()
            elif deed == "half":
                worker.wire = lambda request: (
                    Lost(reason="cut") if request.path == "/v1/pull" else worker.reach(request)
                )
                worker.sync()
        last = by_stick(worker, folder / "last")
        again = by_stick(worker, folder / "again")
        office.synced()

        assert (last.trouble, again.trouble, again.answered) == (None, None, again.answered)
        assert worker.store.status().in_sync
        assert changes_of(town, typed)
        assert {home: (shown(office, "household", home) or {}).get("note") for home in homes} == homes
        assert all(shown(worker, "household", home) == shown(office, "household", home) for home in homes)
    finally:
        worker.store.close()
        office.store.close()


# a story


@pytest.mark.fault("F49")
def test_a_laptop_dies_and_the_office_hands_its_last_backup_in(town: Town, laptop: Open, tmp_path: Path) -> None:
    """What was online before, what lies in the backup, and what was handed in twice: nothing lost, nothing doubled."""
    worker, office = laptop("li"), laptop("zhao")
    homes = [make(worker, "household", address=f"东大街 {number}") for number in range(5)]
    worker.synced()
    for number, home in enumerate(homes):
        edit(worker, "household", home, note=(None, f"visit {number}"))
    name = photo(worker, homes[0], b"gas pipe" * 99)
    written = write(worker, tmp_path / "backup.gridpkg")
    worker.store.close()

    first = carried(office, [written.path])
    (tmp_path / "backup.reply.gridpkg").unlink()
    second = carried(office, [written.path])
    office.synced()
    heir = laptop("li")
    heir.synced()

    assert [outcome(one) for one in (*first, *second)] == ["done", "done"]
    assert [(shown(heir, "household", home) or {}).get("note") for home in homes] == [f"visit {n}" for n in range(5)]
    assert changes_of(town, 11)
    assert town.server.blobs.read(G1, name, 0, 9999) == b"gas pipe" * 99
    assert all(shown(office, "household", home) == shown(heir, "household", home) for home in homes)
