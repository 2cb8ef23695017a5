"""A person chooses while a round goes on: only what still stands as it was seen is decided (SYNC 5, F10, F12)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from gridclient.services.conflicts import Choice, Conflict, Conflicts
from gridclient.services.me import Me
from gridcore.errors import Refused
from gridcore.roles import Role
from gridserver.memory import MemoryStore
from tests.server.town import G1, Town
from tests.sync.deeds import edit, issue, make, shown
from tests.sync.laptop import Laptop


class Street:
    """Two colleagues of li's at other PCs disagree with li about a household."""

    def __init__(self, folder: Path) -> None:
        town = Town(MemoryStore(), folder / "blobs")
        self.li, self.zhao, self.late = (
            Laptop(town, folder, user, seed) for user, seed in (("li", 1), ("zhao", 2), ("zhao", 3))
        )
        self.home = make(self.li, "household", address="1", note="n")
        for laptop in (self.li, self.zhao, self.late):
            laptop.synced()
        edit(self.zhao, "household", self.home, address=("1", "zhao"), note=("n", "zhao"))
        self.zhao.synced()
        edit(self.li, "household", self.home, address=("1", "li"), note=("n", "li"))
        self.li.synced()
        self.conflicts = Conflicts(self.li.store, Me("li", "李芳", Role.GRID_WORKER, G1))

    def seen(self) -> Conflict:
        (conflict,) = self.conflicts.open()
        return conflict

    def choose(self, conflict: Conflict, choice: Choice) -> None:
        self.conflicts.resolve(conflict, {field.issue: choice for field in conflict.fields})

    def state(self, field: str) -> str:
        found = issue(self.li, "household", self.home, field)
        assert found is not None
        return str(found["state"])


@pytest.fixture
def street(tmp_path: Path) -> Iterator[Street]:
    found = Street(tmp_path)
    yield found
    for laptop in (found.li, found.zhao, found.late):
        laptop.store.close()


def another_value_is_lost(at: Street) -> None:
    edit(at.late, "household", at.home, address=("1", "late"))
    at.late.synced()


def the_value_that_stands_changes(at: Street) -> None:
    edit(at.zhao, "household", at.home, address=("zhao", "zhao again"))
    at.zhao.synced()


def somebody_else_decides(at: Street) -> None:
    at.zhao.synced()
    found = Conflicts(at.zhao.store, Me("zhao", "赵", Role.OFFICER, G1))
    (conflict,) = found.open()
    fields = [field for field in conflict.fields if field.field == "address"]
    found.resolve(conflict, {field.issue: Choice.THEIRS for field in fields})
    at.zhao.synced()


MEANWHILE = [another_value_is_lost, the_value_that_stands_changes, somebody_else_decides]


@pytest.mark.fault("F12")
@pytest.mark.parametrize("choice", list(Choice))
@pytest.mark.parametrize("meanwhile", MEANWHILE)
def test_what_a_round_changed_since_it_was_seen_stays_open_and_the_rest_is_decided(
    street: Street, meanwhile: Callable[[Street], None], choice: Choice
) -> None:
    conflict = street.seen()
    meanwhile(street)
    street.li.synced()
    before = (street.state("address"), shown(street.li, "household", street.home))

    street.choose(conflict, choice)

    now = shown(street.li, "household", street.home)
    assert before[1] is not None
    assert now is not None
    assert (street.state("address"), now["address"]) == (before[0], before[1]["address"])
    assert (street.state("note"), now["note"]) == ("done", {"mine": "li", "theirs": "zhao"}[choice])


@pytest.mark.fault("F12")
def test_when_nothing_stands_as_it_was_seen_it_says_so_and_writes_nothing(street: Street) -> None:
    conflict = street.seen()
    street.choose(conflict, Choice.MINE)

    with pytest.raises(Refused) as moved:
        street.choose(conflict, Choice.THEIRS)

    assert moved.value.facts == {"reason": "state"}
    assert street.li.store.status().waiting == 1


def test_what_stands_as_it_was_seen_is_decided_after_any_number_of_rounds(street: Street) -> None:
    conflict = street.seen()
    for laptop in (street.zhao, street.li, street.li):
        laptop.synced()

    street.choose(conflict, Choice.MINE)

    street.li.synced()
    street.zhao.synced()
    found = shown(street.zhao, "household", street.home)
    assert found is not None
    assert (found["address"], found["note"]) == ("li", "li")
    assert street.li.store.status().conflicts == 0
